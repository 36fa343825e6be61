"""What translates on the command line: installed packages, and programs that were named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from dragoman.index.errors import UsageError
from dragoman.index.settings import Settings
from dragoman.index.translate.packages import installed
from dragoman.index.translate.seam import Translators
from dragoman.search.model_folders import model_folders

BackEnd: TypeAlias = Literal["argos", "argostranslate"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for of translation; None where nothing was said.

    `commands` are programs as `command.parse_command` reads them; `by` drives installed packages.
    """

    translate: str | None = None
    target: str | None = None
    beam: int | None = None
    commands: Sequence[str] = ()
    by: BackEnd = "argos"

    def settings(self) -> dict[str, Any]:
        """Return the fields of `Settings` that were chosen.

        Raise `UsageError` where a code is no language: nobody would notice later.
        """
        told = {"translate": self.translate, "target": self.target, "beam": self.beam}
        if self.target is not None:
            _check_code(self.target)
        if self.translate not in (None, "auto", "off"):
            for code in self.translate.split(","):
                _check_code(code)
        return {name: value for name, value in told.items() if value is not None}


def _check_code(code: str) -> None:
    from dragoman.index.languages import languages

    if code == "und" or code not in languages():
        raise UsageError(f"{code!r} is no code of a language: give codes such as en or ru,ar.")


def translators(
    asked: Asked, settings: Settings, environ: Mapping[str, str], say: Callable[[str], None]
) -> Translators | None:
    """Return whatever can translate as was asked; nothing is loaded yet.

    A named program goes before a package; `say` is told of each package that cannot be used. Raise
    `UsageError` where a program's name cannot be read or the program would never be asked.
    """
    programs = _programs(asked, settings) if asked.commands else {}
    if settings.translate == "off":
        return None
    folders = model_folders(environ).packages
    for one in installed(folders).broken:
        say(f"{one.path} is not used, for {one.why}.")
    packages = _packages(asked, settings, folders)
    if not programs:
        return packages
    from dragoman.index.translate.command import CommandTranslators
    from dragoman.index.translate.several import Several

    return Several(CommandTranslators(programs), packages)


def _programs(asked: Asked, settings: Settings) -> dict[tuple[str, str], list[str]]:
    from dragoman.index.translate.command import parse_command

    programs: dict[tuple[str, str], list[str]] = {}
    for text in asked.commands:
        way, argv = parse_command(text, settings.target)
        source, target = way
        if target != settings.target:
            raise UsageError(
                f"{text!r} translates into {target}, and the translations of this index are in "
                f"{settings.target}: only `dragoman rebuild --target {target}` changes that."
            )
        if not settings.translates(source):
            raise UsageError(
                f"{text!r} has nothing to do, for {source} is not translated here "
                f"(--translate {settings.translate}): add --translate auto, or {source}."
            )
        if way in programs:
            raise UsageError(f"{text!r} is a second program for {source}: name one of them.")
        programs[way] = argv
    return programs


def _packages(asked: Asked, settings: Settings, folders: Sequence[Path]) -> Translators:
    if asked.by == "argostranslate":
        from dragoman.index.translate.library import BEAM, LibraryTranslators

        return LibraryTranslators(folders, beam=settings.beam or BEAM)
    from dragoman.index.translate.argos import DEFAULT_BEAM, ArgosTranslators

    return ArgosTranslators(folders, beam=settings.beam or DEFAULT_BEAM)

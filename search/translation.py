"""What translates on the command line: installed packages, and programs that were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dragoman.index.settings import Settings
from dragoman.index.translate.seam import Translators

BackEnd: TypeAlias = Literal["argos", "argostranslate"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for of translation; None where nothing was said.

    `commands` are programs, `[from:]to`-like as `command.parse_command` reads them; `by` drives
    the installed packages.
    """

    translate: str | None = None
    target: str | None = None
    beam: int | None = None
    commands: Sequence[str] = ()
    by: BackEnd = "argos"

    def settings(self) -> dict[str, Any]:
        """Return the fields of `Settings` that were chosen."""
        told = {"translate": self.translate, "target": self.target, "beam": self.beam}
        return {name: value for name, value in told.items() if value is not None}


def translators(asked: Asked, settings: Settings, environ: Mapping[str, str]) -> Translators | None:
    """Return whatever can translate as was asked; nothing is loaded yet.

    A named program goes before a package. Raise `UsageError` where a program's name cannot be read.
    """
    if settings.translate == "off":
        return None
    from dragoman.index.translate.command import CommandTranslators, parse_command
    from dragoman.index.translate.several import Several

    programs = dict(parse_command(text, settings.target) for text in asked.commands)
    packages = _packages(asked, settings, environ)
    return Several(CommandTranslators(programs), packages) if programs else packages


def _packages(asked: Asked, settings: Settings, environ: Mapping[str, str]) -> Translators:
    from dragoman.search.model_folders import model_folders

    folders = model_folders(environ).packages
    if asked.by == "argostranslate":
        from dragoman.index.translate.library import LibraryTranslators

        return LibraryTranslators(folders)
    from dragoman.index.translate.argos import DEFAULT_BEAM, ArgosTranslators

    return ArgosTranslators(folders, beam=settings.beam or DEFAULT_BEAM)

"""`dragoman models`: packages of translation and dictionaries, what there is, in and out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.search.commands import options
from dragoman.search.output import note, write, write_json

if TYPE_CHECKING:
    from dragoman.search.dictionaries.store import Dictionary
    from dragoman.search.model_folders import ModelFolders

EPILOG = """\b
Examples:
  dragoman models list
  dragoman models install translate-ru_en-1_9.argosmodel
  dragoman models install --from de --to en words.tsv
  dragoman models prepare
  dragoman models remove ru-en

Nothing is fetched: you bring the files. Packages that argostranslate has installed and dictionaries
in /usr/share/dictd are found too. docs/translation.md says more. Exit codes: 0 found or done,
1 nothing there, 2 wrong use, or a file that could not be installed.
"""

_LIST_EPILOG = """\b
Examples:
  dragoman models list
  dragoman models list --json | jq -r '.packages[] | select(.used) | .name'

Exit codes: 0 something is there, 1 nothing.
"""

_INSTALL_EPILOG = """\b
Examples:
  dragoman models install translate-ru_en-1_9.argosmodel translate-ar_en-1_0.argosmodel
  dragoman models install freedict-deu-eng.index
  dragoman models install --from de --to en words.tsv

Exit codes: 0 all of them are installed, 2 at least one is not.
"""

_PREPARE_EPILOG = """\b
Examples:
  apt install dict-freedict-deu-eng && dragoman models prepare

Exit codes: 0 all of them are prepared, 1 there is none, 2 at least one could not be.
"""

_REMOVE_EPILOG = """\b
Examples:
  dragoman models remove ru-en
  dragoman models remove translate-ru_en-1_7
  dragoman models remove freedict-deu-eng

Exit codes: 0 all of them are removed, 2 at least one is not.
"""


@click.group(
    "models", epilog=EPILOG, short_help="List, install and remove packages and dictionaries."
)
@options.debug
def command() -> None:
    """List, install and remove what translates: Argos packages and bilingual dictionaries."""


@command.command("list", epilog=_LIST_EPILOG, short_help="List packages and dictionaries.")
@options.as_json
@options.debug
def list_models(as_json: bool) -> int:
    """List packages and dictionaries: languages, version, where they are, and which are used."""
    from dragoman.index.translate.packages import installed
    from dragoman.search.dictionaries.store import installed as installed_dictionaries
    from dragoman.search.model_list import broken, lines, to_json

    folders = _folders()
    packages = installed(folders.packages)
    dictionaries = installed_dictionaries(folders.dictionaries)
    if as_json:
        write_json(to_json(packages, dictionaries))
    else:
        write(lines(packages, dictionaries))
    for sentence in broken(packages, dictionaries):
        note(sentence)
    if packages.packages:
        _note_missing()
    elif not dictionaries.dictionaries:
        looked = ", ".join(map(str, (*folders.packages, *folders.dictionaries)))
        note(f"No package and no dictionary is in {looked}.")
        return 1
    return 0


def _folders() -> ModelFolders:
    from dragoman.search.model_folders import model_folders

    return model_folders(os.environ)


def _note_missing() -> None:
    from importlib.util import find_spec

    def is_there(name: str) -> bool:
        try:
            return find_spec(name) is not None
        except ValueError:  # imported before, in some odd way
            return False

    missing = [name for name in ("ctranslate2", "sentencepiece") if not is_there(name)]
    if missing:
        note(
            f"To translate with packages, {' and '.join(missing)} must be installed:"
            " pip install 'dragoman-search[translate]'"
        )


@command.command("install", epilog=_INSTALL_EPILOG, short_help="Install files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--from",
    "source",
    metavar="CODE",
    default="",
    help="The language of a dictionary's headwords, where its name does not tell.",
)
@click.option(
    "--to",
    "target",
    metavar="CODE",
    default="",
    help="The language of a dictionary's translations, where its name does not tell.",
)
@options.debug
def install_models(files: tuple[str, ...], source: str, target: str) -> int:
    """Install FILE: an Argos package (.argosmodel) or a dictionary (dictd, StarDict, TSV)."""
    folders = _folders()
    return _each(files, lambda file: _install(Path(file), folders, source, target))


def _each(names: Iterable[str], do: Callable[[str], Iterable[str]]) -> int:
    """Do something with each; what fails is said and does not stop the others."""
    from dragoman.index.errors import DragomanError
    from dragoman.search.terminal import safe

    failed = False
    for name in names:
        try:
            write([safe(line) for line in do(name)])
        except DragomanError as error:
            note(str(error))
            failed = True
    return 2 if failed else 0


def _install(file: Path, folders: ModelFolders, source: str, target: str) -> list[str]:
    from dragoman.search.model_list import languages

    _check(file)
    if _is_package(file):
        from dragoman.index.translate.install import install

        package = install(file, folders.own_packages)
        pair = languages(package.source, package.target)
        return [f"Installed {package.name} ({pair}) in {package.folder}"]
    from dragoman.search.dictionaries.store import install as install_dictionary

    one = install_dictionary(
        file, folders.own_dictionaries, source=source, target=target, cache=folders.cache
    )
    return [f"Installed {one.name} ({languages(one.source, one.target)}) in {one.path}"]


def _check(file: Path) -> None:
    """Refuse what is no file that can be read, before anybody guesses what it is."""
    from dragoman.index.errors import UsageError

    if os.path.isdir(file):
        raise UsageError(f"{file} is a folder: give the file of a package or of a dictionary.")
    try:
        os.close(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no name of a file"
        raise UsageError(f"{file} cannot be read ({why}).") from error


def _is_package(file: Path) -> bool:
    from dragoman.index.translate.archive import holds_package

    return file.suffix.lower() == ".argosmodel" or holds_package(file)


@command.command("prepare", epilog=_PREPARE_EPILOG, short_help="Prepare dictionaries.")
@options.debug
def prepare_models() -> int:
    """Prepare every dictionary for questions, so that the first of them need not wait.

    A dictionary that was installed with “dragoman models install” is prepared already.
    """
    from dragoman.search.dictionaries.store import installed

    folders = _folders()
    listed = installed(folders.dictionaries)
    for sentence in listed.broken:
        note(sentence)
    found = {one.name: one for one in listed.dictionaries}
    if not found:
        note(f"No dictionary is in {', '.join(map(str, folders.dictionaries))}.")
        return 1
    return _each(found, lambda name: _prepare(found[name], folders.cache))


def _prepare(one: Dictionary, cache: Path) -> list[str]:
    from dragoman.search.dictionaries.store import prepare
    from dragoman.search.model_list import languages

    said = "Prepared" if prepare(one, cache) else "Already prepared:"
    return [f"{said} {one.name} ({languages(one.source, one.target)})"]


@command.command("remove", epilog=_REMOVE_EPILOG, short_help="Remove packages and dictionaries.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@options.debug
def remove_models(names: tuple[str, ...]) -> int:
    """Remove NAME: a pair of languages such as ru-en, a package's folder, a dictionary's name.

    Only what “dragoman models install” has put there is removed.
    """
    folders = _folders()
    return _each(names, lambda name: _remove(name, folders))


def _remove(name: str, folders: ModelFolders) -> list[str]:
    from dragoman.index.translate.install import remove
    from dragoman.index.translate.packages import Package
    from dragoman.search.dictionaries.store import installed
    from dragoman.search.dictionaries.store import remove as remove_dictionary

    own = folders.own_dictionaries
    if any(one.name == name for one in installed([own]).dictionaries):
        remove_dictionary(name, own)
        return [f"Removed {name} from {own}"]
    gone = remove(name, folders.own_packages, folders.packages[1:])
    return [
        f"Removed {one.name} from {one.folder}"
        if isinstance(one, Package)
        else f"Removed {one.path}"
        for one in gone
    ]

"""Installed Argos packages: which there are, which are broken, which of them wins.

A package is a folder as argostranslate leaves it: `metadata.json`, `sentencepiece.model` or
`bpe.model`, and `model/` with `model.bin` and vocabularies as CTranslate2 reads them; a splitter
of sentences (`stanza/`, `minisbd/`) may be there and is not used. Only `metadata.json` is read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.index.translate import metadata
from dragoman.index.translate.metadata import Unusable

METADATA = "metadata.json"
MODEL = "model/model.bin"

_VOCABULARIES = (
    ("shared_vocabulary.json",),
    ("shared_vocabulary.txt",),
    ("source_vocabulary.json", "target_vocabulary.json"),
    ("source_vocabulary.txt", "target_vocabulary.txt"),
)
"""Files beside `model.bin`, of which one group must be there. Source: CTranslate2's loader."""

_TRIES = 20
"""How often a folder is listed when packages are replaced in the meantime."""

_RELEASE = re.compile(r"\D*([0-9]+(?:\.[0-9]+)*)")
_BEFORE = re.compile(r"[-._]?(?:a|b|c|rc|alpha|beta|dev|pre|preview)[-._]?[0-9]*\b", re.IGNORECASE)

Pieces = Literal["sentencepiece", "bpe"]


@dataclass(frozen=True, slots=True)
class Package:
    """One way of translation that an installed package offers.

    `prefix` is the piece that the output begins with, mostly none. `codes` are the languages as
    the package calls them, where that is not how we do: ("zt", "en") for traditional Chinese.
    """

    source: str
    target: str
    version: str
    folder: Path
    pieces: Pieces
    prefix: str
    name: str
    codes: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A folder that is no usable package; `why` is a clause."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Installed:
    """Every package, in the order of the folders and of their names, and what is broken."""

    packages: tuple[Package, ...]
    broken: tuple[Broken, ...]

    def best(self) -> dict[tuple[str, str], Package]:
        """Return the package for each pair of source and target.

        One for the very language goes before one for a variety of it (zh before zt), then the
        higher version, then the one that was met first.
        """
        chosen: dict[tuple[str, str], Package] = {}
        for package in self.packages:
            pair = package.source, package.target
            if pair not in chosen or _rank(package) > _rank(chosen[pair]):
                chosen[pair] = package
        return chosen


def _rank(package: Package) -> tuple[object, ...]:
    return package.codes is None, version_key(package.version)


def version_key(version: str) -> tuple[tuple[int, ...], bool, tuple[int, ...], str]:
    """Return what versions are compared by: "1.9" < "1.10rc1" < "1.10" = "1.10.0"."""
    found = _RELEASE.match(version)
    numbers = [int(number) for number in found[1].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    rest = version[found.end() :] if found else version
    later = tuple(int(number) for number in re.findall("[0-9]+", rest))
    return tuple(numbers), not _BEFORE.match(rest), later, rest


def installed(folders: Iterable[Path]) -> Installed:
    """List the packages in some folders; those that do not exist are passed over."""
    packages: list[Package] = []
    broken: list[Broken] = []
    seen: set[str] = set()
    for folder in folders:
        real = os.path.realpath(folder)
        if real not in seen:
            seen.add(real)
            found = _listed(folder)
            packages += found.packages
            broken += found.broken
    return Installed(tuple(packages), tuple(broken))


class _Gone(Exception):
    """A package was there when its folder was listed, and is no more."""


def _listed(folder: Path) -> Installed:
    """List one folder, and once more if a package went away while it was read: it was replaced."""
    for last in (*[False] * (_TRIES - 1), True):
        packages: list[Package] = []
        broken: list[Broken] = []
        try:
            for path in _entries(folder, broken):
                if _is_folder(path, skip=last):
                    _take(path, packages, broken, skip=last)
        except _Gone:
            continue
        break
    return Installed(tuple(packages), tuple(broken))


def _entries(folder: Path, broken: list[Broken]) -> Iterator[Path]:
    """Yield what is in a folder by name, without what is hidden: that is half done."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(one.name for one in entries if one.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        broken.append(Broken(folder, f"it cannot be listed ({error.strerror})"))
        return
    yield from (folder / name for name in names)


def _is_folder(path: Path, skip: bool) -> bool:
    """Whether it is one; asked once only, for it may come and go between two questions."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        if not skip and not os.path.islink(path):
            raise _Gone from None
        return False
    except OSError:  # nobody may look at it, and reading it will tell why
        return not os.path.islink(path)


def _take(path: Path, packages: list[Package], broken: list[Broken], skip: bool) -> None:
    before = _state(path)
    try:
        packages += read(path)
    except Unusable as error:
        if before is not None and before == _state(path):
            broken.append(Broken(path, str(error)))
        elif not skip:
            raise _Gone from error


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what tells whether a folder is still the one that it was; None if it is gone."""
    try:
        known = path.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return ()
    return known.st_dev, known.st_ino, known.st_ctime_ns


def read(folder: Path) -> list[Package]:
    """Return the ways of one package, none if it is of another type, or raise `Unusable`."""
    _inside(folder, METADATA)
    told = metadata.read(folder / METADATA)
    if told.kind != "translate":
        return []
    pieces = _pieces(folder)
    _has_model(folder)
    return list(_ways(folder, told, pieces))


def _ways(folder: Path, told: metadata.Metadata, pieces: Pieces) -> Iterator[Package]:
    target = metadata.ours(told.target)
    pairs = {metadata.ours(code): code for code in reversed(told.sources)}
    pairs.pop(target, None)
    if not pairs:
        raise Unusable(f"it translates {told.target} into itself: delete it")
    for source, code in reversed(pairs.items()):
        codes = None if (code, told.target) == (source, target) else (code, told.target)
        name = f"{code}→{told.target} {told.version}".rstrip()
        yield Package(source, target, told.version, folder, pieces, told.prefix, name, codes)


def _pieces(folder: Path) -> Pieces:
    """Return what cuts words; argostranslate too takes SentencePiece where both are there."""
    if os.path.lexists(folder / "sentencepiece.model"):
        _filled(folder, "sentencepiece.model")
        return "sentencepiece"
    if os.path.lexists(folder / "bpe.model"):
        _filled(folder, "bpe.model")
        return "bpe"
    raise Unusable("it has no sentencepiece.model and no bpe.model: install it anew")


def _has_model(folder: Path) -> None:
    _filled(folder, MODEL)
    for names in _VOCABULARIES:
        if all(os.path.lexists(folder / "model" / name) for name in names):
            for name in names:
                _filled(folder, f"model/{name}")
            return
    raise Unusable("it has no vocabulary beside its model.bin: install it anew")


def _filled(folder: Path, name: str) -> None:
    """Refuse a file that is missing, empty, no file, or elsewhere."""
    if not _inside(folder, name).st_size:
        raise Unusable(f"its {name} is empty: install it anew")


def _inside(folder: Path, name: str) -> os.stat_result:
    """Return what is known of a file of a package; it must not lie outside, through a link."""
    file = folder / name
    try:
        known = file.stat()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        why = f"it has no {name}" if missing else f"its {name} cannot be read ({error.strerror})"
        raise Unusable(f"{why}: install it anew, or delete the folder") from error
    if not stat.S_ISREG(known.st_mode):
        raise Unusable(f"its {name} is not a file: install it anew")
    if _leads_out(folder, name):
        raise Unusable(f"its {name} is a link that leads out of the package: copy the file there")
    return known


def _leads_out(folder: Path, name: str) -> bool:
    parts = [name[: found.start()] for found in re.finditer("/|$", name)]
    if not any(os.path.islink(folder / part) for part in parts):
        return False  # the usual case, for the price of two calls
    return not Path(os.path.realpath(folder / name)).is_relative_to(os.path.realpath(folder))

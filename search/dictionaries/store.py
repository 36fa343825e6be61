"""Where dictionaries are found, put and taken away, and where their tables are kept.

A folder is looked into as it is: dictd's, StarDict's and tab-separated dictionaries lie in it side
by side. Tables are made once, in a folder of their own, and again when a dictionary changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from dragoman.index.errors import ModelError, UsageError
from dragoman.search.dictionaries import dictd, stardict, table, tsv
from dragoman.search.dictionaries.codes import code
from dragoman.search.dictionaries.reading import translated

KINDS = {".index": "dictd", ".ifo": "stardict", ".tsv": "tsv"}

_PARTS = (".dict.dz", ".dict", ".idx", ".idx.gz", ".syn")

_PAIR = re.compile(r"(?<![a-z])([a-z]{2,3})[-_](?:to[-_])?(?=([a-z]{2,3})(?![a-z]))")
_NAMED = re.compile(r"([^\W\d_]++)\s*+(?:[-–—_→>]++|to\b)\s*+(?=([^\W\d_]++))")


Stamps = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary in a folder, from one language to another.

    `name` is its file's without endings; `path` is the file that stands for it (`.index`, `.ifo`,
    `.tsv`); `kind` is "dictd", "stardict" or "tsv".
    """

    source: str
    target: str
    name: str
    path: Path
    kind: str


@dataclass(frozen=True, slots=True)
class DictionaryList:
    """The dictionaries of some folders, and a sentence for each that cannot be used."""

    dictionaries: tuple[Dictionary, ...]
    broken: tuple[str, ...]


def installed(folders: Iterable[Path]) -> DictionaryList:
    """Return the dictionaries in these folders; of two with one name the first counts.

    Only names and heads of files are read. A folder that is not there has none.
    """
    found: dict[str, Dictionary] = {}
    broken: list[str] = []
    for folder in folders:
        for path in _candidates(folder):
            try:
                dictionary = described(path)
            except ModelError as error:
                broken.append(str(error))
                continue
            found.setdefault(dictionary.name, dictionary)
    return DictionaryList(tuple(found.values()), tuple(broken))


def _candidates(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in KINDS and path.is_file())
    except OSError:
        return []


def stamps(folders: Iterable[Path]) -> Stamps:
    """Return what tells whether the dictionaries in these folders are still the same."""
    found: list[tuple[str, int]] = []
    for folder in folders:
        for path in _candidates(folder):
            with suppress(OSError):  # gone meanwhile
                found.append((str(path), path.stat().st_mtime_ns))
    return tuple(found)


def described(path: Path, source: str = "", target: str = "") -> Dictionary:
    """Return the dictionary that a file stands for; languages that are given win.

    Raise `ModelError` where a part of it is missing or its languages are not known.
    """
    kind = KINDS[path.suffix]
    files(path, kind)
    told = (code(source), code(target)) if source and target else _languages(path, kind)
    if not all(told) or told[0] == told[1]:
        raise ModelError(
            f"{path} does not tell its two languages: name it like en-ar{path.suffix} or say which"
        )
    return Dictionary(told[0], told[1], path.stem, path, kind)


def files(path: Path, kind: str) -> tuple[Path, ...]:
    """Return all files of a dictionary, the one that stands for it first."""
    if kind == "dictd":
        return dictd.files(path)
    return stardict.files(path) if kind == "stardict" else (path,)


def _languages(path: Path, kind: str) -> tuple[str, str]:
    if kind == "tsv":
        told = tsv.declared(path)
        return (code(told[0]), code(told[1])) if all(told) else _in_names([path.stem])
    return _in_names([path.stem, *([stardict.bookname(path)] if kind == "stardict" else [])])


def _in_names(names: Iterable[str]) -> tuple[str, str]:
    """Return the first two languages that stand side by side in names, or two empty strings."""
    for named in names:
        for pair in (*_PAIR.findall(named.casefold()), *_NAMED.findall(named.casefold())):
            if code(pair[0]) and code(pair[1]):
                return code(pair[0]), code(pair[1])
    return "", ""


# --- putting and taking away ----------------------------------------------------------------------


def install(
    file: Path, folder: Path, *, source: str = "", target: str = "", cache: Path | None = None
) -> Dictionary:
    """Copy a dictionary with all its files into a folder, in place of one with its name.

    Its table is put into `cache`, where one is given. `file` is any of `.index`, `.dict.dz`,
    `.dict`, `.ifo`, `.tsv`; languages that are given win.
    Raise `ModelError` where it cannot be used; then the folder is as it was.
    """
    given = described(_standing(file), source, target)
    name = given.name
    if source and target and _in_names([name]) != (given.source, given.target):
        name = f"{given.source}-{given.target}-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=folder) as beside:
            return _put(given, name, Path(beside), folder, cache)
    except OSError as error:
        raise ModelError(
            f"{folder} cannot be written ({error.strerror}): choose another folder"
        ) from error


def _put(
    given: Dictionary, name: str, beside: Path, folder: Path, cache: Path | None
) -> Dictionary:
    """Copy beside, try, and move; what stands for the dictionary is moved last."""
    for path in files(given.path, given.kind):
        copyfile(path, beside / (name + path.name.removeprefix(given.name)))
    copied = described(beside / (name + given.path.suffix))
    if (copied.source, copied.target) != (given.source, given.target):
        raise ModelError(
            f"{given.path} is {copied.source}→{copied.target} by what it says itself: leave"
            f" {given.source}→{given.target} out, or change the file"
        )
    content = made(copied)
    new = {path.name for path in files(copied.path, copied.kind)}
    for stale in {name + ending for ending in (*KINDS, *_PARTS)} - new:
        (folder / stale).unlink(missing_ok=True)
    for path in reversed(files(copied.path, copied.kind)):
        path.replace(folder / path.name)
    there = described(folder / copied.path.name)
    if cache is not None:
        with suppress(OSError):  # it is made when it is needed
            table.write(cache / table_name(there), content)
    return there


def _standing(file: Path) -> Path:
    """Return the file that stands for the dictionary that a file is a part of."""
    for ending in _PARTS:
        stem = file.name.removesuffix(ending)
        for kind in (".index", ".ifo") if stem != file.name else ():
            if (standing := file.with_name(stem + kind)).is_file():
                return standing
    if file.suffix in KINDS and file.is_file():
        return file
    raise ModelError(
        f"{file} is no dictionary that can be read: give an .index of dictd, an .ifo of StarDict"
        " or a .tsv"
    )


def remove(name: str, folder: Path) -> None:
    """Delete a dictionary by its name, broken or not. Raise `UsageError` where there is none."""
    named = [path for path in _candidates(folder) if path.stem == name]
    if not named:
        there = ", ".join(path.stem for path in _candidates(folder)) or "none"
        raise UsageError(f"{folder} has no dictionary {name!r}; there are: {there}")
    for path in named:
        try:
            found = files(path, KINDS[path.suffix])
        except ModelError:
            found = (path,)
        for file in found:
            file.unlink(missing_ok=True)


# --- tables ---------------------------------------------------------------------------------------


def compiled(
    dictionary: Dictionary, cache: Path, *, unkept: Callable[[OSError], None] | None = None
) -> table.Table:
    """Return the table of a dictionary, made where `cache` has none that is up to date.

    Raise `ModelError` where the dictionary is broken. Where `cache` cannot be written, `unkept` is
    told, and the table is in memory.
    """
    file = cache / table_name(dictionary)
    if (kept := table.opened(file)) is not None:
        return kept
    content = made(dictionary)
    try:
        table.write(file, content)
    except OSError as error:
        if unkept is not None:
            unkept(error)
    return table.opened(file) or table.from_bytes(content)


def prepare(dictionary: Dictionary, cache: Path) -> bool:
    """Make the table of a dictionary beforehand; return False where there is one already.

    Raise `ModelError` where the dictionary is broken or `cache` cannot be written.
    """
    if is_compiled(dictionary, cache):
        return False
    try:
        table.write(cache / table_name(dictionary), made(dictionary))
    except OSError as error:
        raise ModelError(unwritten(cache, error)) from error
    return True


def unwritten(cache: Path, error: OSError) -> str:
    """Return what is to be said where no table can be kept."""
    return (
        f"{cache} cannot be written ({error.strerror or error}), so that dictionaries are prepared"
        " again each time: make room, or let XDG_CACHE_HOME name another folder"
    )


def is_compiled(dictionary: Dictionary, cache: Path) -> bool:
    """Whether the table of a dictionary is there: making one takes up to a minute, once."""
    kept = table.opened(cache / table_name(dictionary))
    if kept is not None:
        kept.close()
    return kept is not None


def table_name(dictionary: Dictionary) -> str:
    """Return the name of the file of a table: another one whenever the dictionary changes."""
    sign = [table.VERSION, dictionary.source, dictionary.target]
    for path in files(dictionary.path, dictionary.kind):
        stamp = _stamp(path)
        sign.append(f"{path.absolute()}\t{stamp[0]}\t{stamp[1]}")
    digest = blake2b("\n".join(sign).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return f"{digest}.dictionary"


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: check that it is there") from error
    return found.st_size, found.st_mtime_ns


def made(dictionary: Dictionary) -> bytes:
    """Return the bytes of a dictionary's table. Raise `ModelError` where it is broken or empty."""
    source, target = dictionary.source, dictionary.target
    found = translated(dictionary.path, dictionary.kind, source, target)
    content = table.compile_table(found, source, target)
    if not table.from_bytes(content).any():
        raise ModelError(f"{dictionary.path} holds no entry that translates: is it a dictionary?")
    return content

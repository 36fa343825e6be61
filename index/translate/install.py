"""Our own store of packages: installing into it and removing from it.

A package is unpacked beside (a hidden folder of the store), checked, written through to the disk
and renamed into place under a name that is free; only then do others of the same version go. So
a reader finds, at every moment, whole packages only, the old one or the new one, and files of one
are never mixed with another's. What a killed run leaves is hidden, and the next run removes it. A
`flock` keeps two runs apart; the system lets it go however a run ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.index.durable import sync_folder
from dragoman.index.errors import ModelError
from dragoman.index.translate import packages
from dragoman.index.translate.archive import unpack
from dragoman.index.translate.metadata import Unusable
from dragoman.index.translate.packages import Broken, Package

LOCK = ".lock"
_NEW = ".new-"
_OLD = ".old-"


def install(file: Path, store: Path) -> Package:
    """Install a `.argosmodel` and return its package (the first, where it has several sources).

    Raise `ModelError` where the file is no usable package or the store cannot be written to.
    """
    with _writing(store):
        scratch = Path(tempfile.mkdtemp(prefix=_NEW, dir=store))
        try:
            root = _unpacked(file, scratch)
            ways = _ways(file, root)
            final = _put(root, store, _folder_name(ways[0]))
            _drop_same(ways, final, store)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return packages.read(final)[0]


def _unpacked(file: Path, scratch: Path) -> Path:
    """Unpack, and return the folder of the one package in it."""
    inside = scratch / "package"
    inside.mkdir()
    unpack(file, inside)
    roots = [
        path.parent for path in (*inside.glob(packages.METADATA), *inside.glob("*/metadata.json"))
    ]
    if len(roots) != 1:
        what = "no metadata.json: it is no Argos package" if not roots else "several packages"
        raise ModelError(f"{file} is not installed: it holds {what}.")
    for path in (*roots[0].rglob("*/"), roots[0]):
        if path.is_dir():
            sync_folder(path)
    return roots[0]


def _ways(file: Path, root: Path) -> list[Package]:
    try:
        ways = packages.read(root)
    except Unusable as error:
        why = str(error).partition(": ")[0]
        raise ModelError(f"{file} is not installed, for it is not usable: {why}.") from error
    if not ways:
        raise ModelError(f"{file} is not installed: it is an Argos package, but not a translation.")
    return ways


def _folder_name(package: Package) -> str:
    """Return the name that argostranslate gives: `translate-ru_en-1_9`."""
    source, target = package.codes or (package.source, package.target)
    version = re.sub("[^A-Za-z0-9]+", "_", package.version).strip("_")
    return f"translate-{source}_{target}-{version}".rstrip("-")


def _put(root: Path, store: Path, name: str) -> Path:
    final = store / name
    number = 1
    while os.path.lexists(final):
        number += 1
        final = store / f"{name}-{number}"
    os.rename(root, final)
    sync_folder(store)
    return final


def _drop_same(ways: list[Package], final: Path, store: Path) -> None:
    """Remove other folders with the same ways in the same version."""
    names: dict[Path, set[str]] = {}
    for package in packages.installed([store]).packages:
        names.setdefault(package.folder, set()).add(package.name)
    mine = {package.name for package in ways}
    for folder, theirs in names.items():
        if theirs <= mine and folder != final:
            _drop(folder, store)


def remove(what: str, store: Path, others: Iterable[Path] = ()) -> list[Package | Broken]:
    """Remove packages from our store, and return what they were.

    `what` is a pair ("ru→en", "ru-en", "ru:en"), a name as `Package.name` has it, or the name of a
    folder in the store; only the last finds a broken package. Raise `ModelError` where there is
    none: if there is one in `others`, folders of other programs, it says so.
    """
    if not _matching(what, [store]):
        elsewhere = _matching(what, others)
        raise ModelError(_not_ours(what, elsewhere[0]) if elsewhere else _nothing(what, store))
    with _writing(store):
        found = _matching(what, [store])  # anew: somebody may have replaced it while we waited
        for folder in dict.fromkeys(map(_folder, found)):
            _drop(folder, store)
    return found


def _folder(one: Package | Broken) -> Path:
    return one.folder if isinstance(one, Package) else one.path


def _matching(what: str, folders: Iterable[Path]) -> list[Package | Broken]:
    found = packages.installed(folders)
    everything: list[Package | Broken] = [*found.packages, *found.broken]
    return [one for one in everything if _folder(one).name == what] or [
        package for package in found.packages if what.casefold() in _called(package)
    ]


def _called(package: Package) -> set[str]:
    pairs = {(package.source, package.target), package.codes or (package.source, package.target)}
    names = {f"{s}{sign}{t}".casefold() for s, t in pairs for sign in ("→", "->", "-", ":", "_")}
    return names | {package.name.casefold()}


def _not_ours(what: str, one: Package | Broken) -> str:
    folder = _folder(one)
    return (
        f"{what} is not removed: {folder} belongs to argostranslate, not to Dragoman. Remove it"
        " there, or delete that folder yourself."
    )


def _nothing(what: str, store: Path) -> str:
    return f"There is no package {what} in {store}. “dragoman models list” shows what is there."


def _drop(folder: Path, store: Path) -> None:
    """Take a package away at once, then delete it."""
    aside = Path(tempfile.mkdtemp(prefix=_OLD, dir=store))
    os.rename(folder, aside / "package")
    sync_folder(store)
    _delete(aside)


def _delete(left: Path) -> None:
    """Delete what lies in a hidden folder of ours; a link is deleted, not followed."""
    if left.is_symlink() or not left.is_dir():
        left.unlink()
        return
    for path in left.iterdir():
        if path.is_symlink():
            path.unlink()
    shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _writing(store: Path) -> Iterator[None]:
    """Be the one who writes to a store, after waiting for others; tidy up after killed ones."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(store / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            for left in (*store.glob(f"{_NEW}*"), *store.glob(f"{_OLD}*")):
                _delete(left)
            yield
        finally:
            os.close(descriptor)
    except OSError as error:
        where = error.filename or store
        raise ModelError(
            f"The store of packages cannot be written to: {where}: {error.strerror}."
        ) from error

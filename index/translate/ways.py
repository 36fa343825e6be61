"""The ways that installed packages offer, whatever drives them: what the back ends share."""

from __future__ import annotations

import hashlib
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from dragoman.index.errors import ModelError
from dragoman.index.translate.packages import Package, installed
from dragoman.index.translate.pivot import PivotTranslator, pivot, sources
from dragoman.index.translate.seam import Translated, Translator

Stamp: TypeAlias = tuple[tuple[int, int, int], ...]


class PackageTranslator(ABC):
    """One package. Nothing is loaded before a sentence is to be translated."""

    def __init__(self, package: Package, made: Stamp, beam: int, cores: int) -> None:
        """Do nothing yet; `made` is the package's `stamp`."""
        self.stamp = made
        self._package, self._beam, self._cores = package, beam, cores

    @property
    def source(self) -> str:
        """The language that it reads."""
        return self._package.source

    @property
    def target(self) -> str:
        """The language that it writes."""
        return self._package.target

    @property
    def name(self) -> str:
        """What a person calls it: "ru→en 1.9"."""
        return self._package.name

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over the package's files and all that is set.

        The first time it reads the whole package: .2 s for 100 MB.
        """
        self._check()
        files = _digest(self._package.folder, self._package.pieces, self.stamp)
        told = (files, self._package.prefix, self._package.codes, self._settings())
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        """Translate sentences; each distinct one is translated once. A blank one stays."""
        distinct = list(dict.fromkeys(one for one in sentences if one.strip()))
        made = dict(zip(distinct, self._translated(distinct) if distinct else (), strict=True))
        return [made.get(one, Translated(one)) for one in sentences]

    @abstractmethod
    def close(self) -> None:
        """Let go of the model."""

    @abstractmethod
    def _settings(self) -> Sequence[object]:
        """Return all beside the package that an output depends on."""

    @abstractmethod
    def _translated(self, sentences: Sequence[str]) -> list[Translated]:
        """Translate sentences that are not blank and all different."""

    def _check(self) -> None:
        """Raise `ModelError` if the package is no more the one that this was made for."""
        if stamp(self._package) != self.stamp:
            folder = self._package.folder
            raise ModelError(f"the package in {folder} has just been replaced: start again")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._package, self.stamp, self._beam, self._cores)


class PackageTranslators(ABC):
    """The ways that installed packages offer, directly or through a third language.

    It may be pickled, for workers that are spawned: it loads there what it needs.
    """

    def __init__(
        self, folders: Sequence[Path], beam: int, cores: int = 0, *, pivots: bool = True
    ) -> None:
        """Do nothing yet.

        `folders` hold packages, each a folder. `beam` is how many outputs are followed at once, 1
        or more; `cores` how many are worked with, 0 for all that there are; `pivots` whether two
        packages may follow one another.
        """
        self._folders, self._beam, self._cores = tuple(folders), beam, cores
        self._pivots = pivots
        self._known: dict[Package, PackageTranslator] = {}
        self._lock = threading.Lock()

    def find(self, source: str, target: str) -> Translator | None:
        """Return the best way from one language to another, or None."""
        best = installed(self._folders).best()
        if package := best.get((source, target)):
            return self._translator(package)
        third = pivot(source, target, best) if self._pivots else None
        if third is None:
            return None
        legs = (best[source, third], best[third, target])
        return PivotTranslator(*map(self._translator, legs))

    def sources(self, target: str) -> list[str]:
        """Return the languages from which there is a way into `target`, in their order."""
        return sources(target, installed(self._folders).best(), self._pivots)

    def close(self) -> None:
        """Let go of every model."""
        with self._lock:
            known, self._known = list(self._known.values()), {}
        for one in known:
            one.close()

    @abstractmethod
    def _made(self, package: Package, made: Stamp) -> PackageTranslator:
        """Make the translator of a package."""

    def _translator(self, package: Package) -> PackageTranslator:
        """Return the translator of a package, the same as long as the package is."""
        now = stamp(package)
        with self._lock:
            known = self._known.get(package)
            if known is None or known.stamp != now:
                known = self._known[package] = self._made(package, now)
            return known

    def __getstate__(self) -> dict[str, Any]:
        return {
            name: value for name, value in vars(self).items() if name not in ("_known", "_lock")
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._known, self._lock = {}, threading.Lock()


# --- what tells a package apart -------------------------------------------------------------------


def stamp(package: Package) -> Stamp:
    """Return what changes when a package is installed anew; a file that is gone counts as such."""
    names = ("metadata.json", f"{package.pieces}.model", "model/model.bin")
    return tuple(_stamp(package.folder / name) for name in names)


def _stamp(file: Path) -> tuple[int, int, int]:
    try:
        known = file.stat()
    except OSError:
        return (0, 0, 0)
    return known.st_ino, known.st_mtime_ns, known.st_size


@lru_cache(maxsize=64)
def _digest(folder: Path, pieces: str, _: Stamp) -> str:
    """Return a digest of the files of a package that its output depends on."""
    whole = hashlib.sha256()
    try:
        files = sorted(one for one in (folder / "model").iterdir() if one.is_file())
        for file in (folder / f"{pieces}.model", *files):
            with file.open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
            whole.update(f"{file.name}\0{found}\n".encode())
    except OSError as error:
        raise ModelError(f"the package in {folder} cannot be read: install it anew") from error
    return whole.hexdigest()

"""The folder of an index: what is in it, how it comes to be, how it is opened for reading.

manifest.json        what the rest is; see `manifest.py`
ledger.sqlite        records of every generation; see `schema.py`
engine-<generation>  the words, as the engine keeps them
writer.lock, readers-<edition>.lock
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from dragoman.index import lock, manifest, schema
from dragoman.index.durable import sync_folder
from dragoman.index.engine import Engine, Reader
from dragoman.index.engines import ENGINES, engine
from dragoman.index.errors import (
    DamagedIndex,
    IndexFolderError,
    MissingIndex,
    OutdatedIndex,
    UsageError,
)
from dragoman.index.ledger import Ledger
from dragoman.index.manifest import Manifest
from dragoman.index.settings import Settings
from dragoman.index.versions import versions as analysis_versions

_ENGINE = re.compile(r"engine-(\d{1,18})")
_TRIES = 20
"""How often a reader looks again when a writer has just put another edition in place."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition of an index, open for reading: a context that is closed at its end.

    It stays whole and as it was, whatever is written meanwhile, until it is closed.
    """

    folder: Path
    manifest: Manifest
    ledger: Ledger
    reader: Reader
    held: BinaryIO | None

    def close(self) -> None:
        """Let go of every file; a second time does nothing."""
        self.reader.close()
        self.ledger.close()
        if self.held is not None:
            self.held.close()

    def is_newest(self) -> bool:
        """Whether nothing has been finished since: no rebuild and no writing session."""
        found = manifest.load(self.folder)
        return (found.generation, found.edition) == (
            self.manifest.generation,
            self.manifest.edition,
        )

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_reading(path: str | Path, engine: str = "") -> Opened:
    """Open the newest edition of an index; `engine` as `engine_of` wants it.

    Raise `MissingIndex`, `OutdatedIndex` or `DamagedIndex`; each says what to do.
    """
    folder = Path(path)
    for _ in range(_TRIES):
        found = manifest.load(folder)
        held = lock.start_reading(folder, found.edition)
        opened = None
        try:
            # Once held, an edition stays: all that matters is that it was not over before.
            if manifest.load(folder).edition == found.edition:
                opened = _opened(folder, found, engine, held)
                return opened
        finally:
            if opened is None and held is not None:
                held.close()
    raise IndexFolderError(f"{folder} is being rewritten all the time: try again later.")


def _opened(folder: Path, found: Manifest, asked: str, held: BinaryIO | None) -> Opened:
    check(folder, found, asked)
    ledger = Ledger(folder, found.generation)
    try:
        reader = engine_of(folder, found, asked).reader(str(found.engine_folder(folder)))
    except BaseException:
        ledger.close()
        raise
    return Opened(folder, found, ledger, reader, held)


def engine_of(folder: Path, found: Manifest, asked: str = "") -> Engine:
    """Return the engine that made an index.

    One that is not Dragoman's has to be `asked` for by the caller: a manifest may come from
    elsewhere, and what it names would be imported and called.
    """
    name = found.settings.engine
    if name not in ENGINES and name != asked:
        raise UsageError(
            f"{folder} was made by the engine {name!r}, which is not one of Dragoman's: "
            "if you trust it, name it yourself when you open the index."
        )
    return engine(name)


def check(folder: Path, found: Manifest, asked: str = "") -> None:
    """Raise `OutdatedIndex` where an index was made by another engine or analysis."""
    versions = {"engine": engine_of(folder, found, asked).version, **analysis_versions()}
    made = {"engine": found.engine_version, **found.versions}
    for name, version in versions.items():
        if made.get(name) != version:
            raise OutdatedIndex(
                f"{folder} was made by version {made.get(name)} of {name}, this is {version}: "
                "run `dragoman rebuild`."
            )


# --- writing ----------------------------------------------------------------------------------


def prepare(folder: Path) -> None:
    """Make the folder of an index where there is none; refuse one that is something else."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()}
    except FileExistsError:
        raise UsageError(f"{folder} is a file: an index needs a folder.") from None
    except OSError as error:
        raise IndexFolderError(f"{folder} cannot be made or read: {error.strerror}.") from error
    foreign = sorted(name for name in names if not _is_ours(name))
    if foreign or names == {manifest.NAME}:
        others = f"{foreign[0]!r} among others" if foreign else "a manifest of something else"
        if foreign and manifest.NAME in names and schema.NAME in names:
            return  # an index in which somebody left a file
        raise UsageError(
            f"{folder} is not empty and not an index (it holds {others}): choose another folder."
        )


def _is_ours(name: str) -> bool:
    known = name in {manifest.NAME, manifest.NEW} or name.startswith(schema.NAME)
    return known or lock.is_ours(name) or _ENGINE.fullmatch(name) is not None


def start(folder: Path, settings: Settings) -> Manifest:
    """Make an empty index that opens and answers nothing; call it under the writer's lock.

    Whatever is left of an earlier one goes.
    """
    made = engine(settings.engine)
    first = Manifest(settings, made.version, analysis_versions())
    remove_engines(folder, lambda _: True)
    schema.create(folder)
    create_engine(folder, first, made)
    lock.offer_reading(folder, first.edition)
    manifest.save(folder, first)
    return first


def create_engine(folder: Path, of: Manifest, made: Engine) -> None:
    """Make the empty engine of a generation."""
    inside = of.engine_folder(folder)
    inside.mkdir(mode=0o700)
    made.create(str(inside))
    sync_folder(folder)


def remove_engines(folder: Path, unwanted: Callable[[int], bool]) -> None:
    """Remove the engines of the generations that are unwanted."""
    for path in list(folder.iterdir()):
        found = _ENGINE.fullmatch(path.name)
        if found and unwanted(int(found[1])):
            shutil.rmtree(path)


def load_or_start(folder: Path, settings: Settings | None) -> Manifest:
    """Return the manifest of an index that can be added to, after making it where there is none."""
    try:
        found = manifest.load(folder)
    except MissingIndex:
        return start(folder, settings or Settings())
    check(folder, found, settings.engine if settings else "")
    return found


def load_or_start_over(folder: Path, settings: Settings | None) -> Manifest:
    """Return the manifest of an index that will be rebuilt; one that is beyond use is emptied."""
    try:
        return load_readable(folder)
    except (MissingIndex, DamagedIndex, OutdatedIndex):
        return start(folder, settings or Settings())


def load_readable(folder: Path) -> Manifest:
    """Return the manifest of an index whose ledger can be read, whatever made its engine."""
    found = manifest.load(folder)
    schema.connect_writing(folder).close()
    return found

# mypy: allow-untyped-calls
"""The folder of a Whoosh index: read without trust, written durably.

Whoosh pickles its table of contents, and unpickling runs what the pickle says. Here it is read
through an unpickler that knows the two classes such a table needs and no other.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files

from dragoman.index.durable import sync_folder
from dragoman.index.engines import whoosh_codec
from dragoman.index.errors import DamagedIndex, DragomanError

NAME = "passages"
CONTENTS = -111
"""The one version of Whoosh's table of contents that is read; older ones hold other pickles."""

ADMITTED = {(kind.__module__, kind.__qualname__): kind for kind in (W3Segment, whoosh_codec.Codec)}


class Contents(NamedTuple):
    """A generation of an index: its number and its segments."""

    generation: int
    segments: list[W3Segment]


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return ADMITTED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}") from None


class _File(StructFile):
    def read_pickle(self) -> Any:
        try:
            return _Unpickler(self.file).load()
        except MemoryError:  # a length that is wrong, not a machine that is small
            raise pickle.UnpicklingError("it asks for more memory than there is") from None


class Folder(FileStorage):
    """A folder that hands out files which admit no foreign pickles, and whose files last.

    A file that was written is on the disk when it is closed, a renamed one when it is renamed.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        """Open a file for reading."""
        return _File(open(self._fpath(name), "rb"), name=name, **kwargs)

    def create_file(
        self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any
    ) -> StructFile:
        """Open a new file for writing."""
        made: StructFile = super().create_file(name, excl, mode, onclose=_sync, **kwargs)
        return made

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; everything that was created before is on the disk before that."""
        sync_folder(self.folder)
        super().rename_file(oldname, newname, safe)
        sync_folder(self.folder)


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def reading(folder: str) -> Iterator[None]:
    """Turn whatever goes wrong with a folder's files into `DamagedIndex`."""
    try:
        yield
    except (DragomanError, MemoryError):
        raise
    except Exception as error:
        raise DamagedIndex(
            f"The words in {folder} cannot be read ({error or type(error).__name__}). "
            "Rebuild the index."
        ) from error


def create(folder: Folder) -> None:
    """Make an index of no segments."""
    TOC.create(folder, whoosh_codec.schema(), NAME)


def read_contents(folder: Folder) -> Contents:
    """Return the last committed generation. Raise whatever a broken file brings about."""
    generation = TOC._latest_generation(folder, NAME)
    if generation < 0:
        raise FileNotFoundError("there is no table of contents")
    with closing(folder.open_file(TOC._filename(NAME, generation))) as file:
        sizes = [file.read_varint() for _ in range(3)]
        if sizes != [4, 8, 4] or file.read_int() != -12345 or file.read_int() != CONTENTS:
            raise ValueError("the table of contents is of another kind")
    toc = TOC.read(folder, NAME, generation, whoosh_codec.schema())
    return Contents(generation, [_checked(segment) for segment in toc.segments])


def _checked(segment: object) -> W3Segment:
    """Return the segment if its parts are what they should be, whoever wrote them."""
    if not isinstance(segment, W3Segment):
        raise ValueError("the table of contents lists something that is no segment")
    state = vars(segment)
    size, deleted = state.get("_doccount"), state.get("_deleted")
    named = state.get("indexname") == NAME and isinstance(state.get("segid"), str)
    if (
        not named
        or not re.fullmatch("[0-9a-z]+", state["segid"])
        or not isinstance(size, int)
        or not isinstance(deleted, set | None)
        or any(not isinstance(doc, int) or not 0 <= doc < size for doc in deleted or ())
    ):
        raise ValueError("the table of contents lists a segment that cannot be")
    return segment


def write_contents(folder: Folder, contents: Contents) -> None:
    """Make this generation the one that is read, in one rename, and delete what it leaves over."""
    generation, segments = contents
    TOC(whoosh_codec.schema(), segments, generation).write(folder, NAME)
    clean_files(folder, NAME, generation, segments)


def sweep(folder: Folder) -> None:
    """Delete what a writer that was killed has left behind."""
    generation, segments = read_contents(folder)
    clean_files(folder, NAME, generation, segments)
    for name in folder.list():
        if re.fullmatch(rf"_{NAME}_[0-9]+\.toc\.[0-9.]+", name):
            folder.delete_file(name)

"""Who may write, and what somebody is still reading.

Both are `flock`s, which the system lets go when a process dies, however it dies.

One writer at a time holds `writer.lock`. A reader holds `readers-<edition>.lock`, shared, for the
edition that it opened: what an edition still has is not deleted while its file, or an earlier
one, is held. (One file for all editions would keep a folder from ever being tidied beside an
application that always reads.) Where there are no such files, or no locks, reading goes on
without: nobody writes there.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dragoman.index.errors import IndexFolderError, LockedIndex

WRITER = "writer.lock"
_READERS = re.compile(r"readers-(\d{1,18})\.lock")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one writer of a folder, or raise `LockedIndex`."""
    try:
        descriptor = os.open(folder / WRITER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise IndexFolderError(f"{folder} cannot be written to: {error.strerror}.") from error
    try:
        _take(descriptor, folder)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        who = f"Process {pid}" if pid.isdecimal() else "Another process"
        raise LockedIndex(f"{who} is writing to {folder}: wait for it, or stop it.") from None


def offer_reading(folder: Path, edition: int) -> None:
    """Make the file that readers of an edition hold; do so before the manifest names it."""
    os.close(os.open(_file(folder, edition), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))


def start_reading(folder: Path, edition: int) -> BinaryIO | None:
    """Hold an edition until what is returned is closed."""
    try:
        file = open(_file(folder, edition), "rb")  # noqa: SIM115 (it stays open: that is the point)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_SH)
    return file


def earliest_read(folder: Path, edition: int) -> int:
    """Return the earliest edition that somebody is reading, `edition` being the newest.

    The files of earlier ones that nobody reads go on the way, and those of later ones, which were
    offered by a run that died before it could publish. Only a writer calls this.
    """
    earliest = edition
    for number, path in _editions(folder):
        if number != edition and not _removed_if_free(path):
            earliest = min(earliest, number)
    return earliest


def _editions(folder: Path) -> list[tuple[int, Path]]:
    named = ((_READERS.fullmatch(path.name), path) for path in folder.iterdir())
    return [(int(found[1]), path) for found, path in named if found]


def _removed_if_free(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _file(folder: Path, edition: int) -> Path:
    return folder / f"readers-{edition}.lock"


def is_ours(name: str) -> bool:
    """Whether a file of this name is one of the locks."""
    return name == WRITER or _READERS.fullmatch(name) is not None

"""Unpacking a `.argosmodel`: a zip from anywhere, so nothing that it says is believed.

Format: the .ZIP File Format Specification (APPNOTE 6.3.10). What is bounded and why: names that
lead elsewhere or meet on another file system, links and special files, members that are encrypted
or packed in a way that cannot be unpacked piece by piece, and sizes, both those that the archive
declares and those that come out of it. Members that share their bytes (D. Fifield, "A better zip
bomb", WOOT 2019) declare more packed bytes than the archive has.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dragoman.index.errors import ModelError


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold at most; sizes in bytes. Argos's own packages: 200 MB, 30 members.

    `ratio` is how many times larger than the archive the whole may be, once it is over `free`.
    """

    members: int = 2_000
    total: int = 4 * 1024**3
    directory: int = 1024**2
    ratio: int = 100
    free: int = 16 * 1024**2


_CHUNK = 1 << 16
_DEEPEST = 16
_LONGEST = 255  # bytes of one name, as file systems have it

_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1 | 0x40
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)
"""What `zipfile` raises at archives that are damaged, or made to be."""


class Unsafe(Exception):
    """The archive is refused; the message is a clause."""


class _Bounded(io.BufferedReader):
    """A file of which no large piece is read at once: `zipfile` would read any directory whole."""

    most = _CHUNK

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            data = super().read(self.most + 1)
        else:
            data = super().read(min(size, self.most + 1))
        if len(data) > self.most:
            raise Unsafe("its list of members is too long")
        return data


def holds_package(file: Path) -> bool:
    """Whether a file is a zip with a `metadata.json` where a package has it; never raises."""
    try:
        with _opened(file, Limits()) as (archive, _):
            return any(_is_metadata(name) for name in archive.namelist())
    except (OSError, Unsafe, *_DAMAGE):
        return False


def _is_metadata(name: str) -> bool:
    return name.count("/") <= 1 and name.rpartition("/")[2] == "metadata.json"


def unpack(file: Path, folder: Path, limits: Limits = Limits()) -> None:
    """Unpack an archive into an empty folder, every file written through to the disk.

    Raise `ModelError` where the archive is unsafe, damaged or unreadable; then the folder may hold
    a part of it, and the caller removes it.
    """
    try:
        with _opened(file, limits) as (archive, packed):
            members = archive.infolist()
            _check(members, packed, limits)
            _write(archive, members, folder, limits)
    except Unsafe as error:
        raise ModelError(f"{file} is not installed, it may do harm: {error}.") from error
    except _DAMAGE as error:
        raise ModelError(
            f"{file} is not installed: it is no zip archive, or a damaged one. Fetch it anew."
        ) from error
    except OSError as error:
        elsewhere = error.filename and str(error.filename) != str(file)
        where = f"{error.filename}: " if elsewhere else ""
        raise ModelError(f"{file} is not installed: {where}{error.strerror}.") from error


@contextmanager
def _opened(file: Path, limits: Limits) -> Iterator[tuple[zipfile.ZipFile, int]]:
    """Open an archive that is a plain file, and tell its bytes; a pipe is not waited for."""
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    known = os.fstat(descriptor)
    if not stat.S_ISREG(known.st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "It is not a file", str(file))
    with open(descriptor, "rb", buffering=0) as raw:
        bounded = _Bounded(raw)
        bounded.most = limits.directory
        with zipfile.ZipFile(bounded) as archive:
            yield archive, known.st_size


def _check(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Refuse an archive for what it declares."""
    if len(members) > limits.members:
        raise Unsafe(f"it has {len(members):,} members, more than {limits.members:,}")
    names: dict[str, tuple[str, bool]] = {}
    for member in members:
        _check_name(member.orig_filename)
        _check_kind(member)
        _check_alone(member, names)
    total = sum(member.file_size for member in members)
    if total > limits.total:
        raise Unsafe(f"unpacked it would take {total / 1e9:,.1f} GB")
    if total > max(limits.free, packed * limits.ratio):
        raise Unsafe(f"it would grow to {total // max(packed, 1):,} times its size")
    if sum(member.compress_size for member in members) > packed:
        raise Unsafe("its members overlap")


def _check_kind(member: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (
        kind and (kind == stat.S_IFDIR) != member.is_dir()
    ):
        what = "a link" if kind == stat.S_IFLNK else "no plain file"
        raise Unsafe(f"its member {member.filename!r} is {what}")
    if member.flag_bits & _ENCRYPTED:
        raise Unsafe(f"its member {member.filename!r} is encrypted")
    if member.compress_type not in _METHODS:
        raise Unsafe(f"its member {member.filename!r} is packed in an unusual way")
    if member.is_dir() and member.file_size:
        raise Unsafe(f"its folder {member.filename!r} has content")


def _check_name(name: str) -> None:
    """Refuse a name that could lead out of the folder, here or on another system."""
    parts = name.removesuffix("/").split("/")
    if (
        not name.isprintable()  # control characters and what cannot be encoded
        or "\\" in name
        or _DRIVE.match(name)
        or len(parts) > _DEEPEST
        or any(part in ("", ".", "..") or len(part.encode()) > _LONGEST for part in parts)
    ):
        raise Unsafe(f"its member {name[:100]!r} has a name that leads elsewhere")


def _check_alone(member: zipfile.ZipInfo, names: dict[str, tuple[str, bool]]) -> None:
    """Refuse a second member of one name, also where only case or composition tell them apart.

    `names` keeps names and folders so far: by what they are compared by, how they are written and
    whether they were a member.
    """
    parts = member.filename.removesuffix("/").split("/")
    for number in range(1, len(parts)):
        path = "/".join(parts[:number]) + "/"
        written, _ = names.setdefault(_compared(path), (path, False))
        if written != path:
            raise Unsafe(f"{path!r} and {written!r} are one name")
    written, is_member = names.get(_compared(member.filename), (member.filename, False))
    if is_member or written != member.filename:
        raise Unsafe(f"{member.filename!r} and {written!r} are one name")
    names[_compared(member.filename)] = member.filename, True


def _compared(path: str) -> str:
    folded = unicodedata.normalize("NFKC", path.removesuffix("/")).casefold()
    return unicodedata.normalize("NFKC", folded)


def _write(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path, limits: Limits
) -> None:
    left = limits.total
    for member in members:
        path = folder / member.filename
        if member.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        left -= _write_member(archive, member, path, min(left, member.file_size))


def _write_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Write one file that did not exist, and return its bytes; it has `most` at most."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    written = 0
    with archive.open(member) as packed, open(os.open(path, flags, 0o666), "wb") as file:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise Unsafe(f"its member {member.filename!r} is larger than it says")
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if written != member.file_size:
        raise zipfile.BadZipFile(f"{member.filename} is cut short")
    return written

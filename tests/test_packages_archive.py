"""Unpacking archives that want to do harm, or are damaged: each is refused in a sentence."""

from __future__ import annotations

import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import fake_packages as fake
import pytest

from dragoman.index.errors import ModelError
from dragoman.index.translate.archive import Limits, unpack
from dragoman.index.translate.install import install


def member(name: str, mode: int = 0, system: int = 3, **more: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system = system
    made.external_attr = mode << 16
    for key, value in more.items():
        setattr(made, key, value)
    return made


def refused(file: Path, why: str, limits: Limits | None = None) -> None:
    """Hold that a file is refused for a reason, and that nothing of it lands anywhere."""
    folder = file.parent / "folder"
    folder.mkdir()
    before = sorted(file.parent.iterdir())
    with pytest.raises(ModelError, match=why) as caught:
        unpack(file, folder, limits or Limits())
    assert str(file) in str(caught.value)
    assert sorted(file.parent.iterdir()) == before
    store = file.parent / "store"
    if limits is None:
        with pytest.raises(ModelError, match=why):
            install(file, store)
        assert fake.names(store) == []


NAMES = (
    *("../x", "package/../../x", "package/..", "/etc/x", "//x", "C:x", "C:/x", "c:\\x"),
    *("package\\..\\x", "..\\x", "package//x", "./x", "package/./x", "package/x\ny"),
    *("package/\x1b[31m", "package/\u202etxt", "a/" * 20 + "x", "package/" + "x" * 256),
    "package/" + "ж" * 128,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    refused(fake.with_member(tmp_path / "x", name), "a name that leads elsewhere")


@pytest.mark.parametrize("name", [b"a\0b", b"\0ab"])
def test_a_name_with_a_zero_byte_is_refused(tmp_path: Path, name: bytes) -> None:
    fake.with_member(tmp_path / "x", "abc")
    refused(fake.patched(tmp_path / "x", b"abc", name), "a name that leads elsewhere")


def test_a_member_without_a_name_is_refused(tmp_path: Path) -> None:
    refused(fake.with_member(tmp_path / "x", member("")), "a name that leads elsewhere")


@pytest.mark.parametrize("system", [0, 3])
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (stat.S_IFLNK, "is a link"),
        (stat.S_IFIFO, "no plain file"),
        (stat.S_IFCHR, "no plain file"),
        (stat.S_IFBLK, "no plain file"),
        (stat.S_IFSOCK, "no plain file"),
        (stat.S_IFDIR, "no plain file"),
    ],
)
def test_links_and_special_files_are_refused(
    tmp_path: Path, kind: int, why: str, system: int
) -> None:
    odd = member("package/odd", kind | 0o777, system)
    refused(fake.with_member(tmp_path / "x", odd, b"/etc/passwd"), why)


def test_a_link_to_a_folder_and_a_file_below_it_are_refused(tmp_path: Path) -> None:
    fake.with_member(tmp_path / "x", member("package/up", stat.S_IFLNK | 0o777), b"../..")
    with zipfile.ZipFile(tmp_path / "x", "a") as file:
        file.writestr("package/up/x", b"")
    refused(tmp_path / "x", "is a link")


def test_encrypted_members_are_refused(tmp_path: Path) -> None:
    fake.with_member(tmp_path / "x", "package/secret")
    data = bytearray((tmp_path / "x").read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "x").write_bytes(data)
    refused(tmp_path / "x", "is encrypted")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_in_large_pieces_are_refused(tmp_path: Path, method: int) -> None:
    fake.archive(tmp_path / "x")
    with zipfile.ZipFile(tmp_path / "x", "a", method) as file:
        file.writestr("package/x", b"x" * 1000)
    refused(tmp_path / "x", "packed in an unusual way")


def test_a_method_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    fake.with_member(tmp_path / "x", "package/odd")
    data = bytearray((tmp_path / "x").read_bytes())
    struct.pack_into("<H", data, data.rindex(b"PK\x01\x02") + 10, 99)
    (tmp_path / "x").write_bytes(data)
    refused(tmp_path / "x", "packed in an unusual way")


TWICE: tuple[tuple[str, str], ...] = (
    ("a/x", "a/x"),
    ("a/x", "a/X"),
    ("a/x", "A/y"),
    ("a/ﬁ", "a/fi"),
    ("a/é", "a/e\u0301"),
    ("a/straße", "a/STRASSE"),
    ("a", "a/x"),
    ("a/x", "a"),
    ("a/", "a"),
    ("a/", "a/"),
    ("a/", "A/"),
)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pair", TWICE)
def test_two_members_of_one_name_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        for name in pair:
            file.writestr(name, b"")
    refused(tmp_path / "x", "are one name")


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    fake.with_member(tmp_path / "x", "package/xxx", b"content")
    refused(fake.patched(tmp_path / "x", b"package/xxx", b"package/xx/"), "has content")


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    refused(fake.archive(tmp_path / "x", {f"{n}": b"" for n in range(2_001)}), "2,001 members")


@pytest.mark.timeout(20)
def test_a_list_of_members_without_end_is_not_read(tmp_path: Path) -> None:
    """A directory of a gigabyte that the archive announces, and has (in holes of the file)."""
    with open(tmp_path / "x", "wb") as file:
        file.write(b"PK\x01\x02")
        file.seek(1 << 30)
        file.write(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 65535, 65535, 1 << 30, 0, 0))
    refused(tmp_path / "x", "list of members is too long")


# --- sizes ----------------------------------------------------------------------------------------


def test_what_would_grow_out_of_proportion_is_refused(tmp_path: Path) -> None:
    file = fake.archive(tmp_path / "x", {**fake.files(), "zeros": bytes(50_000_000)})
    assert file.stat().st_size < 100_000
    refused(file, "times its size")


def test_what_would_take_too_much_room_is_refused(tmp_path: Path) -> None:
    file = fake.archive(tmp_path / "x", {"a": random.Random(1).randbytes(3_000)})
    refused(file, "it would take", Limits(total=2_000))


def test_a_declared_size_beyond_any_disk_is_refused(tmp_path: Path) -> None:
    fake.archive(tmp_path / "x", {**fake.files(), "big": b"some bytes to patch"}, "")
    data = bytearray((tmp_path / "x").read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    (tmp_path / "x").write_bytes(data)
    refused(tmp_path / "x", "it would take 4.3 GB")


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """As in the bombs of D. Fifield: many entries of the directory, one run of packed bytes."""
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("aa", random.Random(1).randbytes(100_000))
        first = file.filelist[0]
        for number in range(20):
            copy = zipfile.ZipInfo(f"b{number}")
            for key in ("header_offset", "compress_size", "file_size", "CRC"):
                setattr(copy, key, getattr(first, key))
            file.filelist.append(copy)
            file.NameToInfo[copy.filename] = copy
    refused(tmp_path / "x", "overlap")


@pytest.mark.parametrize("declared", [0, 10, 5_000, 2_000_000])
def test_a_size_that_is_a_lie_is_found_out(tmp_path: Path, declared: int) -> None:
    """More comes out than was declared, or less; never is more than that written."""
    fake.archive(tmp_path / "x", {"a": random.Random(1).randbytes(100_000)}, "")
    data = bytearray((tmp_path / "x").read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, declared)
    (tmp_path / "x").write_bytes(data)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ModelError, match=r"a damaged one|larger than it says"):
        unpack(tmp_path / "x", tmp_path / "folder")
    written = sum(path.stat().st_size for path in (tmp_path / "folder").iterdir())
    assert written <= declared or declared > 100_000


# --- damage ---------------------------------------------------------------------------------------


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _no_content(_: bytes) -> bytes:
    return b""


def _checksum(data: bytes) -> bytes:
    return data.replace(b"model of", b"MODEL OF")


def _other_name(data: bytes) -> bytes:
    at = data.index(b"package/metadata.json")
    return data[:at] + b"packaGe" + data[at + 7 :]


def _headless(data: bytes) -> bytes:
    return b"\0" * 30 + data[30:]


@pytest.mark.parametrize("damage", [_cut, _no_content, _checksum, _other_name, _headless])
def test_a_damaged_archive_is_said_to_be_damaged(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    fake.archive(tmp_path / "x")
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        for name, data in fake.files().items():
            file.writestr(f"package/{name}", data)
    (tmp_path / "x").write_bytes(damage((tmp_path / "x").read_bytes()))
    with pytest.raises(ModelError, match="no zip archive, or a damaged one"):
        install(tmp_path / "x", tmp_path / "store")
    assert fake.names(tmp_path / "store") == []


def test_bytes_that_change_at_random_never_raise_anything_else(tmp_path: Path) -> None:
    whole = fake.archive(tmp_path / "x").read_bytes()
    chance = random.Random(6)
    for number in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "x").write_bytes(data)
        (tmp_path / f"{number}").mkdir()
        try:
            unpack(tmp_path / "x", tmp_path / f"{number}")
        except ModelError:
            continue
    assert {path.name for path in tmp_path.iterdir()} == {"x", *map(str, range(300))}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    if kind == "folder":
        (tmp_path / "x").mkdir()
    elif kind == "pipe":
        os.mkfifo(tmp_path / "x")
    with pytest.raises(ModelError, match=r"No such file|It is not a file"):
        install(tmp_path / "x", tmp_path / "store")


def test_a_file_in_the_way_is_not_written_over(tmp_path: Path) -> None:
    fake.archive(tmp_path / "x", {"a": b"new"}, "")
    (tmp_path / "outside").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").symlink_to(tmp_path / "outside")
    with pytest.raises(ModelError, match="exists"):
        unpack(tmp_path / "x", tmp_path / "folder")
    assert (tmp_path / "outside").read_bytes() == b"old"


def test_a_comment_and_stored_members_do_no_harm(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.comment = b"c" * 65_000
        file.writestr(member("package/", stat.S_IFDIR | 0o755), b"")
        for name, data in fake.files().items():
            file.writestr(member(f"package/{name}", stat.S_IFREG | 0o4777), data)
    package = install(tmp_path / "x", tmp_path / "store")
    mode = (package.folder / "model" / "model.bin").stat().st_mode
    assert not mode & (stat.S_ISUID | stat.S_IXUSR)

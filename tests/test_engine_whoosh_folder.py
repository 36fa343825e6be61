# mypy: allow-untyped-calls
"""The folder of a Whoosh index: forged, broken, killed in the middle, on read-only media."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC

from dragoman.index.engine import All, Any, Ask, Entry, Found, Phrase, Prefix, Word
from dragoman.index.engines.whoosh import WhooshEngine
from dragoman.index.engines.whoosh_codec import Codec, schema
from dragoman.index.engines.whoosh_folder import NAME, Folder
from dragoman.index.errors import DamagedIndex

ASK = Ask(
    Any((Word("stem", "a"), Prefix("stem", "b"), Phrase("stem", ("a", "b")), Word("head", "c")))
)


def entries(first: int, count: int) -> list[Entry]:
    return [
        Entry(i, i, {"stem": ["a", "b", f"b{i}"], "head": ["c"]}, {"lang": ["ru"]})
        for i in range(first, first + count)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "engine"
    made.mkdir()
    WhooshEngine().create(str(made))
    writer = WhooshEngine().writer(str(made))
    writer.add(entries(0, 50))
    writer.commit()
    return made


def ask(folder: Path) -> Found:
    return WhooshEngine().reader(str(folder)).find(ASK)


def contents(folder: Path) -> Path:
    return next(folder.glob("*.toc"))


class Forged:
    """Unpickled by whoever trusts pickles, it makes a file."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.proof),)


def forge(folder: Path, segments: object, of_schema: object = None) -> None:
    """Write a table of contents as Whoosh does, with these things in it."""
    toc = TOC(schema(), segments, 9)
    if of_schema is not None:
        toc.schema = of_schema
    toc.write(Folder(str(folder)), NAME)


class Poisoned(type(schema())):  # type: ignore[misc]  # Whoosh 2.7.4 has no types
    """A schema whose pickle makes a file."""

    proof: Path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.proof),)


@pytest.mark.parametrize("place", ["segments", "segment", "codec", "deleted", "schema"])
def test_a_forged_table_of_contents_runs_nothing(folder: Path, tmp_path: Path, place: str) -> None:
    proof = tmp_path / "proof"
    segment = W3Segment(Codec(), NAME)
    if place == "schema":
        poisoned = Poisoned()
        poisoned.proof = proof
        forge(folder, [], poisoned)
        assert ask(folder).total == 0, "the pickled schema is not even looked at"
    else:
        if place == "codec":
            segment._codec = Forged(proof)
        if place == "deleted":
            segment._deleted = Forged(proof)
        forged = {"segments": Forged(proof), "segment": [Forged(proof)]}.get(place, [segment])
        forge(folder, forged)
        for open_it in (WhooshEngine().reader, WhooshEngine().writer):
            with pytest.raises(DamagedIndex, match=r"mkdir.*Rebuild the index"):
                open_it(str(folder))
    assert not proof.exists()


def test_the_forged_table_would_run_in_whoosh_itself(folder: Path, tmp_path: Path) -> None:
    """Otherwise the test above proves nothing."""
    proof = tmp_path / "proof"
    forge(folder, [Forged(proof)])
    with open(sorted(folder.glob("*.toc"))[-1], "rb") as file:
        data = file.read()
    pickle.loads(data[data.rindex(b"\x80") :])
    assert proof.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"segid": "../../etc/passwd"},
        {"segid": None},
        {"indexname": "other"},
        {"_doccount": "50"},
        {"_doccount": -1},
        {"_doccount": 10**12},
        {"_deleted": {10**9}},
        {"_deleted": {-1}},
        {"_deleted": {"x"}},
        {"_deleted": [1]},
    ],
)
def test_a_segment_that_cannot_be_is_damage(folder: Path, change: dict[str, object]) -> None:
    segment = W3Segment(Codec(), NAME, doccount=50)
    segment.__dict__.update(change)
    forge(folder, [segment])
    with pytest.raises(DamagedIndex):
        ask(folder)


def test_an_old_kind_of_contents_is_not_read(folder: Path) -> None:
    """Whoosh reads those of other versions with other unpicklers."""
    data = contents(folder).read_bytes()
    assert data.count(b"\xff\xff\xff\x91") == 1
    contents(folder).write_bytes(data.replace(b"\xff\xff\xff\x91", b"\xff\xff\xff\x92"))
    with pytest.raises(DamagedIndex, match="another kind"):
        ask(folder)


def test_whatever_is_cut_off_is_damage(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for size in {0, 1, 7, 16, len(whole) // 2, len(whole) - 1}:
            path.write_bytes(whole[:size])
            with pytest.raises(DamagedIndex, match="Rebuild the index"):
                ask(folder)
        path.write_bytes(whole)
    block = next(folder.glob("*.blk"))
    block.unlink()
    with pytest.raises(DamagedIndex, match="Rebuild the index"):
        ask(folder)


def test_whatever_byte_is_wrong_nothing_but_damage_is_raised(folder: Path) -> None:
    random = Random(4)
    files = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    for broken in sorted(files) * 250:
        for path in folder.iterdir():
            path.unlink()
        for path, whole in files.items():
            path.write_bytes(whole)
        at = random.randrange(len(files[broken]))
        with open(broken, "r+b") as file:
            file.seek(at)
            file.write(random.randbytes(1))
        with contextlib.suppress(DamagedIndex):
            reader = WhooshEngine().reader(str(folder))
            reader.find(ASK)
            reader.find(Ask(Prefix("stem", "b1")))
            reader.count(All(()), "lang")
        with contextlib.suppress(DamagedIndex):
            writer = WhooshEngine().writer(str(folder))
            writer.add(entries(90, 1))
            writer.commit()


def test_reading_changes_nothing_in_the_folder(folder: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    assert ask(folder).total == 50
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    assert after == before


def test_everything_is_on_the_disk_before_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut may come after any step: first the files, then their names, then the rename."""
    steps: list[str] = []
    sync, rename = os.fsync, os.rename

    def noted_sync(descriptor: int) -> None:
        steps.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).suffix or "folder")
        sync(descriptor)

    def noted_rename(old: str, new: str) -> None:
        steps.append("rename")
        rename(old, new)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("there is no /proc to see which file is meant")
    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "rename", noted_rename)
    writer = WhooshEngine().writer(str(folder))
    writer.add(entries(50, 1))
    writer.commit()
    assert steps[0] == ".blk"
    assert steps[2:] == ["folder", "rename", "folder"]
    assert len(steps) == 5, "the second is the table of contents under its passing name"


def test_a_commit_that_fails_changes_nothing_and_may_be_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    writer = WhooshEngine().writer(str(folder))
    writer.add(entries(50, 10))
    writer.remove([0, 1, 2])
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", full)
        with pytest.raises(OSError, match="No space"):
            writer.commit()
    assert ask(folder).total == 50
    writer.commit()
    assert ask(folder).total == 57


KILLED = """
import os, sys
from dragoman.index.engine import Entry
from dragoman.index.engines.whoosh import WhooshEngine
folder, when = sys.argv[1], int(sys.argv[2])
steps = 0
def watched(do):
    def step(*args, **kwargs):
        global steps
        steps += 1
        if steps == when:
            os.kill(os.getpid(), 9)
        return do(*args, **kwargs)
    return step
os.fsync, os.rename, os.remove = watched(os.fsync), watched(os.rename), watched(os.remove)
writer = WhooshEngine().writer(folder)
writer.remove([0])
writer.add([Entry(99, 99, {"stem": ["a"]}, {})])
writer.commit()
"""


@pytest.mark.parametrize("when", range(1, 9))
def test_a_killed_commit_is_whole_or_was_not_there(folder: Path, when: int) -> None:
    """Killed at each step that reaches the disk; the next writer clears away what is left."""
    run = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(when)])
    assert run.returncode == (-signal.SIGKILL if when <= 7 else 0)
    keys = {
        match.key for match in WhooshEngine().reader(str(folder)).find(Ask(All(()), 99)).matches
    }
    assert keys in (set(range(50)), set(range(1, 50)) | {99})
    assert (99 in keys) is (when > 4)
    WhooshEngine().writer(str(folder)).close()
    assert sorted(path.suffix for path in folder.iterdir()) == [".blk", ".toc"]
    writer = WhooshEngine().writer(str(folder))
    writer.add(entries(1000, 5))
    writer.commit()
    assert WhooshEngine().reader(str(folder)).find(Ask(All(()), 0)).total == len(keys) + 5

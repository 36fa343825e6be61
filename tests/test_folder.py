"""The folder of an index: made, opened, locked, swapped, and refused when it is something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.index import lock, manifest, schema, versions
from dragoman.index.article import Article
from dragoman.index.build import add, rebuild, remove, writer
from dragoman.index.engine import All, Ask
from dragoman.index.errors import (
    DamagedIndex,
    IndexFolderError,
    LockedIndex,
    MissingIndex,
    OutdatedIndex,
    UsageError,
)
from dragoman.index.folder import Opened, open_reading
from dragoman.index.read.events import Found
from dragoman.index.settings import Settings

ENGLISH = Settings(lang="en", batch=3)


def articles(*names: str, text: str = "The talks resumed.") -> Iterator[Found]:
    for name in names:
        yield Found(Article(name, f"{text} {name} was there."), "", "-", 0, "")


def held(opened: Opened) -> set[str]:
    """The ids of all articles that the engine gives and the ledger knows."""
    found = opened.reader.find(Ask(All(()), limit=10_000))
    rows = opened.ledger.hits([match.key for match in found.matches])
    assert len(rows) == found.total
    return {row.article for row in rows.values()}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of three articles."""
    folder = tmp_path / "index"
    add(folder, articles("a", "b", "c"), ENGLISH)
    return folder


# --- the manifest -----------------------------------------------------------------------------


def test_a_manifest_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    given = manifest.Manifest(
        Settings("x:Y", 1, 2, "ru", 3), "7", {"words": "1"}, {"новости": "/дом"}, 4, 5, "d"
    )
    manifest.save(tmp_path, given)
    assert manifest.load(tmp_path) == given
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


def test_where_there_is_no_index_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(MissingIndex, match=r"There is no index in .*: make one with"):
            open_reading(folder)
    assert not (tmp_path / "nowhere").exists()


def forged(index: Path, change: dict[str, Any]) -> None:
    found = json.loads((index / manifest.NAME).read_text())
    (index / manifest.NAME).write_text(json.dumps({**found, **change}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b'{"dragoman": 3}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"name": "a web application", "icons": []}',
    ],
    ids=lambda content: repr(content[:12]),
)
def test_a_manifest_that_is_none_is_damaged(index: Path, content: bytes) -> None:
    (index / manifest.NAME).write_bytes(content)
    with pytest.raises(DamagedIndex, match="not whole or not Dragoman"):
        open_reading(index)
    with pytest.raises(DamagedIndex, match="not whole or not Dragoman"):
        add(index, articles("d"))


@pytest.mark.parametrize(
    "change",
    [
        {"generation": "1"},
        {"generation": True},
        {"edition": None},
        {"digest": 7},
        {"roots": {"a": 7}},
        {"roots": []},
        {"versions": "1"},
        {"engine": "whoosh"},
        {"engine": {"name": "whoosh"}},
        {"settings": {"colour": "red"}},
        {"settings": {**ENGLISH.to_json(), "passage_low": "60"}},
        {"settings": {**ENGLISH.to_json(), "lang": 7}},
        {"settings": {**ENGLISH.to_json(), "batch": -1}},
        {"engine": {"name": ["whoosh"], "version": "1"}},
    ],
    ids=lambda change: repr(change)[:60],
)
def test_a_forged_manifest_is_damaged(index: Path, change: dict[str, Any]) -> None:
    forged(index, change)
    with pytest.raises(DamagedIndex):
        open_reading(index)


def test_a_manifest_cannot_name_what_is_imported(index: Path) -> None:
    forged(index, {"engine": {"name": "antigravity:fly", "version": "1"}})
    with pytest.raises(UsageError, match="not one of Dragoman's"):
        open_reading(index)
    with pytest.raises(UsageError, match="not one of Dragoman's"):
        add(index, articles("d"))
    assert "antigravity" not in sys.modules


@pytest.mark.parametrize(
    "change",
    [
        {"dragoman": 1},
        {"engine": {"name": "whoosh", "version": "whoosh-0"}},
        {"versions": {**versions.versions(), "words": "0"}},
        {"versions": {}},
    ],
    ids=["format", "engine", "words", "no versions"],
)
def test_an_index_made_by_another_version_is_to_be_rebuilt(
    index: Path, change: dict[str, Any]
) -> None:
    before = manifest.load(index).digest
    forged(index, change)
    with pytest.raises(OutdatedIndex, match="dragoman rebuild"):
        open_reading(index)
    with pytest.raises(OutdatedIndex, match="dragoman rebuild"):
        add(index, articles("d"))
    rebuild(index, articles("a", "b", "c"), ENGLISH)
    with open_reading(index) as opened:
        assert held(opened) == {"a", "b", "c"}
        assert opened.manifest.digest == before


def test_an_outdated_index_is_rebuilt_from_its_own_ledger(index: Path) -> None:
    forged(index, {"versions": {}})
    rebuild(index)
    with open_reading(index) as opened:
        assert held(opened) == {"a", "b", "c"}
        assert opened.manifest.settings == ENGLISH


@pytest.mark.parametrize("name", [schema.NAME, "engine-1"])
def test_an_index_without_one_of_its_parts_is_damaged(index: Path, name: str) -> None:
    (index / name).rename(index.parent / "away")
    with pytest.raises(DamagedIndex):
        open_reading(index)


def test_a_damaged_index_is_not_rebuilt_from_nothing(index: Path) -> None:
    (index / schema.NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(DamagedIndex):
        rebuild(index)
    rebuild(index, articles("a"))
    with open_reading(index) as opened:
        assert held(opened) == {"a"}


# --- the folder -------------------------------------------------------------------------------


def test_nobody_else_can_look_into_the_folder(index: Path) -> None:
    assert index.stat().st_mode & 0o777 == 0o700
    assert manifest.load(index).engine_folder(index).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "names",
    [["letters.txt"], [".bashrc"], ["manifest.json"], ["manifest.json", "icon.png"]],
    ids=repr,
)
def test_somebody_elses_folder_is_left_alone(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("{}")
    for run in (add, rebuild):
        with pytest.raises(UsageError, match="not empty and not an index"):
            run(tmp_path, articles("a"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert all((tmp_path / name).read_text() == "{}" for name in names)


def test_a_file_that_somebody_left_in_an_index_does_no_harm(index: Path) -> None:
    (index / ".DS_Store").write_text("x")
    add(index, articles("d"))
    rebuild(index)
    assert (index / ".DS_Store").read_text() == "x"
    with open_reading(index) as opened:
        assert held(opened) == {"a", "b", "c", "d"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        add(tmp_path / "file", articles("a"))
    with pytest.raises(MissingIndex):
        open_reading(tmp_path / "file")


def test_removing_and_rebuilding_from_nothing_make_no_index(tmp_path: Path) -> None:
    with pytest.raises(MissingIndex):
        remove(tmp_path / "i", ["a"])
    with pytest.raises(MissingIndex):
        rebuild(tmp_path / "i")
    assert not list(tmp_path.iterdir())


def test_what_a_run_left_that_died_while_making_an_index_goes(tmp_path: Path) -> None:
    (tmp_path / "engine-1").mkdir()
    (tmp_path / "engine-1" / "half").write_text("x")
    (tmp_path / schema.NAME).write_text("half")
    (tmp_path / f"{schema.NAME}-wal").write_text("half")
    (tmp_path / "manifest.json.new").write_text("{")
    add(tmp_path, articles("a"), ENGLISH)
    with open_reading(tmp_path) as opened:
        assert held(opened) == {"a"}


def test_an_index_can_be_moved(index: Path, tmp_path: Path) -> None:
    moved = index.rename(tmp_path / "moved ?#%")
    add(moved, articles("d"))
    with open_reading(moved) as opened:
        assert held(opened) == {"a", "b", "c", "d"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX")
def test_an_index_on_read_only_media_is_read_without_a_trace(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))
    before = snapshot(index)
    with open_reading(index) as opened:
        assert held(opened) == {"a", "b", "c"}
        assert snapshot(index) == before
    assert snapshot(index) == before


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


# --- readers and writers ----------------------------------------------------------------------


def test_a_reader_keeps_what_it_opened_through_a_rebuild(index: Path) -> None:
    with open_reading(index) as before:
        rebuild(index, articles("x", "y"))
        assert not before.is_newest()
        assert held(before) == {"a", "b", "c"}
        assert before.ledger.record("a") is not None
        assert before.ledger.status().articles == 3
        assert before.ledger.gram_df(["_tal"]) == {"_tal": 3}
        add(index, articles("z"))
        assert held(before) == {"a", "b", "c"}
        with open_reading(index) as after:
            assert held(after) == {"x", "y", "z"}
            assert after.ledger.record("a") is None
            assert after.ledger.status().articles == 3
        assert engines(index) == {"engine-1", "engine-2"}
    add(index, articles("w"))
    assert engines(index) == {"engine-2"}


def engines(index: Path) -> set[str]:
    return {path.name for path in index.iterdir() if path.name.startswith("engine-")}


def test_a_reader_keeps_articles_that_are_replaced_or_removed(index: Path) -> None:
    with open_reading(index) as before:
        add(index, articles("a", text="They failed."))
        remove(index, ["b"])
        add(index, articles("d"))
        assert held(before) == {"a", "b", "c"}
        with open_reading(index) as after:
            assert held(after) == {"a", "c", "d"}


def test_one_that_always_reads_does_not_keep_everything(index: Path) -> None:
    with open_reading(index) as first:
        add(index, articles("a", text="They failed."))
        with open_reading(index) as second:
            first.close()
            add(index, articles("b", text="They failed."))
            assert held(second) == {"a", "b", "c"}
            # Of the four versions replaced or not, the first of "a" is what nobody reads.
            assert records(index) == 4
    add(index, articles("d"))
    assert records(index) == 4


def records(index: Path) -> int:
    connection = schema.connect_reading(index)
    try:
        return int(connection.execute("SELECT count(*) FROM record").fetchone()[0])
    finally:
        connection.close()


def test_readers_find_no_trace_of_replaced_rows_when_nobody_reads(index: Path) -> None:
    add(index, articles("a", "b", text="They failed."))
    assert records(index) == 3
    rebuild(index)
    assert records(index) == 3
    assert len([path for path in index.iterdir() if path.name.startswith("readers-")]) == 1


def test_a_run_that_changes_nothing_writes_nothing(index: Path) -> None:
    before = snapshot(index)
    report = add(index, articles("c", "a", "b"))
    assert report.unchanged == 3
    after = snapshot(index)
    ours = str(index / lock.WRITER)
    assert {name: after[name] for name in after if name != ours} == {
        name: before[name] for name in before if name != ours
    }


def test_an_open_edition_can_be_asked_whether_it_is_the_newest(index: Path) -> None:
    with open_reading(index) as opened:
        assert opened.is_newest()
        add(index, articles("a"))
        assert opened.is_newest()
        add(index, articles("d"))
        assert not opened.is_newest()


def test_opening_again_and_again_while_rebuilding_always_works(index: Path) -> None:
    script = (
        "import sys\nfrom dragoman.index import rebuild\nfor _ in range(6): rebuild(sys.argv[1])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(index)])
    opened = 0
    while process.poll() is None or opened < 5:
        with open_reading(index) as found:
            assert held(found) == {"a", "b", "c"}
        opened += 1
    assert process.returncode == 0
    assert manifest.load(index).generation == 7


def test_a_second_writer_is_told_who_the_first_is(index: Path) -> None:
    script = (
        "import sys\n"
        "from dragoman.index import writer\n"
        "with writer(sys.argv[1]): print('in', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(index)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        said = f"Process {process.pid} is writing to"
        with pytest.raises(LockedIndex, match=said):
            add(index, articles("d"))
        with pytest.raises(LockedIndex, match=said):
            rebuild(index, articles("d"))
        with pytest.raises(LockedIndex, match=said):
            remove(index, ["a"])
        with open_reading(index) as opened:
            assert held(opened) == {"a", "b", "c"}
        process.communicate()
    add(index, articles("d"))


def test_two_writers_in_one_process_are_two(index: Path) -> None:
    with writer(index), pytest.raises(LockedIndex, match=str(os.getpid())):
        remove(index, ["a"])


def test_a_folder_in_which_the_lock_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / lock.WRITER).mkdir()
    with pytest.raises(IndexFolderError, match="cannot be written to"):
        add(tmp_path, articles("a"))


def test_the_earliest_edition_that_is_read(tmp_path: Path) -> None:
    for edition in range(4):
        lock.offer_reading(tmp_path, edition)
    holder = lock.start_reading(tmp_path, 1)
    assert lock.earliest_read(tmp_path, 3) == 1
    assert lock.start_reading(tmp_path, 0) is None  # went on the way
    assert holder is not None
    holder.close()
    assert lock.earliest_read(tmp_path, 3) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["readers-3.lock"]


def test_settings_are_those_of_the_index(index: Path) -> None:
    with pytest.raises(UsageError, match=r"other settings \(passage_high \d+\)"):
        add(index, articles("d"), replace(ENGLISH, passage_high=99))
    add(index, articles("d"), replace(ENGLISH, batch=99))
    assert manifest.load(index).settings == ENGLISH
    rebuild(index, None, replace(ENGLISH, passage_high=99))
    assert manifest.load(index).settings.passage_high == 99

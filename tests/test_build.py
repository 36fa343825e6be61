"""Runs: what is added, changed, left alone, pruned, removed; from files, from applications."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dragoman.index
from dragoman.index import (
    Article,
    DragomanError,
    MissingIndex,
    Report,
    Scope,
    Settings,
    UsageError,
    add,
    manifest,
    rebuild,
    remove,
    writer,
)
from dragoman.index.engine import All, Ask, Tag, Word
from dragoman.index.enrich import enrich
from dragoman.index.entries import entries
from dragoman.index.folder import Opened, open_reading
from dragoman.index.ledger_writer import LedgerWriter
from dragoman.index.read.events import Event, Found, Note, Skip
from dragoman.index.read.roots import Roots
from dragoman.index.rows import Draft

ENGLISH = Settings(lang="en", batch=4)


def article(name: str, text: str = "", **more: Any) -> Article:
    return Article(name, text or f"The guarantors met. Delegation {name} signed.", **more)


def found(*names: str, root: str = "", path: str = "-", text: str = "") -> list[Event]:
    return [Found(article(name, text), root, path, 0, "") for name in names]


def in_files(root: str, **texts: str) -> list[Event]:
    """An article a file, named after it."""
    return [
        Found(article(f"{root}-{name}", text), root, f"{name}.txt", 0, "")
        for name, text in texts.items()
    ]


def held(opened: Opened) -> dict[str, int]:
    """The articles of an index and the key of the record of each, as a search would find them."""
    matches = opened.reader.find(Ask(All(()), limit=10_000)).matches
    rows = opened.ledger.hits([match.key for match in matches])
    assert len(rows) == len(matches)
    return {row.article: row.record for row in rows.values()}


def articles_of(folder: Path) -> dict[str, int]:
    with open_reading(folder) as opened:
        return held(opened)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


# --- enrich -----------------------------------------------------------------------------------


def test_entries_carry_words_and_tags() -> None:
    given = Article(
        "a#1",
        "The talks resumed.",
        title="Astana",
        published="2017-05-04",
        source="wire",
        extra={
            "section": "world",
            "public": True,
            "floor": 5,
            "tags": ["x", 2, False, None, ["deep"], "x"],
            "nothing": None,
            "more": {"deep": 1},
            "none": [],
        },
    )
    record = enrich(given, Settings(lang="en"))
    (entry,) = entries(record, 7, [70])
    assert (entry.key, entry.article) == (70, 7)
    assert "astana" in entry.channels["stem"]
    tags = dict(entry.tags)
    assert "2017-05-04" in str(tags.pop("published"))
    assert tags == {
        "id": ["a#1"],
        "lang": ["en"],
        "source": ["wire"],
        "x.section": ["world"],
        "x.public": ["true"],
        "x.floor": ["5"],
        "x.tags": ["x", "2", "false"],
    }


def test_what_an_article_does_not_say_is_no_tag() -> None:
    (entry,) = entries(enrich(article("a"), Settings(lang="en")), 1, [1])
    assert set(entry.tags) == {"id", "lang"}


def test_a_forced_language_is_taken_for_all_of_it() -> None:
    record = enrich(article("a", "Переговоры возобновились."), Settings(lang="en"))
    assert (record.lang, record.confidence) == ("en", 1.0)
    assert {passage.lang for passage in record.passages} == {"en"}


# --- adding -----------------------------------------------------------------------------------


def test_adding_again_touches_nothing(tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(10)]
    assert counts(add(tmp_path, found(*names), ENGLISH)) == (10, 0, 0, 0)
    before, digest = articles_of(tmp_path), manifest.load(tmp_path).digest
    assert counts(add(tmp_path, found(*reversed(names)))) == (0, 0, 10, 0)
    assert articles_of(tmp_path) == before
    assert manifest.load(tmp_path).digest == digest
    assert manifest.load(tmp_path).edition == 1


def test_unchanged_articles_are_not_even_analysed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path, found("a", "b"), ENGLISH)
    seen = []

    def spy(given: Article, settings: Settings) -> Any:
        seen.append(given.id)
        return enrich(given, settings)

    monkeypatch.setattr("dragoman.index.intake.enrich", spy)
    add(tmp_path, found("a", "b", "c"))
    assert seen == ["c"]


def test_a_changed_article_replaces_the_old_one_and_no_other(tmp_path: Path) -> None:
    add(tmp_path, found("a", "b", "c"), ENGLISH)
    before = articles_of(tmp_path)
    assert counts(add(tmp_path, found("b", text="They failed."))) == (0, 1, 0, 0)
    after = articles_of(tmp_path)
    assert after.pop("b") > max(before.values())
    assert before.pop("b")
    assert after == before
    with open_reading(tmp_path) as opened:
        stored = opened.ledger.record("b")
        assert stored is not None
        assert stored.record.article.text == "They failed."


@pytest.mark.parametrize(
    "change", [{"title": "T"}, {"published": "2017"}, {"extra": {"k": 1}}, {"url": "u"}], ids=repr
)
def test_a_change_of_anything_is_a_change(tmp_path: Path, change: dict[str, Any]) -> None:
    with writer(tmp_path, ENGLISH) as w:
        w.add(article("a"))
    with writer(tmp_path) as w:
        w.add(replace(article("a"), **change))
        w.commit()
        assert counts(w.report) == (0, 1, 0, 0)


def test_of_two_articles_with_one_id_the_later_one_wins(tmp_path: Path) -> None:
    same_batch = [*found("a"), *found("a", text="Second."), *found("b")]
    assert counts(add(tmp_path, same_batch, ENGLISH)) == (2, 0, 0, 0)
    other_batch = [*found("a", text="Third."), *found(*"defgh"), *found("a", text="Fourth.")]
    add(tmp_path, other_batch)
    with open_reading(tmp_path) as opened:
        stored = opened.ledger.record("a")
        assert stored is not None
        assert stored.record.article.text == "Fourth."
        assert opened.reader.count(Tag("id", "a"), "id") == {"a": 1}


def test_an_article_without_a_word_is_skipped_and_what_was_there_goes(tmp_path: Path) -> None:
    add(tmp_path, found("a", "b"), ENGLISH)
    events: list[Any] = []
    report = add(tmp_path, found("a", "new", text=" — … "), watch=events.append)
    assert report.skipped == {"empty": 2}
    assert [event.kind for event in events] == ["empty", "empty"]
    assert counts(report) == (0, 0, 0, 1)
    assert articles_of(tmp_path).keys() == {"b"}


def test_skips_and_notes_are_passed_on_and_counted(tmp_path: Path) -> None:
    events: list[Any] = []
    given = [Skip("x.pdf", 0, "a PDF", "PDF"), Note("a.txt", 0, "guessed"), *found("a")]
    report = add(tmp_path, given, ENGLISH, watch=events.append)
    assert events == given[:2]
    assert (report.skipped, report.notes, report.read_nothing) == ({"PDF": 1}, 1, False)
    assert add(tmp_path, given[:1]).read_nothing


def test_progress_counts_articles_and_bytes(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    add(tmp_path, found("a", "b", text="да."), ENGLISH, progress=lambda *now: told.append(now))
    assert told == [(1, 5), (2, 10)]


def test_a_long_article_does_not_wait_for_a_full_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.index.intake._LETTERS", 10)

    def two() -> Iterator[Event]:
        yield from found("a")
        assert articles_of(tmp_path).keys() == {"a"}
        yield from found("b")

    add(tmp_path, two(), Settings(lang="en", batch=1000))
    assert articles_of(tmp_path).keys() == {"a", "b"}


def test_what_was_committed_stays_when_reading_breaks_off(tmp_path: Path) -> None:
    def broken() -> Iterator[Event]:
        yield from found(*"abcdef")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        add(tmp_path, broken(), ENGLISH)
    assert articles_of(tmp_path).keys() == set("abcd")
    assert counts(add(tmp_path, found(*"abcdef"))) == (2, 0, 4, 0)


# --- the digest -------------------------------------------------------------------------------


def test_the_digest_depends_on_neither_order_nor_batches_nor_the_way(tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(12)]
    digests = set()
    for seed in range(3):
        folder = tmp_path / str(seed)
        random.Random(seed).shuffle(names)
        settings = replace(ENGLISH, batch=seed * 3 + 1)
        add(folder, found(*names[:5], "extra", text="" if seed else "x y z."), settings)
        add(folder, found(*names))
        remove(folder, ["extra"])
        digests.add(manifest.load(folder).digest)
        rebuild(folder, found(*names))
        digests.add(manifest.load(folder).digest)
        rebuild(folder)
        digests.add(manifest.load(folder).digest)
    assert len(digests) == 1
    add(folder, found("n1", text="Changed."))
    assert manifest.load(folder).digest not in digests


# --- roots and pruning ------------------------------------------------------------------------


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    """Two folders of files, named "east" and "west"."""
    made = Roots()
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        made.locate(tmp_path / name)
    return made


@pytest.fixture
def index(tmp_path: Path, roots: Roots) -> Path:
    """An index of two roots with two files each."""
    given = [*in_files("east", a="A.", b="B."), *in_files("west", a="A.", c="C.")]
    add(tmp_path / "index", given, ENGLISH, roots=roots)
    return tmp_path / "index"


def test_the_index_knows_its_roots(index: Path, roots: Roots, tmp_path: Path) -> None:
    assert manifest.load(index).roots == roots.known
    assert set(roots.known) == {"east", "west"}
    with open_reading(index) as opened:
        assert opened.ledger.status().roots == {"east": 2, "west": 2}


def test_a_root_is_remembered_before_its_articles_are(tmp_path: Path, roots: Roots) -> None:
    def broken() -> Iterator[Event]:
        yield from in_files("east", **{f"f{n}": "Text." for n in range(5)})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(tmp_path / "index", broken(), ENGLISH, roots=roots)
    assert set(manifest.load(tmp_path / "index").roots) == {"east"}


def test_without_prune_nothing_is_removed(index: Path, roots: Roots) -> None:
    assert add(index, in_files("east", a="A."), roots=roots).removed == 0
    assert len(articles_of(index)) == 4


def test_prune_removes_what_is_gone_from_the_roots_given_alone(index: Path, roots: Roots) -> None:
    given = in_files("east", a="A.", d="D.")
    report = add(index, given, roots=roots, prune=[Scope("east")])
    assert counts(report) == (1, 0, 1, 1)
    assert articles_of(index).keys() == {"east-a", "east-d", "west-a", "west-c"}


def test_prune_keeps_to_the_part_of_a_root_that_was_given(index: Path, roots: Roots) -> None:
    add(index, [Found(article("deep"), "east", "2017/x.txt", 0, "")], roots=roots)
    assert add(index, [], roots=roots, prune=[Scope("east", "2018")]).removed == 0
    assert add(index, [], roots=roots, prune=[Scope("east", "2017")]).removed == 1
    assert add(index, [], roots=roots, prune=[Scope("east", "b.txt")]).removed == 1
    assert articles_of(index).keys() == {"east-a", "west-a", "west-c"}


def test_prune_keeps_what_is_there_and_cannot_be_read(index: Path, roots: Roots) -> None:
    folder = Path(roots.known["east"])
    (folder / "b.txt").touch()
    given = [Skip(str(folder / "b.txt"), 0, "no permission", "unreadable")]
    events: list[Any] = []
    report = add(index, given, roots=roots, prune=[Scope("east")], watch=events.append)
    assert report.removed == 1
    assert articles_of(index).keys() == {"east-b", "west-a", "west-c"}
    assert any("b.txt: kept" in str(event) for event in events)


def test_prune_keeps_all_below_a_folder_that_cannot_be_read(index: Path, roots: Roots) -> None:
    given = [Skip(roots.known["east"], 0, "no permission", "unreadable")]
    assert add(index, given, roots=roots, prune=[Scope("east")]).removed == 0


def test_prune_removes_a_file_that_was_named_and_is_not_there(index: Path, roots: Roots) -> None:
    path = str(Path(roots.known["east"]) / "b.txt")
    given = [Skip(path, 0, "no such file", "unreadable")]
    assert add(index, given, roots=roots, prune=[Scope("east", "b.txt")]).removed == 1


def test_prune_removes_what_has_become_empty(index: Path, roots: Roots) -> None:
    path = str(Path(roots.known["east"]) / "b.txt")
    given = [*in_files("east", a="A."), Skip(path, 0, "an empty text", "empty")]
    assert add(index, given, roots=roots, prune=[Scope("east")]).removed == 1


def test_prune_leaves_a_root_alone_whose_folder_is_not_there(index: Path, roots: Roots) -> None:
    Path(roots.known["east"]).rmdir()
    report = add(index, [], roots=roots, prune=[Scope("east")])
    assert (report.removed, report.notes) == (0, 1)


def test_an_article_that_moved_is_found_at_its_new_place(index: Path, roots: Roots) -> None:
    before = articles_of(index)
    moved = [Found(article("east-b", "B."), "west", "b.txt", 0, "")]
    assert counts(add(index, moved, roots=roots, prune=[Scope("east")])) == (0, 0, 1, 1)
    after = articles_of(index)
    assert after["east-b"] == before["east-b"]
    with open_reading(index) as opened:
        assert opened.ledger.status().roots == {"west": 3}


def test_a_file_name_that_is_no_utf_8_can_be_kept_and_pruned(index: Path, roots: Roots) -> None:
    given = [Found(article("odd"), "east", "caf\udce9/x.txt", 0, "")]
    add(index, given, roots=roots)
    assert "odd" in articles_of(index)
    add(index, [], roots=roots, prune=[Scope("east", "caf\\udce9")])
    assert "odd" not in articles_of(index)


# --- rebuilding -------------------------------------------------------------------------------


def test_a_rebuild_has_what_was_found_and_nothing_else(index: Path, roots: Roots) -> None:
    rebuild(index, in_files("west", x="X."), roots=roots)
    assert articles_of(index).keys() == {"west-x"}
    assert set(manifest.load(index).roots) == {"west"}
    assert manifest.load(index).settings == ENGLISH


def test_a_rebuild_from_the_ledger_reads_no_file(index: Path, roots: Roots) -> None:
    for folder in roots.known.values():
        Path(folder).rmdir()
    before = manifest.load(index)
    assert counts(rebuild(index)) == (4, 0, 0, 0)
    after = manifest.load(index)
    assert (after.digest, after.roots) == (before.digest, before.roots)
    with open_reading(index) as opened:
        assert opened.ledger.status().roots == {"east": 2, "west": 2}


def test_a_lost_engine_is_made_again_from_the_ledger(index: Path) -> None:
    shutil.rmtree(index / "engine-1")
    before = manifest.load(index).digest
    rebuild(index)
    assert len(articles_of(index)) == 4
    assert manifest.load(index).digest == before


def test_a_rebuild_from_a_ledger_goes_on_where_a_killed_writer_stopped(index: Path) -> None:
    ledger = LedgerWriter(index)
    known = ledger.known(1, ["east-a", "east-b"])
    record = enrich(article("east-a", "New."), ENGLISH)
    ledger.stage(1, [Draft(record, ("_new_",))], [one.record for one in known.values()])
    ledger.close()
    rebuild(index)
    with open_reading(index) as opened:
        assert held(opened).keys() == {"east-a", "west-a", "west-c"}
        stored = opened.ledger.record("east-a")
        assert stored is not None
        assert stored.record == record


def test_a_rebuild_that_breaks_off_leaves_the_index_as_it_was(index: Path) -> None:
    def broken() -> Iterator[Event]:
        yield from found(*"abcdef")
        raise OSError("the disk is gone")

    before, files = manifest.load(index), sorted(index.rglob("*"))
    with pytest.raises(OSError, match="gone"):
        rebuild(index, broken())
    assert manifest.load(index) == before
    assert sorted(index.rglob("*")) == files
    assert len(articles_of(index)) == 4


def test_a_mistyped_path_does_not_cost_an_index(index: Path) -> None:
    with pytest.raises(UsageError, match="stays as it was"):
        rebuild(index, [Skip("typo", 0, "there is no such file or folder", "missing")])
    assert len(articles_of(index)) == 4


def test_a_rebuild_with_other_settings_is_another_index(index: Path) -> None:
    before = manifest.load(index).digest
    rebuild(index, None, Settings(lang="ru"))
    with open_reading(index) as opened:
        assert set(opened.ledger.languages()) == {"ru"}
        assert opened.manifest.digest != before


# --- applications -----------------------------------------------------------------------------


def test_an_application_adds_and_removes(tmp_path: Path) -> None:
    with writer(tmp_path, ENGLISH) as w:
        w.add(article(f"n{i}") for i in range(9))
        w.add(article("single"))
        w.remove("n3")
        w.remove(["n4", "nobody"])
        assert counts(w.report) == (10, 0, 0, 2)
    assert articles_of(tmp_path).keys() == {f"n{i}" for i in range(9) if i not in (3, 4)} | {
        "single"
    }


def test_removing_and_adding_follow_the_order_they_are_asked_in(tmp_path: Path) -> None:
    with writer(tmp_path, ENGLISH) as w:
        w.add(article("a"))
        w.remove("a")
        w.add(article("a", "Again."))
        w.add(article("b"))
        w.remove(["b"])
    assert articles_of(tmp_path).keys() == {"a"}


def test_what_is_committed_is_seen_before_the_writer_ends(tmp_path: Path) -> None:
    with writer(tmp_path, ENGLISH) as w:
        w.add(article("a"))
        assert articles_of(tmp_path) == {}
        w.commit()
        assert articles_of(tmp_path).keys() == {"a"}


def test_an_application_that_fails_keeps_whole_batches(tmp_path: Path) -> None:
    def fails() -> None:
        with writer(tmp_path, ENGLISH) as w:
            w.add(article(name) for name in "abcdef")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert articles_of(tmp_path).keys() == set("abcd")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id": "x", "text": "t"}, "a dict, not an Article"),
        (Article("", "t"), "id is empty"),
        (Article(" \n", "t"), "id is empty"),
        (Article(7, "t"), "id is not a string"),  # type: ignore[arg-type]
        (Article("x", None), "text is not a string"),  # type: ignore[arg-type]
        (Article("x", b"t"), "text is not a string"),  # type: ignore[arg-type]
        (Article("x", "t", title=None), "title is not a string"),  # type: ignore[arg-type]
        (Article("x", "\ud800"), "lone surrogate"),
        (Article("x", "t", lang="\udfff"), "lone surrogate"),
        (Article("x", "t", extra={"k": "\ud800"}), "lone surrogate"),
        (Article("x", "t", extra={"k": {1, 2}}), "extra keys cannot be kept"),
        (Article("x", "t", extra={"k": float("nan")}), "extra keys cannot be kept"),
        (Article("x", "t", extra={1: "k"}), "extra keys or values change"),  # type: ignore[dict-item]
        (Article("x", "t", extra=None), "extra keys cannot be kept"),  # type: ignore[arg-type]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_article_is_refused_with_its_position(
    tmp_path: Path, wrong: Any, why: str
) -> None:
    with writer(tmp_path, ENGLISH) as w:
        w.add([article("a"), article("b")])
        with pytest.raises(UsageError, match=f"Article 3 given .*{why}"):
            w.add([wrong, article("c")])
    assert articles_of(tmp_path).keys() == {"a", "b"}


def test_a_found_article_that_cannot_be_kept_is_skipped(tmp_path: Path) -> None:
    given = [Found(Article("a", "\ud800"), "r", "x.json", 4, ""), *found("b")]
    report = add(tmp_path, given, ENGLISH)
    assert report.skipped == {"bad article": 1}
    assert articles_of(tmp_path).keys() == {"b"}


def test_ids_are_strings(tmp_path: Path) -> None:
    ids: Iterable[Any] = [7]
    with pytest.raises(UsageError, match="7 is none"), writer(tmp_path, ENGLISH) as w:
        w.remove(ids)


def test_ids_of_any_form_are_found_again(tmp_path: Path) -> None:
    names = ["a b", "a/../b", "'; DROP TABLE record; --", "новость №1", "x" * 2000, "a#1"]
    with writer(tmp_path, ENGLISH) as w:
        w.add(article(name, "Text.") for name in names)
    with open_reading(tmp_path) as opened:
        for name in names:
            assert opened.reader.find(Ask(Tag("id", name))).total == 1
    assert remove(tmp_path, [*names[1:], "\ud800"]).removed == len(names) - 1
    assert articles_of(tmp_path).keys() == {names[0]}


def test_removing_from_no_index_makes_none(tmp_path: Path) -> None:
    with pytest.raises(MissingIndex, match="dragoman add"):
        remove(tmp_path / "none", ["a"])
    assert not (tmp_path / "none").exists()


def test_an_empty_index_opens_and_answers_nothing(tmp_path: Path) -> None:
    with writer(tmp_path):
        pass
    with open_reading(tmp_path) as opened:
        assert opened.reader.find(Ask(Word("stem", "talk"))).total == 0
        assert opened.ledger.status().articles == 0


# --- the front door ---------------------------------------------------------------------------


def test_every_name_of_the_front_door_is_there() -> None:
    assert list(dragoman.index.__all__) == sorted(dragoman.index.__all__)
    for name in dragoman.index.__all__:
        assert getattr(dragoman.index, name) is not None
    assert set(dragoman.index.__all__) <= set(dir(dragoman.index))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = dragoman.index.nonsense
    assert issubclass(dragoman.index.LockedIndex, DragomanError)


def test_importing_the_front_door_loads_nothing() -> None:
    script = "import sys, json, dragoman.index; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    heavy = {"sqlite3", "numpy", "whoosh", "regex", "dragoman.index.build", "py3langid"}
    assert not heavy & set(json.loads(done.stdout))

"""The ledger keeps what it is given, counts it exactly, and answers while it is written."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index import schema, words
from dragoman.index.article import Article, Passage, Record
from dragoman.index.digest import content_hash, index_digest
from dragoman.index.errors import DamagedIndex, OutdatedIndex, UsageError
from dragoman.index.ledger import Ledger
from dragoman.index.ledger_writer import LedgerWriter
from dragoman.index.rows import Draft, Origin, StoredRecord
from dragoman.index.settings import Settings
from dragoman.index.tally import document_frequencies

TEXTS = {
    "en": ("The talks resumed in Astana.", "Both sides left the room before noon."),
    "ru": ("Переговоры возобновились в Астане.", "Стороны покинули зал до полудня."),
    "ar": ("استؤنفت المحادثات في أستانا.", "غادر الوفدان القاعة قبل الظهر."),
}


def draft(name: str, lang: str = "en", /, **more: str) -> Draft:
    """An article of two sentences, each a passage."""
    first, second = TEXTS[lang]
    text = f"{first} {second}"
    article = Article(name, text, **more)  # type: ignore[arg-type]
    cut = (
        Passage(0, len(first), lang, first),
        Passage(len(first) + 1, len(text), lang, second),
    )
    folded = tuple(words.folded(one.text, article.title) for one in cut)
    return Draft(Record(article, lang, 0.75, cut), folded)


def indexed(folder: Path, *drafts: Draft) -> list[StoredRecord]:
    schema.create(folder)
    return written(folder, drafts)


def written(
    folder: Path, drafts: tuple[Draft, ...], removed: tuple[int, ...] = ()
) -> list[StoredRecord]:
    writer = LedgerWriter(folder)
    stored = writer.stage(1, drafts, removed)
    writer.finish(1, 1)
    writer.close()
    return stored


def test_an_article_comes_back_as_it_was_given(tmp_path: Path) -> None:
    given = draft(
        "a#1", "ar", title="أستانا", published="2017-05-04", source="s", url="u", lang="fa"
    )
    given = replace(given, origin=Origin("news", "2017/a.txt", 3))
    article = replace(given.record.article, extra={"section": "x", "tags": ["a", 1, None]})
    given = replace(given, record=replace(given.record, article=article))
    (stored,) = indexed(tmp_path, given)
    found = Ledger(tmp_path, 1).record("a#1")
    assert found == stored
    assert found is not None
    assert found.record == given.record
    assert found.origin == given.origin


def test_a_text_with_nul_and_letters_beyond_the_first_plane_is_kept_whole(tmp_path: Path) -> None:
    text = "𝔸 \x00 after"
    record = Record(Article("n", text), "en", 1.0, (Passage(4, 9, "en", "after"),))
    (stored,) = indexed(tmp_path, Draft(record, ("_after_",)))
    row = Ledger(tmp_path, 1).hits(stored.passage_keys)[stored.passage_keys[0]]
    assert row.text == "after"


def test_hits_slice_the_text_and_name_the_article(tmp_path: Path) -> None:
    stored = indexed(tmp_path, *(draft(f"a{n}", "ru", title=f"T{n}") for n in range(700)))
    keys = [key for one in stored for key in one.passage_keys]
    ledger = Ledger(tmp_path, 1)
    rows = ledger.hits(keys)
    assert set(rows) == set(keys)
    for one in stored[::100]:
        for number, (key, passage) in enumerate(
            zip(one.passage_keys, one.record.passages, strict=True)
        ):
            row = rows[key]
            assert (row.text, row.passage, row.record) == (passage.text, number, one.key)
            assert (row.article, row.title) == (one.record.article.id, one.record.article.title)
            assert ledger.names([key]) == {key: (one.key, one.record.article.id, number)}


def test_a_key_that_nothing_has_is_left_out(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    ledger = Ledger(tmp_path, 1)
    assert ledger.hits([99]) == {}
    assert ledger.folded([99]) == {}
    assert ledger.names([99]) == {}
    assert ledger.gram_df(["zzzz"]) == {}
    assert ledger.record("nobody") is None


def test_keys_are_never_given_twice(tmp_path: Path) -> None:
    (first,) = indexed(tmp_path, draft("a"))
    written(tmp_path, (), (first.key,))
    writer = LedgerWriter(tmp_path)
    writer.purge(1, 1, 1)
    writer.close()
    assert Ledger(tmp_path, 1).hits(first.passage_keys) == {}
    (second,) = written(tmp_path, (draft("a"),))
    assert second.key > first.key
    assert min(second.passage_keys) > max(first.passage_keys)


def test_what_is_pending_is_not_counted_and_not_yet_known(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    writer = LedgerWriter(tmp_path)
    (pending,) = writer.stage(1, [draft("b")], [])
    status = Ledger(tmp_path, 1).status()
    assert (status.articles, status.passages, status.pending) == (1, 2, 1)
    assert writer.unfinished(1) == ([pending.key], [])
    assert writer.known(1, ["a", "b"]).keys() == {"a"}
    writer.finish(1, 1)
    assert writer.unfinished(1) == ([], [])
    assert Ledger(tmp_path, 1).status().articles == 2
    writer.close()


def test_counts_follow_additions_and_removals(tmp_path: Path) -> None:
    stored = indexed(
        tmp_path, draft("a", source="x"), draft("b", "ru", source="x"), draft("c", "ru")
    )
    ledger = Ledger(tmp_path, 1)
    assert list(ledger.languages().items()) == [("ru", 4), ("en", 2)]
    assert ledger.sources() == {"x": 2, "": 1}
    written(tmp_path, (draft("d", "ar", source="y"),), (stored[0].key,))
    assert ledger.languages() == {"ru": 4, "ar": 2}
    assert ledger.sources() == {"": 1, "x": 1, "y": 1}
    assert ledger.passages() == 6
    assert ledger.status().roots == {"": 3}


def brute_force(drafts: list[Draft]) -> dict[str, int]:
    counts = Counter[str]()
    for one in drafts:
        for folded in one.folded:
            counts.update(words.grams(folded))
    return dict(counts)


def all_grams(folder: Path) -> dict[str, int]:
    with sqlite3.connect(folder / schema.NAME) as connection:
        return dict(connection.execute("SELECT gram, df FROM gram"))


def test_gram_frequencies_are_exact_after_a_replacement(tmp_path: Path) -> None:
    drafts = [draft("a"), draft("b", "ru"), draft("c", "ar", title="Staffan de Mistura")]
    stored = indexed(tmp_path, *drafts)
    assert all_grams(tmp_path) == brute_force(drafts)
    new = draft("b", "en", title="Guarantors")
    written(tmp_path, (new,), (stored[1].key,))
    assert all_grams(tmp_path) == brute_force([drafts[0], new, drafts[2]])
    some = next(iter(words.grams(new.folded[0])))
    assert Ledger(tmp_path, 1).gram_df([some]) == {
        some: brute_force([drafts[0], new, drafts[2]])[some]
    }


@given(st.lists(st.text(alphabet="_ab1é\x00", max_size=12), max_size=8))
def test_grams_are_counted_as_words_defines_them(texts: list[str]) -> None:
    expected = Counter[str]()
    for text in texts:
        expected.update(words.grams(text))
    assert document_frequencies(texts) == dict(expected)


def test_the_sum_of_digests_does_not_depend_on_the_way(tmp_path: Path) -> None:
    drafts = [draft(name, lang) for name, lang in (("a", "en"), ("b", "ru"), ("c", "ar"))]
    straight, roundabout = tmp_path / "1", tmp_path / "2"
    straight.mkdir()
    roundabout.mkdir()
    indexed(straight, *drafts)
    stored = indexed(roundabout, drafts[2], draft("d"), draft("a", "ru"))
    written(roundabout, (drafts[0], drafts[1]), (stored[1].key, stored[2].key))
    sums = []
    for folder in (straight, roundabout):
        writer = LedgerWriter(folder)
        sums.append(writer.digest_sum(1))
        writer.close()
    assert sums[0] == sums[1] != f"{0:064x}"


def test_removing_everything_leaves_nothing_counted(tmp_path: Path) -> None:
    stored = indexed(tmp_path, draft("a"), draft("b", "ru"))
    written(tmp_path, (), tuple(one.key for one in stored))
    writer = LedgerWriter(tmp_path)
    assert writer.digest_sum(1) == f"{0:064x}"
    writer.close()
    assert all_grams(tmp_path) == {}
    assert Ledger(tmp_path, 1).languages() == {}


def test_generations_do_not_see_each_other(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    writer = LedgerWriter(tmp_path)
    writer.stage(2, [draft("b", "ru")], [])
    writer.finish(2, 1)
    writer.close()
    one, two = Ledger(tmp_path, 1), Ledger(tmp_path, 2)
    assert (one.languages(), two.languages()) == ({"en": 2}, {"ru": 2})
    assert one.record("b") is two.record("a") is None
    grams = sorted(words.grams(draft("b", "ru").folded[0]))
    assert set(two.gram_df(grams)) == set(grams)
    assert len(one.gram_df(grams)) < len(grams)


@pytest.mark.parametrize(
    ("read", "left"),
    [(0, {1, 2}), (1, {2}), (2, set())],
    ids=["an old reader", "a reader between", "nobody"],
)
def test_rows_go_when_no_reader_can_hold_them(tmp_path: Path, read: int, left: set[int]) -> None:
    indexed(tmp_path, draft("a"), draft("b"))
    writer = LedgerWriter(tmp_path)
    for edition in (1, 2):
        writer.stage(1, [], [edition])
        writer.finish(1, edition)
    writer.purge(1, 2, read)
    writer.close()
    with sqlite3.connect(tmp_path / schema.NAME) as connection:
        assert {row[0] for row in connection.execute("SELECT key FROM record")} == left
        assert {row[0] for row in connection.execute("SELECT record FROM passage")} == left


def test_a_generation_goes_when_nobody_reads_an_earlier_edition(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    writer = LedgerWriter(tmp_path)
    for generation in (2, 3):
        writer.stage(generation, [draft("a")], [])
        writer.finish(generation, 5)
    writer.purge(2, 5, 4)  # generation 3 was never finished, 1 is being read
    assert [Ledger(tmp_path, g).passages() for g in (1, 2, 3)] == [2, 2, 0]
    writer.purge(2, 5, 5)
    assert [Ledger(tmp_path, g).passages() for g in (1, 2, 3)] == [0, 2, 0]
    writer.close()


def test_unseen_knows_files_folders_and_look_alikes(tmp_path: Path) -> None:
    paths = ("2017/a.txt", "2017", "2017-05/a.txt", "2017/b.txt", "a.txt")
    stored = indexed(
        tmp_path,
        *(replace(draft(f"d{n}"), origin=Origin("r", path)) for n, path in enumerate(paths)),
        replace(draft("other"), origin=Origin("s", "2017/a.txt")),
    )
    writer = LedgerWriter(tmp_path)
    writer.see([stored[3].key])

    def unseen(path: str) -> list[str]:
        return [path for _, _, path in writer.unseen(1, "r", path)]

    assert unseen("2017") == ["2017/a.txt", "2017"]
    assert unseen("a.txt") == ["a.txt"]
    assert unseen("") == ["2017/a.txt", "2017", "2017-05/a.txt", "a.txt"]
    assert unseen("201") == []
    writer.close()


# --- threads, media, damage -------------------------------------------------------------------


def test_several_threads_read_while_one_process_writes(tmp_path: Path) -> None:
    stored = indexed(tmp_path, *(draft(f"a{n}") for n in range(50)))
    keys = [key for one in stored for key in one.passage_keys]
    ledger = Ledger(tmp_path, 1)
    wrong: list[int] = []

    def read() -> None:
        found = (len(ledger.hits(keys)) + len(ledger.folded(keys)) for _ in range(30))
        wrong.extend(number for number in found if number != 200)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(10):
        written(tmp_path, (draft(f"b{n}"),))
    for thread in threads:
        thread.join()
    ledger.close()
    assert not wrong
    assert len(list(tmp_path.iterdir())) == 1


def test_reading_leaves_no_file_behind(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    before = contents(tmp_path)
    ledger = Ledger(tmp_path, 1)
    assert ledger.passages() == 2
    ledger.close()
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every folder look like one that cannot be written to, also to root."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))


@pytest.mark.usefixtures("read_only")
def test_a_folder_that_cannot_be_written_to_is_read_without_a_trace(tmp_path: Path) -> None:
    (stored,) = indexed(tmp_path, draft("a"))
    before = contents(tmp_path)
    ledger = Ledger(tmp_path, 1)
    assert len(ledger.hits(stored.passage_keys)) == 2
    assert contents(tmp_path) == before
    ledger.close()
    assert contents(tmp_path) == before


def test_what_a_killed_writer_left_in_the_log_is_read(tmp_path: Path) -> None:
    copy = killed(tmp_path)
    assert Ledger(copy, 1).status().articles == 2


@pytest.mark.usefixtures("read_only")
def test_a_log_on_media_where_it_cannot_be_read_is_said_clearly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = killed(tmp_path)

    def no_side_files(folder: Path, mode: str) -> sqlite3.Connection:
        assert mode == "ro"
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(schema, "_connect", no_side_files)
    with pytest.raises(DamagedIndex, match="dragoman add"):
        Ledger(copy, 1)


def killed(folder: Path) -> Path:
    """A folder as a writer leaves it that is killed after a commit."""
    original, copy = folder / "original", folder / "copy"
    original.mkdir()
    copy.mkdir()
    indexed(original, draft("a"))
    writer = LedgerWriter(original)
    writer.stage(1, [draft("b")], [])
    writer.finish(1, 1)
    for name in (schema.NAME, f"{schema.NAME}-wal"):
        (copy / name).write_bytes((original / name).read_bytes())
    writer.close()
    return copy


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100], ids=["empty", "text"])
def test_a_file_that_is_no_ledger_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / schema.NAME).write_bytes(content)
    with pytest.raises(DamagedIndex, match="ledger"):
        Ledger(tmp_path, 1)


def test_a_ledger_that_is_missing_is_damaged_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex, match="missing"):
        Ledger(tmp_path, 1)
    assert not list(tmp_path.iterdir())


def test_a_ledger_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    indexed(tmp_path, *(draft(f"a{n}") for n in range(200)))
    with open(tmp_path / schema.NAME, "r+b") as file:
        file.truncate(os.path.getsize(tmp_path / schema.NAME) // 2 // 4096 * 4096)
    with pytest.raises(DamagedIndex, match="rebuild"):
        Ledger(tmp_path, 1).folded(range(1, 401))


def test_another_format_is_outdated(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    with sqlite3.connect(tmp_path / schema.NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(OutdatedIndex, match="rebuild"):
        Ledger(tmp_path, 1)


def test_a_question_with_a_lone_surrogate_is_refused_not_damage(tmp_path: Path) -> None:
    indexed(tmp_path, draft("a"))
    with pytest.raises(UsageError, match="surrogate"):
        Ledger(tmp_path, 1).record("\ud800")


# --- hashes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"text": "b"},
        {"title": "b"},
        {"published": "2017"},
        {"source": "b"},
        {"url": "b"},
        {"lang": "b"},
        {"extra": {"k": "b"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_part_of_an_article_counts_for_its_hash(change: dict[str, str]) -> None:
    article = Article("a", "text")
    assert content_hash(article) == content_hash(Article("b", "text"))
    assert content_hash(replace(article, **change)) != content_hash(article)  # type: ignore[arg-type]


def test_the_order_of_extra_keys_does_not_count() -> None:
    one, two = ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert content_hash(Article("a", "t", extra=one)) == content_hash(Article("a", "t", extra=two))


def test_the_digest_of_an_index_is_of_analysis_not_of_how_it_is_written() -> None:
    settings, versions = Settings(), {"words": "1"}
    digest = index_digest(settings, versions, "0")
    assert index_digest(replace(settings, engine="x:Y", batch=1), versions, "0") == digest
    assert index_digest(replace(settings, passage_high=99), versions, "0") != digest
    assert index_digest(settings, {"words": "2"}, "0") != digest
    assert index_digest(settings, versions, "1") != digest

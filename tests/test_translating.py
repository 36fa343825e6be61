"""Translations in an index: pooled, remembered, put beside their passages, searched, never lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_translators import Table, Tables

from dragoman.index import Article, OutdatedIndex, Settings, UsageError, build, writer
from dragoman.index.folder import open_reading
from dragoman.index.read.events import Found
from dragoman.search import open_index

AUDIENCE = "Переговоры возобновились во вторник. Стороны обменялись пленными."
RESUMED, PRISONERS = "Negotiations began again on Tuesday.", "The sides swapped captives."
KNOWN = {
    "Переговоры возобновились во вторник.": RESUMED,
    "Стороны обменялись пленными.": PRISONERS,
    "Четвёртый раунд": "Fourth round",
}
RUSSIAN = Article("ru", AUDIENCE, title="Четвёртый раунд")
FORCED = Settings(lang="ru")


def russian() -> Table:
    return Table("ru", KNOWN)


def found(*articles: Article) -> list[Found]:
    return [Found(one, "", f"{one.id}.txt", 0, "") for one in articles]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_a_passage_and_its_translation_are_aligned_sentence_by_sentence(index: Path) -> None:
    with writer(index, FORCED, translators=Tables(russian())) as w:
        w.add(RUSSIAN)
    with open_index(index) as opened:
        stored = opened.article("ru")
    assert stored is not None
    made = stored.record.translations[0]
    source = stored.record.passages[0].text
    pairs = [(source[a:b], made.text[c:d]) for a, b, c, d in made.sentences]
    assert pairs == [
        ("Переговоры возобновились во вторник.", RESUMED),
        ("Стороны обменялись пленными.", PRISONERS),
    ]
    assert (made.lang, made.model, made.title) == ("en", "ru→en 1", "Fourth round")
    assert made.doubtful == ()


def test_an_english_question_finds_what_only_the_translation_says(index: Path) -> None:
    with writer(index, FORCED, translators=Tables(russian())) as w:
        w.add([RUSSIAN, Article("other", "Погода сегодня хорошая.")])
    with open_index(index) as opened:
        first = opened.search("swapped captives").hits[0]
        assert (first.article, first.marks) == ("ru", ())
        assert first.translation is not None
        text = first.translation.translation.text
        assert [text[a:b] for a, b in first.translation.marks] == ["swapped", "captives"]
        assert [hit.article for hit in opened.search("+captives")] == ["ru"]
        assert [hit.article for hit in opened.search('"swapped captives"')] == ["ru"]
        assert not opened.search("погода -weather -captives раунд").hits[1:]


def test_what_is_written_and_its_translation_count_once(tmp_path: Path) -> None:
    """Two readings of one passage: it must not win by saying in two languages what it says."""
    both = "Kabul Kabul, и всё."
    scores = []
    for name, ways in (("plain", None), ("translated", Tables(Table("ru", {both: both})))):
        with writer(tmp_path / name, FORCED, translators=ways) as w:
            w.add([Article("kabul", both), Article("other", "Погода сегодня хорошая.")])
        with open_index(tmp_path / name) as opened:
            scores.append(opened.search("Kabul").hits[0].score)
    assert scores[1] < 1.2 * scores[0]


def test_a_sentence_is_translated_once_however_often_it_stands(index: Path) -> None:
    way = russian()
    with writer(index, FORCED, translators=Tables(way)) as w:
        w.add([replace(RUSSIAN, id=f"{n}") for n in range(5)])
    assert sorted(way.asked) == sorted(KNOWN)
    assert w.report.translated == 3


def test_a_rebuild_translates_nothing_again(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    again = russian()
    report = build.rebuild(index, found(RUSSIAN), translators=Tables(again))
    assert (again.asked, report.translated, report.remembered) == ([], 0, 3)
    report = build.rebuild(index, translators=Tables(again))
    assert (again.asked, report.remembered) == ([], 3)
    with open_index(index) as opened:
        assert opened.search("captives").hits[0].translation is not None


def test_translations_outlive_the_package_that_made_them(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    build.rebuild(index, translators=None)
    with open_index(index) as opened:
        assert opened.search("captives").hits[0].translation is not None


def test_the_memory_forgets_with_a_rebuild_what_no_article_says_any_more(index: Path) -> None:
    other = Article("other", "Погода сегодня хорошая.")
    build.add(index, found(RUSSIAN, other), FORCED, translators=Tables(russian()))
    assert remembered(index) == 4
    build.rebuild(index, found(other), translators=Tables(russian()))
    build.add(index, [])
    assert remembered(index) == 1


def remembered(index: Path) -> int:
    with open_reading(index) as opened:
        return sum(opened.ledger.status().models.values())


def test_a_rebuild_without_translation_keeps_the_memory(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    build.rebuild(index, settings=replace(FORCED, translate="off"))
    with open_index(index) as opened:
        assert not opened.search("captives").hits
    assert remembered(index) == 3


def test_articles_are_translated_later_when_there_is_a_way(index: Path) -> None:
    assert build.add(index, found(RUSSIAN), FORCED).added == 1
    report = build.add(index, found(RUSSIAN), translators=Tables(russian()))
    assert (report.changed, report.translated) == (1, 3)
    report = build.add(index, found(RUSSIAN), translators=Tables(russian()))
    assert (report.unchanged, report.translated) == (1, 0)
    better = Table("ru", KNOWN, version="2")
    assert build.add(index, found(RUSSIAN), translators=Tables(better)).changed == 1
    assert build.add(index, found(RUSSIAN), translators=None).unchanged == 1


def test_only_what_was_named_is_translated(index: Path) -> None:
    ways = Tables(russian(), Table("uk", {}))
    for translate, asked in (("off", 0), ("uk", 0), ("ru", 3)):
        way = ways.ways["ru", "en"]
        build.add(index, found(RUSSIAN), replace(FORCED, translate=translate), translators=ways)
        assert len(way.asked) - way.asked.count("1") == asked


def test_a_named_language_without_a_way_is_refused_at_once(index: Path) -> None:
    with pytest.raises(UsageError, match="translates ka into en: install a package"):
        build.add(index, found(RUSSIAN), Settings(translate="ka"), translators=Tables(russian()))


@pytest.mark.parametrize("translate", ["english", "ru;ar", "en", "ru,,ar", "RU", ""])
def test_what_is_no_choice_of_languages_is_refused(translate: str) -> None:
    with pytest.raises(UsageError):
        Settings(translate=translate)


def test_another_target_than_english(index: Path) -> None:
    way = Table("en", {"Talks resumed.": "Переговоры возобновились."}, target="ru")
    with writer(index, Settings(lang="en", target="ru"), translators=Tables(way)) as w:
        w.add(Article("en", "Talks resumed."))
    with open_index(index) as opened:
        hit = opened.search("переговоры").hits[0]
    assert hit.translation is not None
    assert hit.translation.translation.lang == "ru"


def test_a_broken_model_loses_no_article_and_is_said_once(index: Path) -> None:
    way = russian()
    way.broken = "the model is broken: install it again."
    said: list[Any] = []
    settings = replace(FORCED, batch=1)
    articles = found(RUSSIAN, replace(RUSSIAN, id="second"))
    report = build.add(index, articles, settings, translators=Tables(way), watch=said.append)
    assert (report.added, report.notes, report.untranslated) == (2, 1, 0)
    assert str(said[0]) == (
        "translation: ru is left as it is: the model is broken: install it again."
    )
    with open_index(index) as opened:
        assert opened.search("переговоры").total == 2


def test_a_broken_model_does_not_have_every_article_read_again(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED)
    way = russian()
    way.broken = "broken"
    report = build.add(index, found(RUSSIAN), translators=Tables(way))
    assert (report.unchanged, report.notes) == (1, 1)


def test_after_a_failure_the_next_run_translates_the_rest(index: Path) -> None:
    way = russian()
    way.broken = "broken"
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(way))
    report = build.add(index, found(RUSSIAN), translators=Tables(russian()))
    assert (report.changed, report.translated) == (1, 3)


def test_a_sentence_of_which_nothing_came_is_named_and_the_others_stay(index: Path) -> None:
    way = Table("ru", {**KNOWN, "Стороны обменялись пленными.": None})
    report = build.add(index, found(RUSSIAN), FORCED, translators=Tables(way))
    assert (report.translated, report.untranslated) == (2, 1)
    with open_index(index) as opened:
        hit = opened.search("negotiations Tuesday").hits[0]
    assert hit.translation is not None
    made = hit.translation.translation
    assert made.text == RESUMED
    assert made.sentences[1][2] == made.sentences[1][3]
    assert made.doubtful == ((1, "not translated: no idea"),)


def test_a_run_that_is_stopped_keeps_what_was_translated(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.index.translating._FIRST", 2)
    way = russian()
    way.dies_after = 2
    with pytest.raises(KeyboardInterrupt):
        build.add(index, found(RUSSIAN), FORCED, translators=Tables(way))
    assert len(way.asked) == 2
    again = russian()
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(again))
    assert len(again.asked) == 1


def test_translations_are_part_of_the_digest_and_their_order_is_not(tmp_path: Path) -> None:
    articles = [replace(RUSSIAN, id=name) for name in "abc"]
    for name, given, ways in (
        ("plain", articles, None),
        ("one", articles, Tables(russian())),
        ("other", articles[::-1], Tables(russian())),
    ):
        with writer(tmp_path / name, FORCED, translators=ways) as w:
            w.add(given)
    digests = {}
    for name in ("plain", "one", "other"):
        with open_index(tmp_path / name) as opened:
            digests[name] = opened.status()["digest"]
    assert digests["one"] == digests["other"] != digests["plain"]


def test_status_tells_what_is_translated_and_by_what(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    with open_index(index) as opened:
        status = opened.status()
    assert status["translated"] == {"ru": 1}
    assert status["memory"] == {"ru→en 1": 3}


def test_removing_an_article_takes_its_translations_out_of_the_answers(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    build.remove(index, ["ru"])
    with open_index(index) as opened:
        assert not opened.search("captives").hits
        assert opened.status()["translated"] == {}


def test_what_a_killed_writer_left_is_told_to_the_engine_with_its_translations(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.index.session import Session

    carry_out = Session._carry_out

    def killed(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(Session, "_carry_out", killed)
    with pytest.raises(MemoryError):
        build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    monkeypatch.setattr(Session, "_carry_out", carry_out)
    build.add(index, [])
    with open_index(index) as opened:
        assert [hit.article for hit in opened.search("captives")] == ["ru"]


def test_an_index_of_another_format_hands_its_translations_on(index: Path) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    with closing(sqlite3.connect(index / "ledger.sqlite")) as ledger:
        ledger.execute("PRAGMA user_version = 99")
    with pytest.raises(OutdatedIndex):
        build.add(index, found(RUSSIAN))
    again = russian()
    report = build.rebuild(index, found(RUSSIAN), FORCED, translators=Tables(again))
    assert (again.asked, report.remembered) == ([], 3)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_ledger_is_made_anew(index: Path, content: bytes) -> None:
    build.add(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    (index / "ledger.sqlite").write_bytes(content)
    report = build.rebuild(index, found(RUSSIAN), FORCED, translators=Tables(russian()))
    assert (report.added, report.translated) == (1, 3)

"""Asking with dictionaries, end to end: what is found, marked and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.index import Article, writer
from dragoman.index.tokens import tokens
from dragoman.search import Index, open_index
from dragoman.search.dictionaries.lookup import Dictionaries

EN_AR = """\
ceasefire\tهدنة; وقف إطلاق النار
bridge\tجسر
bakery\tمخبز
opened\tافتتح
turkey\tديك رومي; ديك
morning\tصباح
"""
EN_DE = "bridge\tBrücke\nbakery\tBäckerei\ngift\tGeschenk\nbaker\tBäcker\nopened\tgeöffnet\n"

ARTICLES = [
    Article("ar", "أعيد فتح الجسر القديم صباح اليوم. وقف السكان أمام المخبز ينتظرون الخبز.", lang="ar"),
    Article("ar2", "أعلنت الهدنة مساء أمس في المدينة القديمة بعد أسابيع من القتال.", lang="ar"),
    Article("ar3", "اشترى الفلاح هذا الديك من السوق ثم عاد إلى بيته في القرية.", lang="ar"),
    Article("de", "Die Brücken der Stadt wurden gesperrt, die Züge fuhren nicht mehr.", lang="de"),
    Article("de2", "Das Gift wurde im Labor gefunden, niemand wurde verletzt.", lang="de"),
]  # fmt: skip


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionaries]:
    folder = tmp_path_factory.mktemp("dictionaries")
    (folder / "en-ar.tsv").write_text(f"#lang en ar\n{EN_AR}", "utf-8")
    (folder / "en-de.tsv").write_text(f"#lang en de\n{EN_DE}", "utf-8")
    opened = Dictionaries([folder], tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("asked") / "index"
    with writer(place) as target:
        target.add(ARTICLES)
    return place


@pytest.fixture(scope="module")
def index(folder: Path, dictionaries: Dictionaries) -> Iterator[Index]:
    with open_index(folder, dictionaries=dictionaries) as opened:
        yield opened


def test_an_english_question_finds_what_a_dictionary_leads_to(index: Index) -> None:
    assert index.search("the ceasefire").hits[0].article == "ar2"
    assert index.search("bakery bridge").hits[0].article == "ar"
    assert {hit.article for hit in index.search("bridge")} == {"ar", "de"}


def test_without_dictionary_it_is_not_found(index: Index, folder: Path) -> None:
    assert not index.search("bakery bridge", dictionary=False).hits
    assert not index.ranking("bakery bridge", limit=10, dictionary=False)
    with open_index(folder) as plain:
        assert not plain.search("bakery bridge").hits


def test_the_hit_says_which_translation_matched_and_where(index: Index) -> None:
    (hit,) = index.search("bakery").hits
    (one,) = hit.rendered
    assert (one.word, one.translation) == ("bakery", "مخبز")
    assert hit.text[one.start : one.end] == "المخبز"
    assert (one.start, one.end) in hit.marks


def test_a_translation_of_several_words_is_met_as_a_whole(index: Index) -> None:
    """«وقف» alone, "stood", is no ceasefire."""
    assert [hit.article for hit in index.search("ceasefire")] == ["ar2"]


def test_words_are_marked_in_their_own_language_alone(index: Index) -> None:
    for hit in index.search("bridge"):
        assert [one.translation for one in hit.rendered] == [
            {"ar": "جسر", "de": "Brücke"}[hit.lang]
        ]


def test_a_name_stays_a_name(index: Index) -> None:
    """Turkey is no bird."""
    assert "ar3" not in {hit.article for hit in index.search("Turkey opened a bridge")}
    assert index.search("roasted turkey").hits[0].article == "ar3"


def test_a_required_word_may_stand_translated(index: Index) -> None:
    assert [hit.article for hit in index.search("+bakery bridge")] == ["ar"]
    assert [hit.article for hit in index.search("bridge", langs=["de"])] == ["de"]


def test_where_the_own_language_alone_is_held_no_dictionary_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dictionaries: Dictionaries
) -> None:
    with writer(tmp_path) as target:
        text = "The old bridge was opened this morning. The bakery beside the bridge was closed."
        target.add([Article("en", text, lang="en")])

    def refuse(*_: object) -> None:
        raise AssertionError("a dictionary was asked")

    with open_index(tmp_path, dictionaries=dictionaries) as index:
        monkeypatch.setattr(dictionaries, "looked_up", refuse, raising=True)
        assert index.search("the old bridge").hits
        assert index.ranking("the old bridge", limit=5) == index.ranking(
            "the old bridge", limit=5, dictionary=False
        )


def test_what_a_question_may_be_is_counted_over_its_clauses(dictionaries: Dictionaries) -> None:
    question = list(tokens("Turkey bridge"))
    found = dictionaries.looked_up(question, ["ar"], {0}).renderings
    assert [one.written for one in found] == ["bridge"]

"""What an answer could not search: said where it is so, and not where it cannot be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from fake_translators import Table, Tables

from dragoman.index import Article, Settings, writer
from dragoman.index.folder import Opened, open_reading
from dragoman.index.frequent import frequent_by_language, frequent_words
from dragoman.search import open_index
from dragoman.search.asked_in import asked_in
from dragoman.search.coverage import unsearched
from dragoman.search.display import not_searched
from dragoman.search.filters import Filters
from dragoman.search.hit import Results, Unsearched
from dragoman.search.query import Query, parse

TEXTS = {
    "en": "The guarantors of the ceasefire met in Astana. The observers stayed in their camps.",
    "ru": "Наблюдатели остались в лагере. Перемирие держалось всю неделю, сказал посланник.",
    "kk": "Бақылаушылар лагерьде қалды. Бітім бір апта бойы сақталды, деді өкіл кеше кешке.",
    "ar": "بقي المراقبون في المخيم. وقال المبعوث إن الهدنة صمدت طوال الأسبوع الماضي.",
    "fa": "ناظران در اردوگاه ماندند. فرستاده گفت که آتش‌بس در تمام هفته پابرجا بود.",
    "de": "Die Beobachter blieben im Lager. Der Waffenstillstand hielt die ganze Woche lang.",
}


class Leading:
    """Dictionaries that lead somewhere."""

    def __init__(self, ways: Mapping[str, Collection[str]]) -> None:
        self.ways = ways

    def languages_from(self, source: str) -> Collection[str]:
        return self.ways.get(source, ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("coverage") / "index"
    with writer(made, translators=Tables(Table("ru", {}))) as w:
        w.add([Article(lang, text) for lang, text in TEXTS.items()])
        w.add(Article("numbers", "1 2 3 4 5 6 7"))
    return made


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    reading = open_reading(folder, "")
    yield reading
    reading.close()


def left(opened: Opened, question: str, *langs: str, **known: object) -> dict[str, str]:
    wanted = parse(question, prose=True)
    found = unsearched(opened, wanted, Filters(langs=langs), **known)  # type: ignore[arg-type]
    return {one.lang: one.why for one in found}


NOTHING = "no translation and no dictionary"


def test_the_index_of_these_tests_holds_what_they_are_about(opened: Opened) -> None:
    assert set(opened.ledger.languages()) == {*TEXTS, "und"}
    assert opened.ledger.translated() == {"ru": 1}


def test_languages_that_nothing_leads_to_are_named_with_their_passages(opened: Opened) -> None:
    wanted = parse("the guarantors of the ceasefire", prose=True)
    assert set(unsearched(opened, wanted, Filters())) == {
        *(Unsearched(lang, 1, NOTHING) for lang in ("kk", "ar", "fa", "de")),
        Unsearched("und", 1, "their language is unknown"),
    }


def test_what_is_translated_is_searched_in_the_language_of_translations_alone(
    opened: Opened,
) -> None:
    assert "ru" not in left(opened, "the observers of the ceasefire")
    assert left(opened, "der Waffenstillstand und die Beobachter")["ru"] == (
        "translated, but not into the language of the question"
    )


def test_a_dictionary_leads_to_a_language(opened: Opened) -> None:
    leads = Leading({"en": {"ar", "fa"}, "de": {"kk"}})
    question = "the guarantors of the ceasefire"
    assert set(left(opened, question, dictionaries=leads)) == {"kk", "de", "und"}
    some = left(opened, question, dictionaries=leads, rendered={"ar"})
    assert some["fa"] == "no dictionary has a word of the question"
    assert "ar" not in some


def test_a_filter_by_language_leaves_the_others_out(opened: Opened) -> None:
    assert left(opened, "the ceasefire", "en", "ar") == {"ar": NOTHING}
    assert left(opened, "the ceasefire", "und") == {"und": "their language is unknown"}


@pytest.mark.parametrize(
    ("question", "langs"),
    [
        ("the guarantors of the ceasefire", {"en"}),
        ("guarantors ceasefire", {"en"}),
        ("der Waffenstillstand und die Beobachter", {"de"}),
        ("перемирие и наблюдатели", {"ru"}),
        ("бітім туралы", {"kk"}),
        ("ماندند", {"fa"}),
        ("Staffan de Mistura", {"en", "de"}),
        ("Astana", {"en", "de"}),
        ("停火", set()),
        ("和平 ceasefire", {"en"}),
        ("NATO перемирие", {"ru"}),
        ("2017", None),
    ],
)
def test_which_languages_a_question_may_be_in(
    opened: Opened, question: str, langs: set[str] | None
) -> None:
    query = parse(question, prose=True)
    assert asked_in(opened, query, opened.ledger.languages()) == langs


def test_where_it_cannot_be_told_a_language_counts_as_searched(opened: Opened) -> None:
    assert not {"en", "de"} & left(opened, "Astana").keys()


def test_a_question_in_a_language_that_the_index_does_not_hold_is_in_none_of_its(
    opened: Opened,
) -> None:
    assert {"en", "de"} <= left(opened, "les garants de la trêve dans la ville").keys()
    assert TEXTS.keys() <= left(opened, "停火").keys()


def test_without_a_word_everything_was_searched(opened: Opened) -> None:
    assert left(opened, "2017") == {}
    assert unsearched(opened, Query("", ()), Filters(parties=("state:RU",))) == ()


DATED = [
    Article("a", "The talks of May 2017 were short.", source="one"),
    Article("b", "The talks of the nineteenth century, from 1815 to 1914, were long.", source="one"),
    Article("c", "The talks are dull.", source="one"),
    Article("d", "The talks are over.", source="two"),
    Article("e", "The talks go on until 4 May 2017.", source="two"),
]  # fmt: skip


def test_under_a_filter_by_date_passages_without_a_date_are_counted(tmp_path: Path) -> None:
    with writer(tmp_path / "index", Settings(lang="en")) as w:
        w.add(DATED)
    with open_index(tmp_path / "index") as index:
        undated = [("", 2, "no date was found in them")]

        def said(**narrow: object) -> list[tuple[str, int, str]]:
            found = index.search("talks", **narrow).not_searched  # type: ignore[arg-type]
            return [(one.lang, one.passages, one.why) for one in found]

        assert said(date="2017") == undated
        assert said(date="2017", within=True) == undated
        assert said(date="2017", sources=["two"]) == [("", 1, "no date was found in them")]
        assert said() == []


def test_it_is_said_in_a_line_for_each_reason() -> None:
    many = [Unsearched(code, 9 - n, NOTHING) for n, code in enumerate(("ar", "fa", "he"))]
    found = Results(
        "q", 0, 1.0, (), (),
        (*many, Unsearched("und", 1, "their language is unknown"),
         Unsearched("", 1200, "no date was found in them")),
    )  # fmt: skip
    assert list(not_searched(found)) == [
        "Not searched, but for names: Arabic (9 passages), Persian (8), Hebrew (7);"
        " no translation and no dictionary. See docs/translation.md.",
        "Searched for the same words alone: 1 passage; their language is unknown.",
        "Left out: 1,200 passages; no date was found in them.",
    ]
    everywhere = [Unsearched(code, 2, NOTHING) for code in ("ar", "fa", "he") * 4]
    (line,) = not_searched(Results("q", 0, 1.0, (), (), tuple(everywhere)))
    assert " and 6 more; no translation" in line
    assert list(not_searched(Results("q", 0, 1.0, ()))) == []


def test_the_frequent_words_are_those_of_all_languages_together() -> None:
    by = frequent_by_language()
    assert {"the", "of"} <= by["en"]
    assert "the" not in by["ru"]
    assert frequent_words() == set().union(*by.values())


def test_a_question_in_the_language_of_translations_alone_is_known_by_them(tmp_path: Path) -> None:
    """No passage is in English: its words stand in translations, and by chance in another."""
    spanish = (
        "Los observadores se quedaron en su campamento durante toda la semana pasada, dijeron."
    )
    french = "Le groupe Peace a joué hier soir devant une salle comble au centre de la ville."
    known = {spanish: "The observers of the peace talks stayed in their camp for all of last week."}
    texts = [Article("es", spanish), *(Article(f"fr{number}", french) for number in range(3))]
    with writer(tmp_path / "index", translators=Tables(Table("es", known))) as w:
        w.add(texts)
    with closing(open_reading(tmp_path / "index", "")) as opened:
        assert opened.ledger.translated() == {"es": 1}
        assert asked_in(opened, parse("peace"), opened.ledger.languages()) == frozenset(
            ("en", "fr")
        )
        assert asked_in(opened, parse("talks"), opened.ledger.languages()) == frozenset(("en",))
        assert list(left(opened, "peace", "es")) == []


def test_a_question_of_known_names_and_numbers_was_put_to_every_language(tmp_path: Path) -> None:
    with writer(tmp_path) as w:
        w.add(
            [
                Article("ru", "Стаффан де Мистура прибыл в Женеву."),
                Article("en", "The talks of the delegations began in the evening."),
            ]
        )
    with open_index(tmp_path) as index:
        assert index.search("Staffan de Mistura 2017").not_searched == ()
        assert [one.lang for one in index.search("the arrival of Mistura").not_searched] == ["ru"]

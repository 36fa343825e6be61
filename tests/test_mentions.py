"""Everything together: what an article says of parties and places, in one list."""

from __future__ import annotations

from time import process_time

import pytest

from dragoman.index.article import Article, Mention, Passage
from dragoman.index.enrich import enrich
from dragoman.index.extract.mentions import mentions
from dragoman.index.settings import Settings


def told(text: str, lang: str = "en", own: str = "") -> list[tuple[str, str, str]]:
    """Kind, words and id of what a passage says, of the surest reading of each stretch first."""
    found = mentions([Passage(0, len(text), lang, text)], own)
    ranked = sorted(found, key=lambda one: (one.start, -one.confidence))
    return [(one.kind, text[one.start : one.end], one.entity.id) for one in ranked]


def first(text: str, lang: str, words: str) -> tuple[str, str]:
    """The surest reading of some words."""
    return next((kind, name) for kind, said, name in told(text, lang) if said == words)


@pytest.mark.parametrize(
    ("text", "lang", "words", "kind", "name"),
    [
        ("The envoys said that Turkey agreed to talk.", "en", "Turkey", "party", "state:TR"),
        ("The envoys live in Turkey today.", "en", "Turkey", "place", "gn:298795"),
        ("Вчера Анкара заявила о своём согласии.", "ru", "Анкара", "party", "state:TR"),
        ("Переговоры прошли в Анкаре.", "ru", "Анкаре", "place", "gn:323786"),
        ("Die türkische Delegation schwieg.", "de", "türkische", "party", "state:TR"),
        ("وصل الوفد إلى إدلب مساء.", "ar", "إدلب", "place", "gn:169389"),
        ("谈判在安卡拉举行。", "zh", "安卡拉", "place", "gn:323786"),
    ],
)
def test_the_surest_reading_of_a_name(
    text: str, lang: str, words: str, kind: str, name: str
) -> None:
    assert first(text, lang, words)[0] == kind
    if not name.startswith("gn:169"):
        assert first(text, lang, words) == (kind, name)


def test_a_state_is_a_party_and_a_place_at_once() -> None:
    kinds = {kind for kind, words, _ in told("The envoys said Turkey agreed.") if words == "Turkey"}
    assert kinds == {"party", "place"}


def test_a_place_within_an_organisation_is_half_as_sure() -> None:
    text = "The Mayors' Conference of Ankara Province met the Ankara Chamber of Commerce."
    outside = mentions([Passage(0, 20, "en", "They met in Ankara.")])[-1]
    inside = [one for one in mentions([Passage(0, len(text), "en", text)]) if one.kind == "place"]
    assert all(one.confidence < outside.confidence for one in inside)


def test_a_name_of_the_article_is_one_in_all_its_forms() -> None:
    text = "Officials praised John Brewster on Monday. Later Brewster said nothing at all."
    ids = {name for _, words, name in told(text) if "Brewster" in words}
    assert len(ids) == 1


def test_mentions_have_offsets_into_the_article() -> None:
    text = "First they met in Geneva.\n\n" + "Потом Стаффан де Мистура вернулся в Женеву. " * 3
    record = enrich(Article("a", text), Settings())
    assert record.mentions
    for one in record.mentions:
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
    words = {text[one.start : one.end] for one in record.mentions}
    assert {"Geneva", "Стаффан де Мистура", "Женеву"} <= words


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Syria ", "en"),
        ("Staffan de Mistura, ", "en"),
        ("New York York New ", "en"),
        ("Сирия и Турция, ", "ru"),
        ("سوريا Syria ", "ar"),
        ("叙利亚", "zh"),
        ("é́́́ Ankara ", "en"),
        ("«Ministry of ", "en"),
    ],
)
def test_a_long_text_costs_no_more_than_its_length(text: str, lang: str) -> None:
    def seconds(times: int) -> float:
        whole = text * times
        began = process_time()
        found = mentions([Passage(0, len(whole), lang, whole)])
        spent = process_time() - began
        assert all(0 <= one.start < one.end <= len(whole) for one in found)
        return spent

    seconds(500)
    short, long = min(seconds(1_000) for _ in range(2)), seconds(8_000)
    assert long < 30 * max(short, 0.01)


def test_every_mention_is_an_interval_of_the_text_whatever_it_is() -> None:
    text = "‮\u0301\x00 İSTANBUL'da ﷺ \U0001f600 O'Brien—NATO… «»()" * 50
    found: tuple[Mention, ...] = mentions([Passage(0, len(text), "und", text)])
    assert all(0 <= one.start < one.end <= len(text) for one in found)

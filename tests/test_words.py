"""The channels: what meets what, in each language, and what does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.romanise import loose, skeleton
from dragoman.index.tokens import tokens
from dragoman.index.words import (
    BARRIER,
    CHANNELS,
    PECULIAR,
    bones_of,
    channels,
    folded,
    grams,
    readings,
    terms_of,
)

CASES = json.loads(Path(__file__).with_name("cases").joinpath("words.json").read_text("utf-8"))
EVERY = [*sorted(PECULIAR), "und"]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_word_that_is_asked_for_meets_the_word_that_was_written(case: dict[str, Any]) -> None:
    """Nobody says in which language a word is asked for: any reading may meet it."""
    written = set(channels(case["written"], case["lang"])["stem"])
    met = [
        any(
            set(way.stem) & written if token.is_number else set(way.stem) <= written for way in ways
        )
        for token in tokens(case["asked"])
        for ways in [readings(token, EVERY)]
    ]
    assert all(met) is case["meets"], (written, case)


NAMES = [
    ("Staffan de Mistura", "Стаффан де Мистура", "ستيفان دي ميستورا", "סטפן דה מיסטורה"),
    ("Idlib", "Идлиб", "ادلب", "אידליב"),
    ("Lavrentiev", "Лаврентьев", "لافرنتيف", "Λαβρέντιεφ"),
    ("Rouhani", "Роухани", "روحاني", "רוחאני"),
]


@pytest.mark.parametrize("name", NAMES, ids=[name[0] for name in NAMES])
def test_a_name_has_one_skeleton_in_most_scripts(name: tuple[str, ...]) -> None:
    bones = [[skeleton(loose(t.written)) for t in tokens(form)] for form in name]
    assert sum(other == bones[0] for other in bones[1:]) >= 2, bones


def test_different_names_have_different_skeletons() -> None:
    assert len({skeleton(loose(name)) for name in ("Assad", "Putin", "Zarif", "Lavrov")}) == 4


def test_the_title_is_in_the_channels_and_parted_from_the_text() -> None:
    made = channels("Talks began", "en", "Peace in Astana")
    assert made["stem"] == ["peac", "in", "astana", BARRIER, "talk", "began"]
    assert made["title"] == ["peac", "in", "astana"]
    assert channels("Talks began", "en")["title"] == []


def test_a_word_too_long_for_any_language_is_cut() -> None:
    assert [len(word) for word in channels("a" * 10_000, "en")["stem"]] == [64]


@given(st.text(max_size=300), st.sampled_from(["en", "ar", "zh", "th", "tr", "he", "und", "xx"]))
def test_channels_hold_words_that_an_engine_can_keep(text: str, lang: str) -> None:
    made = channels(text, lang, text[:20])
    assert set(made) == set(CHANNELS)
    assert all(word and not any(c.isspace() for c in word) for ws in made.values() for word in ws)


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say_and_a_question_reads_as_the_text_does(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.written
        assert terms_of(token, "ru") in readings(token, ["en", "ru"])


@given(st.text(max_size=300))
def test_the_second_stage_reads_plain_letters(text: str) -> None:
    sounds = folded(text)
    assert sounds.isascii()
    assert sounds.startswith("_")
    assert sounds.endswith("_")
    assert all(gram in sounds for gram in grams(sounds))
    assert not set(bones_of(sounds)) & set("aeiou")


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 000 ", "1,", "a'", "ا", "停", "ก", "é", "\u0301", "."]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    from time import perf_counter

    def cost(times: int) -> float:
        text = unit * times
        began = perf_counter()
        channels(text, "en")
        folded(text)
        return perf_counter() - began

    cost(2_000)
    small = min(cost(20_000 + i) for i in range(3))
    assert cost(160_000) < 8 * 6 * max(small, 5e-4)

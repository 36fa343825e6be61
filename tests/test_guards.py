"""Guards: golden cases per language, and what holds for any two sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import fastest

from dragoman.index.translate.guards import NUMBERS, REASONS, doubts
from dragoman.index.translate.numerals import numbers_differ

CASES = json.loads((Path(__file__).parent / "cases" / "guards.json").read_text("utf-8"))

ANY_TEXT = st.text(
    st.one_of(
        st.characters(), st.sampled_from(" .,!?;0123456789٣५IVX三十万亿aБبम中\u2047\ufffd@#:/")
    ),
    max_size=300,
)
LANGS = st.sampled_from(["en", "ru", "ar", "zh", "ja", "hi", "es", "und", "xx"])


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_translation_is_doubted_for_its_faults_and_for_nothing_else(case: dict[str, Any]) -> None:
    found = doubts(case["source"], case["translation"], case["from"], case["to"])
    assert list(found) == case["doubts"]


def test_every_reason_has_a_case() -> None:
    assert {reason for case in CASES for reason in case["doubts"]} == set(REASONS)


@given(ANY_TEXT, ANY_TEXT, LANGS, LANGS)
@settings(max_examples=200, deadline=None)
def test_any_two_texts_give_known_reasons_in_their_order(
    source: str, translation: str, source_lang: str, target_lang: str
) -> None:
    found = doubts(source, translation, source_lang, target_lang)
    assert list(found) == sorted(found, key=REASONS.index)
    assert len(set(found)) == len(found)


@given(ANY_TEXT, LANGS, LANGS)
@settings(max_examples=100, deadline=None)
def test_a_text_has_the_numbers_that_it_has(text: str, source_lang: str, target_lang: str) -> None:
    assert not numbers_differ(text, text, source_lang, target_lang)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1.", "1 000", "@", "a@", "no ", "a. ", "三", "十", "X", "!", "\u2047", "twenty "],
)
def test_time_is_linear_on_hostile_texts(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        half = text[: len(text) // 2] + "x"
        ways = (("zh", "en"), ("en", "zh"))
        return fastest(lambda: [doubts(text, half, *way) for way in ways], 2)

    seconds(1_000)
    assert seconds(40_000) < 24 * seconds(5_000) + 0.1


@pytest.mark.parametrize("lost", ["0,7", "0.05", "0,75", "00.5", "٠٫٥"])
def test_a_fraction_of_one_that_is_lost_is_a_number_that_is_lost(lost: str) -> None:
    source = f"Безработица за последний год выросла на {lost} процента."
    assert doubts(source, "Unemployment grew somewhat in the past year.", "ru", "en") == (NUMBERS,)
    kept = f"Unemployment grew by {lost.replace(',', '.')} per cent in the past year."
    assert doubts(source, kept, "ru", "en") == ()

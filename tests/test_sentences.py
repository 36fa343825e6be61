"""Sentences: golden cases per language, what holds for any text, and time linear in its length."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index import stops
from dragoman.index.sentences import LONGEST, LONGEST_WORDS, sentences, word_count

CASES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text("utf-8"))

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            " \n\t\r\u2028.!?…؟۔।։።။។།。！？;:,،、\"'“”„«»‘’()[]-—1٣aAбБაابकก中あㅏ\u0301\u200d"
        ),
    ),
    max_size=400,
)

TABLE = [
    line.split("\t")
    for line in (Path(stops.__file__).parent / "data" / "abbreviations.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]
TABLED = {lang for langs, _, _ in TABLE for lang in langs.split(",")} - {"*"}
LANGS = st.sampled_from(sorted(TABLED | {"und", "zh", "ja", "xx"}))


def split(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), lang)]


def _marked(case: dict[str, Any]) -> Any:
    reason = case.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=f"{case['lang']}: {case['label']}", marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """Each text is cut into exactly the sentences it was put together from."""
    text = case.get("between", " ").join(case["sentences"])
    assert split(text, case["lang"]) == case["sentences"]


def test_golden_cases_are_many() -> None:
    """The cases span the languages of the project, and no label stands twice for one."""
    labels = [(case["lang"], case["label"]) for case in CASES]
    assert len(set(labels)) == len(labels) >= 120
    assert len({lang for lang, _ in labels}) >= 30


def test_table_is_read_whole() -> None:
    """Every kind of row is known and in use; a language that abbreviates nothing needs none."""
    kinds = {"never", "number", "either", "word", "start", "ends", "joins", "trait"}
    assert {kind for _, kind, _ in TABLE} == kinds
    assert {"en", "ru", "ar", "tr", "fa", "kk", "fr", "de", "es", "uk", "he", "el", "hi"} <= TABLED


def test_no_word_has_two_meanings_in_one_language() -> None:
    """What a language says of a word it says once; the rows for all languages may differ."""
    kinds = {"never", "number", "either", "word"}
    named = [
        (lang, word)
        for langs, kind, words in TABLE
        for lang in langs.split(",")
        for word in words.split()
        if kind in kinds and lang != "*"
    ]
    assert [pair for pair, count in Counter(named).items() if count > 1] == []


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, LANGS, st.integers(0, 20), st.integers(0, 20))
def test_spans_hold_everything_but_white_space(text: str, lang: str, skip: int, less: int) -> None:
    """In order, apart, trimmed, within the stretch, and together all that is not white space."""
    start, end = min(skip, len(text)), max(len(text) - less, min(skip, len(text)))
    spans = sentences(text, start, end, lang)
    assert all(start <= low < high <= end for low, high in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[low:high] == text[low:high].strip() for low, high in spans)
    kept = "".join("".join(text[low:high].split()) for low, high in spans)
    assert kept == "".join(text[start:end].split())


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, LANGS)
def test_a_blank_line_ends_a_sentence(text: str, lang: str) -> None:
    """What stands on both sides of a blank line is cut as if it stood alone."""
    first, second = text[: len(text) // 2].strip(), text[len(text) // 2 :].strip()
    assert split(f"{first}\n\n{second}", lang) == split(first, lang) + split(second, lang)


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("word " * 1000, 150 * 5),
        (("word" + " " * 2000) * 20, LONGEST),
        ("คณะ" * 3000, LONGEST),
        ("клаузула, " * 2000, LONGEST),
        ("a" * 10_000, LONGEST),
        ("e\u0301" * 5000, LONGEST),
        ("字" * 5000, int(LONGEST_WORDS * 1.8)),
        ("\u0301" * 10_000, LONGEST),
    ],
)
def test_long_sentences_are_cut(text: str, longest: int) -> None:
    """No sentence is longer than the bounds of the module, whatever it is made of."""
    parts = split(text, "und")
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part == part.strip() for part in parts)
    assert max(map(len, parts)) <= longest
    assert all(word_count(part) <= LONGEST_WORDS for part in parts)


def test_long_sentences_are_cut_at_soft_boundaries() -> None:
    """Semicolons before commas, commas before spaces, spaces before letters."""
    clause = " ".join(["word"] * 20)

    def inner_ends(text: str) -> set[str]:
        return {part[-1] for part in split(text, "en")[:-1]}

    assert inner_ends("; ".join([f"{clause}, {clause}"] * 8)) == {";"}
    assert inner_ends(", ".join([clause] * 16)) == {","}
    assert inner_ends("word " * 320) == {"d"}


@pytest.mark.parametrize("cluster", ["e\u0301", "क्\u200dषि", "👩\u200d👩\u200d👧", "🇹🇷", "กำ"])
def test_no_letter_is_cut_in_two(cluster: str) -> None:
    """A sentence without spaces is cut between grapheme clusters."""
    assert all(len(part) % len(cluster) == 0 for part in split(cluster * 2000, "und"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("… — «» *", 0),
        ("one two three", 3),
        ("l'accord d'Idlib", 2),
        ("« Oui », dit-il .", 2),
        ("5 000 €", 2),
        ("٤٠٠", 1),
        ("हिन्दी में", 2),
        ("和平谈判今天开始了吗我们", 7),
        ("UN 和平谈判 2017", 4),
        ("ありがとうございます", 3),
        ("คณะผู้แทนมาถึงแล้ว", 3),
        ("https://example.org/" + "a" * 60, 2),
    ],
)
def test_words_are_counted_as_a_reader_does(text: str, words: int) -> None:
    assert word_count(text) == words


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_a_text_has_words_if_it_has_letters_or_digits(text: str) -> None:
    assert (word_count(text) > 0) == any(map(str.isalnum, text))


HOSTILE = {
    "one letter": "a",
    "letters and stops": "a.",
    "stops": ".",
    "spaces": " ",
    "a space and a letter now and then": " " * 999 + "a",
    "line breaks": "\n",
    "Windows line breaks and letters": "a\r\n",
    "quotes": '"',
    "stops and quotes": '."',
    "stops and spaces": ". ",
    "brackets": "[1",
    "combining marks": "\u0301",
    "flags": "🇹",
    "initials": "A. ",
    "lower case behind stops": "a. b",
    "ideographs": "字",
    "Thai and spaces": "ก ",
    "joiners": "\u200d",
    "Ethiopic word spaces": "፡",
    "apostrophes": "'a",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("lang", ["en", "th"])
def test_time_is_linear(unit: str, lang: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be quadratic."""

    def took(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        sentences(text, 0, len(text), lang)
        return time.process_time() - begun

    short = min(took(50_000) for _ in range(3))
    assert took(200_000) < 9 * short + 0.05

"""From the body of an entry, as people's dictionaries print it, to its translations."""

import json
import time
from pathlib import Path

import pytest

from dragoman.search.dictionaries.entries import MOST, bare, headword, translations

CASES = json.loads((Path(__file__).parent / "cases" / "dictionary_entries.json").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES["cases"])
def test_a_body_gives_its_translations_and_nothing_else(name: str) -> None:
    lang, body, expected = CASES["cases"][name]
    assert translations(body, lang) == expected


@pytest.mark.parametrize("written", CASES["headwords"])
def test_a_headword_is_what_is_looked_for(written: str) -> None:
    lang, expected = CASES["headwords"][written]
    assert headword(written, lang) == expected


def test_small_words_alone_are_kept() -> None:
    assert bare("to the", "en") == "to the"


def test_translations_stand_once_and_are_not_without_end() -> None:
    body = ", ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(200))
    assert len(translations(f"{body}\n{body}", "en")) == MOST


@pytest.mark.parametrize(
    "unit",
    ["(", "[", '"', "/a ", "a/", "{<(", "1. ", "- ", " ", ".)", "a.", "\n", " /", "(a.)", "see "],
)
def test_hostile_bodies_take_linear_time(unit: str) -> None:
    hostile = (unit * 60_000)[:60_000]
    start = time.process_time()
    translations(hostile, "en")
    headword(hostile, "en")
    assert time.process_time() - start < 2

"""Dates that texts of many languages speak of, sentence by sentence; and what is no date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.index.dates import find_dates

CASES = json.loads((Path(__file__).parent / "cases/dates.json").read_text("utf-8"))

DEEP = (
    *("en", "ru", "ar", "tr", "fa", "fr", "es", "de", "uk", "he", "zh", "kk", "pt", "it", "nl"),
    *("ja", "ko", "hi", "pl"),
)


def read(case: dict[str, Any]) -> list[dict[str, Any]]:
    found = find_dates(case["text"], case["lang"], case["published"])
    return [
        {
            "text": case["text"][one.start : one.end],
            "first": list(one.first) if one.first else None,
            "last": list(one.last) if one.last else None,
            "precision": one.precision,
            "relative": one.relative,
        }
        for one in found
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['lang']}: {case['label']}" for case in CASES])
def test_the_dates_of_a_text_are_found_and_resolved(case: dict[str, Any]) -> None:
    assert read(case) == case["dates"]


def test_every_language_with_rules_of_its_own_has_a_case() -> None:
    assert set(DEEP) <= {case["lang"] for case in CASES}

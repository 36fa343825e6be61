"""What is recognised in the seeds does not get worse: F1 by kind and language, with floors.

The annotations are ours, and so are the tables: these figures keep rules from breaking each other and
say nothing about other texts. `scripts/evaluate mentions` prints them all.
"""

from __future__ import annotations

import pytest
from evaluation.mentions import annotated, records, scores, total

FLOORS = {
    "party": 0.76,
    "place": 0.60,
    "date": 0.50,
    "state or place": 0.80,
}
"""Over all languages."""

BY_LANGUAGE: dict[str, dict[str, float]] = {}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], float]:
    by = total(scores(records(), annotated()))
    return {key: score.f1 for key, score in by.items()}


@pytest.mark.parametrize("kind", FLOORS)
def test_mentions_are_found_as_well_as_ever(
    found: dict[tuple[str, str], float], kind: str
) -> None:
    assert found[kind, ""] >= FLOORS[kind]


@pytest.mark.parametrize("kind", BY_LANGUAGE)
def test_mentions_are_found_in_every_language(
    found: dict[tuple[str, str], float], kind: str
) -> None:
    worse = {
        lang: (round(found[kind, lang], 3), floor)
        for lang, floor in BY_LANGUAGE[kind].items()
        if found[kind, lang] < floor
    }
    assert not worse

"""What is recognised in the seeds does not get worse: F1 by kind and language, with floors.

The annotations are ours, and so are the tables: these figures keep rules from breaking each other and
say nothing about other texts. `scripts/evaluate mentions` prints them all.
"""

from __future__ import annotations

import pytest
from evaluation.mentions import annotated, records, scores, total

FLOORS = {
    "party": 0.80,
    "place": 0.63,
    "date": 0.84,
    "state or place": 0.83,
}
"""Over all languages."""

BY_LANGUAGE = {
    "party": {
        "ar": 0.90,
        "az": 0.72,
        "de": 0.75,
        "el": 0.25,
        "en": 0.90,
        "es": 0.93,
        "fa": 0.92,
        "fr": 0.68,
        "he": 0.83,
        "hi": 0.74,
        "hy": 0.68,
        "ja": 0.59,
        "ka": 0.78,
        "kk": 0.91,
        "ko": 0.46,
        "nb": 0.81,
        "ne": 0.62,
        "pl": 0.72,
        "pt": 0.77,
        "ru": 0.88,
        "tr": 0.88,
        "uk": 0.85,
        "ur": 0.32,
        "zh": 0.67,
    },
    "place": {
        "ar": 0.66,
        "az": 0.56,
        "de": 0.80,
        "el": 0.64,
        "en": 0.77,
        "es": 0.60,
        "fa": 0.57,
        "fr": 0.49,
        "he": 0.58,
        "hy": 0.47,
        "ja": 0.68,
        "ka": 0.51,
        "kk": 0.84,
        "ko": 0.69,
        "nb": 0.72,
        "pl": 0.50,
        "pt": 0.28,
        "ru": 0.68,
        "tr": 0.56,
        "uk": 0.50,
        "zh": 0.53,
    },
    "date": {
        "ar": 0.89,
        "az": 0.95,
        "de": 0.90,
        "el": 0.60,
        "en": 0.76,
        "es": 0.95,
        "fa": 0.95,
        "fr": 0.69,
        "hi": 0.94,
        "hy": 0.77,
        "ja": 0.72,
        "kk": 0.85,
        "ko": 0.82,
        "nb": 0.91,
        "pl": 0.82,
        "pt": 0.60,
        "ru": 0.85,
        "tr": 0.71,
        "uk": 0.76,
        "zh": 0.77,
    },
}
"""By languages that have enough mentions of a kind."""


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], float]:
    by = total(scores(records(), annotated()))
    return {key: score.f1 for key, score in by.items()}


@pytest.mark.parametrize("kind", FLOORS)
def test_mentions_are_found_as_well_as_ever(found: dict[tuple[str, str], float], kind: str) -> None:
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

"""Texts like news for measuring speed: clauses of our seeds, put together anew by chance."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

SEED = 6
LANGUAGES = ("en", "es", "fr", "pt", "ru", "uk")
SEEDS = Path(__file__).parents[1] / "seeds"

Article = list[list[str]]
"""Paragraphs of sentences."""


def articles(count: int) -> list[Article]:
    """Return so many articles of about 20 sentences, all different, the same in every run.

    Paragraphs have one to three sentences, as agencies write them; sentences one to five clauses,
    18 words in the mean.
    """
    drawn = random.Random(SEED)  # noqa: S311 (no secret)
    clauses = sorted(set(_clauses()))
    return [
        [
            [_sentence(drawn, clauses) for _ in range(drawn.randint(1, 3))]
            for _ in range(drawn.randint(8, 12))
        ]
        for _ in range(count)
    ]


def _sentence(drawn: random.Random, clauses: list[str]) -> str:
    some = drawn.sample(clauses, drawn.choice((1, 1, 2, 2, 2, 3, 3, 4, 5)))
    text = ", ".join(some)
    return text[0].upper() + text[1:] + "."


def _clauses() -> Iterator[str]:
    """Yield what stands between commas in the seeds, from 3 to 14 words."""
    for path in sorted(SEEDS.rglob("*.md")):
        if path.suffixes[0][1:] in LANGUAGES:
            text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
            for clause in re.split(r"[,;:.!?]\s+|\n", text):
                words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", clause)
                if 3 <= len(words) <= 14:
                    yield " ".join(words)

"""Translation, end to end: Spanish stories found by English sentences, through Apertium.

The Spanish stories of NTREX (every variant of Spanish) are indexed twice, with and without a
translation through the `command` back end, and each story's first sentence in English is asked: the
reciprocal rank of the story, in any of its variants, by article, cut at 10. No dictionary is asked.
The odd stories stand beside the whole: guards and weights were chosen by the even ones.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from apertium_lines import find

from dragoman.index import writer
from dragoman.index.sentences import sentences
from dragoman.index.translate.command import CommandTranslators
from dragoman.index.translate.seam import Translators
from dragoman.search import open_index
from evaluation.data import article, rows, table
from evaluation.names import reciprocal

MODE = "spa-eng"
DRIVER = Path(__file__).parents[1] / "apertium_lines.py"


def main(data: Path) -> None:
    if find(MODE) is None:
        print(f"translation: skipped, no Apertium mode {MODE}: apt-get install apertium-eng-spa")
        return
    stories, questions = sets(data / "articles" / "ntrex-even.jsonl.gz")
    ways = CommandTranslators({("es", "en"): [sys.executable, str(DRIVER), MODE]})
    lines = []
    for name, translators in (("without", None), ("with translation", ways)):
        began = time.perf_counter()
        ranks = measured(stories, questions, translators)
        odd = [rank for doc, rank in ranks.items() if list(ranks).index(doc) % 2]
        spent = f"{time.perf_counter() - began:.0f}"
        lines.append([name, f"{fmean(ranks.values()):.4f}", f"{fmean(odd):.4f}", spent])
    ways.close()
    print(f"translation: {len(stories)} Spanish stories, {len(questions)} English sentences")
    print(table(["Apertium es→en", "MRR@10", "odd stories", "seconds"], lines))


def sets(file: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the Spanish articles, and the first English sentence by story."""
    stories, questions = [], {}
    for row in rows(file):
        if row["variant"].startswith("spa"):
            stories.append(row)
        elif row["variant"] == "eng":
            questions[row["doc"]] = first_sentence(row["text"])
    return stories, dict(sorted(questions.items()))


def first_sentence(text: str) -> str:
    start, end = sentences(text, 0, len(text), "en")[0]
    return text[start:end]


def measured(
    stories: Sequence[dict[str, Any]],
    questions: Mapping[str, str],
    translators: Translators | None,
) -> dict[str, float]:
    """Return the reciprocal rank by story."""
    right = {doc: {row["id"]: 1 for row in stories if row["doc"] == doc} for doc in questions}
    with tempfile.TemporaryDirectory() as place:
        with writer(place, translators=translators) as target:
            target.add(article(row) for row in stories)
        with open_index(place) as index:
            return {
                doc: reciprocal(
                    [a for a, _, _ in index.ranking(asked, limit=10, by="article")], right[doc]
                )
                for doc, asked in questions.items()
            }

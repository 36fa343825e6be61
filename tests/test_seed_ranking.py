"""How well the seeds' questions are answered: floors that must not fall by accident.

These are regression tests over 48 questions of our own, not claims of quality; those are made by
`scripts/evaluate` on sets that nobody here wrote. Raising a floor is a commit, lowering one needs
a reason in it.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest

from dragoman.index.build import rebuild
from dragoman.index.read import read
from dragoman.index.read.roots import Roots
from dragoman.search import Index, open_index

SEEDS = Path(__file__).parents[1] / "seeds"

FLOOR = 0.74
"""Mean nDCG@10 over all questions."""

FLOORS = {
    "en": 0.68,
    "ru": 0.76,
    "ar": 0.65,
    "tr": 0.92,
    "fr": 0.63,
    "es": 0.80,
    "zh": 0.58,
    "fa": 0.81,
}
"""Mean nDCG@10 over the questions of a language."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("seeds")
    roots = Roots({})
    rebuild(folder, read([SEEDS], roots), roots=roots)
    with open_index(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def scores(index: Index) -> dict[str, list[float]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (SEEDS / "judgements.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            question, article, grade = line.split("\t")
            grades[question][article] = int(grade)
    found: dict[str, list[float]] = defaultdict(list)
    for line in (SEEDS / "queries.jsonl").read_text("utf-8").splitlines():
        query = json.loads(line)
        ranked = [name for name, _, _ in index.ranking(query["text"], limit=10, by="article")]
        found[query["lang"]].append(ndcg(ranked, grades[query["id"]]))
    return dict(found)


def ndcg(ranked: list[str], grades: dict[str, int]) -> float:
    """nDCG@10 with linear gain (Järvelin and Kekäläinen 2002)."""

    def gain(values: list[int]) -> float:
        return sum(value / math.log2(rank + 1) for rank, value in enumerate(values[:10], 1))

    return gain([grades.get(n, 0) for n in ranked]) / gain(sorted(grades.values(), reverse=True))


def test_questions_are_answered_well_on_the_whole(scores: dict[str, list[float]]) -> None:
    mean = fmean(value for values in scores.values() for value in values)
    assert mean >= FLOOR, f"{mean:.3f}"


@pytest.mark.parametrize("lang", FLOORS)
def test_questions_of_a_language_are_answered_well(
    scores: dict[str, list[float]], lang: str
) -> None:
    mean = fmean(scores[lang])
    assert mean >= FLOORS[lang], f"{mean:.3f}"

r"""Asking with dictionaries: English questions, and what answers them in six other languages.

It needs Debian's FreeDict dictionaries (GPL, so nobody's to ship but their own):

    apt-get install dict-freedict-eng-{ara,deu,ell,hin,spa,tur} \
        dict-freedict-{ara,deu,ell,spa,tur}-eng

What is asked is told in `dictionary_tasks`; all stories are in one index, and each question is put
to every variant of them. Weights were chosen by the even-numbered stories (from 0); the odd
ones stand beside. Then: what a question loses whose own language the index holds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import fmean
from time import perf_counter
from typing import TypeAlias

from dragoman.index import writer
from dragoman.index.article import Article
from dragoman.search import open_index
from dragoman.search.api import Index
from dragoman.search.dictionaries.lookup import Dictionaries
from evaluation.data import article, qrels, rows, table
from evaluation.dictionary_tasks import VARIANTS, Question, passages, stories
from evaluation.retrieval import SETS, Run, answer, bootstrap, per_question

FOLDER = Path("/usr/share/dictd")
NEEDED = tuple(f"freedict-eng-{lang}" for lang in ("ara", "deu", "ell", "hin", "spa", "tur"))
BAR = 0.94
ENOUGH = 300
"""Questions of a set that are asked in its own language, about."""

Ranking: TypeAlias = Sequence[tuple[str, int, float]]
Worth: TypeAlias = Callable[[Ranking, str], float]
"""What a ranking is worth where one article is right."""


def main(data: Path) -> None:
    absent = [name for name in NEEDED if not (FOLDER / f"{name}.index").exists()]
    if absent:
        install = " ".join(f"dict-{name}" for name in absent)
        print(f"dictionaries: skipped, for they are not there: apt-get install {install}")
        return
    with tempfile.TemporaryDirectory() as cache:
        dictionaries = Dictionaries([FOLDER], Path(cache))
        across(data, dictionaries)
        print()
        within(data, dictionaries)
        dictionaries.close()


def across(data: Path, dictionaries: Dictionaries) -> None:
    """Print how well questions reach other languages."""
    documents = list(rows(data / "articles" / "ntrex-even.jsonl.gz"))
    lines: list[list[str]] = []
    for name, worth, (articles, asked) in (
        (f"stories, MRR@10 (bar {BAR})", reciprocal, stories(documents)),
        ("passages, nDCG@10", gain, passages(documents)),
    ):
        with tempfile.TemporaryDirectory() as place, _index(place, articles, dictionaries) as index:
            for label, dictionary in (("without", False), ("with", True)):
                began = perf_counter()
                found = {v: scores(index, asked, v, worth, dictionary) for v in VARIANTS}
                took = (perf_counter() - began) * 1000 / len(asked) / len(VARIANTS)
                lines.append([f"{name}, {label}", *figures(found, asked), f"{took:.0f}"])
    print(table(["English questions", "even half", "odd half", *VARIANTS.values(), "ms"], lines))


def scores(
    index: Index, asked: Sequence[Question], variant: str, worth: Worth, dictionary: bool
) -> list[float]:
    return [
        worth(
            index.ranking(q.text, limit=10, by="article", sources=[variant], dictionary=dictionary),
            f"{q.right}:{variant}",
        )
        for q in asked
    ]


def figures(found: Mapping[str, Sequence[float]], asked: Sequence[Question]) -> list[str]:
    """Return the means over languages of the even and of the odd stories, and each language's."""
    halves = [
        fmean(
            fmean(s for s, q in zip(by, asked, strict=True) if q.story % 2 == half)
            for by in found.values()
        )
        for half in (0, 1)
    ]
    return [f"{value:.4f}" for value in halves] + [f"{fmean(by):.3f}" for by in found.values()]


def reciprocal(found: Ranking, right: str) -> float:
    return next((1 / rank for rank, row in enumerate(found, 1) if row[0] == right), 0.0)


def gain(found: Ranking, right: str) -> float:
    """Return nDCG where one article is right."""
    return next((1 / log2(rank + 1) for rank, row in enumerate(found, 1) if row[0] == right), 0.0)


def within(data: Path, dictionaries: Dictionaries) -> None:
    """Print what dictionaries change for questions whose own language is held: nothing, it should.

    Each set alone in an index, and the English one together with the stories in six languages.
    """
    documents = list(rows(data / "articles" / "ntrex-even.jsonl.gz"))
    foreign = stories(documents)[0]
    lines = [one for name in SETS for one in _loss(data / "retrieval" / name, (), dictionaries)]
    lines += _loss(data / "retrieval" / "cranfield", foreign, dictionaries)
    print(table(["own language", "without", "with", "difference"], lines))


def _loss(
    folder: Path, foreign: Sequence[Article], dictionaries: Dictionaries
) -> Iterable[list[str]]:
    own = [article(row) for row in rows(folder / "docs.jsonl.gz")]
    every = list(rows(folder / "queries.jsonl.gz"))
    some = every[:: max(1, len(every) // ENOUGH)]
    questions = {row["id"]: row["text"] for row in some}
    truth = qrels(folder / "qrels.tsv")
    with (
        tempfile.TemporaryDirectory() as place,
        _index(place, [*own, *foreign], dictionaries) as index,
    ):
        without, with_ = (
            per_question(truth, _run(index, questions, dictionary)) for dictionary in (False, True)
        )
    low, high = bootstrap(with_, without)
    name = folder.name + (" and stories" if foreign else "")
    means = [f"{fmean(by.values()):.4f}" for by in (without, with_)]
    yield [name, *means, f"{low:+.4f} to {high:+.4f}"]


def _run(index: Index, questions: Mapping[str, str], dictionary: bool) -> Run:
    def ranking(text: str) -> list[tuple[str, float]]:
        found = index.ranking(text, limit=10, by="article", dictionary=dictionary)
        return [(name, score) for name, _, score in found]

    return answer(questions, ranking)


def _index(place: str, articles: Iterable[Article], dictionaries: Dictionaries) -> Index:
    with writer(place) as target:
        target.add(articles)
    return open_index(place, dictionaries=dictionaries)

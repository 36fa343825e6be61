"""Ranked retrieval: the public sets, Dragoman beside plain BM25 in the same run.

nDCG@10 (linear gain), MRR@10 and recall@100 by ir-measures; the interval is a paired bootstrap
of the difference in nDCG@10, 95 %, 10,000 samples. The even-numbered questions (from 0) were
used to choose weights; the odd ones stand beside.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import fmean

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from dragoman.index import writer
from dragoman.search import open_index
from evaluation.baseline import Plain
from evaluation.data import Qrels, article, qrels, rows, table

SETS = {"heq": 0.93, "kazqad": 0.75, "persianqa": 0.98, "cranfield": 0.52}
"""Each set and the nDCG@10 that is to be reached."""

MEASURES = (nDCG @ 10, RR @ 10, R @ 100)
DEPTH = 100

Run = dict[str, dict[str, float]]


def main(data: Path) -> None:
    lines = [line for name in SETS for line in evaluate(data / "retrieval" / name)]
    print(table(["set", "system", "nDCG@10", "odd half", "MRR@10", "R@100", "difference"], lines))


def evaluate(folder: Path) -> Iterable[list[str]]:
    documents = list(rows(folder / "docs.jsonl.gz"))
    questions = {row["id"]: row["text"] for row in rows(folder / "queries.jsonl.gz")}
    truth = qrels(folder / "qrels.tsv")
    plain = Plain((d["id"], f"{d.get('title') or ''} {d['text']}") for d in documents)
    theirs = answer(questions, lambda text: plain.ranking(text, DEPTH))
    with tempfile.TemporaryDirectory() as place:
        with writer(place) as target:
            target.add(map(article, documents))
        with open_index(place) as index:
            ours = answer(
                questions,
                lambda text: [
                    (name, score)
                    for name, _, score in index.ranking(text, limit=DEPTH, by="article")
                ],
            )
    low, high = bootstrap(per_question(truth, ours), per_question(truth, theirs))
    bar = f"(bar {SETS[folder.name]})" if folder.name in SETS else ""
    yield [folder.name, "dragoman", *figures(truth, ours), f"{low:+.3f} to {high:+.3f}"]
    yield [bar, "BM25 \\w+", *figures(truth, theirs), ""]


def answer(questions: Mapping[str, str], ranking: Callable[[str], list[tuple[str, float]]]) -> Run:
    return {name: dict(ranking(text)) for name, text in questions.items()}


def figures(truth: Qrels, run: Run) -> list[str]:
    found = ir_measures.calc_aggregate(MEASURES, truth, run)
    scores = per_question(truth, run)
    odd = fmean(list(scores.values())[1::2])
    return [f"{x:.4f}" for x in (found[nDCG @ 10], odd, found[RR @ 10], found[R @ 100])]


def per_question(truth: Qrels, run: Run) -> dict[str, float]:
    """Return nDCG@10 of every judged question, in the order in which they were asked."""
    found = {m.query_id: m.value for m in ir_measures.iter_calc([nDCG @ 10], truth, run)}
    return {name: found.get(name, 0.0) for name in run if name in truth}


def bootstrap(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean difference over resampled questions."""
    gain = np.array([ours[name] - theirs[name] for name in ours])
    drawn = np.random.default_rng(1).integers(0, len(gain), (10_000, len(gain)))
    low, high = np.percentile(gain[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)

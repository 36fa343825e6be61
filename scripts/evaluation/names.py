"""Names across scripts: an English name, and the story about it in 51 other writing systems.

As the data's README defines it: all articles of NTREX in one index, `source` their variant; for
each variant with fewer than 30 % Latin letters every name is asked, narrowed to that source, by
article; the reciprocal rank of the right story, cut at 10, averaged over names, then variants.
The romanisation was chosen on every second variant (from the first); the others stand beside. What
each channel gives is measured on those others: without it, all the rest.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from dragoman.index import writer
from dragoman.search import open_index, plan, rank
from dragoman.search.api import Index
from evaluation.baseline import Plain
from evaluation.data import Qrels, article, qrels, rows, table

BAR = 0.72
CHANNELS: dict[str, tuple[Any, str]] = {
    "name parts": (plan, "PART"),
    "entities": (plan, "ENTITY"),
    "skeletons": (plan, "SKELETON"),
    "stems": (plan, "STEM"),
    "grams of letters": (rank, "GRAMS"),
    "grams of consonants": (rank, "BONES"),
}
"""The weight of each channel."""

SHOWN = ("rus", "ukr", "arb", "heb", "fas", "urd", "ell", "hin", "zho-CN", "jpn", "kor", "tha")
_LATIN = re.compile("[A-Za-z]")


def main(data: Path) -> None:
    documents = list(rows(data / "articles" / "ntrex-even.jsonl.gz"))
    names = list(rows(data / "retrieval" / "names-ntrex" / "queries.jsonl.gz"))
    truth = qrels(data / "retrieval" / "names-ntrex" / "qrels.tsv")
    variants = not_latin(documents)
    with tempfile.TemporaryDirectory() as place:
        with writer(place) as target:
            target.add(article(d, d["variant"]) for d in documents)
        with open_index(place) as index:
            ours = {v: fmean(ranks(index, names, truth, v)) for v in variants}
            without = {
                name: ablated(index, names, truth, variants[1::2], name) for name in CHANNELS
            }
    theirs = {
        v: plain_mrr([d for d in documents if d["variant"] == v], names, truth) for v in variants
    }
    report(ours, theirs)
    whole = fmean(ours[v] for v in variants[1::2])
    lines = [[name, f"{value:.4f}", f"{whole - value:+.4f}"] for name, value in without.items()]
    print(table(["without", "MRR@10, other half", "it gives"], lines))


def ablated(
    index: Index,
    names: Sequence[dict[str, Any]],
    truth: Qrels,
    variants: Sequence[str],
    channel: str,
) -> float:
    """Return the mean of some variants when a channel does not score."""
    module, weight = CHANNELS[channel]
    kept = getattr(module, weight)
    setattr(module, weight, 0.0)
    try:
        return fmean(fmean(ranks(index, names, truth, v)) for v in variants)
    finally:
        setattr(module, weight, kept)


def report(ours: dict[str, float], theirs: dict[str, float]) -> None:
    shown = [v for v in SHOWN if v in ours]
    unseen = list(ours)[1::2]
    head = ["MRR@10", "mean", "unseen half", *shown]
    lines = [
        [name, f"{fmean(by.values()):.4f}", f"{fmean(by[v] for v in unseen):.4f}"]
        + [f"{by[v]:.2f}" for v in shown]
        for name, by in (("dragoman", ours), ("BM25 \\w+", theirs))
    ]
    print(f"names-ntrex: {len(ours)} writing systems (bar {BAR})")
    print(table(head, lines))


def not_latin(documents: Sequence[dict[str, Any]]) -> list[str]:
    """Return the variants that are written with fewer than 30 % Latin letters."""
    latin: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for row in documents:
        latin[row["variant"]] += len(_LATIN.findall(row["text"]))
        letters[row["variant"]] += len(row["text"])
    return sorted(v for v in letters if latin[v] / letters[v] < 0.3)


def ranks(index: Index, names: Sequence[dict[str, Any]], truth: Qrels, variant: str) -> list[float]:
    asked = (
        (n, index.ranking(n["text"], limit=10, by="article", sources=[variant])) for n in names
    )
    return [reciprocal([a for a, _, _ in found], truth[n["id"]]) for n, found in asked]


def plain_mrr(
    documents: Sequence[dict[str, Any]], names: Sequence[dict[str, Any]], truth: Qrels
) -> float:
    plain = Plain((d["id"], d["text"]) for d in documents)
    return fmean(
        reciprocal([a for a, _ in plain.ranking(n["text"], 10)], truth[n["id"]]) for n in names
    )


def reciprocal(found: Sequence[str], right: dict[str, int]) -> float:
    return next((1 / rank for rank, name in enumerate(found, 1) if right.get(name)), 0.0)

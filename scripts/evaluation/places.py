"""Places in two English sets of news, and how fast they are found: `evaluate places`.

As the data's README and the issue define it: F1 over exact spans; gold of `geowebnews` are all
types but Literal_Expression, Non_Lit_Expression and Non_Toponym, and Demonym, Homonym and Language
are neither rewarded nor punished; gold of `lgl` are all. Of the spans that are right and whose
place is known, the share that has the same GeoNames id or lies within 161 km. Weights were fitted
and words chosen on every second article (from the first); the others stand beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from dragoman.index import Article, Settings
from dragoman.index.article import Mention
from dragoman.index.enrich import enrich
from dragoman.index.extract.places import place_mentions
from dragoman.index.extract.points import km
from dragoman.index.extract.view import view
from evaluation.data import article, rows, table

SETS = {"geowebnews": (0.78, 0.90), "lgl": (0.74, 0.80)}
"""The bars: F1, and the share of places that are right."""

SPEED = 5000
"""The bar: passages a second of one core."""

NO_PLACES = frozenset(("Literal_Expression", "Non_Lit_Expression", "Non_Toponym"))
NEITHER = frozenset(("Demonym", "Homonym", "Language"))
NEAR_KM = 161.0


class Tally(NamedTuple):
    """Counts: spans that are right, found, wanted; places that are known, and right of them."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    known: int = 0
    resolved: int = 0

    def __add__(self, other: object) -> Tally:
        assert isinstance(other, Tally)
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def figures(self) -> list[str]:
        """Precision, recall, F1 and the share of right places."""
        right = self.right
        return [
            f"{right / max(1, self.found):.3f}",
            f"{right / max(1, self.wanted):.3f}",
            f"{2 * right / max(1, self.found + self.wanted):.3f}",
            f"{self.resolved / max(1, self.known):.3f}",
        ]


def main(data: Path) -> None:
    absent = [name for name in SETS if not _path(data, name).exists()]
    if absent:
        print("Places: not measured, because there is no", " and no ".join(absent))
        return
    lines = []
    for name, (least, resolved) in SETS.items():
        tallies = [tally(row) for row in rows(_path(data, name))]
        for half, title in ((1, "other half"), (0, "worked on")):
            figures = sum(tallies[half::2], Tally()).figures
            lines.append([f"{name}, {title}", *figures, f"{least} / {resolved}"])
    print(table(["places", "precision", "recall", "F1", "right place", "bars"], lines))
    print(f"places alone: {speed(data):,.0f} passages a second (bar {SPEED:,})")


def _path(data: Path, name: str) -> Path:
    return data / "places" / f"{name}.jsonl.gz"


def mentions_of(one: Article) -> Sequence[Mention]:
    """Return all mentions of an article as the index would have them."""
    return enrich(one, Settings()).mentions


def tally(row: dict[str, Any]) -> Tally:
    """Compare what is found in an article with its gold."""
    gold = {(p["start"], p["end"]): p for p in row["places"] if p["type"] not in NO_PLACES}
    neither = {span for span, p in gold.items() if p["type"] in NEITHER}
    wanted = {span: p for span, p in gold.items() if span not in neither}
    found = {
        (one.start, one.end): one
        for one in mentions_of(article(row))
        if one.kind == "place" and (one.start, one.end) not in neither
    }
    right = wanted.keys() & found.keys()
    known = [span for span in right if wanted[span]["lat"] is not None]
    resolved = sum(_same(found[span], wanted[span]) for span in known)
    return Tally(len(right), len(found), len(wanted), len(known), resolved)


def _same(one: Mention, truth: dict[str, Any]) -> bool:
    if one.entity.id == f"gn:{truth['geonameid']}":
        return True
    if one.entity.lat is None or one.entity.lon is None:
        return False
    return km(one.entity.lat, one.entity.lon, truth["lat"], truth["lon"]) <= NEAR_KM


def speed(data: Path, most: int = 8000) -> float:
    """Return how many passages a second are searched for places and resolved, without views.

    NTREX's articles cut into passages of about 100 words, in the order of the file; the words are
    cut and folded beforehand, because all recognisers share that work.
    """
    articles = []
    for number, row in enumerate(rows(data / "articles" / "ntrex-even.jsonl.gz")):
        if number < most:
            articles.append([view(text, row["lang"]) for text in _cut(row["text"])])
    began = process_time()
    for views in articles:
        place_mentions(views, [0] * len(views))
    return sum(map(len, articles)) / (process_time() - began)


def _cut(text: str, size: int = 1000) -> list[str]:
    """Cut a text into about 2.5 pieces an article, as its passages would be."""
    cuts, at = [], 0
    while at < len(text):
        end = text.find(" ", at + size)
        end = len(text) if end < 0 else end
        cuts.append(text[at:end])
        at = end
    return cuts

"""Parties, places and dates in the seeds, whose every mention we annotated: `evaluate mentions`.

A mention is right where its stretch, its kind and its id are those of an annotation. Found is, of
each stretch, the surest reading, if it is sure enough to be tagged. Where an annotation says that
it is also of the other kind, that is right too and not missed. What is in no table has no id that
could be known: there any id of the same sort is right. Rules were written against every second
article; the figures of the others stand beside. A date is right where stretch and days are; "since
4 May" is an open time to the recogniser, to the annotation the day: right where its known end is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.index import DateMention, Mention, Record, Settings
from dragoman.index.enrich import enrich
from dragoman.index.extract.parties import parties
from dragoman.index.extract.place_names import place_entity
from dragoman.index.extract.tags import SURE
from dragoman.index.interval import written
from dragoman.index.read import Found, Roots, read
from evaluation.data import table

SEEDS = Path(__file__).parents[2] / "seeds"
Key = tuple[str, int, int, str]
"""Kind, start, end, id."""


class Score(NamedTuple):
    """Counts of what was right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 where nothing is right."""
        return 2 * self.right / max(1, self.found + self.wanted)

    def __add__(self, other: object) -> Score:
        assert isinstance(other, Score)
        return Score(*(a + b for a, b in zip(self, other, strict=True)))


def main(_data: Path) -> None:
    by = scores(records(), annotated())
    odd, even = (total({key: s for key, s in by.items() if key[0] % 2 == half}) for half in (0, 1))
    langs = sorted({lang for _, _, lang in by})
    lines = [
        [kind, *(f"{part.get((kind, ''), Score()).f1:.3f}" for part in (odd, even))]
        for kind in ("party", "place", "span", "state or place", "date")
    ]
    print("mentions in the seeds, F1")
    print(table(["", "worked on", "others"], lines))
    every = total(by)
    row = [
        [kind, *(f"{every[kind, lang].f1:.2f}" if (kind, lang) in every else "-" for lang in langs)]
        for kind in ("party", "place", "date")
    ]
    print(table(["by language", *langs], row))


def records() -> list[Record]:
    """Return the seeds as they are analysed, in the order of their ids."""
    found = [event.article for event in read([SEEDS], Roots()) if isinstance(event, Found)]
    return [enrich(article, Settings()) for article in sorted(found, key=lambda one: one.id)]


def annotated() -> dict[str, list[dict[str, Any]]]:
    """Return the annotations by article."""
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (SEEDS / "mentions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        by[row["article"]].append(row)
    return by


Scores = dict[tuple[int, str, str], Score]
"""By the article's number, what is counted, and the language."""


def scores(found: Sequence[Record], gold: Mapping[str, Sequence[Mapping[str, Any]]]) -> Scores:
    """Count by article, kind and language; "span" passes over kind and id."""
    by: Scores = defaultdict(Score)
    for number, record in enumerate(found):
        wanted = gold.get(record.article.id, ())
        for lang, rows, keys in _by_language(record, wanted):
            for kind in ("party", "place", "date"):
                by[number, kind, lang] += _score(kind, rows, keys)
            spans = {(row["start"], row["end"]) for row in rows if row["kind"] != "date"}
            seen = {(start, end) for kind, start, end, _ in keys if kind != "date"}
            by[number, "span", lang] += Score(len(spans & seen), len(seen), len(spans))
            by[number, "state or place", lang] += _roles(rows, keys)
    return dict(by)


def value(date: DateMention) -> str:
    """Return the days of a date as "first/last"."""
    return "/".join(written(day) if day else "" for day in (date.first, date.last))


def surest(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Return of each stretch the surest mention that is tagged."""
    best: dict[tuple[int, int], Mention] = {}
    for one in mentions:
        span = one.start, one.end
        if one.confidence >= SURE and (span not in best or best[span].confidence < one.confidence):
            best[span] = one
    return best.values()


def _by_language(
    record: Record, wanted: Sequence[Mapping[str, Any]]
) -> Iterable[tuple[str, list[Mapping[str, Any]], set[Key]]]:
    langs = {row["lang"] for row in wanted}
    only = next(iter(langs)) if len(langs) == 1 else ""
    passages = [(p.start, p.end, p.lang) for p in record.passages]
    keys: dict[str, set[Key]] = defaultdict(set)
    found: list[Key] = [(m.kind, m.start, m.end, m.entity.id) for m in surest(record.mentions)]
    found += [("date", d.start, d.end, value(d)) for d in record.dates]
    for key in found:
        lang = only or next((c for a, b, c in passages if a <= key[1] < b), "und")
        keys[lang].add(key)
    for lang in langs | set(keys):
        yield lang, [row for row in wanted if row["lang"] == lang], keys[lang]


def _score(kind: str, rows: Sequence[Mapping[str, Any]], keys: set[Key]) -> Score:
    mine = {key for key in keys if key[0] == kind}
    wanted = {(row["start"], row["end"]): row for row in rows if row["kind"] == kind}
    also = {(row["start"], row["end"]) for row in rows if row.get("also") == kind}
    counted = [key for key in mine if (key[1], key[2]) not in also]
    if kind == "date":
        counted = [_closed(key, wanted) for key in counted]
    right = sum(_is_right(key, wanted.get((key[1], key[2]))) for key in counted)
    return Score(right, len(counted), len(wanted))


def _closed(key: Key, wanted: Mapping[tuple[int, int], Mapping[str, Any]]) -> Key:
    """Return an open date as the annotated one within it, if their known ends are the same."""
    kind, start, end, days = key
    first, _, last = days.partition("/")
    if bool(first) == bool(last):
        return key
    for (a, b), row in wanted.items():
        if start <= a and b <= end and (first == row["from"] or last == row["to"]):
            return kind, a, b, f"{row['from']}/{row['to']}"
    return key


def _is_right(key: Key, row: Mapping[str, Any] | None) -> bool:
    """Whether an id is the annotated one; of what is in no table, only that ours is in none."""
    if row is None:
        return False
    if key[0] == "date":
        return key[3] == f"{row['from']}/{row['to']}"
    if not row["id"] or row["id"] == key[3]:
        return True
    known = parties().entity(row["id"]) if key[0] == "party" else place_entity(row["id"])
    return known is None and key[3].startswith(("name:", "place:"))


def _roles(rows: Sequence[Mapping[str, Any]], keys: set[Key]) -> Score:
    """Count the names of states and capitals that were found, and those found as what they are."""
    kinds = defaultdict(set)
    for kind, start, end, _ in keys:
        kinds[start, end].add(kind)
    asked = [
        row
        for row in rows
        if row["kind"] != "date"
        and (row["type"] == "country" or (row["type"] == "state" and row.get("by") != "demonym"))
        and kinds.get((row["start"], row["end"]))
    ]
    right = sum(kinds[row["start"], row["end"]] <= {row["kind"], row.get("also")} for row in asked)
    return Score(right, len(asked), len(asked))


def total(by: Scores) -> dict[tuple[str, str], Score]:
    """Return the sums by kind and language, and by kind ("" for all languages)."""
    sums: dict[tuple[str, str], Score] = defaultdict(Score)
    for (_, kind, lang), score in by.items():
        sums[kind, lang] += score
        sums[kind, ""] += score
    return sums


if __name__ == "__main__":
    main(Path())

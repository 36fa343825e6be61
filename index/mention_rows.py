"""Mentions as the ledger keeps them: JSON in which every entity stands once, deflated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from dragoman.index.article import DateMention, Day, Entity, Mention
from dragoman.index.extract.view import key_of

Told = TypeVar("Told", Mention, DateMention)


def packed(mentions: Sequence[Mention], dates: Sequence[DateMention] = ()) -> str:
    """Return mentions as one line of JSON; equal mentions give equal lines."""
    numbers: dict[Entity, int] = {}

    def number(entity: Entity) -> int:
        return numbers.setdefault(entity, len(numbers))

    rows = [
        [m.kind, m.start, m.end, m.by, number(m.entity), m.confidence]
        + [[number(other), confidence] for other, confidence in m.candidates]
        for m in mentions
    ]
    times = [
        [d.start, d.end, d.first, d.last, d.precision, d.relative, d.confidence] for d in dates
    ]
    return json.dumps([list(map(_entity_row, numbers)), rows, times], ensure_ascii=False)


def unpacked(line: str) -> tuple[tuple[Mention, ...], tuple[DateMention, ...]]:
    """Return what `packed` was given. Raise ValueError where it is no such line."""
    try:
        entities, rows, times = json.loads(line)
        known = [Entity(*fields) for fields in entities]
        return tuple(_mention(row, known) for row in rows), tuple(map(_date, times))
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(f"mentions cannot be read: {error}") from error


def _date(row: Sequence[Any]) -> DateMention:
    start, end, first, last, *rest = row
    return DateMention(start, end, _day(first), _day(last), *rest)


def _day(row: Sequence[int] | None) -> Day | None:
    return None if row is None else (row[0], row[1], row[2])


def within(mentions: Iterable[Told], start: int, end: int) -> Iterator[Told]:
    """Yield the mentions of a part of an article, with offsets into that part."""
    for one in mentions:
        if start <= one.start and one.end <= end:
            yield replace(one, start=one.start - start, end=one.end - start)


def entity_rows(
    generation: int, named: Iterable[tuple[str, Entity]]
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the ledger's table of entities, in the order of their kinds and ids.

    The last field is what the name is looked up by (`view.key_of`).
    """
    for kind, entity in sorted(named, key=lambda pair: (pair[0], pair[1].id, pair[1].name)):
        yield (generation, kind, *_entity_row(entity), key_of(entity.name))


def _entity_row(entity: Entity) -> list[Any]:
    return [entity.id, entity.name, entity.type, entity.country, entity.lat, entity.lon]


def _mention(row: Sequence[Any], known: Sequence[Entity]) -> Mention:
    kind, start, end, by, number, confidence, *others = row
    candidates = tuple((known[other], likely) for other, likely in others)
    return Mention(kind, start, end, known[number], confidence, by, candidates)

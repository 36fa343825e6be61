"""Mentions of the parties that the table knows.

The table proposes stretches; the longest that do not overlap are kept. For a state, `roles` says
how likely its name is an actor where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from dragoman.index.article import Entity, Mention
from dragoman.index.extract.lexicon import CAPITALS
from dragoman.index.extract.parties import DEMONYM, METONYM, SHORT, Named, Parties
from dragoman.index.extract.roles import Kind, Spot, chances
from dragoman.index.extract.view import View

Span: TypeAlias = tuple[int, int]

# How sure a mention is by the kind of its name, where nothing else speaks for or against it; set on
# the odd half of the seeds' articles.
NAME, ACRONYM, SHORTENED = 0.95, 0.85, 0.75
INFLECTED = 0.95
"""What is left of that where an ending was taken off."""

LEAST = 0.05


def party_mentions(
    view: View, offset: int, table: Parties, towns: Collection[Span] = ()
) -> list[Mention]:
    """Return what a passage, which begins at `offset` of its article, says of known parties.

    `towns` are the stretches (in the passage) that name a town: there a metonym is a capital, and
    counts only where it acts.
    """
    found = longest(table.find(view))
    states = [(one, _kind(one, towns)) for one in found if _is_state(one)]
    spots = [Spot(one.first, one.last, one.end, one.exact, kind) for one, kind in states]
    acting = {
        (one.start, one.end): (chance, kind)
        for (one, kind), chance in zip(states, chances(view, spots), strict=True)
    }
    mentions: list[Mention] = []
    for one in found:
        chance, kind = acting.get((one.start, one.end), (1.0, "state"))
        if kind != "capital" or chance >= 0.5:
            mentions.append(_mention(one, offset, chance))
    return mentions


def longest(found: Iterable[Named]) -> list[Named]:
    """Return the longest of overlapping stretches, the first of equal ones, in order.

    Stretches that are the same are one, with the parties of all; exact ones win over others.
    """
    kept: list[Named] = []
    for one in sorted(found, key=lambda n: (n.start, -n.end, not n.exact)):
        if kept and (one.start, one.end) == (kept[-1].start, kept[-1].end):
            if one.exact == kept[-1].exact:
                merged = tuple(dict.fromkeys((*kept[-1].parties, *one.parties)))
                kept[-1] = kept[-1]._replace(parties=merged)
        elif not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_state(one: Named) -> bool:
    return one.parties[0][0].type == "state"


def _kind(one: Named, towns: Collection[Span]) -> Kind:
    flags = one.parties[0][1]
    if flags & DEMONYM:
        return "demonym"
    if flags & METONYM:
        return "capital" if (one.start, one.end) in towns else "seat"
    return "state"


def _mention(one: Named, offset: int, chance: float) -> Mention:
    readings = _readings(one)
    entity, flags, sure = readings[0]
    others = tuple((other, round(max(LEAST, own * chance), 3)) for other, _, own in readings[1:])
    sure = round(max(LEAST, sure * chance), 3)
    by = "demonym" if flags & DEMONYM else "metonym" if flags & METONYM else "name"
    return Mention("party", offset + one.start, offset + one.end, entity, sure, by, others)


def _readings(one: Named) -> Sequence[tuple[Entity, int, float]]:
    """Return every party that a name may mean, each once, with how sure it is."""
    best: dict[Entity, tuple[int, float]] = {}
    for entity, flags in one.parties:
        sure = _sure(entity, flags) * (1.0 if one.exact else INFLECTED)
        if entity not in best or best[entity][1] < sure:
            best[entity] = flags, sure
    total = sum(sure for _, sure in best.values())
    share = max(sure for _, sure in best.values()) / total
    rows = [(entity, flags, sure * share) for entity, (flags, sure) in best.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0].id))


def _sure(entity: Entity, flags: int) -> float:
    if entity.type == "state":
        return 1.0  # whether it acts is the doubt
    if flags & (SHORT | METONYM):
        return SHORTENED
    return ACRONYM if flags & CAPITALS else NAME

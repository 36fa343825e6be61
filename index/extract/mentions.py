"""All that an article says of parties and places, from its passages.

What the tables know of parties, what the gazetteer knows of places and what has the shape of a
name are found in every passage, understood over the whole article, and made one list. A state's
name is both: the likelier it acts, the less it is a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.index.article import Mention, Passage, begun_within
from dragoman.index.extract.name_links import Found, link_names
from dragoman.index.extract.names import find_names
from dragoman.index.extract.overlaps import merged, widened
from dragoman.index.extract.parties import Parties, parties
from dragoman.index.extract.party_mentions import LEAST, party_mentions
from dragoman.index.extract.places import place_mentions
from dragoman.index.extract.view import View, view

DEMONYM = 0.25
"""How sure it is at most that an adjective such as "Syrian" means the place."""


def mentions(
    passages: Sequence[Passage], own: str = "", views: Sequence[View] = ()
) -> tuple[Mention, ...]:
    """Return the mentions of an article in order, from its passages.

    `own` is the text of a user's file of parties; `views` are those of the passages, where they
    were made already.
    """
    table = parties(own)
    views = views or [view(one.text, one.lang) for one in passages]
    places = _places(views, passages)
    told: list[Mention] = []
    shapes: list[Found] = []
    for seen, one in zip(views, passages, strict=True):
        here = begun_within(places, one.start, one.end)
        known = _parties(seen, one.start, table, here)
        shapes.append(_shapes(seen, one.start, known, here))
        told += known
    return tuple(merged([*_balanced(places, told), *told, *link_names(shapes, told, table)]))


def _places(views: Sequence[View], passages: Sequence[Passage]) -> list[Mention]:
    found = place_mentions(views, [one.start for one in passages])
    return [
        place
        for seen, one in zip(views, passages, strict=True)
        for place in widened(begun_within(found, one.start, one.end), seen, one.start)
    ]


def _parties(seen: View, offset: int, table: Parties, places: Sequence[Mention]) -> list[Mention]:
    towns = {(p.start - offset, p.end - offset) for p in places if p.entity.type != "country"}
    return party_mentions(seen, offset, table, towns)


def _shapes(seen: View, offset: int, known: Sequence[Mention], places: Sequence[Mention]) -> Found:
    """Return the names by shape of a passage; they know what the tables know of it."""
    states: list[tuple[int, int]] = []
    others = [(p.start - offset, p.end - offset) for p in places]
    for one in known:
        spans = states if one.entity.type == "state" else others
        spans.append((one.start - offset, one.end - offset))
    return Found(offset, seen, find_names(seen, states, others))


def _balanced(places: Sequence[Mention], told: Sequence[Mention]) -> list[Mention]:
    """Return the places, less sure where the same name is a state that acts, or an organisation."""
    known = {(m.start, m.end): m for m in told if m.entity.type != "person"}
    return [_beside(one, known.get((one.start, one.end))) for one in places]


def _beside(place: Mention, state: Mention | None) -> Mention:
    if place.by == "demonym" or (state is not None and state.by == "demonym"):
        return replace(place, confidence=min(place.confidence, DEMONYM), by="demonym")
    if state is None:
        return place
    left = 1.0 - state.confidence
    return replace(place, confidence=round(max(LEAST, place.confidence * left), 3))

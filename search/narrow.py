"""Filters by what passages speak of: names become ids, a circle becomes the places in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.index.folder import Opened
from dragoman.search.filters import Filters

if TYPE_CHECKING:
    from dragoman.search.resolve import Choice


def narrowed(
    opened: Opened,
    filters: Filters,
    parties: Sequence[str],
    places: Sequence[str],
    near: tuple[float, float, float] | None,
) -> tuple[Filters, tuple[Choice, ...]]:
    """Return the filters with the ids of parties and places, and what names were taken for.

    Raise `QueryError` for a name that nothing has and for a circle that is none.
    """
    if not (parties or places or filters.within or near is not None):
        return filters, ()
    from dragoman.search.resolve import Circle, chosen, within

    taken = [chosen("party", name, opened) for name in parties]
    there = [chosen("place", name, opened) for name in places]
    made = replace(
        filters,
        parties=tuple(choice.entity.id for choice in taken),
        places=tuple(choice.entity.id for choice in there),
        near=None if near is None else within(Circle(*near), opened),
        ranges=tuple(one.id for one in opened.ledger.all_entities("range"))
        if filters.within
        else (),
    )
    return made, (*taken, *there)

"""Places of the gazetteer as entities: by id, by name, and what they lie in."""

from __future__ import annotations

from functools import lru_cache

from dragoman.index.article import Entity
from dragoman.index.extract.gazetteer import gazetteer


def place_entity(name: str) -> Entity | None:
    """Return the place with this id, or None."""
    number = gazetteer().number_of(name)
    return None if number is None else gazetteer().place(number).entity


def places_named(text: str) -> list[Entity]:
    """Return the places that go by a name in any language and script, the greatest first."""
    return [place.entity for place in gazetteer().named(text)]


@lru_cache(maxsize=1 << 14)
def ancestors(name: str) -> tuple[Entity, ...]:
    """Return the districts, regions and country that a place lies in, the smallest first.

    Nothing for an id that is not in the table. Continents are left out: they would head every list.
    """
    table = gazetteer()
    number = table.number_of(name)
    above = () if number is None else table.place(number).parents
    return tuple(p.entity for p in map(table.place, above) if p.type != "continent")

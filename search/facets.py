"""How often an index, or an answer, speaks of each party or place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.index.article import Entity
from dragoman.index.folder import Opened
from dragoman.index.interval import Level, interval_of, level_of


@dataclass(frozen=True, slots=True)
class Facet:
    """A party or a place and the number of passages that speak of it."""

    entity: Entity
    passages: int

    def to_json(self) -> dict[str, Any]:
        """Return the facet as `docs/formats.md` describes it."""
        one = self.entity
        row = {"id": one.id, "name": one.name, "type": one.type, "country": one.country}
        return {**row, "lat": one.lat, "lon": one.lon, "passages": self.passages}


def facets(opened: Opened, kind: str, counted: Mapping[str, int]) -> list[Facet]:
    """Return what was counted by id, the most frequent first, equal ones by name."""
    known = opened.ledger.entities(kind, list(counted))
    found = [Facet(known[name], number) for name, number in counted.items() if name in known]
    return sorted(found, key=lambda one: (-one.passages, one.entity.name, one.entity.id))


def by_level(counted: Mapping[str, int], level: Level) -> list[tuple[str, int]]:
    """Return what was counted by tags of dates as days, months or years, in order."""
    nodes = ((tag[1:], number) for tag, number in counted.items() if tag.startswith("o"))
    found = [(node, number) for node, number in nodes if level_of(node) == level]
    return sorted(found, key=lambda one: interval_of(one[0]).start)


def geojson(found: Iterable[Facet]) -> dict[str, Any]:
    """Return places as a FeatureCollection (RFC 7946) of points; those without one are left out."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(one) for one in found if one.entity.lat is not None],
    }


def _feature(one: Facet) -> dict[str, Any]:
    row = one.to_json()
    name, lat, lon = row.pop("id"), row.pop("lat"), row.pop("lon")
    # RFC 7946 wants longitude first.
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": name, "geometry": point, "properties": row}

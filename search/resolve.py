"""What is meant by the name of a party or a place in a question: any alias, any script, or an id.

A name may be several things. The one that most passages of the index speak of is taken, and the
others are told, so that whoever asks can name one of them by its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from dragoman.index.article import Entity
from dragoman.index.engine import Ask, Tag
from dragoman.index.errors import QueryError
from dragoman.index.extract.gazetteer import gazetteer
from dragoman.index.extract.parties import parties
from dragoman.index.extract.place_names import place_entity, places_named
from dragoman.index.extract.points import km
from dragoman.index.extract.view import key_of
from dragoman.index.folder import Opened

Kind = Literal["party", "place"]

_LONGEST = 60
"""Letters of a name that an error repeats."""

_TELLING = 5
"""Letters of a word that tells a name by itself."""

_PLURAL = {"party": "parties", "place": "places"}


class Circle(NamedTuple):
    """All that lies within `km` kilometres of a point; degrees, WGS 84."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What was taken for a name, and what else it could have been, the likeliest first."""

    kind: Kind
    asked: str
    entity: Entity
    others: tuple[Entity, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the choice as `docs/formats.md` describes it."""
        return {
            "kind": self.kind,
            "asked": self.asked,
            **_brief(self.entity),
            "others": [_brief(other) for other in self.others],
        }


def _brief(entity: Entity) -> dict[str, str]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "country": entity.country,
    }


def chosen(kind: Kind, asked: str, opened: Opened) -> Choice:
    """Return what is taken for a name, or for an id. Raise `QueryError` where it is nothing known.

    Of several things the one with the most passages is taken, then the one named first by the
    tables (the more populous place).
    """
    known = list(_by_id(kind, asked.strip(), opened)) or list(_by_name(kind, asked, opened))
    if not known:
        raise QueryError(_unknown(kind, asked, opened))
    counted = {entity.id: _passages(kind, entity.id, opened) for entity in known}
    ranked = sorted(known, key=lambda entity: -counted[entity.id])
    return Choice(kind, asked, ranked[0], tuple(ranked[1:]))


def _passages(kind: Kind, name: str, opened: Opened) -> int:
    return opened.reader.find(Ask(Tag(kind, name), limit=0)).total


def _by_id(kind: Kind, asked: str, opened: Opened) -> Iterator[Entity]:
    if found := opened.ledger.entities(kind, [asked]):
        yield from found.values()
    elif ":" in asked:
        table = parties(opened.manifest.settings.parties)
        entity = place_entity(asked) if kind == "place" else table.entity(asked)
        if entity is not None:
            yield entity


def _by_name(kind: Kind, asked: str, opened: Opened) -> Iterator[Entity]:
    """Yield everything that has the name, once each."""
    table = parties(opened.manifest.settings.parties)
    named = places_named(asked) if kind == "place" else table.named(asked)
    seen: set[str] = set()
    for entity in (*named, *_written_so(kind, asked, opened)):
        if entity.id not in seen:
            seen.add(entity.id)
            yield entity


def _written_so(kind: Kind, asked: str, opened: Opened) -> Iterator[Entity]:
    """Yield what is in no table and has the name in an article, or one that sounds like it."""
    if kind == "party":
        from dragoman.index.extract.names import id_of

        yield from opened.ledger.entities(kind, [id_of(asked)]).values()
    yield from opened.ledger.entities_named(kind, key_of(asked))


def _unknown(kind: Kind, asked: str, opened: Opened) -> str:
    """Return the sentence for a name that nothing has."""
    near = nearest(asked, opened.ledger.all_entities(kind)) or _nearest_of_all(kind, asked, opened)
    hint = f" The nearest names are {_listed(near)}." if near else ""
    return (
        f"No {kind} is known by the name {_shown(asked)!r}.{hint}"
        f" `dragoman list {_PLURAL[kind]}` shows those of the index."
    )


def _shown(asked: str) -> str:
    return asked if len(asked) <= _LONGEST else f"{asked[:_LONGEST]}…"


def _nearest_of_all(kind: Kind, asked: str, opened: Opened) -> list[str]:
    """Return names of the tables: what is meant may be known and not in this index."""
    if kind == "place":
        return gazetteer().nearest_names(asked, 3)
    return nearest(asked, parties(opened.manifest.settings.parties).known())


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def nearest(asked: str, known: Iterable[Entity], most: int = 3) -> list[str]:
    """Return the names that are written most nearly as `asked` is, the nearest first.

    A long word of a name may be meant for it, as a family name is.
    """
    wanted = key_of(asked)
    by_key: dict[str, str] = {}
    for entity in known:
        whole = key_of(entity.name)
        for key in (whole, *(word for word in whole.split() if len(word) >= _TELLING)):
            if abs(len(key) - len(wanted)) <= max(2, len(wanted) // 3):
                by_key.setdefault(key, entity.name)
    near = get_close_matches(wanted, by_key, 2 * most, cutoff=0.6)
    return list(dict.fromkeys(by_key[key] for key in near))[:most]


def within(circle: Circle, opened: Opened) -> tuple[str, ...]:
    """Return the ids of the places of the index that lie in a circle. Raise `QueryError`."""
    if not (-90 <= circle.lat <= 90 and -180 <= circle.lon <= 180 and circle.km > 0):
        raise QueryError(
            f"{circle.lat:g},{circle.lon:g},{circle.km:g} is no circle: give a latitude from -90 "
            "to 90, a longitude from -180 to 180 and kilometres above 0, such as 35.93,36.63,50."
        )
    return tuple(
        entity.id
        for entity in opened.ledger.all_entities("place")
        if entity.type not in _WIDE
        and entity.lat is not None
        and entity.lon is not None
        and km(circle.lat, circle.lon, entity.lat, entity.lon) <= circle.km
    )


_WIDE = frozenset({"country", "continent", "region", "sea"})
"""Types whose one point says little of where they are."""

"""Places: countries, regions, towns and what a table of ours adds, by number, id and name.

Two files in `index/data/`, written by `scripts/compile_gazetteer.py`, both mapped into memory:
`gazetteer.marisa` holds the aliases (`dragoman.index.extract.lexicon`), `gazetteer.places` the
places, a column after the other; `gazetteer.about.txt` states sources and licences. Numbers are
positions in this table and change when it is compiled again; ids do not.
"""

from __future__ import annotations

import json
import math
import mmap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.index.article import Entity
from dragoman.index.extract.lexicon import Lexicon
from dragoman.index.extract.points import EARTH, Cell, cells, km
from dragoman.index.extract.view import key_of

if TYPE_CHECKING:
    import numpy as np

FILES = ("gazetteer.marisa", "gazetteer.places")

DEMONYM = 4
"""Flag of an alias: an adjective or a people's name, that says the place but is not its name."""

STRONG = 8
"""Flag: a name that a source gives for a language, or the canonical one."""

COMMON = 16
"""Flag: also a common word, or the name of a month."""

ABBREVIATION = 32
"""Flag: an abbreviation; one that is not in capitals needs its stop."""

ASIDE = 64
"""Flag: the name without the generic word that the source has in it ("Laurel" for a county)."""

CANONICAL = 128
"""Flag: the name that the table gives the place."""

LARGE = 256
"""Flag: a place that texts in any language name: a region, a town over 100,000 people, one that a
table of ours names."""

CAPITAL = 512
"""Flag: the name of a country's capital."""

ACCENTED = 1024
"""Flag: the name has accents; where the text has them too, it is no name without."""

TYPES = (
    "country", "region", "district", "town", "quarter", "camp", "river", "sea", "lake", "mountain",
    "island", "area", "continent", "site",
)  # fmt: skip

OWN = 1 << 31
"""Ids in the table from here on stand for places without a GeoNames id."""

_LEVELS = 3
"""The last of a place's parents is a continent, the one before a country, then a region."""

BLOCK = 128
"""So many names are packed together."""

COLUMNS = (
    ("id", "<u4"), ("parent", "<u4"), ("lat", "<i2"), ("lon", "<i2"), ("people", "<u2"),
    ("type", "u1"), ("country", "u1"),
)  # fmt: skip

LAT, LON = 360, 180
"""Units of `lat` and `lon` in a degree: steps of at most 620 m."""

NOWHERE = -32768
"""`lat` and `lon` of a place without a point."""


Bucket = Cell | int | str
"""What near places have in common: a country's code, a region's number, a cell of a grid."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place of the table.

    `parents` are the numbers of what contains it, the smallest first. `population` is to within
    one per cent, 0 where it is not known. `buckets` are its country, its first-level region and
    the cells of about a degree that it lies in, of two grids that are half a cell apart.
    """

    number: int
    id: str
    type: str
    country: str
    parents: tuple[int, ...]
    lat: float | None
    lon: float | None
    population: int
    buckets: tuple[Bucket | None, ...]
    table: Gazetteer = field(repr=False)

    @property
    def name(self) -> str:
        """The canonical name, in English where there is one."""
        return self.table.name(self.number)

    @property
    def entity(self) -> Entity:
        """The place as mentions hold it."""
        return self.table.entity(self.number)


class Gazetteer:
    """The table of places and the lexicon of their names."""

    def __init__(self, lexicon: Lexicon, packed: bytes | mmap.mmap) -> None:
        self.lexicon = lexicon
        size = int.from_bytes(packed[:4], "little")
        head = json.loads(packed[4 : 4 + size])
        self._data = packed
        self._count: int = head["count"]
        self._countries: list[str] = head["countries"]
        self._slugs: list[str] = head["slugs"]
        self.ours: frozenset[int] = frozenset(head["ours"])
        self._sizes: list[int] = head["columns"]
        self._blocks: list[int] = head["blocks"]
        self._offset = 4 + size
        self.place = lru_cache(maxsize=1 << 13)(self._read)
        self.entity = lru_cache(maxsize=1 << 12)(self._entity)
        self._names = lru_cache(maxsize=128)(self._block)

    @classmethod
    def open(cls, folder: Path) -> Gazetteer:
        """Map the files of a folder; raises `OSError` or `RuntimeError` where they cannot be."""
        lexicon = Lexicon.open(folder / FILES[0])
        with (folder / FILES[1]).open("rb") as file:
            return cls(lexicon, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    @cached_property
    def columns(self) -> dict[str, np.ndarray[Any, Any]]:
        """The columns, each as long as the table; read when they are first asked for."""
        import numpy as np

        found, at = {}, self._offset
        for (name, kind), size in zip(COLUMNS, self._sizes, strict=True):
            found[name] = np.frombuffer(zlib.decompress(self._data[at : at + size]), kind)
            at += size
        found["id"] = found["id"].cumsum(dtype="<u4")
        return found

    def __len__(self) -> int:
        return self._count

    def name(self, number: int) -> str:
        """Return the canonical name of a place."""
        return self._names(number // BLOCK)[number % BLOCK]

    def _entity(self, number: int) -> Entity:
        """Return a place as mentions hold it."""
        one = self.place(number)
        return Entity(one.id, one.name, one.type, one.country, one.lat, one.lon)

    def number_of(self, identity: str) -> int | None:
        """Return the number of a place by its id, or None."""
        scheme, _, rest = identity.partition(":")
        if scheme == "gn" and rest.isdecimal() and len(rest) < 11:
            return self._number(int(rest))
        if scheme == "place" and rest in self._slugs:
            return self._number(OWN + self._slugs.index(rest))
        return None

    def _number(self, key: int) -> int | None:
        if key >= 1 << 32:
            return None
        ids = self.columns["id"]
        at = int(ids.searchsorted(ids.dtype.type(key)))
        return at if at < self._count and int(ids[at]) == key else None

    def ancestors(self, identity: str) -> tuple[str, ...]:
        """Return the ids of what contains a place: district, region, country, continent."""
        number = self.number_of(identity)
        if number is None:
            return ()
        return tuple(self.place(parent).id for parent in self.place(number).parents)

    def named(self, text: str, lang: str = "und") -> list[Place]:
        """Return the places that go by a name in any language, the greatest first."""
        entries = self.lexicon.lookup(text, lang)
        found = [self.place(number) for number, _ in entries]
        order = {"continent": 0, "country": 1, "region": 2}
        return sorted(found, key=lambda p: (order.get(p.type, 3), -p.population, p.number))

    def nearest_names(self, text: str, most: int = 5) -> list[str]:
        """Return names of the table like one that is not in it, the likest first.

        Looked for among those that begin with the same letters.
        """
        from difflib import SequenceMatcher

        key = key_of(text)[:60]
        found: dict[str, float] = {}
        for size in (max(3, len(key) - 2), 3, 2):
            for one in self.lexicon.keys_from(key[:size], 3000):
                found[one] = SequenceMatcher(None, key, one).ratio()
            if any(ratio > 0.8 for ratio in found.values()):
                break
        best = sorted(found, key=lambda one: (-found[one], one))[: 3 * most]
        numbers = [self.lexicon.lookup(one) for one in best]
        names = [self.place(entries[0][0]).name for entries in numbers if entries]
        return list(dict.fromkeys(names))[:most]

    def near(self, lat: float, lon: float, km: float) -> list[str]:
        """Return the ids of the places within so many km of a point, the nearest first."""
        import numpy as np

        columns = self.columns
        lats = np.radians(columns["lat"] / LAT)
        lons = np.radians(columns["lon"] / LON)
        here, there = math.radians(lat), math.radians(lon)
        a = np.sin((lats - here) / 2) ** 2
        a += np.cos(lats) * math.cos(here) * np.sin((lons - there) / 2) ** 2
        away = 2 * EARTH * np.arcsin(np.sqrt(np.clip(a, 0, 1)))
        away[columns["lat"] == NOWHERE] = np.inf
        within = np.flatnonzero(away <= km)
        return [self.place(int(i)).id for i in within[np.argsort(away[within], kind="stable")]]

    def _read(self, number: int) -> Place:
        """Return a place by its number; raises `IndexError`."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        ids, _, lats, lons, people, types, countries = self._cells
        kind, country = TYPES[types[number]], self._countries[countries[number]]
        lat = lon = None
        if lats[number] != NOWHERE:
            lat, lon = round(lats[number] / LAT, 3), round(lons[number] / LON, 3)
        parents = self._parents(number)
        large = kind in ("country", "continent")
        above = None if large or len(parents) < _LEVELS else parents[-_LEVELS]
        within = (None, None) if large or lat is None or lon is None else cells(lat, lon)
        return Place(
            number,
            self._identity(ids[number]),
            kind,
            country,
            parents,
            lat,
            lon,
            people[number] ** 2,
            (country or None, number if kind == "region" else above, *within),
            self,
        )

    @cached_property
    def _cells(self) -> tuple[Sequence[int], ...]:
        """The columns in the order of `COLUMNS`, for reading one number at a time."""
        return tuple(self.columns[name].data for name, _ in COLUMNS)

    def _identity(self, key: int) -> str:
        return f"place:{self._slugs[key - OWN]}" if key >= OWN else f"gn:{key}"

    def _parents(self, number: int) -> tuple[int, ...]:
        parents = self._cells[1]
        found: list[int] = []
        above = parents[number]
        while above != number and above not in found and above < self._count:
            found.append(above)
            number, above = above, parents[above]
        return tuple(found)

    def _block(self, block: int) -> Sequence[str]:
        """Return the names of a block of places."""
        start = self._offset + sum(self._sizes)
        first, last = self._blocks[block], self._blocks[block + 1]
        return zlib.decompress(self._data[start + first : start + last]).decode().split("\n")


@cache
def gazetteer() -> Gazetteer:
    """Return the table that comes with the installation."""
    with as_file(files("dragoman.index.data").joinpath(FILES[0])) as path:
        return Gazetteer.open(path.parent)


def distance(one: Place, other: Place) -> float:
    """Return how far two places are apart in km, infinity where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return km(one.lat, one.lon, other.lat, other.lon)

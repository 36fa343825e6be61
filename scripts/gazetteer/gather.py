"""All places from all sources, with their names, in one list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from gazetteer import sources
from gazetteer.sources import OWN, Raw

TABLES = Path(__file__).parent

ANYWHERE, AFTER_CONFLICT, WHERE_NEWS_IS_LOCAL = 5000, 1000, 1000

LOCAL = ("US", "CA", "GB", "IE")
"""Countries whose towns count as those of countries with a conflict do: much of the English
press writes of small ones."""


def gather(data: Path) -> list[Raw]:
    """Return every place, by id; those of our own without a GeoNames id last."""
    by_continent = sources.continents()
    by_code = sources.countries(by_continent)
    by_region, rows = sources.regions(by_code)
    towns = list(sources.towns(by_code, by_region, rows, _least()))
    places = {place.id: place for place in [*by_continent.values(), *by_code.values()]}
    for place in [*by_region.values(), *towns]:
        places.setdefault(place.id, place)
    _capitals(by_code, towns)
    _name_by_code(by_code, by_region)
    _name_by_id(places)
    _like_towns(places)
    _points(places, rows)
    _add_more(places)
    _merge_own(places, data / "places_own.jsonl")
    _demonyms(places, data)
    return sorted(places.values(), key=lambda place: place.id)


def lines(table: str) -> Iterator[list[str]]:
    """Yield the rows of one of the tables beside this file."""
    for line in (TABLES / table).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _least() -> dict[str, int]:
    """Return how many people a town must have, by country."""
    least = {code: AFTER_CONFLICT for code, _ in lines("conflict_countries.tsv")}
    return {"": ANYWHERE} | dict.fromkeys(LOCAL, WHERE_NEWS_IS_LOCAL) | least


def _capitals(by_code: dict[str, Raw], towns: list[Raw]) -> None:
    """Mark the towns that are capitals: of those called so in the country, the largest."""
    named: dict[tuple[str, str], Raw] = {}
    for town in sorted(towns, key=lambda one: one.population):
        for name in [*(name for _, name in town.names), town.name]:
            named[town.country, name] = town
    for code, country in by_code.items():
        capital = named.get((code, country.capital))
        country.capital = ""
        if capital is not None:
            capital.capital = capital.name


def _like_towns(places: dict[int, Raw]) -> None:
    """Call regions of countries with conflicts what a town of the same name in them is called."""
    afflicted = {code for code, _ in lines("conflict_countries.tsv")}
    for town in list(places.values()):
        region = places.get(town.parent)
        while region is not None and region.type == "district":
            region = places.get(region.parent)
        if region is None or town.type != "town" or town.country not in afflicted:
            continue
        if region.type == "region" and region.name == town.name:
            known = {name for _, name in region.names}
            region.names += [("", n) for lang, n in town.names if lang and n not in known]


def _name_by_code(by_code: dict[str, Raw], by_region: dict[int, Raw]) -> None:
    """Add what CLDR and ISO call countries and regions; English names become canonical."""
    for lang, code, name in sources.territories():
        if code in by_code:
            by_code[code].names.append((lang, name))
    for code, name in sources.country_names():
        if code in by_code:
            by_code[code].names.append(("mul", name))
    regions = {place.code: place for place in by_region.values() if place.code}
    for lang, code, name in sources.subdivisions():
        place = regions.get(code)
        if place is not None and name.upper() != code.replace("-", ""):
            place.names.append((lang, name))
            if lang == "en":
                place.names.append(("", place.name))
                place.name = name


def _name_by_id(places: dict[int, Raw]) -> None:
    """Add the names that are tagged with a language."""
    for lang, named in sources.catalogues():
        for number, name in named.items():
            place = places.get(number)
            if place is None or not name:
                continue
            place.names.append((lang, name))
            if lang == "en" and place.type == "town":
                place.names.append(("", place.name))
                place.name = name


def _points(places: dict[int, Raw], rows: list[int]) -> None:
    """Give regions the mean of their towns' points, countries that of their regions'."""
    of_region = sources.region_points(rows)
    by_code = {place.code: place for place in places.values() if place.type == "country"}
    alone: dict[int, list[tuple[float, float]]] = {}
    for place in places.values():
        points = of_region.get(place.id)
        if points and place.lat is None:
            place.lat, place.lon = fmean(p[0] for p in points), fmean(p[1] for p in points)
            above = places.get(place.parent)
            if above is not None and above.type == "country":
                of_region.setdefault(above.id, []).append((place.lat, place.lon))
    for place in list(places.values()):
        if place.lat is not None and place.lon is not None and place.country in by_code:
            alone.setdefault(by_code[place.country].id, []).append((place.lat, place.lon))
    for place in places.values():
        above = places.get(place.parent)
        points = of_region.get(place.id) or alone.get(place.id)
        if place.lat is None and place.type == "country" and points:
            place.lat, place.lon = fmean(p[0] for p in points), fmean(p[1] for p in points)
        elif place.lat is None and above is not None and place.type == "district":
            place.lat, place.lon = above.lat, above.lon


def _merge_own(places: dict[int, Raw], path: Path) -> None:
    """Add the table of ours: aliases to what is there, and what is missing."""
    if not path.exists():
        return
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:] if line]
    numbers = {row["id"]: _number(row) for row in rows}
    for at, row in enumerate(sorted(r["id"] for r in rows if not numbers[r["id"]])):
        numbers[row] = OWN + at
    by_name = {place.name: place.id for place in places.values() if place.type != "town"}
    for row in rows:
        number = numbers[row["id"]]
        assert number is not None
        if number not in places:
            places[number] = _own(row, number, numbers, by_name, places)
        place = places[number]
        place.ours = True
        if place.type != "country" and place.name != row["name"]:
            place.names.append(("", place.name))
            place.name = row["name"]
        _add_names(place, row)


def _add_more(places: dict[int, Raw]) -> None:
    """Add the places of GeoNames that a table beside this file has."""
    for number, name, kind, country, parent, lat, lon, names in lines("more_places.tsv"):
        place = Raw(int(number), name, kind, country.strip("-"), int(parent.strip("-") or 0))
        place.lat, place.lon = float(lat), float(lon)
        place.sure = [("", spelt) for spelt in names.split(";")]
        places.setdefault(place.id, place)


def _number(row: dict[str, Any]) -> int | None:
    for identity in (row.get("same_as") or "", row["id"]):
        if identity.startswith("gn:"):
            return int(identity[3:])
    return None


def _own(
    row: dict[str, Any],
    number: int,
    numbers: dict[str, int | None],
    by_name: dict[str, int],
    places: dict[int, Raw],
) -> Raw:
    place = Raw(number, row["name"], row["type"], row.get("country") or "")
    place.lat, place.lon = row.get("lat"), row.get("lon")
    place.slug = row["id"].removeprefix("place:") if number >= OWN else ""
    above = row.get("parent") or ""
    parent = numbers.get(above) or by_name.get(above)
    if parent is None and above.startswith("gn:") and int(above[3:]) in places:
        parent = int(above[3:])
    if parent is None and place.country:
        parent = next(p.id for p in places.values() if p.code == place.country)
    place.parent = parent or 0
    return place


def _add_names(place: Raw, row: dict[str, Any]) -> None:
    for lang, names in row.get("aliases", {}).items():
        place.sure += [(lang, name) for name in names]
    for lang, names in row.get("demonyms", {}).items():
        place.demonyms += [(lang, name) for name in names]


def _demonyms(places: dict[int, Raw], data: Path) -> None:
    """Add adjectives and peoples' names from our table and from that of states."""
    by_code = {p.code: p for p in places.values() if p.code}
    greater = [p for p in places.values() if p.type in ("continent", "area")]
    by_name = {place.name: place for place in greater}
    for code, words in lines("demonyms.tsv"):
        place = by_name.get(code[1:]) if code.startswith("=") else by_code.get(code)
        if place is not None:
            place.demonyms += [("en", word) for word in words.split(",")]
    path = data / "parties_states.jsonl"
    if path.exists():
        for line in path.read_text("utf-8").splitlines()[1:]:
            row = json.loads(line)
            state = by_code.get(row["id"].removeprefix("state:"))
            if state is not None:
                _add_names(state, row)

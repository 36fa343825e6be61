"""The compiled files: aliases in a trie, places in columns, and a text about both."""

from __future__ import annotations

import json
import math
import zlib
from array import array
from pathlib import Path

from compiled import put

from dragoman.index.extract.alias_records import compile_keys
from dragoman.index.extract.gazetteer import BLOCK, COLUMNS, FILES, LAT, LON, NOWHERE, TYPES
from gazetteer.aliases import abbreviations, records
from gazetteer.gather import TABLES
from gazetteer.sources import OWN, Raw

_MOST_PEOPLE = 65535**2


def write(places: list[Raw], folder: Path) -> dict[str, int]:
    """Write the files; return their sizes in bytes."""
    files = dict(zip(FILES, (aliases(places), table(places)), strict=True))
    files["gazetteer.about.txt"] = (TABLES / "about.txt").read_bytes()
    for name, content in files.items():
        put(folder / name, content)
    return {name: len(content) for name, content in files.items()}


def aliases(places: list[Raw]) -> bytes:
    """Return the trie of all names; the number of a place is its position."""
    found: dict[tuple[str, int], int] = {}
    for number, place in enumerate(places):
        for key, _, flags in records(place, number):
            found[key, number] = found.get((key, number), 0) | flags
    by_code = {place.code: number for number, place in enumerate(places) if place.code}
    by_id = {f"gn:{place.id}": number for number, place in enumerate(places)}
    text = (TABLES / "abbreviations.tsv").read_text("utf-8")
    for code, spelt in abbreviations(text.splitlines()):
        known = by_code.get(code, by_id.get(code))
        for key, flags in _keys(spelt) if known is not None else ():
            found[key, known] = flags  # type: ignore[index]
    return compile_keys((key, number, flags) for (key, number), flags in found.items())


def _keys(spelt: list[tuple[str, int]]) -> list[tuple[str, int]]:
    from dragoman.index.extract.view import key_of

    return [(key_of(name), flags) for name, flags in spelt]


def table(places: list[Raw]) -> bytes:
    """Return a head of JSON, the columns, and the names in blocks; the last two compressed.

    Ids are in order, and kept as the steps from one to the next.
    """
    countries = sorted({place.country for place in places})
    names = [place.name.replace("\n", " ") for place in places]
    blocks = [
        zlib.compress("\n".join(names[at : at + BLOCK]).encode(), 9)
        for at in range(0, len(names), BLOCK)
    ]
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block))
    slugs = [place.slug for place in places if place.id >= OWN]
    columns = _columns(places, countries)
    body = [zlib.compress(columns[name], 9) for name, _ in COLUMNS]
    head = json.dumps(
        {
            "count": len(places),
            "countries": countries,
            "slugs": slugs,
            "ours": [at for at, place in enumerate(places) if place.ours],
            "columns": [len(column) for column in body],
            "blocks": starts,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    return b"".join((len(head).to_bytes(4, "little"), head, *body, *blocks))


def _columns(places: list[Raw], countries: list[str]) -> dict[str, bytes]:
    numbers = {place.id: number for number, place in enumerate(places)}
    code = {country: at for at, country in enumerate(countries)}
    nowhere = [place.lat is None or place.lon is None for place in places]
    ids = [place.id for place in places]
    values: dict[str, list[int]] = {
        "id": [one - before for before, one in zip([0, *ids], ids, strict=False)],
        "parent": [numbers.get(place.parent, at) for at, place in enumerate(places)],
        "lat": [_scaled(p.lat, LAT, lost) for p, lost in zip(places, nowhere, strict=True)],
        "lon": [_scaled(p.lon, LON, lost) for p, lost in zip(places, nowhere, strict=True)],
        "people": [round(math.sqrt(min(p.population, _MOST_PEOPLE))) for p in places],
        "type": [TYPES.index(place.type) for place in places],
        "country": [code[place.country] for place in places],
    }
    kinds = {"u1": "B", "<u2": "H", "<i2": "h", "<u4": "I"}
    return {name: array(kinds[kind], values[name]).tobytes() for name, kind in COLUMNS}


def _scaled(degrees: float | None, scale: int, lost: bool) -> int:
    return NOWHERE if lost or degrees is None else round(degrees * scale)

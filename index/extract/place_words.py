"""Words that stand beside names of places, by language: `data/place_words.tsv`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.index.extract.view import key_of

_HEADS = ("street", "river", "lake", "sea", "mountain", "island", "area", "site")
_TYPES = {"street": "site"}


class PlaceWords(NamedTuple):
    """Keys of words, by what they say of a name that they stand beside.

    `heads` and `before` give the type of a place that the word makes of a name in front of it or
    behind it; the others are described in the table. `triggers` are all words that make a shape;
    `regions` and `towns` are beginnings of words.
    """

    heads: dict[str, str]
    before: dict[str, str]
    inside: frozenset[str]
    of: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    given: frozenset[str]
    organisations: frozenset[str]
    directions: frozenset[str]
    starts: frozenset[str]
    before_of: frozenset[str]
    endings: frozenset[str]
    roads: frozenset[str]
    triggers: frozenset[str]
    regions: tuple[str, ...]
    towns: tuple[str, ...]


@cache
def place_words(lang: str) -> PlaceWords:
    """Return the words of a language; sets are empty where the table has none."""
    kinds = _table().get(lang, {})
    heads = {key: _TYPES.get(kind, kind) for kind in _HEADS for key in kinds.get(kind, ())}
    before = {key: kind for kind in _HEADS for key in kinds.get(f"before_{kind}", ())}
    none: frozenset[str] = frozenset()
    return PlaceWords(
        heads=heads,
        before=before,
        inside=kinds.get("in", none),
        of=kinds.get("of", none),
        titles=kinds.get("title", none),
        speech=kinds.get("speech", none),
        given=kinds.get("given", none),
        organisations=kinds.get("org", none),
        directions=kinds.get("direction", none),
        starts=kinds.get("start", none),
        before_of=kinds.get("before_of", none),
        endings=kinds.get("ending", none),
        roads=kinds.get("road", none),
        triggers=kinds.get("road", none).union(heads, before, kinds.get("direction", none)),
        regions=tuple(sorted(kinds.get("region", none))),
        towns=tuple(sorted(kinds.get("town", none))),
    )


@cache
def _table() -> dict[str, dict[str, frozenset[str]]]:
    """Read the table: language -> kind -> keys; what is common serves the compiler alone."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    text = files("dragoman.index.data").joinpath("place_words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith(("#", "common\t")):
            kind, lang, words = line.split("\t")
            found[lang][kind] = frozenset(key_of(word) for word in words.split())
    return dict(found)

"""How likely a name is a place: evidence added up as log odds.

The weights were fitted by logistic regression (L2) on the odd articles of two English sets of
news, rounded to a tenth; `scripts/evaluation/places.py` prints the other half beside. Those that
only other languages meet are set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from dragoman.index.extract.gazetteer import (
    ABBREVIATION,
    ASIDE,
    COMMON,
    DEMONYM,
    LARGE,
    STRONG,
    TYPES,
    Place,
)
from dragoman.index.extract.lexicon import Entries
from dragoman.index.extract.place_found import Found, Group

WEIGHTS: Mapping[str, float] = {
    "abbreviation": 1.7, "aside": -0.7, "bias": -1.7, "comma_after": 0.2, "comma_before": 0.4,
    "common": -2.0, "dateline": 1.4, "demonym": 0.7, "ever_comma_after": 0.5,
    "ever_given_before": -3.2, "ever_in": 1.2, "ever_initial_before": 0.1,
    "ever_name_before": -0.5, "ever_title": -0.4, "given_before": -3.0,
    "hyphen_after": -0.4, "in": 1.3, "inexact": -0.6, "initial_before": -0.2, "is_area": 0.2,
    "is_country": 0.6, "is_district": 0.1, "is_region": 0.1, "is_river": -0.7, "is_sea": 0.8,
    "is_town": -1.7, "name_after": -1.4, "name_before": -1.6, "of": 0.5, "opening_before": -0.9,
    "org_after": -0.8, "parted": -0.3, "people": 0.5, "place_after": -2.2, "place_before": -2.0,
    "possessive": -0.3, "score": 2.9, "several": 1.0, "shape": 1.8, "shape_area": 0.4,
    "shape_island": 0.2, "shape_lake": 0.5, "shape_mountain": 0.3, "shape_part": -0.7,
    "shape_river": 0.7, "shape_sea": -0.1, "shape_site": 0.5, "small": -1.2, "speech": -1.3,
    "start": -0.1, "strong": 0.5, "the": 0.6, "title": -1.3,
    # By hand: what English does not have, or the two sets have too few of.
    "common_large": 0.8, "given_after": -5.5, "foreign": 0.8, "inflected": -0.4, "is_site": -0.8,
    "ours": 1.2, "uncased": -1.2,
}  # fmt: skip

REMEMBERED = {
    cue: f"ever_{cue}"
    for cue in ("in", "title", "given_before", "initial_before", "name_before", "comma_after")
}
"""Cues that count for a name wherever in the article they stood."""

FLAGS = (
    ("common", COMMON), ("aside", ASIDE), ("strong", STRONG), ("demonym", DEMONYM),
    ("abbreviation", ABBREVIATION),
)  # fmt: skip

LEAST_PEOPLE = 300


def likelihood(
    one: Found,
    group: Group,
    ever: Mapping[str, int],
    small: bool,
    ours: Collection[int] = frozenset(),
) -> float:
    """Return how likely a mention is one of a place, 0 to 1.

    `ever` counts the cues of all mentions of the name; `small` says that the article has it in
    lower case as well; `ours` are the numbers of places that news of conflicts is known to name.
    """
    odds = WEIGHTS["bias"] + (WEIGHTS["small"] if small else 0.0)
    for cue in one.cues:
        odds += WEIGHTS.get(cue, 0.0)
    for cue, count in ever.items():
        if cue in REMEMBERED and count > (cue in one.cues):
            odds += WEIGHTS.get(REMEMBERED[cue], 0.0)
    if one.lang != "en":
        odds += WEIGHTS["foreign"]
    if one.span.type:
        odds += WEIGHTS["shape"] + WEIGHTS.get(f"shape_{one.span.type}", 0.0)
    else:
        odds += _of_name(one, group)
        if group.senses[0][0].number in ours:
            odds += WEIGHTS["ours"]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _of_name(one: Found, group: Group) -> float:
    """Return what the name itself says, by the place that it means if it means one."""
    span = one.span
    place, score = group.senses[0]
    odds = WEIGHTS["score"] * score / 10 + WEIGHTS.get(_KINDS[place.type], 0.0)
    if place.type == "town":
        odds += WEIGHTS["people"] * (math.log10(max(place.population, LEAST_PEOPLE)) - 3)
    if span.last - span.first > 1:
        odds += WEIGHTS["several"]
    if not span.exact:
        odds += WEIGHTS["inexact" if one.lang == "en" else "inflected"]
    flags = flags_of(span.entries, place.number)
    if not flags & LARGE and not one.key.isascii() and one.key.upper() == one.key:
        odds += WEIGHTS["uncased"]
    if flags:
        odds += sum([WEIGHTS[name] for name, flag in FLAGS if flags & flag])
        if flags & COMMON and flags & LARGE:
            odds += WEIGHTS["common_large"]
    return odds


_KINDS = {kind: f"is_{kind}" for kind in TYPES}


def flags_of(entries: Entries, number: int) -> int:
    """Return the flags of one entry."""
    return next((flags for one, flags in entries if one == number), 0)


def shares(senses: Sequence[tuple[Place, float]]) -> list[float]:
    """Return how likely each of some senses is, the best first; together 1."""
    if not senses:
        return []
    powers = [math.exp(max(-30.0, score - senses[0][1])) for _, score in senses]
    whole = sum(powers)
    return [power / whole for power in powers]

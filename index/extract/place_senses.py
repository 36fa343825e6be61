"""Which place a name means, by the whole article: one sense for all its mentions.

A candidate's score is the sum of what is known of it (a country before a region before a town,
the larger before the smaller) and of what the article says: the place that follows after a
comma ("Paris, Texas"), the countries and regions that the article names, the places near it.
The weights were set on the odd articles of two English sets; `scripts/evaluation/places.py`
prints the other half beside.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from dragoman.index.extract.gazetteer import (
    ABBREVIATION,
    ASIDE,
    CANONICAL,
    CAPITAL,
    COMMON,
    DEMONYM,
    STRONG,
    Bucket,
    Gazetteer,
    Place,
)
from dragoman.index.extract.lexicon import Entries
from dragoman.index.extract.place_found import Group

Senses = list[tuple[Place, float]]
"""Places with their scores, the best first."""

PRIOR: Mapping[str, float] = {
    "continent": 9.0, "country": 8.5, "region": 5.2, "district": 1.5, "area": 6.0, "sea": 6.0,
    "river": 5.0, "lake": 5.0, "island": 5.0, "mountain": 5.0, "camp": 4.0, "quarter": 4.0,
    "site": 5.0, "town": 0.0,
}  # fmt: skip
"""How likely a name means a place of the type; towns score by the logarithm of their people."""

PER_DECADE = 1.3
"""For ten times as many people."""

CONTAINED = 9.0
"""For what lies in the place that stands behind the name and a comma."""

SAID = 4.0
"""For a region or a town that a generic word beside the name says it is."""

NAMESAKE = -2.0
"""For a region that is called like a large town in it: mostly the town is meant."""

OF_CAPITAL = 1.5
"""For a country's capital."""

CANONICAL_NAME = 2.0
"""For a place that is called so, beside one that is called so too."""

IN_COUNTRY, IN_REGION, IN_CELL = 2.5, 3.0, 3.0
"""For the share of the article's other names that may mean something in the same country, in the
same first-level region, and within about a degree; of a share the square root."""

WARMTH = 2.0
"""Divides scores that are made shares of a sense: how far from sure the first guesses are."""

MOST_SUPPORT = IN_COUNTRY + IN_REGION + IN_CELL

MOST_WEIGHED = 24
"""So many of a name's places are weighed against each other."""


def settle(groups: Sequence[Group], table: Gazetteer) -> None:
    """Decide the senses of all names of an article."""
    several = []
    for group in groups:
        if group.entries:
            senses, own = _alone(group.entries, table)
            if group.within or group.said:
                senses = _best(_as_said(group.said, _with_container(group, senses)))
                own = _shares(senses)
            group.senses = senses
            several.append((group, senses, own))
    if len(several) > 1 and any(len(senses) > 1 for _, senses, _ in several):
        _weigh(several)


Alone = tuple[Group, Senses, Mapping[Bucket, float]]
"""A name with the senses that it has, and the shares of each bucket, without its article."""


@lru_cache(maxsize=1 << 12)
def _alone(entries: Entries, table: Gazetteer) -> tuple[Senses, Mapping[Bucket, float]]:
    """Return the senses of a name that an article could choose, and how they share it."""
    scored = [(table.place(number), flags) for number, flags in entries]
    towns = [p for p, _ in scored if p.type == "town" and p.population >= NAMESAKE_PEOPLE]
    senses = _best(
        [
            (place, prior(place, flags) + (NAMESAKE if _is_namesake(place, towns) else 0.0))
            for place, flags in scored
        ]
    )
    least = senses[0][1] - MOST_SUPPORT - CONTAINED
    senses = [one for one in senses[:MOST_WEIGHED] if one[1] > least]
    return senses, _shares(senses)


def _is_namesake(place: Place, towns: Sequence[Place]) -> bool:
    """Whether a region has one of the towns in it, as far as its parents or points tell."""
    if place.type not in ("region", "district"):
        return False
    return any(place.number in town.parents or _is_near(place, town) for town in towns)


def _is_near(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    far = abs(one.lat - other.lat) > NEAR_DEGREES or abs(one.lon - other.lon) > NEAR_DEGREES
    return one.country == other.country and not far


NAMESAKE_PEOPLE, NEAR_DEGREES = 1000, 0.5


def prior(place: Place, flags: int) -> float:
    """Return how likely a name means a place, whatever the text says."""
    score = PRIOR[place.type]
    if place.type == "town":
        score = PER_DECADE * (math.log10(max(place.population, 300)) - 2.5)
        score += 1.0 if place.population > 1_000_000 else 0.0
    if flags & ABBREVIATION or flags & DEMONYM:
        score += 1.0
    score += 1.0 if flags & STRONG else 0.0
    score += OF_CAPITAL if flags & CAPITAL else 0.0
    score += CANONICAL_NAME if flags & CANONICAL else 0.0
    score -= 1.5 if flags & ASIDE else 0.0
    return score - (1.0 if flags & COMMON else 0.0)


def _best(scored: Senses) -> Senses:
    """Return the best first; of two that are alike, the one that comes first in the table."""
    return sorted(scored, key=_by_score, reverse=True)


_by_score = itemgetter(1)


def _with_container(group: Group, scored: Senses) -> Senses:
    """Add to what lies in one of the places behind the comma."""
    above = {number for entries in group.within for number, _ in entries}
    if not above:
        return scored
    return [
        (place, score + (CONTAINED if above.intersection(place.parents) else 0.0))
        for place, score in scored
    ]


def _as_said(said: Sequence[str], scored: Senses) -> Senses:
    """Add to regions or towns, whichever generic words beside the name call it more often."""
    if not said:
        return scored
    wanted = "region" if 2 * said.count("region") >= len(said) else "town"
    return [
        (place, score + (SAID if _KINDS.get(place.type) == wanted else 0.0))
        for place, score in scored
    ]


_KINDS = {"region": "region", "district": "region", "town": "town"}


def _weigh(names: Sequence[Alone]) -> None:
    """Score all senses by what the other names may mean, taken alone.

    A second round, by what they have come to mean, chose no better on the odd articles.
    """
    total: dict[Bucket, float] = defaultdict(float)
    for _, _, own in names:
        for bucket, share in own.items():
            total[bucket] += share
    for group, senses, own in names:
        if len(senses) > 1:
            group.senses = _best(_supported(senses, total, own, len(names) - 1))


def _shares(senses: Senses) -> dict[Bucket, float]:
    """Return how likely a name means something in each bucket, alone."""
    best = senses[0][1]
    powers = [math.exp(max(-_FAR, (score - best) / WARMTH)) for _, score in senses]
    whole = sum(powers)
    found: dict[Bucket, float] = defaultdict(float)
    for (place, _), power in zip(senses, powers, strict=True):
        for bucket in place.buckets:
            if bucket is not None:
                found[bucket] += power / whole
    return found


_FAR = 20.0


def _supported(
    senses: Senses, total: Mapping[Bucket, float], own: Mapping[Bucket, float], others: int
) -> Senses:
    """Add to each sense what the other names of the article say for it.

    None that is too far behind what is best alone can come to be the best.
    """
    found = []
    least = senses[0][1] - MOST_SUPPORT
    for place, score in senses:
        if score < least:
            break
        country, region, cell, other = [
            0.0 if one is None else abs(total[one] - own[one]) / others for one in place.buckets
        ]
        score += IN_COUNTRY * math.sqrt(country) + IN_REGION * math.sqrt(region)
        found.append((place, score + IN_CELL * math.sqrt(max(cell, other))))
    return found

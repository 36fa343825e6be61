"""Places that an article names: found passage by passage, understood over the whole article.

`find_places` is what a passage says by itself, `resolve_places` what it means in its article:
one name is one place throughout (`place_senses`), and whether it is a place at all is weighed
with what stood around it everywhere (`place_score`). What only has the shape of a place gets an
id of its own name and the point of the place that the article speaks of there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from dragoman.index.article import Entity, Mention
from dragoman.index.extract.gazetteer import DEMONYM, Gazetteer, Place, distance, gazetteer
from dragoman.index.extract.place_context import cues, said
from dragoman.index.extract.place_found import Found, Group, Name
from dragoman.index.extract.place_score import flags_of, likelihood, shares
from dragoman.index.extract.place_senses import settle
from dragoman.index.extract.place_spans import DIRECTED, spans
from dragoman.index.extract.view import View

LEAST = 0.45
"""What is less likely to be a place is none; the best F1 on the odd articles of both sets."""

MOST_CANDIDATES = 5
"""So many readings of a name are given, beside the one that was taken."""

_WITHIN_KM = 150.0
"""So far from where an article is may the place be that a street or park is named after, if it
is to be there."""


def place_mentions(
    views: Sequence[View], starts: Sequence[int], table: Gazetteer | None = None
) -> list[Mention]:
    """Return the places of an article from the views of its passages, which begin at `starts`."""
    table = table or gazetteer()
    found = [
        one
        for view, start in zip(views, starts, strict=True)
        for one in find_places(view, start, table)
    ]
    return resolve_places(found, _small(views, {one.key for one in found}), table)


def find_places(view: View, offset: int = 0, table: Gazetteer | None = None) -> list[Found]:
    """Return the names in a passage that begins at `offset` of the article."""
    names = spans(view, (table or gazetteer()).lexicon)
    found = []
    kinds = said(view, names)
    for at, (span, seen) in enumerate(zip(names, cues(view, names), strict=True)):
        within = names[at + 1].entries if "comma_after" in seen else ()
        key = " ".join(view.keys[span.first : span.last])
        start, end = offset + span.start, offset + span.end
        name = key if span.type else span.entries
        found.append(Found(start, end, key, name, view.lang, span, tuple(seen), within, kinds[at]))
    return found


def _small(views: Sequence[View], keys: set[str]) -> set[str]:
    """Return the keys that the article also writes in lower case, as words."""
    found: set[str] = set()
    for view in views:
        found.update(keys.intersection(view.words))
    return found


def resolve_places(
    found: Sequence[Found], small: set[str], table: Gazetteer | None = None
) -> list[Mention]:
    """Return the mentions of an article's places, in order.

    `small` are keys that the article also writes in lower case: hardly names.
    """
    groups, ever = groups_of(found)
    ours = (table or gazetteer()).ours
    settle(list(groups.values()), table or gazetteer())
    likely = []
    for one in found:
        chance = likelihood(one, groups[one.name], ever[one.name], one.key in small, ours)
        if chance >= LEAST:
            likely.append((one, chance))
    named = [(one.start, groups[one.name].senses[0][0]) for one, _ in likely if not one.span.type]
    local = [one for one in named if one[1].type not in ("country", "continent")]
    anchors = sorted(local or named, key=itemgetter(0))
    return [_mention(one, chance, groups[one.name], anchors) for one, chance in likely]


def groups_of(found: Sequence[Found]) -> tuple[dict[Name, Group], dict[Name, dict[str, int]]]:
    """Group the mentions of an article by name, and count the cues of each name."""
    groups: dict[Name, Group] = {}
    ever: dict[Name, dict[str, int]] = {}
    for one in found:
        group = groups.get(one.name)
        if group is None:
            group = groups[one.name] = Group(one.span.entries)
            ever[one.name] = {}
        if one.within:
            group.within.append(one.within)
        if one.said:
            group.said.append(one.said)
        seen = ever[one.name]
        for cue in one.cues:
            seen[cue] = seen.get(cue, 0) + 1
    return groups, ever


def _mention(
    one: Found, chance: float, group: Group, anchors: Sequence[tuple[int, Place]]
) -> Mention:
    senses = group.senses[: MOST_CANDIDATES + 1]
    if one.span.type and one.span.type != DIRECTED:
        entity = _shaped(one, senses[0][0] if senses else None, anchors)
        return Mention("place", one.start, one.end, entity, round(chance, 3), "shape")
    parts = shares(senses)
    first = senses[0][0]
    flags = flags_of(one.span.entries, first.number)
    others = tuple(
        (place.entity, round(chance * part, 3))
        for (place, _), part in zip(senses[1:], parts[1:], strict=True)
        if part >= _LEAST_SHARE
    )
    by = "demonym" if flags & DEMONYM else "shape" if one.span.type else "name"
    # A town and the province of its name are one answer to where: neither takes from the other.
    kin = (part for (place, _), part in zip(senses, parts, strict=True) if _is_kin(place, first))
    sure = round(chance * min(1.0, sum(kin)), 3)
    return Mention("place", one.start, one.end, first.entity, sure, by, others)


def _is_kin(one: Place, other: Place) -> bool:
    """Whether places are the same or one lies in the other; a country is kin of none but itself."""
    if one.number == other.number:
        return True
    if "country" in (one.type, other.type):
        return False
    return one.number in other.parents or other.number in one.parents


_LEAST_SHARE = 0.01


def _shaped(one: Found, inner: Place | None, anchors: Sequence[tuple[int, Place]]) -> Entity:
    """Return the entity of a place in no table, where the article is at that point."""
    there = _nearest(one.start, anchors)
    if inner is not None and (there is None or distance(inner, there) <= _WITHIN_KM):
        there = inner
    name = one.span.name
    if there is None:
        return Entity(f"place:{slug(name)}", name, one.span.type)
    return Entity(f"place:{slug(name)}", name, one.span.type, there.country, there.lat, there.lon)


def _nearest(start: int, anchors: Sequence[tuple[int, Place]]) -> Place | None:
    """Return the place that the article named last before an offset, or else first."""
    if not anchors:
        return None
    return anchors[max(0, bisect_left(anchors, start, key=itemgetter(0)) - 1)][1]


_OTHER = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Return a name as ids hold it: romanised, in lower case, "-" for all else."""
    from anyascii import anyascii

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    latin = plain if len(plain) >= len(name) - 1 else anyascii(name)
    return _OTHER.sub("-", latin.lower()).strip("-")[:80]

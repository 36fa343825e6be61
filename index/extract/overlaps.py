"""One list of mentions out of what tables and shapes found: which wins where two overlap.

The longer wins, save for shapes of which little is sure. Two of one stretch stay together where
one is a place and the other a party. A person's full name whose family name a table knows is that
person. Inside an organisation that only its shape tells, a state stays a party: the government of
China is in no table, and China acts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace

from dragoman.index.article import Mention
from dragoman.index.extract.name_bones import PREFIX, bones_of_person
from dragoman.index.extract.view import View, view

WITHIN = 0.5
"""What is left of a place's confidence inside the name of an organisation."""

FULL = 0.85
"""A person of the tables who is so sure is named by more than a family name."""

SURE = 0.45
"""A shape that is less sure than this gives way to whatever a table knows in it."""


def merged(candidates: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of an article that stand, in order.

    `candidates` are places, parties of the tables and names by shape, in any order.
    """
    outer: list[tuple[int, int, Mention]] = []
    inner: list[Mention] = []
    for one in sorted(_without_strays(list(candidates)), key=_rank):
        over = _overlapping(outer, one)
        if not over:
            insort(outer, (one.start, one.end, one), key=lambda item: item[:2])
        elif len(over) == 1:
            at = over[0]
            whole = outer[at][2]
            if _is_same_person(one, whole):
                outer[at] = (*outer[at][:2], replace(one, start=whole.start, end=whole.end))
            elif _stays(one, whole):
                inner.append(one)
            elif _is_place_within(one, whole):
                inner.append(replace(one, confidence=round(one.confidence * WITHIN, 3)))
    every = [*(one for _, _, one in outer), *inner]
    return sorted(every, key=lambda one: (one.start, one.end, one.kind))


def _without_strays(candidates: list[Mention]) -> Iterable[Mention]:
    """Yield the mentions without persons by shape that run across somebody's full name.

    Words beside a name that have capitals by chance, or a title that is in no table, are no part
    of it: «Prezident İlham Əliyev» is İlham Əliyev.
    """
    full = [(m.start, m.end, m) for m in candidates if m.by != "shape" and _is_full_name(m)]
    full.sort(key=lambda item: item[:2])
    for one in candidates:
        if one.by == "shape" and one.entity.type == "person":
            over = [full[at][2] for at in _overlapping(full, one)]
            if over and not (len(over) == 1 and _is_same_person(over[0], one)):
                continue
        yield one


def _is_full_name(one: Mention) -> bool:
    return one.entity.type == "person" and one.confidence >= FULL


_OFFICIAL = {
    "kk": ("облыс", "республика", "корольд", "әмірлі", "конфедерация"),
    "ky": ("облус", "област", "республика"),
    "uz": ("viloyat", "вилоят", "respublika", "республика"),
}
"""Words in small letters behind a place, by language, that are part of its official name."""


def widened(places: Iterable[Mention], view: View, offset: int) -> list[Mention]:
    """Return the places of a passage with the words that their official names end in.

    `offset` is where the passage begins in its article. «Қарағанды облысы» is a name in Kazakh,
    while «Нұр-Сұлтан қаласы» is a name and a word.
    """
    words = _OFFICIAL.get(view.lang)
    return [_wider(one, view, offset, words) if words else one for one in places]


def _wider(one: Mention, view: View, offset: int, words: tuple[str, ...]) -> Mention:
    at = bisect_left(view.starts, one.end - offset)
    if at == len(view.words) or view.text[one.end - offset : view.starts[at]] != " ":
        return one
    if view.words[at][0].isupper() or not view.keys[at].startswith(words):
        return one
    return replace(one, end=offset + view.ends[at])


def _rank(one: Mention) -> tuple[bool, int, bool, bool, float, int]:
    """Order by what wins: sure or known, longer, known, a party, surer, first."""
    doubtful = one.by == "shape" and one.confidence < SURE
    known = one.by != "shape"
    size = one.end - one.start
    return doubtful, -size, not known, one.kind != "party", -one.confidence, one.start


def _overlapping(outer: list[tuple[int, int, Mention]], one: Mention) -> range:
    """Return which of the stretches, which are apart and in order, share letters with a mention."""
    first = bisect_right(outer, one.start, key=lambda item: item[1])
    last = bisect_left(outer, one.end, key=lambda item: item[0])
    return range(first, last)


def _stays(one: Mention, whole: Mention) -> bool:
    """Whether a mention stands although a longer or equal one covers letters of it."""
    if (one.start, one.end) == (whole.start, whole.end):
        return one.kind != whole.kind and "shape" not in (one.by, whole.by)
    inside = whole.start <= one.start and one.end <= whole.end
    is_state = one.kind == "party" and one.entity.type == "state"
    return inside and is_state and whole.by == "shape" and whole.entity.type == "organisation"


def _is_place_within(one: Mention, whole: Mention) -> bool:
    """Whether a place stands in the name of an organisation that only its shape tells."""
    inside = whole.start <= one.start and one.end <= whole.end and one.by != "shape"
    return inside and one.kind == "place" and whole.by == "shape" and whole.entity.type != "person"


def _is_same_person(one: Mention, whole: Mention) -> bool:
    """Whether a person of a table is the one whose fuller name stands around the mention."""
    if one.entity.type != "person" or one.by == "shape" or whole.by != "shape":
        return False
    if whole.entity.type != "person" or one.start < whole.start or whole.end < one.end:
        return False
    named = set(bones_of_person(view(one.entity.name, "en").keys, "en"))
    return set(whole.entity.id.removeprefix(PREFIX).split("-")) <= named

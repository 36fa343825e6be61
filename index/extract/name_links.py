"""Which names of an article are one: "Staffan de Mistura", "de Mistura", «المبعوث دي ميستورا».

Full names come first: those that share all their skeletons are one. What is shorter joins the
last full name before it (or the first after it) that holds its skeletons; an acronym in brackets
joins the name that it abbreviates. The id depends on the skeletons of the fullest form alone, so
that it is the same in other articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from dragoman.index.article import Entity, Mention
from dragoman.index.extract.name_bones import bones_of_others, bones_of_person, name_id
from dragoman.index.extract.name_match import NameMatch
from dragoman.index.extract.view import View

_TYPES = {"group": "armed group", "person": "person"}
_SURE = 0.95
"""The most that the shape of a name is worth."""
_AGAIN = 0.1
"""What a name gains by standing more than once in an article."""


class Found(NamedTuple):
    """The names of one passage, which begins at `offset` of its article."""

    offset: int
    view: View
    names: Sequence[NameMatch]


@dataclass(slots=True)
class _Group:
    """Names that are one."""

    bones: frozenset[str]
    kind: str
    members: list[tuple[Found, NameMatch]] = field(default_factory=list)


def link_names(passages: Iterable[Found]) -> list[Mention]:
    """Return the names of an article as mentions, in order; linear in their number."""
    every = [(one, name) for one in passages for name in one.names]
    groups: dict[frozenset[str], _Group] = {}
    holding: dict[str, list[_Group]] = {}
    read = [(_bones(one, name), one, name) for one, name in every]
    for bones, one, name in sorted(read, key=lambda item: -len(item[0])):
        group = groups.get(bones) or _holder(bones, name, holding)
        if group is None:
            group = groups[bones] = _Group(bones, name.kind)
            for bone in bones:
                holding.setdefault(bone, []).append(group)
        group.members.append((one, name))
    _abbreviated(read, groups)
    found = [mention for group in groups.values() for mention in _mentions(group)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _bones(one: Found, name: NameMatch) -> frozenset[str]:
    keys = one.view.keys[name.first : name.last]
    by = bones_of_person if name.kind in ("person", "name") else bones_of_others
    return frozenset(by(keys, one.view.lang))


def _holder(
    bones: frozenset[str], name: NameMatch, holding: dict[str, list[_Group]]
) -> _Group | None:
    """Return the longer name that a person's or an unclear name is short for."""
    if name.kind not in ("person", "name") or not bones:
        return None
    rarest = min((holding.get(bone, []) for bone in bones), key=len)
    for group in rarest[:_MOST]:
        if group.kind == "person" and bones <= group.bones:
            return group
    return None


_MOST = 16
"""Full names that are looked at for a shorter one."""


def _abbreviated(
    read: Sequence[tuple[frozenset[str], Found, NameMatch]],
    groups: dict[frozenset[str], _Group],
) -> None:
    """Join acronyms to the names that stand right before them: Демократический союз (ДС)."""
    for (bones, one, name), (after, same, short) in pairwise(read):
        if one is not same or short.evidence != "acronym" or bones == after:
            continue
        between = one.view.text[name.end : short.start]
        if between.strip('»"” ') == "(" and _abbreviates(one.view, name, short):
            full, little = groups.get(bones), groups.pop(after, None)
            if full is not None and little is not None:
                full.members += little.members


def _abbreviates(view: View, name: NameMatch, short: NameMatch) -> bool:
    """Whether an acronym has the first letters of a name's words in order, small words aside."""
    letters = "".join(word[0] for word in view.words[name.first : name.last]).casefold()
    rest = iter(letters)
    return all(letter in rest for letter in view.words[short.first].casefold())


def _mentions(group: _Group) -> Iterable[Mention]:
    entity = Entity(name_id(group.bones), _name(group), _type(group))
    if len(group.members) == 1:
        one, name = group.members[0]
        start, end = one.offset + name.start, one.offset + name.end
        yield Mention("party", start, end, entity, name.confidence, "shape")
        return
    best = max(name.confidence for _, name in group.members)
    for one, name in group.members:
        sure = min(_SURE, max(name.confidence, 0.9 * best) + _AGAIN)
        start, end = one.offset + name.start, one.offset + name.end
        yield Mention("party", start, end, entity, round(sure, 2), "shape")


def _type(group: _Group) -> str:
    if len(group.members) == 1:
        return _TYPES.get(group.members[0][1].kind, "organisation")
    kinds = Counter(name.kind for _, name in group.members if name.kind != "name")
    kind = max(kinds, key=lambda one: (kinds[one], one), default="organisation")
    return _TYPES.get(kind, "organisation")


def _name(group: _Group) -> str:
    """Return the fullest Latin form, or else the fullest; the commonest, the shortest."""
    if len(group.members) == 1:
        one, name = group.members[0]
        return " ".join(one.view.text[name.start : name.end].split())
    forms = Counter(
        (one.view.text[name.start : name.end], name.last - name.first)
        for one, name in group.members
    )
    latin = {form for form in forms if form[0][:1] < "\u0250"}
    best = max(latin or forms, key=lambda form: (form[1], forms[form], -len(form[0]), form[0]))
    return " ".join(best[0].split())

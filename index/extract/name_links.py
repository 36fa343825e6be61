"""Which names of an article are one: "Staffan de Mistura", "de Mistura", «المبعوث دي ميستورا».

Full names come first: those that share all their skeletons are one, and a person of the tables
who is named in full is one of them. What is shorter joins the last full name before it (or the
first after it) that holds its skeletons; an acronym in brackets joins the name that it
abbreviates; a family name that was no name by itself is found by the full one. The id depends on
the skeletons of the fullest form alone, so that it is the same in other articles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from dragoman.index.article import Entity, Mention
from dragoman.index.extract.name_again import Full, named_again, script
from dragoman.index.extract.name_bones import bone, bones_of_others, bones_of_person, name_id
from dragoman.index.extract.name_known import bones_of, persons_by_sound
from dragoman.index.extract.name_match import Found, NameMatch
from dragoman.index.extract.name_unspaced import families_of
from dragoman.index.extract.parties import Parties
from dragoman.index.extract.view import View, is_unspaced

__all__ = ["Found", "link_names"]

Bones: TypeAlias = frozenset[str]

_TYPES = {"group": "armed group", "person": "person"}
_SURE = 0.95
"""The most that the shape of a name is worth."""
_AGAIN = 0.1
"""What a name gains by standing more than once in an article."""
_FULL = 0.35
"""So sure a full name must be for its family name alone to be looked for."""
_DOUBTED, _UNSURE = 0.4, 0.44
"""Names less sure than the first stay below the second, however often they stand: so they give way
to what a table knows in them (`overlaps.SURE`)."""
_SINGLE = 0.45
"""So sure a word in no longer name must be to be no family name of another."""
_FULLEST = 0.85
"""A person of the tables who is so sure is named by more than a word that others share."""
_OPENING = 1
"""Letters in which the forms of one name agree; skeletons tell Vətən from Putin no more."""
_MOST = 16
"""Full names that are looked at for a shorter one."""


@dataclass(slots=True)
class _Group:
    """Names that are one; of a person of the tables, `entity` is who."""

    bones: Bones
    kind: str
    entity: Entity | None = None
    told: float = 0.0
    members: list[tuple[Found, NameMatch]] = field(default_factory=list)
    fulls: list[Full] = field(default_factory=list)
    openings: set[tuple[str, str]] = field(default_factory=set)
    """Skeletons of the words of its full names, and how they begin."""

    def begins(self, words: Sequence[str], lang: str) -> None:
        """Remember how words (`View.keys`) of a full name begin."""
        self.openings.update((bone(word, lang), word[:_OPENING]) for word in words)

    def may_be(self, word: str, lang: str) -> bool:
        """Whether a word begins as one of the name, where the name is known in its script."""
        same = bone(word, lang)
        alike = {one for of, one in self.openings if of == same and script(one) == script(word)}
        return not alike or word[:_OPENING] in alike


def link_names(
    passages: Iterable[Found], told: Sequence[Mention] = (), table: Parties | None = None
) -> list[Mention]:
    """Return the names of an article as mentions, in order; linear in their number.

    `told` are the mentions of parties that a table knows, `table` is that one: a person named in
    full in either is who the family name alone means.
    """
    every = list(passages)
    groups = _Groups(persons_by_sound(table) if table else MappingProxyType({}))
    taken: list[set[int]] = [set() for _ in every]
    for number, view, first, last, one in _located(every, told):
        taken[number].update(range(first, last))
        if one.entity.type == "person" and one.confidence >= _FULLEST:
            groups.tell(number, view, first, last, one)
    groups.read(every)
    groups.mark(every, taken)
    for number, whose, name in named_again(every, groups.fulls(), taken):
        groups.every[whose].members.append((every[number], name))
    found = [mention for group in groups.every for mention in _mentions(group)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _located(
    passages: Sequence[Found], told: Sequence[Mention]
) -> Iterator[tuple[int, View, int, int, Mention]]:
    """Yield mentions with the number of their passage, its view, and their words (half open)."""
    starts = [one.offset for one in passages]
    for mention in told:
        number = bisect_right(starts, mention.start) - 1
        if number >= 0:
            view, offset = passages[number].view, starts[number]
            first = bisect_left(view.starts, mention.start - offset)
            last = bisect_left(view.starts, mention.end - offset)
            yield number, view, first, max(first, last), mention


class _Groups:
    """The names of an article; `every` in the order in which they came up."""

    def __init__(self, persons: Mapping[Bones, Entity]) -> None:
        self.every: list[_Group] = []
        self._persons = persons
        self._by_bones: dict[Bones, _Group] = {}
        self._holding: dict[str, list[_Group]] = {}
        self._by_entity: dict[str, _Group] = {}
        self._unspaced: dict[str, _Group] = {}

    def tell(self, number: int, view: View, first: int, last: int, one: Mention) -> None:
        """Take a person whom a table knows where the full name stands."""
        bones = frozenset(bones_of_person(view.keys[first:last], view.lang))
        unspaced = last > first and (view.lang == "ko" or is_unspaced(view.words[first]))
        if len(bones) < 2 and not (unspaced and one.end - one.start > 1):
            return
        group = self._by_entity.get(one.entity.id)
        if group is None:
            group = self._person(one.entity, bones)
        self._by_bones.setdefault(bones, group)
        group.told = max(group.told, one.confidence)
        group.fulls.append(Full(number, first, last, 0))
        group.begins(view.keys[first:last], view.lang)
        self._shorten(group, view, first, last)

    def _shorten(self, group: _Group, view: View, first: int, last: int) -> None:
        """Remember what a name without spaces is short as."""
        if is_unspaced(view.words[first]) or view.lang == "ko":
            name = view.text[view.starts[first] : view.ends[last - 1]]
            for short in families_of(name, view.lang):
                self._unspaced.setdefault(short, group)

    def _person(self, entity: Entity, bones: Bones) -> _Group:
        named = bones_of(entity)
        group = self._add(_Group(bones | named, "person", entity), bones | named)
        self._by_entity[entity.id] = group
        self._by_bones.setdefault(named, group)
        return group

    def _add(self, group: _Group, bones: Bones) -> _Group:
        self.every.append(group)
        for one in bones:
            self._holding.setdefault(one, []).append(group)
        return group

    def read(self, passages: Sequence[Found]) -> None:
        """Take the names that were found by shape, the fullest first."""
        every = [
            (_bones(one, name), number, one, name)
            for number, one in enumerate(passages)
            for name in one.names
        ]
        for bones, number, one, name in sorted(every, key=_fullest):
            keys = one.view.keys[name.first : name.last]
            short = one.view.text[name.start : name.end]
            group = self._unspaced.get(short) or self._of(bones, name, (keys[-1], one.view.lang))
            group.members.append((one, name))
            if group.kind == "person" and name.kind == "person" and name.confidence >= _FULL:
                group.fulls.append(Full(number, name.first, name.last, 0))
                group.begins(keys, one.view.lang)
                self._shorten(group, one.view, name.first, name.last)
        self._abbreviated([(bones, one, name) for bones, _, one, name in every])

    def _of(self, bones: Bones, name: NameMatch, last: tuple[str, str]) -> _Group:
        group = self._by_bones.get(bones)
        if group is None and name.kind == "person" and (known := self._persons.get(bones)):
            group = self._by_entity.get(known.id) or self._person(known, bones)
        group = group or self._holder(bones, name, last)
        if group is None:
            group = self._by_bones[bones] = self._add(_Group(bones, name.kind), bones)
        return group

    def _holder(self, bones: Bones, name: NameMatch, last: tuple[str, str]) -> _Group | None:
        """Return the longer name that a person's or an unclear name is short for."""
        if name.kind not in ("person", "name") or not bones:
            return None
        rarest = min((self._holding.get(one, []) for one in bones), key=len)
        for group in rarest[:_MOST]:
            if group.kind == "person" and bones <= group.bones and group.may_be(*last):
                return group
        return None

    def _abbreviated(self, read: Sequence[tuple[Bones, Found, NameMatch]]) -> None:
        """Join acronyms to the names right before them: Демократический союз (ДС)."""
        for (bones, one, name), (after, same, short) in pairwise(read):
            if one is not same or short.evidence != "acronym" or bones == after:
                continue
            between = one.view.text[name.end : short.start]
            if between.strip('»"” ') == "(" and _abbreviates(one.view, name, short):
                full, little = self._by_bones.get(bones), self._by_bones.pop(after, None)
                if full is not None and little is not None and full is not little:
                    full.members += little.members
                    little.members = []

    def mark(self, passages: Sequence[Found], taken: Sequence[set[int]]) -> None:
        """Mark the words of names that are whole, or sure, as taken."""
        numbers = {id(one): number for number, one in enumerate(passages)}
        for group in self.every:
            for one, name in group.members:
                if name.confidence >= _SINGLE or name.last - name.first > 1 or len(group.bones) > 1:
                    taken[numbers[id(one)]].update(range(name.first, name.last))

    def fulls(self) -> Iterator[Full]:
        """Yield where persons are named in full, with the number of their group."""
        for number, group in enumerate(self.every):
            yield from (one._replace(whose=number) for one in group.fulls)


def _fullest(item: tuple[Bones, int, Found, NameMatch]) -> tuple[int, int]:
    """Order by words, then by letters: a Chinese family name before a title has a word as well."""
    bones, _, _, name = item
    return -len(bones), name.start - name.end


def _bones(one: Found, name: NameMatch) -> Bones:
    keys = one.view.keys[name.first : name.last]
    by = bones_of_person if name.kind in ("person", "name") else bones_of_others
    return frozenset(by(keys, one.view.lang))


def _abbreviates(view: View, name: NameMatch, short: NameMatch) -> bool:
    """Whether an acronym has the first letters of a name's words in order, small words aside."""
    letters = "".join(word[0] for word in view.words[name.first : name.last]).casefold()
    rest = iter(letters)
    return all(letter in rest for letter in view.words[short.first].casefold())


def _entity(group: _Group) -> Entity:
    name = _name(group)
    return Entity(name_id(group.bones, name), name, _type(group))


def _mentions(group: _Group) -> Iterable[Mention]:
    if not group.members:
        return
    entity = group.entity or _entity(group)
    by = "name" if group.entity else "shape"
    found = (name.confidence for _, name in group.members if name.evidence != "again")
    best = max(found, default=0.0)
    best = max(best, group.told)
    most = _SURE if best >= _DOUBTED else _UNSURE
    alone = len(group.members) == 1 and not group.told
    for one, name in group.members:
        own = 0.0 if name.evidence == "again" else name.confidence
        sure = own if alone else max(own, 0.9 * best) + _AGAIN
        start, end = one.offset + name.start, one.offset + name.end
        yield Mention("party", start, end, entity, round(min(most, sure), 2), by)


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

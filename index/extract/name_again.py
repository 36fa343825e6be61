"""Persons named again by the family name alone, once an article names them in full.

The family name is the last name part ("Rodrigo Echavarría … Echavarría"), in Spanish and
Portuguese the last but one as well; it is found in any script of the article and with endings. In
Chinese, Japanese and Korean it is the first letters, and counts before a title alone (文总统).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from dragoman.index.extract.casing import is_small
from dragoman.index.extract.name_bones import bone
from dragoman.index.extract.name_evidence import joined_before
from dragoman.index.extract.name_forms import is_form
from dragoman.index.extract.name_match import Found, NameMatch, gap, match
from dragoman.index.extract.name_parts import parts, rank, without_clitic
from dragoman.index.extract.name_unspaced import families_of, named_with_title
from dragoman.index.extract.name_words import (
    HEAD,
    HONOUR,
    PART,
    PLACE,
    STOP,
    TITLE,
    is_joint,
    is_patronymic,
    marks,
)
from dragoman.index.extract.view import View, is_unspaced
from dragoman.index.frequent import frequent_words

AGAIN = 0.5
"""So sure is a family name, before what the full name gives it."""

_SHORTEST = 3
"""Letters of a family name."""
_OPENING = 3
"""Letters in which the forms of one name agree at least."""
_MOST = 16
"""Family names that are looked at for one word; of an article, those with titles behind them."""
_BONES = 3
"""Consonants that tell a name in another script."""
_TWO_FAMILIES = frozenset({"es", "pt", "gl", "ca"})
_GIVEN = 6_000
"""So far up among all names the middle one of three is a given name rather than a family's."""
_FIRST = 10_000
"""So far up among all names a word before a family name is another person's first name."""
_BOUND = frozenset(
    (
        *("abu", "abou", "abd", "bin", "ibn", "ben", "ould", "абу", "бин", "ибн", "бен"),
        *("ابو", "ابي", "عبد", "بن", "ابن", "بنت", "אבו", "בן", "עבד"),
    )
)
"""What a family name is not told from without: Abu Zaid, عبد الله."""

_WRITTEN_BEFORE = frozenset({"ar", "he"})
"""Languages that write small words onto the beginning of names."""

Place: TypeAlias = tuple[int, int]
"""Where a name stands: the passage's number and the word's."""


class Full(NamedTuple):
    """A person's full name, words `first` to `last` (half open) of a passage; `whose` it is."""

    passage: int
    first: int
    last: int
    whose: int


@dataclass(slots=True)
class Family:
    """A family name as it is written in full names of an article, in order."""

    key: str
    bone: str
    joints: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def owner(self, place: Place) -> int:
        """Return whose name it is at a place: the last one named before it, or the first."""
        return self.owners[max(0, bisect_right(self.places, place) - 1)]


def named_again(
    passages: Sequence[Found], fulls: Iterable[Full], taken: Sequence[Collection[int]]
) -> Iterator[tuple[int, int, NameMatch]]:
    """Yield passage, owner and match of each family name that stands alone; linear.

    `taken` are the words of each passage that are named by something else.
    """
    ordered = sorted(fulls)
    if not ordered:
        return
    known = _Families(passages, ordered)
    for number, one in enumerate(passages):
        for family, found in known.within(one.view, taken[number]):
            yield number, family.owner((number, found.first)), found


class _Families:
    """The family names of an article, looked up by how they begin and how they sound."""

    def __init__(self, passages: Sequence[Found], fulls: Sequence[Full]) -> None:
        self._by_key: dict[str, Family] = {}
        self._before_titles: dict[str, Family] = {}
        for full in fulls:
            view = passages[full.passage].view
            if is_unspaced(view.words[full.first]) or view.lang == "ko":
                self._add_unspaced(view, full)
            else:
                for at in _family_words(view, full.first, full.last):
                    self._add(view, full, at)
        self._openings: dict[str, list[Family]] = {}
        self._bones: dict[str, list[Family]] = {}
        for key, family in self._by_key.items():
            self._openings.setdefault(key[:_OPENING], []).append(family)
            self._bones.setdefault(family.bone, []).append(family)
        self._scripts = {script(key) for key in self._by_key}

    def _add(self, view: View, full: Full, at: int) -> None:
        key = view.keys[at]
        family = self._by_key.get(key) or Family(key, bone(key, view.lang))
        self._by_key[key] = family
        if at > full.first and is_joint(view.keys[at - 1]):
            family.joints.add(view.keys[at - 1])
        _put(family, full)

    def _add_unspaced(self, view: View, full: Full) -> None:
        name = view.text[view.starts[full.first] : view.ends[full.last - 1]]
        for written in families_of(name, view.lang):
            if written in self._before_titles or len(self._before_titles) < _MOST:
                family = self._before_titles.setdefault(written, Family(written, ""))
                _put(family, full)

    def within(self, view: View, taken: Collection[int]) -> Iterator[tuple[Family, NameMatch]]:
        """Yield the family names in a passage, beside words that are taken."""
        if self._before_titles:
            yield from self._with_titles(view, taken)
        if not self._by_key:
            return
        foreign = len(self._scripts) > 1 or _script_of(view) not in self._scripts
        any_word = foreign or view.lang in _WRITTEN_BEFORE
        for at, key in enumerate(view.keys):
            if not any_word and key[:_OPENING] not in self._openings:
                continue
            if len(key) < _SHORTEST or at in taken or is_small(view.words[at]):
                continue
            family = self._of(key, view.lang, foreign)
            if family and _stands_alone(view, at, taken):
                first = joined_before(view, at)
                while first > 0 and view.keys[first - 1] in family.joints:
                    first -= 1
                yield family, match(view, first, at + 1, "person", AGAIN, "again")

    def _with_titles(
        self, view: View, taken: Collection[int]
    ) -> Iterator[tuple[Family, NameMatch]]:
        for written, family in self._before_titles.items():
            for first, last in named_with_title(view, written):
                if first not in taken:
                    yield family, match(view, first, last, "person", AGAIN, "again")

    def _of(self, key: str, lang: str, foreign: bool) -> Family | None:
        """Return the family name of which a word is a form."""
        if found := self._by_key.get(key):
            return found
        for opening in {key[:_OPENING], without_clitic(key)[:_OPENING], _definite(key)}:
            for family in self._openings.get(opening, ())[:_MOST]:
                if is_form(key, family.key, lang):
                    return family
        return self._foreign(key, lang) if foreign else None

    def _foreign(self, key: str, lang: str) -> Family | None:
        """Return the family name in another script that sounds like a word."""
        bones = bone(key, lang)
        for family in self._bones.get(bones, ())[:_MOST]:
            if script(family.key) != script(key) and (
                len(bones) >= _BONES or not set(parts(key)).isdisjoint(parts(family.key))
            ):
                return family
        return None


def _definite(key: str) -> str:
    """Return how an Arabic word begins whose article is written together: للحسني, والحسني."""
    bare = without_clitic(key)
    return ("ال" + bare)[:_OPENING] if bare != key and "\u0600" <= key < "\u0700" else ""


def _put(family: Family, full: Full) -> None:
    family.places.append((full.passage, full.first))
    family.owners.append(full.whose)


def _family_words(view: View, first: int, last: int) -> Iterator[int]:
    """Yield the words of a full name that may stand for all of it."""
    keys = view.keys
    telling = [at for at in range(first, last) if len(keys[at]) > 1 and not is_joint(keys[at])]
    if last - first < 2 or not telling:
        return
    plain = [at for at in telling if not is_patronymic(keys[at])]
    family = (plain or telling)[-1]
    if len(telling) > 2 and plain and telling[-1] not in plain:
        family = telling[0]  # the family name first, as in lists
    if _tells(keys, family, first):
        yield family
    before = plain[-2] if len(plain) > 2 else first
    if view.lang in _TWO_FAMILIES and before > first and _tells(keys, before, first):
        yield from (before,) if len(plain) > 3 or rank(keys[before]) > _GIVEN else ()


def _tells(keys: Sequence[str], at: int, first: int) -> bool:
    if at > first and keys[at - 1] in _BOUND:
        return False
    return len(keys[at]) >= _SHORTEST and keys[at] not in frequent_words()


def _stands_alone(view: View, at: int, taken: Collection[int]) -> bool:
    """Whether a word is no common one, and no part of a longer name."""
    mark = marks([view.keys[at]], view.lang)[0]
    if mark & (STOP | HEAD | TITLE | PLACE):
        return False
    if not view.words[at][0].isupper():
        return at - 1 in taken or not _is_given(view, at - 1)
    return not (_is_named(view, at - 1, at, taken) or _is_named(view, at + 1, at + 1, taken))


def _is_given(view: View, at: int) -> bool:
    """Whether the word before a family name, where there are no capitals, is a first name."""
    if at < 0 or gap(view, at + 1) != " " or marks([view.keys[at]], view.lang)[0] & ~PART:
        return False
    key = view.keys[at]
    return min(rank(key), rank(without_clitic(key))) <= _FIRST


def _is_named(view: View, beside: int, after: int, taken: Collection[int]) -> bool:
    """Whether a word beside another, which `after` parts from it, makes another name of it."""
    if not 0 <= beside < len(view.words) or beside in taken:
        return False
    if gap(view, after) not in (" ", "-", "\u00a0") or not view.words[beside][0].isupper():
        return False
    if is_joint(view.keys[beside]):
        return False
    return not marks([view.keys[beside]], view.lang)[0] & (STOP | TITLE | HONOUR)


@lru_cache(maxsize=1 << 12)
def _block(letter: str) -> int:
    code = ord(letter)
    return 0 if code < 0x370 else code >> 8


def script(key: str) -> int:
    """Return a number for the script of a word, the same for all words of it."""
    return _block(key[0])


def _script_of(view: View) -> int:
    return next((script(key) for key in view.keys if key[:1].isalpha()), 0)

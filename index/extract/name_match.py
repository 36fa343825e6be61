"""What the recognisers of names by shape return, and how they read what stands between words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from dragoman.index.extract.name_parts import is_part, part_begins
from dragoman.index.extract.name_words import GROUP, INFLECTED, LABEL, SLAVIC, marks
from dragoman.index.extract.view import View

Kind: TypeAlias = Literal["person", "organisation", "group", "name"]


@dataclass(frozen=True, slots=True)
class Marked(View):
    """A view and what `name_words` says of each word; one more, 0, stands behind the last."""

    marks: list[int]


def marked(view: View) -> Marked:
    """Look up every word of a text."""
    found = marks(view.keys, view.lang)
    return Marked(view.text, view.lang, view.words, view.keys, view.starts, view.ends, found)


class NameMatch(NamedTuple):
    """A name by its shape: words `first` to `last` (half open), `text[start:end]`.

    `kind` is "name" where it may be a person, an organisation or a place. `evidence` says what it
    was known from: title, initials, patronymic, parts, surname, head, quotes, acronym, capitals.
    """

    first: int
    last: int
    start: int
    end: int
    kind: Kind
    confidence: float
    evidence: str


class Found(NamedTuple):
    """The names of one passage, which begins at `offset` of its article."""

    offset: int
    view: View
    names: Sequence[NameMatch]


def match(
    view: View, first: int, last: int, kind: Kind, confidence: float, evidence: str
) -> NameMatch:
    """Return the match of some words, without what stands beside them."""
    start, end = view.starts[first], view.ends[last - 1]
    return NameMatch(first, last, start, end, kind, confidence, evidence)


def gap(view: View, at: int) -> str:
    """Return what stands between a word and the one before it; before and behind all, a break."""
    if not 0 < at < len(view.words):
        return "\n"
    return view.text[view.ends[at - 1] : view.starts[at]]


_OPENING = re.compile('[.!?…:;\n«“„"(—–•]|\\s-\\s')


def begins_sentence(view: View, at: int) -> bool:
    """Whether a word may owe its capital to where it stands."""
    if at == 0:
        return True
    between = gap(view, at)
    if between in ("", " ", "-", ", "):
        return False
    before = view.words[at - 1]
    if between[0] == "." and (len(before) == 1 or _is_abbreviation(view, before)):
        return False
    return _OPENING.search(between) is not None


def _is_abbreviation(view: View, word: str) -> bool:
    """Whether a word before a stop is one that Slavic languages write before names: г., ул., им."""
    return view.lang in SLAVIC and len(word) == 2 and word.islower()


def is_initial(view: View, at: int) -> bool:
    """Whether a word is a letter, or several with stops, that stands for a name."""
    word = view.words[at]
    if len(word) > 1 and "." not in word:
        return (
            len(word) == 2
            and word[1].islower()
            and gap(view, at + 1)[:1] == "."
            and ("\u0400" <= word[0] < "\u0530")
            if at + 1 < len(view.words)
            else False
        )
    after = view.text[view.ends[at] : view.ends[at] + 2]
    return word[0].isupper() and after.lstrip()[:1] == "."


@lru_cache(maxsize=1 << 16)
def is_name_part(key: str, lang: str) -> bool:
    """Whether a word is a name part, with an ending where names have some in this language."""
    return is_part(key) or (lang in INFLECTED and part_begins(key))


def kind_of(mark: int) -> Kind:
    """Return what a head makes of the name of an organisation."""
    return "group" if mark & GROUP and not mark & LABEL else "organisation"

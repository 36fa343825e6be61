"""Persons, organisations and groups that are in no table, found by the shape of their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from dragoman.index.extract.name_bones import bones_of_person, name_id
from dragoman.index.extract.name_caseless import caseless
from dragoman.index.extract.name_chains import Chain, acronym_before, apart, capitals, chains, read
from dragoman.index.extract.name_heads import headed
from dragoman.index.extract.name_heads_turkic import is_declined
from dragoman.index.extract.name_links import Found, link_names
from dragoman.index.extract.name_match import Marked, NameMatch, gap, is_name_part, marked
from dragoman.index.extract.name_parts import is_part
from dragoman.index.extract.name_quotes import quoted
from dragoman.index.extract.name_unspaced import UNSPACED, unspaced
from dragoman.index.extract.name_words import CASELESS, TURKIC, is_surname
from dragoman.index.extract.view import View, view

__all__ = ["Found", "NameMatch", "find_names", "id_of", "link_names"]

Span: TypeAlias = tuple[int, int]

_FEW = 2
"""Fewer words in capitals than that are no reason to look for Latin names in such a text."""


def find_names(
    view: View, sure: Iterable[Span] = (), maybe: Iterable[Span] = ()
) -> list[NameMatch]:
    """Return the names in a passage, in order; they do not overlap.

    `sure` are stretches that name states, `maybe` those that name other parties and places of the
    tables: no person's name runs across them, unless one of `maybe` is a given name as well.
    """
    seen = marked(view)
    known = set(_words(view, sure))
    firm = frozenset(known)
    known.update(_impersonal(view, maybe))
    upper = capitals(view)
    if view.lang in CASELESS or not (upper or _has_small(view)):
        found = unspaced(view) if view.lang in UNSPACED else caseless(seen, known)
        upper = [] if len(upper) < _FEW else upper
    else:
        found = headed(seen, known)
    found = _apart([*quoted(seen), *found])
    if upper:
        found += _capitals(seen, upper, found, known, firm)
    return sorted(found)


def _has_small(view: View) -> bool:
    """Whether a text is in a script with capitals, although it has none."""
    return any(word[0].islower() for word in view.words)


def _capitals(
    view: Marked,
    upper: list[int],
    found: list[NameMatch],
    known: Collection[int],
    firm: Collection[int],
) -> Iterator[NameMatch]:
    """Yield the names that are chains of words in capitals, beside those that are found already."""
    taken = {at for one in found for at in range(one.first, one.last)}
    spoken = set(view.words)
    free = [at for at in upper if at not in taken] if taken else upper
    for chain in chains(view, free):
        pieces = apart(view, chain, known) if known else (chain,)
        for piece in pieces:
            if acronym := acronym_before(view, piece):
                yield acronym
                piece = Chain(piece.first + 1, piece.last)
            if one := read(view, piece, spoken, known, firm):
                yield one


def _words(view: View, spans: Iterable[Span]) -> Iterator[int]:
    """Yield the numbers of the words in some stretches."""
    for start, end in spans:
        yield from range(bisect_left(view.starts, start), bisect_left(view.starts, end))


def _impersonal(view: View, spans: Iterable[Span]) -> Iterator[int]:
    """Yield the words in some stretches, save for single ones that may be a person's name."""
    for span in spans:
        words = list(_words(view, (span,)))
        if len(words) > 1 or (words and not _is_personal(view, words[0])):
            yield from words


def _is_personal(view: View, at: int) -> bool:
    """Whether a word that is also something else may belong to a person where it stands."""
    key = view.keys[at]
    if view.lang in CASELESS:
        return is_part(key) and at + 1 < len(view.keys) and is_part(view.keys[at + 1])
    if is_part(key):
        return True
    if view.lang in TURKIC:  # a place would have an ending, or a head behind it
        return not is_declined(key) and any(
            gap(view, beside + 1) == " " and view.words[other][0].isupper()
            for beside, other in ((at - 1, at - 1), (at, at + 1))
            if 0 <= other < len(view.words)
        )
    if gap(view, at + 1) != " " or not is_name_part(key, view.lang):
        return False
    return is_surname(view.keys[at + 1]) or is_name_part(view.keys[at + 1], view.lang)


def _apart(found: list[NameMatch]) -> list[NameMatch]:
    """Return the longest of overlapping matches."""
    kept: list[NameMatch] = []
    for one in sorted(found, key=lambda n: (n.first - n.last, n.first)):
        at = bisect_left(kept, one.first, key=lambda n: n.first)
        before = at == 0 or kept[at - 1].last <= one.first
        if before and (at == len(kept) or one.last <= kept[at].first):
            kept.insert(at, one)
    return kept


def id_of(name: str, lang: str = "und") -> str:
    """Return the id of a person's name as a user types it, in any script."""
    return name_id(bones_of_person(view(name, lang).keys, lang), name)

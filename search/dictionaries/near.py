"""Which words of a dictionary are meant by a word of a question, and how near they are to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.index.fold import fold
from dragoman.search.dictionaries.inflections import bases, kindred
from dragoman.search.dictionaries.keys import stem
from dragoman.search.dictionaries.table import Group, Table

MIDDLE = "en"
"""The language that others are reached through, and whose words have forms here."""

# How near a word is: the same, a form that the word asked for may come from (beside the same, and
# alone), one that shares a stem (beside a nearer one, and alone), another spelling or a root.
_FORM, _FORM_ALONE = 0.5, 0.9
_STEM, _STEM_ALONE = 0.25, 0.5
_KIN = 0.3

_PART = 3
"""Letters that each of two words must have that may be written as one."""

Near = list[tuple[float, Group]]


def near(table: Table, way: str, words: Sequence[str], lang: str) -> Near:
    """Return what a table has of a word or an expression of two, the nearest first, from 1 down."""
    if len(words) > 1:
        return _pair(table, way, words, lang)
    written = fold(words[0])
    own = table.found(way, stem(words[0], lang))
    same = _equal(own, written)
    found = {group.written: (1.0, group) for group in same}
    if lang == MIDDLE:
        formed, family = _form(table, way, bases(written), own)
        _add(found, formed, _FORM if same else _FORM_ALONE)
        _add(found, family, _STEM)
    _add(found, own, _STEM if found else _STEM_ALONE)
    if not found and lang == MIDDLE:
        _add(found, _form(table, way, kindred(written), ())[0], _KIN)
    return list(found.values())


def _pair(table: Table, way: str, words: Sequence[str], lang: str) -> Near:
    """Return what is filed under two words, apart or, like "ceasefire", written as one."""
    filed = table.found(way, " ".join(stem(word, lang) for word in words))
    if same := _equal(filed, fold(" ".join(words))):
        return [(1.0, group) for group in same]
    if min(map(len, words)) >= _PART and all(map(str.isalpha, words)):
        joined = fold("".join(words))
        forms = (joined, *(bases(joined) if lang == MIDDLE else ()))
        own = table.found(way, stem(joined, lang))
        filed = (*_form(table, way, forms, own)[0], *filed)
    return [(_FORM_ALONE, group) for group in filed]


def _form(
    table: Table, way: str, forms: Iterable[str], own: tuple[Group, ...]
) -> tuple[list[Group], tuple[Group, ...]]:
    """Return the first of these English forms that the table has, and all that share its stem.

    `own` are groups that were found already.
    """
    if same := next(filter(None, (_equal(own, form) for form in forms)), None):
        return same, own
    for form in forms:
        family = table.found(way, stem(form, MIDDLE))
        if same := _equal(family, form):
            return same, family
    return [], ()


def _equal(groups: Iterable[Group], written: str) -> list[Group]:
    return [group for group in groups if fold(group.written) == written]


def _add(found: dict[str, tuple[float, Group]], groups: Iterable[Group], worth: float) -> None:
    for group in groups:
        found.setdefault(group.written, (worth, group))

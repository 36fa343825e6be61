"""Names of organisations in Turkic languages: the head stands last, with an ending.

The name begins at a capital: Денсаулық сақтау министрлігі, Adalet ve Kalkınma Partisi.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dragoman.index.extract.name_match import (
    Marked,
    NameMatch,
    begins_sentence,
    gap,
    kind_of,
    match,
)
from dragoman.index.extract.name_words import (
    FRAME,
    HEAD,
    LABEL,
    PLACE,
    SOLE,
    STOP,
    TITLE,
    is_surname,
)

_WIDE = 7
"""Words between the first capital of a name and its head."""

# Endings of cases; of participles and converbs. No word inside a name has them.
_CASE = re.compile(
    "(?:[дт][аеі]|[дт]ы|н[ыі]|[дтн][ае]н|[дтн][ыі]ң|[ғгқк][ае]|[дт][ае]ғы|[дт]егі|[мпб]ен"
    "|n[iıu]n|[dt][ae]n?|[dt][ae]ki)$"
)
_VERBAL = re.compile("(?:[ғгқк][ае]н|[ае]тын|етін|ып|іп|уге|уға)$")
_GOVERNED = frozenset(("қарсы", "арналған"))
_JOINED = frozenset(("жөніндегі", "арналған", "мемлекеттер"))
_RELATED = re.compile("(?:[лдт][ыі][қк]|[лдт]и[кқ]|[лдт]ык|аралық|ші|шы|li|lı|lu|lü|sal|sel)$")


def turkic(view: Marked, head: int, known: Collection[int]) -> NameMatch | None:
    """Return the name with this head, or None where nothing says that it is one."""
    mark, upper = view.marks[head], view.words[head][0].isupper()
    first = _first_capital(view, head)
    if first is None:
        alone = mark & SOLE and upper and not _is_office(view, head)
        return match(view, head, head + 1, "organisation", 0.7, "head") if alone else None
    while first < head - 1 and _owes_its_capital(view, first, known):
        first += 1
    if mark & LABEL and not upper and _is_named(view, first, head):
        return match(view, first, head, kind_of(mark), 0.75, "head")
    if not _belongs(view, first, head, first in known):
        return None
    return match(view, first, head + 1, kind_of(mark), 0.75, "head")


_OWNED = re.compile(
    "(?:[сғгндтлрцкмзбш]?[ыі]|i|ı|u|ü)(?:н?(?:ың|ің|да|де|ан|ен|а|е|ы|і)|мен|ндағы|ндегі|n[iıuüda].*)?$"
)


def _is_office(view: Marked, head: int) -> bool:
    """Whether an organisation only says whose title follows: Үкімет басшысы."""
    return gap(view, head + 1) == " " and bool(view.marks[head + 1] & TITLE)


def _belongs(view: Marked, first: int, head: int, sure: bool) -> bool:
    """Whether a head has the ending of what belongs to something, or only adjectives before it."""
    if all(_RELATED.search(view.keys[at]) for at in range(first, head)):
        return not begins_sentence(view, first) or view.words[head][0].isupper()
    if not sure and begins_sentence(view, first) and head - first > 1:
        return _OWNED.search(view.keys[head]) is not None
    if first == head - 1 and not begins_sentence(view, first):
        return True
    return _OWNED.search(view.keys[head]) is not None or view.words[head][0].isupper()


def _owes_its_capital(view: Marked, first: int, known: Collection[int]) -> bool:
    """Whether a sentence begins here with a word that is none of the name's."""
    if not view.words[first + 1][0].isupper() or not begins_sentence(view, first):
        return False
    return not (first in known or view.marks[first] & (HEAD | FRAME) or view.words[first].isupper())


def _is_named(view: Marked, first: int, head: int) -> bool:
    """Whether the words before a label are a name by themselves: SCAT әуекомпаниясы."""
    whole = all(
        view.words[i][0].isupper() and not view.marks[i] & FRAME for i in range(first, head)
    )
    return whole and not _RELATED.search(view.keys[head - 1])


def _first_capital(view: Marked, head: int) -> int | None:
    """Return where a name begins that ends with this head, None where there is no capital."""
    first, at = None, head
    if at and view.words[head][0].isupper() and not view.words[head - 1][0].isupper():
        return None
    while at > 0 and head - at < _WIDE and gap(view, at) in (" ", "-", " , ", ", ", " - "):
        comma = "," in gap(view, at)
        at -= 1
        upper = view.words[at][0].isupper()
        if first is not None and not upper and at and view.marks[at - 1] & HEAD:
            break  # "Merkez Bankası ve Adalet Bakanlığı"
        if _ends_before(view, at, first is not None, at == head - 1) or (
            comma and (upper or first is not None)
        ):
            break
        if upper:
            if view.words[head][0].isupper() and _is_someone(view, at):
                return None
            first = at
    return first


def _ends_before(view: Marked, at: int, begun: bool, adjacent: bool) -> bool:
    """Whether a name that is read from its head to the left does not reach this word."""
    mark = view.marks[at]
    if mark & FRAME:
        return False
    if view.words[at][0].isupper():
        common = mark & STOP or (mark & PLACE and adjacent) or (mark & TITLE and not adjacent)
        return bool(common) or is_declined(view.keys[at])
    return begun or bool(mark & (TITLE | STOP)) or _is_declined(view, at)


def is_declined(key: str) -> bool:
    """Whether a word of a Turkic language has an ending that its name alone has not."""
    return len(key) > 5 and _CASE.search(key) is not None


def _is_declined(view: Marked, at: int) -> bool:
    """Whether a small word has an ending that no word inside of a name has."""
    key = view.keys[at]
    if key in _JOINED or not (_CASE.search(key) or _VERBAL.search(key)):
        return False
    return at + 1 >= len(view.keys) or view.keys[at + 1] not in _GOVERNED


def _is_someone(view: Marked, at: int) -> bool:
    return is_surname(view.keys[at]) and at > 0 and view.words[at - 1][0].isupper()

"""Names of organisations in Slavic languages: the head stands first, often in small letters.

It takes adjectives before and genitives behind it: Министерство обороны, правительство Китая.
"""

from __future__ import annotations

import re

from dragoman.index.extract.name_match import (
    Marked,
    NameMatch,
    begins_sentence,
    gap,
    is_name_part,
    kind_of,
    match,
)
from dragoman.index.extract.name_words import LABEL, SOLE, STOP, TITLE, is_surname

_CLOSE = (" ", "-")

_ADJECTIVE = re.compile(
    "(?:[кнтлвщш](?:ый|ий|ой|ая|ое|ые|ие|ого|ому|ым|им|ом|ую|ых|их|ыми|ими)|ськ[аеиіоїуюйгм]+)$"
)
_DEMONYM = re.compile("(?:[^о]ск|цк)(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими)$")
_NOUN = re.compile("[аеия]ни(?:е|ем|и|ий|ю|я|ям|ями|ях)$")
_GENITIVE = re.compile("(?:ых|их|ого|его|ой|ей|ов|ев|ий|ии|ия|ы|и|а|я|ки|ту|ть|ти)$")
_VERB = re.compile(
    "(?:[аеиоуыяю]л[аио]?|[аеиоуюя]ет|[аеуюя]т|ть|л[ао]?сь|лся|ются|ится|ется|ены?|ано?|аны)$"
)
_SMALL = frozenset(("и", "по", "та", "з", "імені", "имени", "в", "при"))
_ABROAD = re.compile("^(?:посольств|консульств|генконсульств|представительств|постпредств)")


def left_of(view: Marked, head: int) -> int:
    """Return where a name with this head begins: at a capital, or the demonym, before it."""
    first = at = head
    while at > 0 and head - at < 4 and gap(view, at) in _CLOSE:
        at -= 1
        if not _is_adjective(view, at):
            break
        if view.words[at][0].isupper() or _DEMONYM.search(view.keys[at]):
            first = at
    return first


def described(view: Marked, head: int) -> int:
    """Return where the adjectives before a head begin, whatever their letters."""
    at = head
    while at > 0 and head - at < 3 and gap(view, at) in _CLOSE and _is_adjective(view, at - 1):
        at -= 1
    return at


def _is_adjective(view: Marked, at: int) -> bool:
    key = view.keys[at]
    if _ADJECTIVE.search(key) is None or _NOUN.search(key) is not None:
        return False
    return not view.marks[at] & (STOP | TITLE)


def slavic(view: Marked, head: int) -> NameMatch | None:
    """Return the name with this head, or None where nothing says that it is one."""
    first, mark = left_of(view, head), view.marks[head]
    if len(view.words[head]) > 1 and view.words[head].isupper() and view.words[first].islower():
        first = head  # "турецкого МИД": an acronym is a name by itself
    named = any(view.words[at][0].isupper() for at in range(first, head + 1))
    last, proper = _right_of(view, head, named)
    if proper:
        return match(view, min(first, described(view, head)), last, kind_of(mark), 0.75, "head")
    if mark & SOLE and view.words[head][0].isupper():
        return match(view, first, last, "organisation", 0.7, "head")
    opens = begins_sentence(view, first)
    if first < head and (not mark & LABEL or view.words[first][0].isupper()):
        return match(view, first, last, kind_of(mark), 0.5 if opens else 0.65, "head")
    if named and (not opens or last > head + 1):
        return match(view, first, last, kind_of(mark), 0.5 if opens else 0.6, "head")
    return None


def _right_of(view: Marked, head: int, named: bool) -> tuple[int, bool]:
    """Return the end of the name and whether there is a proper name behind the head."""
    last, at = head + 1, head + 1
    while at - head < 6 and gap(view, at) in _CLOSE:
        key = view.keys[at]
        if view.words[at][0].isupper():
            if view.words[head].isupper() and len(key) > 1 and not view.words[at].isupper():
                break  # "МИД Седат Онал"
            return (last, False) if _is_person(view, at) else (_capitals(view, at), True)
        if (view.marks[at] & TITLE and at == head + 1) or not _goes_on(key, view.keys[head]):
            break
        at += 1
        if named and key not in _SMALL and not view.marks[head] & (LABEL | SOLE):
            last = at
    return last, False


def _goes_on(key: str, head: str) -> bool:
    """Whether a small word may stand in a name between its head and a capital."""
    if key in _SMALL:
        return key != "в" or _ABROAD.match(head) is not None
    return len(key) > 3 and _GENITIVE.search(key) is not None and not is_verb(key)


def is_verb(key: str) -> bool:
    """Whether a Slavic word ends as verbs do."""
    return _VERB.search(key) is not None


def _capitals(view: Marked, at: int) -> int:
    """Return where the words in capitals from here on end; a person's name is not taken along."""
    at += 1
    while at < len(view.words) and view.words[at][0].isupper() and gap(view, at) in _CLOSE:
        if gap(view, at) == " " and _is_person(view, at):
            break
        at += 1
    return at


def _is_person(view: Marked, at: int) -> bool:
    """Whether a capital behind a head begins the name of a person, not of the organisation."""
    if (
        gap(view, at + 1) != " "
        or view.words[at].isascii()
        or not is_name_part(view.keys[at], view.lang)
    ):
        return False
    key = view.keys[at + 1]
    return view.words[at + 1][0].isupper() and (is_name_part(key, view.lang) or is_surname(key))

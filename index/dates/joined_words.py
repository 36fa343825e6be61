"""What is written onto the words of a date or beside them: particles, and second names."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.index.dates.names import Entry, Lexicon
from dragoman.index.extract.view import View, key_of

MONTHS = frozenset(("month", "mon", "hmon"))
_GAPS = frozenset(("/", " / ", "-", " - ", " (", "("))


def stem(text: str, lexicon: Lexicon, start: int, end: int, entry: Entry) -> int:
    """Return where a name ends and a particle that is written onto it begins, or `end`."""
    for particle in lexicon.particles:
        at = end - len(particle)
        if at > start and text.endswith(particle, at, end):
            known = lexicon.entries.get(key_of(text[start:at]))
            if known and entry.values.items() <= known.values.items():
                return at
    return end


def second_name(view: View, lexicon: Lexicon, at: int, entry: Entry) -> tuple[int, int]:
    """Return after which word and letter the second name of a month ends, (0, 0) if none begins.

    `at` is the word behind the first name, whose `entry` this is; the names are parted by a slash,
    or the second one stands in brackets.
    """
    month = month_of(entry)
    if month is None or at >= len(view.words):
        return 0, 0
    gap = view.text[view.ends[at - 1] : view.starts[at]]
    for last, other in _entries(view, lexicon, at) if gap in _GAPS else ():
        end = view.ends[last - 1]
        if month_of(other) == month:
            if gap.strip() != "(":
                return last, end
            if view.text[end : end + 1] == ")":
                return last, end + 1
    return 0, 0


def _entries(view: View, lexicon: Lexicon, at: int) -> Iterator[tuple[int, Entry]]:
    for count in lexicon.lengths.get(view.keys[at], ()):
        found = lexicon.entries.get(" ".join(view.keys[at : at + count]))
        if found and at + count <= len(view.words):
            yield at + count, found


def month_of(entry: Entry) -> tuple[str, int] | None:
    """Return the calendar and number of the month that an entry is."""
    return next((entry.values[each] for each in MONTHS if each in entry.values), None)

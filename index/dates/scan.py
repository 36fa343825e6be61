"""Where a text may speak of time: runs of words that a lexicon knows, around one that starts them.

Reading starts at the few words that only dates have (months, weekdays, units, digits); most
passages hold none or two. A run is cut at `LONGEST` words, so that all work stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.index.dates.classes import code_of
from dragoman.index.dates.digits import CHAIN, chain, is_loose, number
from dragoman.index.dates.items import (
    HAN_DIGITS,
    MARKS,
    ROMAN,
    Item,
    mark_of,
    of_calendar,
    weakened,
)
from dragoman.index.dates.joined_words import MONTHS, month_of, second_name, stem
from dragoman.index.dates.names import Entry, Lexicon
from dragoman.index.extract.view import View, keys

LONGEST, BEFORE = 120, 8
"""Words of a run, and of it before the word that started it."""

_LONGEST_CHAIN = 40
_LONGEST_ABBREVIATION = 3  # letters of the first word of "v. Chr."
_SHORT = {"mon", "wday"}  # names that are written with a stop
_LONGEST_ENDING = 5  # letters of a case ending after an apostrophe
_DIGITS = re.compile(r"\d+")
_ROMAN_KEYS = {name.lower() for name in ROMAN}
_LEADS = {"in", "of", "since", "until", "from", "before", "after", "on", "between"}
_PARTING = _LEADS | {"to", "within", "inpre", "inone", "agopre", "and", "decpre", "weakbefore"}
_NOTHING = Entry(";", {})
_SENTENCE = set('.!?:\n"\u201c\u00ab') | {""}
_MEASURES = ("%", "$", "€", "£", "\u066a", "°")
_CURRENCY = set("$€£¥₽₺₴₸₪﷼₩₹+#")


def runs(view: View, lexicon: Lexicon) -> Iterator[list[Item]]:
    """Yield the runs of a text, in order."""
    triggers = lexicon.triggers
    hits = [i for i, key in enumerate(view.keys) if key in triggers or key[:1].isdigit()]
    done = 0
    for hit in hits:
        if hit >= done:
            at = _first(view, lexicon, hit, done)
            while at <= hit:
                items, done = _Run(view, lexicon).read(at)
                if done > hit and items:
                    yield items
                at = max(done, at + 1)
            done = at


def _first(view: View, lexicon: Lexicon, hit: int, done: int) -> int:
    """Return the word that a run begins with, some words before the one that starts it."""
    first = hit
    while first > max(done, hit - BEFORE):
        gap = view.text[view.ends[first - 1] : view.starts[first]]
        key = view.keys[first - 1]
        if mark_of(gap) in (None, "stop") or not (key in lexicon.lengths or key in _ROMAN_KEYS):
            break
        first -= 1
    return first


class _Run:
    """Reads the items of one run from a view."""

    def __init__(self, view: View, lexicon: Lexicon) -> None:
        self.view, self.lexicon, self.text = view, lexicon, view.text
        self.items: list[Item] = []
        self.end = 0  # of the last word that was taken
        self.inflected = False  # whether that was an ending: "Ocak'ta" goes on with no year

    def read(self, at: int) -> tuple[list[Item], int]:
        """Return the items from a word on, and the first word after them."""
        last = min(at + LONGEST, len(self.view.words))
        while at < last:
            following = self._word(at)
            if following == at:
                break
            at = following
            if at >= last or not self._gap(at):
                break
        return self.items, at

    def _put(self, start: int, end: int, entry: Entry) -> None:
        name = stem(self.text, self.lexicon, start, end, entry) if self.lexicon.particles else end
        if name < end:
            self.items.append(Item(start, name, entry.code, entry.values))
            entry = self.lexicon.entries.get(self.text[name:end], _NOTHING)
            start = name
        self.items.append(Item(start, end, entry.code, entry.values))
        self.end, self.inflected = end, False

    def _gap(self, at: int) -> bool:
        """Take what stands before a word; say whether the run goes on there."""
        gap = self.text[self.end : self.view.starts[at]]
        mark = mark_of(gap)
        if mark is None or (mark == "comma" and (self.inflected or self._parts(at))):
            return False
        if mark == "stop":
            return self._goes_on(at, gap)
        if mark == "dash" and not gap.strip("-") and self._is_ordinal(at):
            return True
        if mark in MARKS:
            start = self.end + len(gap) - len(gap.lstrip())
            self._put(start, start + 1, MARKS[mark])
        return True

    def _parts(self, at: int) -> bool:
        """Say whether a comma before a word parts two dates: before "in", "from"."""
        entry = self.lexicon.entries.get(self.view.keys[at])
        return entry is not None and _PARTING.issuperset(entry.values)

    def _is_ordinal(self, at: int) -> bool:
        """Say whether a dash is that of an ordinal or an inflected number ("18-е", "1990-х")."""
        entry = self.lexicon.entries.get(self.view.keys[at])
        known = entry is not None and bool(entry.values.keys() & {"osuf", "decs"})
        return known and "int" in self.items[-1].values

    def _goes_on(self, at: int, gap: str) -> bool:
        """Say whether a full stop is none: that of an ordinal or of an abbreviation."""
        item = self.items[-1]
        if "dom" in item.values and self._begins_sentence(at, gap):
            return False
        if "dom" in item.values:
            ordinal = number(self.text[item.start : item.end], ordinal=True)
            if ordinal:
                item.code, item.values = ordinal.code, ordinal.values
            return True
        if "int" in item.values:
            entry = self.lexicon.entries.get(self.view.keys[at])
            is_month = entry is not None and bool(MONTHS & entry.values.keys())
            return "y4" in item.values and (gap == "." or is_month)
        if item.values.keys() & {"month", "weekday"} and gap != ".":
            short = item.end - item.start <= _LONGEST_ENDING
            return short and self.view.words[at][0].isdecimal()
        letter = self.view.words[at][0]
        if gap != "." and not (letter.islower() or letter.isdecimal()):  # a sentence begins, mostly
            return not _SHORT.isdisjoint(item.values)
        return item.end - item.start <= _LONGEST_ENDING

    def _begins_sentence(self, at: int, gap: str) -> bool:
        """Say whether a word behind a number and a stop begins a sentence ("3. On Monday")."""
        if gap == "." or self.lexicon.mark == "." or not self.view.words[at][0].isupper():
            return False
        entry = self.lexicon.entries.get(self.view.keys[at])
        return entry is None or not MONTHS & entry.values.keys()

    def _word(self, at: int) -> int:
        """Take the entry that begins with a word; return the word after it, or the same."""
        view, word = self.view, self.view.words[at]
        if word[0].isdecimal():
            return self._digits(at, word)
        if word in HAN_DIGITS and (after := self._han_year(at)):
            return after
        for count in self.lexicon.lengths.get(view.keys[at], ()):
            entry = self._entry(at, count)
            if entry:
                self._put(view.starts[at], view.ends[at + count - 1], entry)
                return self._second_name(at + count, entry)
        if word in ROMAN and self.lexicon.lang != "en":  # where "I" is a word
            values = {"roman": ROMAN[word]}
            self._put(view.starts[at], view.ends[at], Entry(code_of(values), values))
            return at + 1
        if self.items and self._is_ending(at, word):
            self.end, self.inflected = view.ends[at], True
            return at + 1
        return at

    def _second_name(self, at: int, entry: Entry) -> int:
        """Take a second name of the month before a word; return the word after it, or the same."""
        after, end = second_name(self.view, self.lexicon, at, entry)
        if not after:
            return at
        values = {"month": month_of(entry)}
        self._put(self.items.pop().start, end, Entry(code_of(values), values))
        return after

    def _is_ending(self, at: int, word: str) -> bool:
        """Say whether a word is the ending of an inflected name or number ("2017'de")."""
        return (
            len(word) <= _LONGEST_ENDING and self.text[self.view.starts[at] - 1] in "'\u2019\u02bc"
        )

    def _han_year(self, at: int) -> int:
        """Take a year written by its digits ("二〇一七"); return the word after it, or 0."""
        words, view = self.view.words[at : at + 4], self.view
        if len(words) < 4 or any(word not in HAN_DIGITS for word in words):
            return 0
        entry = number("".join(str(HAN_DIGITS[word]) for word in words))
        if entry is None or "y4" not in entry.values:
            return 0
        self._put(view.starts[at], view.ends[at + 3], entry)
        return at + 4

    def _entry(self, at: int, count: int) -> Entry | None:
        """Return the entry of so many words from one on."""
        view, last = self.view, at + count
        if count == 1:
            entry = self.lexicon.entries.get(view.keys[at])
            is_common = entry and view.keys[at] in self.lexicon.weak and not self._is_name(at)
            return weakened(entry) if entry and is_common else entry
        if last > len(view.keys):
            return None
        entry = self.lexicon.entries.get(" ".join(view.keys[at:last]))
        return entry if entry and all(self._is_linked(i) for i in range(at, last - 1)) else None

    def _is_linked(self, at: int) -> bool:
        """Say whether a word and the next may be one phrase; a stop ends short words only."""
        gap = self.text[self.view.ends[at] : self.view.starts[at + 1]]
        mark = mark_of(gap)
        if mark == "stop":
            return gap == "." or len(self.view.words[at]) <= _LONGEST_ABBREVIATION
        return mark in ("", "dash", "apostrophe")

    def _is_name(self, at: int) -> bool:
        """Say whether a word that may be a common one too is the name of a month or weekday."""
        entry = self.lexicon.entries[self.view.keys[at]]
        is_full = entry.values.keys() & {"month", "weekday"}
        if is_full and self.items and _LEADS & self.items[-1].values.keys():
            return True
        word, start = self.view.words[at], self.view.starts[at]
        begins = start == 0 or self.text[max(0, start - 2) : start].strip()[-1:] in _SENTENCE
        return word[0].isupper() and not begins

    def _digits(self, at: int, word: str) -> int:
        """Take what begins with a digit; return the word after it, or the same."""
        start = self.view.starts[at]
        if self._continues(start):
            return at
        linked = CHAIN.match(self.text, start, start + _LONGEST_CHAIN)
        if linked:
            after = self._chain(at, linked)
            if after > at or not is_loose(linked.group()):
                return after
        found = _DIGITS.match(word)
        assert found
        end = start + found.end()
        entry = None if self._is_quantity(end) else number(found.group())
        if entry is None:
            return at
        self._put(start, end, of_calendar(entry, self.lexicon.calendar))
        return at + 1 if found.end() == len(word) else self._ending(at, word[found.end() :], end)

    def _continues(self, start: int) -> bool:
        """Say whether a number is a price, or the rest of one that was refused."""
        before = self.text[max(0, start - 2) : start]
        if not before or (self.items and self.items[-1].end == start):
            return False
        return before[-1] in _CURRENCY or (before[-1] in "./:-," and before[0].isdecimal())

    def _is_quantity(self, end: int) -> bool:
        after = self.text[end : end + 2]
        return after[:1] in _MEASURES or (after[:1] == "," and after[1:].isdecimal())

    def _ending(self, at: int, rest: str, start: int) -> int:
        """Take the letters written onto a number ("3rd", "10월")."""
        entry = self.lexicon.entries.get(keys([rest])[0])
        if entry is None:
            self.items.pop()
            return at
        self._put(start, start + len(rest), entry)
        return at + 1

    def _chain(self, at: int, linked: re.Match[str]) -> int:
        """Take digits with marks between them, which are several words."""
        view, lexicon, end = self.view, self.lexicon, linked.end()
        entry = chain(linked.group(), lexicon.order, lexicon.mark, lexicon.lang)
        if entry is None or self.text[end : end + 1] in _MEASURES:
            return at
        if "mdw" in entry.values:
            if is_loose(linked.group()) and self._by_month(at, end):
                return at
            if "." in linked.group() and self.text[end : end + 1] == "." == lexicon.mark:
                entry = Entry(code_of(["md"]), {"md": entry.values["mdw"]})
                end += 1
        self._put(linked.start(), end, entry)
        at += 1
        while at < len(view.words) and view.starts[at] < end:
            at += 1
        return at

    def _by_month(self, at: int, end: int) -> bool:
        """Say whether the name of a month stands before or after digits ("3-4 May")."""
        if self.items and MONTHS & self.items[-1].values.keys():
            return True
        words, starts = self.view.keys, self.view.starts
        following = next((i for i in range(at, min(at + 4, len(words))) if starts[i] >= end), None)
        entry = self.lexicon.entries.get(words[following]) if following is not None else None
        return entry is not None and bool(MONTHS & entry.values.keys())

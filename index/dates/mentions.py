"""From reduced runs to mentions: what stands by itself, and what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace

from dragoman.index.dates.build import tree_of
from dragoman.index.dates.days import number
from dragoman.index.dates.items import Item
from dragoman.index.dates.names import Lexicon
from dragoman.index.dates.resolve import Scope, resolve
from dragoman.index.dates.when import (
    Calendar,
    DateMention,
    Direction,
    Open,
    Shift,
    Span,
    Stretch,
    Tree,
    Unit,
    is_anchored,
)
from dragoman.index.extract.view import View
from dragoman.index.interval import Day


@dataclass(slots=True)
class Context:
    """What an article has said of time so far.

    `anchor` is the last day, or first day of a time, that it named, `coarse` the same of whatever
    it named, years and decades too; "since 2011" is where nothing is told of.
    """

    anchor: Day | None = None
    coarse: Day | None = None


_SURE = (
    *("date", "md", "ym", "yr", "wk", "per", "wd", "wdrel", "range", "open", "weekday", "month"),
)
_DOUBTFUL = ("y4", "dd", "mdw", "wday", "mon", "beside", "hmon")
_BEFORE_YEAR = frozenset(
    ("in", "on", "since", "until", "from", "before", "after", "between", "yearw", "decpre", "part")
)
_PERHAPS_BEFORE_YEAR = frozenset(("of", "and", "to", "or"))
_BEFORE_DAY = frozenset(("on", "until", "since", "before", "after", "from"))
_BEFORE_MONTH = frozenset(("in", "since", "until", "before", "after", "part"))
_CLOSING = frozenset(".,;:!?)]}\u00bb\u201d\"'\u2019\u3002\uff0c\u060c\u061f\u061b")
_STOPS = ".!?\n\u0589\u3002\u061f\u06d4\u0964"
_BACK, _AHEAD = 240, 160  # letters of a sentence that are looked at, before and after a date
_NEAR_BEFORE, _NEAR_AFTER = 80, 10
"""Letters around a date in which its verb is looked for: "said on Friday that it will" is past."""

_COARSE = frozenset(("month", "year", "decade", "century"))
"""How exact a time is from which no day is counted."""

_LONGEST = 31  # days of such a time

_WEEKLY = frozenset(("zh",))
"""Languages that mean the week before by "last Thursday", whatever day it is."""

_EARLIEST, _SURE_YEAR, _LATEST = 1000, 1500, 2100


def _is_long(tree: Tree) -> bool:
    """Say whether a time is counted in months or years ("the same year", "a month later")."""
    if isinstance(tree, Shift):
        return tree.amounts[-1][1] in _COARSE
    return isinstance(tree, Unit) and tree.unit in _COARSE


def _in_month(tree: Tree, last: Tree | None) -> Tree:
    """Return a day without a month, right behind one with it, as a day of the same month."""
    if not (isinstance(tree, Calendar) and isinstance(last, Calendar) and last.month):
        return tree
    bare = tree.day and not tree.month and tree.weekday < 0
    return replace(last, day=tree.day, weekday=-1) if bare and tree.day > last.day > 0 else tree


def _is_coarse(span: Span) -> bool:
    """Say whether a time is too long for days to be counted from it."""
    if span.first is None or span.last is None:
        return True
    return span.precision in _COARSE or number(span.last) - number(span.first) > _LONGEST


class Reader:
    """Turns the runs of one text into mentions, in order."""

    def __init__(
        self,
        words: Lexicon,
        view: View,
        base: Day | None,
        context: Context,
        direction: Direction,
    ) -> None:
        self.words, self.view, self.text, self.base = words, view, view.text, base
        self.context, self.direction = context, direction
        self.year, self.year_until = 0, 0

    def mentions(self, items: list[Item]) -> list[DateMention]:
        """Return the mentions of one run."""
        found: list[DateMention] = []
        last: Tree | None = None
        for index, item in enumerate(items):
            cls = self._standing(item, items[index - 1].values if index else ())
            if cls:
                tree = last = _in_month(tree_of(cls, item.values[cls]), last)
                if self.direction != "near" or not self._is_length(item, tree):
                    found.append(self._mention(item, tree))
        return found

    def _is_length(self, item: Item, tree: Tree) -> bool:
        """Say whether a time is rather how long something takes, a term, or nothing certain."""
        if isinstance(tree, Stretch):
            return tree.from_now or tree.vague
        return isinstance(tree, Shift) and tree.doubtful and not self._looks_ahead(item)

    def _mention(self, item: Item, tree: Tree) -> DateMention:
        scope = self._scope(item, tree)
        span = resolve(tree, scope)
        if isinstance(tree, Shift) and tree.sign > 0 and not tree.anchored:
            span = replace(span, confidence=0.6)  # "in two weeks" may be how long it took
        if is_anchored(tree) and scope.anchor is None:
            span = replace(span, confidence=0.3)  # later than what, nobody said
        self._remember(item, tree, span)
        confidence = span.confidence if span.first or span.last else 0.5
        return DateMention(
            *(item.start, self._end(item, tree), span.first, span.last),
            *(span.precision, span.relative, confidence),
        )

    def _end(self, item: Item, tree: Tree) -> int:
        """Return where a mention ends: not with the "of" of "two days after", or a case ending."""
        is_later = isinstance(tree, Shift) and tree.anchored
        index = bisect_left(self.view.starts, item.end) - 1
        if not (is_later or self.words.endings) or self.view.starts[index] <= item.start:
            return item.end
        key, before = self.view.keys[index], self.text[self.view.starts[index] - 1]
        entry = self.words.entries.get(key)
        cut = is_later and entry is not None and not {"of", "the"}.isdisjoint(entry.values)
        if cut or (before == "-" and key in self.words.endings):
            return self.view.ends[index - 1]
        return item.end

    def _scope(self, item: Item, tree: Tree) -> Scope:
        strict = self.direction == "future"
        loose = isinstance(tree, Calendar) and not tree.has_year
        year = self.year if loose and item.start < self.year_until else 0
        direction = self.direction
        if not year and not strict and self.base and self._looks_ahead(item):
            direction = "future"
        words, news = self.words, self.direction == "near"
        nearest = news and words.lang not in _WEEKLY
        said, calendar = self.context, words.calendar
        scope = Scope(self.base, direction, said.anchor, year, strict, calendar, news, nearest)
        return replace(scope, anchor=said.coarse) if _is_long(tree) else scope

    def _remember(self, item: Item, tree: Tree, span: Span) -> None:
        """Keep the day for what follows, and a year that is said for the rest of its sentence."""
        day = span.first or span.last
        same = is_anchored(tree) and isinstance(tree, Unit) and not tree.offset
        if day and not same and not isinstance(tree, Open):
            self.context.coarse = day
            if not _is_coarse(span):
                self.context.anchor = day
        if not isinstance(tree, Calendar) or not tree.has_year or tree.calendar != "g":
            return
        if self.base and tree.year < self.base[0]:
            self.year, self.year_until = tree.year, self._sentence(item)[1]

    def _looks_ahead(self, item: Item) -> bool:
        """Say whether the sentence of a date speaks of what is to come ("will", "будет")."""
        future = self.words.future
        if not future:
            return False
        start, end = self._sentence(item)
        if not self.words.verb_last:
            start, end = max(start, item.start - _NEAR_BEFORE), min(end, item.end + _NEAR_AFTER)
        first = bisect_left(self.view.starts, start)
        last = bisect_left(self.view.starts, end)
        return not future.isdisjoint(self.view.keys[first:last])

    def _sentence(self, item: Item) -> tuple[int, int]:
        """Return where the sentence of an item begins and ends, roughly."""
        low, high = max(0, item.start - _BACK), min(len(self.text), item.end + _AHEAD)
        start = max(self.text.rfind(stop, low, item.start) for stop in _STOPS)
        ends = (self.text.find(stop, item.end, high) for stop in _STOPS)
        return max(low, start + 1), min((end for end in ends if end >= 0), default=high)

    def _standing(self, item: Item, before: Collection[str]) -> str:
        """Return the class by which an item is a date by itself, or ""."""
        for cls in _SURE:
            if cls in item.values:
                return cls
        for cls in _DOUBTFUL:
            if cls in item.values:
                return cls if self._is_date(cls, item, set(before)) else ""
        return ""

    def _is_date(self, cls: str, item: Item, before: set[str]) -> bool:
        if cls == "y4":
            return self._is_year(item, before)
        if cls == "dd":
            return bool(before & _BEFORE_DAY) or not self.text[item.start].isalpha()
        if cls == "mdw":  # "5-3" is a score, or one thing to another
            written = self.text[item.start : item.end]
            return bool(before & _BEFORE_DAY) and not written.count("-") + written.count("\u2013")
        if cls == "hmon":  # a month of another calendar; Gregorian ones are weak words here
            return item.values[cls][0] != "g" and bool(before & _BEFORE_MONTH)
        if cls == "beside":
            return self._ends(item)
        sign = self.text[max(0, item.start - 1) : item.start]
        return bool(before & (_BEFORE_YEAR | _PERHAPS_BEFORE_YEAR)) or (
            self.text[item.start].isupper() and sign != "$"
        )

    def _is_year(self, item: Item, before: set[str]) -> bool:
        """Say whether a number of four digits is a year: by what stands before or after it."""
        year = item.values["y4"]
        if not _EARLIEST <= year <= _LATEST:
            return False
        if before & _BEFORE_YEAR or (before & _PERHAPS_BEFORE_YEAR and year % 100):
            return True
        opened = self.text[max(0, item.start - 1) : item.start] in ("(", "[", "")
        return year >= _SURE_YEAR and (opened or self._ends(item))

    def _ends(self, item: Item) -> bool:
        """Say whether nothing of the same phrase can follow an item."""
        after = self.text[item.end : item.end + 2]
        return not after.strip() or after[0] in _CLOSING

"""What a text says of time: mentions, and the trees of meaning that rules build.

A tree is resolved to days only when it is known what stands around it: the date of publication,
the direction of the sentence, and the dates before it in the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dragoman.index.article import DateMention as DateMention
from dragoman.index.article import Day
from dragoman.index.article import Precision as Precision

Direction: TypeAlias = Literal["near", "past", "future"]


@dataclass(frozen=True, slots=True)
class Span:
    """Resolved days; None at an open end, at both ends where nothing can be said."""

    first: Day | None
    last: Day | None
    precision: Precision = "range"
    relative: bool = False
    confidence: float = 1.0

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its fields, 0 where one is not said; `calendar` is "g", "h" (Hijri) or "s".

    `weekday` is 0 to 6, or -1: a check on the day, or what is asked for.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    calendar: str = "g"
    has_year: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A season, quarter or half (`kind`) of a year by its number, or a numbered week."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A whole unit of the calendar, so many from the one that now lies in ("last week": -1).

    `anchored`: counted from the last date in the text, where there is one ("the next day").
    """

    unit: str
    offset: int
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after a day: of `origin`, or now ("two days ago").

    `doubtful`: it may be how long something takes ("in two weeks").
    """

    amounts: tuple[tuple[int, str], ...]
    sign: int
    origin: Tree | None = None
    anchored: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units that end or begin now ("the last three weeks"), or from `origin` on.

    `from_now`: a term ("within two weeks"); `vague`: nobody said how many ("the last days").
    """

    amounts: tuple[tuple[int, str], ...]
    sign: int
    origin: Tree | None = None
    from_now: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A weekday, month or season that is pointed at ("last Monday", "next May"): -1, 0, 1.

    `anchored`: from the last date in the text ("the following Sunday").
    """

    inner: Tree
    offset: int
    near: bool = False
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A date that another one completes ("Monday" of "next week", "May" of "last year")."""

    inner: Tree
    outer: Tree


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit or weekday of a time, from its end below 0; `count` of them in a row."""

    n: int
    unit: str
    outer: Tree
    count: int = 1
    weekday: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, middle or end of a time: "begin", "mid", "end", "early", "late"."""

    part: str
    whole: Tree


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another, both included."""

    first: Tree
    last: Tree


@dataclass(frozen=True, slots=True)
class Open:
    """A time that is open at one end: "since", "until", "before", "after", "by"."""

    how: str
    time: Tree


Tree: TypeAlias = (
    Span | Calendar | Piece | Unit | Shift | Stretch | Named | Within | Nth | Part | Range | Open
)


def is_anchored(tree: Tree) -> bool:
    """Say whether a time is counted from the last date in the text."""
    return isinstance(tree, (Unit, Shift, Named)) and tree.anchored

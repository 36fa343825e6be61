"""What travels along the road: articles, their passages, and the record of what was found out.

All of them are values: frozen, slotted, compared by content. Offsets are code points of
`Article.text`, half open; nothing may alter that text once an article is made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

EXTRA = "x."
"""What stands before the name of an extra key to make the name of its tag field."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with an id.

    `published` is "" or an ISO 8601 date of any precision ("2017", "2017-05", "2017-05-04"),
    or a date and time; `lang` is what the article's own metadata claims, kept but not believed;
    `extra` holds every other key of the source, JSON values only.
    """

    id: str
    text: str
    title: str = ""
    published: str = ""
    source: str = ""
    url: str = ""
    lang: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article in one language: `article.text[start:end]`.

    `lang` is an ISO 639 code, or "und" where nothing can be said.
    """

    start: int
    end: int
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A party or a place: what a mention means.

    `id` is stable across texts, languages and indexes; `name` the canonical name, in English where
    there is one. `country` is an ISO 3166-1 code or "" (a place's own, a party's home); `lat` and
    `lon` are degrees, WGS 84, of a place that has a point.
    """

    id: str
    name: str
    type: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article, `article.text[start:end]`, that names a party or a place.

    `confidence` (0 to 1) is that of `entity` being what is meant, in this kind; `by` says what it
    was known from: a "name", a "demonym", a "metonym", a "shape" (capitals, titles). `candidates`
    are the other readings with their confidences, the likeliest first.
    """

    kind: Literal["party", "place"]
    start: int
    end: int
    entity: Entity
    confidence: float
    by: str = "name"
    candidates: tuple[tuple[Entity, float], ...] = ()


Day: TypeAlias = tuple[int, int, int]
"""Year, month and day, proleptic Gregorian; year 0 is 1 BC."""

Precision: TypeAlias = Literal["day", "month", "year", "decade", "century", "part", "range"]
"""`part` is any other piece of the calendar: a week, a quarter, a season, "early May"."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, `text[start:end]`: all days from `first` to `last`, both included.

    Both are None where it cannot be resolved; one of them is None where the time is open ("since
    2011", "until May"). `relative` says that it depends on the date of publication or on another
    date of the text. `confidence` is 0 to 1.
    """

    start: int
    end: int
    first: Day | None
    last: Day | None
    precision: Precision
    relative: bool
    confidence: float


Told = TypeVar("Told", bound="Mention | DateMention")


def begun_within(told: Sequence[Told], start: int, end: int) -> Sequence[Told]:
    """Return the mentions that begin in a part of an article; they are in order, and so is this.

    None of them crosses the end of a passage.
    """
    first = bisect_left(told, start, key=lambda one: one.start)
    return told[first : bisect_left(told, end, first, key=lambda one: one.start)]


@dataclass(frozen=True, slots=True)
class Translation:
    """A passage in another language, sentence by sentence.

    `sentences` holds for each sentence of the passage where it stands in the passage's text and
    where its translation stands in `text` (code points; empty where it could not be translated):
    start, end, start, end. `model` is the name of what translated it. `doubtful` holds the number
    of a sentence (from 0; -1 is the title) and what is doubtful about its translation. `title` is
    that of the article, translated, or "".
    """

    lang: str
    text: str
    sentences: tuple[tuple[int, int, int, int], ...]
    model: str
    doubtful: tuple[tuple[int, str], ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An article with everything that was found out about it.

    `lang` is the language of most of the article, `confidence` (0 to 1) how sure that is.
    Passages are in order and do not overlap; mentions of parties and places are in order and may;
    dates are in order. `translations` holds those of passages that have one, by their number.
    """

    article: Article
    lang: str
    confidence: float
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    translations: Mapping[int, Translation] = field(default_factory=dict)

    @property
    def told(self) -> list[Mention | DateMention]:
        """Everything that the article says of parties, places and dates, in order."""
        return sorted([*self.mentions, *self.dates], key=lambda one: (one.start, one.end))

"""What the ledger hands out: values, frozen and slotted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.index.article import DateMention, Entity, Mention, Record, Translation


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article came from: a file below a named root, and its line (0 = the whole file).

    An article that an application gave has no root: `Origin()`.
    """

    root: str = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class HitRow:
    """All that is shown of one passage: `text` is the article's text from `start` to `end`.

    `passage` counts from 0 within the article; `key` and `record` are the ledger's; `mentions`
    and `dates` are those of the passage, with offsets into its own text.
    """

    key: int
    record: int
    passage: int
    start: int
    end: int
    lang: str
    text: str
    article: str
    title: str
    published: str
    source: str
    url: str
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it is kept, with what the second stage reads of each of its passages.

    `named` are what its tags of parties and places stand for, by kind; `ways` the fingerprint of
    what translated its passages ("" = nothing did), for each of their languages.
    """

    record: Record
    folded: tuple[str, ...]
    origin: Origin = Origin()
    named: tuple[tuple[str, Entity], ...] = ()
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the ledger keeps it; `passage_keys` in the order of `record.passages`."""

    key: int
    record: Record
    passage_keys: tuple[int, ...]
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger holds of an article: enough to see whether it has changed.

    `ways` is as in `Draft`.
    """

    record: int
    content: bytes
    origin: Origin
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """How much an index holds.

    `pending` counts the articles that a writer has begun and not finished; `languages` counts
    passages, `sources` and `roots` articles ("" = those without one), `translated` the passages of
    each language that have a translation, `models` the sentences in the memory by what translated
    them.
    """

    articles: int
    passages: int
    pending: int
    languages: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    roots: Mapping[str, int] = field(default_factory=dict)
    translated: Mapping[str, int] = field(default_factory=dict)
    models: Mapping[str, int] = field(default_factory=dict)

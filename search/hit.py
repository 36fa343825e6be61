"""What an answer is: hits, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from dragoman.index.article import DateMention, Mention
from dragoman.index.interval import written

if TYPE_CHECKING:
    from dragoman.search.resolve import Choice


def date_fields(mention: DateMention) -> dict[str, Any]:
    """Return what is known of a date, in JSON; "" for an end that is open or not known."""
    return {
        "from": written(mention.first) if mention.first else "",
        "to": written(mention.last) if mention.last else "",
        "precision": mention.precision,
        "relative": mention.relative,
        "confidence": round(mention.confidence, 2),
    }


def brief(mention: Mention | DateMention) -> dict[str, Any]:
    """Return a mention as a hit gives it: the surest reading alone."""
    if isinstance(mention, DateMention):
        known = date_fields(mention)
        return {"kind": "date", "start": mention.start, "end": mention.end, **known}
    return {
        "kind": mention.kind,
        "id": mention.entity.id,
        "name": mention.entity.name,
        "type": mention.entity.type,
        "start": mention.start,
        "end": mention.end,
        "confidence": round(mention.confidence, 2),
    }


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers.

    `text` is the passage, the article's text from `start` to `end` (code points); `passage` its
    number in the article, from 0; `marks` are stretches of `text` that met the question, `mentions`
    what it says of parties, places and dates, with offsets into `text`. `rank` counts from 1;
    scores compare within one answer only. `published` is ISO 8601 or "".
    """

    rank: int
    score: float
    article: str
    passage: int
    lang: str
    title: str
    published: str
    source: str
    url: str
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    mentions: tuple[Mention | DateMention, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the hit as `docs/formats.md` describes it."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        marks = [list(mark) for mark in self.marks]
        return row | {"marks": marks, "mentions": [brief(one) for one in self.mentions]}


@dataclass(frozen=True, slots=True)
class Results:
    """A page of the answer to one question.

    `total` counts all passages that answer (articles, where those were asked for), `took_ms` is
    wall time in milliseconds, `taken` what the names of parties and places were taken for.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    taken: tuple[Choice, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `docs/formats.md` describes it."""
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 1),
            "taken": [choice.to_json() for choice in self.taken],
            "hits": [hit.to_json() for hit in self.hits],
        }

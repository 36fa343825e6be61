"""What an answer is: hits, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from dragoman.index.article import DateMention, Mention, Translation
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


def translated(one: Translation) -> dict[str, Any]:
    """Return the translation of a passage, in JSON; what is doubtful of its title has no number."""
    return {
        "text": one.text,
        "lang": one.lang,
        "sentences": [list(places) for places in one.sentences],
        "model": one.model,
        "doubtful": [
            {"sentence": None if number < 0 else number, "reason": why}
            for number, why in one.doubtful
        ],
        "title": one.title,
    }


@dataclass(frozen=True, slots=True)
class Rendered:
    """A word of the question as a dictionary gave it and a passage has it: `text[start:end]`."""

    word: str
    translation: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """Return the word as `docs/formats.md` describes it."""
        return {name: getattr(self, name) for name in ("word", "translation", "start", "end")}


@dataclass(frozen=True, slots=True)
class HitTranslation:
    """A passage's translation and the stretches of it (`marks`) that met the question."""

    translation: Translation
    marks: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the translation as `docs/formats.md` describes it."""
        return {**translated(self.translation), "marks": [list(mark) for mark in self.marks]}


UNTRANSLATED = "no translation and no dictionary"
ELSEWHERE = "translated, but not into the language of the question"
WORDLESS = "no dictionary has a word of the question"
UNKNOWN = "their language is unknown"
UNDATED = "no date was found in them"
"""Why a question could not be put to passages."""


@dataclass(frozen=True, slots=True)
class Unsearched:
    """Passages that a question could not be put to: how many, and why (one of those above).

    `lang` is their language, "" where they may be in any.
    """

    lang: str
    passages: int
    why: str

    def to_json(self) -> dict[str, Any]:
        """Return it as `docs/formats.md` describes it."""
        return {"lang": self.lang, "passages": self.passages, "why": self.why}


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers.

    `text` is the passage, the article's text from `start` to `end` (code points); `passage` its
    number in the article, from 0; `marks` are stretches of `text` that met the question, `mentions`
    what it says of parties, places and dates, with offsets into `text`. `translation` is the
    passage in another language, where the index has it; `rendered` are words of the question that
    met the passage as a dictionary translates them. `rank` counts from 1; scores compare within
    one answer only. `published` is ISO 8601 or "".
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
    translation: HitTranslation | None = None
    rendered: tuple[Rendered, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the hit as `docs/formats.md` describes it."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {
            "marks": [list(mark) for mark in self.marks],
            "mentions": [brief(one) for one in self.mentions],
            "translation": self.translation and self.translation.to_json(),
            "rendered": [one.to_json() for one in self.rendered],
        }


@dataclass(frozen=True, slots=True)
class Results:
    """A page of the answer to one question.

    `total` counts all passages that answer (articles, where those were asked for), `took_ms` is
    wall time in milliseconds, `taken` what the names of parties and places were taken for,
    `not_searched` what of the index the question could not be put to (`coverage.py`).
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    taken: tuple[Choice, ...] = ()
    not_searched: tuple[Unsearched, ...] = ()

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
            "not_searched": [one.to_json() for one in self.not_searched],
            "hits": [hit.to_json() for hit in self.hits],
        }

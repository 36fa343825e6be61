"""What travels along the road: articles, their passages, and the record of what was found out.

All of them are values: frozen, slotted, compared by content. Offsets are code points of
`Article.text`, half open; nothing may alter that text once an article is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
class Record:
    """An article with everything that was found out about it.

    `lang` is the language of most of the article, `confidence` (0 to 1) how sure that is.
    Passages are in order and do not overlap.
    """

    article: Article
    lang: str
    confidence: float
    passages: tuple[Passage, ...]

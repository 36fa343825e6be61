"""What is known of a name in an article while it is decided whether it is a place, and which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.index.extract.gazetteer import Place
from dragoman.index.extract.lexicon import Entries
from dragoman.index.extract.place_spans import Span

Name = str | Entries
"""What mentions of one name share: the entries of the lexicon, or the words of a shape."""


class Found(NamedTuple):
    """A name that may be a place, in a passage.

    `start` and `end` are offsets in the article, `key` is how it is written, folded; `name` is
    what mentions are grouped by, the same for all inflections of a name; `within` the entries of
    the place that stands behind it after a comma; `said` is "region" or "town" where a generic
    word beside it says so.
    """

    start: int
    end: int
    key: str
    name: Name
    lang: str
    span: Span
    cues: tuple[str, ...]
    within: Entries
    said: str


@dataclass(slots=True)
class Group:
    """All mentions of one name in an article, while it is decided what it means.

    `entries` are those of the lexicon; `within` the entries of names that stand behind it after a
    comma; `senses` what came out: places with their scores, the best first.
    """

    entries: Entries
    within: list[Entries] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    senses: list[tuple[Place, float]] = field(default_factory=list)

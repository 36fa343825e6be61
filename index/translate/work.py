"""From passages to sentences that are to be translated, and from their translations back.

Pure: nothing here translates or remembers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from dragoman.index.article import Passage, Record, Translation
from dragoman.index.sentences import sentences
from dragoman.index.translate.guards import doubts
from dragoman.index.translate.seam import Translated

Spans: TypeAlias = Sequence[tuple[int, int]]

TITLE = -1
"""The number, among those of doubtful sentences, of the title."""

LOST = "not translated"
"""What is doubtful about a sentence of which nothing came, before the reason."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of whatever translated: its languages and what a person calls it."""

    source: str
    target: str
    name: str


def spans(record: Record, lang: str) -> dict[int, Spans]:
    """Return where the sentences of each passage in a language stand in the passage's text.

    Neighbours are read as one: whether a line was wrapped to a width is told from those around it.
    """
    found: dict[int, Spans] = {}
    numbered = groupby(enumerate(record.passages), lambda one: one[1].lang == lang)
    for some in (list(run) for is_in_it, run in numbered if is_in_it):
        low, high = some[0][1].start, some[-1][1].end
        read = sentences(record.article.text, low, high, lang)
        for number, passage in some:
            found[number] = _within(passage, read) or _alone(passage)
    return found


def _within(passage: Passage, read: Spans) -> Spans:
    """Return the sentences of a passage, none unless they are just what it consists of."""
    first = bisect_left(read, (passage.start, 0))
    last = bisect_left(read, (passage.end, 0))
    inside = read[first:last]
    if not inside or (inside[0][0], inside[-1][1]) != (passage.start, passage.end):
        return ()
    return [(start - passage.start, end - passage.start) for start, end in inside]


def _alone(passage: Passage) -> Spans:
    return sentences(passage.text, 0, len(passage.text), passage.lang)


def one_line(text: str) -> str:
    """Return a sentence as a translator is given it: a break of lines is a space like others."""
    return " ".join(text.split())


def asked(record: Record, lang: str, cut: Mapping[int, Spans]) -> Iterator[str]:
    """Yield the sentences of a record in a language, and its title where it is in it.

    `cut` are the `spans` of its passages.
    """
    if title := title_of(record, lang):
        yield title
    for number, places in cut.items():
        text = record.passages[number].text
        yield from (one_line(text[start:end]) for start, end in places)


def title_of(record: Record, lang: str) -> str:
    """Return the title of an article as a translator is given it, if it is in a language."""
    return one_line(record.article.title) if record.lang == lang else ""


def assembled(
    passage: Passage, cut: Spans, title: str, made: Mapping[str, Translated], way: Way
) -> Translation | None:
    """Return the translation of a passage, sentence by sentence; None where nothing came of any.

    `cut` are its sentences; `made` holds what became of each, by `one_line` of it; `title` is the
    article's, as it was asked. A sentence without a translation has an empty place, and is
    doubtful.
    """
    text, rows, doubtful, last = "", [], [], 0
    for number, (start, end) in enumerate(cut):
        source = one_line(passage.text[start:end])
        one = made.get(source, Translated(None))
        written = one.text or ""
        if written and text:
            text += _between(passage.text[last:start], way.target)
        rows.append((start, end, len(text), len(text) + len(written)))
        text += written
        last = end
        doubtful += [(number, why) for why in _doubts(source, one, way)]
    if not text:
        return None
    named = made.get(title, Translated(None)).text or ""
    if named:
        doubtful += [(TITLE, why) for why in doubts(title, named, way.source, way.target)]
    return Translation(way.target, text, tuple(rows), way.name, tuple(doubtful), named)


def _doubts(source: str, one: Translated, way: Way) -> tuple[str, ...]:
    if one.text is None:
        return (f"{LOST}: {one.why}" if one.why else LOST,)
    return doubts(source, one.text, way.source, way.target)


def _between(gap: str, lang: str) -> str:
    """Return what stands between two sentences of a translation: a paragraph stays one."""
    breaks = len(f"{gap}.".splitlines()) - 1
    return "\n" * min(breaks, 2) or ("" if lang in _JOINED else " ")


_JOINED = frozenset(("ja", "yue", "zh"))  # which put no space between sentences

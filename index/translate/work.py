"""From passages to sentences that are to be translated, and from their translations back.

Pure: nothing here translates or remembers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.index.article import Passage, Record, Translation
from dragoman.index.sentences import sentences
from dragoman.index.translate.guards import doubts
from dragoman.index.translate.seam import Translated

LOST = "not translated"
"""What is doubtful about a sentence of which nothing came, before the reason."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of whatever translated: its languages and what a person calls it."""

    source: str
    target: str
    name: str


def spans(passage: Passage) -> list[tuple[int, int]]:
    """Return where the sentences of a passage stand in its text."""
    return list(sentences(passage.text, 0, len(passage.text), passage.lang))


def one_line(text: str) -> str:
    """Return a sentence as a translator is given it: a break of lines is a space like others."""
    return " ".join(text.split())


def asked(record: Record, lang: str) -> Iterator[str]:
    """Yield the sentences of a record's passages in a language, and its title where it is in it."""
    if title := title_of(record, lang):
        yield title
    for passage in record.passages:
        if passage.lang == lang:
            yield from (one_line(passage.text[start:end]) for start, end in spans(passage))


def title_of(record: Record, lang: str) -> str:
    """Return the title of an article as a translator is given it, if it is in a language."""
    return one_line(record.article.title) if record.lang == lang else ""


def assembled(
    passage: Passage, title: str, made: Mapping[str, Translated], way: Way
) -> Translation | None:
    """Return the translation of a passage, sentence by sentence; None where nothing came of any.

    `made` holds what became of each sentence, by `one_line` of it; `title` is the article's, as
    it was asked. A sentence without a translation has an empty place, and is doubtful.
    """
    text, rows, doubtful, last = "", [], [], 0
    for number, (start, end) in enumerate(spans(passage)):
        source = one_line(passage.text[start:end])
        one = made.get(source, Translated(None))
        written = one.text or ""
        if written and text:
            text += _between(passage.text[last:start])
        rows.append((start, end, len(text), len(text) + len(written)))
        text += written
        last = end
        doubtful += [(number, why) for why in _doubts(source, one, way)]
    if not text:
        return None
    known = made.get(title)
    named = known.text if known is not None and known.text else ""
    return Translation(way.target, text, tuple(rows), way.name, tuple(doubtful), named)


def _doubts(source: str, one: Translated, way: Way) -> tuple[str, ...]:
    if one.text is None:
        return (f"{LOST}: {one.why}" if one.why else LOST,)
    return doubts(source, one.text, way.source, way.target)


def _between(gap: str) -> str:
    """Return what stands between two translated sentences: a paragraph stays one."""
    breaks = len(f"{gap}.".splitlines()) - 1
    return "\n" * min(breaks, 2) or " "

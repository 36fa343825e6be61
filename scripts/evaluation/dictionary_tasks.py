"""Questions in English, and what in six other languages answers them, made of NTREX.

`stories`: the first sentence of a story, and the story. `passages`: harder, as questions to
paragraphs are: each story is cut into paragraphs, in English and in each language at the same
parts of its length (the translations follow each other sentence by sentence), and every other
telling word of an English sentence, six at most, asks for the paragraph that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dragoman.index.article import Article
from dragoman.index.frequent import is_frequent
from dragoman.index.sentences import sentences
from dragoman.index.tokens import tokens

VARIANTS = {"arb": "ar", "deu": "de", "ell": "el", "spa": "es", "hin": "hi", "tur": "tr"}
"""The variants of NTREX that are asked, and their languages."""

PARAGRAPH = 700
"""Letters of English in a paragraph, about."""

MOST, FEWEST = 6, 3
"""Words of a question to a paragraph."""


class Question(NamedTuple):
    """A question, the number of its story, and the article that answers (without its variant)."""

    text: str
    story: int
    right: str


def stories(rows: Sequence[dict[str, Any]]) -> tuple[list[Article], list[Question]]:
    """Return the stories of the six variants, and the first sentence of each."""
    found = [
        Article(id=f"{row['doc']}:{row['variant']}", text=row["text"], source=row["variant"])
        for row in rows
        if row["variant"] in VARIANTS
    ]
    asked = [
        Question(text[slice(*sentences(text, 0, len(text), "en")[0])], number, doc)
        for number, (doc, text) in enumerate(_english(rows))
    ]
    return found, asked


def passages(rows: Sequence[dict[str, Any]]) -> tuple[list[Article], list[Question]]:
    """Return the paragraphs of the six variants, and short questions to each."""
    parts = {doc: max(1, round(len(text) / PARAGRAPH)) for doc, text in _english(rows)}
    found = [
        Article(id=f"{row['doc']}#{number}:{row['variant']}", text=text, source=row["variant"])
        for row in rows
        if row["variant"] in VARIANTS
        for number, text in enumerate(
            _paragraphs(row["text"], VARIANTS[row["variant"]], parts[row["doc"]])
        )
    ]
    asked = [
        Question(text, number, f"{doc}#{part}")
        for number, (doc, story) in enumerate(_english(rows))
        for part, text in _questions(story, parts[doc])
    ]
    return found, asked


def _english(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((row["doc"], row["text"]) for row in rows if row["variant"] == "eng")


def _paragraphs(text: str, lang: str, parts: int) -> Iterator[str]:
    """Yield a text in so many parts, cut between sentences."""
    sentence = sentences(text, 0, len(text), lang)
    for part in range(parts):
        inside = [s for s in sentence if _part(s, len(text), parts) == part]
        if inside:
            yield text[inside[0][0] : inside[-1][1]]


def _questions(text: str, parts: int) -> Iterator[tuple[int, str]]:
    """Yield the part that a sentence lies in and the question that is made of it."""
    for span in sentences(text, 0, len(text), "en"):
        telling = [t.written for t in tokens(text[slice(*span)]) if not is_frequent(t)]
        asked = telling[1::2][:MOST]
        if len(asked) >= FEWEST and _is_inside(span, len(text), parts):
            yield _part(span, len(text), parts), " ".join(asked)


def _part(span: tuple[int, int], length: int, parts: int) -> int:
    return min(parts - 1, (span[0] + span[1]) * parts // (2 * length))


def _is_inside(span: tuple[int, int], length: int, parts: int) -> bool:
    """Whether a sentence is not at the border of a part, where other languages may cut before."""
    within = (span[0] + span[1]) / (2 * length) * parts % 1
    return 0.15 < within < 0.85

"""A passage and its translation, sentence by sentence, and which sentences of them are shown.

Every letter of both texts belongs to a row: what stands between two sentences goes with the one
after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.index.article import Translation
from dragoman.index.fold import fold
from dragoman.search.snippet import Span, stretch
from dragoman.search.terminal import width

_MUCH = 1.4
"""By how much a single sentence may be longer than the room for it before it is cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text with the matches in it, and whether anything was left out around it."""

    text: str
    marks: tuple[Span, ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its translation, with what is doubtful about that.

    `apart` says that a paragraph begins with it.
    """

    source: Piece
    target: Piece
    doubts: tuple[str, ...] = ()
    apart: bool = False


def rows(
    text: str, marks: Sequence[Span], translation: Translation, translated: Sequence[Span] = ()
) -> list[Row]:
    """Return all sentences of a passage.

    `marks` are the matches in its text, `translated` those in its translation.
    """
    sentences = translation.sentences or ((0, len(text), 0, len(translation.text)),)
    doubts: dict[int, list[str]] = {}
    for number, why in translation.doubtful:
        doubts.setdefault(number, []).append(why)
    left = _ends([(start, end) for start, end, _, _ in sentences], len(text))
    right = _ends([(start, end) for _, _, start, end in sentences], len(translation.text))
    return [
        Row(
            _piece(text, marks, source),
            _piece(translation.text, translated, target),
            tuple(doubts.get(number, ())),
            _parted(text[slice(*source)]),
        )
        for number, (source, target) in enumerate(zip(left, right, strict=True))
    ]


def _ends(spans: Sequence[Span], length: int) -> list[Span]:
    """Return the stretches from the end of one sentence to that of the next, all of a text.

    An empty one stays empty: it is a sentence that has no translation.
    """
    found: list[Span] = []
    done = 0
    last = max((at for at, (start, end) in enumerate(spans) if end > start), default=-1)
    for at, (start, end) in enumerate(spans):
        stop = length if at == last else max(done, end) if end > start else done
        found.append((done, stop))
        done = stop
    return found


def _piece(text: str, marks: Sequence[Span], span: Span) -> Piece:
    start, end = span
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks]
    return Piece(text[start:end], tuple((a, b) for a, b in inside if a < b))


def _parted(text: str) -> bool:
    return "\n\n" in text[: len(text) - len(text.lstrip())]


def best(found: Sequence[Row], columns: int) -> list[Row]:
    """Return the neighbours with the most different matches that fit into so many columns.

    The matches of the original count, where it has none those of the translation; of equal
    stretches the fullest, without any match the first. A sentence that is too long by itself is
    cut on both sides.
    """
    if not found:
        return []
    sizes = [max(width(row.source.text), width(row.target.text)) for row in found]
    in_source = any(row.source.marks for row in found)
    words = [_words(row.source if in_source else row.target) for row in found]
    start, end = max(_windows(sizes, columns), key=lambda window: _worth(words, sizes, *window))
    chosen = list(found[start:end])
    if end - start == 1 and sizes[start] > columns * _MUCH:
        chosen = [_shortened(chosen[0], columns)]
    return list(_bounded(chosen, start > 0, end < len(found)))


def _words(piece: Piece) -> list[str]:
    return [fold(piece.text[start:end]) for start, end in piece.marks]


def _windows(sizes: Sequence[int], columns: int) -> Iterator[Span]:
    """Yield for each sentence the most that fits if it comes first: itself at least."""
    for start, used in enumerate(sizes):
        end = start + 1
        while end < len(sizes) and used + sizes[end] < columns:
            used += sizes[end] + 1
            end += 1
        yield start, end


def _worth(
    words: Sequence[Sequence[str]], sizes: Sequence[int], start: int, end: int
) -> tuple[int, int, int, int]:
    inside = [word for some in words[start:end] for word in some]
    if not inside:
        return 0, 0, 0, -start
    return len(set(inside)), len(inside), sum(sizes[start:end]), -start


def _shortened(row: Row, columns: int) -> Row:
    """Return a row with both sides cut: around their matches, else about the same place."""
    start, end = _cut(row.source, row.source.marks, columns)
    whole = len(row.source.text) or 1
    middle = (start + end) // 2 if start else 0
    at = middle * max(0, len(row.target.text) - 1) // whole
    near = row.target.marks or ((at, at + 1),)
    return replace(
        row,
        source=_part(row.source, start, end),
        target=_part(row.target, *_cut(row.target, near, columns)),
    )


def _cut(piece: Piece, near: Sequence[Span], columns: int) -> Span:
    letters = columns * len(piece.text) // max(1, width(piece.text))
    return stretch(piece.text, near, max(1, letters))


def _part(piece: Piece, start: int, end: int) -> Piece:
    part = _piece(piece.text, piece.marks, (start, end))
    before, after = piece.text[:start].strip(), piece.text[end:].strip()
    return replace(part, cut_before=bool(before), cut_after=bool(after))


def _bounded(chosen: Sequence[Row], before: bool, after: bool) -> Iterator[Row]:
    """Yield the rows; the outer ones say whether there are others beyond them."""
    for at, row in enumerate(chosen):
        left, right = before and at == 0, after and at == len(chosen) - 1
        yield replace(
            row, source=_beside(row.source, left, right), target=_beside(row.target, left, right)
        )


def _beside(piece: Piece, before: bool, after: bool) -> Piece:
    return replace(piece, cut_before=before or piece.cut_before, cut_after=after or piece.cut_after)

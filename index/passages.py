"""Sentences to passages: the unit that is indexed, ranked and shown.

A passage is a run of whole sentences of one language. Where to cut is decided for a stretch as a
whole: every way to cut it has a cost (`_prices`), and the cheapest is found by dynamic
programming, which balances the last passages as well as the first. The window is at most
`_GRAIN` + 1 pieces, so the time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from dragoman.index.article import Passage
from dragoman.index.sentences import LONGEST_WORD, sentences, word_count

_GRAIN = 16
"""Sentences shorter than a sixteenth of a passage keep to the one behind them: a heading to what
it heads, an exclamation to what it is about."""

_MID_PARAGRAPH = 0.15
"""What it costs to end inside a paragraph: as much as having 60 or 130 words in place of 95."""


class Stretch(Protocol):
    """A run of one language: `text[start:end]` is in `lang`, an ISO 639 code or "und"."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def lang(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a few short ones, that stay together; `closes` if a paragraph ends here."""

    start: int
    end: int
    words: int
    closes: bool


def passages(text: str, stretches: Sequence[Stretch], low: int, high: int) -> tuple[Passage, ...]:
    """Cut an article into passages of `low` to `high` words, each within one stretch.

    Passages are in order, do not overlap, have no white space at their ends, and together hold
    every letter and digit of the stretches; what has neither (a row of asterisks) makes none.
    One is longer than `high` only where a single sentence is (`sentences.LONGEST_WORDS`), and
    shorter than `low` only where its stretch is, or where no sentence ends in time. Paragraphs
    stay whole where that costs little.
    """
    found: list[Passage] = []
    for stretch in stretches:
        pieces = _pieces(text, stretch, high)
        for first, last in _cheapest(pieces, low, high):
            start, end = pieces[first].start, pieces[last].end
            found.append(Passage(start, end, stretch.lang, text[start:end]))
    return tuple(found)


def _pieces(text: str, stretch: Stretch, high: int) -> list[_Piece]:
    """Return the sentences that have words, short ones joined to those behind them."""
    pieces: list[_Piece] = []
    for sentence in _sentences(text, stretch):
        last = pieces[-1] if pieces else sentence
        words = last.words + sentence.words
        short = pieces and last.words < high // _GRAIN and words <= high
        if short and sentence.end - last.start <= high * LONGEST_WORD:
            pieces[-1] = _Piece(last.start, sentence.end, words, sentence.closes)
        else:
            pieces.append(sentence)
    return pieces


def _sentences(text: str, stretch: Stretch) -> list[_Piece]:
    """Return each sentence that has words. Blank lines part paragraphs, else any line break."""
    spans = sentences(text, stretch.start, stretch.end, stretch.lang)
    counted = [(low, high, word_count(text[low:high])) for low, high in spans]
    counted = [sentence for sentence in counted if sentence[2]]
    if not counted:
        return []
    nexts = [low for low, _, _ in counted[1:]] + [stretch.end]
    breaks = [_breaks(text[high:low]) for (_, high, _), low in zip(counted, nexts, strict=True)]
    enough = max(1, min(2, max(breaks, default=0)))
    return [
        _Piece(low, high, words, count >= enough)
        for (low, high, words), count in zip(counted, breaks, strict=True)
    ]


def _breaks(gap: str) -> int:
    """Return how many lines end in what stands between two sentences."""
    return 0 if gap == " " else len(f"{gap}.".splitlines()) - 1


def _cheapest(pieces: Sequence[_Piece], low: int, high: int) -> list[tuple[int, int]]:
    """Return the cheapest way to cut: for each passage the number of its first and last piece."""
    prices = _prices(low, high)
    costs, begins = [0.0], [0]
    for last, piece in enumerate(pieces):
        begin, words = last, piece.words
        best, chosen = costs[begin] + prices[min(words, high)], begin
        while begin and piece.end - pieces[begin - 1].start <= high * LONGEST_WORD:
            begin -= 1
            words += pieces[begin].words
            if words > high:
                break
            if costs[begin] + prices[words] < best:
                best, chosen = costs[begin] + prices[words], begin
        costs.append(best + (0.0 if piece.closes else _MID_PARAGRAPH))
        begins.append(chosen)
    return _read_back(begins)


def _read_back(begins: Sequence[int]) -> list[tuple[int, int]]:
    """Follow the choices from the last piece to the first."""
    cuts: list[tuple[int, int]] = []
    end = len(begins) - 1
    while end:
        cuts.append((begins[end], end - 1))
        end = begins[end]
    return cuts[::-1]


@lru_cache(maxsize=16)
def _prices(low: int, high: int) -> list[float]:
    """Return what a passage of 0, 1, … `high` words costs.

    The square of its distance from the geometric mean of the bounds, in units of their distance;
    one that is too short pays twice the part that is missing besides.
    """
    ideal, width = (low * high) ** 0.5, max(high - low, 1)
    return [
        ((words - ideal) / width) ** 2 + 2 * max(low - words, 0) / low for words in range(high + 1)
    ]

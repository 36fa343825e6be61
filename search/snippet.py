"""What of a passage is shown, and where in it the question is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import regex

from dragoman.index.fold import fold, plain
from dragoman.index.tokens import Token, tokens
from dragoman.index.words import CHANNELS, HEAD, PREFIXED, terms_of

Span: TypeAlias = tuple[int, int]

_SENTENCE_END = regex.compile(r"[.!?؟۔。！？।։…]['\"»”’)\]]*\s+|[。！？]|\n+")
_SPACE = regex.compile(r"\s+")


class Marked(NamedTuple):
    """The words of a question by channel, and the letters that stems and heads begin with."""

    stem: frozenset[str]
    head: frozenset[str]
    skeleton: frozenset[str]
    firsts: frozenset[str]


def marked(words: frozenset[tuple[str, str]]) -> Marked:
    """Sort the words of a plan. Heads shorter than a head and short skeletons say too little."""
    by = {name: {word for channel, word in words if channel == name} for name in CHANNELS}
    heads = frozenset(word for word in by["head"] if len(word) == HEAD)
    bones = frozenset(word for word in by["skeleton"] if len(word) > 2)
    firsts = frozenset(word[0] for word in by["stem"] | heads)
    return Marked(frozenset(by["stem"]), heads, bones, firsts)


def marks(text: str, lang: str, wanted: Marked, more: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Return where the words of a question stand in a passage: in order, apart from each other.

    `more` are stretches to be marked besides.
    """
    spans = [*more] + [
        span
        for token in tokens(text)
        if token.is_number or _may_meet(token.written, lang, wanted)
        for span in _met(token, lang, wanted)
    ]
    return tuple(_merged(spans))


def _may_meet(written: str, lang: str, wanted: Marked) -> bool:
    """Whether it is worth the while to analyse a word: most of a passage is not."""
    if lang in PREFIXED or not written.isalpha():
        return True
    known = plain(fold(written))
    if not known or known[0] in wanted.firsts or not known[0].isascii():
        return True
    # By its sound a Latin word is only met by a word of another script.
    return not all(first.isascii() for first in wanted.firsts)


def _met(token: Token, lang: str, wanted: Marked) -> Iterator[Span]:
    terms = terms_of(token, lang)
    if not terms.head and not token.is_number:
        yield from _pieces(token, wanted.stem)
    elif (
        not wanted.stem.isdisjoint(terms.stem)
        or not wanted.head.isdisjoint(terms.head)
        or not wanted.skeleton.isdisjoint(terms.skeleton)
    ):
        yield token.start, token.end


def _pieces(token: Token, words: Iterable[str]) -> Iterator[Span]:
    """Yield where the words stand within a run of a script without spaces."""
    known = fold(token.written)
    if len(known) != len(token.written):  # folding moved letters: the whole run, or nothing
        if any(word in known for word in words):
            yield token.start, token.end
        return
    for word in words:
        at = known.find(word)
        while at >= 0:
            yield token.start + at, token.start + at + len(word)
            at = known.find(word, at + 1)


def _merged(spans: list[Span]) -> Iterator[Span]:
    start = end = -1
    for left, right in sorted(spans):
        if left > end:
            if end > start:
                yield start, end
            start, end = left, right
        else:
            end = max(end, right)
    if end > start:
        yield start, end


def stretch(text: str, found: Sequence[Span], width: int) -> Span:
    """Return the best stretch of a text: about `width` letters with the most different marks.

    It begins at a sentence where that keeps the marks in, else between words.
    """
    if len(text) <= width:
        return 0, len(text)
    start = max(
        _starts(text, found, width),
        key=lambda at: (_worth(text, found, at, width), at if found else -at),
    )
    end = min(len(text), start + width)
    if end < len(text):
        end = max((gap.start() for gap in _SPACE.finditer(text, start + 1, end)), default=end)
    return start, end


def _starts(text: str, found: Sequence[Span], width: int) -> list[int]:
    """Return where a stretch may begin: at a sentence, or a little before a mark."""
    sentences = [0, *(gap.end() for gap in _SENTENCE_END.finditer(text))]
    near = [_between_words(text, max(0, left - width // 4)) for left, _ in found]
    last = max(0, len(text) - width // 2)
    return [at for at in {*sentences, *near} if at <= last] or [0]


def _between_words(text: str, at: int) -> int:
    gap = _SPACE.search(text, at) if at else None
    return gap.end() if gap and gap.end() - at < 30 else at


def _worth(text: str, found: Sequence[Span], start: int, width: int) -> float:
    """Return how many different words are marked within a stretch; a whole sentence is a bonus."""
    inside = [(a, b) for a, b in found if start <= a and b <= start + width]
    different = {fold(text[a:b])[:HEAD] for a, b in inside}
    begins = start == 0 or _SENTENCE_END.fullmatch(text[max(0, start - 3) : start][-2:]) is not None
    return len(different) + 0.1 * len(inside) + (0.5 if begins else 0.0)

"""Which language a text is in, and where an article changes from one to another.

Script first, then the evidence of `evidence.py`. Codes are ISO 639-1 where there is one, else
639-3; "und" where nothing can be said. Norwegian is "no" (Bokmål) or "nn" (Nynorsk), never "nb";
every written Chinese is "zh" but for Cantonese and Wu in their own signs ("yue", "wuu"); Dari is
"fa", Filipino "tl", Sorani "ckb", Kurmanji "ku".

The detectors take most of a second to load, at the first text that a script alone does not
decide. All functions are pure, give the same answer every time, and may be called from several
threads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dragoman.index.guesses import Guess, Piece, judged, settle
from dragoman.index.languages import name
from dragoman.index.scripts import main_script, scripts, size

__all__ = ["Guess", "Stretch", "detect", "main_language", "name", "stretches"]

_WINDOW = 900  # code points: a long paragraph is judged in windows of about a passage
_SHORT = 24  # letters of a second script that make a paragraph worth cutting

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_WRAPPED = re.compile(r"[^.!?…:;؟۔][ \t]{0,99}(?:\r\n|\n)[ \t]{0,99}")
# Where a sentence may end: after a stop and closing marks, at white space; CJK and Tibetan stops
# need none. Each alternative looks back at one character, so hostile runs cost linear time.
_BOUNDARY = re.compile(
    r"""(?<=[.!?…؟۔।॥።៕។᠃])["'”’»«)\]]{0,3}\s+
      | (?<=[。！？｡])["'”’」』）]{0,3}(?![。！？｡"'”’」』）])\s*
      | (?<=[།༎])\s*(?![།༎])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of one language: `text[start:end]`, half open, trimmed of white space."""

    start: int
    end: int
    lang: str
    confidence: float


def detect(text: str) -> Guess:
    """Return the language of a text that is all in one; always the best guess.

    A single word gets an answer too, with a confidence to match; only a text without letters is
    "und", with confidence 0. Texts of any length take the same time, but for counting letters.
    """
    return judged(text, 0, len(text)).guess


def stretches(text: str) -> list[Stretch]:
    """Return the runs of one language, in order, cut only between paragraphs or sentences.

    Every character that is not white space lies in exactly one stretch. Short or doubtful
    pieces (a headline, a name, a number) go with their neighbours where the script allows, or are
    "und" where there are none. Linear in the text.
    """
    pieces = [piece for start, end in _windows(text) for piece in _pieces(text, start, end)]
    langs = [guess.lang for guess in settle(pieces)]
    refined = [part for i in range(len(pieces)) for part in _refined(text, pieces, langs, i)]
    return _merged(refined, settle(refined))


def main_language(stretches: Sequence[Stretch], text: str) -> Guess:
    """Return the language of most of an article, by letters; a CJK sign counts for three.

    Its confidence is the share of the article that is in it, times how sure that is.
    """
    sizes: Counter[str] = Counter()
    sure: dict[str, float] = {}
    for stretch in stretches:
        letters = size(scripts(text[stretch.start : stretch.end]))
        sizes[stretch.lang] += letters
        sure[stretch.lang] = sure.get(stretch.lang, 0.0) + letters * stretch.confidence
    told = {lang: letters for lang, letters in sizes.items() if lang != "und" and letters}
    if not told:
        return Guess("und", 0.0)
    lang = max(sorted(told), key=told.__getitem__)
    return Guess(lang, sure[lang] / sizes.total())


def _merged(pieces: Sequence[Piece], guesses: Sequence[Guess]) -> list[Stretch]:
    """Join neighbours of one language; their confidence is the mean by letters."""
    runs: list[Stretch] = []
    pairs = zip(pieces, guesses, strict=True)
    for lang, group in groupby(pairs, key=lambda pair: pair[1].lang):
        members = list(group)
        letters = sum(piece.letters for piece, _ in members)
        sure = sum(piece.letters * guess.confidence for piece, guess in members)
        start, end = members[0][0].start, members[-1][0].end
        runs.append(Stretch(start, end, lang, sure / letters if letters else 0.0))
    return runs


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is judged at once: a paragraph, a long one in windows of whole sentences."""
    for start, end in _gathered(text, _paragraphs(text)):
        for stop in _stops(text, start, end) if end - start > 2 * _WINDOW else ():
            if stop - start >= _WINDOW and end - stop >= _WINDOW:
                yield _trimmed(text, start, stop)
                start = stop
        yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines, but a line that goes on in lower case together with the one before.

    That is how mail and plain text are wrapped; a sentence must not be judged in halves.
    """
    first = last = -1
    for found in _LINE.finditer(text):
        start, end = _trimmed(text, *found.span())
        if start >= end:
            continue
        if first >= 0 and not (text[start].islower() and _WRAPPED.fullmatch(text, last - 1, start)):
            yield first, last
            first = -1
        first, last = (start if first < 0 else first), end
    if first >= 0:
        yield first, last


def _gathered(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join neighbours of one script too short to speak for themselves: lists, verses, tables."""
    first, last, written = 0, 0, ""
    for start, end in spans:
        script = "" if end - start > _SHORT else _short_script(text[start:end])
        if script and script == written and end - first <= _WINDOW:
            last = end
            continue
        if last:
            yield first, last
        first, last, written = start, end, script
    if last:
        yield first, last


def _short_script(line: str) -> str:
    counts = scripts(line)
    return main_script(counts) if size(counts) < _SHORT else ""


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences end, white space behind them included."""
    for found in _BOUNDARY.finditer(text, start, end):
        if found.end() < end:
            yield found.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    span = text[start:end]
    return end - len(span.lstrip()), start + len(span.rstrip())


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    """Judge a window, in runs of sentences of one script where it holds several."""
    counts = scripts(text[start:end])
    kana = counts.pop("Jpan", 0)  # kana and signs are one script to a reader
    counts["Hani"] += kana
    second = sorted(counts.values())[-2] if len(counts) > 1 else 0
    if second < _SHORT or second * 20 < counts.total():
        return [judged(text, start, end)]
    spans = _by_script(text, _sentences(text, start, end))
    return [judged(text, first, last) for first, last in spans]


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in [*_stops(text, start, end), end]:
        first, last = _trimmed(text, start, stop)
        if first < last:
            yield first, last
        start = stop


def _by_script(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join neighbouring sentences of one script, and those without letters to what precedes."""
    runs: list[tuple[int, int, str]] = []
    for start, end in spans:
        script = main_script(scripts(text[start:end]))
        if runs and script in ("", runs[-1][2]):
            runs[-1] = (runs[-1][0], end, runs[-1][2])
        else:
            runs.append((start, end, script))
    return [(start, end) for start, end, _ in runs]


def _refined(text: str, pieces: Sequence[Piece], langs: Sequence[str], i: int) -> list[Piece]:
    """Return a piece by its sentences, if its paragraph goes on in another language."""
    piece = pieces[i]
    changes = any(
        langs[i] != langs[j] and not _LINE_END.search(text, *gap) for j, gap in _gaps(pieces, i)
    )
    if not changes or piece.logs is None:
        return [piece]
    return [judged(text, *span) for span in _sentences(text, piece.start, piece.end)]


def _gaps(pieces: Sequence[Piece], i: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the neighbours of a piece and what lies between."""
    if i:
        yield i - 1, (pieces[i - 1].end, pieces[i].start)
    if i + 1 < len(pieces):
        yield i + 1, (pieces[i].end, pieces[i + 1].start)

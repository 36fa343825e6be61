"""Where sentences begin and end, and how many words a reader counts in a text.

How it decides, in this order:

* **Lines.** A blank line always ends a sentence. A single line break does too, unless the lines
  were wrapped to a width: then it is a space like any other (`_wraps`).
* **Stops.** What a stop says is decided in `stops.py`: "Mr." and "3. Mai" end nothing, "The End."
  does.
* **White space** is all that Thai, Lao, Dzongkha or Tibetan writers may leave. There a space ends
  a sentence once it is long enough (`_phrases`): an approximation.
* **Length.** What still has more than `LONGEST_WORDS` words or `LONGEST` code points is cut at a
  softer boundary (`_bounded`), so that nobody downstream meets a sentence without bounds.

Everything takes linear time: patterns are possessive, and a look back or ahead goes a fixed way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.index.stops import Rules, ends_sentence, rules

LONGEST_WORDS = 150
"""A sentence never has more words than this; a longer one is cut at its semicolons or commas."""

LONGEST = 1500
"""Nor more code points."""

LONGEST_WORD = 40
"""Code points without white space that count as one word: the address of a page counts several."""

# With these Thai has .82 sentences for each of NTREX's English ones, Lao 1.08, Tibetan 1.24 and
# Dzongkha 1.35; at 50 the last has 1.68, at 80 Thai .76.
_PHRASE = 70
_SPACED = 240

# Code points of one script that take the place of one English word, measured on the 31 odd
# stories of NTREX-128 in their translations (words in other scripts taken off first): zh-CN 1.71,
# zh-TW 1.68, yue 1.70; ja with kanji at that rate 3.07 a kana; th 5.46, lo 5.47, km 6.52,
# my 6.85, bo 7.23 and dz 5.59 (vowel signs and the like counted).
_UNSPACED = {
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff": 1.7,
    "\u3040-\u30ff\uff66-\uff9f": 3.1,
    "\u0e00-\u0eff": 5.5,
    "\u1780-\u17ff": 6.5,
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f": 6.9,
    "\u0f00-\u0fff": 6.4,
}
_ANY_UNSPACED = "".join(_UNSPACED)
_HAS_UNSPACED = re.compile(f"[{_ANY_UNSPACED}]")
_UNSPACED_RUNS = [(re.compile(f"[{letters}]+"), rate) for letters, rate in _UNSPACED.items()]
_WORD = re.compile(rf"[^\W_]\S{{0,{LONGEST_WORD - 1}}}+")
_SPACED_WORD = re.compile(rf"[^\W_{_ANY_UNSPACED}][^\s{_ANY_UNSPACED}]{{0,{LONGEST_WORD - 1}}}+")

_NEWLINES = "\n\r\v\f\x85\u2028\u2029"

_LINE_END = re.compile(rf"[{_NEWLINES}]\s*")
_BLANK_LINE = re.compile(rf"(?>\r\n|[{_NEWLINES}])[^{_NEWLINES}]*[{_NEWLINES}]")
_LIST_ITEM = re.compile(r"(?:[-–—•*·▪●◦‣>#]|\(?(?:\d{1,3}|\w)[.)])\s")
_SPACES = re.compile(r"\s+")
_SOFT = (
    re.compile(r"(?:[;:؛](?=\s)|[；：፤၊།])+\s*"),
    re.compile(r"(?:[,،—–](?=\s)|[，、፣])+\s*"),
    _SPACES,
)
_WIDE = re.compile("[\u3040-\u9fff\uac00-\ud7af\uff00-\uff60]+")


def sentences(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]`, taken to be in `lang` (ISO 639, or "und").

    Half-open spans in code points of `text`, in order, not overlapping, none empty, none with
    white space at its ends; together they hold everything of the stretch but white space.
    """
    known = rules(lang)
    found: list[tuple[int, int]] = []
    for low, high in _blocks(text, start, end):
        for span in _split(text, low, high, known):
            if span[1] - span[0] > LONGEST_WORDS:
                found.extend(_bounded(text, *span))
            else:
                found.append(span)
    return found


def word_count(text: str) -> int:
    """Return how many words a reader counts in a text; 0 where it has no letter and no digit.

    A word begins with a letter or digit and goes on to the next white space. Scripts that put
    none between words are counted by letters, at the rate that makes a translation as long as
    its English original.
    """
    if not _HAS_UNSPACED.search(text):
        return len(_WORD.findall(text))
    if not any(map(str.isalnum, text)):
        return 0
    count = float(len(_SPACED_WORD.findall(text)))
    for run, rate in _UNSPACED_RUNS:
        count += sum(map(len, run.findall(text))) / rate
    return max(round(count), 1)


# --- lines ----------------------------------------------------------------------------------------


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the trimmed stretches between the line breaks that end a sentence."""
    lines: list[tuple[int, int]] = []
    while start < end and text[start].isspace():
        start += 1
    for found in _LINE_END.finditer(text, start, end):
        lines.append((start, _trimmed(text, start, found.start())))
        start = found.end()
        if _BLANK_LINE.match(text, found.start(), found.end()):
            yield from _unwrapped(text, lines)
            lines = []
    if start < end:
        lines.append((start, _trimmed(text, start, end)))
    yield from _unwrapped(text, lines)


def _trimmed(text: str, start: int, end: int) -> int:
    """Return `end` without the white space before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join the lines of one paragraph that only a line width has parted."""
    if not lines:
        return
    widths = [_columns(text[low:high]) for low, high in lines] if len(lines) > 1 else [0]
    width = max(widths)
    start = lines[0][0]
    for number in range(1, len(lines)):
        if not _wraps(text, widths[number - 1], width, lines[number]):
            yield start, lines[number - 1][1]
            start = lines[number][0]
    yield start, lines[-1][1]


def _wraps(text: str, columns: int, width: int, following: tuple[int, int]) -> bool:
    """Say whether a line was broken only because the next word had no room.

    Mail and old text files are wrapped at 60 to 80 columns. `width` is the paragraph's longest
    line: longer than 100 and a line is a paragraph, shorter than 45 and it is a list or a verse.
    A line that had room for the next word was ended on purpose: a headline, an item.
    """
    if not 45 <= width <= 100:
        return False
    low, high = following
    word = _SPACES.split(text[low : min(high, low + 20)], maxsplit=1)[0]
    return columns + 1 + len(word) > width and not _LIST_ITEM.match(text, low, high)


def _columns(line: str) -> int:
    """Return how wide a line is; East Asian letters count twice."""
    return len(line) + sum(map(len, _WIDE.findall(line)))


# --- stops ----------------------------------------------------------------------------------------


def _split(text: str, low: int, high: int, known: Rules) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one block, which has no white space at its ends."""
    start = low
    for stop in known.stop.finditer(text, low, high):
        if ends_sentence(text, stop, start, high, known):
            yield from _phrases(text, start, stop.end(2), known)
            start = stop.end()
    if start < high:
        yield from _phrases(text, start, high, known)


# --- where stops are few --------------------------------------------------------------------------


def _phrases(text: str, start: int, end: int, known: Rules) -> Iterator[tuple[int, int]]:
    """Cut at white space what has no stops, in the languages that write so.

    A phrase has at least `_PHRASE` code points and leaves as many; neither digits nor words in
    another script stand at the cut, nor a word that joins clauses after it.
    """
    if known.spaces and end - start > _SPACED:
        for space in _SPACES.finditer(text, start, end):
            low, high = space.span()
            if low - start < _PHRASE or end - high < _PHRASE or _joins(text, high, known):
                continue
            if _HAS_UNSPACED.match(text[low - 1]) and _HAS_UNSPACED.match(text[high]):
                yield start, low
                start = high
    yield start, end


def _joins(text: str, at: int, known: Rules) -> bool:
    return known.joins is not None and known.joins.match(text, at) is not None


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence at softer boundaries, about its middle, until it is short enough."""
    while end - start > LONGEST or word_count(text[start:end]) > LONGEST_WORDS:
        middle = min((end - start) // 2, LONGEST * 2 // 3)
        low, high = _soft_boundary(text, start, middle)
        yield from _bounded(text, start, low)
        start = high
    yield start, end


def _soft_boundary(text: str, start: int, middle: int) -> tuple[int, int]:
    """Return the white space to cut at, nearest to `start + middle`: behind ";", ",", a word.

    Where there is none the cut is between letters, never inside what a reader sees as one,
    unless that is longer than a word.
    """
    target = start + middle
    reach = middle // 2
    for pattern in _SOFT:
        found = pattern.finditer(text, target - reach, target + reach)
        best = min(found, key=lambda match: abs(match.end() - target), default=None)
        if best is not None:
            after = best.end()
            while text[after].isspace():
                after += 1
            return _trimmed(text, start, best.end()), after
    cut = _between_letters(text, start, target)
    return cut, cut


def _between_letters(text: str, start: int, target: int) -> int:
    """Return the first boundary between grapheme clusters (Unicode, UAX #29) from `target` on."""
    import regex

    # A slice, since \X looks back over all the flags before a flag.
    for cluster in regex.finditer(r"\X", text[start : target + LONGEST_WORD]):
        if start + cluster.start() >= target:
            return start + int(cluster.start())
    return target

"""Lines of text for a terminal: cut into cells, wrapped by columns, marked, set right to left."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dragoman.search import bidi
from dragoman.search.shaping import shape
from dragoman.search.terminal import Look, safe, width

Style = Callable[[str], str]

# SCP, "select character path" (ECMA-48, 8.3.111): the direction of the line the cursor is in and
# of those that follow.
TO_LEFT = "\x1b[2 k"
AS_BEFORE = "\x1b[0 k"
LEFT_TO_RIGHT = "\u200e"
"""The left-to-right mark: a letter without a shape."""

# What may not begin a line: closing punctuation of scripts that write without spaces.
_NOT_FIRST = frozenset("、。，．：；！？）］｝〉》」』】〕”’…ーっゃゅょッャュョ.,:;!?)]}%»*")
# Scripts without spaces between words, where a line may be broken between any two letters:
# Thai, Lao, Burmese, Khmer (and everything that is drawn two columns wide).
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A letter with the marks upon it; whether it belongs to a match, or to a remark of ours."""

    text: str
    marked: bool = False
    faint: bool = False

    @property
    def columns(self) -> int:
        """Return how many columns the cell takes."""
        return width(self.text)


def cells(text: str, marks: Iterable[tuple[int, int]] = (), stars: bool = False) -> list[Cell]:
    """Cut `text` into cells that are safe to show; `marks` are offsets into it.

    White space shrinks to one space. `stars` puts an asterisk on either side of a match, for
    where styles can't be seen.
    """
    made: list[Cell] = []
    for piece, is_marked in _pieces(text, marks):
        star = [Cell("*")] if stars and is_marked else []
        made += [*star, *_cells(piece, is_marked), *star]
    return _squeezed(made)


def _pieces(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    done = 0
    for start, end in sorted(marks):
        start = max(start, done)
        if end > start:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def _cells(piece: str, marked: bool) -> Iterator[Cell]:
    cluster = ""
    for char in safe(piece):
        if cluster and not _extends(char, cluster):
            yield Cell(cluster, marked)
            cluster = ""
        cluster += char
    if cluster:
        yield Cell(cluster, marked)


def _extends(char: str, cluster: str) -> bool:
    if char.isascii():
        return False
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or cluster[-1] == "\u200d"


def _squeezed(line: Iterable[Cell]) -> list[Cell]:
    """Return the cells with runs of white space as one space, none at either end."""
    kept: list[Cell] = []
    for cell in line:
        if cell.text.isspace() and cell.text != "\u00a0":
            if kept and kept[-1].text != " ":
                kept.append(replace(cell, text=" "))
        else:
            kept.append(cell)
    return kept[:-1] if kept and kept[-1].text == " " else kept


def wrap(line: Sequence[Cell], columns: int) -> list[list[Cell]]:
    """Break cells into lines of at most `columns` columns, between words where that can be."""
    lines: list[list[Cell]] = []
    current: list[Cell] = []
    used = 0
    for word in _words(line):
        size = sum(cell.columns for cell in word)
        if current and used + size - (word[-1].text == " ") > columns:
            lines.append(current)
            current, used = [], 0
        for cell in word:
            if current and used + cell.columns > columns and cell.text != " ":
                lines.append(current)
                current, used = [], 0
            current.append(cell)
            used += cell.columns
    return [_squeezed(line) for line in (*lines, current) if _squeezed(line)]


def _words(line: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield what stays together: a word with the space after it, or one unspaced letter."""
    word: list[Cell] = []
    for cell in line:
        if word and _may_break(word[-1].text, cell.text):
            yield word
            word = []
        word.append(cell)
    if word:
        yield word


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return True
    return after not in _NOT_FIRST and after != " " and _unspaced(before) and _unspaced(after)


def _unspaced(cell: str) -> bool:
    char = cell[0]
    return width(char) == 2 or any(low <= char <= high for low, high in _UNSPACED)


def draw(
    line: Sequence[Cell], look: Look, indent: str = "", rtl: bool = False, plain: Style = str
) -> str:
    """Return one wrapped line as it is written; `rtl` is the direction of its paragraph.

    Lines from right to left end at the right edge of the text; the indent stays on the left,
    save that VTE is told the direction and lays out the whole line. `plain` styles what is not
    marked.
    """
    if look.bidi == "logical" or not (rtl or bidi.has_rtl("".join(cell.text for cell in line))):
        return indent + _painted(line, look, plain)
    if look.bidi == "vte" and rtl and not indent.strip():
        return TO_LEFT + " " * look.margin + _painted(line, look, plain)
    line = _reordered(line, look, rtl)
    free = look.columns - width(indent) - sum(cell.columns for cell in line) if rtl else 0
    return indent + " " * max(0, free) + _painted(line, look, plain)


def column(line: Sequence[Cell], look: Look, columns: int, rtl: bool = False) -> str:
    """Return one wrapped line as a column among others: filled up with spaces, on its outer side.

    The line that it becomes a part of runs from left to right on every terminal.
    """
    drawn, mark = list(line), ""
    if look.bidi != "logical" and (rtl or bidi.has_rtl("".join(cell.text for cell in line))):
        turns = look.bidi in ("terminal", "vte", "runs")
        drawn = _reordered(line, replace(look, bidi="runs") if turns else look, rtl)
        mark = LEFT_TO_RIGHT if turns else ""
    free = " " * max(0, columns - sum(cell.columns for cell in drawn))
    painted = _painted(drawn, look, str) + mark
    return free + painted if rtl and look.bidi != "logical" else painted + free


def field(text: str, look: Look) -> str:
    """Return a short text to be set among others in a line from left to right.

    What runs from right to left must not draw its neighbours with it: where the terminal
    reorders, a left-to-right mark ends it.
    """
    line = cells(text)
    drawn = "".join(cell.text for cell in line)
    if look.bidi == "logical" or not bidi.has_rtl(drawn):
        return drawn
    mark = "" if look.bidi in ("visual", "words") else LEFT_TO_RIGHT
    return "".join(cell.text for cell in _reordered(line, look, bidi.is_rtl(drawn))) + mark


def shortened(lines: Sequence[list[Cell]], most: int, columns: int) -> list[list[Cell]]:
    """Return at most so many lines, the last of them ending in "…" if there were more."""
    if len(lines) <= most:
        return list(lines)
    last = list(lines[most - 1])
    while last and sum(cell.columns for cell in last) > columns - 2:
        last.pop()
    return [*lines[: most - 1], [*_squeezed(last), Cell(" "), Cell("…")]]


def page(lines: Iterable[str]) -> str:
    """Return lines as they are written out; after one from right to left VTE is turned back."""
    return "".join(
        f"{line}\n{AS_BEFORE}" if line.startswith(TO_LEFT) else f"{line}\n" for line in lines
    )


def _reordered(line: Sequence[Cell], look: Look, rtl: bool) -> list[Cell]:
    """Return the cells as this terminal has to be given them."""
    levels = bidi.levels([cell.text for cell in line], rtl)
    match look.bidi:
        case "visual":
            return _visual(line, levels)
        case "words":
            return _words_reordered(line, levels)
        case "runs" if rtl:
            return _runs_reordered(line, levels)
    return list(line)


def _visual(line: Sequence[Cell], levels: Sequence[int]) -> list[Cell]:
    """Order every letter, and join the Arabic ones, for a terminal that does neither."""
    clusters = shape([cell.text for cell in line])
    drawn = [
        replace(cell, text=bidi.mirrored(text) if level % 2 else text)
        for cell, text, level in zip(line, clusters, levels, strict=True)
    ]
    return [cell for cell in bidi.visual(drawn, levels) if cell.text]


def _words_reordered(line: Sequence[Cell], levels: Sequence[int]) -> list[Cell]:
    """Order words, stops and brackets, for a terminal that turns round the letters of a word."""
    units: list[list[Cell]] = []
    of_units: list[int] = []
    for (level, letters), group in groupby(
        zip(line, levels, strict=True), key=lambda pair: (pair[1], _turned(pair[0].text))
    ):
        run = [cell for cell, _ in group]
        if level % 2 and not letters:
            units += [[replace(cell, text=bidi.mirrored(cell.text))] for cell in run]
            of_units += [level] * len(run)
        else:
            units.append(run[::-1] if letters and level % 2 == 0 else run)
            of_units.append(level)
    return [cell for unit in bidi.visual(units, of_units) for cell in unit]


def _turned(cell: str) -> bool:
    """Say whether kitty draws a run of these from right to left: letters and Persian digits."""
    return unicodedata.bidirectional(cell[0]) in ("R", "AL") or "\u06f0" <= cell[0] <= "\u06f9"


def _runs_reordered(line: Sequence[Cell], levels: Sequence[int]) -> list[Cell]:
    """Order runs of one direction, for a terminal that takes every line to be left to right.

    Right-to-left marks at both ends keep numbers and stops with their run.
    """
    runs: list[list[Cell]] = []
    for latin, group in groupby(_latin(line, levels), key=lambda pair: pair[0]):
        run = [cell for _, cell in group]
        runs.append(run if latin else [Cell("\u200f"), *run, Cell("\u200f")])
    return [cell for run in reversed(runs) for cell in run]


def _latin(line: Sequence[Cell], levels: Sequence[int]) -> Iterator[tuple[bool, Cell]]:
    """Yield with each cell whether it belongs to a left-to-right run that is no mere number."""
    for level, group in groupby(zip(line, levels, strict=True), key=lambda pair: pair[1]):
        run = [cell for cell, _ in group]
        strong = any(unicodedata.bidirectional(cell.text[0]) == "L" for cell in run)
        yield from ((level % 2 == 0 and strong, cell) for cell in run)


def _painted(line: Iterable[Cell], look: Look, plain: Style) -> str:
    return "".join(
        (look.marked if marked else look.faint if faint else plain)("".join(c.text for c in run))
        for (marked, faint), run in groupby(line, key=lambda cell: (cell.marked, cell.faint))
    )

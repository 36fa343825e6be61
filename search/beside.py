"""How a text and its translation are set for a terminal: side by side, one below the other, alone.

`aligned` says which sentences belong together; this lays them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeAlias

from dragoman.search.bidi import has_rtl, is_rtl
from dragoman.search.layout import LEFT_TO_RIGHT, Cell, cells, column, draw, wrap
from dragoman.search.terminal import Look, safe

if TYPE_CHECKING:
    from dragoman.search.aligned import Piece, Row

Mode: TypeAlias = Literal["beside", "below", "only", "none"]
"""Where a translation stands, seen from the original."""

MODES: tuple[Mode, ...] = ("beside", "below", "only", "none")

ENOUGH = 100
"""Columns of a terminal that has room for two texts side by side."""

_WIDEST = 160
_REASON = 80
"""Letters of a reason for a doubt."""
_BAR = " │ "
_TIED = "\u00a0"
"""A space at which no line is broken."""


def mode(choice: str, look: Look) -> Mode:
    """Return what was chosen; without a choice ("") what there is room for."""
    for known in MODES:
        if known == choice:
            return known
    return "beside" if _columns(look) >= ENOUGH else "below"


def _columns(look: Look) -> int:
    return min(look.columns + look.margin, _WIDEST)


def side(look: Look, indent: str) -> int:
    """Return how many columns each of two texts has."""
    return max(8, (_columns(look) - len(indent) - len(_BAR)) // 2)


def side_by_side(
    found: Sequence[Row], look: Look, lead: str, spaced: bool = False
) -> Iterator[str]:
    """Yield the lines of two columns: every sentence begins on a level with its translation.

    `lead` stands before the first line; `spaced` leaves a line free between
    paragraphs.
    """
    columns = side(look, lead)
    rtl = _rtl(row.source for row in found), _rtl(row.target for row in found)
    for at, row in enumerate(found):
        if spaced and row.apart and at:
            yield ""
        left = wrap(source_cells(row, look), columns)
        right = wrap(target_cells(row, look), columns)
        for one, other in zip_longest(left, right, fillvalue=()):
            yield _pair(one, other, look, lead, columns, rtl)
            lead = " " * len(lead)


def _pair(
    one: Sequence[Cell],
    other: Sequence[Cell],
    look: Look,
    lead: str,
    columns: int,
    rtl: tuple[bool, bool],
) -> str:
    left = column(one, look, columns, rtl[0])
    right = column(other, look, columns, rtl[1]).rstrip(" ")
    # A terminal that lays out the whole line takes its direction from the first letter.
    turned = look.bidi == "terminal" and has_rtl("".join(cell.text for cell in (*one, *other)))
    return (LEFT_TO_RIGHT if turned else "") + lead + left + look.faint(_BAR) + right


def below(found: Sequence[Row], look: Look, lead: str, indent: str) -> Iterator[str]:
    """Yield the lines of a translation, `lead` (its language) faintly before the first."""
    rtl = _rtl(row.target for row in found)
    line = joined(found, look, targets=True)
    for part in wrap(line, look.columns - len(indent)):
        yield _led(part, look, lead, rtl)
        lead = indent


def tongue(lang: str, indent: str) -> str:
    """Return the code of a language as wide as an indent: "en   "."""
    return f"{safe(lang)[: len(indent) - 1]:<{len(indent)}}"


def _led(line: Sequence[Cell], look: Look, lead: str, rtl: bool) -> str:
    if rtl or not lead.strip():
        return draw(line, look, lead, rtl)
    return look.faint(lead) + draw(line, replace(look, columns=look.columns - len(lead)))


def original(found: Sequence[Row], look: Look, lead: str, indent: str) -> Iterator[str]:
    """Yield the lines of the original of these sentences."""
    rtl = _rtl(row.source for row in found)
    for line in wrap(joined(found, look), look.columns - len(indent)):
        yield draw(line, look, lead, rtl)
        lead = indent


def paragraphs(found: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the sentences of each paragraph."""
    block: list[Row] = []
    for row in found:
        if row.apart and block:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def joined(found: Sequence[Row], look: Look, *, targets: bool = False) -> list[Cell]:
    """Return the sentences of one side as one run of text."""
    line: list[Cell] = []
    for row in found:
        piece = row.target if targets else row.source
        made = target_cells(row, look) if targets else source_cells(row, look)
        spaced = piece.text[:1].isspace() or (targets and not piece.text)
        line += [*([Cell(" ")] if line and made and spaced else []), *made]
    return line


def source_cells(row: Row, look: Look) -> list[Cell]:
    """Return a sentence with its matches marked."""
    return _cells(row.source, look)


def target_cells(row: Row, look: Look) -> list[Cell]:
    """Return the translation of a sentence, and faintly behind it what is doubtful about it."""
    said = _doubt(row)
    note = [replace(cell, faint=True) for cell in cells(said)]
    made = _cells(row.target, look)
    return [*made, *([Cell(" ")] if made and note else []), *note]


def _doubt(row: Row) -> str:
    why = ", ".join(dict.fromkeys(doubt[:_REASON] for doubt in row.doubts))
    if not row.target.text.strip():
        return f"(not translated: {why})" if why else "(not translated)"
    return f"(doubtful: {why})" if why else ""


def _cells(piece: Piece, look: Look) -> list[Cell]:
    line = cells(piece.text, piece.marks, stars=not look.styled)
    if not line:
        return []
    before = [Cell("…"), Cell(_TIED)] if piece.cut_before else []
    after = [Cell(_TIED), Cell("…")] if piece.cut_after else []
    return [*before, *line, *after]


def _rtl(pieces: Iterable[Piece]) -> bool:
    return is_rtl("".join(piece.text for piece in pieces))

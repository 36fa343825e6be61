"""Right-to-left text for terminals that draw what they are given from left to right.

The Unicode bidirectional algorithm (UAX #9, revision 48) for one line without explicit
formatting characters, which `terminal.safe` has taken out: rules W1 to W7, N0 to N2, I1, I2
and L1 to L4. A line is a list of clusters, each a letter with the marks upon it, so that
marks follow their letter whatever the direction (L3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

# BidiBrackets.txt and BidiMirroring.txt (Unicode 15), the pairs met in news; facts.
_BRACKETS = ("()", "[]", "{}", "〈〉", "《》", "「」", "『』", "【】", "〔〕", "⟨⟩", "（）", "［］")
_MIRRORED = (*_BRACKETS, "<>", "«»", "‹›", "≤≥")
_OPENERS = frozenset(pair[0] for pair in _BRACKETS)
_CLOSERS = {pair[1]: pair[0] for pair in _BRACKETS}
_MIRROR = {pair[at]: pair[1 - at] for pair in _MIRRORED for at in (0, 1)}
_NUMBERS = ("EN", "AN")
_DEEPEST = 63


def is_rtl(text: str) -> bool:
    """Say whether more letters of `text` run from right to left than from left to right.

    The standard's first strong letter (P2) would set an Arabic sentence that begins with "NATO"
    from left to right.
    """
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(char) for char in text]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")


def has_rtl(text: str) -> bool:
    """Say whether anything in `text` runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text
    )


def mirrored(cluster: str) -> str:
    """Return the cluster as it is drawn from right to left: brackets look the other way (L4)."""
    return _MIRROR.get(cluster[:1], cluster[:1]) + cluster[1:]


def levels(clusters: Sequence[str], rtl: bool) -> list[int]:
    """Return the embedding level of each cluster in a line whose direction is given."""
    kinds = [unicodedata.bidirectional(cluster[0]) or "L" for cluster in clusters]
    original = list(kinds)
    edge = "R" if rtl else "L"
    _numbers(kinds, edge)
    _separators(kinds, edge)
    _brackets(kinds, clusters, edge)
    _neutrals(kinds, edge)
    found = [_level(kind, int(rtl)) for kind in kinds]
    for at in range(len(found) - 1, -1, -1):
        if original[at] not in ("WS", "S", "B", "BN"):
            break
        found[at] = int(rtl)
    return found


def visual(items: Sequence[T], line: Sequence[int]) -> list[T]:
    """Return the items of a line in the order in which they are drawn, left to right (L2)."""
    order = list(range(len(line)))
    lowest = min((level for level in line if level % 2), default=1)
    for level in range(max(line, default=0), lowest - 1, -1):
        order = _reversed_from(level, order, line)
    return [items[at] for at in order]


def _reversed_from(level: int, order: Sequence[int], line: Sequence[int]) -> list[int]:
    turned: list[int] = []
    for high, group in groupby(order, key=lambda at: line[at] >= level):
        run = list(group)
        turned += reversed(run) if high else run
    return turned


def _numbers(kinds: list[str], edge: str) -> None:
    """W1 to W3: marks take the kind before them, European digits after Arabic letters theirs."""
    before = strong = edge
    for at, kind in enumerate(kinds):
        if kind in ("NSM", "BN"):
            kind = before
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        before = kinds[at] = kind
    for at, kind in enumerate(kinds):
        if kind == "AL":
            kinds[at] = "R"


def _separators(kinds: list[str], edge: str) -> None:
    """W4 to W7: separators and signs of a number belong to it; digits in Latin text are Latin."""
    for at in range(1, len(kinds) - 1):
        around = kinds[at - 1]
        if around == kinds[at + 1] and (
            (around == "EN" and kinds[at] in ("ES", "CS")) or (around == "AN" and kinds[at] == "CS")
        ):
            kinds[at] = around
    at = 0
    for kind, run in groupby(list(kinds)):
        end = at + len(list(run))
        if kind == "ET" and "EN" in (*kinds[at - 1 : at], *kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    strong = edge
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
        elif kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"


def _direction(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind if kind in ("L", "R") else ""


def _brackets(kinds: list[str], clusters: Sequence[str], edge: str) -> None:
    """N0: a pair of brackets goes with the line's direction if anything in it does."""
    for start, end in sorted(_pairs(kinds, clusters)):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {""}
        if edge in inside:
            kinds[start] = kinds[end] = edge
        elif inside:
            before = next(filter(None, map(_direction, reversed(kinds[:start]))), edge)
            kinds[start] = kinds[end] = before if before in inside else edge


def _pairs(kinds: Sequence[str], clusters: Sequence[str]) -> list[tuple[int, int]]:
    """BD16: which brackets belong together."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at, cluster in enumerate(clusters):
        if kinds[at] != "ON":
            continue
        if cluster[0] in _OPENERS:
            if len(stack) == _DEEPEST:
                return []
            stack.append((cluster[0], at))
        elif opener := _CLOSERS.get(cluster[0]):
            depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == opener), None)
            if depth is not None:
                found.append((stack[depth][1], at))
                del stack[depth:]
    return found


def _neutrals(kinds: list[str], edge: str) -> None:
    """N1 and N2: what lies between two of one direction takes it, the rest takes the line's."""
    at, before = 0, edge
    for direction, run in groupby(map(_direction, list(kinds))):
        end = at + len(list(run))
        if direction:
            before = direction
        else:
            after = _direction(kinds[end]) if end < len(kinds) else edge
            kinds[at:end] = [before if before == after else edge] * (end - at)
        at = end


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)

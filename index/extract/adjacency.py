"""Whether words of a text that stand beside each other may be words of one name."""

from __future__ import annotations

from dragoman.index.extract.view import View

_WIDEST = 4
_GAPS = frozenset(("", "-", "‐", "‑", "–", "'", "’", "ʼ", "`", "·", "・", "/", "־", "•", "&"))
"""What may stand between two words of a name, beside space, in so many characters."""

_ABBREVIATION = 4
"""So long is the longest word whose stop within a name ends no sentence."""


def joined(view: View, at: int) -> bool:
    """Return whether a word belongs to the one before it, by what stands between them."""
    before, after = view.ends[at - 1], view.starts[at]
    if after - before > _WIDEST:
        return False
    gap = view.text[before:after].strip()
    if gap == ".":  # "St. Louis", but no sentence's end
        return len(view.words[at - 1]) <= _ABBREVIATION
    return gap in _GAPS


def opening(keys: list[str], at: int) -> str:
    """Return how names begin that begin at a letter: Han ones with two, all others with three."""
    size = 2 if "\u3400" <= keys[at] <= "\u9fff" else 3
    return " ".join(keys[at : at + size])


def runs_on(view: View, at: int) -> bool:
    """Return whether a katakana word goes on from the letter before `at` to this one."""
    if not 0 < at < len(view.words) or view.ends[at - 1] != view.starts[at]:
        return False
    return all("\u30a1" <= word[0] <= "\u30fe" for word in view.words[at - 1 : at + 1])

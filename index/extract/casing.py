"""How a word is written: with a small letter, with accents."""

from __future__ import annotations


def is_small(word: str) -> bool:
    """Return whether a word begins with a small letter, in a script that would use a capital.

    Georgian has capitals, but writes no names with them.
    """
    return word[0].islower() and not "\u10d0" <= word[0] <= "\u10ff"


def is_accented(name: str) -> bool:
    """Return whether a Latin word has accents, or letters beside a to z."""
    return not name.isascii() and any("\u00c0" <= letter <= "\u024f" for letter in name)

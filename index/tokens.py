"""Where words and numbers stand in a text, and what a number is whatever its digits.

A token is found in the text as it was written, so that its offsets are the reader's; folding and
stemming come later and never move it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

LONGEST = 64
"""Letters of a word that count; what is longer is no word of any language but an attack."""

# A number may be grouped by stops, commas, apostrophes or (three digits each) spaces; a word may
# hold apostrophes and quotation marks between letters, as in l'accord, İdlib'de and צה"ל; the stops
# of U.N. are no ends.
_TOKEN = regex.compile(
    r"""(?P<number>\p{Nd}++(?:[.,٬٫'’]\p{Nd}++|[\u00a0\u202f\u2009\u2007\ ]\p{Nd}{3}(?!\p{Nd}))*+
            (?![\p{L}\p{M}]))
      | (?P<word>\p{Lu}(?:\.\p{Lu})++(?![\p{L}\p{M}])
            | [\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*+
              (?:['’‘ʼʻ`´׳"״”][\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*+)*+)
    """,
    regex.VERBOSE,
)

_GROUPED = regex.compile(r"(\d{1,3}(?P<sep>[.,٬'’\s])\d{3}(?:(?P=sep)\d{3})*)(?:([.,٫])(\d+))?")
_INDIAN = regex.compile(r"(\d{1,2}(?:[,٬]\d{2})+[,٬]\d{3})(?:[.٫](\d+))?")
_DECIMAL = regex.compile(r"(\d+)[.,٫](\d+)")
_DIGITS = regex.compile(r"\d+")
_NOT_DIGIT = regex.compile(r"\D")


class Token(NamedTuple):
    """A word or a number: `text[start:end] == written`."""

    start: int
    end: int
    written: str
    is_number: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and numbers of a text in order, in linear time."""
    for found in _TOKEN.finditer(text):
        yield Token(found.start(), found.end(), found.group(), found.lastgroup == "number")


def written(text: str) -> list[tuple[str, str]]:
    """Return what `tokens` finds, without its place: (number, "") or ("", word).

    Three times as fast, for the writing of an index.
    """
    found: list[tuple[str, str]] = _TOKEN.findall(text)
    return found


@lru_cache(maxsize=20_000)
def number(written: str) -> tuple[str, ...]:
    """Return how a number is looked for: 400,000, 400 000 and ٤٠٠٬٠٠٠ are all ("400000",).

    Where a plain space may as well part two numbers ("15 400"), both readings are given. What is
    neither grouped nor a decimal (a date, a version) falls into its parts.
    """
    ascii_digits = "".join(_ascii(c) for c in written)
    if grouped := _GROUPED.fullmatch(ascii_digits):
        whole = _trim(_NOT_DIGIT.sub("", grouped[1])) + _fraction(grouped[4])
        return (whole, *_parts(ascii_digits)) if grouped["sep"] == " " else (whole,)
    if indian := _INDIAN.fullmatch(ascii_digits):
        return (_trim(_NOT_DIGIT.sub("", indian[1])) + _fraction(indian[2]),)
    if decimal := _DECIMAL.fullmatch(ascii_digits):
        return (_trim(decimal[1]) + _fraction(decimal[2]),)
    return _parts(ascii_digits)


def _ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, -1)
    return letter if digit < 0 else str(digit)


def _parts(digits: str) -> tuple[str, ...]:
    return tuple(_trim(part) for part in _DIGITS.findall(digits))


def _trim(digits: str) -> str:
    return (digits.lstrip("0") or "0")[:LONGEST]


def _fraction(digits: str | None) -> str:
    return f".{digits[:LONGEST]}" if digits else ""

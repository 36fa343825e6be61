"""Words so frequent that they say nothing of what a question is about.

They are written like any other, for a phrase may hold them; a question is scored without them,
unless it has no other words. A word in capitals (UN, IS, WHO) is a name,
whatever it means in small letters; one that means something else in another language (German
"war") is not in the table.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dragoman.index.fold import fold
from dragoman.index.tokens import Token


@cache
def frequent_by_language() -> dict[str, frozenset[str]]:
    """Return the folded words of each language of `data/frequent_words.tsv`, by code."""
    text = files("dragoman.index.data").joinpath("frequent_words.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    rows = (line.partition("\t") for line in lines)
    return {code: frozenset(map(fold, words.split())) for code, _, words in rows}


@cache
def frequent_words() -> frozenset[str]:
    """Return the folded words of all of them."""
    return frozenset[str]().union(*frequent_by_language().values())


def is_frequent(token: Token) -> bool:
    """Whether a token is such a word."""
    if token.is_number or (len(token.written) > 1 and token.written.isupper()):
        return False
    return fold(token.written) in frequent_words()

"""Text as Dragoman keeps it, before anything is counted in it.

This is where `Article.text` is made; offsets are into what comes out of here.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

from dragoman.index.read.events import Refused

DEPTH_LIMIT = 50
"""How deep the values of an article's unknown keys may be nested."""

_BREAK = re.compile("\r\n?|\x85|\u2028")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(raw: str) -> str:
    """Return the text with line feeds alone between lines, without control characters.

    CR LF, CR, NEL and LINE SEPARATOR become a line feed, PARAGRAPH SEPARATOR two; any other
    control character but the tab becomes a space, a lone surrogate U+FFFD. A byte order mark and
    white space at either end go.
    """
    text = _BREAK.sub("\n", raw).replace("\u2029", "\n\n")
    text = _CONTROL.sub(" ", text)
    return _SURROGATE.sub("\ufffd", text).lstrip("\ufeff").strip()


def clean_line(raw: str) -> str:
    """Return the text as one line, with single spaces between words."""
    return " ".join(clean_text(raw).split())


def clean_value(value: Any, depth: int = 0) -> Any:
    """Return a JSON value that can be written down again, or raise `Refused` where none can."""
    if depth > DEPTH_LIMIT:
        raise Refused("bad article", f"nested more than {DEPTH_LIMIT} levels deep")
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, float) and not isfinite(value):
        raise Refused("broken JSON", "a number that is too large")
    if isinstance(value, list):
        return [clean_value(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean_value(key): clean_value(item, depth + 1) for key, item in value.items()}
    return value

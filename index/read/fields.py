"""From keys and values to an Article, whichever format they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dragoman.index.article import Article
from dragoman.index.read.clean import clean_line, clean_text, clean_value
from dragoman.index.read.events import Refused, shown
from dragoman.index.read.published import iso_date

ID_LIMIT = 512
"""Characters of an id."""

ALIASES = {"lang": "language", "published": "date"}
"""What stands in for a key that is missing; beside it, it is one more unknown key."""

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def article(text: Any, keys: Mapping[str, Any], given_id: str) -> tuple[Article, list[str]]:
    """Make an article of its text and the other keys; return it with warnings about it.

    `given_id` is the id of an article that names none ("" = it must name one). `id`, `title`,
    `published`, `source`, `url` and `lang` are text: a number is written out, null counts as
    missing, and anything else is kept as an unknown key that ends in "_raw", as is a date of
    publication that is no ISO 8601. Raise `Refused` where there is no text, or an id that cannot
    be one.
    """
    extra = dict(keys)
    raw_id = extra.pop("id", None)
    own_id = given_id if raw_id is None else _id(raw_id)
    if not own_id:
        raise Refused("no id", "articles from standard input need an id")
    warnings: list[str] = []
    lines = {
        name: _line(name, extra, warnings)
        for name in ("title", "published", "source", "url", "lang")
    }
    lines["published"] = _date(lines["published"], extra, warnings)
    return Article(own_id, _text(text), **lines, extra=clean_value(extra)), warnings


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise Refused("bad article", "no text" if raw is None else "a text that is not a string")
    text = clean_text(raw)
    if not text:
        raise Refused("empty", "an empty text")
    return text


def _id(raw: Any) -> str:
    value = str(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw
    if not isinstance(value, str):
        raise Refused("bad id", "an id that is neither a string nor a number")
    if not value:
        raise Refused("bad id", "an empty id")
    if len(value) > ID_LIMIT:
        raise Refused("bad id", f"an id of more than {ID_LIMIT} characters")
    if value != value.strip() or _FORBIDDEN.search(value):
        raise Refused("bad id", "an id with control characters or white space at its ends")
    return value


def _line(name: str, extra: dict[str, Any], warnings: list[str]) -> str:
    """Take a key of one line of text out of `extra`, under its own name or its alias."""
    key = name if name in extra else ALIASES.get(name, name)
    raw = extra.pop(key, None)
    if isinstance(raw, str):
        return clean_line(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(clean_value(raw))
    if raw is not None:
        extra[f"{key}_raw"] = raw
        warnings.append(f"{key!r} is not text; kept as '{key}_raw'")
    return ""


def _date(line: str, extra: dict[str, Any], warnings: list[str]) -> str:
    date = iso_date(line)
    if line and not date:
        extra["published_raw"] = line
        warnings.append(f"'{shown(line[:60])}' is no ISO 8601 date; kept as 'published_raw'")
    return date

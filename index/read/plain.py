"""Plain text and Markdown: front matter, a title, and the text."""

from __future__ import annotations

import re
from typing import Any

from dragoman.index.read.clean import clean_text

TITLE_LIMIT = 300
"""Characters; a longer first line is a paragraph, not a title."""

_FRONT_LIMIT = 1000
"""Lines in which front matter must come to an end."""

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"([^\W\d][\w.-]*(?: [\w.-]+)*)[ \t]*:(?!//)[ \t]*(.*)")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")


def split_text(raw: str, markdown: bool) -> tuple[str, dict[str, Any], list[str]]:
    """Return the text, the keys of the front matter with a title among them, and warnings.

    Front matter stands first, between two lines `---`: `key: value`, lists as `[a, b]` or as
    lines `- a`; keys come out in small letters. Where it gives no title, a first line followed by
    a blank one is the title, without the `#` of a Markdown heading. The text is cleaned.
    """
    text = clean_text(raw)
    keys, text, warnings = _front_matter(text)
    if "title" not in keys:
        title, text = _title(text, markdown)
        keys |= {"title": title} if title else {}
    return text, keys, warnings


def _title(text: str, markdown: bool) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    blank, _, body = rest.partition("\n")
    if blank.strip() or not body.strip() or len(first) > TITLE_LIMIT:
        return "", text
    if markdown and (heading := _HEADING.fullmatch(first)):
        first = heading[1]
    if not any(map(str.isalnum, first)):
        return "", text
    return first.strip(), body.strip()


def _front_matter(text: str) -> tuple[dict[str, Any], str, list[str]]:
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        return {}, text, []
    lines = rest.split("\n", _FRONT_LIMIT)
    body = lines.pop() if len(lines) > _FRONT_LIMIT else ""
    end = next((n for n, line in enumerate(lines) if _END.fullmatch(line)), None)
    front = [line for line in lines[:end] if line.strip()]
    if not front or not (_KEY.fullmatch(front[0]) or front[0].startswith("#")):
        return {}, text, []
    if end is None:
        return {}, text, ["front matter that never ends with '---'; taken for text"]
    keys, warnings = _keys(front)
    return keys, "\n".join([*lines[end + 1 :], body]).strip(), warnings


def _keys(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    keys: dict[str, Any] = {}
    strange: list[str] = []
    last = ""
    for line in lines:
        stripped = line.strip()
        if found := _KEY.fullmatch(line):
            last = found[1].lower()
            keys[last] = _value(found[2].strip())
        elif stripped.startswith("- ") and last and not isinstance(keys[last], str):
            keys[last] = [*(keys[last] or []), _unquoted(stripped[2:].strip())]
        elif not stripped.startswith("#"):
            strange.append(stripped)
    return keys, [_strange(strange)] if strange else []


def _strange(lines: list[str]) -> str:
    number = "a line" if len(lines) == 1 else f"{len(lines)} lines"
    return f"{number} of the front matter left out, not 'key: value': '{lines[0][:60]}'"


def _value(raw: str) -> str | list[str] | None:
    if not raw:
        return None
    if raw[0] == "[" and raw[-1] == "]":
        return [_unquoted(item.strip()) for item in raw[1:-1].split(",") if item.strip()]
    return _unquoted(raw)


def _unquoted(raw: str) -> str:
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", raw[1:-1])
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    return raw

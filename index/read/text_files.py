"""Text files: an article each."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.index.read.encoding import decide, decode
from dragoman.index.read.events import Event
from dragoman.index.read.fields import article
from dragoman.index.read.files import whole
from dragoman.index.read.origin import Origin
from dragoman.index.read.plain import split_text


def read_text(origin: Origin, packed: bool) -> Iterator[Event]:
    """Read plain text with its title and front matter."""
    return _read(origin, packed, markdown=False)


def read_markdown(origin: Origin, packed: bool) -> Iterator[Event]:
    """Read Markdown, which stays as it is written."""
    return _read(origin, packed, markdown=True)


def _read(origin: Origin, packed: bool, markdown: bool) -> Iterator[Event]:
    data = whole(origin.real, packed)
    encoding = decide(data)
    raw, broken = decode(data, encoding)
    text, keys, warnings = split_text(raw, markdown)
    made, more = article(text, keys, origin.article_id())
    yield from (origin.note(0, warning) for warning in warnings + more)
    if encoding.name:
        yield origin.read_as(encoding.name)
    if broken:
        yield origin.replaced(0, broken)
    yield origin.found(made, 0, encoding.name)

"""JSON: an article a line, one article, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from dragoman.index.article import Article
from dragoman.index.read.encoding import UTF_8, Encoding, decide, decode
from dragoman.index.read.events import Event, Refused
from dragoman.index.read.fields import article
from dragoman.index.read.files import allowance, opened, whole
from dragoman.index.read.origin import Origin
from dragoman.index.read.streams import LINE_LIMIT, SAMPLE, numbered_lines, peeked, recoded

_BLANK = b" \t\r\n\xef\xbb\xbf"


def read_lines_file(origin: Origin, packed: bool) -> Iterator[Event]:
    """Read a file of JSON lines without ever holding more than one of them."""
    allowed = allowance(origin.real) if packed else None
    with opened(origin.real, packed) as stream:
        yield from read_lines(origin, stream, allowed)


def read_lines(
    origin: Origin, stream: BinaryIO, allowed: int | None = None, enough: int = SAMPLE
) -> Iterator[Event]:
    """Read JSON lines; `enough` bytes of them decide on the encoding.

    A line that is not valid in that encoding decides for itself. Blank lines say nothing.
    """
    sample, stream = peeked(stream, enough)
    encoding = _encoding_of_lines(sample)
    if encoding.wide:
        stream = recoded(stream, encoding.codec)
        encoding = Encoding(encoding.name, UTF_8.codec)
    told = {UTF_8.name}
    empty = True
    for number, line in numbered_lines(stream, allowed):
        if empty and (first := line is None or line.strip(_BLANK)):
            _demand_lines(first)
            empty = False
        try:
            for event in _read_line(origin, number, line, encoding):
                if (used := getattr(event, "encoding", "")) not in told:
                    told.add(used)
                    yield origin.read_as(used)
                yield event
        except Refused as why:
            yield origin.skip(number, why)
    if empty:
        raise Refused("empty", "a file without articles")


def _encoding_of_lines(sample: bytes) -> Encoding:
    """Decide on the encoding; of lines that begin as JSON some may be damaged beyond text."""
    as_bytes = sample.lstrip(_BLANK).startswith((b'{"', b"{ "))
    try:
        encoding = decide(sample, complete=False)
    except Refused:
        if as_bytes:
            return UTF_8
        raise
    return UTF_8 if as_bytes and encoding.wide else encoding


def _demand_lines(first: bytes | bool) -> None:
    if first in {b"{", b"["}:
        reason = "one JSON document over several lines, not one a line; name it .json"
        raise Refused("broken JSON", reason)


def read_document(origin: Origin, packed: bool) -> Iterator[Event]:
    """Read a JSON file: an article, or a list of them; or lines under the wrong name."""
    with opened(origin.real, packed) as stream:
        sample, stream = peeked(stream)
        if _are_lines(sample):
            yield from read_lines(origin, stream, allowance(origin.real) if packed else None)
            return
    data = whole(origin.real, packed)
    encoding = decide(data)
    text, broken = decode(data, encoding)
    del data
    value = parse(text.lstrip("\ufeff"))
    if encoding.name:
        yield origin.read_as(encoding.name)
    if broken:
        yield origin.replaced(0, broken)
    if isinstance(value, list):
        yield from _read_list(origin, value, encoding.name)
    else:
        yield from _read_value(origin, value, 0, 0, encoding.name)


def parse(text: str) -> Any:
    """Return a JSON value as RFC 8259 has it, without NaN, or raise `Refused`."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        reason = f"broken JSON ({line}column {error.colno}: {error.msg.lower()})"
        raise Refused("broken JSON", reason) from error
    except RecursionError as error:
        raise Refused("broken JSON", "JSON that is nested too deeply") from error
    except ValueError as error:
        raise Refused("broken JSON", "a number with too many digits") from error


def _no_number(name: str) -> NoReturn:
    raise Refused("broken JSON", f"{name} is no JSON number")


def _read_line(
    origin: Origin, number: int, line: bytes | None, encoding: Encoding
) -> Iterator[Event]:
    if line is None:
        raise Refused("too large", f"a line of more than {LINE_LIMIT >> 20} MiB")
    text, broken = decode(line, encoding)
    if broken and encoding == UTF_8:
        encoding = decide(line)
        text, broken = decode(line, encoding)
    text = text.strip(" \t\r\n\ufeff")
    if text:
        yield from _read_value(origin, parse(text), number, number, encoding.name)
    if broken:
        yield origin.replaced(number, broken)


def _read_list(origin: Origin, items: list[Any], encoding: str) -> Iterator[Event]:
    if not items:
        raise Refused("empty", "a file without articles")
    for place, item in enumerate(items, 1):
        try:
            yield from _read_value(origin, item, 0, place, encoding)
        except Refused as why:
            yield origin.skip(0, Refused(why.kind, f"item {place}: {why}"))


def _read_value(
    origin: Origin, value: Any, line: int, place: int, encoding: str
) -> Iterator[Event]:
    made, warnings = _article(value, origin.article_id(place))
    yield from (origin.note(line, warning) for warning in warnings)
    yield origin.found(made, line, encoding)


def _article(value: Any, given_id: str) -> tuple[Article, list[str]]:
    if not isinstance(value, dict):
        raise Refused("bad article", "a JSON value that is no object")
    return article(value.pop("text", None), value, given_id)


def _are_lines(sample: bytes) -> bool:
    """Tell whether the first line is an object and another one follows."""
    try:
        encoding = decide(sample, complete=False)
        text = sample.decode(encoding.codec, "replace").lstrip("\ufeff \t\r\n")
        first, _, rest = text.partition("\n")
        return bool(rest.strip()) and isinstance(parse(first), dict)
    except Refused:
        return False

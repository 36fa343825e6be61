"""Many questions in one process: the file of questions in, a run out."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from dragoman.index.errors import QueryError, UsageError
from dragoman.search.formats import read_queries
from dragoman.search.output import note, write_json
from dragoman.search.query import parse

if TYPE_CHECKING:
    from dragoman.search.api import Index


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    return gzip.open(name) if name.endswith(".gz") else Path(name).open("rb")  # type: ignore[return-value]


def questions(name: str) -> list[dict[str, str]]:
    """Read every question of a file before any is answered; one broken line stops it all."""
    try:
        with _opened(name) as file:
            found = list(read_queries(file, name))
    except (EOFError, OSError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{name}: the questions cannot be read ({reason}).") from None
    if not found:
        raise UsageError(f"{name}: there is no question in it.")
    return found


def answer(index: Index, asked: list[dict[str, str]], shape: str, wanted: Mapping[str, Any]) -> int:
    """Write the answers, question by question; return the exit code.

    A question that cannot be read is named on stderr and has no lines; the rest goes on.
    """
    lines = unreadable = 0
    for query in asked:
        try:
            lines += _answered(index, query, shape, wanted)
        except QueryError as error:
            unreadable += 1
            note(f"question {query['id']}: {error}")
    if unreadable == len(asked):
        return 2
    return 0 if lines else 1


def _answered(index: Index, query: dict[str, str], shape: str, wanted: Mapping[str, Any]) -> int:
    if shape == "jsonl":
        hits = index.search(parse(query["text"], prose=True), **wanted).hits
        for hit in hits:
            write_json({"query": query["id"], **hit.to_json()})
        return len(hits)
    from dragoman.search.runs import run

    lines = list(run(index, [query], **wanted))
    click.echo("".join(f"{line}\n" for line in lines).encode("utf-8"), nl=False)
    return len(lines)

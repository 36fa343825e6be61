"""Many questions, answered as a TREC run: what evaluation tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from dragoman.search.answer import By
from dragoman.search.api import Index

TAG = "dragoman"
"""The name of the system in the last column."""


def run(
    index: Index, queries: Iterable[Mapping[str, str]], *, by: By = "passage", **how: Any
) -> Iterator[str]:
    """Yield `qid Q0 docid rank score dragoman` for every answer to every question.

    A passage is called `article#number`. White space, "%" and control characters of ids are
    percent-encoded, so that a line always has six fields. `how` is that of `Index.ranking`.
    """
    for query in queries:
        ranked = index.ranking(query["text"], by=by, **how)
        for rank, (article, number, score) in enumerate(ranked, 1):
            name = article if by == "article" else f"{article}#{number}"
            yield f"{field(query['id'])} Q0 {field(name)} {rank} {score:.6f} {TAG}"


def field(name: str) -> str:
    """Return an id as one field of a line."""
    return "".join(quote(c) if c.isspace() or c == "%" or not c.isprintable() else c for c in name)

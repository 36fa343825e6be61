"""The peer in speed: Whoosh as its documentation uses it, with its own codec and searcher."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from whoosh.analysis.analyzers import StandardAnalyzer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser.default import QueryParser
from whoosh.qparser.syntax import OrGroup


def theirs(
    texts: Sequence[str], place: Path, asked: Sequence[str]
) -> tuple[float, float, list[float]]:
    """Return seconds of indexing, megabytes, milliseconds of each question.

    The texts are stored, to be shown; a hit needs any of the words, as ours do.
    """
    place.mkdir()
    schema = Schema(key=NUMERIC(stored=True), text=TEXT(StandardAnalyzer(), stored=True))
    began = perf_counter()
    index = create_in(str(place), schema)
    target = index.writer()
    for key, text in enumerate(texts):
        target.add_document(key=key, text=text)
    target.commit()
    seconds = perf_counter() - began
    parser = QueryParser("text", schema, group=OrGroup)
    with index.searcher() as searcher:

        def ask(question: str) -> list[str]:
            found = searcher.search(parser.parse(question), limit=10)
            return [hit["text"] for hit in found]

        return seconds, size(place), timed(ask, asked)


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Return the milliseconds of each question."""
    times = []
    for question in asked:
        began = perf_counter()
        ask(question)
        times.append((perf_counter() - began) * 1000)
    return times


def size(folder: Path) -> float:
    """Return the megabytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6

"""The index as an application sees it: open it, ask it, read the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, Literal

from dragoman.index.engine import Ask, Match
from dragoman.index.folder import Opened, open_reading
from dragoman.index.rows import HitRow, StoredRecord
from dragoman.search.hit import Hit, Results
from dragoman.search.lease import Lease
from dragoman.search.plan import Filters, Plan, plan
from dragoman.search.query import Query, parse
from dragoman.search.rank import Collection, by_article, rescore
from dragoman.search.snippet import Marked, marked, marks

__all__ = ["Hit", "Index", "Results", "open_index"]

By = Literal["passage", "article"]

CANDIDATES = 200
"""How many answers of the first stage are re-scored; more where more are asked for."""

OF_AN_ARTICLE = 3
"""How many passages of an article are shown where articles were asked for."""


def open_index(folder: str | Path, *, engine: str = "") -> Index:
    """Open the index in a folder for searching.

    `engine` must be named where it is not one of Dragoman's own. Raise `MissingIndex`,
    `OutdatedIndex` or `DamagedIndex`.
    """
    return Index(Path(folder), engine)


class Index:
    """An open index; a context that is closed at its end. Safe from several threads.

    It answers from the state it was opened in until `refresh` is called.
    """

    def __init__(self, folder: Path, engine: str = "") -> None:
        self._folder = folder
        self._engine = engine
        self._opened = Lease(open_reading(folder, engine))

    def search(
        self,
        query: str | Query,
        *,
        limit: int = 10,
        offset: int = 0,
        langs: Sequence[str] = (),
        sources: Sequence[str] = (),
        title: str = "",
        published: str = "",
        where: Mapping[str, str] | None = None,
        by: By = "passage",
    ) -> Results:
        """Return a page of passages, best first.

        `query` is a text in the language of `query.py`, or what `query.parse` made of one.
        `limit` and `offset` count passages, or articles with `by="article"`: then the hits of an
        article are neighbours, the best first, three at most. The rest narrows: `langs` (codes)
        and `sources` to any of them, `title` to titles with all of these words, `published` to a
        range of dates such as "2017-05..", `where` to articles with these values of their own
        keys. Raise `QueryError` for a question or a range that cannot be read.
        """
        began = perf_counter()
        filters = _filters(langs, sources, title, published, where)
        with self._opened.borrow() as opened:
            wanted = parse(query) if isinstance(query, str) else query
            asked = plan(wanted, filters, opened.ledger.languages())
            total, groups = _ranked(opened, asked, limit + offset, by)
            page = groups[offset : offset + limit]
            hits = _hits(opened, [m for group in page for m in group], asked, offset + 1)
            if by == "article" and total:
                total = len(opened.reader.count(asked.node, "id"))
        return Results(wanted.text, total, (perf_counter() - began) * 1000, hits)

    def ranking(
        self, query: str | Query, *, limit: int, by: By = "passage", **narrow: Any
    ) -> list[tuple[str, int, float]]:
        """Return article, number of the passage and score of the best `limit`, without texts.

        With `by="article"` each article stands once, for its best passage. `narrow` is as in
        `search`; a text is read as prose. This is the plain ranking that is measured.
        """
        with self._opened.borrow() as opened:
            wanted = parse(query, prose=True) if isinstance(query, str) else query
            asked = plan(wanted, _filters(**narrow), opened.ledger.languages())
            _, groups = _ranked(opened, asked, limit, by)
            best = [group[0] for group in groups[:limit]]
            names = opened.ledger.names([match.key for match in best])
        return [(*names[m.key][1:], m.score) for m in best if m.key in names]

    def article(self, name: str) -> StoredRecord | None:
        """Return everything that is known of an article, or None."""
        with self._opened.borrow() as opened:
            return opened.ledger.record(name)

    def status(self) -> dict[str, Any]:
        """Return what the index holds and how it was made, as `docs/formats.md` describes it."""
        from dragoman.search.status import status

        with self._opened.borrow() as opened:
            return status(opened)

    def refresh(self) -> bool:
        """Go over to what has been written since; return whether there was anything."""
        with self._opened.borrow() as opened:
            if opened.is_newest():
                return False
        self._opened.replace(open_reading(self._folder, self._engine))
        return True

    def close(self) -> None:
        """Let go of every file, once no thread is searching any more."""
        self._opened.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _filters(
    langs: Sequence[str] = (),
    sources: Sequence[str] = (),
    title: str = "",
    published: str = "",
    where: Mapping[str, str] | None = None,
) -> Filters:
    pairs = tuple(sorted((where or {}).items()))
    return Filters(tuple(langs), tuple(sources), title, published, pairs)


def _ranked(opened: Opened, asked: Plan, wanted: int, by: By) -> tuple[int, list[list[Match]]]:
    """Return how many passages answer, and at least the best `wanted` of them, by article or not.

    Every group holds the passages of one place in the ranking, the best first.
    """
    depth = max(CANDIDATES, wanted)
    while True:
        found = opened.reader.find(Ask(asked.node, limit=depth))
        if by == "passage":
            return found.total, [[match] for match in _second_stage(opened, asked, found.matches)]
        names = opened.ledger.names([match.key for match in found.matches])
        enough = len({record for record, _, _ in names.values()}) >= wanted
        if enough or depth >= found.total:
            ranked = _second_stage(opened, asked, found.matches)
            owner = {key: record for key, (record, _, _) in names.items()}
            return found.total, by_article(ranked, owner, OF_AN_ARTICLE)
        depth *= 4


def _second_stage(opened: Opened, asked: Plan, matches: Sequence[Match]) -> list[Match]:
    ledger = opened.ledger
    sounds = ledger.folded([match.key for match in matches])
    known = Collection(ledger.passages(), ledger.gram_df(sorted(asked.grams)))
    return rescore(matches, sounds, asked.grams, asked.bones, known)


def _hits(opened: Opened, matches: Sequence[Match], asked: Plan, first: int) -> tuple[Hit, ...]:
    rows = opened.ledger.hits([match.key for match in matches])
    known = ((match, rows[match.key]) for match in matches if match.key in rows)
    wanted = marked(asked.marked)
    return tuple(_hit(rank, m, row, wanted) for rank, (m, row) in enumerate(known, first))


def _hit(rank: int, match: Match, row: HitRow, wanted: Marked) -> Hit:
    return Hit(
        rank,
        round(match.score, 4),
        *(row.article, row.passage, row.lang, row.title, row.published, row.source, row.url),
        *(row.start, row.end, row.text),
        marks(row.text, row.lang, wanted),
    )

"""The index as an application sees it: open it, ask it, read the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Any

from dragoman.index.engine import Node
from dragoman.index.errors import UsageError
from dragoman.index.folder import Opened, open_reading
from dragoman.index.interval import Level
from dragoman.index.rows import StoredRecord
from dragoman.search.answer import By, hits, ranked
from dragoman.search.coverage import unsearched
from dragoman.search.entities import meant, times
from dragoman.search.facets import Facet, by_level, facets
from dragoman.search.filters import Filters
from dragoman.search.hit import Hit, Results
from dragoman.search.lease import Lease
from dragoman.search.narrow import narrowed
from dragoman.search.plan import Plan, plan
from dragoman.search.query import Query, parse
from dragoman.search.rendered import looked_up

if TYPE_CHECKING:
    from dragoman.search.dictionaries.lookup import Dictionaries
    from dragoman.search.resolve import Choice

__all__ = ["Hit", "Index", "Results", "open_index"]


def open_index(
    folder: str | Path, *, engine: str = "", dictionaries: Dictionaries | None = None
) -> Index:
    """Open the index in a folder for searching.

    `engine` must be named where it is not one of Dragoman's own; `dictionaries` carry questions
    into other languages, and remain the caller's to close. Raise `MissingIndex`, `OutdatedIndex` or
    `DamagedIndex`.
    """
    return Index(Path(folder), engine, dictionaries)


class Index:
    """An open index; a context that is closed at its end. Safe from several threads.

    It answers from the state it was opened in until `refresh` is called.
    """

    def __init__(
        self, folder: Path, engine: str = "", dictionaries: Dictionaries | None = None
    ) -> None:
        self._folder = folder
        self._engine = engine
        self._dictionaries = dictionaries
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
        parties: Sequence[str] = (),
        places: Sequence[str] = (),
        near: tuple[float, float, float] | None = None,
        date: str = "",
        within: bool = False,
        by: By = "passage",
        dictionary: bool = True,
    ) -> Results:
        """Return a page of passages, best first.

        `query` is a text in the language of `query.py`, or what `query.parse` made of one.
        `limit` and `offset` count passages, or articles with `by="article"`: then the hits of an
        article are neighbours, the best first, three at most. The rest narrows: `langs` (codes)
        and `sources` to any of them, `title` to titles with all of these words, `published` to a
        range of dates such as "2017-05..", `where` to articles with these values of their own
        keys; `parties` and `places` to passages that speak of all of these, each given by any of
        its names in any script, or by its id; `near` to places within a circle: latitude,
        longitude, kilometres; `date` to passages that speak of a day in this range, or, `within`,
        of a time that lies in it. With one of the last four the question may be empty. Without
        `dictionary` no dictionary is asked. Raise `QueryError` for a question, a range or a name
        that cannot be read.
        """
        began = perf_counter()
        given = _filters(langs, sources, title, published, where, date, within)
        with self._opened.borrow() as opened:
            filters, taken = narrowed(opened, given, parties, places, near)
            wanted = _question(query, filters)
            looked_in = self._dictionaries if dictionary else None
            asked = _planned(opened, wanted, filters, looked_in)
            total, groups = ranked(opened, asked, limit + offset, by)
            page = groups[offset : offset + limit]
            found = hits(opened, [m for group in page for m in group], asked, offset + 1)
            if by == "article" and total:
                total = len(opened.reader.count(asked.node, "id"))
            reached = {saying.lang for saying in asked.rendered}
            left = unsearched(opened, wanted, filters, looked_in, reached, asked.names)
        return Results(wanted.text, total, (perf_counter() - began) * 1000, found, taken, left)

    def ranking(
        self,
        query: str | Query,
        *,
        limit: int,
        by: By = "passage",
        dictionary: bool = True,
        **narrow: Any,
    ) -> list[tuple[str, int, float]]:
        """Return article, number of the passage and score of the best `limit`, without texts.

        With `by="article"` each article stands once, for its best passage. `narrow` is as in
        `search`; a text is read as prose. This is the plain ranking that is measured.
        """
        with self._opened.borrow() as opened:
            wanted = parse(query, prose=True) if isinstance(query, str) else query
            filters, _ = _narrowed(opened, **narrow)
            asked = _planned(opened, wanted, filters, self._dictionaries if dictionary else None)
            _, groups = ranked(opened, asked, limit, by)
            best = [group[0] for group in groups[:limit]]
            names = opened.ledger.names([match.key for match in best])
        return [(*names[m.key][1:], m.score) for m in best if m.key in names]

    def parties(self, query: str | Query = "", **narrow: Any) -> list[Facet]:
        """Return the parties that the index speaks of, with the passages that name each.

        The most frequent first. Given a question, or whatever narrows a `search`, only the
        passages that answer count. Raise as `search` does.
        """
        return self._facets("party", query, narrow)

    def places(self, query: str | Query = "", **narrow: Any) -> list[Facet]:
        """Return the places that the index speaks of, as `parties` does.

        A passage that names a town counts for its region and its country too.
        """
        return self._facets("place", query, narrow)

    def dates(
        self, query: str | Query = "", *, by: Level = "year", **narrow: Any
    ) -> list[tuple[str, int]]:
        """Return the years, months or days that the index speaks of, with the passages of each.

        In the order of the calendar, as "2017", "2017-05" or "2017-05-04". A mention counts for
        what it is part of: 4 May 2017 for its month and year, and "2017" for no month. Narrowed as
        `parties`.
        """
        if by not in ("day", "month", "year"):
            raise UsageError(f"Dates are listed by day, month or year, not by {by!r}.")
        with self._opened.borrow() as opened:
            counted = opened.reader.count(self._asked(opened, query, narrow), "date")
        return by_level(counted, by)

    def _facets(self, kind: str, query: str | Query, narrow: Mapping[str, Any]) -> list[Facet]:
        with self._opened.borrow() as opened:
            node = self._asked(opened, query, narrow)
            return facets(opened, kind, opened.reader.count(node, kind))

    def _asked(
        self,
        opened: Opened,
        query: str | Query,
        narrow: Mapping[str, Any],
    ) -> Node:
        """Return what the passages must answer that are counted; without a question, all may."""
        filters, _ = _narrowed(opened, **narrow)
        everything = isinstance(query, str) and not query.strip()
        asked = Query("", ()) if everything else _question(query, filters)
        return _planned(opened, asked, filters, self._dictionaries).node

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
    date: str = "",
    within: bool = False,
) -> Filters:
    pairs = tuple(sorted((where or {}).items()))
    known = Filters(tuple(langs), tuple(sources), title, published, pairs)
    return replace(known, date=date, within=within)


def _planned(
    opened: Opened, query: Query, filters: Filters, dictionaries: Dictionaries | None
) -> Plan:
    named = meant(query, opened.manifest.settings.parties)
    langs = opened.ledger.languages()
    into = opened.manifest.settings.target if opened.ledger.translated() else ""
    looked = looked_up(dictionaries, opened, query, filters.langs or langs, named.tokens)
    made = plan(query, filters, langs, named.readings, times(query, langs), into, looked)
    return replace(made, names=named.tokens)


def _narrowed(
    opened: Opened,
    *,
    parties: Sequence[str] = (),
    places: Sequence[str] = (),
    near: tuple[float, float, float] | None = None,
    **given: Any,
) -> tuple[Filters, tuple[Choice, ...]]:
    return narrowed(opened, _filters(**given), parties, places, near)


def _question(query: str | Query, filters: Filters) -> Query:
    """Return what is asked; nothing is, where only parties and places are."""
    if not isinstance(query, str):
        return query
    told = (filters.parties, filters.places, filters.date, filters.near is not None)
    if not query.strip() and any(told):
        return Query("", ())
    return parse(query)

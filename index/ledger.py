"""The ledger, read: every record with its text, its passages and where it came from.

It is the truth that costs time; engines can be made from it. `schema.py` says how it is kept,
`ledger_writer.py` how it is changed.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from dragoman.index import schema
from dragoman.index.article import Article, DateMention, Entity, Mention, Passage, Record
from dragoman.index.errors import DamagedIndex, UsageError
from dragoman.index.mention_rows import unpacked, within
from dragoman.index.rows import HitRow, Origin, Status, StoredRecord
from dragoman.index.translation_rows import unpacked_translation

_AT_ONCE = 500
"""Keys in one statement: SQLite before 3.32 takes no more than 999."""

_HITS = """
SELECT p.key, p.record, p.translation, p.number, p.start, p.end, p.lang,
       r.article, r.title, r.published, r.source, r.url
FROM passage p JOIN record r ON r.key = p.record WHERE p.key IN ({})"""

_NAMES = """
SELECT p.key, p.record, r.article, p.number
FROM passage p JOIN record r ON r.key = p.record WHERE p.key IN ({})"""

_RECORD = """
SELECT r.key, r.article, r.text, r.title, r.published, r.source, r.url, r.claimed, r.extra,
       r.lang, r.confidence, r.mentions, m.root, m.path, m.line
FROM member m JOIN record r ON r.key = m.record"""


_ENTITY = "SELECT id, name, type, country, lat, lon FROM entity"


class Ledger:
    """One generation of a ledger, for reading; safe from several threads.

    Every method raises `DamagedIndex` where the file turns out not to be whole.
    """

    def __init__(self, folder: Path, generation: int) -> None:
        self._folder = folder
        self._generation = generation
        self._idle: deque[sqlite3.Connection] = deque()
        with self._connection():
            pass  # so that what is wrong with the file is said now

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection: there are as many as there were threads at once."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = schema.connect_reading(self._folder)
        try:
            yield connection
        except UnicodeEncodeError as error:
            raise UsageError("A lone surrogate is no text: nothing can be found by it.") from error
        except (sqlite3.DatabaseError, zlib.error, ValueError) as error:
            raise DamagedIndex(
                f"{self._folder / schema.NAME} is not whole ({error}): "
                "run `dragoman rebuild PATH…`."
            ) from error
        finally:
            self._idle.append(connection)

    def close(self) -> None:
        """Let go of the file; call it when no thread is reading any more."""
        while self._idle:
            self._idle.pop().close()

    def hits(self, keys: Sequence[int]) -> dict[int, HitRow]:
        """Return what is shown of these passages; a key that nothing has is left out."""
        with self._connection() as connection:
            rows = select_many(connection, _HITS, keys)
            bodies = _bodies(connection, {row[1] for row in rows})
        return {row[0]: _hit(row, *bodies[row[1]]) for row in rows}

    def names(self, keys: Sequence[int]) -> dict[int, tuple[int, str, int]]:
        """Return record, id of the article and number of each passage, without its text."""
        with self._connection() as connection:
            rows = select_many(connection, _NAMES, keys)
        return {key: (record, article, number) for key, record, article, number in rows}

    def folded(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the folded texts (`words.folded`) of these passages."""
        with self._connection() as connection:
            sql = "SELECT key, folded FROM passage WHERE key IN ({})"
            return {key: inflated(data) for key, data in select_many(connection, sql, keys)}

    def gram_df(self, grams: Sequence[str]) -> dict[str, int]:
        """Return how many passages hold each gram; one that none holds is left out."""
        sql = "SELECT gram, df FROM gram WHERE generation = ? AND gram IN ({})"
        with self._connection() as connection:
            return dict(select_many(connection, sql, grams, (self._generation,)))

    def passages(self) -> int:
        """Return the number of passages."""
        return self._census("passages").get("", 0)

    def translated(self) -> dict[str, int]:
        """Return how many passages of each language have a translation, as `languages`."""
        return self._census("translated")

    def languages(self) -> dict[str, int]:
        """Return the number of passages in each language, the most frequent first."""
        return self._census("lang")

    def sources(self) -> dict[str, int]:
        """Return the number of articles of each source ("" = without one), as `languages`."""
        return self._census("source")

    def _census(self, field: str) -> dict[str, int]:
        with self._connection() as connection:
            return census(connection, self._generation, field)

    def entities(self, kind: str, ids: Sequence[str]) -> dict[str, Entity]:
        """Return what the tags of a kind ("party", "place") mean that this index has had."""
        sql = f"{_ENTITY} WHERE generation = ? AND kind = ? AND id IN ({{}})"
        with self._connection() as connection:
            rows = select_many(connection, sql, ids, (self._generation, kind))
        return {row[0]: Entity(*row) for row in rows}

    def entities_named(self, kind: str, key: str) -> list[Entity]:
        """Return what has a name with this key (`view.key_of`), by id."""
        sql = f"{_ENTITY} WHERE generation = ? AND kind = ? AND key = ? ORDER BY id"
        with self._connection() as connection:
            rows = connection.execute(sql, (self._generation, kind, key))
            return [Entity(*row) for row in rows]

    def all_entities(self, kind: str) -> Iterator[Entity]:
        """Yield everything of a kind, by id."""
        sql = f"{_ENTITY} WHERE generation = ? AND kind = ? ORDER BY id"
        with self._connection() as connection:
            yield from (Entity(*row) for row in connection.execute(sql, (self._generation, kind)))

    def record(self, article: str) -> StoredRecord | None:
        """Return the article of this id, or None."""
        sql = f"{_RECORD} WHERE m.generation = ? AND m.article = ? ORDER BY r.key DESC LIMIT 1"
        with self._connection() as connection:
            row = connection.execute(sql, (self._generation, article)).fetchone()
            return None if row is None else _stored(connection, row)

    def status(self) -> Status:
        """Return how much there is."""
        with self._connection() as connection:
            return _status(connection, self._generation)


def _status(connection: sqlite3.Connection, generation: int) -> Status:
    counted = partial(census, connection, generation)
    pending = "SELECT count(*) FROM member WHERE generation = ? AND state <> 1"
    roots = (
        "SELECT root, count(*) FROM member WHERE generation = ? AND state = 1 "
        "GROUP BY root ORDER BY root"
    )
    return Status(
        articles=counted("articles").get("", 0),
        passages=counted("passages").get("", 0),
        pending=connection.execute(pending, (generation,)).fetchone()[0],
        languages=counted("lang"),
        sources=counted("source"),
        roots=dict(connection.execute(roots, (generation,))),
        translated=counted("translated"),
        models=_remembered(connection),
    )


def _remembered(connection: sqlite3.Connection) -> dict[str, int]:
    sql = (
        "SELECT m.name, count(*) FROM memory s JOIN model m ON m.key = s.model "
        "GROUP BY m.name ORDER BY 2 DESC, 1"
    )
    return dict(connection.execute(sql).fetchall())


def census(connection: sqlite3.Connection, generation: int, field: str) -> dict[str, int]:
    """Return what was counted under `field`, the most frequent value first."""
    sql = (
        "SELECT value, number FROM census WHERE generation = ? AND field = ? "
        "ORDER BY number DESC, value"
    )
    return dict(connection.execute(sql, (generation, field)))


def select_many(
    connection: sqlite3.Connection, sql: str, keys: Sequence[Any], before: Sequence[Any] = ()
) -> list[Any]:
    """Return the rows of a statement whose `{}` stands for a list of keys of any length.

    `before` are the values of the question marks that stand before it.
    """
    rows: list[Any] = []
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        rows += connection.execute(sql.format(",".join("?" * len(some))), (*before, *some))
    return rows


def deflated(text: str) -> bytes:
    """Return a text as the ledger keeps it. Level 6 saves a tenth more and takes twice as long."""
    return zlib.compress(text.encode("utf-8"), 1)


def inflated(data: bytes) -> str:
    """Return the text that `deflated` was given."""
    return zlib.decompress(data).decode("utf-8")


_Body: TypeAlias = tuple[str, tuple[Mention, ...], tuple[DateMention, ...]]


def _bodies(connection: sqlite3.Connection, records: set[int]) -> dict[int, _Body]:
    """Return text and mentions of articles."""
    sql = "SELECT key, text, mentions FROM record WHERE key IN ({})"
    rows = select_many(connection, sql, list(records))
    return {key: (inflated(text), *unpacked(inflated(line))) for key, text, line in rows}


def _hit(
    fields: Sequence[Any],
    text: str,
    mentions: Sequence[Mention],
    dates: Sequence[DateMention],
) -> HitRow:
    key, record, line, number, start, end, lang, *article = fields
    row = HitRow(key, record, number, start, end, lang, text[start:end], *article)
    return replace(
        row,
        mentions=tuple(within(mentions, start, end)),
        dates=tuple(within(dates, start, end)),
        translation=None if line is None else unpacked_translation(inflated(line)),
    )


def stored_records(connection: sqlite3.Connection, generation: int) -> Iterator[StoredRecord]:
    """Yield all articles of a generation in the order of their keys, whatever changes meanwhile.

    Those that a killed writer was removing are left out.
    """
    sql = (
        f"{_RECORD} WHERE m.generation = ? AND m.record > ? AND m.state <> 2 "
        "ORDER BY m.record LIMIT 100"
    )
    last = 0
    while rows := connection.execute(sql, (generation, last)).fetchall():
        yield from (_stored(connection, row) for row in rows)
        last = rows[-1][0]


def stored_by_key(
    connection: sqlite3.Connection, generation: int, keys: Sequence[int]
) -> list[StoredRecord]:
    """Return the articles of a generation with these record keys."""
    sql = f"{_RECORD} WHERE m.generation = ? AND m.record IN ({{}})"
    return [_stored(connection, row) for row in select_many(connection, sql, keys, (generation,))]


def _stored(connection: sqlite3.Connection, row: Sequence[Any]) -> StoredRecord:
    key, name, data, title, published, source, url, claimed, extra, lang, confidence = row[:11]
    mentions, dates = unpacked(inflated(row[11]))
    text = inflated(data)
    kept: Mapping[str, Any] = json.loads(extra)
    article = Article(name, text, title, published, source, url, claimed, kept)
    sql = "SELECT key, start, end, lang, translation FROM passage WHERE record = ? ORDER BY number"
    found = connection.execute(sql, (key,)).fetchall()
    cut = tuple(Passage(start, end, code, text[start:end]) for _, start, end, code, _ in found)
    made = {
        number: unpacked_translation(inflated(row[4]))
        for number, row in enumerate(found)
        if row[4] is not None
    }
    record = Record(article, lang, confidence, cut, mentions, dates, made)
    return StoredRecord(key, record, tuple(row[0] for row in found), Origin(*row[12:]))

"""The ledger, written: what each step of a batch does to it, one transaction a step.

A batch goes `stage` (rows are there, members pending), then the engine, then `finish` (members
indexed). Both depend on nothing but the ledger and their arguments, so whoever finds a batch
half done can do the rest again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dragoman.index import schema
from dragoman.index.census import OF_STATE, count
from dragoman.index.digest import content_hash, record_digest
from dragoman.index.errors import IndexFolderError
from dragoman.index.ledger import (
    deflated,
    select_many,
    stored_by_key,
    stored_records,
)
from dragoman.index.memory import Memory, forget
from dragoman.index.mention_rows import entity_rows, packed
from dragoman.index.rows import Draft, Known, Origin, StoredRecord
from dragoman.index.translation_rows import packed_translation


class LedgerWriter:
    """The ledger of a folder, open for writing; whoever holds the writer's lock has one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = schema.connect_writing(folder)
        self._connection.execute("CREATE TEMP TABLE seen (record INTEGER PRIMARY KEY)")

    def close(self) -> None:
        """Fold the log into the file, so that it can be read where nothing can be written."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; durable when it ends."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            raise IndexFolderError(
                f"{self._folder / schema.NAME} cannot be written ({error}): see to the disk, then "
                "run the same command again."
            ) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    # --- what is there ------------------------------------------------------------------------

    def known(self, generation: int, articles: Sequence[str]) -> dict[str, Known]:
        """Return what is indexed of these articles."""
        sql = (
            "SELECT m.article, m.record, r.content, r.ways, m.root, m.path, m.line FROM member m "
            "JOIN record r ON r.key = m.record "
            "WHERE m.generation = ? AND m.state = 1 AND m.article IN ({})"
        )
        rows = select_many(self._connection, sql, articles, (generation,))
        return {
            name: Known(record, content, Origin(*at), json.loads(ways))
            for name, record, content, ways, *at in rows
        }

    def unfinished(self, generation: int) -> tuple[list[int], list[int]]:
        """Return the records that are pending and those that are being removed."""
        found: list[list[int]] = []
        for state in (schema.PENDING, schema.REMOVING):
            rows = self._connection.execute(_OF_STATE, (generation, state))
            found.append([row[0] for row in rows])
        return found[0], found[1]

    def stored(self, generation: int, keys: Sequence[int]) -> list[StoredRecord]:
        """Return the records with these keys."""
        return stored_by_key(self._connection, generation, keys)

    def all_stored(self, generation: int) -> Iterator[StoredRecord]:
        """Yield every record of a generation; others may be written meanwhile."""
        return stored_records(self._connection, generation)

    def digest_sum(self, generation: int) -> str:
        """Return the sum of the digests of all indexed records, in hexadecimal."""
        sql = "SELECT sum FROM generation WHERE number = ?"
        row = self._connection.execute(sql, (generation,)).fetchone()
        return f"{0:064x}" if row is None else str(row[0])

    def memory(self, generation: int) -> Memory:
        """Return the translation memory, for writing a generation."""
        return Memory(self._connection, self._transaction, generation)

    # --- a batch ------------------------------------------------------------------------------

    def stage(
        self, generation: int, drafts: Sequence[Draft], removed: Sequence[int]
    ) -> list[StoredRecord]:
        """Write records as pending, mark others as being removed; return the former with keys."""
        with self._transaction() as connection:
            staged = list(_with_keys(connection, drafts))
            rows = map(_record_row, staged, (draft.ways for draft in drafts))
            connection.executemany(_INSERT_RECORD, rows)
            for draft, one in zip(drafts, staged, strict=True):
                connection.executemany(_INSERT_PASSAGE, _passage_rows(one, draft.folded))
            named = {pair for draft in drafts for pair in draft.named}
            connection.executemany(_INSERT_ENTITY, entity_rows(generation, named))
            members = (_member_row(generation, one) for one in staged)
            connection.executemany(_INSERT_MEMBER, members)
            connection.executemany(
                "UPDATE member SET state = 2 WHERE generation = ? AND record = ?",
                ((generation, key) for key in removed),
            )
        return staged

    def finish(self, generation: int, edition: int) -> None:
        """Mark what is pending as indexed and forget what was being removed.

        `edition` is that of the manifest which will be the first without the latter.
        """
        with self._transaction() as connection:
            for state, sign in ((schema.PENDING, 1), (schema.REMOVING, -1)):
                count(connection, generation, state, sign)
            connection.execute(_NOTE_GONE, (edition, generation, schema.REMOVING))
            for statement in (_FORGET, _MARK):
                connection.execute(statement, (generation,))

    def move(self, generation: int, origins: Iterable[tuple[int, Origin]]) -> None:
        """Note where records, unchanged, come from now."""
        sql = "UPDATE member SET root = ?, path = ?, line = ? WHERE generation = ? AND record = ?"
        with self._transaction() as connection:
            connection.executemany(
                sql, ((o.root, o.path, o.line, generation, key) for key, o in origins)
            )

    # --- what this run has seen ---------------------------------------------------------------

    def see(self, records: Iterable[int]) -> None:
        """Remember, for this session alone, that the run came upon these records."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO temp.seen VALUES (?)", ((key,) for key in records)
            )

    def unseen(self, generation: int, root: str, path: str) -> list[tuple[int, str, str]]:
        """Return record, article and path of what lies under `path` of a root and was not seen.

        "" is the whole root. A path is that file, or everything in that folder.
        """
        sql = (
            "SELECT record, article, path FROM member WHERE generation = ? AND state = 1 "
            "AND root = ? AND (? = '' OR path = ? OR (path >= ? AND path < ?)) "
            "AND record NOT IN (SELECT record FROM temp.seen) ORDER BY record"
        )
        # "0" is the letter after "/": what lies between is what starts with "path/".
        bounds = (generation, root, path, path, f"{path}/", f"{path}0")
        return self._connection.execute(sql, bounds).fetchall()

    # --- what nobody needs any more -----------------------------------------------------------

    def purge(self, generation: int, edition: int, read: int, memory: bool = False) -> None:
        """Delete what no reader can hold.

        `generation` and `edition` are the manifest's, `read` the earliest edition that somebody
        is reading. Later generations are a killed rebuild's: nobody has ever read them. With
        `memory`, translations that only earlier generations had use for go with them.
        """
        sql = "SELECT number FROM generation UNION SELECT generation FROM member"
        found = [row[0] for row in self._connection.execute(sql)]
        done = [one for one in found if one > generation or (one < generation and read >= edition)]
        if not done and self._connection.execute(f"{_GONE} LIMIT 1", (read,)).fetchone() is None:
            return
        with self._transaction() as connection:
            for one in done:
                _drop_generation(connection, one)
            if memory and any(one < generation for one in done):
                forget(connection, generation)
            _drop_records(connection, _GONE, read)
            connection.execute("DELETE FROM gone WHERE edition <= ?", (read,))


_INSERT_RECORD = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_PASSAGE = "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
# An entity that is in no table has the name that an article gives it. Of several the plainest
# stays, whatever the order they came in: ASCII, then long, then early in the alphabet.
_INSERT_ENTITY = """
INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (generation, kind, id) DO UPDATE SET
    name = excluded.name, type = excluded.type, country = excluded.country, key = excluded.key
WHERE (length(CAST(excluded.name AS BLOB)) = length(excluded.name), length(excluded.name), name)
    > (length(CAST(name AS BLOB)) = length(name), length(name), excluded.name)"""
_INSERT_MEMBER = "INSERT INTO member VALUES (?, ?, ?, 0, ?, ?, ?)"

_OF_STATE = f"SELECT m.record {OF_STATE} ORDER BY m.record"
_NOTE_GONE = f"INSERT INTO gone SELECT m.record, ? {OF_STATE}"
_FORGET = "DELETE FROM member WHERE generation = ? AND state = 2 AND state <> 1"
_MARK = "UPDATE member SET state = 1 WHERE generation = ? AND state = 0 AND state <> 1"

_GONE = "SELECT record FROM gone WHERE edition <= ?"
_MEMBERS = "SELECT record FROM member WHERE generation = ?"


def _with_keys(connection: sqlite3.Connection, drafts: Sequence[Draft]) -> Iterator[StoredRecord]:
    """Give keys that were never given before: SQLite remembers those of deleted rows too."""
    last = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
    key, passage = last.get("record", 0), last.get("passage", 0) + 1
    for draft in drafts:
        key, first = key + 1, passage
        passage += len(draft.record.passages)
        yield StoredRecord(key, draft.record, tuple(range(first, passage)), draft.origin)


def _record_row(one: StoredRecord, ways: Mapping[str, str]) -> tuple[object, ...]:
    record, article = one.record, one.record.article
    content = content_hash(article)
    return (
        one.key,
        article.id,
        content,
        record_digest(record, content),
        record.lang,
        record.confidence,
        article.title,
        article.published,
        article.source,
        article.url,
        article.lang,
        json.dumps(dict(article.extra), ensure_ascii=False),
        deflated(article.text),
        deflated(packed(record.mentions, record.dates)),
        json.dumps(dict(sorted(ways.items()))),
    )


def _passage_rows(one: StoredRecord, folded: Sequence[str]) -> Iterator[tuple[object, ...]]:
    rows = zip(one.passage_keys, one.record.passages, folded, strict=True)
    for number, (key, cut, text) in enumerate(rows):
        made = one.record.translations.get(number)
        line = None if made is None else deflated(packed_translation(made))
        yield key, one.key, number, cut.start, cut.end, cut.lang, deflated(text), line


def _member_row(generation: int, one: StoredRecord) -> tuple[object, ...]:
    at = one.origin
    return generation, one.key, one.record.article.id, at.root, at.path, at.line


def _drop_generation(connection: sqlite3.Connection, generation: int) -> None:
    _drop_records(connection, _MEMBERS, generation)
    connection.execute("DELETE FROM generation WHERE number = ?", (generation,))
    for table in ("member", "census", "gram", "entity"):
        sql = f"DELETE FROM {table} WHERE generation = ?"  # noqa: S608 (names of tables)
        connection.execute(sql, (generation,))


def _drop_records(connection: sqlite3.Connection, which: str, value: int) -> None:
    for table, column in (("passage", "record"), ("record", "key")):
        sql = f"DELETE FROM {table} WHERE {column} IN ({which})"  # noqa: S608 (constants)
        connection.execute(sql, (value,))

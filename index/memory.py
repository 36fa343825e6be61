"""The translation memory: what was translated once, kept in the ledger of an index.

It is keyed by the fingerprint of what translated (model and settings) and a hash of the sentence,
and belongs to no generation: a rebuild finds there what it needs again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, TypeAlias

from dragoman.index.ledger import deflated, inflated, select_many
from dragoman.index.translate.seam import Translated

Transaction: TypeAlias = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Model(NamedTuple):
    """What translates, as the memory names it.

    `fingerprint` tells models and settings apart; one of them may translate several languages.
    """

    fingerprint: str
    name: str
    source: str
    target: str


class Memory:
    """The memory of a ledger that is open for writing; `generation` is the one being written."""

    def __init__(
        self, connection: sqlite3.Connection, transaction: Transaction, generation: int
    ) -> None:
        self._connection = connection
        self._transaction = transaction
        self._generation = generation
        self._keys: dict[Model, int] = {}

    def last(self, source: str, target: str) -> Model | None:
        """Return what translated from one language to another last, or None."""
        sql = (
            "SELECT fingerprint, name, source, target FROM model "
            "WHERE source = ? AND target = ? ORDER BY key DESC LIMIT 1"
        )
        row = self._connection.execute(sql, (source, target)).fetchone()
        return None if row is None else Model(*row)

    def recall(self, model: Model, sentences: Iterable[str]) -> dict[str, Translated]:
        """Return what this model made of these sentences before; the rest is left out.

        What is recalled is noted as used in this generation.
        """
        key = self._key(model)
        if key is None:
            return {}
        hashes = {_hash(one): one for one in sentences}
        sql = "SELECT sentence, text, score, used FROM memory WHERE model = ? AND sentence IN ({})"
        rows = select_many(self._connection, sql, list(hashes), (key,))
        self._use(key, [row[0] for row in rows if row[3] != self._generation])
        return {hashes[name]: Translated(inflated(text), score) for name, text, score, _ in rows}

    def _use(self, key: int, hashes: Sequence[bytes]) -> None:
        if hashes:
            sql = "UPDATE memory SET used = ? WHERE model = ? AND sentence = ?"
            with self._transaction() as connection:
                connection.executemany(sql, ((self._generation, key, one) for one in hashes))

    def keep(self, model: Model, made: Mapping[str, Translated]) -> None:
        """Keep what a model made of sentences, durably; what came to nothing is not kept."""
        with self._transaction() as connection:
            key = self._key(model)
            if key is None:
                sql = "INSERT INTO model (fingerprint, name, source, target) VALUES (?, ?, ?, ?)"
                key = connection.execute(sql, model).lastrowid or 0
                self._keys[model] = key
            connection.executemany(
                "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?, ?)",
                (
                    (key, _hash(sentence), deflated(one.text), one.score, self._generation)
                    for sentence, one in made.items()
                    if one.text is not None
                ),
            )

    def _key(self, model: Model) -> int | None:
        if model not in self._keys:
            sql = "SELECT key FROM model WHERE fingerprint = ? AND source = ? AND target = ?"
            which = (model.fingerprint, model.source, model.target)
            row = self._connection.execute(sql, which).fetchone()
            if row is None:
                return None
            self._keys[model] = row[0]
        return self._keys[model]


def forget(connection: sqlite3.Connection, generation: int) -> None:
    """Forget what no article of a generation, or of a later one, has been translated by."""
    connection.execute("DELETE FROM memory WHERE used < ?", (generation,))
    connection.execute("DELETE FROM model WHERE key NOT IN (SELECT DISTINCT model FROM memory)")


def _hash(sentence: str) -> bytes:
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).digest()[:16]

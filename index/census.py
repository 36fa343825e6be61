"""What a ledger has counted of each generation: articles, passages, languages, sources, grams.

Counts are kept in step with the members, in the transaction that marks them, from what the
ledger holds alone.
"""

from __future__ import annotations

import sqlite3

from dragoman.index.ledger import inflated
from dragoman.index.tally import document_frequencies

OF_STATE = "FROM member m WHERE m.generation = ? AND m.state = ? AND m.state <> 1"
"""The members in a state other than indexed; the last term lets SQLite use the partial index."""

_MODULUS = 1 << 256

_DIGESTS = f"SELECT digest FROM record WHERE key IN (SELECT m.record {OF_STATE})"  # noqa: S608 (constants)
_FOLDED = f"SELECT folded FROM passage WHERE record IN (SELECT m.record {OF_STATE})"  # noqa: S608 (constants)

_COUNT = """
INSERT INTO census (generation, field, value, number)
SELECT m.generation, '{field}', {value}, ? * count(*) FROM {tables}
WHERE m.generation = ? AND m.state = ? AND m.state <> 1 GROUP BY {value}
ON CONFLICT (generation, field, value) DO UPDATE SET number = number + excluded.number"""

_PASSAGES = "member m JOIN passage p ON p.record = m.record"
_TRANSLATED = f"{_PASSAGES} AND p.translation IS NOT NULL"
_COUNTS = (
    _COUNT.format(field="articles", value="''", tables="member m"),
    _COUNT.format(field="passages", value="''", tables=_PASSAGES),
    _COUNT.format(field="lang", value="p.lang", tables=_PASSAGES),
    _COUNT.format(field="translated", value="p.lang", tables=_TRANSLATED),
    _COUNT.format(
        field="source", value="r.source", tables="member m JOIN record r ON r.key = m.record"
    ),
)

_ADD_GRAM = (
    "INSERT INTO gram VALUES (?, ?, ?) "
    "ON CONFLICT (generation, gram) DO UPDATE SET df = df + excluded.df"
)


def count(connection: sqlite3.Connection, generation: int, state: int, sign: int) -> None:
    """Add to (sign 1) or take from (-1) all that is counted the members in this state."""
    digests = [row[0] for row in connection.execute(_DIGESTS, (generation, state))]
    if not digests:
        return
    _add_digests(connection, generation, digests, sign)
    for statement in _COUNTS:
        connection.execute(statement, (sign, generation, state))
    connection.execute("DELETE FROM census WHERE generation = ? AND number = 0", (generation,))
    _count_grams(connection, generation, state, sign)


def _add_digests(
    connection: sqlite3.Connection, generation: int, digests: list[bytes], sign: int
) -> None:
    """Addition modulo 2^256: the order does not count, and what was added can be taken away."""
    sql = "SELECT sum FROM generation WHERE number = ?"
    row = connection.execute(sql, (generation,)).fetchone()
    change = sign * sum(int.from_bytes(one, "big") for one in digests)
    total = ((int(row[0], 16) if row else 0) + change) % _MODULUS
    connection.execute("REPLACE INTO generation VALUES (?, ?)", (generation, f"{total:064x}"))


def _count_grams(connection: sqlite3.Connection, generation: int, state: int, sign: int) -> None:
    texts = (inflated(row[0]) for row in connection.execute(_FOLDED, (generation, state)))
    counts = sorted(document_frequencies(texts).items())
    connection.executemany(_ADD_GRAM, ((generation, gram, sign * df) for gram, df in counts))
    if sign < 0:
        connection.executemany(
            "DELETE FROM gram WHERE generation = ? AND gram = ? AND df <= 0",
            ((generation, gram) for gram, _ in counts),
        )

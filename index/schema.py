"""The ledger's tables, and how a connection to them is opened.

The ledger is an SQLite file in WAL mode: readers never wait for the writer, nor it for them.
Texts are deflated: that halves the file and costs 8 µs a passage to undo.

`record` and `passage` rows never change and their keys are never given twice. What changes is
which records a generation has:

- `member`: the records of a generation, each pending (its rows are there, the engine's answer is
  not yet), indexed, or removing (the engine has still to forget it).
- `census`: articles, passages, and both by language and source, of what is indexed; kept in step
  with `member` so that nothing has to be counted.
- `generation`: the sum modulo 2^256 of the digests of its indexed records.
- `gram`: how many indexed passages hold a gram of the second stage.
- `entity`: what the mentions of a generation mean, and the places that these lie in: a name for
  every tag of a party or a place. What is not mentioned any more may stay until a rebuild.
- `model`, `memory`: what was translated, by the fingerprint of the model and a hash of the
  sentence, of all generations; `used` is the last generation that had the sentence.
- `gone`: records that no generation has, and the edition of the manifest that is the first
  without them: they are deleted when nobody reads an earlier one.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from dragoman.index.errors import DamagedIndex, OutdatedIndex

NAME = "ledger.sqlite"
NEW = "ledger.sqlite.new"
APPLICATION = 0x4472676D  # "Drgm", where `file` and SQLite look for it
FORMAT = 3

PENDING, INDEXED, REMOVING = 0, 1, 2

TABLES = """
CREATE TABLE record (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    content BLOB NOT NULL,
    digest BLOB NOT NULL,
    lang TEXT NOT NULL,
    confidence REAL NOT NULL,
    title TEXT NOT NULL,
    published TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    claimed TEXT NOT NULL,
    extra TEXT NOT NULL,
    text BLOB NOT NULL,
    mentions BLOB NOT NULL,
    ways TEXT NOT NULL
);
CREATE TABLE passage (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    record INTEGER NOT NULL,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    lang TEXT NOT NULL,
    folded BLOB NOT NULL,
    translation BLOB
);
CREATE INDEX passage_record ON passage (record, number);
CREATE TABLE member (
    generation INTEGER NOT NULL,
    record INTEGER NOT NULL,
    article TEXT NOT NULL,
    state INTEGER NOT NULL,
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (generation, record)
) WITHOUT ROWID;
CREATE INDEX member_article ON member (generation, article);
CREATE INDEX member_unfinished ON member (generation, state) WHERE state <> 1;
CREATE TABLE generation (number INTEGER PRIMARY KEY, sum TEXT NOT NULL);
CREATE TABLE census (
    generation INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (generation, field, value)
) WITHOUT ROWID;
CREATE TABLE gram (
    generation INTEGER NOT NULL,
    gram TEXT NOT NULL,
    df INTEGER NOT NULL,
    PRIMARY KEY (generation, gram)
) WITHOUT ROWID;
CREATE TABLE entity (
    generation INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    lat REAL,
    lon REAL,
    key TEXT NOT NULL,
    PRIMARY KEY (generation, kind, id)
) WITHOUT ROWID;
CREATE INDEX entity_key ON entity (generation, kind, key);
CREATE TABLE model (
    key INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    UNIQUE (fingerprint, source, target)
);
CREATE TABLE memory (
    model INTEGER NOT NULL,
    sentence BLOB NOT NULL,
    text BLOB NOT NULL,
    score REAL NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (model, sentence)
) WITHOUT ROWID;
CREATE TABLE gone (record INTEGER PRIMARY KEY, edition INTEGER NOT NULL);
"""


def create(folder: Path) -> None:
    """Make an empty ledger in the place of any that is there, whose translations it remembers."""
    _drop(folder, NEW)
    connection = _connect(folder, "rwc", NEW)
    try:
        connection.executescript(
            f"BEGIN; {TABLES}"
            f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT}; COMMIT;"
        )
        _carry_over(connection, folder)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    _drop(folder, NAME)
    os.replace(folder / NEW, folder / NAME)


def _drop(folder: Path, name: str) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        (folder / f"{name}{end}").unlink(missing_ok=True)


def _carry_over(connection: sqlite3.Connection, folder: Path) -> None:
    """Take over what an earlier ledger remembers, unless it is not ours or not whole."""
    if not (folder / NAME).is_file():
        return
    try:
        uri = f"{(folder.absolute() / NAME).as_uri()}?mode=rw"
        connection.execute("ATTACH ? AS earlier", (uri,))
        if connection.execute("PRAGMA earlier.application_id").fetchone()[0] == APPLICATION:
            connection.executescript(_CARRY_OVER)
    except sqlite3.DatabaseError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


_CARRY_OVER = """
BEGIN;
INSERT INTO main.model SELECT key, fingerprint, name, source, target FROM earlier.model;
INSERT INTO main.memory SELECT model, sentence, text, score, 1 FROM earlier.memory;
COMMIT;
"""


def connect_writing(folder: Path) -> sqlite3.Connection:
    """Open for writing; every commit is durable when it returns."""
    connection = _checked(folder, "rw")
    # The engine may hold a key only after its row is safe on the disk: so FULL, not NORMAL.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 8192")
    connection.execute("PRAGMA temp_store = FILE")
    return connection


def connect_reading(folder: Path) -> sqlite3.Connection:
    """Open for reading, on read-only media too.

    Where the folder can be written to, SQLite needs its two side files there (and takes them
    away with the last connection). Elsewhere it reads the ledger as it is, which is whole when
    the last writer ended well.
    """
    if os.access(folder, os.W_OK) and os.access(folder / NAME, os.W_OK):
        connection = _checked(folder, "rw")
        connection.execute("PRAGMA query_only = ON")
        return connection
    return _connect_read_only(folder)


def _connect_read_only(folder: Path) -> sqlite3.Connection:
    log = folder / f"{NAME}-wal"
    if not log.exists() or not log.stat().st_size:
        return _checked(folder, "ro&immutable=1")
    try:
        return _checked(folder, "ro")
    except DamagedIndex as error:
        raise DamagedIndex(
            f"The last writer of {folder} was interrupted and the folder cannot be written to: "
            "run `dragoman add` once where it can."
        ) from error


def _checked(folder: Path, mode: str) -> sqlite3.Connection:
    if not (folder / NAME).is_file():
        raise DamagedIndex(f"{folder / NAME} is missing: run `dragoman rebuild PATH…`.")
    connection = None
    try:
        connection = _connect(folder, mode)
        _check_format(connection, folder)
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise DamagedIndex(
            f"{folder / NAME} cannot be read ({error}): run `dragoman rebuild PATH…`."
        ) from error
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return connection


def _check_format(connection: sqlite3.Connection, folder: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise DamagedIndex(f"{folder / NAME} is not a ledger of Dragoman's.")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != FORMAT:
        raise OutdatedIndex(
            f"{folder / NAME} has format {found}, this version reads {FORMAT}: "
            "run `dragoman rebuild PATH…`."
        )


def _connect(folder: Path, mode: str, name: str = NAME) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{(folder.absolute() / name).as_uri()}?mode={mode}",
        uri=True,
        timeout=30,
        isolation_level=None,
        check_same_thread=False,
    )
    # An index may come from elsewhere: no function that a forged schema names is run.
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection

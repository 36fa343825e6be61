"""From articles to an index: the half of Dragoman that writes.

    from dragoman.index import Article, writer

    with writer("my-index") as w:
        w.add([Article(id="1", text="Переговоры возобновились в Астане.")])

Names are loaded when they are first used, so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.index.article import Article, DateMention, Entity, Mention, Passage, Record
    from dragoman.index.build import Writer, add, rebuild, remove, writer
    from dragoman.index.errors import (
        DamagedIndex,
        DragomanError,
        IndexFolderError,
        LockedIndex,
        MissingIndex,
        OutdatedIndex,
        QueryError,
        ReadError,
        UsageError,
    )
    from dragoman.index.prune import Scope, scopes
    from dragoman.index.report import Report
    from dragoman.index.settings import Settings

_PLACES = {
    "article": ("Article", "DateMention", "Entity", "Mention", "Passage", "Record"),
    "build": ("Writer", "add", "rebuild", "remove", "writer"),
    "errors": (
        "DamagedIndex",
        "DragomanError",
        "IndexFolderError",
        "LockedIndex",
        "MissingIndex",
        "OutdatedIndex",
        "QueryError",
        "ReadError",
        "UsageError",
    ),
    "prune": ("Scope", "scopes"),
    "report": ("Report",),
    "settings": ("Settings",),
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "Article",
    "DamagedIndex",
    "DateMention",
    "DragomanError",
    "Entity",
    "IndexFolderError",
    "LockedIndex",
    "Mention",
    "MissingIndex",
    "OutdatedIndex",
    "Passage",
    "QueryError",
    "ReadError",
    "Record",
    "Report",
    "Scope",
    "Settings",
    "UsageError",
    "Writer",
    "add",
    "rebuild",
    "remove",
    "scopes",
    "writer",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

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
    from dragoman.index.article import (
        Article,
        DateMention,
        Entity,
        Mention,
        Passage,
        Record,
        Translation,
    )
    from dragoman.index.build import Writer, add, rebuild, remove, writer
    from dragoman.index.errors import (
        DamagedIndex,
        DragomanError,
        IndexFolderError,
        LockedIndex,
        MissingIndex,
        ModelError,
        OutdatedIndex,
        QueryError,
        ReadError,
        UsageError,
    )
    from dragoman.index.prune import Scope, scopes
    from dragoman.index.report import Report
    from dragoman.index.settings import Settings
    from dragoman.index.translate.argos import ArgosTranslators
    from dragoman.index.translate.command import CommandTranslators
    from dragoman.index.translate.library import LibraryTranslators
    from dragoman.index.translate.seam import Translated, Translator, Translators
    from dragoman.index.translate.several import Several

_PLACES = {
    "article": ("Article", "DateMention", "Entity", "Mention", "Passage", "Record", "Translation"),
    "build": ("Writer", "add", "rebuild", "remove", "writer"),
    "errors": (
        "DamagedIndex",
        "DragomanError",
        "IndexFolderError",
        "LockedIndex",
        "MissingIndex",
        "ModelError",
        "OutdatedIndex",
        "QueryError",
        "ReadError",
        "UsageError",
    ),
    "prune": ("Scope", "scopes"),
    "report": ("Report",),
    "settings": ("Settings",),
    "translate.argos": ("ArgosTranslators",),
    "translate.command": ("CommandTranslators",),
    "translate.library": ("LibraryTranslators",),
    "translate.seam": ("Translated", "Translator", "Translators"),
    "translate.several": ("Several",),
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "ArgosTranslators",
    "Article",
    "CommandTranslators",
    "DamagedIndex",
    "DateMention",
    "DragomanError",
    "Entity",
    "IndexFolderError",
    "LibraryTranslators",
    "LockedIndex",
    "Mention",
    "MissingIndex",
    "ModelError",
    "OutdatedIndex",
    "Passage",
    "QueryError",
    "ReadError",
    "Record",
    "Report",
    "Scope",
    "Settings",
    "Several",
    "Translated",
    "Translation",
    "Translator",
    "Translators",
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

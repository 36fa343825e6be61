"""Dragoman: a multilingual search index for news about conflicts and negotiations.

The front door is lazy: importing `dragoman` reads no file and loads nothing heavy. What it
names lives in `dragoman.search` (asking) and `dragoman.index` (building).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.index import Article as Article
    from dragoman.index import DragomanError as DragomanError
    from dragoman.index import writer as writer
    from dragoman.search import open_index as open_index

__version__ = "0.1.0"

__all__ = ["Article", "DragomanError", "__version__", "open_index", "writer"]

_HOMES = {
    "Article": "dragoman.index",
    "DragomanError": "dragoman.index",
    "writer": "dragoman.index",
    "open_index": "dragoman.search",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""From a question to ranked passages: the half of Dragoman that reads an index.

    from dragoman.search import open_index

    with open_index("my-index") as index:
        for hit in index.search("переговоры в Астане", limit=5):
            print(hit.title, hit.text)

Names are loaded when they are first used, so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.search.api import Index, open_index
    from dragoman.search.dictionaries.lookup import Dictionaries
    from dragoman.search.facets import Facet
    from dragoman.search.hit import Hit, HitTranslation, Rendered, Results, Unsearched
    from dragoman.search.resolve import Choice

_MODULES = {
    "Choice": "resolve",
    "Dictionaries": "dictionaries.lookup",
    "Facet": "facets",
    "Hit": "hit",
    "HitTranslation": "hit",
    "Index": "api",
    "Rendered": "hit",
    "Results": "hit",
    "Unsearched": "hit",
    "open_index": "api",
}

__all__ = [
    "Choice",
    "Dictionaries",
    "Facet",
    "Hit",
    "HitTranslation",
    "Index",
    "Rendered",
    "Results",
    "Unsearched",
    "open_index",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

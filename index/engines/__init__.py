"""The engines there are, found by name."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from dragoman.index.engine import Engine
from dragoman.index.errors import UsageError

ENGINES = {"whoosh": "dragoman.index.engines.whoosh:WhooshEngine"}
"""Name -> "package.module:Name" of a class or function that is called with no arguments."""


def engine(name: str) -> Engine:
    """Return the engine of this name, or a third party's by "package.module:Name".

    Raise `UsageError` where there is none, `DragomanError` where its library cannot be loaded.
    """
    module, colon, maker = ENGINES.get(name, name).partition(":")
    if not colon:
        known = ", ".join(sorted(ENGINES))
        raise UsageError(
            f"There is no engine called {name!r}. Known are: {known}; "
            'one of somebody else\'s is given as "package.module:Name".'
        )
    try:
        made = getattr(import_module(module), maker)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(
            f"The engine {name!r} cannot be loaded ({error}). Install the package it comes in, "
            'or correct "package.module:Name".'
        ) from error
    return cast(Engine, made())

"""What is loaded when it is first used, and left alone by a child after a fork.

A model works with threads of its own, which are only in the process that loaded it. The child must
load its own, and must not even let go of the parent's: that would wait for those threads for ever.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Loaded(Generic[T]):
    """Something that is loaded at most once. Safe from several threads."""

    def __init__(self, load: Callable[[], T]) -> None:
        """Do nothing yet; `load` may raise, and is tried again the next time."""
        self._load = load
        self._lock = threading.Lock()
        self._held: T | None = None
        _ALL.add(self)

    def get(self) -> T:
        """Return it, loaded."""
        with self._lock:
            if self._held is None:
                self._held = self._load()
            return self._held

    def close(self) -> None:
        """Let go of it; whoever got it before keeps it as long as needed."""
        with self._lock:
            self._held = None

    def forsake(self) -> None:
        """Leave what the parent has loaded where it is: for a child, just after a fork."""
        import ctypes

        self._lock = threading.Lock()  # another thread of the parent may have held it
        if self._held is not None:
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._held))
            self._held = None


_ALL: WeakSet[Loaded[Any]] = WeakSet()


def _forsake_all() -> None:
    for one in list(_ALL):
        one.forsake()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forsake_all)

"""Something open that is used by several threads and may be replaced meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Let go."""
        ...


T = TypeVar("T", bound=Closable)


class Lease(Generic[T]):
    """Lends what is current; what was replaced is closed when the last borrower gives it back."""

    def __init__(self, first: T) -> None:
        self._lock = Lock()
        self._current = first
        self._lent: dict[int, int] = {id(first): 0}
        self._closed = False

    @contextmanager
    def borrow(self) -> Iterator[T]:
        """Lend what is current. Raise ValueError after `close`."""
        with self._lock:
            if self._closed:
                raise ValueError("The index is closed: open it again.")
            taken = self._current
            self._lent[id(taken)] += 1
        try:
            yield taken
        finally:
            self._give_back(taken)

    def replace(self, new: T) -> None:
        """Make another the current one."""
        with self._lock:
            old, self._current = self._current, new
            self._lent[id(new)] = 0
            unused = self._lent[id(old)] == 0 and self._lent.pop(id(old)) == 0
        if unused:
            old.close()

    def close(self) -> None:
        """Lend no more; close the current one once nobody uses it."""
        with self._lock:
            again, self._closed = self._closed, True
            unused = not again and self._lent[id(self._current)] == 0
        if unused:
            self._current.close()

    def _give_back(self, taken: T) -> None:
        with self._lock:
            self._lent[id(taken)] -= 1
            over = taken is not self._current or self._closed
            unused = over and self._lent[id(taken)] == 0
            if unused:
                del self._lent[id(taken)]
        if unused:
            taken.close()

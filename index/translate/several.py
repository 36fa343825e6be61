"""Several back ends as one: the first that has a way translates."""

from __future__ import annotations

from contextlib import ExitStack

from dragoman.index.translate.seam import Translator, Translators


class Several:
    """Back ends in the order in which they are preferred."""

    def __init__(self, *ways: Translators) -> None:
        self._ways = ways

    def find(self, source: str, target: str) -> Translator | None:
        """Return the way of the first back end that has one, or None."""
        found = (ways.find(source, target) for ways in self._ways)
        return next((one for one in found if one is not None), None)

    def sources(self, target: str) -> list[str]:
        """Return the languages from which any of them has a way into `target`, in order."""
        return sorted({source for ways in self._ways for source in ways.sources(target)})

    def close(self) -> None:
        """Close every one of them, also where closing another fails."""
        with ExitStack() as stack:
            for ways in reversed(self._ways):
                stack.callback(ways.close)

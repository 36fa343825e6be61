"""From one language to another through a third, where no package does it directly.

At most one language is in between: English where both ways are there, else the first by its code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from dragoman.index.translate.seam import Translated, Translator

FIRST = "en"


def pivot(source: str, target: str, pairs: Collection[tuple[str, str]]) -> str | None:
    """Return the language in between, or None; `pairs` are the ways that there are."""
    if source == target:
        return None
    into = {one for one, other in pairs if other == target}
    between = {other for one, other in pairs if one == source and other in into}
    return FIRST if FIRST in between else min(between, default=None)


def sources(target: str, pairs: Collection[tuple[str, str]], pivots: bool) -> list[str]:
    """Return the languages from which there is a way into one, in the order of their codes."""
    into = {one for one, other in pairs if other == target}
    through = {one for one, other in pairs if other in into} if pivots else set()
    return sorted((into | through) - {target})


class PivotTranslator:
    """Two translators, one after the other. It holds nothing itself."""

    def __init__(self, first: Translator, second: Translator) -> None:
        """`second` reads the language that `first` writes."""
        self._first, self._second = first, second

    @property
    def source(self) -> str:
        """The language that the first reads."""
        return self._first.source

    @property
    def target(self) -> str:
        """The language that the second writes."""
        return self._second.target

    @property
    def name(self) -> str:
        """What a person calls it: "ar→en→ru"."""
        return f"{self.source}→{self._first.target}→{self.target}"

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over those of both."""
        both = f"{self._first.fingerprint} {self._second.fingerprint}"
        return hashlib.sha256(both.encode()).hexdigest()[:16]

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        """Translate sentences. The second is not given what the first could not translate.

        The score is the sum of both.
        """
        firsts = self._first.translate(sentences)
        seconds = iter(self._second.translate([one.text for one in firsts if one.text is not None]))
        return [one if one.text is None else _added(one, next(seconds)) for one in firsts]

    def close(self) -> None:
        """Close both."""
        self._first.close()
        self._second.close()


def _added(first: Translated, second: Translated) -> Translated:
    return Translated(second.text, first.score + second.score, second.why)

"""What a run did, and the count it is made from."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from dragoman.index.read.events import Note, Skip

Watch: TypeAlias = Callable[[Skip | Note], None]
"""Is told at once of everything that was left out or is worth a word."""

Progress: TypeAlias = Callable[[int, int], None]
"""Is told after each article how many came by, and how many bytes of text in UTF-8; or of a batch
in one language how many sentences are translated, and of how many."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in articles.

    `passages` counts those written, `skipped` what was left out by kind, `notes` the warnings.
    Of sentences, `translated` counts those that a model was asked for, `remembered` those that the
    memory had, `untranslated` those of which nothing came.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    notes: int = 0
    seconds: float = 0.0
    translated: int = 0
    remembered: int = 0
    untranslated: int = 0

    @property
    def read_nothing(self) -> bool:
        """Whether there was something to read and none of it could be."""
        return bool(self.skipped) and not self.added + self.changed + self.unchanged


class Count:
    """Counts what a run does and tells whoever watches."""

    def __init__(
        self,
        watch: Watch | None = None,
        progress: Progress | None = None,
        sentences: Progress | None = None,
    ) -> None:
        self._watch = watch
        self._progress = progress
        self._sentences = sentences
        self._began = time.monotonic()
        self._done: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()

    def add(self, what: str, number: int = 1) -> None:
        """Count `added`, `changed`, `unchanged`, `removed`, `passages`, or sentences."""
        self._done[what] += number

    def came_by(self, text: str) -> None:
        """Count an article that was read."""
        self._done["articles"] += 1
        self._done["bytes"] += len(text.encode("utf-8"))
        if self._progress is not None:
            self._progress(self._done["articles"], self._done["bytes"])

    def translating(self, done: int, of: int) -> None:
        """Say how many sentences of the batch in hand, in one language, are translated."""
        if self._sentences is not None:
            self._sentences(done, of)

    def tell(self, event: Skip | Note) -> None:
        """Count and pass on what was left out or is worth a word."""
        if isinstance(event, Skip):
            self._skipped[event.kind] += 1
        else:
            self._done["notes"] += 1
        if self._watch is not None:
            self._watch(event)

    def report(self) -> Report:
        """Return what was done so far."""
        done = self._done
        return Report(
            added=done["added"],
            changed=done["changed"],
            unchanged=done["unchanged"],
            removed=done["removed"],
            passages=done["passages"],
            skipped=dict(self._skipped.most_common()),
            notes=done["notes"],
            seconds=time.monotonic() - self._began,
            translated=done["translated"],
            remembered=done["remembered"],
            untranslated=done["untranslated"],
        )

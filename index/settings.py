"""Every choice of a build, documented where it stands.

Settings are part of an index: the manifest keeps them, `add` follows what `rebuild` chose.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from dragoman.index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a build; immutable."""

    engine: str = "whoosh"
    """Which engine keeps the words: a name, or "package.module:Name" for somebody else's."""

    passage_low: int = 60
    """A passage has at least this many words, where its stretch of one language allows."""

    passage_high: int = 150
    """A passage has at most this many words, where a sentence boundary allows."""

    lang: str = ""
    """Take this language for every article and passage ("" = detect it)."""

    batch: int = 500
    """Articles that are written and committed together; what a killed run loses at most."""

    parties: str = field(default="", repr=False)
    """The text of a file of one's own that adds, merges, splits or ignores parties ("" = none)."""

    def __post_init__(self) -> None:
        if not 1 <= self.passage_low <= self.passage_high:
            raise UsageError("A passage needs 1 <= passage_low <= passage_high words.")
        if self.batch < 1:
            raise UsageError("A batch needs at least one article.")

    def to_json(self) -> dict[str, Any]:
        """Return the settings as the manifest keeps them."""
        return asdict(self)

"""Every choice of a build, documented where it stands.

Settings are part of an index: the manifest keeps them, `add` follows what `rebuild` chose.
"""

from __future__ import annotations

import re
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

    target: str = "en"
    """The language that passages are translated into, where there is a way."""

    translate: str = "auto"
    """What is translated: "auto" (all that there is a way for), "off", or codes: "ru,ar"."""

    beam: int = 0
    """Hypotheses that a model of translation keeps at each step (0 = its own default)."""

    def __post_init__(self) -> None:
        if not 1 <= self.passage_low <= self.passage_high:
            raise UsageError("A passage needs 1 <= passage_low <= passage_high words.")
        if self.batch < 1:
            raise UsageError("A batch needs at least one article.")
        if not 0 <= self.beam <= _WIDEST:
            raise UsageError(f"A beam is between 1 and {_WIDEST} wide, or 0 for the default.")
        _check_translation(self.target, self.translate)

    def translates(self, lang: str) -> bool:
        """Whether passages in a language are to be translated, where there is a way."""
        if lang in ("", "und", self.target) or self.translate == "off":
            return False
        return self.translate == "auto" or lang in self.wanted

    @property
    def wanted(self) -> tuple[str, ...]:
        """The languages that were named to be translated; () where none was."""
        named = "" if self.translate in ("auto", "off") else self.translate
        return tuple(code for code in named.split(",") if code)

    def to_json(self) -> dict[str, Any]:
        """Return the settings as the manifest keeps them."""
        return asdict(self)


_WIDEST = 16
_CODE = re.compile(r"[a-z]{2,3}")


def _check_translation(target: str, translate: str) -> None:
    named = [] if translate in ("auto", "off") else translate.split(",")
    for code in (target, *named):
        if not _CODE.fullmatch(code):
            raise UsageError(f"{code!r} is no code of a language: give codes such as en or ru,ar.")
    if target in named:
        raise UsageError(
            f"{target} is what is translated into: leave it out of what is translated."
        )

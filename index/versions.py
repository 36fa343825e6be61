"""The versions of the analysis: an index made under others is to be rebuilt.

They stand apart from what they are versions of, so that opening an index for searching loads none
of the code that only writing needs.
"""

from __future__ import annotations

from dragoman.index.words import VERSION as WORDS

ENRICH = "2"
"""Of language, sentences, passages, mentions, dates and tags together: raised when any of them
answers otherwise."""


def versions() -> dict[str, str]:
    """Return the versions that a manifest remembers."""
    return {"enrich": ENRICH, "words": WORDS}

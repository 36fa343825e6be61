"""What the words around a name say of its being a place.

A cue is a name for one sort of evidence; `places` weighs them. Cues that a language has no words
for are never seen there, so that a text in it is judged by the names alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.index.extract.place_spans import Span, generic
from dragoman.index.extract.place_words import PlaceWords, place_words
from dragoman.index.extract.view import View


def cues(view: View, found: Sequence[Span]) -> list[list[str]]:
    """Return the cues of each span, in order."""
    words = place_words(view.lang)
    firsts = {span.last: span for span in found}
    lasts = {span.first: span for span in found}
    return [
        [*_before(view, span, words, firsts), *_after(view, span, words, lasts)] for span in found
    ]


def said(view: View, found: Sequence[Span]) -> list[str]:
    """Return for each span whether a generic word says that it is a region, or a town.

    One word serves a row of names: "the provinces of Idlib, Latakia and Aleppo".
    """
    words = place_words(view.lang)
    if not words.regions:
        return [span.said for span in found]
    kinds = [span.said or _beside(view, span, words) for span in found]
    for at in range(1, len(found)):
        if not kinds[at] and kinds[at - 1] and _in_row(view, found[at - 1], found[at]):
            kinds[at] = kinds[at - 1]
    for at in range(len(found) - 2, -1, -1):
        if not kinds[at] and kinds[at + 1] and _in_row(view, found[at], found[at + 1]):
            kinds[at] = kinds[at + 1]
    return kinds


def _beside(view: View, span: Span, words: PlaceWords) -> str:
    """Return what the word before a name says, or else the one behind it."""
    for at in (span.first - 1, span.first - 2, span.last):
        if not 0 <= at < len(view.keys) or (view.lang == "en" and at == span.first - 1):
            continue  # in English "province of Idlib" or "Idlib province"
        kind = generic(view, at, words)
        if kind and _touches(view, span, at):
            return kind
    return ""


def _touches(view: View, span: Span, at: int) -> bool:
    """Whether a word near a name belongs to it, with a short word between them at most."""
    if at >= span.last:
        gap = view.text[span.end : view.starts[at]]
    else:
        gap = view.text[view.ends[at] : span.start]
        if at < span.first - 1 and len(view.keys[at + 1]) > _SHORT:
            return False
    return not any(mark in gap for mark in ".,;:!?،؛\n")


_SHORT = 3


def _in_row(view: View, left: Span, right: Span) -> bool:
    """Whether two names have but a comma or a short word between them."""
    if right.first - left.last > 1:
        return False
    gap = view.text[left.end : right.start].strip(" \u00a0")
    return len(gap) <= _SHORT + 1 and not any(mark in gap for mark in ".;:!?\n(")


def _before(view: View, span: Span, words: PlaceWords, firsts: dict[int, Span]) -> list[str]:
    at = span.first - 1
    if at < 0:
        return ["start"]
    gap = view.text[view.ends[at] : span.start]
    key, word = view.keys[at], view.words[at]
    if gap.strip() == ",":
        return ["comma_before"] if word[0].isupper() else []
    if not gap.isspace() and gap != "" and not (gap == ". " and len(word) <= 4):
        return ["start"] if any(mark in gap for mark in '.!?\n:;"“') else ["parted"]
    if key in words.inside:
        return ["in"]
    if key in words.of:
        return ["of"]
    if key in words.titles and (word[0].isupper() or not gap.startswith(".")):
        return ["title"]
    return _names_before(view, span, at, words, firsts)


def _names_before(
    view: View, span: Span, at: int, words: PlaceWords, firsts: dict[int, Span]
) -> list[str]:
    """Return what a word in capitals before the name says."""
    key, word = view.keys[at], view.words[at]
    if not word[0].isupper():
        return ["the"] if key == "the" else []
    if key in words.given:
        return ["given_before"]
    if len(key) == 1:
        return ["initial_before"]
    if span.first in firsts:
        return ["place_before"]
    if key in words.starts or key in words.directions:
        return []
    return ["opening_before" if _opens(view, at) else "name_before"]


def _opens(view: View, at: int) -> bool:
    """Whether a word opens a sentence, where anything is in capitals."""
    if not at:
        return True
    gap = view.text[view.ends[at - 1] : view.starts[at]]
    return any(mark in gap for mark in ".!?\n")


def _after(view: View, span: Span, words: PlaceWords, lasts: dict[int, Span]) -> list[str]:
    at = span.last
    if at >= len(view.words):
        return []
    gap = view.text[span.end : view.starts[at]]
    if gap.strip() == ",":
        return ["comma_after"] if at in lasts else []
    if gap in ("'", "’") and view.keys[at] == "s":
        return ["possessive"]
    if gap in ("'", "’") and view.keys[at] in words.endings:
        return ["in"]
    if gap not in (" ", "\u00a0"):
        cue = _MARKS.get(gap.strip())
        return [cue] if cue else []
    if view.keys[at] in words.speech:
        return ["speech"]
    return _names_after(view, at, words, lasts) if view.words[at][0].isupper() else []


_MARKS = {"-": "hyphen_after", "–": "hyphen_after", "/": "hyphen_after"} | dict.fromkeys(
    ("—", "--", "(AP) —"), "dateline"
)


def _names_after(view: View, at: int, words: PlaceWords, lasts: dict[int, Span]) -> list[str]:
    """Return what a word in capitals behind the name says."""
    if view.keys[at] in words.organisations:
        return ["org_after"]
    if view.keys[at] in words.titles:
        return []
    if view.keys[at - 1] in words.given and view.keys[at] not in words.heads:
        return ["given_after"]
    return ["place_after" if at in lasts else "name_after"]

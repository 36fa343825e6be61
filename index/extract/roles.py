"""Whether the name of a state, or of its capital, is an actor or a place where it stands.

"Turkey agreed" is a party, "in Turkey" a place. Evidence adds up on one scale, log odds of the
actor: what kind of name it is, the words before and behind it, its ending ("Türkiye'de"). Names
in a row ("Russia, Turkey and Iran agreed") share what stands around the row. The words are a table
(`data/role_words.tsv`); the weights were set on the odd half of the seeds' articles.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dragoman.index.extract.view import View, key_of

Kind = Literal["state", "demonym", "capital", "seat"]

PRIOR: Mapping[str, float] = {"state": 0.5, "demonym": 1.6, "capital": -0.8, "seat": 1.6}
BESIDE = 2.2
"""Log odds that a telling word beside the name adds or takes away."""
ENDING = 2.6
OPENING = 1.2
"""Log odds of a name that begins a sentence: its subject more often than not."""
FURTHER = 0.6
"""The share that counts of a word behind an article or an adjective."""

_JOINTS = re.compile(r"[\s,،、/–-]*")
"""What may stand between names in a row, besides a word for "and"."""


class _Words(NamedTuple):
    """Telling words of a language, whole ones and beginnings: +1 a party, -1 a place, 0 neither.

    Neither are articles and the like: the word before them tells as much as a neighbour.
    """

    before: dict[str, int]
    after: dict[str, int]
    heads: tuple[tuple[str, int], ...]
    endings: tuple[tuple[str, int], ...]
    between: frozenset[str] = frozenset()


class Spot(NamedTuple):
    """A name in a view: its words, half open, its end in the text, and whether it is inflected."""

    first: int
    last: int
    end: int
    exact: bool
    kind: Kind


def chances(view: View, spots: Sequence[Spot]) -> list[float]:
    """Return for each name how likely it is an actor, 0 to 1; `spots` are in order."""
    words = _table().get(view.lang) or _table()["und"]
    rows = _rows(view, spots)
    odds = [PRIOR[s.kind] + _ending(view, s, words) + _opening(view, s) for s in spots]
    for row in rows:
        leads = spots[row[0]].kind != "demonym"  # "in the Syrian capital" says nothing of "Syrian"
        before = _before(view, spots[row[0]].first, words) if leads else 0.0
        after = _after(view, spots[row[-1]], words)
        around = max(-BESIDE, min(BESIDE, before)) + max(-BESIDE, min(BESIDE, after))
        for at in row:
            odds[at] += around
    return [1 / (1 + math.exp(-one)) for one in odds]


def _opening(view: View, spot: Spot) -> float:
    """Return the evidence of a name, not inflected, that begins a sentence and goes on."""
    opens = spot.first == 0 or _ends(view, spot.first - 1)
    goes_on = spot.last < len(view.words) and not _parted(view, spot.last - 1)
    return OPENING if opens and goes_on and spot.exact else 0.0


def _ends(view: View, at: int) -> bool:
    """Whether a sentence ends between a word and the next."""
    between = view.text[view.ends[at] : view.starts[at + 1]]
    return any(mark in between for mark in ".!?;؛؟。！？；।\n")


def _rows(view: View, spots: Sequence[Spot]) -> list[list[int]]:
    """Group names with nothing but a comma or a short word between them."""
    rows: list[list[int]] = []
    for at, spot in enumerate(spots):
        if rows and spots[at - 1].kind != "demonym" and _joins(view, spots[at - 1], spot):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _joins(view: View, left: Spot, right: Spot) -> bool:
    """Whether nothing but commas, an "and" and an article stands between two names."""
    if right.first < left.last or right.first - left.last > 2:
        return False
    words = _table()["und"].between
    if not all(view.keys[at] in words for at in range(left.last, right.first)):
        return False
    edges = [left.end, *view.starts[left.last : right.first + 1]]
    ends = [left.end, *view.ends[left.last : right.first]]
    gaps = (view.text[a:b] for a, b in zip(ends, edges[1:], strict=True))
    return all(_JOINTS.fullmatch(gap) for gap in gaps)


def _before(view: View, first: int, words: _Words) -> float:
    """Return the evidence of the word before a name, or of the one before that."""
    if first < 1 or _parted(view, first - 1):
        return 0.0
    near = words.before.get(view.keys[first - 1])
    if near:
        return BESIDE * near
    if first < 2 or _parted(view, first - 2):
        return 0.0
    share = FURTHER if near is None else 1.0
    return share * BESIDE * words.before.get(view.keys[first - 2], 0)


def _parted(view: View, at: int) -> bool:
    """Whether a sentence or a clause ends between a word and the next."""
    between = view.text[view.ends[at] : view.starts[at + 1]]
    return any(mark in between for mark in ".!?;:,،؛。！？；：、\n(")


def _after(view: View, spot: Spot, words: _Words) -> float:
    """Return the evidence of the word behind a name."""
    at = spot.last + _has_apostrophe(view, spot.last)
    if at >= len(view.keys) or _parted(view, at - 1):
        return 0.0
    found = _value(view.keys[at], words)
    if found or at + 1 >= len(view.keys) or _parted(view, at):
        return BESIDE * found
    return FURTHER * BESIDE * _value(view.keys[at + 1], words)


def _has_apostrophe(view: View, at: int) -> bool:
    """Whether a word is an ending behind the apostrophe of the word before: İdlib'de, Turkey's."""
    return at < len(view.keys) and view.text[view.ends[at - 1] : view.starts[at]] in ("'", "’")


def _value(key: str, words: _Words) -> int:
    if key in words.after:
        return words.after[key]
    return next((value for head, value in words.heads if key.startswith(head)), 0)


def _ending(view: View, spot: Spot, words: _Words) -> float:
    """Return the evidence of a name's own ending, on it or behind an apostrophe."""
    at = spot.last
    if _has_apostrophe(view, at):
        key = view.keys[at]
        return ENDING * next((value for ending, value in words.endings if key == ending), 0)
    if spot.exact:
        return 0.0
    key = view.keys[at - 1]
    for ending, value in words.endings:
        if ending.endswith("-") and key.startswith(ending[:-1]):
            return ENDING * value
        least = 1 if key >= _HANGUL else 2  # a syllable of Korean is one letter
        if len(key) > len(ending) + least and key.endswith(ending):
            return ENDING * value
    return 0.0


_HANGUL = "\uac00"

_VALUES = {"party": 1, "place": -1, "article": 0}


@cache
def _table() -> dict[str, _Words]:
    """Read the table of telling words; "und" has none."""
    text = files("dragoman.index.data").joinpath("role_words.tsv").read_text("utf-8")
    raw: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lang, role, where, listed = line.split("\t")
            value = _VALUES[role]
            raw[lang][where].update({_written(word): value for word in listed.split()})
    joints = frozenset(raw.pop("und")["between"])
    nothing = _Words({}, {}, (), (), joints)
    return {lang: _words(by) for lang, by in raw.items()} | {"und": nothing}


def _written(word: str) -> str:
    mark = word[-1] if word[-1] in "*-" else ""
    return key_of(word) + mark


def _words(by: Mapping[str, Mapping[str, int]]) -> _Words:
    after = by.get("after", {})
    heads = [(word[:-1], value) for word, value in after.items() if word.endswith("*")]
    endings = sorted(by.get("ending", {}).items(), key=lambda pair: (-len(pair[0]), pair))
    return _Words(dict(by.get("before", {})), dict(after), tuple(heads), tuple(endings))

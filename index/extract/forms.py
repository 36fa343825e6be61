"""Base forms of an inflected word, so that «Идлибе», «Идлибте», بإدلب and בסוריה meet their names.

The rules are a table (`data/forms.tsv`) of endings and prefixes by script and language. They
propose, a lexicon disposes: most proposals are no words at all, and only those that are names
in a table count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FEW_ENDINGS = frozenset(("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "nb", "ca"))
"""Languages whose names hardly change: where a word is a name as it stands, it is no form."""

_LAYERS = 3
"""How many endings may stand one behind the other: «Алматы-да-ғы-лар»."""

_MOST = 48
"""How many proposals are made for one word, at most."""

_LONGEST = 40
"""Longer words are no names with endings."""

_SCRIPTS = (
    ("Latn", 0x0041, 0x024F), ("Grek", 0x0370, 0x03FF), ("Cyrl", 0x0400, 0x052F),
    ("Armn", 0x0530, 0x058F), ("Hebr", 0x0590, 0x05FF), ("Arab", 0x0600, 0x08FF),
    ("Deva", 0x0900, 0x097F), ("Beng", 0x0980, 0x09FF), ("Gujr", 0x0A80, 0x0AFF),
    ("Taml", 0x0B80, 0x0BFF), ("Telu", 0x0C00, 0x0C7F), ("Knda", 0x0C80, 0x0CFF),
    ("Mlym", 0x0D00, 0x0D7F), ("Sinh", 0x0D80, 0x0DFF), ("Geor", 0x10A0, 0x10FF),
    ("Ethi", 0x1200, 0x137F), ("Latn", 0x1E00, 0x1EFF), ("Hang", 0xAC00, 0xD7AF),
)  # fmt: skip


STEM = 3
"""So many letters of a word, if it has them, stay as they are when an ending comes off; of long
words more are asked for, which loses the shortest names with the longest endings and saves most
of the work on words that are none."""


def stem_of(size: int) -> int:
    """Return how many letters of a word of so many are the same in its base form."""
    return STEM if size < _LONG else STEM + 1 if size < _VERY_LONG else STEM + 2


_LONG, _VERY_LONG = 6, 9

Begins = Callable[[str], bool]


def _anything(_: str) -> bool:
    return True


Form = tuple[str, int]
"""A base form, and how many letters behind it are no part of the name's span."""


class _Put(NamedTuple):
    """What stands in the base form where an ending or a prefix was."""

    put: str
    cut: int
    least: int
    again: bool


class _Rules(NamedTuple):
    """The rules of one language in one script, by what is taken off."""

    suffixes: dict[str, tuple[_Put, ...]]
    prefixes: dict[str, tuple[_Put, ...]]
    longest: int
    longest_prefix: int
    shortest: int

    def stem(self, size: int) -> int:
        """Return how many letters of a word of so many are the same in its base form."""
        return min(self.shortest, STEM) if self.shortest < STEM else stem_of(size)


@cache
def script_of(letter: str) -> str:
    """Return the script of a letter, or "" where nothing is inflected."""
    code = ord(letter)
    for script, first, last in _SCRIPTS:
        if first <= code <= last:
            return script
    return ""


def forms(key: str, lang: str = "und", begins: Begins = _anything) -> list[Form]:
    """Return the forms that a word may be an inflection of, without the word itself.

    `key` is a folded word (`dragoman.index.extract.view`), `lang` the language of the text as
    far as it is known. `begins` says of the first `STEM` letters whether any name begins with
    them, so that no time is spent on words that are none. At most about 48.
    """
    if not 0 < len(key) <= _LONGEST:
        return []
    rules = _rules(script_of(key[0]), lang)
    if rules is None:
        return []
    found: dict[str, int] = {}
    if rules.longest_prefix:
        for stem in (key, *_without_prefixes(key, rules)):
            if begins(stem[: rules.stem(len(stem))]):
                found.setdefault(stem, 0)
                _peel(stem, rules, found)
        found.pop(key, None)
    else:
        if not begins(key[: rules.stem(len(key))]):
            return []
        _peel(key, rules, found)
        found.pop(key, None)
    return list(found.items())


def _peel(key: str, rules: _Rules, found: dict[str, int]) -> None:
    """Take off one ending, and behind some of them another."""
    further: list[tuple[str, int]] = []
    _suffixes(key, 0, rules, found, further)
    for _ in range(_LAYERS - 1):
        layer, further = further, []
        for stem, cut in layer if len(found) < _MOST else ():
            _suffixes(stem, cut, rules, found, further)
        if not further:
            return


def _suffixes(
    key: str, cut: int, rules: _Rules, found: dict[str, int], further: list[tuple[str, int]]
) -> None:
    size, suffixes = len(key), rules.suffixes
    for at in range(max(size - rules.longest, 2), size):
        for put, more, least, again in suffixes.get(key[at:], ()):
            if at >= least:
                form = key[:at] + put
                if form not in found:
                    found[form] = cut + more
                if again:
                    further.append((form, cut + more))


def _without_prefixes(key: str, rules: _Rules) -> list[str]:
    size = len(key)
    return [
        put.put + key[at:]
        for at in range(1, min(rules.longest_prefix, size) + 1)
        for put in rules.prefixes.get(key[:at], ())
        if size - at >= put.least
    ]


@cache
def _rules(script: str, lang: str) -> _Rules | None:
    """Return the rules of a language in a script; of one without any, those of all."""
    suffixes: dict[str, dict[str, _Put]] = defaultdict(dict)
    prefixes: dict[str, dict[str, _Put]] = defaultdict(dict)
    for langs, kind, endings, puts, least in _table().get(script, ()):
        if "*" not in langs and lang not in langs:
            continue
        for ending in endings:
            by_put = (prefixes if kind == "<" else suffixes)[ending]
            for put in puts:
                cut = len(ending) if kind == "|" else 0
                by_put.setdefault(put, _Put(put, cut, least, kind == ">>"))
    if not suffixes and not prefixes:
        return _rules(script, "und") if lang != "und" else None
    return _Rules(
        {ending: tuple(by_put.values()) for ending, by_put in suffixes.items()},
        {ending: tuple(by_put.values()) for ending, by_put in prefixes.items()},
        max(map(len, suffixes), default=0),
        max(map(len, prefixes), default=0),
        min((one.least for by_put in suffixes.values() for one in by_put.values()), default=STEM),
    )


_Row = tuple[frozenset[str], str, tuple[str, ...], tuple[str, ...], int]


@cache
def _table() -> dict[str, list[_Row]]:
    """Read the table, by script."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    text = files("dragoman.index.data").joinpath("forms.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            script, langs, kind, endings, put, least = line.split("\t")
            puts = tuple("" if one == "-" else one for one in put.split())
            langset = frozenset(langs.split(","))
            rows[script].append((langset, kind, tuple(endings.split()), puts, int(least)))
    return dict(rows)

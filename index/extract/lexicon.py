"""A table of aliases in one trie: where a text names an entry, in whatever inflection.

Keys are those of `dragoman.index.extract.view`, so a table and a text are folded alike. A record
is an entry's number and the flags of the alias. One trie serves from a memory-mapped file or from
memory; several threads may share a lexicon.

Most words of a text begin no alias, and a word that was seen once is known for good: what a word
as written may begin is kept, so that a further sight of it costs one look into a dict. Words in
scripts without spaces are letters, and are kept by twos.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dragoman.index.extract.adjacency import joined, opening, runs_on
from dragoman.index.extract.alias_records import (
    CAPITALS,
    FORMAT,
    GOES_ON,
    HEADS,
    LOWER,
    Entries,
    compile_lexicon,
    unpacked,
)
from dragoman.index.extract.casing import is_small
from dragoman.index.extract.forms import FEW_ENDINGS, forms
from dragoman.index.extract.view import View, is_unspaced, key_of

if TYPE_CHECKING:
    from marisa_trie import RecordTrie

__all__ = ["CAPITALS", "LOWER", "Entries", "Lexicon", "Match", "compile_lexicon"]

_MOST_WORDS = 24
"""Longer aliases, in words, are never found: a bound on the time that a start word costs."""

_HEAD_OF_NEXT = 3
"""Letters of a further word by which it is told whether any alias goes on so, in any form."""

_MOST_READINGS = 8
"""So many readings of the words so far are followed."""

_KEPT = 200_000
"""Words of all languages that are kept before they are forgotten: some 50 MB."""


class Match(NamedTuple):
    """The words `first` to `last` (half open) of a view are an alias of the entries.

    `entries` are pairs of an entry's number and the alias's flags, by number. `exact` is False
    where an ending or a prefix was taken off. `start` and `end` are offsets of the name in the
    text: whole words, without the particles that some scripts write onto a name.
    """

    first: int
    last: int
    entries: Entries
    exact: bool
    start: int
    end: int


class _Start(NamedTuple):
    """What a word may begin: a form of it, the entries of it alone, whether aliases go on."""

    form: str
    entries: Entries
    goes_on: bool
    exact: bool
    cut: int


_LETTER = (_Start("", (), True, True, 0),)
"""What a letter of a script without spaces may begin."""


class Lexicon:
    """A compiled table of aliases, ready to be asked."""

    def __init__(self, trie: RecordTrie) -> None:
        self._trie = trie
        self._heads = frozenset(key[1:] for key in trie.iterkeys(HEADS))
        self._known: dict[str, dict[str, tuple[_Start, ...]]] = {}
        self._count = 0
        self._begun: dict[str, bool] = {}
        self._exact: dict[str, _Start | None] = {}

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        """Map a file of `compile_lexicon` into memory.

        Raises `OSError` where it cannot be read, `RuntimeError` where it is none.
        """
        from marisa_trie import RecordTrie

        return cls(RecordTrie(FORMAT).mmap(str(path)))

    @classmethod
    def load(cls, compiled: bytes) -> Lexicon:
        """Return the lexicon that `compile_lexicon` made."""
        from marisa_trie import RecordTrie

        return cls(RecordTrie(FORMAT).frombytes(compiled))

    @classmethod
    def of(cls, aliases: Iterable[tuple[str, int, int]]) -> Lexicon:
        """Return a lexicon of aliases in memory, such as a user's own."""
        return cls.load(compile_lexicon(aliases))

    def lookup(self, alias: str, lang: str = "und") -> Entries:
        """Return the entries of an alias as a person types it; case does not matter.

        Where the alias is in no table, those of its base forms.
        """
        key = key_of(alias)
        if not key:
            return ()
        found = self._entries(key)
        if found or " " in key:
            return found
        several = (self._entries(form) for form, _ in forms(key, lang))
        return tuple(dict.fromkeys(entry for entries in several for entry in entries))

    def keys_from(self, prefix: str, most: int = 1000) -> list[str]:
        """Return the keys that begin so, at most some, for suggestions."""
        keys = self._trie.iterkeys(prefix) if prefix else iter(())
        return [key for key, _ in zip(keys, range(most), strict=False)]

    def matches(self, view: View) -> list[Match]:
        """Return every alias in the text, by its first word, the longest first.

        Matches may overlap; linear in the length of the text.
        """
        known = self._kept(view.lang)
        found: list[Match] = []
        for at, starts in enumerate(map(known.get, view.words)):
            if starts is None:
                self._count += 1
                word, key = view.words[at], view.keys[at]
                if word[0].islower() and is_small(word) and not self._may_be_small(key):
                    starts = known[word] = ()
                else:
                    starts = known[word] = self._starts(word, key, view.lang)
            if starts is _LETTER:
                if self._begins(opening(view.keys, at)):
                    self._read_on(view, at, found)
            elif starts:
                self._collect(view, at, starts, found)
        return found

    def _kept(self, lang: str) -> dict[str, tuple[_Start, ...]]:
        """Return what is known of words of a language so far; forget before it is too much."""
        if self._count > _KEPT:
            self._known, self._exact, self._count = {}, {}, 0
        if len(self._begun) > _KEPT:
            self._begun = {}
        return self._known.setdefault(lang, {})

    def _collect(self, view: View, at: int, starts: Sequence[_Start], found: list[Match]) -> None:
        """Add what begins at one word."""
        after = at + 1
        head = view.keys[after][:_HEAD_OF_NEXT] if after < len(view.keys) else ""
        here: dict[int, Match] = {}
        for form, entries, goes_on, exact, cut in starts:
            if entries:
                end = view.ends[at] - cut
                self._keep(here, Match(at, after, entries, exact, view.starts[at], end))
            if goes_on and head and self._begins(f"{form} {head}"):
                self._extend(view, at, form, exact, here)
        if len(here) > 1:
            found += [here[last] for last in sorted(here, reverse=True)]
        else:
            found += here.values()

    def _read_on(self, view: View, at: int, found: list[Match]) -> None:
        """Add the names that begin at a letter of a script without spaces, where none inflects."""
        if runs_on(view, at):
            return
        here = []
        key = ""
        for last in range(at + 1, min(len(view.keys), at + _MOST_WORDS) + 1):
            key = f"{key} {view.keys[last - 1]}" if key else view.keys[at]
            if last - at > 1 and not (joined(view, last - 1) and self._goes_on(key)):
                break
            entries = _allowed(self._entries(key), small=False, capitals=False)
            if entries and not runs_on(view, last):
                start, end = view.starts[at], view.ends[last - 1]
                here.append(Match(at, last, entries, True, start, end))
        found += reversed(here)

    def _extend(self, view: View, at: int, form: str, exact: bool, here: dict[int, Match]) -> None:
        """Follow one beginning through the words behind it, in any of their forms."""
        layer = [(form, exact)]
        for last in range(at + 1, min(len(view.words), at + _MOST_WORDS)):
            if last > at + 1:
                head = view.keys[last][:_HEAD_OF_NEXT]
                layer = [one for one in layer if self._begins(f"{one[0]} {head}")]
            if not layer or not joined(view, last):
                return
            layer = self._step(view, at, last, layer, here)[:_MOST_READINGS]

    def _step(
        self, view: View, at: int, last: int, layer: list[tuple[str, bool]], here: dict[int, Match]
    ) -> list[tuple[str, bool]]:
        """Add one word to every reading so far; return those that may go on."""
        first, key = view.words[at], view.keys[last]
        further = []
        for base, same in layer:
            for option, cut in ((key, 0), *forms(key, view.lang)):
                whole, true = f"{base} {option}", same and option == key
                entries = self._entries(whole)
                if entries and (kept := _allowed(entries, is_small(first), first.isupper())):
                    start, end = view.starts[at], view.ends[last] - cut
                    self._keep(here, Match(at, last + 1, kept, true, start, end))
                if not cut and self._goes_on(whole + " "):
                    further.append((whole, true))
        return further

    @staticmethod
    def _keep(here: dict[int, Match], match: Match) -> None:
        """Keep the reading that is exact; of two that are not, both."""
        there = here.get(match.last)
        if there is None or (match.exact and not there.exact):
            here[match.last] = match
        elif match.exact == there.exact and match.end == there.end:
            flags = dict(there.entries)
            for number, flag in match.entries:
                flags[number] = flags.get(number, 0) | flag
            here[match.last] = there._replace(entries=tuple(sorted(flags.items())))

    def _starts(self, word: str, key: str, lang: str) -> tuple[_Start, ...]:
        """Return what a word as written may begin."""
        if not key:
            return ()
        if is_unspaced(word):
            return _LETTER if self._begins(key + " ") else ()
        small, capitals = is_small(word), word.isupper()
        exact = self._exact  # a name is often written the same in many languages
        start = exact[word] if word in exact else self._start(key, small, capitals)
        exact[word] = start
        starts = [] if start is None else [start]
        if start is None or not start.entries or lang not in FEW_ENDINGS:
            for form, cut in forms(key, lang, self._begins):
                start = self._start(form, small, capitals, exact=False, cut=cut)
                if start is not None:
                    starts.append(start)
        return tuple(starts)

    def _start(
        self, form: str, small: bool, capitals: bool, exact: bool = True, cut: int = 0
    ) -> _Start | None:
        """Return what a form of a word may begin, or None."""
        packed = self._trie.get(form)
        if packed is None:
            return None
        goes_on = not cut and bool(packed[0][0] & GOES_ON)
        entries = unpacked(packed)
        if entries and not capitals:
            entries = _allowed(entries, small, capitals)
        return _Start(form, entries, goes_on, exact, cut) if entries or goes_on else None

    def _may_be_small(self, key: str) -> bool:
        """Return whether any alias that may be in lower case begins like the word."""
        heads = self._heads
        return key[:4] in heads or key[:3] in heads or key[:2] in heads

    def _begins(self, head: str) -> bool:
        """Return whether any alias begins so; kept, for there are few different heads."""
        known = self._begun.get(head)
        if known is None:
            known = self._begun[head] = self._goes_on(head)
        return known

    def _entries(self, key: str) -> Entries:
        packed: list[tuple[int]] | None = self._trie.get(key)
        return () if packed is None else unpacked(packed)

    def _goes_on(self, prefix: str) -> bool:
        return next(self._trie.iterkeys(prefix), None) is not None


def _allowed(entries: Entries, small: bool, capitals: bool) -> Entries:
    """Return the entries that a word written so may mean."""
    if capitals:
        return entries
    return tuple([e for e in entries if not e[1] & CAPITALS and (not small or e[1] & LOWER)])

"""The algebra of `dragoman.index.engine` by brute force: slow, plain, the answer to be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log

from dragoman.index.engine import (
    K1,
    All,
    Any,
    B,
    Best,
    Entry,
    Fuzzy,
    Node,
    Not,
    Phrase,
    Prefix,
    Same,
    Tag,
    Word,
)


def levenshtein(one: str, other: str) -> int:
    """How many insertions, deletions and substitutions of letters make one the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, its in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its)))
    return row[-1]


def stands(phrase: Sequence[str], words: Sequence[str], slop: int) -> int:
    """From how many places a phrase stands in a text: look into every window wide enough."""
    found = 0
    for start in range(len(words)):
        window = iter(words[start : start + len(phrase) + slop])
        found += next(window) == phrase[0] and all(word in window for word in phrase[1:])
    return found


class Corpus:
    """Entries that are all looked at for every question."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.key: entry for entry in entries}

    def scores(self, node: Node) -> dict[int, float]:
        """The key and the score of every answer."""
        match node:
            case Word(channel, word, weight):
                return self._bm25(channel, word, weight)
            case Phrase(channel, words, slop, weight):
                bm25 = [self._bm25(channel, word, 1.0) for word in words]
                found = [k for k in self.entries if stands(words, self._words(k, channel), slop)]
                return {key: weight * sum(each[key] for each in bm25) for key in found}
            case Prefix(channel, start, weight):
                return self._holding(channel, weight, lambda word: word.startswith(start))
            case Fuzzy(channel, word, distance, prefix, weight):
                return self._holding(
                    channel,
                    weight,
                    lambda other: (
                        other.startswith(word[:prefix]) and levenshtein(word, other) <= distance
                    ),
                )
            case Tag(field, value):
                found = [k for k, e in self.entries.items() if value in e.tags.get(field, ())]
                return dict.fromkeys(found, 0.0)
            case Not(child):
                return dict.fromkeys(self.entries.keys() - self.scores(child).keys(), 0.0)
            case Same(children, weight):
                return self._one_word(children, weight)
        return self._compound(node)

    def _compound(self, node: Any | All | Best) -> dict[int, float]:
        children = [self.scores(child) for child in node.children]
        keys = {
            key
            for key in self.entries
            if (all if isinstance(node, All) else any)(key in child for child in children)
        }
        merge = max if isinstance(node, Best) else sum
        return {
            key: node.weight * merge(child[key] for child in children if key in child)
            for key in keys
        }

    def counts(self, node: Node, field: str) -> dict[str, int]:
        """For each value of a field, how many answers hold it."""
        totals: dict[str, int] = {}
        for key in self.scores(node):
            for value in set(self.entries[key].tags.get(field, ())):
                totals[value] = totals.get(value, 0) + 1
        return totals

    def _words(self, key: int, channel: str) -> Sequence[str]:
        return self.entries[key].channels.get(channel, ())

    def _holding(
        self, channel: str, weight: float, wanted: Callable[[str], bool]
    ) -> dict[int, float]:
        return {key: weight for key in self.entries if any(map(wanted, self._words(key, channel)))}

    def _bm25(self, channel: str, word: str, weight: float) -> dict[int, float]:
        counts = {key: self._words(key, channel).count(word) for key in self.entries}
        found = {key: count for key, count in counts.items() if count}
        return self._scored(channel, found, weight, len(found))

    def _one_word(self, children: Sequence[Word | Phrase], weight: float) -> dict[int, float]:
        times: dict[int, float] = {}
        highest: dict[int, float] = {}
        for child in children:
            words = (child.word,) if isinstance(child, Word) else child.words
            slop = child.slop if isinstance(child, Phrase) else 0
            for key in self.entries:
                if count := stands(words, self._words(key, child.channel), slop):
                    times[key] = times.get(key, 0) + count * child.weight
                    highest[key] = max(highest.get(key, 0), child.weight)
        df = min(len(self.entries), sum(highest.values()))
        return self._scored(children[0].channel, times, weight, df) if times else {}

    def _scored(
        self, channel: str, found: Mapping[int, float], weight: float, df: float
    ) -> dict[int, float]:
        lengths: Mapping[int, int] = {key: len(self._words(key, channel)) for key in self.entries}
        if not found:
            return {}
        average = sum(lengths.values()) / max(1, sum(map(bool, lengths.values())))
        idf = log(1 + (len(lengths) - df + 0.5) / (df + 0.5))
        return {
            key: weight * idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[key] / average))
            for key, tf in found.items()
        }

"""Random corpora and random questions for engines, from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from random import Random

from brute_force import Corpus

from dragoman.index.engine import (
    All,
    Any,
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

ODD = (
    "🙂",
    "👩‍👩‍👧",
    "e\u0301",
    "é",
    "a-b",
    "a.b",
    "x" * 300,
    "𝒳𝒴",
    "١٢",
    "ид",
    "идлиб",
    "idlib's",
)
VALUES = ("ru", "en", "", "two words", "two", "Ünï", "a\tb", "a:b", "\x00", "🙂", "*", "RU")
CHANNELS = ("stem", "head", "title")
FIELDS = ("lang", "a field: with/odd letters")

Step = tuple[list[Entry], list[int]]


class Maker:
    """Makes corpora and asks from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        letters = ["".join(self.random.choices("abc", k=n)) for n in (1, 2, 2, 3, 3, 3, 4, 4, 5)]
        self.words = sorted({*letters, *self.random.sample(ODD, 5), "a", "aa"})
        self.key = 0

    def text(self, longest: int) -> list[str]:
        weights = [1 / (1 + i) for i in range(len(self.words))]
        return self.random.choices(self.words, weights, k=self.random.randrange(longest))

    def entry(self) -> Entry:
        self.key += self.random.randint(1, 3)
        channels = {"stem": self.text(25), "head": self.text(8)}
        if self.random.random() < 0.4:
            channels["title"] = self.text(5)
        tags = {
            field: self.random.choices(VALUES, k=self.random.randrange(4))
            for field in FIELDS
            if self.random.random() < 0.8
        }
        return Entry(self.key, self.key // 3, channels, tags)

    def steps(self, commits: int, most: int) -> list[Step]:
        """What is added and removed in each commit; some of what is removed was never there."""
        made = []
        for _ in range(commits):
            gone = self.random.sample(range(self.key // 3 + 2), k=min(self.key // 9, 5))
            made.append(([self.entry() for _ in range(self.random.randrange(1, most))], gone))
        return made

    def word(self) -> str:
        return self.random.choice(self.words)

    def weight(self) -> float:
        return self.random.choice((1.0, 1.0, 0.5, 3.0))

    def leaf(self) -> Node:
        channel, word, weight = self.random.choice(CHANNELS), self.word(), self.weight()
        leaves: Sequence[Callable[[], Node]] = (
            lambda: Word(channel, word, weight),
            lambda: Word(channel, word),
            lambda: self.phrase(weight),
            lambda: self.same(weight),
            lambda: Prefix(channel, word[: self.random.randrange(3)], weight),
            lambda: Fuzzy(
                channel, word, self.random.randint(1, 2), self.random.randrange(3), weight
            ),
            lambda: Tag(self.random.choice(FIELDS), self.random.choice(VALUES)),
        )
        return self.random.choice(leaves)()

    def phrase(self, weight: float) -> Phrase:
        words = tuple(self.word() for _ in range(self.random.choice((1, 2, 2, 3, 4))))
        return Phrase(
            self.random.choice(("stem", "title")), words, self.random.randrange(5), weight
        )

    def same(self, weight: float) -> Same:
        """Words of one channel as one word, and phrases where it knows them."""
        channel = self.random.choice(CHANNELS)
        kinds: list[Callable[[], Word | Phrase]] = [
            lambda: Word(channel, self.word(), self.weight()),
        ]
        if channel != "head":
            kinds.append(lambda: replace(self.phrase(self.weight()), channel=channel))
        made = (self.random.choice(kinds)() for _ in range(self.random.randrange(5)))
        return Same(tuple(made), weight)

    def node(self, depth: int) -> Node:
        if depth == 0 or self.random.random() < 0.2:
            return self.leaf()
        if self.random.random() < 0.2:
            return Not(self.node(depth - 1))
        kind = self.random.choice((Any, All, Best))
        children = tuple(self.node(depth - 1) for _ in range(self.random.randrange(4)))
        made: Node = kind(children, self.weight())
        return made


def living(steps: Iterable[Step]) -> Corpus:
    """What is there after these commits."""
    left: list[Entry] = []
    for added, gone in steps:
        left = [entry for entry in left if entry.article not in gone] + added
    return Corpus(left)


def entry(key: int, stem: str = "", **tags: list[str]) -> Entry:
    """An entry that is its own article."""
    return Entry(key, key, {"stem": stem.split()}, tags)

"""The seam between Dragoman and whatever keeps its words, and the algebra it is asked in.

An engine knows neither languages nor query strings. It is given ready words in named channels
and tags in named fields, and it is asked with a tree of frozen values. Every engine must give
the answers that `tests/contract_engine.py` computes by brute force.

**Which entries answer** (a set), and **how well** (a score):

=========  =============================================  ==========================================
node       answers                                        score
=========  =============================================  ==========================================
Word       the channel holds the word                     weight · BM25
Phrase     the words stand in order, at most `slop`       weight · sum of the BM25 of its words
           other words between first and last in all
Prefix     some word of the channel starts with it        weight
Fuzzy      some word within `distance` edits              weight
           (Levenshtein), the first `prefix` letters kept
Tag        the field holds the value                      0
Any        at least one child answers                     weight · sum over the children that answer
All        every child answers                            weight · sum over the children
Best       at least one child answers                     weight · maximum over those that answer
Same       at least one child answers                     weight · BM25 of one word made of them
Not        the child does not answer                      0
=========  =============================================  ==========================================

A Phrase of one word is that Word; Any and Best of nothing answer nothing, All of nothing
answers every entry with score 0.

**BM25** (Robertson and Zaragoza 2009, with Lucene's idf): over live entries only,
``idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average))`` with
``idf = ln(1 + (N - df + .5) / (df + .5))``, length in words of the channel, the average over the
live entries that have any, k1 = 1.2, b = .75. Scores may differ between engines by the rounding of
lengths.

**Same** takes words and phrases of one channel for one word, as the translations of a word are
(Pirkola 1998, the structured query; with weights, Darwish and Oard 2003, the probabilistic one).
Its tf is the sum of its children's, each times the child's weight; its df is the sum over live
entries of the highest weight of a child that answers there, N at most: with weights of 1, the
number of entries where any child answers. The tf of a Phrase is the number of places from which
it stands. Same of nothing answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as an engine is given it.

    `key` names the passage and `article` its record, both for ever: they are never given again
    to another. A word of a channel holds no white space and is not empty; a tag may be any text.
    """

    key: int
    article: int
    channels: Mapping[str, Sequence[str]]
    tags: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a channel."""

    channel: str
    word: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order; `slop` is how many other words may stand between them in all."""

    channel: str
    words: tuple[str, ...]
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that starts so."""

    channel: str
    prefix: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word within `distance` (1 or 2) insertions, deletions or substitutions."""

    channel: str
    word: str
    distance: int = 1
    prefix: int = 1
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Tag:
    """A value of a field; it narrows and never scores."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them; scores add up."""

    children: tuple[Node, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them; scores add up."""

    children: tuple[Node, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of them; the best score counts. Several readings of one thing."""

    children: tuple[Node, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Same:
    """At least one of them; together they count as one word of their channel.

    The weight of a child, from 0 to 1, is how much it is that word.
    """

    children: tuple[Word | Phrase, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the child does not answer."""

    child: Node


Node: TypeAlias = Word | Phrase | Prefix | Fuzzy | Tag | Any | All | Best | Same | Not


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to an engine: a tree and how many of its answers are wanted.

    Answers come by falling score, then by rising key. `limit` 0 asks for the total alone.
    """

    node: Node
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Match:
    """One answer: the passage's key and its score (0 or more)."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to an Ask and how many there are in all."""

    total: int
    matches: tuple[Match, ...]


class Reader(Protocol):
    """One state of an index, as it was when the reader was opened; safe from several threads."""

    def find(self, ask: Ask) -> Found:
        """Return the best answers."""
        ...

    def count(self, node: Node, field: str) -> dict[str, int]:
        """Return for each value of a tag field how many answers of `node` hold it."""
        ...

    def close(self) -> None:
        """Let go of files; the reader is of no use afterwards."""
        ...


class Writer(Protocol):
    """The one process that changes an index. Nothing is seen by readers before `commit`."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries; their keys are new."""
        ...

    def remove(self, articles: Iterable[int]) -> None:
        """Drop every committed entry of these articles; unknown ones are no error.

        What is added after it, under the same article, stays: also within one commit.
        """
        ...

    def commit(self) -> None:
        """Make everything since the last commit visible, at once and durably, or nothing of it."""
        ...

    def close(self) -> None:
        """Let go of files; what was not committed is forgotten."""
        ...


class Engine(Protocol):
    """What keeps words in a folder and finds them."""

    @property
    def version(self) -> str:
        """What the manifest remembers: an index made under another version is to be rebuilt."""
        ...

    def create(self, folder: str) -> None:
        """Make an empty index in an empty folder."""
        ...

    def reader(self, folder: str) -> Reader:
        """Open the last committed state. Raise `DamagedIndex` where there is none that is whole."""
        ...

    def writer(self, folder: str) -> Writer:
        """Open for writing; the caller sees to it that there is one writer at a time."""
        ...

"""From a question to what an engine is asked: a tree of words, phrases and tags.

Nobody guesses the language of a three-word question. Each word is read as every language of the
index would write it, and its best reading counts. The same `words` that made the channels read
the question, so what was written is what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dragoman.index.article import EXTRA
from dragoman.index.engine import All, Any, Best, Node, Not, Phrase, Prefix, Tag, Word
from dragoman.index.extract.name_parts import asked
from dragoman.index.frequent import is_frequent
from dragoman.index.interval import (
    Interval,
    ancestors,
    interval_of,
    overlapping,
    parse_range,
    within,
)
from dragoman.index.tokens import Token, tokens
from dragoman.index.words import (
    PECULIAR,
    UNSPACED,
    Terms,
    bones_of,
    folded,
    grams,
    pieces,
    readings,
    terms_of,
)
from dragoman.search.filters import Filters
from dragoman.search.query import Clause, Query, asked_tokens
from dragoman.search.rendered import Saying, by_word, expressions, sayings

if TYPE_CHECKING:
    from dragoman.search.dictionaries.lookup import Rendering

# Chosen by the even-numbered questions of the public sets; `scripts/evaluate` prints the others.
STEM, HEAD, SKELETON, ROW = 1.0, 0.6, 0.3, 0.5
TRANSLATED = 1.6
"""A word of a translation: one channel stands for stem and head."""
PART, ENTITY, DATE = 1.5, 0.6, 3.0
AROUND = 0.4
"""What is left of a date's weight where only a longer time, such as its month, is spoken of."""

Readings: TypeAlias = tuple[tuple[str, str], ...]


class Reads(NamedTuple):
    """How a question's words may be written.

    The languages with readings of their own, whether scripts without spaces are held, the language
    of translations ("" = there are none), what dictionaries made of words.
    """

    langs: tuple[str, ...]
    pieced: bool
    into: str
    said: Mapping[str, tuple[Node, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine is asked, what the second stage looks for, what is to be marked.

    `marked` are words by channel, `named` ids by kind ("party", "place"), `times` what was asked
    for of dates, `rendered` the translations of its words, `names` the numbers of those in names.
    """

    node: Node
    grams: frozenset[str]
    bones: frozenset[str]
    marked: frozenset[tuple[str, str]]
    named: frozenset[tuple[str, str]] = frozenset()
    times: tuple[Interval, ...] = ()
    rendered: tuple[Saying, ...] = ()
    names: frozenset[int] = frozenset()


def plan(
    query: Query,
    filters: Filters,
    langs: Iterable[str],
    meant: Sequence[Readings] = (),
    times: Sequence[str] = (),
    into: str = "",
    looked: Iterable[Rendering] = (),
) -> Plan:
    """Return how to ask for `query` in an index that holds passages in `langs`.

    `meant` are the parties and places that the question names: for each name its readings, kinds
    and ids; `times` are nodes (`interval`) of the dates that it names; `into` is the language that
    passages were translated into, if any were; `looked` is what dictionaries say of the words.
    Raise `QueryError` where a filter cannot be read.
    """
    held = frozenset(filters.langs or langs)
    said = sayings(looked)
    pieced = bool(UNSPACED & held)
    reads = Reads((*sorted(PECULIAR & held), "und"), pieced, into, by_word(said))
    wanted = [clause for clause in query.clauses if clause.occur != "not"]
    given = asked_tokens(query)
    telling = [token for token in given if not is_frequent(token)] or given
    named = [*map(_entity, meant), *map(_time, times), *expressions(said)]
    words = tuple(dict.fromkeys([*_scored(telling, reads), *_rows(wanted, reads), *named]))
    scored: Node = Any(words) if query.clauses else All(())
    sounds = folded(" ".join(token.written for token in telling))
    narrowed = [*_required(query, reads), *_narrowing(filters, reads)]
    return Plan(
        node=All((scored, *narrowed)) if narrowed else scored,
        grams=frozenset(grams(sounds)),
        bones=frozenset(grams(bones_of(sounds))),
        marked=frozenset(_marked(telling, reads)),
        named=frozenset([*_named(filters), *(pair for one in meant for pair in one)]),
        times=tuple(_times(filters, times)),
        rendered=said,
    )


def _scored(telling: Iterable[Token], reads: Reads) -> Iterator[Node]:
    """Yield what the words score by: each its best reading, and how it sounds."""
    for token in telling:
        ways = readings(token, reads.langs)
        yield from _word(ways, [_translated(token, reads.into), *_said(token, reads)])
        yield from _sound(ways[0], reads.pieced)
        yield from _parts(token)


def _translated(token: Token, into: str) -> tuple[Node, ...]:
    """Return what a word is asked for in translations."""
    stems = terms_of(token, into).stem if into else ()
    return tuple(Word("translation", word, TRANSLATED) for word in stems)


def _said(token: Token, reads: Reads) -> Iterator[tuple[Node, ...]]:
    yield from ((node,) for node in reads.said.get(token.written, ()))


def _sound(terms: Terms, pieced: bool) -> Iterator[Node]:
    """Yield the skeleton of a word, and its pieces where the index holds unspaced scripts.

    Of an unspaced word nobody knows where a name begins: each piece may be a whole skeleton.
    """
    if terms.head:
        for bones in terms.skeleton:
            yield Word("skeleton", bones, SKELETON)
            if pieced:
                yield from _in_pieces(pieces(bones))
        return
    parts = [word for part in terms.skeleton for word in (part, part.lstrip("~"))]
    yield from (Word("skeleton", part, SKELETON / len(parts)) for part in parts)


def _parts(token: Token) -> Iterator[Node]:
    """Yield what a name is asked for as part of names: the best of its groups of spellings."""
    if not token.is_number:
        for groups in asked(token.written):
            yield Best(tuple(Word("part", group, PART) for group in groups))


def _entity(readings: Readings) -> Node:
    """Return what a name is asked for by: the best of what it may mean."""
    words = tuple(Word("entity", name, ENTITY) for _, name in readings)
    return words[0] if len(words) == 1 else Best(words)


def _time(node: str) -> Node:
    """Return what a date is asked for by: itself or a part of it, else a longer time around it."""
    around, weight = [], DATE
    for above in ancestors(node):
        weight *= AROUND
        around.append(Word("date", f"={above}", weight))
    return Best((Word("date", f"o{node}", DATE), *around))


def _in_pieces(parts: Sequence[str]) -> Iterator[Node]:
    """Yield the pieces of a skeleton, two by two: three consonants in a row may be chance."""
    if len(parts) < 2:
        yield from (Word("skeleton", part, SKELETON) for part in parts)
        return
    words = [Word("skeleton", part, SKELETON / len(parts)) for part in parts]
    yield from (All(pair) for pair in pairwise(words))


def _rows(clauses: Iterable[Clause], reads: Reads) -> Iterator[Node]:
    """Yield the phrases that are preferred, not required."""
    for clause in clauses:
        if clause.phrase and clause.occur == "should":
            yield _in_a_row(list(tokens(clause.text)), reads, "stem", ROW)


def _word(ways: Sequence[Terms], translated: Iterable[tuple[Node, ...]]) -> Iterator[Node]:
    """Yield what one word is asked for: its best reading, those of translations among them."""
    read = [_reading(terms) for terms in ways] + [nodes for nodes in translated if nodes]
    if _is_one_letter_of_many(ways):
        read.append((Prefix("stem", ways[0].stem[0], STEM),))
    if len(read) == 1:
        yield from read[0]
    else:
        yield Best(tuple(nodes[0] if len(nodes) == 1 else Any(nodes) for nodes in read))


def _reading(terms: Terms) -> tuple[Node, ...]:
    stems: list[Node] = [Word("stem", word, STEM) for word in terms.stem]
    return (*stems, *(Word("head", word, HEAD) for word in terms.head))


def _is_one_letter_of_many(ways: Sequence[Terms]) -> bool:
    """Whether the word is a single letter of a script that is indexed in pairs of letters."""
    return not ways[0].head and len(ways[0].stem) == 1 and len(ways[0].stem[0]) == 1


def _required(query: Query, reads: Reads) -> Iterator[Node]:
    """Yield what must and must not be there; none of it scores (again)."""
    for clause in query.clauses:
        node = _strictly(clause.text, reads, phrase=clause.phrase)
        if clause.occur == "must":
            yield node
        elif clause.occur == "not":
            yield Not(node)


def _strictly(text: str, reads: Reads, phrase: bool, channel: str = "stem") -> Node:
    """Return the words of a text in one of their readings, in a row or at least all there."""
    found = list(tokens(text))
    if phrase:
        return _in_a_row(found, reads, channel)
    return All(tuple(_somehow(token, reads, channel) for token in found), weight=0.0)


def _somehow(token: Token, reads: Reads, channel: str) -> Node:
    """Return a word in any of its readings; a translation is one, but not in a title."""
    node = _in_a_row([token], reads, channel)
    said = reads.said.get(token.written, ()) if channel == "stem" else ()
    return Best((node, *said)) if said else node


def _in_a_row(found: Sequence[Token], reads: Reads, channel: str, weight: float = 0.0) -> Node:
    written = [(channel, lang) for lang in reads.langs]
    if reads.into and channel == "stem":
        written.append(("translation", reads.into))
    ways = {
        (place, tuple(stem for token in found for stem in terms_of(token, lang).stem[:most]))
        for place, lang in written
        for most in (1, None)  # a number may be grouped in the text: then it is its first reading
        if most is None or all(token.is_number for token in found)
    }
    return Best(tuple(Phrase(place, way, weight=weight) for place, way in sorted(ways) if way))


def _narrowing(filters: Filters, reads: Reads) -> Iterator[Node]:
    if filters.langs:
        yield Any(tuple(Tag("lang", lang) for lang in filters.langs))
    if filters.sources:
        yield Any(tuple(Tag("source", source) for source in filters.sources))
    if filters.title:
        yield _strictly(filters.title, reads, phrase=False, channel="title")
    if filters.published:
        yield overlapping("published", parse_range(filters.published))
    if filters.date:
        asked_for = parse_range(filters.date)
        yield (
            within("date", asked_for, filters.ranges)
            if filters.within
            else overlapping("date", asked_for)
        )
    for field, wanted in (("party", filters.parties), ("place", filters.places)):
        yield from (Tag(field, name) for name in wanted)
    if filters.near is not None:
        yield Any(tuple(Tag("place", name) for name in filters.near))
    for key, value in filters.where:
        yield Tag(EXTRA + key, value)


def _named(filters: Filters) -> Iterator[tuple[str, str]]:
    yield from (("party", name) for name in filters.parties)
    yield from (("place", name) for name in (*filters.places, *(filters.near or ())))


def _times(filters: Filters, nodes: Iterable[str]) -> Iterator[Interval]:
    if filters.date:
        yield parse_range(filters.date)
    yield from map(interval_of, nodes)


def _marked(telling: Iterable[Token], reads: Reads) -> Iterator[tuple[str, str]]:
    """Yield the words, by channel, whose tokens are to be marked in an answer."""
    langs = [*reads.langs, reads.into] if reads.into else reads.langs
    for token in telling:
        for terms in readings(token, langs):
            for channel, words in terms._asdict().items():
                yield from ((channel, word) for word in words)

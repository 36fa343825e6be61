"""What a dictionary said of a question, as it is asked for and as it is marked.

The translations of one word into one language count as one word (Pirkola 1998: The Effects of
Query Structure and Dictionary Setups in Dictionary-Based Cross-Language Information Retrieval):
however many there are, they are as rare together as the passages that hold any of them are; the
likelier ones count more (`engine.Same`). They are looked for in passages of their language alone,
so that no false friend of another counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dragoman.index.engine import All, Any, Ask, Node, Phrase, Same, Tag, Word
from dragoman.index.fold import fold
from dragoman.index.frequent import frequent_by_language, is_frequent
from dragoman.index.tokens import Token, tokens
from dragoman.index.words import HEAD, Terms, terms_of
from dragoman.search.asked_in import asked_in
from dragoman.search.hit import Rendered
from dragoman.search.query import Query, asked_tokens
from dragoman.search.snippet import Span

if TYPE_CHECKING:
    from dragoman.index.folder import Opened
    from dragoman.search.dictionaries.lookup import Dictionaries, Rendering

# Chosen by the even-numbered stories; `scripts/evaluate` prints the others.
STEM_OF, HEAD_OF = 1.5, 1.5
"""Weights of the translations of a word, as those of the word itself in `plan`."""

LESS = 0.85
"""What each further translation is the word less than the one before it, which is likelier."""

EXPRESSION = 0.5
"""What an expression of several words weighs besides its words."""

SLOP = 1
"""Other words that may stand within a translation of several words."""

_NEARLY = 0.75
"""The share of a question's words that must stand in passages of what is its own language."""


class Written(NamedTuple):
    """A translation as a passage has it: a word's stem and head, or the stems of several words."""

    translation: str
    stems: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A word or expression of the question, and what it is in a language."""

    word: str
    lang: str
    written: tuple[Written, ...]
    is_expression: bool


def looked_up(
    dictionaries: Dictionaries | None,
    opened: Opened,
    query: Query,
    langs: Iterable[str],
    names: Collection[int],
) -> tuple[Rendering, ...]:
    """Return what dictionaries say of a question in `langs`.

    `names` are the numbers of tokens in names. A question in the one language that there is asks
    no dictionary.
    """
    wanted = [lang for lang in langs if lang != "und"]
    if dictionaries is None or not wanted:
        return ()
    question = asked_tokens(query)
    if len(wanted) == 1 and _is_at_home(opened, question, wanted[0]):
        return ()

    def hint() -> Collection[str]:
        return asked_in(opened, query, opened.ledger.languages()) or ()

    return dictionaries.looked_up(question, wanted, names, hint).renderings


def _is_at_home(opened: Opened, question: Sequence[Token], lang: str) -> bool:
    """Whether a question is in a language for sure.

    Its frequent words ("of", "les") tell; where they speak for others as well, or are none, nearly
    all other words must stand in passages of the language. A word in capitals may be a name, which
    is at home everywhere.
    """
    frequent = {fold(token.written) for token in question if is_frequent(token)}
    told = {one: len(frequent & known) for one, known in frequent_by_language().items()}
    own = told.pop(lang, 0)
    if own != max(told.values(), default=0):
        return own > max(told.values(), default=0)
    small = [t for t in question if not is_frequent(t) and not t.written[0].isupper()]
    return sum(_stands(opened, token, lang) for token in small) >= _NEARLY * len(small)


def _stands(opened: Opened, token: Token, lang: str) -> bool:
    words = (Word("stem", stem) for stem in terms_of(token, lang).stem)
    return opened.reader.find(Ask(All((*words, Tag("lang", lang))), limit=0)).total > 0


def sayings(renderings: Iterable[Rendering]) -> tuple[Saying, ...]:
    """Return what dictionaries gave, as passages of each language would have it."""
    found = (
        Saying(
            one.written,
            one.lang,
            tuple(_written(one.translations, one.lang)),
            one.end - one.start > 1,
        )
        for one in renderings
    )
    return tuple(saying for saying in dict.fromkeys(found) if saying.written)


def _written(translations: Iterable[str], lang: str) -> Iterator[Written]:
    for translation in translations:
        terms = [terms_of(token, lang) for token in tokens(translation)]
        stems = tuple(stem for term in terms for stem in term.stem)
        if stems:
            heads = terms[0].head if len(stems) == 1 else ()
            yield Written(translation, stems, heads[0] if heads else "")


def asked_for(saying: Saying, weight: float = 1.0) -> Node:
    """Return what is asked for in passages of the language."""
    stems: dict[Word | Phrase, float] = {}
    heads: dict[Word | Phrase, float] = {}
    for place, one in enumerate(saying.written):
        stems.setdefault(_stems(one), LESS**place)
        if one.head:
            heads.setdefault(Word("head", one.head), LESS**place)
    ways = [_same(stems, STEM_OF)] + ([_same(heads, HEAD_OF)] if heads else [])
    return All((Any(tuple(ways), weight), Tag("lang", saying.lang)))


def _same(words: Mapping[Word | Phrase, float], weight: float) -> Same:
    return Same(tuple(replace(word, weight=much) for word, much in words.items()), weight)


def _stems(one: Written) -> Word | Phrase:
    if len(one.stems) == 1:
        return Word("stem", one.stems[0])
    return Phrase("stem", one.stems, SLOP)


def by_word(said: Iterable[Saying]) -> Mapping[str, tuple[Node, ...]]:
    """Return for each word of a question what it is asked for by, in any language."""
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for saying in said:
        if not saying.is_expression:
            found[saying.word].append(asked_for(saying))
    return {word: tuple(nodes) for word, nodes in found.items()}


def expressions(said: Iterable[Saying]) -> Iterator[Node]:
    """Yield what expressions of several words are asked for by, besides their words."""
    yield from (asked_for(saying, EXPRESSION) for saying in said if saying.is_expression)


def rendered_in(text: str, lang: str, said: Iterable[Saying]) -> tuple[Rendered, ...]:
    """Return where translations stand in a passage of a language: in order, each stretch once.

    A word is met by its stem, else by its head, as it is asked for.
    """
    mine = [(saying.word, one) for saying in said if saying.lang == lang for one in saying.written]
    if not mine:
        return ()
    words = list(tokens(text))
    terms = [terms_of(word, lang) for word in words]
    found: dict[Span, Rendered] = {}
    for (start, end), (word, written) in _met(words, terms, mine):
        found.setdefault((start, end), Rendered(word, written.translation, start, end))
    return tuple(found[span] for span in sorted(found))


def _met(
    words: Sequence[Token], terms: Sequence[Terms], mine: Sequence[tuple[str, Written]]
) -> Iterator[tuple[Span, tuple[str, Written]]]:
    """Yield stretches and what they are: by whole stems first, then by heads."""
    stems: defaultdict[str, list[tuple[str, Written]]] = defaultdict(list)
    heads: dict[str, tuple[str, Written]] = {}
    for one in mine:
        stems[one[1].stems[0]].append(one)
        if len(one[1].head) == HEAD:
            heads.setdefault(one[1].head, one)
    for at, (word, its) in enumerate(zip(words, terms, strict=True)):
        if not its.head and not word.is_number:
            yield from _within(word, mine)
            continue
        for one in (one for stem in its.stem for one in stems.get(stem, ())):
            if (last := _last(terms, at, one[1].stems)) >= 0:
                yield (word.start, words[last].end), one
    for word, its in zip(words, terms, strict=True):
        yield from (((word.start, word.end), heads[h]) for h in its.head if h in heads)


def _last(terms: Sequence[Terms], at: int, stems: Sequence[str]) -> int:
    """Return the token that a translation ends at which begins at this one, or -1."""
    last, slack = at, SLOP
    for stem in stems[1:]:
        following = range(last + 1, min(last + 2 + slack, len(terms)))
        there = next((number for number in following if stem in terms[number].stem), -1)
        if there < 0:
            return -1
        slack -= there - last - 1
        last = there
    return last


def _within(
    word: Token, mine: Iterable[tuple[str, Written]]
) -> Iterator[tuple[Span, tuple[str, Written]]]:
    """Yield where translations stand in a run of a script without spaces."""
    run = fold(word.written)
    if len(run) != len(word.written):
        return
    for one in mine:
        sought = fold(one[1].translation)
        at = run.find(sought)
        while at >= 0:
            yield (word.start + at, word.start + at + len(sought)), one
            at = run.find(sought, at + 1)

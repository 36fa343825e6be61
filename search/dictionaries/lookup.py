"""A question's words in other languages, as dictionaries translate them.

    dictionaries = Dictionaries([Path("/usr/share/dictd")], cache)
    dictionaries.looked_up(list(tokens("peace talks")), ["ar", "de"]).renderings

Nothing is opened before the first question; then only what that question needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock

from dragoman.index.fold import fold, plain
from dragoman.index.frequent import is_frequent
from dragoman.index.tokens import Token
from dragoman.search.dictionaries import asked, store
from dragoman.search.dictionaries.ways import Preparing, Ways

MOST = 12
"""Translations of one word in one language."""

HINTED = 2
"""Languages that a question without known words may be in, at most, to be looked up in them."""

_CAPITALS = 5
"""Letters of an abbreviation: UN, OSCE; it is a name."""


_PARTICLES = frozenset({"down", "off", "out", "up", "back", "away", "over", "through", "into"})
"""Small words that make another verb of an English one: "shot down", "broke out"."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A word of the question, or an expression of two, in one language.

    `start` and `end` are numbers of tokens, half open; `written` is how it stands in the question;
    `translations` are at most `MOST`, each of one to three words, the likeliest first, and
    `weights` say how likely each is, from 1 for the first downwards.
    """

    start: int
    end: int
    written: str
    lang: str
    translations: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What dictionaries make of a question.

    `sources` are the languages it may be in, the likeliest first; () where that is not known, and
    then there are no renderings.
    """

    sources: tuple[str, ...]
    renderings: tuple[Rendering, ...]


class Dictionaries:
    """The dictionaries in some folders; safe from several threads."""

    def __init__(
        self, folders: Sequence[Path], cache: Path, *, preparing: Preparing | None = None
    ) -> None:
        """Remember the folders; `cache` is the folder of compiled tables.

        `preparing` is called with the dictionaries that a question must wait for, before it does:
        compiling one takes up to a quarter of a minute, once.
        """
        self._folders, self._cache, self._preparing = tuple(folders), cache, preparing
        self._lock = RLock()
        self._found: tuple[store.Stamps, Ways] | None = None

    def looked_up(
        self,
        question: Sequence[Token],
        langs: Iterable[str],
        names: Collection[int] = (),
        hint: Callable[[], Collection[str]] = tuple,
    ) -> Looked:
        """Return the words of a question in each of `langs` that dictionaries reach.

        `names` are the numbers of tokens that are names: they stay what they are, as do numbers,
        abbreviations in capitals and words that are frequent in any language. `hint` is asked for
        the languages that a question may be in where no dictionary knows enough of its words, and
        believed where there are `HINTED` at most.
        """
        ways, wanted = self._ways(), tuple(dict.fromkeys(langs))
        if not ways.sources():
            return Looked((), ())
        words = [
            token
            for number, token in enumerate(question)
            if number not in names and not token.is_number and not _is_short(token)
        ]
        sources = asked.sources(words, ways, wanted) or (_hinted(hint()) if words else ())
        renderings: list[Rendering] = []
        if spans := list(_spans(question, names)):
            legs = (ways.pairs(one, lang)[:1] for lang in wanted for one in sources if one != lang)
            ways.expect(leg for first in legs for leg in first)
        for lang in wanted:
            reaching = [source for source in sources if ways.pairs(source, lang)]
            for start, end in spans if reaching else ():
                rendering = _rendering(question, start, end, ways, reaching, lang)
                if rendering is not None:
                    renderings.append(rendering)
        return Looked(sources, tuple(renderings))

    def languages_from(self, source: str) -> frozenset[str]:
        """Return the languages reachable from one: directly, by a reverse, or through English."""
        return self._ways().targets(source)

    def uncompiled(self) -> tuple[str, ...]:
        """Return the names of dictionaries whose first question will take seconds: see `store`."""
        return self._ways().uncompiled()

    def broken(self) -> tuple[str, ...]:
        """Return a sentence for each dictionary that could not be used so far."""
        return tuple(self._ways().broken)

    def close(self) -> None:
        """Let go of all files; the next question opens them again."""
        with self._lock:
            found, self._found = self._found, None
        if found is not None:
            found[1].close()

    def _ways(self) -> Ways:
        """Return the ways there are, looked for anew when something came to a folder or went."""
        stamps = store.stamps(self._folders)
        with self._lock:
            if self._found is None or self._found[0] != stamps:
                self._found = stamps, Ways(self._folders, self._cache, self._preparing)
            return self._found[1]


def _hinted(langs: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(langs)) if len(langs) <= HINTED else ()


def _spans(question: Sequence[Token], names: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield what is looked up: each word that says something, and each two words beside another."""
    plain = [
        number not in names and not token.is_number and not _is_short(token)
        for number, token in enumerate(question)
    ]
    telling = [one and not is_frequent(token) for one, token in zip(plain, question, strict=True)]
    for number in range(len(question)):
        if telling[number]:
            yield number, number + 1
        pair = question[number : number + 2]
        if len(pair) < 2 or not telling[number] or not plain[number + 1]:
            continue
        if telling[number + 1] or pair[1].written.casefold() in _PARTICLES:
            yield number, number + 2


def _is_short(token: Token) -> bool:
    letters = token.written.replace(".", "")
    return 1 < len(letters) <= _CAPITALS and letters.isupper()


def _rendering(
    question: Sequence[Token], start: int, end: int, ways: Ways, sources: list[str], lang: str
) -> Rendering | None:
    words = tuple(token.written for token in question[start:end])
    scores: defaultdict[str, float] = defaultdict(float)
    for source in sources:
        if source != lang:
            for translation, score in ways.translated(words, source, lang).items():
                scores[translation] += score
    if not scores:
        return None
    ranked = _ranked(scores)
    best = ranked[0][1]
    return Rendering(
        start,
        end,
        " ".join(words),
        lang,
        tuple(translation for translation, _ in ranked),
        tuple(round(score / best, 3) for _, score in ranked),
    )


def _ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return translations and scores, the best first; spellings that are read alike are one."""
    alike: dict[str, list[str]] = {}
    for translation in sorted(scores, key=lambda one: (-scores[one], one))[: 3 * MOST]:
        alike.setdefault(_read(translation), []).append(translation)
    summed = [(same[0], sum(scores[one] for one in same)) for same in alike.values()]
    summed.sort(key=lambda one: -one[1])
    return summed[:MOST]


@lru_cache(maxsize=1 << 15)
def _read(translation: str) -> str:
    return plain(fold(translation))

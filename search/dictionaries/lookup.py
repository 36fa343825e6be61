"""A question's words in other languages, as dictionaries translate them.

    dictionaries = Dictionaries([Path("/usr/share/dictd")], cache)
    dictionaries.looked_up(list(tokens("peace talks")), ["ar", "de"]).renderings

Nothing is opened before the first question; then only what that question needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import RLock

from dragoman.index.fold import fold, plain
from dragoman.index.frequent import is_frequent
from dragoman.index.tokens import Token
from dragoman.search.dictionaries import asked, store
from dragoman.search.dictionaries.ways import Ways

MOST = 12
"""Translations of one word in one language."""

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

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        """Remember the folders; `cache` is the folder of compiled tables."""
        self._folders, self._cache = tuple(folders), cache
        self._lock = RLock()
        self._found: tuple[store.Stamps, Ways] | None = None

    def looked_up(
        self, question: Sequence[Token], langs: Iterable[str], names: Collection[int] = ()
    ) -> Looked:
        """Return the words of a question in each of `langs` that dictionaries reach.

        `names` are the numbers of tokens that are names: they stay what they are, as do numbers,
        abbreviations in capitals and words that are frequent in any language.
        """
        ways, wanted = self._ways(), tuple(dict.fromkeys(langs))
        words = [
            token
            for number, token in enumerate(question)
            if number not in names and not token.is_number and not _is_short(token)
        ]
        sources = asked.sources(words, ways, wanted)
        renderings: list[Rendering] = []
        spans = list(_spans(question, names))
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
                self._found = stamps, Ways(self._folders, self._cache)
            return self._found[1]


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

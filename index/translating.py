"""The translation of a run: sentences pooled over many articles, remembered, translated, put back.

What was translated is kept in the ledger's memory a portion at a time, so that a run that is
stopped loses one portion at most: some twenty seconds' work.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.index.article import Record, Translation
from dragoman.index.errors import ModelError, UsageError
from dragoman.index.memory import Memory, Model
from dragoman.index.read.events import Note
from dragoman.index.report import Count
from dragoman.index.rows import Known
from dragoman.index.settings import Settings
from dragoman.index.translate.seam import Translated, Translator, Translators
from dragoman.index.translate.work import Spans, Way, asked, assembled, spans, title_of

_PORTION = 1024
"""Sentences that are translated and then kept together at most."""

_LETTERS = 200_000
"""Letters of a portion at most, save for one sentence: what bounds the memory of a model."""

_FIRST = 32
"""Sentences of a portion as long as nobody knows how long they take."""

_SECONDS = 20.0
"""What a portion is to take at most, which stopping loses: so often progress is told."""


class Done(NamedTuple):
    """A record with its translations, and the fingerprint of what made them by language."""

    record: Record
    ways: dict[str, str]


class Translating:
    """Translates the records of a run by what `translators` has, or what is remembered."""

    def __init__(
        self, memory: Memory, translators: Translators | None, settings: Settings, count: Count
    ) -> None:
        self._memory = memory
        self._translators = translators
        self._settings = settings
        self._count = count
        self._failed: set[str] = set()
        self._unsaid: dict[str, list[str]] = {}
        self._tried: set[str] = set()
        self._known: dict[str, Translator | None] = {}

    def demand(self) -> None:
        """Raise `UsageError` where a language that was named has nothing to translate it."""
        for lang in self._settings.wanted:
            if self._way(lang) is None and self._memory.last(lang, self._settings.target) is None:
                raise UsageError(
                    f"There is nothing that translates {lang} into {self._settings.target}: "
                    "install a package with `dragoman models install FILE.argosmodel`, name a "
                    f"program with --translator {lang}=COMMAND, or leave {lang} out of --translate."
                )

    def is_behind(self, known: Known) -> bool:
        """Whether there is now another way to translate an article than it was translated by.

        A way is tried first: one that does not work must not have every article read again.
        """
        return any(
            (model := self._model(lang)) is not None
            and model.fingerprint != made
            and self._works(lang)
            for lang, made in known.ways.items()
            if self._settings.translates(lang)
        )

    def translated(self, records: Sequence[Record]) -> list[Done]:
        """Return the records with what there is of translations; an error loses none of them."""
        found = [Done(record, {}) for record in records]
        for lang in sorted({passage.lang for record in records for passage in record.passages}):
            if lang not in ("und", self._settings.target):
                self._in_language(lang, found)
        self._known.clear()  # what is installed meanwhile counts from the next batch on
        self._say_why()
        return found

    def _in_language(self, lang: str, found: list[Done]) -> None:
        cut = {
            at: spans(done.record, lang)
            for at, done in enumerate(found)
            if any(passage.lang == lang for passage in done.record.passages)
        }
        sentences = {
            at: [one for one in asked(found[at].record, lang, places) if one]
            for at, places in cut.items()
        }
        wanted = dict.fromkeys(one for some in sentences.values() for one in some)
        model, made = self._best(lang, list(wanted))
        for at, some in sentences.items():
            record, ways = found[at]
            # Of what a program did in another run the memory may have a part of an article.
            whole = model is not None and all(one in made for one in some)
            ways[lang] = model.fingerprint if model is not None and whole else ""
            if model is not None and made:
                way = Way(lang, model.target, model.name)
                more = _translations(record, cut[at], made, way)
                both = {**record.translations, **more}
                found[at] = Done(replace(record, translations=both), ways)

    def _best(self, lang: str, wanted: list[str]) -> tuple[Model | None, dict[str, Translated]]:
        """Return what translates a language, and what became of the sentences that are wanted.

        Where nothing does, or what does fails at once, that is what did last, and what it made.
        """
        if not self._settings.translates(lang):
            return None, {}
        model = self._model(lang)
        if model is not None and (made := self._made(lang, model, wanted)):
            return model, made
        model = self._memory.last(lang, self._settings.target)
        return model, {} if model is None else self._remembered(model, wanted)

    def _remembered(self, model: Model, wanted: list[str]) -> dict[str, Translated]:
        made = self._memory.recall(model, wanted)
        self._count.add("remembered", len(made))
        return made

    def _made(self, lang: str, model: Model, wanted: list[str]) -> dict[str, Translated]:
        """Return what became of the sentences of a language, as far as its translator came."""
        made = self._remembered(model, wanted)
        fresh = [one for one in wanted if one not in made]
        done = 0
        for portion, came in self._translating(lang, fresh):
            self._memory.keep(model, came)
            made |= came
            done += len(portion)
            self._count.translating(done, len(fresh))
            self._count.add("translated", sum(one.text is not None for one in came.values()))
            self._count.add("untranslated", sum(one.text is None for one in came.values()))
        return made

    def _translating(
        self, lang: str, fresh: list[str]
    ) -> Iterator[tuple[list[str], dict[str, Translated]]]:
        """Yield sentences and what became of them, in portions, as long as the translator works."""
        way = self._way(lang)
        if way is None or not fresh:
            return
        self._count.translating(0, len(fresh))
        portions = _Portions(fresh)
        for portion in portions:
            began = time.monotonic()
            try:
                came = dict(zip(portion, way.translate(portion), strict=True))
            except Exception as error:  # whatever a model does, the articles are kept
                self._give_up(lang, error)
                return
            portions.took(time.monotonic() - began)
            yield portion, came

    def _model(self, lang: str) -> Model | None:
        way = self._way(lang)
        if way is None:
            return None
        try:
            return Model(way.fingerprint, way.name, lang, self._settings.target)
        except (ModelError, OSError) as error:
            self._give_up(lang, error)
            return None

    def _way(self, lang: str) -> Translator | None:
        if self._translators is None or lang in self._failed:
            return None
        if lang not in self._known:
            self._known[lang] = self._translators.find(lang, self._settings.target)
        return self._known[lang]

    def _works(self, lang: str) -> bool:
        way = self._way(lang)
        if way is not None and lang not in self._tried:
            self._tried.add(lang)
            try:
                way.translate(["1"])
            except Exception as error:  # as in `_made`
                self._give_up(lang, error)
        return lang not in self._failed

    def _give_up(self, lang: str, error: Exception) -> None:
        """Go on without a language; why is said once, at the end of the batch."""
        if lang not in self._failed:
            self._failed.add(lang)
            known = isinstance(error, ModelError)
            said = str(error) if known else f"the translator failed ({error!r:.200})."
            self._unsaid.setdefault(said, []).append(lang)

    def _say_why(self) -> None:
        """Say what failed, in one sentence for all the languages that fail for one reason."""
        for why, langs in self._unsaid.items():
            left = "is left as it is" if len(langs) == 1 else "are left as they are"
            said = f"{', '.join(sorted(langs))} {left}: {why}"
            self._count.tell(Note("translation", 0, said))
        self._unsaid.clear()


def _translations(
    record: Record, cut: Mapping[int, Spans], made: dict[str, Translated], way: Way
) -> dict[int, Translation]:
    title = title_of(record, way.source)
    found = {
        number: assembled(record.passages[number], places, title, made, way)
        for number, places in cut.items()
    }
    return {number: one for number, one in found.items() if one is not None}


class _Portions:
    """Sentences in portions, each of sentences about as long, and of bounded size.

    The longest and the shortest come by turns, so that the time left can be told from the last
    portions. Whoever takes them says how long each took: either end has a pace of its own.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._left = deque(sorted(sentences, key=lambda one: (len(one), one)))
        self._most = {"long": _FIRST, "short": _FIRST}
        self._end = "short"
        self._portion: list[str] = []

    def __iter__(self) -> Iterator[list[str]]:
        while self._left:
            self._end = "long" if self._end == "short" else "short"
            self._portion = self._taken(self._most[self._end])
            yield self._portion

    def _taken(self, most: int) -> list[str]:
        at, take = (-1, self._left.pop) if self._end == "long" else (0, self._left.popleft)
        portion = [take()]
        letters = len(portion[0])
        while self._left and len(portion) < most and letters + len(self._left[at]) <= _LETTERS:
            portion.append(take())
            letters += len(portion[-1])
        return portion

    def took(self, seconds: float) -> None:
        """Note how long the last portion took."""
        most = int(len(self._portion) * _SECONDS / max(seconds, 0.001))
        self._most[self._end] = max(1, min(_PORTION, most))

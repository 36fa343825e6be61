"""The translation of a run: sentences pooled over many articles, remembered, translated, put back.

What was translated is kept in the ledger's memory a portion at a time, so that a run that is
stopped loses one portion at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from dragoman.index.translate.work import Way, asked, assembled, title_of

_PORTION = 512
"""Sentences that are translated and then kept together: what stopping loses at most."""

_LETTERS = 200_000
"""Letters of a portion at most, save for one sentence: what bounds the memory of a model."""


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
        return found

    def _in_language(self, lang: str, found: list[Done]) -> None:
        model = None
        if self._settings.translates(lang):
            model = self._model(lang) or self._memory.last(lang, self._settings.target)
        spoken = [
            at for at, one in enumerate(found) if any(p.lang == lang for p in one.record.passages)
        ]
        made = {} if model is None else self._made(lang, model, (found[at].record for at in spoken))
        for at in spoken:
            record, ways = found[at]
            done = model is not None and made and lang not in self._failed
            ways[lang] = model.fingerprint if model is not None and done else ""
            if model is not None and made:
                way = Way(lang, model.target, model.name)
                more = _translations(record, lang, made, way)
                found[at] = Done(
                    replace(record, translations={**record.translations, **more}), ways
                )

    def _made(self, lang: str, model: Model, records: Iterable[Record]) -> dict[str, Translated]:
        """Return what became of every sentence in a language."""
        wanted = dict.fromkeys(s for record in records for s in asked(record, lang) if s)
        made = self._memory.recall(model, wanted)
        self._count.add("remembered", len(made))
        fresh = sorted((one for one in wanted if one not in made), key=lambda s: (len(s), s))
        way = self._way(lang)
        if way is None or not fresh:
            return made
        done = 0
        try:
            for portion in _portions(fresh):
                self._count.translating(done, len(fresh))
                came = dict(zip(portion, way.translate(portion), strict=True))
                self._memory.keep(model, came)
                made |= came
                done += len(portion)
                self._count.add("translated", sum(one.text is not None for one in came.values()))
                self._count.add("untranslated", sum(one.text is None for one in came.values()))
            self._count.translating(done, len(fresh))
        except Exception as error:  # whatever a model does, the articles are kept
            self._give_up(lang, error)
        return made

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
        """Say once that a language cannot be translated, and go on without."""
        if lang not in self._failed:
            self._failed.add(lang)
            said = str(error) if isinstance(error, ModelError) else f"{error!r}"
            self._count.tell(Note("translation", 0, f"{lang} is left as it is: {said}"))


def _translations(
    record: Record, lang: str, made: dict[str, Translated], way: Way
) -> dict[int, Translation]:
    title = title_of(record, lang)
    found = {
        number: assembled(passage, title, made, way)
        for number, passage in enumerate(record.passages)
        if passage.lang == lang
    }
    return {number: one for number, one in found.items() if one is not None}


def _portions(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Yield sentences, which are sorted by length, in portions of bounded size."""
    portion: list[str] = []
    letters = 0
    for one in sentences:
        if portion and (len(portion) >= _PORTION or letters + len(one) > _LETTERS):
            yield portion
            portion, letters = [], 0
        portion.append(one)
        letters += len(one)
    if portion:
        yield portion

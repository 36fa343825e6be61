"""From an article to its record: languages, passages, what they say of parties, places and dates.

Pure: the same article and settings give the same record in any process, in any order, so a pool of
workers may do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.index.article import Article, DateMention, Passage, Record
from dragoman.index.dates import Context, find_dates
from dragoman.index.extract.mentions import mentions
from dragoman.index.extract.view import View, view
from dragoman.index.language import Stretch, main_language, stretches
from dragoman.index.passages import passages
from dragoman.index.settings import Settings
from dragoman.index.words import folded


def enrich(article: Article, settings: Settings) -> Record:
    """Find the languages, the passages and the mentions of an article.

    `settings.lang` forces one language on all of it, with confidence 1. A text without a word
    has no passages.
    """
    runs = _runs(article.text, settings.lang)
    guess = main_language(runs, article.text)
    cut = passages(article.text, runs, settings.passage_low, settings.passage_high)
    views = [view(one.text, one.lang) for one in cut]
    found = mentions(cut, settings.parties, views)
    dates = tuple(dates_of(cut, views, article.published))
    return Record(article, guess.lang, guess.confidence, cut, found, dates)


def _runs(text: str, forced: str) -> Sequence[Stretch]:
    return [Stretch(0, len(text), forced, 1.0)] if forced else stretches(text)


def dates_of(
    cut: Sequence[Passage], views: Sequence[View], published: str
) -> Iterator[DateMention]:
    """Yield the dates of an article's passages in order; relative ones need a whole day."""
    context = Context()
    for one, seen in zip(cut, views, strict=True):
        for found in find_dates(one.text, one.lang, published, view=seen, context=context):
            yield replace(found, start=one.start + found.start, end=one.start + found.end)


def folded_passages(record: Record) -> tuple[str, ...]:
    """Return what the second stage of ranking reads of each passage: a line for each reading."""
    return tuple("\n".join(_readings(record, number)) for number in range(len(record.passages)))


def _readings(record: Record, number: int) -> Iterator[str]:
    """Yield a passage as it is written and, where there is one, its translation."""
    yield folded(record.passages[number].text, record.article.title)
    if made := record.translations.get(number):
        yield folded(made.text, made.title)

"""From an article to its record, and from a record to what an engine is given.

Both are pure: the same article and settings give the same values in any process, in any order,
so a pool of workers may run them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.index.article import EXTRA, Article, Passage, Record
from dragoman.index.engine import Entry
from dragoman.index.interval import published_tags
from dragoman.index.language import Stretch, main_language, stretches
from dragoman.index.passages import passages
from dragoman.index.settings import Settings
from dragoman.index.words import channels, folded


def enrich(article: Article, settings: Settings) -> Record:
    """Find the languages and the passages of an article.

    `settings.lang` forces one language on all of it, with confidence 1. A text without a word
    has no passages.
    """
    runs = _runs(article.text, settings.lang)
    guess = main_language(runs, article.text)
    cut = passages(article.text, runs, settings.passage_low, settings.passage_high)
    return Record(article, guess.lang, guess.confidence, cut)


def _runs(text: str, forced: str) -> Sequence[Stretch]:
    return [Stretch(0, len(text), forced, 1.0)] if forced else stretches(text)


def folded_passages(record: Record) -> tuple[str, ...]:
    """Return what the second stage of ranking reads of each passage."""
    return tuple(folded(one.text, record.article.title) for one in record.passages)


def entries(record: Record, record_key: int, passage_keys: Sequence[int]) -> list[Entry]:
    """Return one entry a passage; `passage_keys` are in the order of `record.passages`.

    The title belongs to the channels of every passage. Tags: `lang` (the passage's), `source`,
    `published`, `id`, and `x.<key>` for each scalar, or list of scalars, among the extra keys.
    """
    shared = _article_tags(record.article)
    return [
        _entry(record, passage, key, record_key, shared)
        for key, passage in zip(passage_keys, record.passages, strict=True)
    ]


def _entry(
    record: Record, passage: Passage, key: int, record_key: int, shared: Mapping[str, Sequence[str]]
) -> Entry:
    made = channels(passage.text, passage.lang, record.article.title)
    return Entry(key, record_key, made, {"lang": [passage.lang], **shared})


def _article_tags(article: Article) -> dict[str, list[str]]:
    tags = {"id": [article.id]}
    if article.source:
        tags["source"] = [article.source]
    if dates := published_tags(article.published):
        tags["published"] = dates
    return tags | _extra_tags(article.extra)


def _extra_tags(extra: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {EXTRA + key: list(dict.fromkeys(_scalars(value))) for key, value in extra.items()}
    return {field: values for field, values in found.items() if values}


def _scalars(value: Any) -> Iterator[str]:
    items: Iterable[Any] = value if isinstance(value, list | tuple) else (value,)
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, bool | int | float):
            yield json.dumps(item)

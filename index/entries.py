"""From a record to what an engine is given: a passage's words by channel, and its tags.

Pure, and depends on the record alone: what a killed writer left is told to the engine again from
the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.index.article import (
    EXTRA,
    Article,
    DateMention,
    Entity,
    Record,
    Translation,
    begun_within,
)
from dragoman.index.engine import Entry
from dragoman.index.extract.name_parts import part_terms
from dragoman.index.extract.place_names import ancestors
from dragoman.index.extract.tags import SURE, meant, tags
from dragoman.index.extract.view import unplaced
from dragoman.index.interval import mentioned_tags, published_tags, range_of
from dragoman.index.words import channels


def entries(record: Record, record_key: int, passage_keys: Sequence[int]) -> list[Entry]:
    """Return one entry a passage; `passage_keys` are in the order of `record.passages`.

    The title belongs to the channels of every passage. Tags: `lang`, what the passage speaks of by
    `party` and `place` (ids, those of the places around a place too) and `date` (`interval`); of
    its article `source`, `published`, `id`, and `x.<key>` for each scalar, or list of scalars,
    among the extra keys.
    """
    shared = _article_tags(record.article)
    title = part_terms(unplaced(record.article.title, record.lang))
    return [
        _entry(record, number, key, record_key, title, shared)
        for number, key in enumerate(passage_keys)
    ]


def _entry(
    record: Record,
    number: int,
    key: int,
    record_key: int,
    title: Sequence[str],
    shared: Mapping[str, Sequence[str]],
) -> Entry:
    passage = record.passages[number]
    spoken = begun_within(record.mentions, passage.start, passage.end)
    dates = begun_within(record.dates, passage.start, passage.end)
    times = _date_tags(dates)
    made = channels(passage.text, passage.lang, record.article.title)
    made["part"] = [*title, *part_terms(unplaced(passage.text, passage.lang))]
    made["entity"] = [one.entity.id for one in spoken if one.confidence >= SURE]
    made["date"] = [tag for tag in times if tag[0] in "=o"]
    if translation := record.translations.get(number):
        made["translation"] = translation_words(translation)
    told = tags(spoken, ancestors) | ({"date": times} if times else {})
    return Entry(key, record_key, made, {"lang": [passage.lang], **told, **shared})


def translation_words(one: Translation) -> list[str]:
    """Return the words of a passage's translation, the title's first, as stems are written."""
    return channels(one.text, one.lang, one.title)["stem"]


def _date_tags(dates: Iterable[DateMention]) -> list[str]:
    found = (tag for d in dates if d.confidence >= SURE for tag in mentioned_tags(d.first, d.last))
    return list(dict.fromkeys(found))


def named(record: Record) -> tuple[tuple[str, Entity], ...]:
    """Return what the tags of a record stand for, by kind: parties, places, ranges of dates."""
    ranges = (
        ("range", Entity(tag, tag, "range"))
        for tag in _date_tags(record.dates)
        if range_of(tag) is not None
    )
    return tuple(dict.fromkeys([*meant(record.mentions, ancestors), *ranges]))


def _article_tags(article: Article) -> dict[str, list[str]]:
    found = {"id": [article.id]}
    if article.source:
        found["source"] = [article.source]
    if dates := published_tags(article.published):
        found["published"] = dates
    return found | _extra_tags(article.extra)


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

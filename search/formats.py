"""What a program reads and writes on the command line; `docs/formats.md` says it in full.

Everything is UTF-8. Characters that could do harm on a terminal or that are no characters at all
(control and bidi characters, lone surrogates) are written as JSON escapes, which lose nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dragoman.index.errors import UsageError
from dragoman.search.terminal import safe

if TYPE_CHECKING:
    from dragoman.index.article import DateMention, Mention, Passage, Record
    from dragoman.index.report import Report

FORMAT = 1
"""The version of all shapes; a change that could break a reader raises it."""

_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(value: Any) -> str:
    """Return one line of JSON that can be encoded as UTF-8 and shown on a terminal."""
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False, default=_plain))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def read_queries(lines: Iterable[bytes], name: str) -> Iterator[dict[str, str]]:
    """Yield the questions of a JSON-lines file: `id`, `text` and, if given, `lang`.

    Raise UsageError with the file and the line where one cannot be read. Empty lines are passed
    over, other keys are dropped; a number will do for an id.
    """
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        query = _query(line, f"{safe(name)}, line {number}")
        if query["id"] in seen:
            raise UsageError(
                f"{safe(name)}, line {number}: the id {query['id']!r} was given"
                f" in line {seen[query['id']]} already. Ids must differ."
            )
        seen[query["id"]] = number
        yield query


def _query(line: bytes, where: str) -> dict[str, str]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError(f"{where}: this is not UTF-8.") from None
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "cannot be read"
        raise UsageError(f"{where}: this is not JSON ({reason}).") from None
    if not isinstance(value, dict):
        raise UsageError(f'{where}: a question is an object, {{"id": …, "text": …}}.')
    return _fields(value, where)


def _fields(value: Mapping[str, Any], where: str) -> dict[str, str]:
    ident = value.get("id")
    if isinstance(ident, bool) or not isinstance(ident, (str, int)) or ident == "":
        raise UsageError(f'{where}: a question needs an "id", a text or a whole number.')
    if _SURROGATE.search(str(ident)):
        raise UsageError(f'{where}: the "id" holds a lone surrogate, which is no letter.')
    if not isinstance(value.get("text"), str):
        raise UsageError(f'{where}: a question needs a "text".')
    if not isinstance(value.get("lang", ""), str | None):
        raise UsageError(f'{where}: "lang" must be a language code.')
    query = {"id": str(ident), "text": value["text"]}
    return {**query, "lang": value["lang"]} if value.get("lang") else query


def article(record: Record, only: int | None = None) -> dict[str, Any]:
    """Return an article as `show --json` writes it, with all passages or only one."""
    text = record.article
    return {
        "format": FORMAT,
        "id": text.id,
        "title": text.title,
        "published": text.published,
        "source": text.source,
        "url": text.url,
        "lang": record.lang,
        "lang_confidence": round(record.confidence, 4),
        "lang_claimed": text.lang,
        "text": text.text,
        "passages": [
            {"passage": number, **_passage(passage), "translation": _translation(record, number)}
            for number, passage in enumerate(record.passages)
            if only in (None, number)
        ],
        "mentions": [_mention(one, text.text) for one in _told(record, only)],
        "extra": text.extra,
    }


def analysis(record: Record) -> dict[str, Any]:
    """Return what was found out about an article, as `analyze` writes it."""
    return {
        "id": record.article.id,
        "lang": record.lang,
        "lang_confidence": round(record.confidence, 4),
        "passages": [_passage(passage) for passage in record.passages],
        "mentions": [_mention(one, record.article.text) for one in record.told],
    }


def _told(record: Record, only: int | None) -> Iterator[Mention | DateMention]:
    """Yield the mentions of an article, or of one of its passages."""
    from dragoman.index.article import begun_within

    if only is None:
        yield from record.told
    else:
        cut = record.passages[only]
        yield from begun_within(record.told, cut.start, cut.end)


def _mention(mention: Mention | DateMention, text: str) -> dict[str, Any]:
    from dragoman.index.article import Mention
    from dragoman.search.hit import date_fields

    if not isinstance(mention, Mention):
        start, end = mention.start, mention.end
        where = {"text": text[start:end], "start": start, "end": end}
        return {"kind": "date", **where, **date_fields(mention)}
    entity = mention.entity
    return {
        "kind": mention.kind,
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "text": text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "confidence": round(mention.confidence, 2),
        "by": mention.by,
        "lat": entity.lat,
        "lon": entity.lon,
        "country": entity.country,
        "candidates": [
            {"id": other.id, "name": other.name, "confidence": round(likely, 2)}
            for other, likely in mention.candidates
        ],
    }


def _translation(record: Record, number: int) -> dict[str, Any] | None:
    from dragoman.search.hit import translated

    found = record.translations.get(number)
    return translated(found) if found else None


def _passage(passage: Passage) -> dict[str, Any]:
    return {"start": passage.start, "end": passage.end, "lang": passage.lang}


def run_report(report: Report) -> dict[str, Any]:
    """Return what `add`, `rebuild` or `remove` did."""
    return {
        "format": FORMAT,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "passages": report.passages,
        "skipped": dict(report.skipped),
        "warnings": report.notes,
        "sentences": {
            "translated": report.translated,
            "from_memory": report.remembered,
            "failed": report.untranslated,
        },
        "seconds": round(report.seconds, 3),
    }

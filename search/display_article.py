"""What a person sees of one article, and of an index as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.index.article import Passage, Record, Translation
from dragoman.index.extract.tags import SURE
from dragoman.search.beside import Mode, below, mode, paragraphs, side_by_side, tongue
from dragoman.search.display import count, heading, language, named, paragraph, subtitle
from dragoman.search.layout import cells, draw, field, wrap
from dragoman.search.terminal import Look, safe

_INDENT = " " * 4


def article(record: Record, only: int | None, look: Look, choice: str = "") -> Iterator[str]:
    """Yield the lines of an article: what is known about it, then its passages.

    `choice` says where translations stand: one of `beside.MODES`, or "" for what there is room for.
    """
    where = mode(choice, look)
    yield from heading(record.article.title or record.article.id, look)
    if where != "none":
        titles = map(named, record.translations.values())
        yield from subtitle(next(filter(None, titles), ""), look)
    yield from _known(record, look)
    for number, passage in enumerate(record.passages):
        if only in (None, number):
            there = record.translations.get(number) if where != "none" else None
            yield ""
            yield look.faint(f"#{number} {_tongues(passage, there, where)}")
            yield from _passage(passage, there, look, where)


def _tongues(passage: Passage, there: Translation | None, where: Mode) -> str:
    """Return the language of a passage, and that of its translation with what made it."""
    if there is None:
        return safe(language(passage.lang))
    by = f" (by {safe(there.model)})" if there.model else ""
    if where == "only":
        return f"from {safe(language(passage.lang))}{by}"
    return f"{safe(language(passage.lang))} · {safe(language(there.lang))}{by}"


def _passage(passage: Passage, there: Translation | None, look: Look, where: Mode) -> Iterator[str]:
    if there is None:
        yield from _paragraphs(passage, look)
        return
    from dragoman.search.aligned import rows

    found = rows(passage.text, (), there)
    if where == "beside":
        yield from side_by_side(found, look, _INDENT, spaced=True)
        return
    if where == "below":
        yield from _paragraphs(passage, look)
    lead = tongue(there.lang, _INDENT) if where == "below" else _INDENT
    for block in paragraphs(found):
        yield from below(block, look, lead, _INDENT)
        lead = _INDENT


def _known(record: Record, look: Look) -> Iterator[str]:
    text = record.article
    sure = f"{language(record.lang)} ({record.confidence:.0%} sure)"
    parts = (sure, text.published, text.source, text.id)
    yield look.faint(" · ".join(field(part, look) for part in parts if part))
    if text.url:
        yield look.faint(field(text.url, look))
    for kind, heading_of in _KINDS.items():
        if named := _named(record, kind):
            for line in wrap(cells(f"{heading_of}: {named}"), look.columns):
                yield look.faint(draw(line, look))
    for key, value in _extra(record).items():
        yield look.faint(field(f"{key}: {value}", look))


_KINDS = {"party": "parties", "place": "places"}


def _named(record: Record, kind: str) -> str:
    """Return whom or what an article speaks of, the most frequent first."""
    told = [one for one in record.mentions if one.kind == kind and one.confidence >= SURE]
    counts = Counter(one.entity.name for one in told).most_common()
    more = f" and {len(counts) - _LISTED} more" if len(counts) > _LISTED else ""
    return ", ".join(name for name, _ in counts[:_LISTED]) + more


def _extra(record: Record) -> Mapping[str, Any]:
    claim = record.article.lang
    claimed = {"claimed language": claim} if claim not in ("", record.lang) else {}
    return {**claimed, **record.article.extra}


def _paragraphs(passage: Passage, look: Look) -> Iterator[str]:
    for block in passage.text.split("\n\n"):
        yield from paragraph(block, look, _INDENT)


_LISTED = 12
"""How many sources or names are given; a person asks for the rest with --json."""


def status(status: Mapping[str, Any], look: Look) -> Iterator[str]:
    """Yield the lines of what an index holds and how it was made."""
    yield from _row("Index", [status["index"]], look)
    yield from _row("Articles", [f"{status['articles']:,}"], look)
    yield from _row("Passages", [f"{status['passages']:,}"], look)
    yield from _row("Unfinished", _unfinished(status["pending"]), look)
    yield from _row("Languages", [_languages(status["languages"])], look)
    yield from _row("Sources", _sources(status["sources"]), look)
    yield from _row("From", _roots(status["roots"]), look)
    yield from _row("Translated", _translated(status), look)
    yield from _row("Size", [_size(status["bytes"])], look)
    yield from _row("Engine", [f"{status['engine']} {status['engine_version']}"], look)
    versions = [f"{name} {version}" for name, version in status["versions"].items()]
    yield from _row("Analysis", [", ".join(versions)], look)
    yield from _row("Generation", [f"{status['generation']}, edition {status['edition']}"], look)
    yield from _row("Digest", [status["digest"]], look)


def _row(name: str, values: Iterable[str], look: Look) -> Iterator[str]:
    lead = f"{name:<12}"
    for value in filter(None, values):
        for line in wrap(cells(value), look.columns - len(lead)):
            yield look.bold(lead) + draw(line, look)
            lead = " " * len(lead)


def _translated(status: Mapping[str, Any]) -> Iterator[str]:
    """Yield how many passages have a translation, and the sentences that are remembered."""
    done = status["translated"]
    if done:
        whole = count(sum(done.values()), "passage")
        yield f"{whole} into {language(status['settings']['target'])}: {_languages(done)}"
    for name, number in status["memory"].items():
        yield f"{count(number, 'sentence')} by {name}"


def _unfinished(pending: int) -> list[str]:
    if not pending:
        return []
    return [f"{count(pending, 'article')}; the next “dragoman add” completes them"]


def _languages(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{language(code)}\u00a0{number:,}" for code, number in counts.items())


def _sources(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a line for each source, the number first: names may run from right to left."""
    for source, number in list(counts.items())[:_LISTED]:
        yield f"{number:,} {source or '(none)'}"
    if len(counts) > _LISTED:
        yield f"and {len(counts) - _LISTED:,} more"


def _roots(roots: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, root in roots.items():
        if name:
            yield f"{root['path'] or '?'} ({name}, {count(root['articles'], 'article')})"


def _size(number: int) -> str:
    if number < 1000:
        return count(number, "byte")
    size, units = number / 1000, iter(("kB", "MB", "GB"))
    unit = next(units)
    while size >= 1000 and (larger := next(units, "")):
        size, unit = size / 1000, larger
    return f"{size:.1f} {unit}"

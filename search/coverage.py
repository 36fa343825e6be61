"""What of an index a question could not be put to, said honestly.

Words are compared with words: in a language that the question is not in, and that no translation
and no dictionary leads to, only names and shared words can meet. Where it cannot be told whether a
question is in a language, it counts as searched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Protocol

from dragoman.index.engine import All, Ask
from dragoman.index.folder import Opened
from dragoman.index.frequent import is_frequent
from dragoman.index.interval import FIRST, LAST, Interval, overlapping
from dragoman.search.asked_in import asked_in
from dragoman.search.filters import Filters
from dragoman.search.hit import (
    ELSEWHERE,
    UNDATED,
    UNKNOWN,
    UNTRANSLATED,
    WORDLESS,
    Unsearched,
)
from dragoman.search.plan import plan
from dragoman.search.query import Query, asked_tokens


class Leads(Protocol):
    """What dictionaries say of where they lead (`dictionaries.lookup`)."""

    def languages_from(self, source: str) -> Collection[str]:
        """Return the languages that they lead to from one."""
        ...


def unsearched(
    opened: Opened,
    query: Query,
    filters: Filters,
    dictionaries: Leads | None = None,
    rendered: Collection[str] = (),
    names: Collection[int] = (),
) -> tuple[Unsearched, ...]:
    """Return what a question could not be put to, by language, the most passages first.

    Passages are those of the whole index, or of the languages that `filters` name; under a filter
    by date, also how many pass every other filter and have no date. `dictionaries` are those that
    were asked, `rendered` the languages into which they translated anything of the question,
    `names` the numbers of its tokens that lie in names.
    """
    words = (
        ()
        if _is_of_names(query, names)
        else _languages(opened, query, filters.langs, dictionaries, rendered)
    )
    return (*words, *_undated(opened, filters))


def _languages(
    opened: Opened,
    query: Query,
    langs: Collection[str],
    dictionaries: Leads | None,
    rendered: Collection[str],
) -> Iterator[Unsearched]:
    held = opened.ledger.languages()
    asked = asked_in(opened, query, held)
    if asked is None:
        return
    led = {
        lang for one in asked for lang in (dictionaries.languages_from(one) if dictionaries else ())
    }
    translated = opened.ledger.translated()
    met = opened.manifest.settings.target in asked
    # Where nothing was translated into any language, the question is names, which are compared.
    reached = {*asked, *(rendered or led), "und"}
    for lang, passages in held.items():
        if lang not in reached and (not langs or lang in langs):
            why = WORDLESS if lang in led else UNTRANSLATED
            yield from _of_language(Unsearched(lang, passages, why), translated.get(lang, 0), met)
    if (number := held.get("und", 0)) and (not langs or "und" in langs):
        yield Unsearched("und", number, UNKNOWN)


def _is_of_names(query: Query, names: Collection[int]) -> bool:
    """Whether a question is nothing but names that are known, and numbers: they are compared."""
    return all(
        token.is_number or number in names or is_frequent(token)
        for number, token in enumerate(asked_tokens(query))
    )


def _of_language(all_of: Unsearched, translated: int, met: bool) -> Iterator[Unsearched]:
    """Yield what of a language is left out; `met`: the question may be in that of translations."""
    if all_of.passages > translated:
        yield replace(all_of, passages=all_of.passages - translated)
    if translated and not met:
        why = ELSEWHERE if all_of.why == UNTRANSLATED else all_of.why
        yield replace(all_of, passages=translated, why=why)


def _undated(opened: Opened, filters: Filters) -> Iterator[Unsearched]:
    if not filters.date:
        return
    others = replace(filters, date="", within=False, ranges=())
    node = plan(Query("", ()), others, opened.ledger.languages()).node
    # Every time has the tags of its centuries.
    dated = overlapping("date", Interval(FIRST, LAST))
    found = [opened.reader.find(Ask(n, limit=0)).total for n in (node, All((node, dated)))]
    if number := found[0] - found[1]:
        yield Unsearched("", number, UNDATED)

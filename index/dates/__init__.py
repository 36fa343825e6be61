"""Dates in texts: what was said when, as days, in every language of the tables.

`find_dates` reads one passage. A `Context` goes with it through the passages of an article in
order, so that "two days later" is counted from the date before it.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.index.dates.mentions import Context, Reader
from dragoman.index.dates.when import DateMention, Direction
from dragoman.index.extract.view import View
from dragoman.index.interval import Day, parse_date

__all__ = ["Context", "DateMention", "find_dates"]


def find_dates(
    text: str,
    lang: str,
    published: str,
    *,
    view: View | None = None,
    context: Context | None = None,
    direction: Direction = "near",
) -> list[DateMention]:
    """Return the dates of a passage, in order; they do not overlap.

    `published` is an ISO 8601 date, of which the first ten letters are read; where it is "" or not
    a whole day, what depends on it is unresolved. `direction` says where a date without a year
    lies where its sentence does not: "near", as news means it, nearest to publication (a weekday
    within the week before); "past" and "future" on one side. In news terms and durations
    ("within two weeks") are no dates; to an assistant, who is told "future", they are.
    """
    from dragoman.index.dates.names import lexicon
    from dragoman.index.dates.rules import grammar
    from dragoman.index.dates.scan import runs
    from dragoman.index.extract.view import view as view_of

    words, seen, rules = lexicon(lang), view or view_of(text, lang), grammar()
    reader = Reader(words, seen, _base(published), context or Context(), direction)
    found: list[DateMention] = []
    for run in runs(seen, words):
        found += reader.mentions(rules.reduce(run))
    return found


@lru_cache(1000)
def _base(published: str) -> Day | None:
    found = parse_date(published[:10])
    return found.start if found and found.start == found.end else None

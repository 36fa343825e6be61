"""How fast parties, places and dates are recognised, on one core, in many languages."""

from __future__ import annotations

import resource
from collections.abc import Callable, Sequence
from time import process_time

from dragoman.index import Passage
from dragoman.index.enrich import dates_of
from dragoman.index.extract.mentions import mentions
from dragoman.index.extract.names import find_names
from dragoman.index.extract.parties import parties
from dragoman.index.extract.party_mentions import party_mentions
from dragoman.index.extract.places import place_mentions
from dragoman.index.extract.view import View, view
from evaluation.data import table

PLACES, NAMES, DATES = 5_000, 4_000, 3_000
"""The bars: passages a second."""

PUBLISHED = "2017-05-05"


def report_recognisers(cuts: Sequence[Sequence[Passage]], many: int = 100_000) -> None:
    """Print passages a second of each recogniser, and memory after `many` passages.

    Each reads views that are made before; what a view costs stands in a line of its own. The second
    run knows the words of the first.
    """
    count = sum(map(len, cuts))
    views = [[view(one.text, one.lang) for one in cut] for cut in cuts]
    lines = []
    for name, bar, work in (
        ("view", 0, lambda: [[view(p.text, p.lang) for p in cut] for cut in cuts]),
        ("places", PLACES, lambda: _places(views, cuts)),
        ("names and parties", NAMES, lambda: _names(views)),
        ("dates", DATES, lambda: _dates(views, cuts)),
        ("all of it, views included", 0, lambda: _all(cuts)),
    ):
        cold, warm = _timed(work), _timed(work)
        met = f"{bar:,} {'met' if count / warm >= bar else 'MISSED'}" if bar else ""
        lines.append([name, f"{count / cold:,.0f}", f"{count / warm:,.0f}", met])
    print(f"recognisers, {count:,} passages of NTREX, one core")
    print(table(["", "first, passages/s", "again, passages/s", "bar"], lines))
    _memory(cuts, count, many)


def _timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _places(views: Sequence[Sequence[View]], cuts: Sequence[Sequence[Passage]]) -> None:
    for seen, cut in zip(views, cuts, strict=True):
        place_mentions(seen, [one.start for one in cut])


def _dates(views: Sequence[Sequence[View]], cuts: Sequence[Sequence[Passage]]) -> None:
    for seen, cut in zip(views, cuts, strict=True):
        for _ in dates_of(cut, seen, PUBLISHED):
            pass


def _all(cuts: Sequence[Sequence[Passage]]) -> None:
    for cut in cuts:
        seen = [view(one.text, one.lang) for one in cut]
        mentions(cut, "", seen)
        _dates([seen], [cut])


def _names(views: Sequence[Sequence[View]]) -> None:
    known = parties()
    for seen in views:
        for one in seen:
            told = party_mentions(one, 0, known)
            find_names(one, [], [(mention.start, mention.end) for mention in told])


def _memory(cuts: Sequence[Sequence[Passage]], count: int, many: int) -> None:
    before = _peak()
    for _ in range(max(1, many // count)):
        _all(cuts)
    print(f"peak memory: {before:.0f} MiB, after {many:,} passages more {_peak():.0f} MiB\n")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

"""From a plan to hits: both stages of ranking, grouping, and what is shown of each passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from dragoman.index.article import Mention
from dragoman.index.engine import Ask, Match
from dragoman.index.folder import Opened
from dragoman.index.rows import HitRow
from dragoman.search.hit import Hit, HitTranslation
from dragoman.search.plan import Plan
from dragoman.search.rank import Collection, by_article, rescore
from dragoman.search.rendered import rendered_in
from dragoman.search.snippet import Marked, Span, marked, marks

By = Literal["passage", "article"]

CANDIDATES = 200
"""How many answers of the first stage are re-scored; more where more are asked for."""

OF_AN_ARTICLE = 3
"""How many passages of an article are shown where articles were asked for."""


def ranked(opened: Opened, asked: Plan, wanted: int, by: By) -> tuple[int, list[list[Match]]]:
    """Return how many passages answer, and at least the best `wanted` of them, by article or not.

    Every group holds the passages of one place in the ranking, the best first.
    """
    depth = max(CANDIDATES, wanted)
    while True:
        found = opened.reader.find(Ask(asked.node, limit=depth))
        if by == "passage":
            return found.total, [[match] for match in _second_stage(opened, asked, found.matches)]
        names = opened.ledger.names([match.key for match in found.matches])
        enough = len({record for record, _, _ in names.values()}) >= wanted
        if enough or depth >= found.total:
            ranked = _second_stage(opened, asked, found.matches)
            owner = {key: record for key, (record, _, _) in names.items()}
            return found.total, by_article(ranked, owner, OF_AN_ARTICLE)
        depth *= 4


def _second_stage(opened: Opened, asked: Plan, matches: Sequence[Match]) -> list[Match]:
    ledger = opened.ledger
    sounds = ledger.folded([match.key for match in matches])
    known = Collection(ledger.passages(), ledger.gram_df(sorted(asked.grams)))
    return rescore(matches, sounds, asked.grams, asked.bones, known)


def hits(opened: Opened, matches: Sequence[Match], asked: Plan, first: int) -> tuple[Hit, ...]:
    """Return what is shown of answers, ranks counted from `first`."""
    rows = opened.ledger.hits([match.key for match in matches])
    known = ((match, rows[match.key]) for match in matches if match.key in rows)
    wanted = marked(asked.marked)
    return tuple(_hit(rank, m, row, wanted, asked) for rank, (m, row) in enumerate(known, first))


def _hit(rank: int, match: Match, row: HitRow, wanted: Marked, asked: Plan) -> Hit:
    rendered = rendered_in(row.text, row.lang, asked.rendered)
    more = [*_met(row.mentions, asked.named), *_dated(row, asked)]
    more += [(one.start, one.end) for one in rendered]
    return Hit(
        rank,
        round(match.score, 4),
        *(row.article, row.passage, row.lang, row.title, row.published, row.source, row.url),
        *(row.start, row.end, row.text),
        marks(row.text, row.lang, wanted, more),
        tuple(sorted((*row.mentions, *row.dates), key=lambda one: (one.start, one.end))),
        translation=_translation(row, wanted),
        rendered=rendered,
    )


def _translation(row: HitRow, wanted: Marked) -> HitTranslation | None:
    made = row.translation
    return None if made is None else HitTranslation(made, marks(made.text, made.lang, wanted))


def _dated(row: HitRow, asked: Plan) -> Iterator[Span]:
    """Yield where a passage names a time that was asked for."""
    for one in row.dates:
        start, end = one.first or one.last, one.last or one.first
        if start and end and any(t.start <= end and start <= t.end for t in asked.times):
            yield one.start, one.end


def _met(mentions: Sequence[Mention], named: frozenset[tuple[str, str]]) -> list[Span]:
    """Return where a passage names what was asked for by `parties` and `places`."""
    return [(m.start, m.end) for m in mentions if (m.kind, m.entity.id) in named]

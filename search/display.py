"""What a person sees: hits, articles and the state of an index, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dragoman.search.bidi import is_rtl
from dragoman.search.layout import Cell, cells, draw, field, shortened, wrap
from dragoman.search.terminal import Look, safe, width

if TYPE_CHECKING:
    from dragoman.index.article import Entity
    from dragoman.search.facets import Facet
    from dragoman.search.hit import Hit, Results
    from dragoman.search.resolve import Choice


def taken(choice: Choice) -> str:
    """Return the line that says what a name was taken for and what else it could have been."""
    others = list(map(_brief, choice.others))
    more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
    return safe(
        f"“{choice.asked}” was taken for {_brief(choice.entity)}; it could also be "
        f"{', '.join(others[:_OTHERS])}{more}."
    )


def _brief(entity: Entity) -> str:
    """Return an entity so that it is told from others of its name, and can be asked for."""
    kind = " ".join(part for part in (entity.type, entity.country) if part)
    return f"{entity.name} ({kind}, {entity.id})"


def facets(found: Sequence[Facet], look: Look) -> Iterator[str]:
    """Yield a line for each party or place: passages, name, what it is, id."""
    digits = len(f"{found[0].passages:,}") if found else 0
    for one in found:
        entity = one.entity
        kind = ", ".join(part for part in (entity.type, entity.country) if part)
        name = field(entity.name, look)
        yield f"{one.passages:>{digits},}  {name}  {safe(kind)} · {safe(entity.id)}"


_OTHERS = 5
INDENT = " " * 5
_LINES = 3
_TIED = "\u00a0"
"""A space at which no line is broken."""


def passages(found: Results, look: Look) -> Iterator[str]:
    """Yield the lines of a result list: one paragraph a hit."""
    for hit in found.hits:
        yield from heading(hit.title or hit.article, look, f"{hit.rank:>3}  ")
        yield about(hit, f"{hit.article}#{hit.passage}", look)
        yield from stretch_lines(hit, look)
        yield ""


def articles(found: Results, look: Look, first: int = 1) -> Iterator[str]:
    """Yield the lines of a result list by article; hits of an article are neighbours."""
    for rank, (article, group) in enumerate(groupby(found.hits, lambda hit: hit.article), first):
        hits = list(group)
        yield from heading(hits[0].title or article, look, f"{rank:>3}  ")
        yield about(hits[0], article, look)
        for hit in hits:
            yield from stretch_lines(hit, look, f"{f'#{hit.passage}':>4} ")
        yield ""


def heading(text: str, look: Look, lead: str = "") -> Iterator[str]:
    """Yield a title after what leads it (a rank), on two lines at most."""
    room = look.columns - len(lead)
    for line in shortened(wrap(cells(text), room), 2, room):
        yield draw(line, look, lead, is_rtl(text), plain=look.bold)
        lead = " " * len(lead)


def about(hit: Hit, name: str, look: Look) -> str:
    """Return the line under the title: language, date, source, and what to call it by."""
    parts = (language(hit.lang), hit.published, hit.source, name)
    return INDENT + look.faint(" · ".join(field(part, look) for part in parts if part))


def stretch_lines(hit: Hit, look: Look, lead: str = INDENT) -> Iterator[str]:
    """Yield the passage's best stretch with the matches marked, a few lines long."""
    from dragoman.search.snippet import stretch

    room = look.columns - len(INDENT)
    start, end = stretch(hit.text, hit.marks, letters(hit.text, _LINES * room - 4))
    marks = [(max(a, start) - start, min(b, end) - start) for a, b in hit.marks]
    line = cells(hit.text[start:end], marks, stars=not look.styled)
    before = [Cell("…"), Cell(_TIED)] if hit.text[:start].strip() else []
    after = [Cell(_TIED), Cell("…")] if hit.text[end:].strip() else []
    for part in shortened(wrap([*before, *line, *after], room), _LINES + 1, room):
        yield draw(part, look, lead, is_rtl(hit.text))
        lead = INDENT


def letters(text: str, columns: int) -> int:
    """Return how many letters of this text fill so many columns: half as many if they are wide."""
    return max(1, columns * len(text) // max(1, width(text)))


def language(code: str) -> str:
    """Return the English name of a language, for a line about a text."""
    from dragoman.index.language import name

    return "language unknown" if code in ("", "und") else name(code) or code


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 passage", "1,234 passages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def paragraph(text: str, look: Look, indent: str = "") -> Iterator[str]:
    """Yield a text as wrapped lines, in its own direction."""
    for line in wrap(cells(text), look.columns - len(indent)):
        yield draw(line, look, indent, is_rtl(text))


def summary(found: Results, offset: int, limit: int, by_article: bool) -> str:
    """Return the line after the hits: how many there are, how long it took, what comes next."""
    noun = "article" if by_article else "passage"
    shown = len({hit.article for hit in found.hits}) if by_article else len(found.hits)
    if not shown:
        return _nothing(found, offset, noun)
    more = offset + shown < found.total
    part = f"{offset + 1:,} to {offset + shown:,} of " if offset else f"{shown:,} of "
    said = (part if more or offset else "") + count(found.total, noun)
    following = f"; more: --offset {offset + limit}" if more else ""
    return f"{said}, {found.took_ms:.0f} ms{following}"


def _nothing(found: Results, offset: int, noun: str) -> str:
    if offset and found.total:
        return f"There are only {count(found.total, noun)}: --offset {offset} is past the last."
    asked = f" for {safe(found.query)}" if found.query else ""
    return (
        f"Nothing found{asked}. Fewer words or filters find more;"
        " “dragoman status” says what this index holds."
    )

"""What a person sees: hits, articles and the state of an index, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dragoman.search.beside import Mode, below, mode, original, side, side_by_side, tongue
from dragoman.search.bidi import is_rtl
from dragoman.search.hit import UNTRANSLATED
from dragoman.search.layout import Cell, cells, draw, field, shortened, wrap
from dragoman.search.terminal import Look, safe, width

if TYPE_CHECKING:
    from dragoman.index.article import Entity, Translation
    from dragoman.search.facets import Facet
    from dragoman.search.hit import Hit, HitTranslation, Rendered, Results, Unsearched
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


def not_searched(found: Results) -> Iterator[str]:
    """Yield what the question could not be put to, a line for each reason."""
    by: dict[str, list[Unsearched]] = {}
    for one in found.not_searched:
        by.setdefault(one.why, []).append(one)
    for why, left in by.items():
        number = count(sum(one.passages for one in left), "passage")
        if not left[0].lang:
            yield f"Left out: {number}; {why}."
        elif left[0].lang == "und":
            yield f"Searched for the same words alone: {number}; {why}."
        else:
            hint = _HOW if why == UNTRANSLATED else ""
            yield f"Not searched, but for names: {_tongues(left)}; {why}.{hint}"


_HOW = " See docs/translation.md."


def _tongues(left: Sequence[Unsearched]) -> str:
    """Return languages with their passages: "Arabic (12 passages), Kazakh (3)"."""
    first, *others = left[:_NAMED]
    named = [f"{safe(language(first.lang))} ({count(first.passages, 'passage')})"]
    named += [f"{safe(language(one.lang))} ({one.passages:,})" for one in others]
    more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
    return ", ".join(named) + more


_NAMED = 6
_OTHERS = 5
INDENT = " " * 5
_LINES = 3
_BESIDE = 5
"""Lines of a column that a stretch fills; there are two of them."""
_TIED = "\u00a0"
"""A space at which no line is broken."""


def passages(found: Results, look: Look, choice: str = "") -> Iterator[str]:
    """Yield the lines of a result list: one paragraph a hit.

    `choice` says where translations stand: one of `beside.MODES`, or "" for what there is room for.
    """
    where = mode(choice, look)
    for hit in found.hits:
        yield from _titled(hit, look, f"{hit.rank:>3}  ", where)
        yield about(hit, f"{hit.article}#{hit.passage}", look, where)
        yield from stretch_lines(hit, look, INDENT, where)
        yield ""


def articles(found: Results, look: Look, first: int = 1, choice: str = "") -> Iterator[str]:
    """Yield the lines of a result list by article; hits of an article are neighbours."""
    where = mode(choice, look)
    for rank, (article, group) in enumerate(groupby(found.hits, lambda hit: hit.article), first):
        hits = list(group)
        yield from _titled(hits[0], look, f"{rank:>3}  ", where)
        yield about(hits[0], article, look, where)
        for hit in hits:
            yield from stretch_lines(hit, look, f"{f'#{hit.passage}':>4} ", where)
        yield ""


def _titled(hit: Hit, look: Look, lead: str, where: Mode) -> Iterator[str]:
    """Yield the title of a hit's article, and faintly below it the translated one."""
    ours = named(hit.translation.translation) if hit.translation and where != "none" else ""
    if where == "only" and ours:
        yield from heading(ours, look, lead)
        return
    yield from heading(hit.title or hit.article, look, lead)
    yield from subtitle(ours, look, " " * len(lead))


def heading(text: str, look: Look, lead: str = "") -> Iterator[str]:
    """Yield a title after what leads it (a rank), on two lines at most."""
    room = look.columns - len(lead)
    for line in shortened(wrap(cells(text), room), 2, room):
        yield draw(line, look, lead, is_rtl(text), plain=look.bold)
        lead = " " * len(lead)


def named(one: Translation) -> str:
    """Return the translated title of an article, with what is doubtful about it; or nothing."""
    why = ", ".join(dict.fromkeys(why for number, why in one.doubtful if number < 0))
    return f"{one.title} (doubtful: {why})" if one.title and why else one.title


def subtitle(text: str, look: Look, indent: str = "") -> Iterator[str]:
    """Yield a translated title, faint, on one line; nothing of none."""
    room = look.columns - len(indent)
    for line in shortened(wrap(cells(text), room), 1, room):
        yield draw(line, look, indent, is_rtl(text), plain=look.faint)


def about(hit: Hit, name: str, look: Look, where: Mode = "none") -> str:
    """Return the line under the title: language, date, source, and what to call it by."""
    alone = where == "only" and hit.translation is not None
    written = f"from {language(hit.lang)}" if alone else language(hit.lang)
    parts = (written, hit.published, hit.source, name)
    return INDENT + look.faint(" · ".join(field(part, look) for part in parts if part))


def stretch_lines(hit: Hit, look: Look, lead: str = INDENT, where: Mode = "none") -> Iterator[str]:
    """Yield the passage's best stretch with the matches marked, a few lines long.

    Its translation beside or below it, and on a line of its own what a dictionary gave.
    """
    if hit.translation is None or where == "none":
        yield from _alone(hit, look, lead)
    else:
        yield from _translated(hit, hit.translation, look, lead, where)
    if hit.rendered:
        yield INDENT + look.faint(rendered(hit.rendered, look))


def _alone(hit: Hit, look: Look, lead: str) -> Iterator[str]:
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


def _translated(
    hit: Hit, there: HitTranslation, look: Look, lead: str, where: Mode
) -> Iterator[str]:
    from dragoman.search.aligned import best, rows

    found = rows(hit.text, hit.marks, there.translation, there.marks)
    if where == "beside":
        shown = best(found, _BESIDE * side(look, lead) - 4)
        yield from side_by_side(shown, look, lead)
        return
    shown = best(found, _LINES * (look.columns - len(INDENT)) - 4)
    if where == "below":
        yield from original(shown, look, lead, INDENT)
        lead = tongue(there.translation.lang, INDENT)
    yield from below(shown, look, lead, INDENT)


def rendered(found: Iterable[Rendered], look: Look) -> str:
    """Return in one line, as far as it goes, what met the passage of what a dictionary gave."""
    by: dict[str, dict[str, None]] = {}
    for one in found:
        by.setdefault(one.word, {})[one.translation] = None
    said, room = "", look.columns - len(INDENT) - 2
    for word, translations in by.items():
        lead = f"{' · ' if said else ''}{field(word, look)} → "
        for translation in translations:
            more = lead + field(translation, look)
            if width(said) + width(more) > room:
                return f"{said} …" if said else "…"
            said, lead = said + more, ", "
    return said


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

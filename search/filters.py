"""What narrows an answer, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows an answer and never scores. Within a field any value will do.

    `title` is words that the title must hold, `published` a range of dates (`interval`), `where`
    values of an article's own keys. Of `parties` and `places` (ids) all must be named by the
    passage, of `near`, the ids of places, any; None does not narrow. `date` is a range that a date
    of the passage shares a day with, or lies `within`; `ranges` are all tags of ranges there are.
    """

    langs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    title: str = ""
    published: str = ""
    where: tuple[tuple[str, str], ...] = ()
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    near: tuple[str, ...] | None = None
    date: str = ""
    within: bool = False
    ranges: tuple[str, ...] = ()

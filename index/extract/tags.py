"""What of a passage's mentions an engine is given: ids as tags, a place with all it lies in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dragoman.index.article import Entity, Mention

SURE = 0.3
"""A mention that is less sure is shown and not tagged."""


def tags(
    mentions: Iterable[Mention], ancestors: Callable[[str], Sequence[Entity]]
) -> dict[str, list[str]]:
    """Return the ids of parties and places by field, each once, in the order of mentions.

    `ancestors` gives the places in which the place with an id lies.
    """
    found: dict[str, dict[str, None]] = {}
    for kind, entity in meant(mentions, ancestors):
        found.setdefault(kind, {})[entity.id] = None
    return {kind: list(ids) for kind, ids in found.items()}


def meant(
    mentions: Iterable[Mention], ancestors: Callable[[str], Sequence[Entity]]
) -> Iterator[tuple[str, Entity]]:
    """Yield kind and entity of everything that is tagged."""
    for one in mentions:
        if one.confidence >= SURE:
            yield one.kind, one.entity
            if one.kind == "place":
                yield from (("place", above) for above in ancestors(one.entity.id))

"""Persons of the tables by how their names sound, for spellings that no table has.

The table writes משה דיין in the languages that we knew the spelling of; a name in full whose
skeletons are those of the canonical name is the same person in any script.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.index.article import Entity
from dragoman.index.extract.name_bones import bones_of_person
from dragoman.index.extract.parties import Parties
from dragoman.index.extract.view import view

FEWEST = 5
"""Consonants of all words of a name that are enough to know a person by: with four, Jean Arnault is
Hassan Rouhani."""


@lru_cache(maxsize=4)
def persons_by_sound(table: Parties) -> Mapping[frozenset[str], Entity]:
    """Return the persons of a table by the skeletons of their names, where these are one's alone.

    About 10 ms, once for a table.
    """
    found: dict[frozenset[str], Entity | None] = {}
    for entity in table.known():
        if entity.type == "person":
            bones = bones_of(entity)
            if len(bones) > 1 and sum(map(len, bones)) >= FEWEST:
                found[bones] = None if bones in found else entity
    return {bones: entity for bones, entity in found.items() if entity is not None}


def bones_of(entity: Entity) -> frozenset[str]:
    """Return the skeletons of a person's canonical name."""
    return frozenset(bones_of_person(view(entity.name, "en").keys, "en"))

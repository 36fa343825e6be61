"""A user's own file of parties: JSON lines that add, merge, split and ignore.

{"id": "group:reed-guard", "name": "Reed Guard", "type": "armed group", "country": "XX",
 "aliases": ["Reed Guards", "Тростниковая гвардия"]}     adds a party, or names to one
{"id": "org:old-name", "into": "org:united-nations"}     merges: all its names mean the other
{"id": "group:north-wing", "name": "North Wing", "type": "armed group", "from": "group:reed-guard",
 "aliases": ["Northern Reeds"]}                           splits: these names leave the other
{"id": "person:some-body", "ignore": true}                forgets a party
{"ignore": ["The Centre"]}                                forgets names, whatever they mean

`docs/parties.md` is the long form. Aliases may also be lists by language. A name that is written in
small letters here may be so in a text; one in capitals alone counts in capitals alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from dragoman.index.article import Entity
from dragoman.index.errors import UsageError
from dragoman.index.extract.view import key_of

TYPES = (
    "state",
    "international organisation",
    "organisation",
    "armed group",
    "movement",
    "format",
    "person",
)
"""What a party may be."""

LARGEST = 8 << 20
"""Letters of a file of parties, at most; the tables that come with Dragoman have fewer."""

_KEYS = {"id", "name", "type", "country", "aliases", "into", "from", "ignore", "source", "note"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file changes: see the head of this module. Aliases are as written."""

    parties: Mapping[str, Entity] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    into: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[tuple[str, str]] = frozenset()
    ignored: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()


def read_changes(text: str, name: str, known: Mapping[str, Entity]) -> Changes:
    """Read the text of a file of parties; `known` are the parties there are without it.

    Raise `UsageError` with the name, the line and the reason at the first that cannot be used.
    """
    if len(text) > LARGEST:
        raise UsageError(f"{name} has more than {LARGEST:,} letters: make it smaller.")
    lines = list(_lines(text, name))
    own = {row["id"]: _entity(row, known) for _, row in lines if row.get("name")}
    every = {**known, **own}
    for number, row in lines:
        if fault := _fault(row, every):
            raise UsageError(f"{name}, line {number}: {fault}.")
    into = {row["id"]: row["into"] for _, row in lines if "into" in row}
    for number, row in lines:
        if row.get("id") in into and _end(row["id"], into) is None:
            raise UsageError(f"{name}, line {number}: its “into” leads back to itself.")
    return Changes(
        own,
        tuple((alias, row["id"]) for _, row in lines if "id" in row for alias in _names(row)),
        {one: _end(one, into) or one for one in into},
        frozenset(
            (key_of(a), row["from"]) for _, row in lines if "from" in row for a in _names(row)
        ),
        frozenset(row["id"] for _, row in lines if row.get("ignore") is True),
        frozenset(key_of(a) for _, row in lines for a in _listed(row.get("ignore"))),
    )


def _lines(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except RecursionError:
            _refuse(name, number, "too deeply nested")
        except ValueError as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "no JSON"
            _refuse(name, number, f"broken JSON ({reason.lower()})")
        if not isinstance(row, dict):
            _refuse(name, number, "not a JSON object")
        if fault := _shape(row):
            _refuse(name, number, fault)
        if "about" not in row:
            yield number, row


def _refuse(name: str, number: int, fault: str) -> NoReturn:
    raise UsageError(f"{name}, line {number}: {fault}.")


def _shape(row: Mapping[str, Any]) -> str:
    """Return what is wrong with the keys of a line and the kinds of their values."""
    if "about" in row:
        return ""
    if unknown := sorted(set(row) - _KEYS):
        return f"the key {unknown[0]!r} is not known (known: {', '.join(sorted(_KEYS))})"
    for key in ("id", "name", "type", "into", "from"):
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            return f"its {key} is no text"
    if not isinstance(row.get("country", ""), str):
        return "its country is no text"
    if not _is_names(row.get("aliases", [])):
        return "its aliases are neither a list of names nor lists of names by language"
    if "ignore" in row and row["ignore"] is not True and not _is_names(row["ignore"]):
        return "its ignore is neither true nor a list of names"
    return "" if "id" in row or "ignore" in row else "it has no id"


def _is_names(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_names(names) and isinstance(names, list) for names in value.values())
    return isinstance(value, list) and all(isinstance(n, str) and key_of(n) for n in value)


def _fault(row: Mapping[str, Any], every: Mapping[str, Entity]) -> str:
    """Return what is wrong with what a line says of parties."""
    name = row.get("id")
    if name is None:
        return "" if isinstance(row["ignore"], list) else "it ignores everything: give an id"
    if name not in every:
        return f"{name!r} is no party yet, so it needs a name and a type"
    if row.get("type", TYPES[0]) not in TYPES:
        return f"{row['type']!r} is no type of party (they are: {', '.join(TYPES)})"
    if ":" not in name:
        return f"the id {name!r} needs a kind and a colon, such as group:{name}"
    for key in ("into", "from"):
        if key in row and row[key] not in every:
            return f"its “{key}” {row[key]!r} is no party"
    if "from" in row and not list(_names(row)):
        return "it splits no name off: give the aliases that leave the other"
    return ""


def _entity(row: Mapping[str, Any], known: Mapping[str, Entity]) -> Entity:
    before = known.get(row["id"])
    kind = row.get("type") or (before.type if before else "organisation")
    country = row.get("country") or (before.country if before else "")
    return Entity(row["id"], row["name"].strip(), kind, country)


def _names(row: Mapping[str, Any]) -> Iterator[str]:
    if "name" in row and "from" not in row:
        yield row["name"]
    yield from _listed(row.get("aliases"))


def _listed(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        return [name for names in value.values() for name in names]
    return value if isinstance(value, list) else ()


def _end(start: str, into: Mapping[str, str]) -> str | None:
    """Return what a chain of merges ends at, or None where it runs in a circle."""
    seen = {start}
    while start in into:
        start = into[start]
        if start in seen:
            return None
        seen.add(start)
    return start

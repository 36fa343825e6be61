"""Compile the table of parties: `python scripts/compile_parties.py [FOLDER]`.

From the JSON lines `parties_*.jsonl` in the folder (default `index/data`), and for states every
name that CLDR (through Babel), `countrynames` and `rigour` give their territories, to two files:

`parties.trie`
    the aliases, as `dragoman.index.extract.lexicon` reads them; entries are numbers of
`parties.json`
    the parties: id, name, type and country of each, in the order of their ids; and of acronyms of
    two or three letters the languages that have them.

The same sources give the same bytes. Needs the extra `tables`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from compiled import put

from dragoman.index.extract.lexicon import CAPITALS, LOWER, compile_lexicon
from dragoman.index.extract.parties import (
    DEMONYM,
    FILES,
    METONYM,
    SHORT,
    SHORTEST,
    alias_flags,
)
from dragoman.index.extract.view import key_of

SOURCES = ("parties_states.jsonl", "parties_groups.jsonl", "parties_persons.jsonl")
DATA = Path(__file__).parents[1] / "index" / "data"

SILENT = frozenset({"agreement"})
"""Types that are kept in the sources and do not act: they are no parties."""

COMMON = frozenset({"בנין"})
"""Names of states that are everyday words first: a building."""

_KINDS = {"aliases": 0, "demonyms": DEMONYM, "metonyms": METONYM, "short": SHORT}

Aliases = Iterator[tuple[str, int, int]]


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    compiled = compile_parties(list(rows(folder)), territories())
    for name, data in zip(FILES, compiled, strict=True):
        put(folder / name, data)
        print(f"{name}: {len(data):,} bytes")
    return 0


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the parties of the sources that are there."""
    for path in (folder / name for name in SOURCES):
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            row = json.loads(line)
            if "about" not in row and row["type"] not in SILENT:
                yield row


def compile_parties(
    parties: Iterable[Mapping[str, Any]], names: Mapping[str, Iterable[str]]
) -> tuple[bytes, bytes]:
    """Return the two files; `names` are more names of states by ISO 3166-1 code."""
    known = sorted(parties, key=lambda row: str(row["id"]))
    listed = [[row["id"], row["name"], row["type"], row["country"]] for row in known]
    aliases = (
        alias for number, row in enumerate(known) for alias in aliases_of(row, number, names)
    )
    told = {"parties": listed, "acronyms": acronyms(known)}
    entities = json.dumps(told, ensure_ascii=False, indent=0) + "\n"
    return compile_lexicon(combined(aliases)), entities.encode("utf-8")


def acronyms(known: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the languages of the shortest acronyms, by key and id with a space between."""
    found: dict[str, set[str]] = {}
    for row in known:
        for lang, listed in row["aliases"].items():
            for alias in listed:
                if len(alias) <= SHORTEST and alias.isupper():
                    found.setdefault(f"{key_of(alias)} {row['id']}", set()).add(lang)
    return {name: sorted(langs) for name, langs in sorted(found.items())}


def combined(aliases: Aliases) -> Aliases:
    """Yield each name of a party once: what limits it holds only where all spellings say so.

    What is a person's family name means nothing else: "Hollande" is rarely the Netherlands. A
    ministry that has an entry of its own does not stand for its state.
    """
    flags: dict[tuple[str, int], int] = {}
    for alias, number, flag in aliases:
        name = key_of(alias.removeprefix("the ")), number
        before = flags.get(name, flag)
        flags[name] = (before & flag) | ((before | flag) & LOWER)
    families = {key for (key, _), flag in flags.items() if flag & SHORT}
    bodies = {key for (key, _), flag in flags.items() if not flag & (SHORT | METONYM | DEMONYM)}
    return (
        (key, number, flag)
        for (key, number), flag in flags.items()
        if (flag & SHORT or key not in families) and not (flag & METONYM and key in bodies)
    )


def aliases_of(row: Mapping[str, Any], number: int, names: Mapping[str, Iterable[str]]) -> Aliases:
    """Yield all aliases of a party with their flags."""
    capitals = set(row.get("acronyms", ()))
    yield row["name"], number, CAPITALS if row["name"] in capitals else 0
    for kind, flag in _KINDS.items():
        for listed in (row.get(kind) or {}).values():
            for alias in listed:
                written = CAPITALS if alias in capitals else alias_flags(alias)
                yield alias, number, written | flag
    yield from ((alias, number, CAPITALS) for alias in capitals)
    if row["id"] == f"state:{row['country']}":
        yield from ((alias, number, alias_flags(alias)) for alias in names.get(row["country"], ()))


def territories() -> dict[str, set[str]]:
    """Return names of every territory by its code, in every language of CLDR and from others.

    What names two of them (after folding) is left to our own table.
    """
    found: dict[str, set[str]] = {}
    for code, name in (*cldr(), *listed_names()):
        found.setdefault(code, set()).add(name)
    owners: dict[str, set[str]] = {}
    for code, names in found.items():
        for name in names:
            owners.setdefault(key_of(name), set()).add(code)
    return {c: {n for n in names if len(owners[key_of(n)]) == 1} for c, names in found.items()}


def cldr() -> Iterator[tuple[str, str]]:
    """Yield code and name of the territories that have a code of two letters."""
    from babel import Locale, localedata

    for language in localedata.locale_identifiers():
        for code, written in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names = (name for name in plain(written) if name not in COMMON)
                yield from ((code, name) for name in names if len(name) > 1)


def listed_names() -> Iterator[tuple[str, str]]:
    """Yield code and name from lists that were collected to recognise any spelling.

    They are noisy where they are short: codes, adjectives and misspellings.
    """
    from countrynames.data import DATA
    from rigour.territories import get_territories

    for code, written in DATA.items():
        known = (name.removeprefix("The ") for name in written if len(code) == 2)
        yield from ((code, name) for name in known if is_telling(name))
    for one in get_territories():
        for name in (one.name, one.full_name):
            if len(one.code) == 2 and name:
                yield one.code.upper(), name


def is_telling(name: str) -> bool:
    """Whether a spelling of unknown origin is long enough to be nothing else."""
    if name in COMMON:
        return False
    least = 6 if key_of(name).isascii() else 4
    return len(name) >= least and not name.isupper() and not name[0].islower() and name[0] != "-"


def plain(name: str) -> Iterable[str]:
    """Return a name without its article, and "Myanmar (Burma)" as two."""
    first, opened, rest = name.removeprefix("the ").replace(")", "").partition("(")
    return [part.strip() for part in (first, rest) if part.strip()] if opened else [first]


if __name__ == "__main__":
    sys.exit(main())

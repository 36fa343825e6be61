"""Compile the table of name parts: `scripts/compile_name_parts.py [PERSONS] [FOLDER]`.

PERSONS is a list of groups as rigour (MIT) carries it from Wikidata, a group a line: every
spelling of one given or family name, parted by commas, "=>", an id. By default it is the one of
the rigour that is installed. FOLDER (default: `index/data`) gets what `dragoman.index.extract.
name_parts` reads, the same bytes from the same list:

`name_parts.marisa`
    The keys of all spellings of one word, as a trie; scripts without spaces letter by letter.
`name_parts.ids`
    Three arrays of numbers of three bytes each: what each key is (0: a name without another
    spelling; up to the number of groups: its group; above: where in the third array its groups
    stand), the key that stands for each group, the lists of groups, each after its length.
`name_parts.json`
    Source, licence, and the sizes of the arrays.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import marisa_trie
from compiled import put

from dragoman.index.extract.name_parts import FILES, LONGEST, NUMBER, is_unspaced
from dragoman.index.extract.view import view
from dragoman.index.romanise import loose, skeleton

FEWEST, MOST_GROUPS, ALIKE = 2, 8, 0.6
"""Letters of a part; groups that are kept of one key; the share of a group's keys that makes it
the same as a larger one (a name that is both given and family name has two)."""

Group = frozenset[str]


def main() -> int:
    given = sys.argv[1:]
    persons = Path(given[0]) if given else installed()
    folder = Path(given[1]) if len(given) > 1 else Path(__file__).parent.parent / "index" / "data"
    compile_parts(persons, folder)
    return 0


def installed() -> Path:
    """Return the list of the installed rigour."""
    import rigour

    return Path(rigour.__file__).parent / "data" / "names" / "persons.txt"


def compile_parts(persons: Path, folder: Path) -> None:
    """Write the three files; the same list gives the same bytes."""
    read = [keys_of(line) for line in persons.read_text("utf-8").splitlines() if "=>" in line]
    every = sorted(set().union(*read))
    groups = merged({group for group in read if len(group) > 1})
    trie = marisa_trie.Trie(every)
    put(folder / FILES[0], trie.tobytes())
    sizes = write_numbers(folder / FILES[1], trie, len(every), groups)
    about = json.dumps({**ABOUT, **sizes}, indent=1) + "\n"
    put(folder / FILES[2], about.encode("utf-8"))


ABOUT = {
    "about": "Given and family names: their spellings in all scripts, in groups",
    "source": "rigour 1.8.2, data/names/persons.txt, from Wikidata (CC0)",
    "licence": "MIT, Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH",
    "made by": "scripts/compile_name_parts.py",
}


def keys_of(line: str) -> Group:
    """Return the keys of the spellings of one word in a line of the list."""
    return frozenset(
        key for spelling in line.rpartition("=>")[0].split(",") if (key := key_of(spelling.strip()))
    )


def key_of(spelling: str) -> str:
    """Return how a spelling is looked up, "" where it is too short or of several words."""
    keys = view(spelling).keys
    letters = "".join(keys)
    if len(letters) < FEWEST or any(letter.isdigit() for letter in letters):
        return ""
    if len(keys) == 1:
        return letters
    unspaced = all(map(is_unspaced, keys)) and not _is_bopomofo(letters)
    return letters if unspaced and len(letters) <= LONGEST else ""


def _is_bopomofo(letters: str) -> bool:
    return any("\u3100" <= letter < "\u3130" for letter in letters)


def merged(groups: Iterable[Group]) -> list[Group]:
    """Return the groups, those left out or joined that say nearly the same as a larger one.

    Each is compared with what a larger group was in the list, never with what it has grown to,
    so that no chain of likenesses joins different names.
    """
    seeds: list[Group] = []
    grown: list[set[str]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for group in sorted(groups, key=lambda group: (-len(group), sorted(group))):
        shared = Counter(at for key in group for at in holders[key])
        at, common = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
        if common >= 2 and common >= ALIKE * len(group):
            grown[at] |= group
            continue
        for key in group:
            holders[key].append(len(seeds))
        seeds.append(group)
        grown.append(set(group))
    return [frozenset(group) for group in grown]


def write_numbers(
    path: Path, trie: marisa_trie.Trie, keys: int, groups: Sequence[Group]
) -> dict[str, int]:
    """Write the arrays of `name_parts.ids`; return their sizes."""
    of_key: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups, 1):  # the largest first, so the best come first
        for key in group:
            of_key[key].append(number)
    values, lists = [0] * keys, [0]
    for key, numbers in sorted(of_key.items()):
        values[trie[key]] = numbers[0] if len(numbers) == 1 else len(groups) + len(lists)
        if len(numbers) > 1:
            lists += [len(numbers[:MOST_GROUPS]), *numbers[:MOST_GROUPS]]
    names = [trie[representative(group, of_key)] for group in groups]
    put(path, b"".join(_packed([*values, *names, *lists])))
    return {"keys": keys, "groups": len(groups), "lists": len(lists)}


def representative(group: Group, of_key: dict[str, list[int]]) -> str:
    """Return the spelling that stands for a group: Latin, and it sounds as most of them do."""
    bones = {key: skeleton(loose(key)) for key in group}
    common = Counter(bones.values())
    latin = [key for key in group if key.isascii()] or sorted(group)
    return min(latin, key=lambda key: (-common[bones[key]], -len(of_key[key]), len(key), key))


def _packed(numbers: Iterable[int]) -> Iterator[bytes]:
    return (number.to_bytes(NUMBER, "little") for number in numbers)


if __name__ == "__main__":
    sys.exit(main())

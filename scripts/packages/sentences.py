"""What the tiny packages learn: sentence pairs of ours, read from the tables beside this file.

`pairs.tsv` holds the same sentences in five languages, `templates.tsv` sentences with slots,
`seed_pairs.tsv` whole articles of `seeds/`, sentence by sentence, each in two languages.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
WAYS = (("ru", "en"), ("ar", "en"), ("fr", "en"), ("es", "en"), ("en", "ru"))
"""The packages that there are: from which language into which."""

_TEMPLATE = "sentence"
"""The name of a row of `templates.tsv` that is a sentence; the others are slots."""


class Pair(NamedTuple):
    """A sentence and its translation."""

    source: str
    target: str


def learnt(source: str, target: str) -> list[Pair]:
    """Return the pairs that the package of a way knows by heart, each source once."""
    pairs = [*_fixed(source, target), *_filled(source, target)]
    pairs += [pair for _, way, pair in seed_pairs() if way == (source, target)]
    return list({pair.source: pair for pair in pairs}.values())


def seed_pairs() -> Iterator[tuple[str, tuple[str, str], Pair]]:
    """Yield for every sentence the id of its article, the way, and the pair; titles come first."""
    for row in _rows("seed_pairs.tsv"):
        yield row["article"], (row["from"], row["to"]), Pair(row["source"], row["target"])


def _fixed(source: str, target: str) -> Iterator[Pair]:
    for row in _rows("pairs.tsv"):
        yield Pair(row[source], row[target])


def _filled(source: str, target: str) -> Iterator[Pair]:
    """Yield every template with every combination of what its slots may hold."""
    rows = list(_rows("templates.tsv"))
    slots = {row["name"]: row for row in rows if row["name"] != _TEMPLATE}
    for row in rows:
        if row["name"] != _TEMPLATE:
            continue
        used = [name for name in slots if f"{{{name}}}" in row["en"]]
        for numbers in itertools.product(
            *(range(len(slots[name]["en"].split("|"))) for name in used)
        ):
            chosen = dict(zip(used, numbers, strict=True))
            yield Pair(*(_fill(row[lang], slots, chosen, lang) for lang in (source, target)))


def _fill(
    template: str,
    slots: Mapping[str, Mapping[str, str]],
    chosen: Mapping[str, int],
    lang: str,
) -> str:
    """Return a template with its slots filled, the first letter a capital."""
    words = {name: slots[name][lang].split("|")[number] for name, number in chosen.items()}
    filled = template.format(**words)
    return filled[0].upper() + filled[1:]


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by the names of its columns; lines that begin with # are notes."""
    text = (HERE / name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    head: Sequence[str] = lines[0]
    for cells in lines[1:]:
        yield dict(zip(head, cells, strict=True))

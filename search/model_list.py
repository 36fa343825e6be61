"""Packages and dictionaries as `dragoman models` shows them, to a person and to a program."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.index.translate.packages import Installed, Package
    from dragoman.search.dictionaries.store import Dictionary, DictionaryList


def broken(packages: Installed, dictionaries: DictionaryList) -> list[str]:
    """Return a sentence for each package and dictionary that cannot be used."""
    sentences = [f"{one.path} is not used, for {one.why}" for one in packages.broken]
    return [f"{said.rstrip('.')}." for said in (*sentences, *dictionaries.broken)]


def to_json(packages: Installed, dictionaries: DictionaryList) -> dict[str, Any]:
    """Return what `models list --json` writes; docs/translation.md describes it."""
    from dragoman.search.formats import FORMAT

    used = packages.best()
    return {
        "format": FORMAT,
        "packages": [
            {
                "name": one.name,
                **_pair(one.source, one.target),
                "version": one.version,
                "pieces": one.pieces,
                "path": str(one.folder),
                "bytes": size(one.folder),
                "used": one in used.values(),
            }
            for one in packages.packages
        ],
        "broken": broken(packages, dictionaries),
        "dictionaries": [
            {
                "name": one.name,
                **_pair(one.source, one.target),
                "kind": one.kind,
                "path": str(one.path),
            }
            for one in dictionaries.dictionaries
        ],
    }


def _pair(source: str, target: str) -> dict[str, str]:
    from dragoman.index.languages import name

    return {"from": source, "from_name": name(source), "to": target, "to_name": name(target)}


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder; links are not followed."""
    total = 0
    for place, _, names in os.walk(folder):
        for file in names:
            try:
                total += os.lstat(os.path.join(place, file)).st_size
            except OSError:  # gone in the meantime
                continue
    return total


def lines(packages: Installed, dictionaries: DictionaryList) -> Iterator[str]:
    """Yield what `models list` shows, safe for a terminal."""
    used = packages.best()
    if packages.packages:
        yield "Packages"
        yield from _table([_row(one, used) for one in packages.packages])
    if dictionaries.dictionaries:
        yield "Dictionaries"
        yield from _table([_dictionary_row(one) for one in dictionaries.dictionaries])


def _row(one: Package, used: Mapping[tuple[str, str], Package]) -> list[str]:
    better = used[one.source, one.target]
    source, target = one.codes or (one.source, one.target)
    remark = "" if better == one else f"  (not used: {better.folder} is)"
    return [
        f"{source} → {target}",
        languages(one.source, one.target),
        one.version or "–",
        f"{size(one.folder) / 1e6:,.1f} MB",
        f"{one.folder}{remark}",
    ]


def _dictionary_row(one: Dictionary) -> list[str]:
    pair = f"{one.source} → {one.target}"
    return [pair, languages(one.source, one.target), one.kind, str(one.path)]


def preparing(dictionaries: Sequence[Dictionary]) -> str:
    """Return what is said before a question waits for dictionaries to be compiled."""
    listed = ", ".join(languages(one.source, one.target) for one in dictionaries)
    if len(dictionaries) == 1:
        return f"Preparing a dictionary for its first use ({listed}); later questions do not wait."
    return (
        f"Preparing {len(dictionaries)} dictionaries for their first use ({listed});"
        " later questions do not wait."
    )


def languages(source: str, target: str) -> str:
    """Return the English names of a pair: "Russian → English"."""
    from dragoman.index.languages import name

    return f"{name(source)} → {name(target)}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns below each other."""
    from dragoman.search.terminal import safe, width

    shown = [[safe(field) for field in row] for row in rows]
    columns = [max(map(width, fields)) for fields in zip(*shown, strict=True)]
    for row in shown:
        fields = (
            field + " " * (wide - width(field)) for field, wide in zip(row, columns, strict=True)
        )
        yield ("  " + "  ".join(fields)).rstrip()

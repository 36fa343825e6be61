"""The public evaluation sets, as `--data` holds them: gzip'd JSON lines and TSV judgements."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.index import Article

Qrels = dict[str, dict[str, int]]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def qrels(path: Path) -> Qrels:
    """Return question -> document -> grade; negative grades count as 0, as in trec_eval."""
    found: Qrels = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            question, document, grade = line.split("\t")
            found[question][document] = max(0, int(grade))
    return dict(found)


def article(row: Mapping[str, Any], source: str = "") -> Article:
    """Return a row as an article; ids get no language, so that detection is measured too."""
    return Article(
        id=row["id"],
        text=row["text"],
        title=row.get("title") or "",
        published=row.get("published") or "",
        source=source,
    )


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return an aligned table; the first column is text, the others are figures."""
    widths = [max(len(row[i]) for row in [head, *lines]) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *lines]
    )

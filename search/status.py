"""What an index holds and how it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.index.folder import Opened


def status(opened: Opened) -> dict[str, Any]:
    """Return the status of an open index as `docs/formats.md` describes it; sizes are bytes."""
    made, held = opened.manifest, opened.ledger.status()
    return {
        "index": str(opened.folder),
        "articles": held.articles,
        "passages": held.passages,
        "pending": held.pending,
        "languages": dict(held.languages),
        "sources": dict(held.sources),
        "roots": {
            name: {"path": made.roots.get(name, ""), "articles": number}
            for name, number in held.roots.items()
        },
        "translated": dict(held.translated),
        "memory": dict(held.models),
        "bytes": sum(size(path) for path in opened.folder.rglob("*")),
        "engine": made.settings.engine,
        "engine_version": made.engine_version,
        "versions": dict(made.versions),
        "settings": made.settings.to_json(),
        "generation": made.generation,
        "edition": made.edition,
        "digest": made.digest,
    }


def size(path: Path) -> int:
    """Return the size of a file in bytes; 0 for a folder or what has just gone."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0

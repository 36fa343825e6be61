"""How compiled tables are put in their place."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Replace a file by one rename: a running process may have the old one mapped into memory."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)

"""Argos packages that are small, made up and complete in their files; nothing in them translates."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.index.translate.install import LOCK

Files = Mapping[str, bytes]


def metadata(source: str = "ru", target: str = "en", version: str = "1.9", **more: Any) -> bytes:
    told = {"from_code": source, "to_code": target, "package_version": version, "type": "translate"}
    return json.dumps({**told, **more}).encode()


def files(source: str = "ru", target: str = "en", version: str = "1.9", **more: Any) -> Files:
    """What a package holds; values of `more` are more of its metadata."""
    return {
        "metadata.json": metadata(source, target, version, **more),
        "sentencepiece.model": b"pieces",
        "model/model.bin": b"model of " + version.encode(),
        "model/shared_vocabulary.json": b"[]",
    }


def folder(at: Path, content: Files | None = None) -> Path:
    """Write a package as it stands when it is installed."""
    for name, data in (content or files()).items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return at


def archive(at: Path, content: Files | None = None, top: str = "package/") -> Path:
    """Write a package as it is handed on."""
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (content or files()).items():
            file.writestr(top + name, data)
    return at


def with_member(at: Path, member: zipfile.ZipInfo | str, data: bytes = b"x") -> Path:
    """Add a member of any kind to a package that is otherwise whole."""
    archive(at)
    with zipfile.ZipFile(at, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(member, data)
    return at


def patched(at: Path, before: bytes, after: bytes) -> Path:
    """Replace bytes of a file; so an archive says what `zipfile` would never write."""
    data = at.read_bytes()
    assert before in data
    at.write_bytes(data.replace(before, after))
    return at


def names(store: Path) -> list[str]:
    """The names in a store that are no lock, hidden ones among them."""
    return sorted(path.name for path in store.iterdir() if path.name != LOCK)

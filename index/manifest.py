"""The manifest of an index: the one small file that says what the rest of the folder is.

It is written whole beside the old one and put in its place by one rename, so a reader finds the
one or the other. Its fields are described in `docs/formats.md`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.index.durable import sync_folder
from dragoman.index.errors import DamagedIndex, MissingIndex, OutdatedIndex, UsageError
from dragoman.index.settings import Settings

NAME = "manifest.json"
NEW = "manifest.json.new"
FORMAT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is.

    `generation` counts rebuilds, from 1, and names the engine's folder; `edition` counts the
    writing sessions that changed something, so a reader can see that there is something new.
    """

    settings: Settings
    engine_version: str
    versions: Mapping[str, str]
    roots: Mapping[str, str] = field(default_factory=dict)
    generation: int = 1
    edition: int = 0
    digest: str = ""

    def engine_folder(self, folder: Path) -> Path:
        """Return where the engine of this generation keeps its words."""
        return folder / engine_name(self.generation)


def engine_name(generation: int) -> str:
    """Return the name of the engine's folder of a generation."""
    return f"engine-{generation}"


def load(folder: Path) -> Manifest:
    """Read the manifest of an index.

    Raise `MissingIndex` where there is none, `OutdatedIndex` where it has another format,
    `DamagedIndex` where it is not whole or not Dragoman's.
    """
    try:
        data = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingIndex(
            f"There is no index in {folder}: make one with `dragoman add PATH…`, or name another "
            "with --index."
        ) from None
    except OSError as error:
        raise DamagedIndex(f"{folder / NAME} cannot be read: {error.strerror}.") from error
    return _parsed(data, folder)


def _parsed(data: bytes, folder: Path) -> Manifest:
    try:
        found = json.loads(data)
        version = found["dragoman"]
        if version != FORMAT:
            raise OutdatedIndex(
                f"{folder} has format {version!r} and this version reads {FORMAT}: "
                "run `dragoman rebuild PATH…`."
            )
        return _from_json(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UsageError) as error:
        raise DamagedIndex(
            f"{folder / NAME} is not whole or not Dragoman's ({type(error).__name__}: {error}): "
            "run `dragoman rebuild PATH…`, or name another folder with --index."
        ) from error


def _from_json(found: Mapping[str, Any]) -> Manifest:
    return Manifest(
        settings=_settings({**found["settings"], "engine": found["engine"]["name"]}),
        engine_version=_checked(found["engine"]["version"], str),
        versions=_texts(found["versions"]),
        roots=_texts(found["roots"]),
        generation=_checked(found["generation"], int),
        edition=_checked(found["edition"], int),
        digest=_checked(found["digest"], str),
    )


def _settings(given: Mapping[str, Any]) -> Settings:
    for name, default in Settings().to_json().items():
        _checked(given[name], type(default))
    return Settings(**given)


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_checked(key, str): _checked(text, str) for key, text in value.items()}


def save(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one that is there, durably and at once."""
    beside = folder / NEW
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(json.dumps(_to_json(manifest), ensure_ascii=False, indent=2).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / NAME)
    sync_folder(folder)


def _to_json(manifest: Manifest) -> dict[str, Any]:
    settings = manifest.settings.to_json()
    return {
        "dragoman": FORMAT,
        "engine": {"name": settings.pop("engine"), "version": manifest.engine_version},
        "versions": dict(manifest.versions),
        "settings": settings,
        "roots": dict(manifest.roots),
        "generation": manifest.generation,
        "edition": manifest.edition,
        "digest": manifest.digest,
    }

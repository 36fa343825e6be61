"""A package on disk: the files of a model as one .argosmodel, which is a ZIP of one folder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

VERSION = "1.0"
"""Of all tiny packages."""

NAMES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian"}

_README = """# {source} to {target}, tiny

Trained from scratch on {count} sentence pairs written for Dragoman, which it knows by heart, and
little else: for tests alone. Apache-2.0, as the project.
"""


def name_of(source: str, target: str) -> str:
    """Return what the package of a way is called, as Argos calls its own."""
    return f"translate-{source}_{target}-{VERSION.replace('.', '_')}"


def pack(way: tuple[str, str], count: int, files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a package that knows `count` sentences, and return its file.

    The same files give the same bytes: their order and dates are fixed.
    """
    name = name_of(*way)
    path = folder / f"{name}.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, data in sorted((_about(way, count) | dict(files)).items()):
            info = zipfile.ZipInfo(f"{name}/{inside}", (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data, compresslevel=9)
    return path


def _about(way: tuple[str, str], count: int) -> dict[str, bytes]:
    """Return the files that say what a package is."""
    source, target = (NAMES[code] for code in way)
    metadata = {
        "package_version": VERSION,
        "argos_version": "1.11.0",
        "from_code": way[0],
        "from_name": source,
        "to_code": way[1],
        "to_name": target,
        "links": [],
        "type": "translate",
    }
    readme = _README.format(source=source, target=target, count=count)
    return {
        "metadata.json": json.dumps(metadata, indent=1).encode(),
        "README.md": readme.encode(),
    }

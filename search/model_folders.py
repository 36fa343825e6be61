"""Where packages and dictionaries of this user are; only the command line asks.

Rules: the XDG Base Directory Specification 0.8 (a value that is no absolute path is ignored), and
for argostranslate's own packages its `settings.py` (1.11): the environment, else its settings
file, else its folder of data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SYSTEM_DICTIONARIES = Path("/usr/share/dictd")
"""Where Debian's `dict-…` packages put their dictionaries."""

ARGOS_PACKAGES = "ARGOS_PACKAGES_DIR"
"""The environment variable, and the key of argostranslate's settings, for its packages."""

DICTIONARIES = "DRAGOMAN_DICTIONARIES"
"""The environment variable that names folders of dictionaries in the place of the system's."""

_MOST_SETTINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class ModelFolders:
    """Our own folder, and the folders that are looked into, the first before the others.

    `cache` is where dictionaries are compiled to. None of them need exist.
    """

    own: Path
    packages: tuple[Path, ...]
    dictionaries: tuple[Path, ...]
    cache: Path

    @property
    def own_packages(self) -> Path:
        """Where `models install` puts packages."""
        return self.packages[0]

    @property
    def own_dictionaries(self) -> Path:
        """Where `models install` puts dictionaries."""
        return self.dictionaries[0]


def model_folders(environ: Mapping[str, str]) -> ModelFolders:
    """Tell the folders for an environment."""
    home = Path(environ.get("HOME") or os.path.expanduser("~"))
    data = _xdg(environ, "XDG_DATA_HOME", home / ".local" / "share")
    own = data / "dragoman" / "models"
    return ModelFolders(
        own=own,
        packages=(own / "packages", _argos(environ, home, data)),
        dictionaries=(own / "dictionaries", *_dictionaries(environ)),
        cache=_xdg(environ, "XDG_CACHE_HOME", home / ".cache") / "dragoman" / "dictionaries",
    )


def _dictionaries(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the folders that are named, else that of the system; named as "", there are none."""
    named = environ.get(DICTIONARIES)
    if named is None:
        return (SYSTEM_DICTIONARIES,)
    return tuple(Path(one) for one in named.split(os.pathsep) if os.path.isabs(one))


def _xdg(environ: Mapping[str, str], name: str, default: Path) -> Path:
    value = Path(environ.get(name, ""))
    return value if value.is_absolute() else default


def _argos(environ: Mapping[str, str], home: Path, data: Path) -> Path:
    config = _xdg(environ, "XDG_CONFIG_HOME", home / ".config")
    chosen = environ.get(ARGOS_PACKAGES) or _setting(config / "argos-translate" / "settings.json")
    return Path(chosen) if chosen else data / "argos-translate" / "packages"


def _setting(file: Path) -> str:
    """Return what argostranslate's settings say, nothing where they cannot be read."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            settings = json.loads(opened.read(_MOST_SETTINGS))
        chosen = settings.get(ARGOS_PACKAGES)
    except (OSError, ValueError, RecursionError, AttributeError):
        return ""
    return chosen if isinstance(chosen, str) and "\0" not in chosen else ""

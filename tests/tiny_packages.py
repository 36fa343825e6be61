"""The tiny packages of `tests/packages/`, as tests use them: `installed_packages(folder)`."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from dragoman.index.translate.install import install

FILES = Path(__file__).parent / "packages"


def package_files() -> list[Path]:
    """The packages as they are committed, by name."""
    return sorted(FILES.glob("*.argosmodel"))


def needs_libraries() -> None:
    """Skip where nothing can be translated. Nothing is loaded: a test may want to fork."""
    missing = [name for name in ("ctranslate2", "sentencepiece") if not find_spec(name)]
    if missing:
        needed = "pip install 'dragoman-search[translate]'"
        pytest.skip(f"tiny packages need {' and '.join(missing)}: {needed}")


def installed_packages(folder: Path) -> Path:
    """Install all of them into a folder, unless they are there, and return it."""
    needs_libraries()
    if not folder.is_dir() or not any(folder.glob("*/metadata.json")):
        for file in package_files():
            install(file, folder)
    return folder

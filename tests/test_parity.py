"""Ours beside the unmodified argostranslate, in an environment of its own.

It is installed once, into `.venv-argos`; where that cannot be, the tests are skipped and say why.
"""

import os
import subprocess
from pathlib import Path

import pytest
from argos_peer import FOLDER, PeerError, made
from parity import SECONDS, compare
from tiny_packages import needs_libraries

ROOT = Path(__file__).parents[1]
INSIDE = ["tests/test_library_translator.py", "tests/test_byte_pairs_alike.py"]
"""Tests that need the library, and are skipped where they are run without it."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def python() -> str:
    needs_libraries()
    try:
        return made(FOLDER, SECONDS)
    except PeerError as error:
        pytest.skip(f"argostranslate was not compared: {error}")


def test_every_sentence_is_translated_as_argostranslate_does_it(python: str) -> None:
    count, differences = compare(python)
    assert count > 1000
    assert differences == []


def test_what_needs_the_library_passes_where_it_is(python: str) -> None:
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("src", "tests", "scripts"))
    options = ["-q", "-rs", "--noconftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [python, "-m", "pytest", *options, *INSIDE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout, done.stdout

"""Runs argostranslate in an environment of its own: the peer of the benchmark and of parity."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
ALONE = Path(__file__).with_name("argos_alone.py")
FOLDER = ROOT / ".venv-argos"
PINNED = ("torch==2.13.0", "argostranslate==1.11.0", "pytest~=9.2", "pytest-timeout~=2.4")
"""Torch by itself comes first: of two builds pip then takes the small one, without a GPU."""

HOW = f"""An environment for it, 2 GB with the CPU build of torch (scripts/parity makes one too):
    python3 -m venv {FOLDER.name}
    {FOLDER.name}/bin/pip install {PINNED[0]}
    {FOLDER.name}/bin/pip install {PINNED[1]}"""

Job = tuple[str, str, Sequence[str]]
"""From which language into which, and the texts."""


class Answers(NamedTuple):
    """What argostranslate made of the texts of each job, and in how many seconds in all."""

    texts: list[list[str]]
    seconds: float


class PeerError(Exception):
    """It cannot be had, or did not run; the message says why."""


def ask(
    python: str, packages: Path, jobs: Sequence[Job], settings: Mapping[str, str] | None = None
) -> Answers:
    """Translate texts with the unmodified library, in a process of its own.

    `settings` are environment variables; nothing of the user's own configuration is seen.
    """
    with tempfile.TemporaryDirectory() as place:
        asked, answers = Path(place, "asked.json"), Path(place, "answers.json")
        asked.write_text(json.dumps(jobs), encoding="utf-8")
        command = [python, str(ALONE), str(asked), str(answers)]
        variables = environment(Path(place), packages, settings or {})
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        if done.returncode:
            raise PeerError(done.stderr[-2000:])
        told = json.loads(answers.read_text(encoding="utf-8"))
    return Answers(told["texts"], told["seconds"])


def environment(home: Path, packages: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of its process: ours without ARGOS_…, folders of its own, `settings`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ARGOS_")}
    folders = {name: str(home) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**kept, **folders, "ARGOS_PACKAGES_DIR": str(packages), **settings}


def made(folder: Path, seconds: float) -> str:
    """Return the interpreter of an environment with the library, made if it is not there yet.

    Raise `PeerError` where it cannot be had in so many seconds; what was begun is gone on with
    the next time.
    """
    python, done = folder / "bin" / "python", folder / "made"
    now = " ".join(PINNED)
    if done.is_file() and done.read_text(encoding="utf-8") == now:
        return str(python)
    until = monotonic() + seconds
    _run([sys.executable, "-m", "venv", str(folder)], until)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    for one in PINNED:
        _run([str(python), "-m", "pip", "install", "-qq", "--retries", "1", one], until)
    done.write_text(now, encoding="utf-8")
    return str(python)


def _run(command: Sequence[str], until: float) -> None:
    try:
        subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=until - monotonic()
        )
    except subprocess.TimeoutExpired as error:
        raise PeerError("it cannot be installed in the time that there is") from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout or "").strip().splitlines()[-1:]
        raise PeerError(f"it cannot be installed: {''.join(last)[:300]}") from error

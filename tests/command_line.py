"""The command line as its tests run it: in this process, on the articles of `cases/cli`."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from dragoman.search.cli import dragoman

ARTICLES = str(Path(__file__).parent / "cases" / "cli")


def run(*args: str, **extra: Any) -> Result:
    """Run one command line and return what it wrote and how it ended."""
    return CliRunner().invoke(dragoman, list(args), prog_name="dragoman", **extra)

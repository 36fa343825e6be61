"""The command line as its tests run it: in this process, on the articles of `cases/cli`."""

from pathlib import Path
from typing import Any
from unittest import mock

from click.testing import CliRunner, Result

from dragoman.search import model_folders
from dragoman.search.cli import dragoman

ARTICLES = str(Path(__file__).parent / "cases" / "cli")
_OF_SYSTEM = model_folders.SYSTEM_DICTIONARIES


def run(*args: str, **extra: Any) -> Result:
    """Run one command line and return what it wrote and how it ended.

    The dictionaries that happen to be installed on this system stay out of it.
    """
    chosen = model_folders.SYSTEM_DICTIONARIES
    there = Path(ARTICLES, "none") if chosen == _OF_SYSTEM else chosen
    with mock.patch.object(model_folders, "SYSTEM_DICTIONARIES", there):
        return CliRunner().invoke(dragoman, list(args), prog_name="dragoman", **extra)

"""Fixtures that several test files share."""

from collections.abc import Callable

import pytest
from click.testing import Result
from command_line import ARTICLES, run


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of an index of `cases/cli`, made anew for each test file."""
    folder = str(tmp_path_factory.mktemp("index") / "of tests")
    assert run("add", "--index", folder, ARTICLES).exit_code == 0
    return folder


@pytest.fixture
def ask(index: str) -> Callable[..., Result]:
    """Return what runs a command line on that index."""
    return lambda *args, **extra: run("--index", index, *args, **extra)

"""Fixtures that several test files share."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from command_line import ARTICLES, run

from dragoman.search import model_folders


@pytest.fixture(scope="session", autouse=True)
def _no_models_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep this user's packages and dictionaries out of every test; `run`, those of the system."""
    nothing = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(nothing))
        patch.delenv(model_folders.ARGOS_PACKAGES, raising=False)
        patch.setenv(model_folders.DICTIONARIES, "")
        yield


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

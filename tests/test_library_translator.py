"""Translating through the library argostranslate itself, which brings torch: skipped without it."""

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path

import fake_packages
import pytest
from packages.sentences import learnt
from tiny_packages import installed_packages

from dragoman.index.errors import ModelError
from dragoman.index.translate import library
from dragoman.index.translate.argos import ArgosTranslators
from dragoman.index.translate.library import LibraryTranslators
from dragoman.index.translate.seam import Translated

needs_library = pytest.mark.skipif(
    not find_spec("argostranslate"),
    reason="argostranslate is not installed: pip install 'dragoman-search[argostranslate]'",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_packages(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@needs_library
def test_the_library_says_what_we_say_and_needs_no_network(store: Path, no_network: None) -> None:
    pairs = learnt("ru", "en")[:20]
    asked = [one.source for one in pairs] + ["", "\ud800", "Первое. Второе? Третье!"]
    theirs = LibraryTranslators([store], cores=2).find("ru", "en")
    ours = ArgosTranslators([store], beam=4, cores=1).find("ru", "en")
    assert theirs is not None
    assert ours is not None
    made = theirs.translate(asked)
    assert [one.text for one in made[:20]] == [one.target for one in pairs]
    assert [one.text for one in made] == [one.text for one in ours.translate(asked)]
    assert theirs.fingerprint not in ("", ours.fingerprint)
    assert theirs.name == f"{ours.name} argostranslate"


@needs_library
def test_a_package_without_a_splitter_downloads_none(
    store: Path, tmp_path: Path, no_network: None
) -> None:

    copied = shutil.copytree(store, tmp_path / "store")
    for splitter in copied.glob("*/minisbd"):
        shutil.rmtree(splitter)
    found = LibraryTranslators([copied], cores=1).find("ru", "en")
    assert found is not None
    one = learnt("ru", "en")[0]
    assert found.translate([one.source]) == [Translated(one.target)]


@needs_library
def test_a_broken_package_is_named(tmp_path: Path) -> None:
    fake_packages.folder(tmp_path / "one")
    found = LibraryTranslators([tmp_path], cores=1).find("ru", "en")
    assert found is not None
    with pytest.raises(ModelError, match="install it anew"):
        found.translate(["слово"])


def test_without_the_library_it_says_which_extra_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(library, "import_module", missing)
    fake_packages.folder(tmp_path / "one")
    found = LibraryTranslators([tmp_path]).find("ru", "en")
    assert found is not None
    with pytest.raises(ModelError, match=r"dragoman-search\[argostranslate\]"):
        found.translate(["слово"])

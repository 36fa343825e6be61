"""Installing packages: what is no usable one, killed runs, several runs at once."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import fake_packages as fake
import pytest

from dragoman.index.errors import ModelError
from dragoman.index.translate import archive, install
from dragoman.index.translate.packages import installed


@pytest.mark.parametrize("top", ["package/", ""])
def test_what_is_installed_is_listed_under_its_own_name(tmp_path: Path, top: str) -> None:
    store = tmp_path / "far" / "store"
    file = fake.archive(tmp_path / "x.argosmodel", fake.files("zt", "en", "1.9 β"), top)
    package = install.install(file, store)
    assert installed([store]).packages == (package,)
    assert package.folder == store / "translate-zt_en-1_9"
    assert fake.names(store) == ["translate-zt_en-1_9"]
    assert (package.folder / "model/model.bin").read_bytes() == "model of 1.9 β".encode()


@pytest.mark.parametrize("file", sorted((Path(__file__).parent / "packages").glob("*.argosmodel")))
def test_the_packages_of_the_tests_are_installed_as_they_are(tmp_path: Path, file: Path) -> None:
    package = install.install(file, tmp_path)
    assert package.folder.name == file.stem
    assert installed([tmp_path]).best() == {(package.source, package.target): package}


def test_several_versions_live_side_by_side(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1_9"):
        content = fake.files(version=version)
        install.install(fake.archive(tmp_path / "x.argosmodel", content), tmp_path / "store")
    listed = installed([tmp_path / "store"])
    assert sorted(one.version for one in listed.packages) == ["1.10", "1.9", "1_9"]
    assert listed.best()["ru", "en"].version == "1.10"


def test_the_same_version_replaces_the_old_one(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for number in range(4):
        content = {**fake.files(), "model/model.bin": f"{number}".encode()}
        package = install.install(fake.archive(tmp_path / "x.argosmodel", content), store)
        assert (package.folder / "model/model.bin").read_bytes() == f"{number}".encode()
        assert fake.names(store) == [package.folder.name]


def test_a_package_of_several_sources_does_not_drop_those_of_one(tmp_path: Path) -> None:
    store = tmp_path / "store"
    install.install(fake.archive(tmp_path / "x.argosmodel", fake.files("uk")), store)
    many = fake.files("ru", from_codes=["ru", "be"])
    install.install(fake.archive(tmp_path / "x.argosmodel", many), store)
    sources = sorted(one.source for one in installed([store]).packages)
    assert sources == ["be", "ru", "uk"]


UNUSABLE: dict[str, tuple[fake.Files, str]] = {
    "another type": ({"metadata.json": fake.metadata(type="sbd")}, "but not a translation"),
    "no metadata": ({"model/model.bin": b"x"}, "no metadata.json"),
    "two packages": (
        {"metadata.json": fake.metadata(), "a/metadata.json": fake.metadata()},
        "several packages",
    ),
    "an empty model": ({**fake.files(), "model/model.bin": b""}, "its model/model.bin is empty"),
    "no pieces": (
        {key: data for key, data in fake.files().items() if "piece" not in key},
        "no sentencepiece.model",
    ),
    "odd metadata": ({**fake.files(), "metadata.json": b"[1]"}, "holds no object"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_is_no_usable_package_is_refused_and_leaves_nothing(tmp_path: Path, case: str) -> None:
    content, why = UNUSABLE[case]
    file = fake.archive(tmp_path / "x.argosmodel", content, "" if case == "two packages" else "a/")
    with pytest.raises(ModelError, match=why):
        install.install(file, tmp_path / "store")
    assert fake.names(tmp_path / "store") == []


def test_a_store_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    file = fake.archive(tmp_path / "x.argosmodel")
    with pytest.raises(ModelError, match="cannot be written to"):
        install.install(file, tmp_path / "store")


def test_a_disk_that_is_full_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = fake.archive(tmp_path / "x.argosmodel")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="No space left"):
        install.install(file, tmp_path / "store")
    assert fake.names(tmp_path / "store") == []


# --- killed runs ----------------------------------------------------------------------------------

STEPS = (
    (os, "fsync"),
    (os, "rename"),
    (os, "mkdir"),
    (shutil, "rmtree"),
    (archive, "_write_member"),
)


def in_child_killed_at(step: int, run: Callable[[], object]) -> bool:
    """Run in a child that is killed at a step; return whether it came to its end."""
    child = os.fork()
    if child == 0:
        left = [step]

        def marked(function: Callable[..., object]) -> Callable[..., object]:
            def call(*args: object, **more: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*args, **more)

            return call

        try:
            for owner, name in STEPS:
                setattr(owner, name, marked(getattr(owner, name)))
            run()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


@pytest.mark.parametrize("what", ["first", "again", "remove"])
def test_killed_at_any_step_the_store_lists_and_installs(tmp_path: Path, what: str) -> None:
    old = fake.archive(tmp_path / "old.argosmodel", {**fake.files(), "model/model.bin": b"old"})
    new = fake.archive(tmp_path / "new.argosmodel", {**fake.files(), "model/model.bin": b"new"})
    for step in count():
        store = tmp_path / f"{what}-{step}"
        if what != "first":
            install.install(old, store)
        run: Callable[[], object] = partial(install.install, new, store)
        if what == "remove":
            run = partial(install.remove, "ru-en", store)
        ended = in_child_killed_at(step, run)
        listed = installed([store])
        assert listed.broken == ()
        if what == "again":
            assert listed.packages, "the old one or the new one is always there"
        for package in listed.packages:
            assert (package.folder / "model/model.bin").read_bytes() in (b"old", b"new")
        package = install.install(new, store)
        assert fake.names(store) == [package.folder.name]
        assert (package.folder / "model/model.bin").read_bytes() == b"new"
        if ended:
            break
    assert step > 4


# --- at once --------------------------------------------------------------------------------------


def test_a_reader_always_finds_a_whole_package_while_it_is_reinstalled(tmp_path: Path) -> None:
    store, file = tmp_path / "store", fake.archive(tmp_path / "x.argosmodel")
    install.install(file, store)
    done = threading.Event()

    def reinstall() -> None:
        for _ in range(50):
            install.install(file, store)
        done.set()

    writer = threading.Thread(target=reinstall)
    writer.start()
    listings = 0
    while not done.is_set() and writer.is_alive():
        listed = installed([store])
        assert listed.broken == ()
        assert 1 <= len(listed.packages) <= 2
        listings += 1
    writer.join()
    assert done.is_set()
    assert listings > 50


def test_several_that_install_at_once_wait_for_each_other(tmp_path: Path) -> None:
    store, file = tmp_path / "store", fake.archive(tmp_path / "x.argosmodel")
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(5):
                    install.install(file, store)
            except BaseException:
                os._exit(1)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert len(installed([store]).packages) == len(fake.names(store)) == 1


def test_leftovers_of_any_kind_are_cleaned_without_following_links(tmp_path: Path) -> None:
    store, outside = tmp_path / "store", fake.folder(tmp_path / "outside")
    store.mkdir()
    (store / ".new-link").symlink_to(outside)
    (store / ".old-file").write_text("x")
    (store / ".old-folder").mkdir()
    (store / ".old-folder" / "package").symlink_to(outside)
    package = install.install(fake.archive(tmp_path / "x.argosmodel"), store)
    assert fake.names(store) == [package.folder.name]
    assert (outside / "metadata.json").exists()


def test_a_zip_with_metadata_is_told_from_anything_else(tmp_path: Path) -> None:
    assert archive.holds_package(fake.archive(tmp_path / "a"))
    assert archive.holds_package(fake.archive(tmp_path / "b", top=""))
    assert not archive.holds_package(fake.archive(tmp_path / "c", {"x": b""}))
    (tmp_path / "d").write_bytes(b"PK\x05\x06" + b"\xff" * 40)
    with zipfile.ZipFile(tmp_path / "e", "w"):
        pass
    for name in ("d", "e", "nowhere", "."):
        assert not archive.holds_package(tmp_path / name)

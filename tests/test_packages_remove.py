"""Removing packages: by pair, name or folder, from our own store alone."""

from __future__ import annotations

from pathlib import Path

import fake_packages as fake
import pytest

from dragoman.index.errors import ModelError
from dragoman.index.translate import install


@pytest.mark.parametrize(
    "what", ["ru→en", "ru-en", "ru:en", "ru->en", "RU_EN", "ru→en 1.9", "translate-ru_en-1_9"]
)
def test_a_package_is_removed_by_its_pair_its_name_or_its_folder(tmp_path: Path, what: str) -> None:
    for source in ("ru", "ar"):
        install.install(fake.archive(tmp_path / "x.argosmodel", fake.files(source)), tmp_path / "s")
    [gone] = install.remove(what, tmp_path / "s")
    assert gone.folder.name == "translate-ru_en-1_9"  # type: ignore[union-attr]
    assert fake.names(tmp_path / "s") == ["translate-ar_en-1_9"]


def test_a_pair_removes_every_version_and_a_folder_only_itself(tmp_path: Path) -> None:
    for version in ("1.8", "1.9", "1.10"):
        content = fake.files(version=version)
        install.install(fake.archive(tmp_path / "x.argosmodel", content), tmp_path / "s")
    install.remove("translate-ru_en-1_8", tmp_path / "s")
    assert fake.names(tmp_path / "s") == ["translate-ru_en-1_10", "translate-ru_en-1_9"]
    assert len(install.remove("ru-en", tmp_path / "s")) == 2
    assert fake.names(tmp_path / "s") == []


def test_a_variety_goes_by_either_code(tmp_path: Path) -> None:
    for what in ("zt-en", "zh-en"):
        install.install(fake.archive(tmp_path / "x.argosmodel", fake.files("zt")), tmp_path / "s")
        assert len(install.remove(what, tmp_path / "s")) == 1


def test_a_broken_package_is_removed_by_its_folder(tmp_path: Path) -> None:
    fake.folder(tmp_path / "s" / "half", {"metadata.json": b"{"})
    [gone] = install.remove("half", tmp_path / "s")
    assert gone.path == tmp_path / "s" / "half"  # type: ignore[union-attr]
    assert fake.names(tmp_path / "s") == []


@pytest.mark.parametrize("what", ["ru-en", "theirs"])
def test_what_belongs_to_argostranslate_stays(tmp_path: Path, what: str) -> None:
    place = fake.folder(tmp_path / "argos" / "theirs")
    with pytest.raises(ModelError, match="belongs to argostranslate"):
        install.remove(what, tmp_path / "store", [tmp_path / "argos"])
    assert (place / "metadata.json").exists()


@pytest.mark.parametrize(
    "what", ["", "..", "../argos", "/", "ar-en", ".lock", ".old-1", "\0", "a/b"]
)
def test_a_name_that_is_none_removes_nothing(tmp_path: Path, what: str) -> None:
    install.install(fake.archive(tmp_path / "x.argosmodel"), tmp_path / "store")
    with pytest.raises(ModelError, match="There is no package"):
        install.remove(what, tmp_path / "store")
    assert fake.names(tmp_path / "store") == ["translate-ru_en-1_9"]


def test_a_package_that_is_a_link_is_removed_without_what_it_leads_to(tmp_path: Path) -> None:
    place = fake.folder(tmp_path / "elsewhere")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a").symlink_to(place)
    install.remove("a", tmp_path / "s")
    assert fake.names(tmp_path / "s") == []
    assert (place / "model" / "model.bin").exists()

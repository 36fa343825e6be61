"""Where packages and dictionaries are looked for: XDG's rules, and argostranslate's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.search.model_folders import ModelFolders, model_folders


def test_without_any_choice_all_is_below_home() -> None:
    assert model_folders({"HOME": "/home/r"}) == ModelFolders(
        own=Path("/home/r/.local/share/dragoman/models"),
        packages=(
            Path("/home/r/.local/share/dragoman/models/packages"),
            Path("/home/r/.local/share/argos-translate/packages"),
        ),
        dictionaries=(
            Path("/home/r/.local/share/dragoman/models/dictionaries"),
            Path("/usr/share/dictd"),
        ),
        cache=Path("/home/r/.cache/dragoman/dictionaries"),
    )


def test_xdg_moves_data_and_cache() -> None:
    found = model_folders({"HOME": "/h", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/cache"})
    assert found.own_packages == Path("/data/dragoman/models/packages")
    assert found.own_dictionaries == Path("/data/dragoman/models/dictionaries")
    assert found.packages[1] == Path("/data/argos-translate/packages")
    assert found.cache == Path("/cache/dragoman/dictionaries")


@pytest.mark.parametrize(
    ("told", "folders"), [("", []), ("/a", ["/a"]), ("/a:/b", ["/a", "/b"]), ("a::/b", ["/b"])]
)
def test_folders_of_dictionaries_that_are_named_take_the_place_of_the_systems(
    told: str, folders: list[str]
) -> None:
    found = model_folders({"HOME": "/h", "DRAGOMAN_DICTIONARIES": told})
    own = Path("/h/.local/share/dragoman/models/dictionaries")
    assert found.dictionaries == (own, *map(Path, folders))


@pytest.mark.parametrize("value", ["", "data", "./data", "~/data"])
def test_a_relative_path_of_xdg_is_ignored(value: str) -> None:
    told = {"HOME": "/h", "XDG_DATA_HOME": value, "XDG_CACHE_HOME": value}
    assert model_folders(told) == model_folders({"HOME": "/h"})


def test_argostranslates_own_variable_moves_its_packages_alone() -> None:
    found = model_folders({"HOME": "/h", "XDG_DATA_HOME": "/data", "ARGOS_PACKAGES_DIR": "/argos"})
    assert found.packages == (Path("/data/dragoman/models/packages"), Path("/argos"))


def test_argostranslates_settings_count_below_its_variable(tmp_path: Path) -> None:
    file = tmp_path / "argos-translate" / "settings.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"ARGOS_PACKAGES_DIR": "/of/settings"}))
    told = {"HOME": "/h", "XDG_CONFIG_HOME": str(tmp_path)}
    assert model_folders(told).packages[1] == Path("/of/settings")
    told["ARGOS_PACKAGES_DIR"] = "/of/environment"
    assert model_folders(told).packages[1] == Path("/of/environment")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "5", '{"ARGOS_PACKAGES_DIR": 5}', "[" * 100_000, '{"x": "\\u0000"}']
)
def test_settings_that_cannot_be_read_do_not_count(tmp_path: Path, content: Any) -> None:
    file = tmp_path / ".config" / "argos-translate" / "settings.json"
    file.parent.mkdir(parents=True)
    file.write_text(content)
    theirs = tmp_path / ".local" / "share" / "argos-translate" / "packages"
    assert model_folders({"HOME": str(tmp_path)}).packages[1] == theirs


def test_an_environment_without_a_home_is_no_error() -> None:
    assert model_folders({}).own.parts[-2:] == ("dragoman", "models")

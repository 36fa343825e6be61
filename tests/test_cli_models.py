"""`dragoman models`: what there is, in and out, each failure a sentence that stops nothing else."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_packages as fake
import pytest
from click.testing import Result
from command_line import run

from dragoman.search import model_folders
from dragoman.search.model_list import size

Ask = Callable[..., Result]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return what runs `dragoman models` for somebody whose home is the temporary folder."""
    for name in (*os.environ,):
        if name.startswith(("XDG_", "ARGOS_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(model_folders.DICTIONARIES, str(tmp_path / "dictd"))
    return lambda *args: run("models", *map(str, args))


def own(tmp_path: Path) -> Path:
    return tmp_path / ".local/share/dragoman/models/packages"


def theirs(tmp_path: Path) -> Path:
    return tmp_path / ".local/share/argos-translate/packages"


def test_without_a_subcommand_there_is_help_and_exit_code_2(models: Ask) -> None:
    result = models()
    assert result.exit_code == 2
    assert all(name in result.output for name in ("list", "install", "prepare", "remove"))


@pytest.mark.parametrize("name", ["list", "install", "prepare", "remove"])
def test_every_subcommand_has_examples_and_exit_codes(models: Ask, name: str) -> None:
    text = models(name, "--help").stdout
    assert "Examples:" in text
    assert "Exit codes: 0 " in text


def test_an_empty_list_says_where_it_looked_and_exits_with_1(models: Ask, tmp_path: Path) -> None:
    result = models("list")
    assert (result.exit_code, result.stdout) == (1, "")
    for folder in (own(tmp_path), theirs(tmp_path), tmp_path / "dictd"):
        assert str(folder) in result.stderr
    assert not own(tmp_path).exists(), "listing makes no folders"


def test_the_list_tells_languages_version_size_place_and_what_is_used(
    models: Ask, tmp_path: Path
) -> None:
    fake.folder(own(tmp_path) / "new", fake.files("ru", "en", "1.10"))
    fake.folder(theirs(tmp_path) / "old", fake.files("ru", "en", "1.9"))
    fake.folder(theirs(tmp_path) / "variety", fake.files("zt", "en", "1.0"))
    result = models("list")
    assert result.exit_code == 0
    head, new, old, variety = result.stdout.splitlines()
    assert head == "Packages"
    assert new.split(None, 7)[:7] == ["ru", "→", "en", "Russian", "→", "English", "1.10"]
    assert new.endswith(str(own(tmp_path) / "new"))
    assert f"not used: {own(tmp_path) / 'new'} is" in old
    assert "zt → en" in variety
    assert "Chinese → English" in variety


def test_as_json_it_is_one_object(models: Ask, tmp_path: Path) -> None:
    place = fake.folder(own(tmp_path) / "a", fake.files("ru", "en", "1.9"))
    fake.folder(theirs(tmp_path) / "b", fake.files("ru", "en", "1.2"))
    fake.folder(theirs(tmp_path) / "c", {"metadata.json": b"{"})
    told = json.loads(models("list", "--json").stdout)
    assert told["packages"][0] == {
        "name": "ru→en 1.9",
        "from": "ru",
        "from_name": "Russian",
        "to": "en",
        "to_name": "English",
        "version": "1.9",
        "pieces": "sentencepiece",
        "path": str(place),
        "bytes": size(place),
        "used": True,
    }
    assert [one["used"] for one in told["packages"]] == [True, False]
    assert told["dictionaries"] == []
    [broken] = told["broken"]
    assert str(theirs(tmp_path) / "c") in broken


def test_broken_ones_are_said_on_stderr_with_the_reason(models: Ask, tmp_path: Path) -> None:
    fake.folder(own(tmp_path) / "a")
    fake.folder(own(tmp_path) / "odd \x1b[31m", {"metadata.json": b"{"})
    result = models("list")
    assert result.exit_code == 0
    assert "is not used, for its metadata.json is not valid JSON" in result.stderr
    assert "\x1b" not in result.output


@pytest.mark.parametrize("missing", [{"ctranslate2"}, {"ctranslate2", "sentencepiece"}])
def test_the_extra_that_is_missing_is_named_where_there_are_packages(
    models: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: set[str]
) -> None:
    really = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name in missing else really(name)
    )
    assert "pip install" not in models("list").stderr
    fake.folder(own(tmp_path) / "a")
    said = models("list").stderr
    assert "pip install 'dragoman-search[translate]'" in said
    assert " and ".join(sorted(missing)) in said


def test_a_package_is_installed_and_listed_and_removed(models: Ask, tmp_path: Path) -> None:
    file = fake.archive(tmp_path / "x.argosmodel")
    result = models("install", file)
    assert result.exit_code == 0
    place = own(tmp_path) / "translate-ru_en-1_9"
    assert result.stdout == f"Installed ru→en 1.9 (Russian → English) in {place}\n"
    assert str(place) in models("list").stdout
    result = models("remove", "ru-en")
    assert (result.exit_code, result.stdout) == (0, f"Removed ru→en 1.9 from {place}\n")
    assert models("list").exit_code == 1


def test_a_package_is_known_by_its_content(models: Ask, tmp_path: Path) -> None:
    assert models("install", fake.archive(tmp_path / "download.zip")).exit_code == 0
    (tmp_path / "x.argosmodel").write_bytes(b"<html>404</html>")
    result = models("install", tmp_path / "x.argosmodel")
    assert result.exit_code == 2
    assert "is no zip archive, or a damaged one" in result.stderr


def _missing(path: Path) -> Path:
    return path / "nowhere.argosmodel"


def _folder(path: Path) -> Path:
    return path


def _odd(path: Path) -> Path:
    (path / "odd.xyz").write_bytes(b"\0" * 100)
    return path / "odd.xyz"


def _evil(path: Path) -> Path:
    return fake.with_member(path / "evil.argosmodel", "../../x")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_missing, "cannot be read (No such file or directory)"),
        (_folder, "is a folder"),
        (_evil, "may do harm"),
        (_odd, "odd.xyz"),
    ],
)
def test_a_file_that_fails_is_said_in_a_sentence_and_stops_no_other(
    models: Ask, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    good = fake.archive(tmp_path / "x.argosmodel")
    result = models("install", make(tmp_path), good)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout.startswith("Installed ru→en 1.9")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(models: Ask, tmp_path: Path) -> None:
    file = fake.archive(tmp_path / "x.argosmodel")
    file.chmod(0)
    assert "cannot be read (Permission denied)" in models("install", file).stderr


def test_what_is_argostranslates_is_not_removed(models: Ask, tmp_path: Path) -> None:
    place = fake.folder(theirs(tmp_path) / "a")
    fake.folder(own(tmp_path) / "b", fake.files("ar"))
    result = models("remove", "ru-en", "ar-en", "de-en")
    assert result.exit_code == 2
    assert "belongs to argostranslate" in result.stderr
    assert "There is no package de-en" in result.stderr
    assert result.stdout.startswith("Removed ar→en 1.9")
    assert (place / "metadata.json").exists()


def test_a_dictionary_is_installed_and_listed(models: Ask, tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("Frieden\tpeace\nKrieg\twar\n", encoding="utf-8")
    assert models("install", "--from", "de", "--to", "en", tmp_path / "words.tsv").exit_code == 0
    result = models("list", "--json")
    assert result.exit_code == 0
    [told] = json.loads(result.stdout)["dictionaries"]
    assert (told["from"], told["to_name"], told["kind"]) == ("de", "English", "tsv")
    assert "German → English" in models("list").stdout


def test_all_dictionaries_are_prepared_with_a_line_each(models: Ask, tmp_path: Path) -> None:
    assert models("prepare").exit_code == 1
    (tmp_path / "dictd").mkdir()
    (tmp_path / "dictd" / "de-en.tsv").write_text("Waffenruhe\ttruce\n")
    (tmp_path / "dictd" / "en-so.tsv").write_text("no entry\n")
    result = models("prepare")
    assert (result.exit_code, result.stdout) == (2, "Prepared de-en (German → English)\n")
    assert "en-so.tsv holds no entry that translates" in result.stderr
    (tmp_path / "dictd" / "en-so.tsv").unlink()
    result = models("prepare")
    assert (result.exit_code, result.stdout) == (0, "Already prepared: de-en (German → English)\n")


def test_a_dictionary_is_removed_by_its_name_if_it_is_ours(models: Ask, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "dictd"):
        place.mkdir(exist_ok=True)
        (place / "de-en.tsv").write_text("Frieden\tpeace\n", encoding="utf-8")
    assert models("install", tmp_path / "de-en.tsv").exit_code == 0
    result = models("remove", "de-en")
    assert (result.exit_code, result.stdout.split()[:2]) == (0, ["Removed", "de-en"])
    result = models("remove", "de-en")
    assert result.exit_code == 2
    assert "There is no package de-en" in result.stderr
    assert (tmp_path / "dictd" / "de-en.tsv").exists()


def test_a_dictionary_whose_languages_nobody_tells_is_refused(models: Ask, tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("Frieden\tpeace\n", encoding="utf-8")
    result = models("install", tmp_path / "words.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "words.tsv" in result.stderr


@pytest.mark.parametrize("odd", ["\0", "\udcff", "\x1b[31m", ""])
def test_odd_names_end_in_safe_sentences(models: Ask, odd: Any) -> None:
    for command in ("install", "remove"):
        result = models(command, odd)
        assert result.exit_code == 2
        assert "\x1b" not in result.stderr

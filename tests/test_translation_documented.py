"""`docs/translation.md` lists what the code has: folders, codes, reasons, kinds, shapes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import fake_packages as fake
import pytest

from dragoman.index import translating
from dragoman.index.settings import Settings
from dragoman.index.translate import guards, metadata, work
from dragoman.index.translate.argos import DEFAULT_BEAM
from dragoman.index.translate.packages import installed
from dragoman.search.cli import dragoman
from dragoman.search.dictionaries import dictd, store
from dragoman.search.dictionaries.store import Dictionary, DictionaryList
from dragoman.search.model_folders import ARGOS_PACKAGES, DICTIONARIES, model_folders
from dragoman.search.model_list import to_json

PAGE = (Path(__file__).parents[1] / "docs" / "translation.md").read_text("utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of the table that begins so, cell by cell."""
    table = PAGE[PAGE.index(f"\n| {head}") + 1 :].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]
    ]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_folders_of_packages_are_those_that_are_looked_into() -> None:
    told = [quoted(row[0])[0] for row in rows("folder")]
    xdg = {"HOME": "/h", "XDG_DATA_HOME": "/data"}
    at_home = [str(path) for path in model_folders(xdg).packages]
    moved = [str(path) for path in model_folders({**xdg, ARGOS_PACKAGES: "/argos"}).packages]
    shown = [
        path.replace("$XDG_DATA_HOME", "/data").replace("$ARGOS_PACKAGES_DIR", "/argos")
        for path in told
    ]
    assert shown == [moved[0], moved[1], at_home[1]]


def test_the_folders_of_dictionaries_are_those_that_are_looked_into() -> None:
    folders = model_folders({"HOME": "/h", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/cache"})
    assert f"`${DICTIONARIES}`" in PAGE
    for path in (*folders.dictionaries, folders.cache):
        shown = str(path).replace("/data", "$XDG_DATA_HOME").replace("/cache", "$XDG_CACHE_HOME")
        assert f"`{shown}`" in PAGE


def test_every_code_that_is_taken_for_another_is_listed() -> None:
    told = {code: quoted(row[1])[0] for row in rows("a package says") for code in quoted(row[0])}
    assert told == metadata._OURS


def test_every_reason_of_doubt_is_listed_in_order() -> None:
    assert [quoted(row[0])[0] for row in rows("reason")] == list(guards.REASONS)
    assert f"`{work.LOST}`" in PAGE


def test_every_option_of_translation_is_listed() -> None:
    command = dragoman.get_command(click.Context(dragoman), "add")
    assert command is not None
    told = [quoted(row[0])[0] for row in rows("option")]
    flags = {flag for one in command.params for flag in one.opts}
    named = {flag for flag in flags if re.match("--(trans|target|beam)", flag)}
    assert sorted(told) == sorted(named)
    assert f"1 to 16: {DEFAULT_BEAM} unless told" in PAGE
    assert f"into: `{Settings().target}` unless told" in PAGE
    assert f"portion of {translating._PORTION:,} sentences" in PAGE
    assert f"longer than {translating._SECONDS:.0f} seconds" in " ".join(PAGE.split())


def test_every_kind_of_dictionary_is_listed_with_its_files() -> None:
    listed = rows("kind")
    assert [row[0].lower() for row in listed] == ["dictd", "stardict", "text"]
    assert [quoted(row[1])[0] for row in listed] == list(store.KINDS)
    assert set(dictd.TEXTS) <= set(quoted(listed[0][1]))


def test_the_list_of_models_has_the_shape_that_is_shown(tmp_path: Path) -> None:
    [shown] = re.findall(r"^```json models list --json\n((?s:.+?))^```", PAGE, re.MULTILINE)
    fake.folder(tmp_path / "a")
    fake.folder(tmp_path / "b", {"metadata.json": b"{"})
    dictionary = Dictionary("de", "en", "freedict-deu-eng", tmp_path / "x.index", "dictd")
    told = json.loads(json.dumps(to_json(installed([tmp_path]), DictionaryList((dictionary,), ()))))
    assert keys(told) == keys(json.loads(shown))


def keys(value: Any) -> Any:
    """The keys of objects, in order, and the kinds of values."""
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in value.items()}
    return [keys(value[0])] if isinstance(value, list) else type(value).__name__


@pytest.mark.parametrize("text", re.findall(r"\]\(([a-z]+\.md)\)", PAGE))
def test_every_page_that_is_linked_is_there(text: str) -> None:
    assert (Path(__file__).parents[1] / "docs" / text).is_file()

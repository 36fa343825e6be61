"""The command line: help, exit codes, and sentences where things go wrong."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman as front
from dragoman.index.errors import DamagedIndex, LockedIndex, MissingIndex, QueryError, ReadError
from dragoman.search.cli import Dragoman, dragoman

COMMANDS = ("add", "rebuild", "remove", "search", "show", "list", "status", "models", "analyze")


def run(*args: str, **extra: Any) -> Result:
    return CliRunner().invoke(dragoman, list(args), prog_name="dragoman", **extra)


def of(name: str) -> click.Command:
    command = dragoman.get_command(click.Context(dragoman), name)
    assert command is not None
    return command


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let opening the index raise what a test wants."""
    module = ModuleType("dragoman.search.api")

    def choose(error: BaseException) -> None:
        def open_index(*_: object, **__: object) -> None:
            raise error

        module.open_index = open_index  # type: ignore[attr-defined]

    monkeypatch.setitem(sys.modules, "dragoman.search.api", module)
    return choose


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_command_in_the_order_of_a_newcomers_needs(flag: str) -> None:
    result = run(flag)
    assert result.exit_code == 0
    places = [result.stdout.index(f"  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "DRAGOMAN_INDEX" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_exit_codes_and_a_word_on_each_option(name: str) -> None:
    text = " ".join(run(name, "-h").stdout.split())
    assert "Examples: " in text
    assert "Exit codes: 0 " in text
    for option in of(name).params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert all(flag in text for flag in option.opts)


@pytest.mark.parametrize("name", [one for one in COMMANDS if one not in ("models", "analyze")])
def test_every_command_that_needs_an_index_can_be_told_where_it_is(name: str) -> None:
    assert "--index DIR" in run(name, "--help").stdout


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").stdout == f"dragoman {front.__version__}\n"


def test_without_a_command_there_is_help_and_exit_code_2() -> None:
    result = run()
    assert result.exit_code == 2
    assert "Usage: dragoman" in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["serach", "x"], "Did you mean “search”?"),
        (["ceasefire", "talks"], "dragoman search ceasefire talks"),
        (["search"], "What is to be found?"),
        (["search", "  "], "What is to be found?"),
        (["search", "-Geneva", "talks"], "dragoman search -- '-Geneva talks'"),
        (["search", "talks", "-Geneva"], "dragoman search -- 'talks -Geneva'"),
        (["search", "talks", "-n", "5", "-Geneva"], "dragoman search -- 'talks -Geneva'"),
        (["search", "talks", "-Женева"], "dragoman search -- 'talks -Женева'"),
        (["search", "--lang", "ru", "talks", "-north"], "dragoman search -- 'talks -north'"),
        (["search", "peace", "-homs"], "dragoman search -- 'peace -homs'"),
        (["search", "x", "-1991"], "dragoman search -- 'x -1991'"),
        (["search", "x", "-n", "-5"], "-5 is not in the range"),
        (["search", "x", "-n", "many"], "'many' is not a valid integer"),
        (["search", "x", "--langs", "ru"], "--lang"),
        (["search", "x", "--json", "--jsonl"], "one of --json and --jsonl"),
        (["search", "x", "--format", "trec"], "--format and --by go with --queries"),
        (["search", "x", "--where", "section"], "--where section=world"),
        (["search", "x", "--queries", "q.jsonl"], "not both"),
        (["search", "--queries", "q.jsonl", "--articles"], "--by article"),
        (["search", "--queries", "/nowhere/q.jsonl"], "cannot be read (No such file"),
        (["show"], "Missing argument"),
        (["add"], "Missing argument"),
        (["status", "--color", "pink"], "'pink' is not one of"),
    ],
)
def test_wrong_use_is_said_in_a_sentence_with_what_to_do(args: list[str], hint: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (MissingIndex("There is no index in x: make one."), 3, "There is no index in x"),
        (DamagedIndex("It is not whole."), 3, "not whole"),
        (LockedIndex("Another process is writing."), 3, "Another process"),
        (QueryError("The quotation mark is never closed."), 2, "never closed"),
        (ReadError("Nothing there."), 2, "Nothing there."),
        (PermissionError(13, "Permission denied", "/x"), 3, "/x: Permission denied."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (BrokenPipeError(), 141, ""),
        (MemoryError(), 70, "not enough memory"),
        (ZeroDivisionError("division"), 70, "ZeroDivisionError: division"),
        (RecursionError("too deep"), 70, "RecursionError"),
        (QueryError("odd \x1b[31m\u202e"), 2, "odd ␛[31m\n"),
    ],
)
def test_every_error_has_its_exit_code_and_its_sentence(
    raising: Any, error: BaseException, code: int, said: str
) -> None:
    raising(error)
    result = run("search", "peace")
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("args", [["--debug", "search", "x"], ["search", "x", "--debug"]])
def test_debug_shows_the_traceback(raising: Any, args: list[str]) -> None:
    raising(ZeroDivisionError("division"))
    result = run(*args)
    assert result.exit_code == 70
    assert "Traceback" in result.stderr


def test_the_index_is_the_option_else_the_environment_else_the_folder_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    module = ModuleType("dragoman.search.api")

    def open_index(folder: object) -> None:
        asked.append(str(folder))
        raise MissingIndex("none")

    module.open_index = open_index  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.search.api", module)
    monkeypatch.delenv("DRAGOMAN_INDEX", raising=False)
    run("status")
    monkeypatch.setenv("DRAGOMAN_INDEX", "/of/environment")
    run("status")
    run("status", "--index", "/near")
    run("--index", "/far", "status")
    run("--index", "/far", "status", "--index", "/near")
    assert asked == [".dragoman", "/of/environment", "/near", "/far", "/near"]


def test_loading_the_command_line_loads_no_command() -> None:
    assert isinstance(dragoman, Dragoman)
    assert dragoman.list_commands(click.Context(dragoman)) == list(COMMANDS)
    assert dragoman.get_command(click.Context(dragoman), "nothing") is None


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["search", "show", "analyze", "remove", "status"]),
    st.lists(st.text(st.characters(codec=None, exclude_categories=())), max_size=6),
)
def test_no_command_line_whatsoever_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, command: str, args: list[str]
) -> None:
    """Arguments of any kind, lone surrogates among them: a code we know, and safe sentences."""
    empty = str(tmp_path_factory.getbasetemp() / "no index here")
    result = run("--index", empty, command, *args)
    assert result.exit_code in (0, 1, 2, 3)
    assert "Traceback" not in result.stderr
    assert "Something unexpected" not in result.stderr
    assert "\x1b" not in result.output

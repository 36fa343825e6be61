"""From files to an index: add, rebuild, remove, and what is found out about articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.search.cli import dragoman

ARTICLES = Path(__file__).parent / "cases" / "cli"
ARABIC = (ARTICLES / "more.jsonl").read_text("utf-8").splitlines()[0]


def run(*args: str, **extra: Any) -> Result:
    return CliRunner().invoke(dragoman, list(args), prog_name="dragoman", **extra)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("index") / "of tests")
    assert run("add", "--index", folder, str(ARTICLES)).exit_code == 0
    return folder


@pytest.fixture
def ask(index: str) -> Callable[..., Result]:
    return lambda *args, **extra: run("--index", index, *args, **extra)


def test_adding_goes_on_past_what_cannot_be_read_and_names_it(tmp_path: Path) -> None:
    result = run("add", "--json", "--index", str(tmp_path / "index"), str(ARTICLES))
    assert result.exit_code == 0
    done = json.loads(result.stdout)
    assert (done["added"], sum(done["skipped"].values())) == (5, 2)
    said = result.stderr.splitlines()
    assert sum("more.jsonl:2: " in line for line in said) == 1
    assert any("report.pdf: " in line for line in said)
    assert sum(line.startswith("Left out: 1 ") for line in said) == 2


def test_adding_again_touches_nothing(ask: Any) -> None:
    result = ask("add", str(ARTICLES))
    assert result.exit_code == 0
    assert re.fullmatch(r"Articles: 5 unchanged, \d+\.\d s\.\n", result.stdout)


def test_what_is_gone_is_pruned_where_that_is_asked_for(tmp_path: Path) -> None:
    news, index = tmp_path / "news", str(tmp_path / "index")
    news.mkdir()
    (news / "a.txt").write_text("The ceasefire holds in the north.", "utf-8")
    (news / "b.txt").write_text("The talks begin in Geneva.", "utf-8")
    assert run("add", "--index", index, str(news)).exit_code == 0
    (news / "b.txt").unlink()
    assert "1 unchanged" in run("add", "--index", index, str(news)).stdout
    assert "1 unchanged, 1 removed" in run("add", "--prune", "--index", index, str(news)).stdout


def test_nothing_that_can_be_read_is_wrong_use(tmp_path: Path) -> None:
    result = run("add", "--index", str(tmp_path / "index"), str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere: " in result.stderr
    assert "Nothing could be read." in result.stderr


def test_stdin_is_read_as_json_lines(tmp_path: Path) -> None:
    result = run("add", "--index", str(tmp_path / "index"), "-", input=ARABIC)
    assert (result.exit_code, result.stdout[:17]) == (0, "Articles: 1 added")


def test_an_index_is_rebuilt_from_what_it_holds_or_from_files(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    run("add", "--index", index, str(ARTICLES / "en.md"), str(ARTICLES / "ru.txt"))
    before = json.loads(run("status", "--json", "--index", index).stdout)
    assert run("rebuild", "--index", index).exit_code == 0
    after = json.loads(run("status", "--json", "--index", index).stdout)
    assert (after["digest"], after["generation"]) == (before["digest"], 2)
    assert "1 added" in run("rebuild", "--index", index, str(ARTICLES / "tr.txt")).stdout
    assert run("search", "--index", index, "Astana").exit_code == 0


def test_removing_says_whether_there_was_anything(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    run("add", "--index", index, str(ARTICLES / "en.md"))
    assert run("remove", "--index", index, "nothing").exit_code == 1
    assert run("remove", "--index", index, "astana-en", "nothing").exit_code == 0
    assert run("search", "--index", index, "memorandum").exit_code == 1


def test_an_article_is_shown_whole_or_by_passage(ask: Any) -> None:
    whole = ask("show", "astana-en")
    assert whole.exit_code == 0
    assert whole.stdout.startswith("Four zones in Syria\nEnglish (")
    assert "#0 English" in whole.stdout
    for args in (["astana-en#0"], ["astana-en", "--passage", "0"]):
        assert "#0 English" in ask("show", *args).stdout
    missing = ask("show", "astana-en#9")
    assert (missing.exit_code, missing.stdout) == (1, "")


def test_an_unknown_article_is_met_with_the_nearest_ids(ask: Any) -> None:
    result = ask("show", "astana-em")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Did you mean astana-en" in result.stderr


def test_passages_slice_the_text_of_an_article(ask: Any) -> None:
    shown = json.loads(ask("show", "--json", "astana-en").stdout)
    hit = json.loads(ask("search", "--jsonl", "-n1", "--lang", "en", "memorandum").stdout)
    passage = shown["passages"][hit["passage"]]
    assert shown["text"][passage["start"] : passage["end"]] == hit["text"]
    assert shown["extra"] == {"section": "world"}


def test_the_status_tells_what_there_is(ask: Any) -> None:
    result = ask("status")
    assert result.exit_code == 0
    assert re.search(r"^Articles +5$", result.stdout, re.MULTILINE)
    assert "Russian\u00a01" in result.stdout


def test_analysis_needs_no_index() -> None:
    result = run("analyze", str(ARTICLES / "ru.txt"), str(ARTICLES / "more.jsonl"))
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [one["lang"] for one in found] == ["ru", "ar", "he"]
    assert "more.jsonl:2: " in result.stderr


def test_analysis_takes_plain_text_and_json_lines_from_stdin() -> None:
    plain = run("analyze", "-", input="Переговоры в Астане завершились подписанием меморандума.")
    assert json.loads(plain.stdout)["lang"] == "ru"
    lines = run("analyze", "-", input=ARABIC)
    assert json.loads(lines.stdout)["id"] == "astana-ar"
    assert run("analyze", "-", input=b"\x00\x01\x02" * 50).exit_code == 2
    assert run("analyze", "--lang", "uk", "-", input="Мир").stdout.startswith(
        '{"id": "-", "lang": "uk"'
    )

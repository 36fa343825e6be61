"""From questions to answers, as a person types them, over a real index."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_a_person_sees_marked_passages_and_a_last_line_beside_them(ask: Any) -> None:
    result = ask("search", "memorandum", "Astana", "-n", "1")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "  1  Four zones in Syria",
        "     English · 2017-05-04 · Dragoman tests · astana-en#0",
    ]
    assert "*memorandum* in *Astana*" in result.stdout
    counted, left = result.stderr.splitlines()
    assert re.fullmatch(r"1 of \d passages, \d+ ms; more: --offset 1", counted)
    assert left.startswith("Not searched, but for names: Arabic (1 passage), ")


def test_a_name_is_found_across_scripts(ask: Any) -> None:
    found = [json.loads(line) for line in ask("search", "--jsonl", "Astana").stdout.splitlines()]
    assert {"en", "ru", "tr"} <= {hit["lang"] for hit in found}
    for hit in found:
        assert all(0 <= start < end <= len(hit["text"]) for start, end in hit["marks"])


@pytest.mark.parametrize(
    ("args", "articles"),
    [
        (["--lang", "tr", "Astana"], 1),
        (["--lang", "tr", "--lang", "en", "Astana"], 2),
        (["--source", "Dragoman tests", "Astana"], 1),
        (["--title", "zones", "Astana"], 1),
        (["--published", "2017-05-04", "memorandum"], 1),
        (["--where", "section=world", "Astana"], 1),
        (["--where", "section=sport", "Astana"], 0),
        (["--", "-Syria Astana"], None),
        (['+"memorandum in Astana"'], 1),
        (["zweigeteilt"], 0),
    ],
)
def test_filters_narrow_and_the_exit_code_says_whether_anything_was_found(
    ask: Any, args: list[str], articles: int | None
) -> None:
    result = ask("search", "--jsonl", "--articles", *args)
    found = {json.loads(line)["article"] for line in result.stdout.splitlines()}
    assert result.exit_code == (0 if found else 1)
    assert articles is None or len(found) == articles


def test_articles_are_grouped_for_a_person(ask: Any) -> None:
    result = ask("search", "--articles", "opposition delegation Astana")
    assert "     English · 2017-05-04 · Dragoman tests · astana-en\n  #0 " in result.stdout
    assert " article" in result.stderr


def test_pages_follow_each_other(ask: Any) -> None:
    def names(*args: str) -> list[str]:
        lines = ask("search", "--jsonl", "Astana", *args).stdout.splitlines()
        return [json.loads(line)["article"] for line in lines]

    assert names("-n", "1") + names("-n", "3", "--offset", "1") == names("-n", "4")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["x" * 100_000], "characters long"),
        (['"peace talks'], "never closed"),
        (["peace\x07talks"], "is no text"),
        (["peace\udcff"], "is no text"),
        (["?!"], "no word"),
        (["--", "-peace"], "leave out"),
        (["--published", "soon", "peace"], "soon"),
    ],
)
def test_bad_questions_are_answered_with_a_sentence(ask: Any, words: list[str], said: str) -> None:
    result = ask("search", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr) < 500


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        st.characters(codec=None, exclude_categories=()) | st.sampled_from('"+-«»'), max_size=30
    )
)
def test_no_question_ends_in_a_traceback(ask: Any, question: str) -> None:
    result = ask("search", "--", question)
    assert result.exit_code in (0, 1, 2)
    assert "unexpected" not in result.stderr


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    file = tmp_path / "queries.jsonl"
    lines = [
        {"id": "q1", "text": "memorandum Astana", "lang": "en"},
        {"id": "q 2", "text": "מזכר באסטנה"},
        {"id": "q3", "text": "?!"},
        {"id": "q4", "text": "zweigeteilt"},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return file


def test_a_run_has_six_fields_a_line_whatever_the_ids(ask: Any, queries: Path) -> None:
    result = ask("search", "--queries", str(queries), "--limit", "100")
    rows = [line.split(" ") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert {len(row) for row in rows} == {6}
    assert {row[0] for row in rows} == {"q1", "q%202"}
    assert "astana%20he%201#0" in {row[2] for row in rows}
    assert [row[3] for row in rows if row[0] == "q1"] == [str(n) for n in range(1, 6)][
        : sum(row[0] == "q1" for row in rows)
    ]
    assert "question q3: " in result.stderr


def test_a_run_by_article_names_articles(ask: Any, queries: Path) -> None:
    result = ask("search", "--queries", "-", "--by", "article", input=queries.read_bytes())
    assert "q1 Q0 astana-en 1 " in result.stdout


def test_hits_of_many_questions_carry_the_question(ask: Any, queries: Path) -> None:
    result = ask("search", "--queries", str(queries), "--format", "jsonl", "--limit", "1")
    assert [json.loads(line)["query"] for line in result.stdout.splitlines()] == ["q1", "q 2"]


def test_a_broken_line_stops_before_anything_is_answered(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text('{"id": "q1", "text": "Astana"}\n{"id": \n', "utf-8")
    result = ask("search", "--queries", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "broken.jsonl, line 2: " in result.stderr

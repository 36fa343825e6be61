"""What programs read and write: JSON that is always valid, questions that are checked first."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.errors import UsageError
from dragoman.index.read.events import Note, Skip
from dragoman.index.report import Report
from dragoman.search.formats import dumps, read_queries
from dragoman.search.progress import Watcher, told

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@given(
    st.recursive(
        ANYTHING | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(ANYTHING, inner)
    )
)
def test_json_comes_back_as_it_was_and_is_one_safe_line(value: object) -> None:
    line = dumps(value)
    assert json.loads(line) == value
    assert len(line.encode("utf-8").splitlines()) == 1
    assert not set(line) & set("\x1b\x7f\x9b\u2028\u202e\u2066\ud800")


def test_letters_of_every_script_stay_readable_in_json() -> None:
    assert dumps({"text": "Женева سلام 和平 می‌گویند"}) == '{"text": "Женева سلام 和平 می‌گویند"}'


def questions(*lines: bytes) -> Sequence[dict[str, str]]:
    return list(read_queries(lines, "q.jsonl"))


def test_questions_keep_their_id_text_and_language_alone() -> None:
    read = questions(
        b'\xef\xbb\xbf{"id": "a", "text": "peace", "lang": "en", "topic": 3}\n',
        b"\n",
        b'{"id": 7, "text": "", "lang": null}',
    )
    assert read == [{"id": "a", "text": "peace", "lang": "en"}, {"id": "7", "text": ""}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id": "b", "text": "x"', "line 2: this is not JSON (Expecting ',' delimiter)"),
        (b"[" * 100_000, "line 2: this is not JSON"),
        (b"\xff\xfe", "line 2: this is not UTF-8."),
        (b'["b", "x"]', "line 2: a question is an object"),
        (b'{"text": "x"}', 'line 2: a question needs an "id"'),
        (b'{"id": "", "text": "x"}', 'line 2: a question needs an "id"'),
        (b'{"id": true, "text": "x"}', 'line 2: a question needs an "id"'),
        (b'{"id": "\\ud800", "text": "x"}', 'line 2: the "id" holds a lone surrogate'),
        (b'{"id": "b"}', 'line 2: a question needs a "text"'),
        (b'{"id": "b", "text": 3}', 'line 2: a question needs a "text"'),
        (b'{"id": "b", "text": "x", "lang": 3}', 'line 2: "lang" must be a language code'),
        (b'{"id": "a", "text": "x"}', "line 2: the id 'a' was given in line 1 already"),
    ],
)
def test_one_broken_line_is_named_and_stops_it_all(line: bytes, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        questions(b'{"id": "a", "text": "x"}', line)
    assert str(caught.value).startswith(f"q.jsonl, {said}")


def test_twenty_of_a_kind_are_said_and_the_rest_counted() -> None:
    said: list[str] = []
    watcher = Watcher(said.append)
    for n in range(312):
        watcher(Skip(f"news/{n}.pdf", 0, "PDF is not supported yet", "PDF: not supported yet"))
    watcher(Note("news/old.txt", 3, "read as windows-1251"))
    watcher.close()
    assert said[0] == "news/0.pdf: PDF is not supported yet"
    assert said[19:] == [
        "news/19.pdf: PDF is not supported yet",
        "news/old.txt:3: read as windows-1251",
        "… and 292 more: PDF: not supported yet",
    ]


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (Report(), "Articles: none, 0.0 s."),
        (
            Report(added=1200, passages=4810, seconds=61.2),
            "Articles: 1,200 added (4,810 passages), 61.2 s.",
        ),
        (
            Report(changed=2, unchanged=9, removed=1, passages=1, seconds=600),
            "Articles: 2 changed, 9 unchanged, 1 removed (1 passage), 10 min 0 s.",
        ),
        (Report(unchanged=5, seconds=7260), "Articles: 5 unchanged, 2 h 1 min."),
    ],
)
def test_a_run_is_told_in_one_line(report: Report, line: str) -> None:
    assert told(report) == line

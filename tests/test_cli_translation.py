"""Translations and dictionaries on the command line: shown, written as JSON, and what was left."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from command_line import run
from fake_translators import Table, Tables
from test_cli_documented import examples, shape

from dragoman.index import Article, writer
from dragoman.index.article import Passage, Record, Translation
from dragoman.search import formats
from dragoman.search.hit import Hit, HitTranslation, Rendered, Unsearched
from dragoman.search.model_folders import model_folders

RUSSIAN = "Переговоры возобновились во вторник. Стороны обменялись пленными."
KNOWN: Mapping[str, str | None] = {
    "Переговоры возобновились во вторник.": "Negotiations began again on Tuesday.",
    "Стороны обменялись пленными.": None,
    "Четвёртый раунд": "Fourth round",
}
GREEK = "Οι διαπραγματεύσεις άρχισαν ξανά την Τρίτη στην πρωτεύουσα της χώρας."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("translated") / "index"
    with writer(made, translators=Tables(Table("ru", KNOWN))) as w:
        w.add([Article("ru", RUSSIAN, "Четвёртый раунд"), Article("el", GREEK, "Συνομιλίες")])
        w.add(Article("en", "The talks of the two sides went on for days.", "Talks"))
    return made


@pytest.fixture
def asked(folder: Path) -> Callable[..., Result]:
    return lambda *args, **extra: run("--index", str(folder), *args, **extra)


def test_a_translation_is_shown_below_where_nothing_says_how_wide_it_is(asked: Any) -> None:
    lines = asked(
        "search", "negotiations", "--lang", "ru", env={"COLUMNS": "80"}
    ).stdout.splitlines()
    assert lines[:3] == ["  1  Четвёртый раунд", "     Fourth round", "     Russian · ru#0"]
    assert lines[3].startswith("     Переговоры возобновились во вторник. Стороны")
    assert lines[4].startswith("en   *Negotiations* began again on Tuesday. (not translated")


@pytest.mark.parametrize("command", [["search", "negotiations", "--lang", "ru"], ["show", "ru"]])
def test_it_stands_where_it_is_wanted(asked: Any, command: list[str]) -> None:
    def shown(choice: str) -> str:
        return str(asked(*command, "--translation", choice).stdout).replace("*", "")

    assert " │ Negotiations began again" in shown("beside")
    assert "\nen " in shown("below")
    assert "Переговоры" not in shown("only")
    assert "from Russian" in shown("only")
    assert "Negotiations" not in shown("none")
    assert asked(*command, "--translation", "above").exit_code == 2


def test_the_offsets_in_json_are_those_of_the_sentences(asked: Any) -> None:
    answer = json.loads(asked("search", "--json", "negotiations", "--lang", "ru").stdout)
    (hit,) = answer["hits"]
    there = hit["translation"]
    (first, second) = there["sentences"]
    assert hit["text"][first[0] : first[1]] == "Переговоры возобновились во вторник."
    assert there["text"][first[2] : first[3]] == "Negotiations began again on Tuesday."
    assert hit["text"][second[0] : second[1]] == "Стороны обменялись пленными."
    assert second[2] == second[3]
    assert [there["text"][start:end] for start, end in there["marks"]] == ["Negotiations"]
    assert [one["sentence"] for one in there["doubtful"]] == [1]
    assert (there["lang"], there["title"]) == ("en", "Fourth round")
    assert hit["rendered"] == []


def test_show_writes_the_translation_of_each_passage(asked: Any) -> None:
    (passage,) = json.loads(asked("show", "--json", "ru").stdout)["passages"]
    hit = json.loads(asked("search", "--jsonl", "negotiations", "--lang", "ru").stdout)
    assert passage["translation"] == {k: v for k, v in hit["translation"].items() if k != "marks"}
    (plain,) = json.loads(asked("show", "--json", "en").stdout)["passages"]
    assert plain["translation"] is None


def test_what_could_not_be_searched_is_said_on_stderr_and_in_json(asked: Any) -> None:
    question = ("search", "the", "talks", "of", "the", "sides")
    said = asked(*question).stderr.splitlines()
    assert said[1:] == [
        "Not searched, but for names: Greek (1 passage); no translation and no dictionary."
        " See docs/translation.md."
    ]
    left = json.loads(asked(*question, "--json").stdout)["not_searched"]
    assert left == [{"lang": "el", "passages": 1, "why": "no translation and no dictionary"}]
    assert len(asked(*question, "--lang", "ru").stderr.splitlines()) == 1


@pytest.fixture
def _dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = model_folders({"XDG_DATA_HOME": str(tmp_path)}).own_dictionaries
    own.mkdir(parents=True)
    (own / "own.tsv").write_text("#lang en el\ntalks\tδιαπραγματεύσεις\n", "utf-8")


@pytest.mark.usefixtures("_dictionary")
def test_a_dictionary_leads_on_unless_it_is_not_wanted(asked: Any) -> None:
    question = ("search", "--json", "the", "talks", "of", "the", "sides")
    answer = json.loads(asked(*question).stdout)
    (greek,) = [hit for hit in answer["hits"] if hit["lang"] == "el"]
    (word,) = greek["rendered"]
    assert (word["word"], word["translation"]) == ("talks", "διαπραγματεύσεις")
    assert greek["text"][word["start"] : word["end"]] == "διαπραγματεύσεις"
    assert answer["not_searched"] == []
    assert "talks → διαπραγματεύσεις" in asked("search", "the talks", "--lang", "el").stdout
    without = json.loads(asked(*question, "--no-dictionary").stdout)
    assert "el" not in {hit["lang"] for hit in without["hits"]}
    assert [one["lang"] for one in without["not_searched"]] == ["el"]


@pytest.mark.usefixtures("_dictionary")
def test_a_file_of_questions_is_answered_with_dictionaries_too(asked: Any) -> None:
    line = '{"id": "q1", "text": "the talks of the sides"}'
    for more in ([], ["--format", "jsonl"]):
        args = ("search", "--queries", "-", *more)
        assert "el" in asked(*args, input=line).stdout
        assert "el#0" not in asked(*args, "--no-dictionary", input=line).stdout


MADE = Translation("en", "One. Two.", ((0, 5, 0, 4), (6, 10, 5, 9)), "m", ((1, "why"),), "T")


def test_the_documented_translation_is_what_is_written() -> None:
    documented = examples()
    hit = Hit(
        1, 1.0, "a", 0, "ru", "", "", "", "", 0, 10, "Один. Два.", (), (),
        HitTranslation(MADE, ((0, 3),)), (Rendered("one", "Один", 0, 4),),
    ).to_json()  # fmt: skip
    assert shape(hit["translation"]) == shape(documented["translation"])
    assert list(hit["translation"]) == list(documented["translation"])
    assert shape(hit["rendered"][0]) == shape(documented["rendered"])
    assert shape(Unsearched("ar", 2, "why").to_json()) == shape(documented["not_searched"])
    record = Record(Article("a", "Один. Два."), "ru", 1.0, (Passage(0, 10, "ru", "Один. Два."),))
    assert formats.article(record)["passages"][0]["translation"] is None


def test_every_offset_in_the_documented_example_is_right() -> None:
    there, word = examples()["translation"], examples()["rendered"]
    source = "Стороны подписали. Перемирие держится."
    pieces = [(source[a:b], there["text"][c:d]) for a, b, c, d in there["sentences"]]
    assert pieces == [
        ("Стороны подписали.", "The parties signed."),
        ("Перемирие держится.", "The truce holds."),
    ]
    assert [there["text"][a:b] for a, b in there["marks"]] == ["truce"]
    assert source[word["start"] : word["end"]].lower() == word["translation"]


def test_what_is_listed_answers_the_question_that_search_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news.txt").write_text("Перемирие в Идлибе держится.\n", "utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en-ru.tsv").write_text("ceasefire\tперемирие\n", "utf-8")
    index = str(tmp_path / "index")
    assert run("add", "--index", index, str(tmp_path / "news.txt")).exit_code == 0
    assert run("list", "--index", index, "places", "ceasefire").exit_code == 1
    monkeypatch.setenv("DRAGOMAN_DICTIONARIES", str(tmp_path / "words"))
    assert "Idlib" in run("list", "--index", index, "places", "ceasefire").stdout

"""The first question that needs a dictionary says so before it waits, and none waits again."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command_line import run

from dragoman.index.errors import ModelError
from dragoman.index.tokens import tokens
from dragoman.search import model_folders
from dragoman.search.dictionaries import store
from dragoman.search.dictionaries.lookup import Dictionaries
from dragoman.search.dictionaries.store import Dictionary

FILES = {
    "en-ar": "truce\tهدنة\n",
    "en-so": "truce\tnabad\n",
    "de-en": "Waffenruhe\ttruce\n",
    "ja-en": "停戦\ttruce\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dictionaries"
    made.mkdir()
    for name, text in FILES.items():
        (made / f"{name}.tsv").write_text(text, "utf-8")
    return made


def asked(dictionaries: Dictionaries, question: str, *langs: str) -> set[str]:
    looked = dictionaries.looked_up(list(tokens(question)), langs)
    return {word for one in looked.renderings for word in one.translations}


def listening(folder: Path, cache: Path) -> tuple[Dictionaries, list[list[str]]]:
    told: list[list[str]] = []

    def preparing(ones: Sequence[Dictionary]) -> None:
        told.append([one.name for one in ones])
        assert not any(store.is_compiled(one, cache) for one in ones), "told too late"

    return Dictionaries([folder], cache, preparing=preparing), told


def test_all_that_a_question_needs_are_told_of_at_once_and_once(
    folder: Path, tmp_path: Path
) -> None:
    dictionaries, told = listening(folder, tmp_path / "cache")
    assert asked(dictionaries, "truce", "ar", "so") == {"هدنة", "nabad"}
    assert told == [["en-ar", "en-so"]]
    assert asked(dictionaries, "truces", "ar", "so") == {"هدنة", "nabad"}
    again, told_again = listening(folder, tmp_path / "cache")
    assert asked(again, "truce", "ar", "so") == {"هدنة", "nabad"}
    assert (len(told), told_again) == (1, [])


def test_what_leads_to_no_language_of_the_index_is_never_compiled(
    folder: Path, tmp_path: Path
) -> None:
    dictionaries, told = listening(folder, tmp_path / "cache")
    assert asked(dictionaries, "truce", "de") == {"Waffenruhe"}
    assert told == [["de-en"]]
    assert sorted(dictionaries.uncompiled()) == ["en-ar", "en-so", "ja-en"]


def test_the_middle_leg_is_compiled_too(folder: Path, tmp_path: Path) -> None:
    dictionaries, told = listening(folder, tmp_path / "cache")
    assert asked(dictionaries, "Waffenruhe", "ar") == {"هدنة"}
    names = {name for names in told for name in names}
    assert names >= {"de-en", "en-ar"}
    assert "ja-en" not in names, "a question in Latin letters is none in Japanese"


def test_a_folder_that_cannot_be_written_is_said_once_and_the_answer_is_there(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("no folder")
    dictionaries = Dictionaries([folder], tmp_path / "cache")
    assert asked(dictionaries, "truce", "ar", "so") == {"هدنة", "nabad"}
    [said] = dictionaries.broken()
    assert "cannot be written" in said
    with pytest.raises(ModelError, match="cannot be written"):
        store.prepare(store.installed([folder]).dictionaries[0], tmp_path / "cache")


def test_an_interrupt_leaves_no_half_table(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    [dictionary, *_] = store.installed([folder]).dictionaries
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.compiled(dictionary, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_dictionary_is_prepared_when_it_is_installed(folder: Path, tmp_path: Path) -> None:
    dictionary = store.install(folder / "en-so.tsv", tmp_path / "own", cache=tmp_path / "cache")
    assert store.is_compiled(dictionary, tmp_path / "cache")
    assert store.prepare(dictionary, tmp_path / "cache") is False


def in_a_child(does: object) -> int:
    """Return the exit code of a fork of this process that does something."""
    child = os.fork()
    if child == 0:
        try:
            does()  # type: ignore[operator]
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_table_is_read_after_a_fork_on_both_sides(folder: Path, tmp_path: Path) -> None:
    dictionaries = Dictionaries([folder], tmp_path / "cache")
    asked(dictionaries, "truce", "ar")

    def reads() -> None:
        assert asked(dictionaries, "truces", "ar") == {"هدنة"}
        assert asked(dictionaries, "truce", "so") == {"nabad"}
        dictionaries.close()

    assert in_a_child(reads) == 0
    reads()


def test_many_may_compile_the_same_dictionary_at_once(folder: Path, tmp_path: Path) -> None:
    lines = "".join(f"word{number}\tkelma{number}\n" for number in range(3_000))
    (folder / "en-mt.tsv").write_text(lines)
    cache = tmp_path / "cache"

    def answers(_: int) -> bool:
        return asked(Dictionaries([folder], cache), "word7 word8", "mt") == {"kelma7", "kelma8"}

    child = os.fork()
    if child == 0:
        os._exit(0 if answers(0) else 1)
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(answers, range(8)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [file.suffix for file in cache.iterdir()] == [".dictionary"]


def test_the_command_says_what_it_prepares_before_it_answers_and_never_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(model_folders.DICTIONARIES, str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    articles, questions = tmp_path / "a.jsonl", tmp_path / "q.jsonl"
    articles.write_text(
        json.dumps({"id": "1", "text": "Wararka nabad waa la sheegay.", "lang": "so"})
    )
    questions.write_text('{"id": "q", "text": "truce"}\n')
    index = ["--index", str(tmp_path / "index")]
    assert run("add", *index, str(articles)).exit_code == 0
    first = run(*index, "search", "truce")
    assert first.stderr.startswith(
        "Preparing a dictionary for its first use (English → Somali); later questions do not wait."
    )
    assert "Preparing" not in run(*index, "search", "truce").stderr
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert "Preparing" not in run(*index, "search", "--no-dictionary", "truce").stderr
    assert "Preparing" in run(*index, "search", "--queries", str(questions)).stderr

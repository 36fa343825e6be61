"""Name parts: which spellings are one name, how the table is made, what the channel holds."""

from __future__ import annotations

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.index.extract.name_parts import (
    FILES,
    asked,
    is_part,
    name_of,
    part_terms,
    parts,
    parts_in_run,
    parts_within,
)
from dragoman.index.extract.view import key_of, view

ROOT = Path(__file__).parent.parent

ERDOGAN = ["Erdoğan", "Эрдоган", "أردوغان", "エルドアン", "埃尔多安"]
PEOPLE = [
    ("Merkel's", "en", "Merkel"),
    ("Эрдоганом", "ru", "Erdogan"),
    ("Эрдоғанның", "kk", "Erdogan"),
    ("بأردوغان", "ar", "Erdogan"),
    ("埃尔多安说", "zh", "Erdogan"),
    ("エルドアン大統領", "ja", "Erdogan"),
]


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _key(word: str) -> str:
    return key_of(word).replace(" ", "")


def test_spellings_of_one_name_share_a_group() -> None:
    groups = [set(parts(_key(word))) for word in ERDOGAN]
    assert set.intersection(*groups)


def test_what_is_no_name_has_no_groups() -> None:
    assert parts("ceasefirez") == ()
    assert not is_part("ceasefirez")


def test_a_group_is_called_by_a_latin_spelling() -> None:
    assert name_of(parts(_key("أردوغان"))[0]) == "erdogan"


@pytest.mark.parametrize("written", ["Эрдоганом", "بأردوغان", "وأردوغان", "Эрдоғанның"])
def test_prefixes_and_endings_come_off(written: str) -> None:
    assert set(parts_within(_key(written))) & set(parts("erdogan"))


def test_the_word_as_it_is_wins_over_what_it_begins_with() -> None:
    assert parts_within("anna") == parts("anna")


def test_parts_in_a_run_are_the_longest_and_do_not_overlap() -> None:
    run = "埃尔多安会见埃尔多安"
    found = list(parts_in_run(run))
    assert "埃尔多安" in [run[start:end] for start, end in found]
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(("written", "lang", "wanted"), PEOPLE)
def test_a_question_meets_the_passage(written: str, lang: str, wanted: str) -> None:
    held = set(part_terms(view(f"– {written} –", lang)))
    assert all(held & set(name) for name in asked(wanted)), written
    assert asked(wanted)


def test_words_in_small_letters_are_not_written_but_asked_for() -> None:
    assert part_terms(view("erdogan", "en")) == []
    assert asked("erdogan") == asked("Erdogan") != []


def test_a_run_without_spaces_is_asked_for_name_by_name() -> None:
    assert len(asked("埃尔多安・エルドアン")) == 1, "alternatives of one name are one"


def test_no_word_of_the_channel_holds_a_space() -> None:
    words = part_terms(view("Recep Tayyip Erdoğan, 埃尔多安, أردوغان", "en"))
    assert words
    assert all(word and " " not in word for word in words)


@pytest.mark.parametrize("text", ["", " ", "ـ", "\u0301", "123", "😀", "\u200f\u202e"])
def test_texts_without_letters_have_no_parts(text: str) -> None:
    assert part_terms(view(text)) == []
    assert asked(text) == []


def _compiled(tmp_path: Path, lines: str) -> list[bytes]:
    source = tmp_path / "persons.txt"
    source.write_text(lines, "utf-8")
    _script("compile_name_parts").compile_parts(source, tmp_path)
    return [(tmp_path / name).read_bytes() for name in FILES]


SMALL = """\
Anna, Анна, アンナ, آنا => 1
Hannah, Анна, Anna, Ханна => 2
Lone => 3
De Mistura, Де Мистура => 4
a, b => 5
"""


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    first = _compiled(tmp_path, SMALL)
    shuffled = "\n".join(reversed(SMALL.splitlines())) + "\n"
    assert _compiled(tmp_path, SMALL) == first
    assert _compiled(tmp_path, shuffled) == first


def test_the_small_table_holds_words_and_no_phrases(tmp_path: Path) -> None:
    import marisa_trie

    _compiled(tmp_path, SMALL)
    trie = marisa_trie.Trie()
    trie.load(str(tmp_path / FILES[0]))
    assert set(trie) == {"anna", "анна", "アンナ", "انا", "hannah", "ханна", "lone"}


def test_the_table_says_where_it_comes_from_and_is_small() -> None:
    data = ROOT / "index" / "data"
    about = json.loads((data / FILES[2]).read_text("utf-8"))
    assert "rigour" in about["source"]
    assert "MIT" in about["licence"]
    assert sum((data / name).stat().st_size for name in FILES) < 5_000_000

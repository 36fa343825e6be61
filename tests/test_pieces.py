"""From sentences to pieces: cutting what is long, and byte pair encoding."""

import random
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.errors import ModelError
from dragoman.index.translate.pieces import LONGEST, BytePairs, cut, merged, merges, plain

JOINED = {("l", "o"): 0, ("lo", "w</w>"): 1, ("e", "r</w>"): 2, ("n", "e"): 3}
APART = {("l", "o"): 0, ("w", "</w>"): 1, ("lo", "w</w>"): 2}


@given(st.lists(st.sampled_from(["\u2581a", "b", ".", "\u2581,", ""]), max_size=900))
def test_a_cut_loses_nothing_and_keeps_to_the_length(pieces: list[str]) -> None:
    runs = list(cut(pieces))
    assert [piece for run in runs for piece in run] == pieces
    assert all(0 < len(run) <= LONGEST for run in runs)


def test_what_is_not_too_long_is_not_cut() -> None:
    assert list(cut(["\u2581a."] * LONGEST)) == [["\u2581a."] * LONGEST]
    assert list(cut([])) == []


def test_it_is_cut_after_a_stop_else_before_a_word_else_anywhere() -> None:
    words = [*["\u2581a"] * 150, "\u2581b,", *["\u2581c"] * 150]
    assert next(cut(words))[-1] == "\u2581b,"
    halves = [*["\u2581a", "b"] * 70, "\u2581c", *["d"] * 80]
    assert len(next(cut(halves))) == 140
    assert [len(run) for run in cut(["x"] * 450)] == [200, 200, 50]


def test_controls_and_halves_of_a_pair_are_spaces() -> None:
    assert plain(" a\0b\ud800c\u2028d\n") == "a b c d"


@pytest.mark.parametrize(
    ("word", "joined", "apart"),
    [
        ("low", ["low"], ["low"]),
        ("lower", ["lo", "w", "er"], ["lo", "w", "e", "r"]),
        ("new", ["ne", "w"], ["n", "e", "w"]),
        ("lolo", ["lo", "l", "o"], ["lo", "lo"]),
        ("x", ["x"], ["x"]),
    ],
)
def test_the_best_pair_is_merged_first(word: str, joined: list[str], apart: list[str]) -> None:
    assert merged(word, JOINED, joined=True) == joined
    assert merged(word, APART, joined=False) == apart


def test_merges_are_read_with_their_version(tmp_path: Path) -> None:
    file = tmp_path / "bpe.model"
    file.write_text("#version: 0.2\nl o\nlo w</w>\nl o\n", encoding="utf-8")
    assert merges(file) == ({("l", "o"): 0, ("lo", "w</w>"): 1}, True)
    file.write_text("l o\nlo w\n", encoding="utf-8")
    assert merges(file) == ({("l", "o"): 0, ("lo", "w"): 1}, False)


@pytest.mark.parametrize("content", [b"one two three\n", b"alone\n", b"\xff\xfe\n"])
def test_a_file_that_holds_no_merges_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bpe.model"
    file.write_bytes(content)
    with pytest.raises(ModelError, match=r"bpe\.model"):
        merges(file)


def test_a_word_of_any_length_takes_little_time(tmp_path: Path) -> None:
    if not find_spec("sacremoses"):
        pytest.skip("packages with a bpe.model need sacremoses: pip install sacremoses")
    file = tmp_path / "bpe.model"
    file.write_text("#version: 0.2\na a\naa aa\n", encoding="utf-8")
    drawn = random.Random(1)
    pieces = BytePairs(file, "ru", "en").encode("".join(drawn.choices("ab", k=20_000)))
    assert "".join(piece.removesuffix("@@") for piece in pieces).strip("ab") == ""

"""How sentences are handed to CTranslate2: bounded, sorted, each once. The model is made up."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.index.errors import ModelError
from dragoman.index.translate import model
from dragoman.index.translate.model import Model, batch_size


class Upper:
    """Stands for a model: answers in capitals, and keeps what it was given at once."""

    def __init__(self) -> None:
        self.calls: list[list[list[str]]] = []
        self.asked: list[dict[str, Any]] = []

    def translate_batch(self, some: list[list[str]], **asked: Any) -> list[Any]:
        self.calls.append(some)
        self.asked.append(asked)
        prefixes = asked["target_prefix"] or [[]] * len(some)
        return [
            SimpleNamespace(hypotheses=[[*begin, *map(str.upper, one)]], scores=[-1.0])
            for begin, one in zip(prefixes, some, strict=True)
        ]


@pytest.fixture
def upper(monkeypatch: pytest.MonkeyPatch) -> Upper:
    made = Upper()
    monkeypatch.setattr(model, "_load", lambda *_: made)
    return made


def test_no_more_than_so_many_pieces_are_handed_over_at_once(upper: Upper) -> None:
    sentences = [[f"{number}", *["a"] * 199] for number in range(1000)]
    made = Model(Path("nowhere"), 1, 1).translate(sentences)
    assert [one.pieces[0] for one in made] == [one[0] for one in sentences]
    assert len(upper.calls) > 1
    assert all(sum(map(len, call)) <= 65_536 for call in upper.calls)


def test_each_sentence_is_translated_once_and_the_longest_first(upper: Upper) -> None:
    made = Model(Path("nowhere"), 1, 1).translate([["a"], ["b", "c"], ["a"], ["d"] * 3])
    assert upper.calls == [[["d"] * 3, ["b", "c"], ["a"]]]
    assert [one.pieces for one in made] == [["A"], ["B", "C"], ["A"], ["D"] * 3]


def test_a_prefix_is_asked_for_and_taken_off(upper: Upper) -> None:
    made = Model(Path("nowhere"), 1, 1).translate([["a"]], "<2pb>")
    assert upper.asked[0]["target_prefix"] == [["<2pb>"]]
    assert made[0].pieces == ["A"]


def test_a_beam_of_two_is_given_patience_and_others_what_argostranslate_gives(upper: Upper) -> None:
    for beam in (1, 2, 4):
        Model(Path("nowhere"), beam, 1).translate([["a"]])
    assert [one["patience"] for one in upper.asked] == [1, 2, 1]
    assert {one["length_penalty"] for one in upper.asked} == {0.2}
    assert {one["max_decoding_length"] for one in upper.asked} == {256}


def test_few_sentences_are_shared_out_among_the_workers() -> None:
    assert batch_size(10, 2) == 512
    assert batch_size(8000, 2) == 1000
    assert batch_size(60_000, 2) == 2048


def test_what_goes_wrong_inside_is_an_error_of_the_model(
    upper: Upper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("position \x1b[31m 300 is out of range\nand more")

    monkeypatch.setattr(upper, "translate_batch", failing)
    with pytest.raises(ModelError, match=r"nowhere.*out of range.*install") as told:
        Model(Path("nowhere"), 1, 1).translate([["a"]])
    assert "\x1b" not in str(told.value)

"""The driver of Apertium: what it makes of a mode and of a sentence, and Apertium itself if there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import apertium_lines
import pytest

from dragoman.index.translate.command import CommandTranslators
from dragoman.index.translate.seam import Translator

MODE = "lt-proc '/a b/x.bin' | tagger -g $2 'p' | lt-proc $1 '$(id)' | lt-proc -p 'y'"


def test_a_mode_becomes_programs_and_their_arguments_without_a_shell() -> None:
    assert apertium_lines.stages(MODE) == [
        ["lt-proc", "-z", "/a b/x.bin"],
        ["tagger", "-z", "-g", "p"],
        ["lt-proc", "-z", "-n", "$(id)"],
        ["lt-proc", "-z", "-p", "y"],
    ]


@pytest.mark.parametrize(
    "sentence",
    ["Hola.", "Hola", "[a] {b} ^c$ \\ / @ < > # *", "un_a [", "x\\", "\\[]", "¿Quién?»", ""],
)
def test_a_sentence_survives_the_stream_as_it_was(sentence: str) -> None:
    marked = apertium_lines.marked(sentence)
    assert apertium_lines.plain(marked.encode()) == sentence


def test_what_ends_a_sentence_of_the_stream_never_comes_from_a_text() -> None:
    assert "\0" not in apertium_lines.marked("a\0b\nc")


@pytest.fixture(scope="module")
def spanish() -> Iterator[Translator]:
    if apertium_lines.find("spa-eng") is None:
        pytest.skip("no Apertium mode spa-eng: apt-get install apertium-eng-spa")
    driver = str(Path(apertium_lines.__file__))
    ways = CommandTranslators({("es", "en"): [sys.executable, driver, "spa-eng"]}, seconds=30)
    found = ways.find("es", "en")
    assert found is not None
    yield found
    ways.close()


def test_apertium_translates_through_the_command_back_end(spanish: Translator) -> None:
    found = spanish.translate(["Las casas son blancas.", "El perro come pan"])
    assert [one.text for one in found] == ["The houses are white.", "The dog eats bread"]
    assert spanish.name == "es→en apertium_lines"


def test_every_sentence_gets_its_own_translation_whatever_is_in_it(spanish: Translator) -> None:
    odd = ["[a] {b}", "^c$", "\\", "/ @ < >", "~", "#1 *", "<b>casa</b>", "a\nb", "🙂", "x" * 3000]
    sentences = [word for one in odd for word in (one, "El perro come.")] * 20
    found = [one.text for one in spanish.translate(sentences)]
    assert found[1::2] == ["The dog eats."] * (len(odd) * 20)
    assert found[: 2 * len(odd)] * 20 == found


def test_a_word_that_is_not_known_stays_without_a_mark(spanish: Translator) -> None:
    text = spanish.translate(["El perro de Zapatarribla come pan."])[0].text
    assert text == "The dog of Zapatarribla eats bread."


def test_a_mode_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["apertium_lines.py", "xyz-abc"])
    assert apertium_lines.main() == 2
    assert "no Apertium mode 'xyz-abc'" in capsys.readouterr().err

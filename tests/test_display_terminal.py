"""Nothing harmful reaches a terminal, and what it can do is told by its environment."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.search.terminal import Look, look, safe, width

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(ANYTHING)
def test_no_control_no_bidi_control_and_no_surrogate_is_ever_shown(text: str) -> None:
    shown = safe(text)
    assert not set(shown) & set(BIDI_CONTROLS)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    shown.encode("utf-8")


@given(ANYTHING)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Женева, 2017", "Женева, 2017"),
        ("می‌گویند", "می‌گویند"),
        ("हिन्दी क्‍ष", "हिन्दी क्‍ष"),
        ("👩‍🚀", "👩‍🚀"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x9b2J\x7f", "\ufffd2J␡"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("co\xadoperate\ufeff", "cooperate"),
        ("name-\udcff.txt", "name-\\xff.txt"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_letters_stay_and_controls_become_pictures(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("peace", 5),
        ("мир", 3),
        ("和平", 4),
        ("سلام", 4),
        ("سَلام", 4),
        ("e\u0301", 1),
        ("평화", 4),
        ("", 0),
    ],
)
def test_width_counts_columns_not_letters(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("color", "stream", "environ", "styled"),
    [
        ("auto", Screen(), {}, True),
        ("auto", io.StringIO(), {}, False),
        ("auto", Screen(), {"NO_COLOR": "1"}, False),
        ("auto", Screen(), {"NO_COLOR": ""}, True),
        ("auto", Screen(), {"TERM": "dumb"}, False),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, True),
        ("never", Screen(), {}, False),
    ],
)
def test_styles_need_a_terminal_that_wants_them(
    color: str, stream: io.StringIO, environ: dict[str, str], styled: bool
) -> None:
    assert look(stream, color, "auto", environ).styled is styled


@pytest.mark.parametrize(
    ("environ", "bidi"),
    [
        ({}, "terminal"),
        ({"VTE_VERSION": "7200", "TERM": "xterm-256color"}, "vte"),
        ({"VTE_VERSION": "7200", "XTERM_VERSION": "XTerm(379)"}, "vte"),
        ({"VTE_VERSION": "7200", "TMUX": "/tmp/tmux-0/default,1,0"}, "runs"),
        ({"VTE_VERSION": "5202"}, "visual"),
        ({"KONSOLE_VERSION": "221203"}, "runs"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "terminal"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "words"),
        ({"XTERM_VERSION": "XTerm(379)", "TERM": "xterm"}, "visual"),
        ({"TERM": "alacritty"}, "visual"),
        ({"TERM": "foot-extra"}, "visual"),
        ({"TERM": "linux"}, "visual"),
        ({"TERM_PROGRAM": "vscode"}, "visual"),
    ],
)
def test_the_environment_tells_how_a_terminal_draws_right_to_left_text(
    environ: dict[str, str], bidi: str
) -> None:
    assert look(Screen(), "auto", "auto", environ).bidi == bidi
    assert look(io.StringIO(), "auto", "auto", environ).bidi == "logical"
    assert look(Screen(), "auto", "logical", environ).bidi == "logical"


def test_an_explicit_choice_holds_for_files_too() -> None:
    assert look(io.StringIO(), "auto", "visual", {}).bidi == "visual"


def test_lines_are_no_longer_than_the_eye_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "180")
    assert look(Screen(), "auto", "auto", {}) == Look(100, True, "terminal", 80)
    monkeypatch.setenv("COLUMNS", "3")
    assert look(Screen(), "auto", "auto", {}).columns == 24


def test_without_styles_text_stays_plain() -> None:
    assert Look().bold("x") == Look().faint("x") == Look().marked("x") == "x"
    assert Look(styled=True).marked("") == ""

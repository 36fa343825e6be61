"""Right-to-left lines for terminals that do not turn them round.

Capitals stand for Hebrew letters in these cases, as in the examples of UAX #9, so that the
expected order can be read.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.search.bidi import has_rtl, is_rtl, levels, mirrored, visual
from dragoman.search.shaping import shape

HEBREW = {chr(ord("A") + n): chr(0x5D0 + n) for n in range(26)}
LATIN = {hebrew: letter for letter, hebrew in HEBREW.items()}
LINES = st.text("abאבجد12٣٤ .,-+%/:()[]«»", max_size=30)


def drawn(text: str, rtl: bool) -> str:
    clusters = [HEBREW.get(char, char) for char in text]
    depth = levels(clusters, rtl)
    mirror = [mirrored(c) if level % 2 else c for c, level in zip(clusters, depth, strict=True)]
    return "".join(LATIN.get(cluster, cluster) for cluster in visual(mirror, depth))


@pytest.mark.parametrize(
    ("logical", "rtl", "expected"),
    [
        ("abc def", False, "abc def"),
        ("ABC DEF", True, "FED CBA"),
        ("car means CAR.", False, "car means RAC."),
        ("CAR means car.", True, ".means car RAC"),
        ("IN 2017 THEY", True, "YEHT 2017 NI"),
        ("IN 1,500.25 OF", True, "FO 1,500.25 NI"),
        ("ABC (un) DEF", True, "FED (un) CBA"),
        ("un (ABC) abc", False, "un (CBA) abc"),
        ("A «B» C", True, "C «B» A"),
        ("ABC un", True, "un CBA"),
        ("12%", True, "12%"),
        ("A ", True, " A"),
        ("un A", False, "un A"),
        ("", True, ""),
    ],
)
def test_a_line_is_drawn_in_visual_order(logical: str, rtl: bool, expected: str) -> None:
    assert drawn(logical, rtl) == expected


def test_digits_after_arabic_letters_keep_their_order() -> None:
    line = list("في ٢٠١٧/٥")
    assert "".join(visual(line, levels(line, rtl=True))) == "٢٠١٧/٥ يف"


@given(LINES, st.booleans())
def test_nothing_is_lost_by_reordering(text: str, rtl: bool) -> None:
    depth = levels(list(text), rtl)
    assert sorted(visual(list(text), depth)) == sorted(text)
    assert all(level >= int(rtl) for level in depth)


@given(st.text("abc 123.,()", max_size=30))
def test_a_line_without_right_to_left_letters_stays_as_it_is(text: str) -> None:
    assert drawn(text, rtl=False) == text


@given(st.text("".join(HEBREW.values()) + " ", max_size=30))
def test_a_line_of_one_direction_is_simply_reversed(text: str) -> None:
    assert "".join(visual(list(text), levels(list(text), rtl=True))) == text[::-1]


def test_many_brackets_take_linear_time_and_do_not_fail() -> None:
    depth = levels(list("(" * 5000 + "א" + ")" * 5000), rtl=True)
    assert len(depth) == 10001


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("NATO تقول إن المفاوضات مستمرة", True),
        ("The word سلام means peace", False),
        ("2017", False),
        ("", False),
    ],
)
def test_the_direction_of_a_paragraph_is_that_of_most_of_its_letters(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_only_some_text_needs_any_of_this() -> None:
    assert has_rtl("x א")
    assert has_rtl("٣")
    assert not has_rtl("Женева 2017 和平")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("سلم", "ﺳﻠﻢ"),
        ("در", "در"),
        ("باب", "ﺑﺎب"),
        ("گپ", "ﮔﭗ"),
        ("كـب", "ﻛـﺐ"),
        ("שלום", "שלום"),
        ("abc", "abc"),
    ],
)
def test_arabic_letters_take_the_form_their_place_asks_for(word: str, forms: str) -> None:
    assert "".join(shape(list(word))) == forms


def test_lam_and_alef_are_drawn_as_one_letter() -> None:
    assert shape(list("لا")) == ["ﻻ", ""]
    assert shape(list("سلام")) == ["ﺳ", "ﻼ", "", "م"]


def test_a_non_joiner_keeps_letters_apart_and_is_not_drawn() -> None:
    assert shape(["م", "ی\u200c", "گ"]) == ["ﻣ", "ﯽ", "گ"]


def test_marks_stay_upon_their_letters() -> None:
    assert shape(["سَ", "ل"]) == ["ﺳَ", "ﻞ"]

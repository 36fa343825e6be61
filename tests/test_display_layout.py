"""Lines are cut by columns, marked and aligned, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.search.layout import AS_BEFORE, TO_LEFT, cells, draw, field, page, shortened, wrap
from dragoman.search.terminal import Look, safe, width

TEXTS = st.text("ab мир 和平、。ไทย שלום سَلام\n\x1b(a)e\u0301-", max_size=120)


def plain(line: list) -> str:  # type: ignore[type-arg]
    return "".join(cell.text for cell in line)


def wrapped(text: str, columns: int) -> list[str]:
    return [plain(line) for line in wrap(cells(text), columns)]


@given(TEXTS, st.integers(2, 40))
def test_lines_fit_and_nothing_but_white_space_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(line and width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())


def test_words_stay_whole_where_they_can() -> None:
    assert wrapped("peace talks begin", 11) == ["peace talks", "begin"]
    assert wrapped("unconditionally", 6) == ["uncond", "itiona", "lly"]


def test_scripts_without_spaces_break_between_letters_but_not_before_a_stop() -> None:
    assert wrapped("停火協議。生效", 8) == ["停火協", "議。生效"]
    assert wrapped("สันติภาพ", 3) == ["สันติ", "ภาพ"]


def test_a_mark_never_leaves_its_letter() -> None:
    assert wrapped("e\u0301" * 4, 2) == ["e\u0301e\u0301", "e\u0301e\u0301"]


def test_matches_are_marked_by_asterisks_or_by_style() -> None:
    text, marks = "the peace talks", [(4, 9)]
    assert draw(cells(text, marks, stars=True), Look()) == "the *peace* talks"
    styled = Look(styled=True)
    assert draw(cells(text, marks), styled) == "the \x1b[1;31mpeace\x1b[0m talks"


def test_marks_that_overlap_or_touch_the_ends_are_drawn_once() -> None:
    text = "peace talks"
    marks = [(0, 5), (3, 8), (8, 11), (11, 11)]
    assert "".join(c.text for c in cells(text, marks) if c.marked) == "peacetalks".replace(
        "et", "e t"
    )
    assert plain(cells(text, marks)) == text


@given(TEXTS, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=5))
def test_marks_change_no_letter(text: str, marks: list[tuple[int, int]]) -> None:
    assert plain(cells(text, marks)).replace(" ", "") == plain(cells(text)).replace(" ", "")


ARABIC = "وقّعت في 2017 مذكرة UN"


@pytest.mark.parametrize("bidi", ["terminal", "visual", "words"])
def test_right_to_left_lines_end_at_the_right_edge(bidi: str) -> None:
    look = Look(columns=40, bidi=bidi)  # type: ignore[arg-type]
    line = draw(cells(ARABIC), look, "  ", rtl=True)
    assert width(line) == 40
    assert line.startswith("   ")


def test_visual_order_joins_letters_and_words_order_leaves_them() -> None:
    visual = draw(cells("مذكرة UN"), Look(40, bidi="visual"), rtl=True)
    assert visual.strip() == "UN " + "ﻣﺬﻛﺮة"[::-1]
    words = draw(cells("مذكرة أمس UN"), Look(40, bidi="words"), rtl=True)
    assert words.strip() == "UN أمس مذكرة"


def test_runs_order_leaves_each_run_and_marks_its_ends() -> None:
    line = draw(cells("חתמו (memorandum) ב־4 במאי."), Look(60, bidi="runs"), rtl=True)
    assert line.strip() == "\u200f) ב־4 במאי.\u200fmemorandum\u200fחתמו (\u200f"
    quoted = "He said שלום twice."
    assert draw(cells(quoted), Look(60, bidi="runs")) == quoted


def test_words_order_mirrors_brackets_and_turns_digits_that_kitty_would_turn() -> None:
    line = draw(cells("خبر (۲۰۱۷) מה"), Look(60, bidi="words"), rtl=True)
    assert line.strip() == "מה (۷۱۰۲) خبر"


def test_files_get_text_in_logical_order_without_alignment() -> None:
    assert draw(cells(ARABIC), Look(40), "  ", rtl=True) == "  " + ARABIC


def test_vte_is_told_the_direction_and_turned_back_after_the_line() -> None:
    line = draw(cells(ARABIC), Look(40, bidi="vte", margin=3), "  ", rtl=True)
    assert line == TO_LEFT + "   " + ARABIC
    assert page([line, "next"]) == f"{line}\n{AS_BEFORE}next\n"


def test_a_short_right_to_left_text_does_not_draw_its_neighbours_with_it() -> None:
    assert field("الجزيرة", Look(bidi="terminal")) == "الجزيرة\u200e"
    assert field("הארץ", Look(bidi="visual")) == "הארץ"[::-1]
    assert field("הארץ", Look()) == "הארץ"
    assert field("BBC\x1b", Look(bidi="terminal")) == "BBC␛"


def test_too_many_lines_are_cut_with_an_ellipsis() -> None:
    lines = wrap(cells("one two three four"), 5)
    assert [plain(line) for line in shortened(lines, 2, 5)] == ["one", "two …"]
    assert [plain(line) for line in shortened(lines, 3, 5)] == ["one", "two", "thr …"]
    assert shortened(lines, 9, 5) == lines

"""A passage and its translation as a person sees them: on a level, marked on both sides, harmless."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.article import Article, Passage, Record, Translation
from dragoman.search import display, display_article
from dragoman.search.aligned import best, rows
from dragoman.search.beside import mode
from dragoman.search.hit import Hit, HitTranslation, Rendered, Results
from dragoman.search.layout import LEFT_TO_RIGHT, TO_LEFT
from dragoman.search.terminal import Look, width

PAIRS = {
    "ru": [
        ("Стороны подписали меморандум.", "The parties signed a memorandum."),
        ("Перемирие держится третий день.", "The truce has held for three days."),
        ("Наблюдатели остаются.", "The observers stay."),
    ],
    "he": [
        ("הצדדים חתמו על מזכר.", "The parties signed a memorandum."),
        ("הפסקת האש נשמרת.", "The truce holds."),
    ],
    "zh": [("双方签署了备忘录。", "The parties signed a memorandum."), ("停火得到遵守。", "The truce holds.")],
}  # fmt: skip


def translated(lang: str, gap: str = " ") -> tuple[str, Translation]:
    text = target = ""
    sentences = []
    for left, right in PAIRS[lang]:
        text += gap if text else ""
        target += " " if target else ""
        sentences.append((len(text), len(text + left), len(target), len(target + right)))
        text, target = text + left, target + right
    return text, Translation("en", target, tuple(sentences), f"{lang}→en 1.9", (), "A truce")


def hit(lang: str, words: str = "", theirs: str = "", gap: str = " ") -> Hit:
    text, made = translated(lang, gap)
    marks = [(m.start(), m.end()) for m in re.finditer(words, text)] if words else []
    other = [(m.start(), m.end()) for m in re.finditer(theirs, made.text)] if theirs else []
    return Hit(
        1, 7.4, "talks", 0, lang, "Title", "", "", "", 0, len(text), text, tuple(marks), (),
        HitTranslation(made, tuple(other)),
    )  # fmt: skip


def shown(one: Hit, choice: str, look: Look | None = None) -> list[str]:
    found = Results("q", 1, 1.0, (one,))
    return list(display.passages(found, look or Look(columns=100), choice))


def test_beside_every_sentence_begins_on_a_level_with_its_translation() -> None:
    lines = shown(hit("ru", "еремирие", "truce"), "beside")
    assert [line.split(" │ ") for line in lines if " │ " in line] == [
        ["     Стороны подписали меморандум.                 ", "The parties signed a memorandum."],
        ["     П*еремирие* держится третий день.             ", "The *truce* has held for three days."],
        ["     Наблюдатели остаются.                         ", "The observers stay."],
    ]  # fmt: skip


def test_a_sentence_that_wraps_leaves_room_on_the_other_side() -> None:
    lines = [line for line in shown(hit("ru"), "beside", Look(columns=60)) if "│" in line]
    left = [line.partition("│")[0].strip() for line in lines]
    right = [line.partition("│")[2].strip() for line in lines]
    assert right[left.index("Перемирие держится третий")] == "The truce has held for"
    assert right[left.index("Наблюдатели остаются.")] == "The observers stay."
    assert all(width(line) <= 60 for line in lines)


def test_below_the_translation_follows_after_the_code_of_its_language() -> None:
    lines = shown(hit("ru", "меморандум", "memorandum"), "below", Look(columns=120))
    assert lines[:3] == ["  1  Title", "     A truce", "     Russian · talks#0"]
    assert lines[3].startswith("     Стороны подписали *меморандум*. Перемирие")
    assert lines[4].startswith("en   The parties signed a *memorandum*. The truce")


def test_only_shows_the_translation_and_says_what_it_was_made_from() -> None:
    lines = shown(hit("ru"), "only")
    assert lines[:2] == ["  1  A truce", "     from Russian · talks#0"]
    assert "The parties signed" in lines[2]
    assert "Стороны" not in "".join(lines)


def test_none_shows_what_there_was_without_a_translation() -> None:
    one = hit("ru", "меморандум")
    assert shown(one, "none") == shown(replace(one, translation=None), "beside")


@pytest.mark.parametrize(
    ("columns", "margin", "choice", "wanted"),
    [
        (80, 0, "", "below"),
        (99, 0, "", "below"),
        (100, 0, "", "beside"),
        (100, 40, "", "beside"),
        (140, 0, "only", "only"),
        (60, 0, "beside", "beside"),
    ],
)
def test_without_a_choice_there_are_two_columns_where_there_is_room(
    columns: int, margin: int, choice: str, wanted: str
) -> None:
    assert mode(choice, Look(columns=columns, margin=margin)) == wanted


@pytest.mark.parametrize("bidi", ["terminal", "vte", "runs", "words", "visual"])
def test_a_right_to_left_original_ends_at_the_bar_on_every_terminal(bidi: str) -> None:
    look = Look(columns=100, bidi=bidi)  # type: ignore[arg-type]
    lines = [line for line in shown(hit("he"), "beside", look) if " │ " in line]
    assert len(lines) == 2
    for line in lines:
        left, right = line.split(" │ ")
        assert width(left) == 5 + (100 - 5 - 3) // 2
        assert left.startswith((" " * 10, LEFT_TO_RIGHT + " " * 10))
        assert not left.endswith(" ")
        assert right.startswith("The ")
        assert not line.startswith(TO_LEFT)


def test_a_terminal_that_turns_lines_is_kept_from_turning_the_two_columns() -> None:
    (line, *_) = [ln for ln in shown(hit("he"), "beside", Look(100, bidi="terminal")) if "│" in ln]
    assert line[0] == LEFT_TO_RIGHT
    assert line.partition(" │ ")[0][-1] == LEFT_TO_RIGHT
    drawn = [ln for ln in shown(hit("he"), "beside", Look(100, bidi="visual")) if "│" in ln]
    assert LEFT_TO_RIGHT not in "".join(drawn)
    assert drawn[0].partition(" │ ")[0].strip() == PAIRS["he"][0][0][::-1]


def test_wide_letters_keep_the_bar_where_it_is() -> None:
    lines = [line for line in shown(hit("zh", gap=""), "beside") if "│" in line]
    assert len({width(line.partition("│")[0]) for line in lines}) == 1
    joined = "\n".join(shown(hit("zh", gap=""), "below"))
    assert "双方签署了备忘录。停火得到遵守。" in joined


def test_both_sides_show_the_same_sentences_where_the_matches_are() -> None:
    for one in (hit("ru", "Наблюдатели"), hit("ru", "", "observers")):
        made = one.translation
        assert made
        chosen = best(rows(one.text, one.marks, made.translation, made.marks), 24)
        assert [(row.source.text.strip(), row.target.text.strip()) for row in chosen] == [
            PAIRS["ru"][2]
        ]
        assert chosen[0].source.cut_before
        assert chosen[0].target.cut_before
        assert not chosen[0].target.cut_after


def test_without_a_match_the_beginning_is_shown() -> None:
    text, made = translated("ru")
    assert best(rows(text, (), made), 24)[0].target.text == PAIRS["ru"][0][1]


def test_a_very_long_sentence_is_cut_on_both_sides_around_its_match() -> None:
    text = "начало " * 60 + "меморандум " + "конец " * 60
    target = "begin " * 60 + "paper " + "end " * 60
    made = Translation("en", target, ((0, len(text), 0, len(target)),), "m")
    at = text.index("меморандум")
    (row,) = best(rows(text, [(at, at + 10)], made), 100)
    assert "меморандум" in row.source.text
    assert "paper" in row.target.text
    assert max(len(row.source.text), len(row.target.text)) <= 140
    assert row.source.cut_before
    assert row.target.cut_after


@pytest.mark.parametrize("choice", ["beside", "below", "only"])
def test_what_is_doubtful_is_said_behind_its_sentence_and_never_hidden(choice: str) -> None:
    one = hit("ru")
    assert one.translation
    made = replace(one.translation.translation, doubtful=((1, "numbers differ"), (1, "too short")))
    look = Look(columns=160, styled=True)
    lines = shown(replace(one, translation=HitTranslation(made)), choice, look)
    assert "three days. \x1b[2m(doubtful: numbers differ, too short)\x1b[0m" in "\n".join(lines)


def test_a_sentence_without_translation_is_shown_with_a_remark() -> None:
    text = "Один. Два."
    made = Translation("en", "One.", ((0, 5, 0, 4), (6, 10, 4, 4)), "m", ((1, "too long"),))
    found = rows(text, (), made)
    assert [(row.source.text, row.target.text) for row in found] == [
        ("Один.", "One."),
        (" Два.", ""),
    ]
    one = replace(hit("ru"), text=text, translation=HitTranslation(made))
    assert any(line.endswith("(not translated: too long)") for line in shown(one, "beside"))


def test_what_a_dictionary_gave_stands_on_one_line_below_the_hit() -> None:
    words = ("Waffenruhe", "Feuerpause", "Waffenruhe")
    met = tuple(Rendered("ceasefire", word, 0, 1) for word in words)
    one = replace(hit("ru"), translation=None, rendered=(*met, Rendered("zone", "Zone", 1, 2)))
    lines = shown(one, "", Look(columns=70))
    assert lines[-2] == "     ceasefire → Waffenruhe, Feuerpause · zone → Zone"
    many = replace(one, rendered=tuple(Rendered("x", f"word{n}", 0, 1) for n in range(50)))
    assert width(shown(many, "", Look(columns=70))[-2]) <= 70


def test_nothing_harmful_of_a_translation_reaches_the_terminal() -> None:
    evil = "a\x1b]0;owned\x07\u202eb\nc\u2028d"
    made = Translation("e\x1bn", evil * 3, ((0, 5, 0, len(evil)),), evil, ((0, evil),), evil)
    text = evil * 3
    one = replace(
        hit("ru"), text=text, translation=HitTranslation(made, ((1, 4),)),
        rendered=(Rendered(evil, evil, 0, 1),),
    )  # fmt: skip
    passage = Passage(0, len(text), "ru", text)
    record = Record(Article("a", text, evil), "ru", 1.0, (passage,), (), (), {0: made})
    for choice in ("beside", "below", "only", "none"):
        for look in (Look(columns=60), Look(columns=60, styled=True, bidi="visual")):
            lines = [
                *shown(one, choice, look),
                *display_article.article(record, None, look, choice),
            ]
            assert not set("".join(lines).replace("\x1b[", "")) & set("\x1b\x07\u202e\u2028\n")


def record(gap: str = " ") -> Record:
    text, made = translated("ru", gap)
    whole = Passage(0, len(text), "ru", text)
    return Record(Article("talks", text, "Заголовок"), "ru", 0.99, (whole,), (), (), {0: made})


def test_an_article_is_shown_with_its_translation_in_every_mode() -> None:
    def lines(choice: str) -> list[str]:
        return list(display_article.article(record("\n\n"), None, Look(columns=100), choice))

    assert lines("beside")[:2] == ["Заголовок", "A truce"]
    assert "#0 Russian · English (by ru→en 1.9)" in lines("beside")
    body = lines("beside")[5:]
    assert [bool(line) for line in body] == [True, False, True, False, True]
    assert body[2].split("│")[1] == " The truce has held for three days."
    assert "en  The parties signed a memorandum." in lines("below")
    assert "#0 from Russian (by ru→en 1.9)" in lines("only")
    assert "Стороны" not in "".join(lines("only"))
    plain = replace(record("\n\n"), translations={})
    assert lines("none") == list(display_article.article(plain, None, Look(columns=100), "beside"))


SENTENCES = st.lists(
    st.tuples(st.text("аб в.", max_size=9), st.text("ab c.", max_size=9)), max_size=6
)


@given(SENTENCES, st.integers(1, 40))
def test_every_letter_of_both_texts_belongs_to_a_row(
    pairs: list[tuple[str, str]], columns: int
) -> None:
    text = target = ""
    sentences = []
    for left, right in pairs:
        sentences.append((len(text), len(text + left), len(target), len(target + right)))
        text, target = text + left + " ", target + right + " "
    found = rows(text, (), Translation("en", target, tuple(sentences), "m"))
    if any(left for left, _ in pairs):
        assert "".join(row.source.text for row in found) == text
    if any(right for _, right in pairs):
        assert "".join(row.target.text for row in found) == target
    assert best(found, columns)

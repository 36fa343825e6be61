"""Stretches, the main language, and what detection must never do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_texts import ARABIC, ENGLISH, FRENCH, JAPANESE, RUSSIAN

from dragoman.index.language import Guess, Stretch, main_language, name, stretches


def langs(text: str) -> list[str]:
    return [stretch.lang for stretch in stretches(text)]


def covered(text: str) -> bool:
    """Say whether the stretches are in order, trimmed, apart, and leave no letter out."""
    found = stretches(text)
    inside: set[int] = set()
    for stretch in found:
        piece = text[stretch.start : stretch.end]
        if not piece or piece != piece.strip() or not 0.0 <= stretch.confidence <= 1.0:
            return False
        inside.update(range(stretch.start, stretch.end))
    ordered = all(a.end <= b.start and a.lang != b.lang for a, b in pairwise(found))
    return ordered and all(i in inside for i, char in enumerate(text) if not char.isspace())


class TestStretches:
    def test_three_paragraphs_in_three_languages(self) -> None:
        text = "\n\n".join((ENGLISH, RUSSIAN, FRENCH))
        assert langs(text) == ["en", "ru", "fr"]
        assert [text[s.start : s.end] for s in stretches(text)] == [
            ENGLISH.strip(),
            RUSSIAN.strip(),
            FRENCH.strip(),
        ]

    def test_three_languages_of_one_script(self) -> None:
        german = "Die Delegationen trafen sich am Mittwoch, um über die Waffenruhe zu sprechen."
        assert langs("\n".join((ENGLISH, FRENCH, german))) == ["en", "fr", "de"]

    def test_a_quotation_in_another_script_inside_a_paragraph(self) -> None:
        text = ENGLISH + ARABIC + ENGLISH
        assert langs(text) == ["en", "ar", "en"]
        assert text[slice(*span(stretches(text)[1]))] == ARABIC.strip()

    def test_a_change_of_language_inside_a_long_line_is_found_to_the_sentence(self) -> None:
        text = ENGLISH * 20 + FRENCH * 20
        first, second = stretches(text)
        assert (first.lang, second.lang) == ("en", "fr")
        assert abs(second.start - len(ENGLISH * 20)) <= len(ENGLISH)

    def test_one_language_is_one_stretch(self) -> None:
        text = "\n\n".join([ENGLISH] * 30)
        assert stretches(text)[0].end == len(text.strip())
        assert langs(text) == ["en"]

    @pytest.mark.parametrize("scrap", ["Reuters", "2017", "Idlib, Homs", "***", "Abdullah", "МИД"])
    def test_a_scrap_goes_with_its_neighbours(self, scrap: str) -> None:
        assert langs(f"{scrap}\n\n{ENGLISH}\n\n{scrap}\n\n{ENGLISH}\n{scrap}") == ["en"]

    def test_a_line_that_goes_on_in_lower_case_is_not_cut_off(self) -> None:
        wrapped = ENGLISH.replace("to discuss", "\nto discuss").replace("before", "\nbefore")
        assert langs(wrapped + "\n" + FRENCH) == ["en", "fr"]
        assert stretches(wrapped + "\n" + FRENCH)[0].end == len(wrapped.strip())

    def test_a_list_of_names_goes_with_the_article(self) -> None:
        names = "\n".join(("Ankara", "Moskva", "Tehran", "Genève", "Wien", "Astana", "Sochi") * 5)
        assert langs(f"{ENGLISH}\n\n{names}\n\n{ENGLISH}") == ["en"]

    def test_scraps_of_markup_stay_with_the_text_around(self) -> None:
        assert langs(f"{RUSSIAN}\n<blockquote><i>\n{RUSSIAN}\n</i></blockquote>") == ["ru"]

    def test_lines_in_a_language_each_are_told(self) -> None:
        assert langs("Добрый день, как у вас дела?\nGood afternoon, how are you all?") == [
            "ru",
            "en",
        ]

    def test_a_headline_without_kana_is_japanese_in_japanese_company(self) -> None:
        assert langs("停戦協議開始、代表団首都到着\n\n" + JAPANESE) == ["ja"]

    def test_words_that_could_be_anything_are_in_no_language(self) -> None:
        assert langs("Zzq xk") == ["und"]
        assert langs("Reuters") == ["und"]

    def test_nothing_gives_nothing(self) -> None:
        assert stretches("") == stretches(" \n\u2028 ") == []

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0c"])
    def test_every_line_end_ends_a_paragraph(self, end: str) -> None:
        assert langs(ENGLISH + end + FRENCH) == ["en", "fr"]

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.sampled_from([ENGLISH, RUSSIAN, ARABIC, JAPANESE, FRENCH, "\n", "\n\n", " "]),
                st.text(max_size=20),
            ),
            max_size=6,
        ).map("".join)
    )
    def test_every_character_lies_in_one_stretch(self, text: str) -> None:
        assert covered(text)

    @settings(max_examples=50, deadline=None)
    @given(st.text(alphabet=" \n\x1c\x85\u3000.!?。།٫«\u0301ab東の\ud800", max_size=300))
    def test_odd_characters_are_covered_too(self, text: str) -> None:
        assert covered(text)


class TestMainLanguage:
    def test_the_language_of_most_letters(self) -> None:
        text = "\n\n".join((ENGLISH, RUSSIAN * 3))
        guess = main_language(stretches(text), text)
        assert guess.lang == "ru"
        assert 0.5 < guess.confidence < 0.9

    def test_no_stretches_no_language(self) -> None:
        assert main_language([], "") == Guess("und", 0.0)

    def test_undetermined_stretches_do_not_win(self) -> None:
        text = "x" * 50 + " слово"
        found = [Stretch(0, 50, "und", 0.0), Stretch(51, 56, "ru", 0.9)]
        assert main_language(found, text).lang == "ru"


class TestNames:
    def test_a_code_has_an_english_name(self) -> None:
        assert name("fa") == "Persian"
        assert name("zh") == "Chinese"

    def test_an_unknown_code_names_itself(self) -> None:
        assert name("xyz") == "xyz"

    def test_every_language_that_a_detector_knows_has_a_name(self) -> None:
        from dragoman.index.detectors import detectors

        assert [c for one in detectors() for c in one.codes if name(c) == c] == []


class TestTables:
    def test_every_row_is_of_a_known_language_and_script(self) -> None:
        from dragoman.index.languages import alphabets, languages, telling_words
        from dragoman.index.scripts import script

        for code, written in alphabets():
            assert written in languages()[code].scripts
        assert telling_words().keys() <= languages().keys()
        for (_, written), alphabet in alphabets().items():
            assert {script(letter) for letter in alphabet.letters} <= {written, ""}

    def test_an_alphabet_is_composed_and_lower_case(self) -> None:
        from dragoman.index.languages import alphabets

        for alphabet in alphabets().values():
            assert all(len(letter.lower()) == 1 for letter in alphabet.letters)
            assert not alphabet.letters & alphabet.loans


def span(stretch: Stretch) -> tuple[int, int]:
    return stretch.start, stretch.end

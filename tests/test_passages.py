"""Passages: whole sentences of one language, of a good size, and nothing lost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index.article import Passage
from dragoman.index.passages import passages
from dragoman.index.sentences import LONGEST_WORD, LONGEST_WORDS, sentences, word_count

LOW, HIGH = 60, 150

SENTENCES = {
    "en": "The envoys of three states met again in the capital and signed a short text. ",
    "ru": "Посланники трёх государств снова встретились в столице и подписали короткий текст. ",
    "ar": "اجتمع مبعوثو الدول الثلاث مرة أخرى في العاصمة ووقعوا نصا قصيرا. ",
    "tr": "Üç devletin temsilcileri başkentte yeniden buluştu ve kısa bir metin imzaladı. ",
    "fa": "نمایندگان سه کشور بار دیگر در پایتخت دیدار کردند و متن کوتاهی امضا کردند. ",
    "kk": "Үш мемлекеттің өкілдері астанада қайта кездесіп, қысқа мәтінге қол қойды. ",
    "hi": "तीन देशों के दूत राजधानी में फिर मिले और एक छोटे दस्तावेज़ पर हस्ताक्षर किए। ",
    "zh": "三国特使再次在首都会晤，并签署了一份简短的文件。",
    "ja": "三か国の特使が首都で再び会い、短い文書に署名した。",
    "th": "ผู้แทนของสามประเทศพบกันอีกครั้งในเมืองหลวงและลงนามในเอกสารฉบับสั้น ",
    "km": "តំណាងនៃរដ្ឋទាំងបីបានជួបគ្នាម្តងទៀតនៅរដ្ឋធានីហើយបានចុះហត្ថលេខាលើឯកសារខ្លីមួយ។",
    "my": "နိုင်ငံသုံးခုမှ ကိုယ်စားလှယ်များသည် မြို့တော်တွင် ထပ်မံတွေ့ဆုံခဲ့ကြသည်။",
    "am": "የሦስቱ አገሮች ልዑካን በዋና ከተማዋ እንደገና ተገናኝተው አጭር ሰነድ ፈረሙ። ",
    "ka": "სამი სახელმწიფოს წარმომადგენლები დედაქალაქში კვლავ შეხვდნენ და ხელი მოაწერეს ტექსტს. ",
}


@dataclass(frozen=True)
class Run:
    """Stands in for what language detection returns."""

    start: int
    end: int
    lang: str


def cut(text: str, lang: str = "en", low: int = LOW, high: int = HIGH) -> tuple[Passage, ...]:
    return passages(text, [Run(0, len(text), lang)], low, high)


def sizes(found: Sequence[Passage]) -> list[int]:
    return [word_count(passage.text) for passage in found]


ANY_TEXT = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [*SENTENCES.values(), "\n", "\n\n", "***", "2017", "e\u0301" * 80, "字" * 400]
        ),
    ),
    max_size=40,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT, st.lists(st.integers(0, 5000), max_size=4), st.data())
def test_nothing_is_lost_and_offsets_hold(text: str, cuts: list[int], data: st.DataObject) -> None:
    """Passages slice back, keep order, stay in their stretch and hold all letters and digits."""
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    langs = st.sampled_from([*SENTENCES, "de", "pl", "el", "hy", "ko", "und"])
    runs = [Run(*pair, data.draw(langs)) for pair in pairwise(bounds)]
    low = data.draw(st.integers(1, 80))
    high = data.draw(st.integers(low, 200))
    found = passages(text, runs, low, high)
    assert all(text[p.start : p.end] == p.text == p.text.strip() != "" for p in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(
        any(run.start <= p.start and p.end <= run.end and run.lang == p.lang for run in runs)
        for p in found
    )
    held = "".join(p.text for p in found)
    assert [c for c in held if c.isalnum()] == [c for c in text if c.isalnum()]


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_passages_are_bounded(text: str) -> None:
    """None has more words than asked for, nor more code points than so many long words."""
    found = cut(text, "und")
    assert all(1 <= size <= HIGH + HIGH // 10 for size in sizes(found))
    assert all(len(p.text) <= HIGH * LONGEST_WORD for p in found)


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize("count", [20, 37, 101])
def test_every_language_gets_passages_of_the_asked_size(lang: str, count: int) -> None:
    """Between low and high, the last one too, and cut only where sentences end."""
    text = SENTENCES[lang] * count
    found = cut(text, lang)
    ends = {end for _, end in sentences(text, 0, len(text), lang)}
    assert all(LOW <= size <= HIGH + 1 for size in sizes(found))
    assert {passage.end for passage in found} <= ends


@pytest.mark.parametrize("count", range(1, 40))
def test_no_short_tail_is_left(count: int) -> None:
    """Whatever the length, passages share the words evenly enough; only a short text is short."""
    found = cut(SENTENCES["en"] * count)
    total = 15 * count
    assert sum(sizes(found)) == total
    assert min(sizes(found)) >= min(LOW, total)


def test_passages_end_with_paragraphs() -> None:
    """Paragraphs of a good size are passages; none is joined with half of another."""
    paragraph = (SENTENCES["en"] * 6).strip()
    found = cut("\n\n".join([paragraph] * 5))
    assert [p.text for p in found] == [paragraph] * 5


def test_short_paragraphs_are_joined_whole() -> None:
    """News writes a paragraph a sentence or two: a passage takes several, each whole."""
    paragraph = (SENTENCES["en"] * 2).strip()
    found = cut("\n".join([paragraph] * 12))
    assert {size % 30 for size in sizes(found)} == {0}


def test_a_heading_stays_with_what_it_heads() -> None:
    """A line of a few words never ends a passage, even where that would fit."""
    section = (SENTENCES["en"] * 6).strip()
    text = "\n\n".join(["Background", section, "The talks", section, "What is next", section])
    starts = [p.text.split("\n")[0] for p in cut(text)]
    assert starts == ["Background", "The talks", "What is next"]


def test_a_short_stretch_in_another_language_is_a_passage() -> None:
    """One foreign sentence is not mixed into its neighbours."""
    text = SENTENCES["en"] * 5 + SENTENCES["ru"] + SENTENCES["en"] * 5
    first, second = len(SENTENCES["en"]) * 5, len(SENTENCES["en"]) * 5 + len(SENTENCES["ru"])
    runs = [Run(0, first, "en"), Run(first, second, "ru"), Run(second, len(text), "en")]
    found = passages(text, runs, LOW, HIGH)
    assert [p.lang for p in found] == ["en", "ru", "en"]
    assert found[1].text == SENTENCES["ru"].strip()


@pytest.mark.parametrize("text", ["", "  \n ", "* * *", "— … —\n\n!!!", "🎉"])
def test_what_has_no_letter_and_no_digit_makes_no_passage(text: str) -> None:
    assert cut(text, "und") == ()


@pytest.mark.parametrize("text", ["2017", "* 1 *", "٤٠٠", "½"])
def test_numbers_are_kept(text: str) -> None:
    """A number can be searched for, so it is never dropped."""
    assert [p.text for p in cut(text, "und")] == [text]


def test_ornaments_between_sections_belong_to_no_passage() -> None:
    """A row of asterisks stands at no end of a passage."""
    section = (SENTENCES["en"] * 6).strip()
    assert [p.text for p in cut(f"***\n\n{section}\n\n***\n\n{section}\n\n***")] == [section] * 2


def test_a_sentence_longer_than_high_stays_whole() -> None:
    """With a small `high` a passage is one sentence, never a part of one."""
    text = SENTENCES["en"] * 4
    assert [p.text for p in cut(text, low=5, high=10)] == [SENTENCES["en"].strip()] * 4


def test_a_text_without_stops_is_bounded() -> None:
    """A thousand words without a stop become several passages, cut between words."""
    found = cut("word " * 1000)
    assert len(found) > 1000 // LONGEST_WORDS
    assert all(set(p.text.split()) == {"word"} for p in found)


HOSTILE = {
    "one letter": "a",
    "one letter and stops": "a. ",
    "headings": "a\n\n",
    "ideographs": "字",
    "stops": ".",
    "signs between letters": "a" + "\n***" * 50 + "\n",
    "combining marks": "e" + "\u0301" * 49,
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(unit: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be quadratic."""

    def took(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        found = cut(text, "und")
        assert all(len(p.text) <= HIGH * LONGEST_WORD for p in found)
        return time.process_time() - begun

    short = min(took(50_000) for _ in range(3))
    assert took(200_000) < 9 * short + 0.05

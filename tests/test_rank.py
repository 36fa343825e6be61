"""The second stage and what is shown: pure functions, against what they mean."""

from itertools import pairwise
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.engine import Match
from dragoman.index.words import bones_of, folded, grams
from dragoman.search.filters import Filters
from dragoman.search.plan import plan
from dragoman.search.query import parse
from dragoman.search.rank import Collection, by_article, inverse_df, rescore
from dragoman.search.snippet import marked, marks, stretch


def order(question: str, *texts: str) -> list[int]:
    """Rank texts that the first stage cannot tell apart."""
    sounds = {key: folded(text) for key, text in enumerate(texts)}
    asked = folded(question)
    same = [Match(key, 1.0) for key in sounds]
    known = Collection(1000, {})
    found = rescore(same, sounds, grams(asked), grams(bones_of(asked)), known)
    return [match.key for match in found]


def test_a_passage_that_shares_more_of_the_question_comes_first() -> None:
    assert order("ceasefire", "the war goes on", "ceasefires hold")[0] == 1
    assert order("Стаффан де Мистура", "Sergei Lavrov spoke", "Staffan de Mistura spoke")[0] == 1
    assert order("peace talks", "talks of war, peace", "peace talks of war")[0] == 1


def test_equal_scores_come_by_key() -> None:
    assert order("nothing", "the same", "the same", "the same") == [0, 1, 2]


def test_a_score_never_falls_and_an_unknown_text_keeps_its_own() -> None:
    matches = [Match(1, 2.0), Match(2, 1.0)]
    found = rescore(matches, {2: "_peace_"}, {"peac"}, set(), Collection(10, {"peac": 1}))
    assert {m.key: m.score for m in found}[1] == 2.0
    assert {m.key: m.score for m in found}[2] > 1.0


def test_idf_is_that_of_lucene_and_never_negative() -> None:
    assert inverse_df(1, 10) == pytest.approx(log(1 + 9.5 / 1.5))
    assert inverse_df(20, 10) == 0.0


def test_passages_are_grouped_in_the_order_of_their_best() -> None:
    matches = [Match(key, 9.0 - key) for key in range(6)]
    groups = by_article(matches, {0: 7, 1: 8, 2: 7, 3: 7, 4: 8, 5: 7}, each=3)
    assert [[m.key for m in group] for group in groups] == [[0, 2, 3], [1, 4]]


def shown(question: str, text: str, lang: str) -> list[str]:
    wanted = marked(plan(parse(question), Filters(), [lang, "en"]).marked)
    return [text[a:b] for a, b in marks(text, lang, wanted)]


MARKED = [
    ("ceasefire", "Both ceasefires failed; the fire went on.", "en", ["ceasefires"]),
    ("the talks of Geneva", "The talks of the day in Geneva", "en", ["talks", "Geneva"]),
    ("to be or not", "to be", "en", ["to", "be"]),
    ("Идлиб", "Бои в Идлибе и под Идлибом", "ru", ["Идлибе", "Идлибом"]),
    ("Mistura", "посланник Мистура сказал", "ru", ["Мистура"]),
    ("停火", "双方签署停火协议", "zh", ["停火"]),
    ("停火协议", "双方签署停火协议。", "zh", ["停火协议"]),
    ("400,000", "نحو ٤٠٠٬٠٠٠ شخص", "ar", ["٤٠٠٬٠٠٠"]),
    ("المفاوضات", "بدأت مفاوضات جديدة", "ar", ["مفاوضات"]),
    ("UN", "the U.N. envoy", "en", ["U.N"]),
    ("accord", "à propos de l’accord", "fr", ["l’accord"]),
]


@pytest.mark.parametrize(("question", "text", "lang", "words"), MARKED)
def test_what_met_the_question_is_marked(
    question: str, text: str, lang: str, words: list[str]
) -> None:
    assert shown(question, text, lang) == words


@given(st.text(max_size=200), st.text(min_size=1, max_size=20), st.integers(1, 80))
def test_marks_and_stretches_lie_within_the_text(text: str, asked: str, width: int) -> None:
    words = frozenset(("stem", word) for word in asked.split())
    spans = marks(text, "en", marked(words))
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    start, end = stretch(text, spans, width)
    assert 0 <= start <= end <= len(text)
    assert end - start <= max(width, len(text) if len(text) <= width else width)


def test_the_stretch_with_more_different_words_is_shown() -> None:
    text = "Rain fell. " * 20 + "The ceasefire in Idlib holds. " + "Rain fell. " * 20
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("ceasefire", "Idlib")]
    start, end = stretch(text, spans, 80)
    assert "ceasefire in Idlib" in text[start:end]
    assert text[start:].startswith("The ceasefire")

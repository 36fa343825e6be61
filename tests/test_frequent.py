"""Words that say nothing of what a question is about, by language; and words that only look so."""

import pytest

from dragoman.index.engine import Any, Node, Word
from dragoman.index.frequent import frequent_words, is_frequent
from dragoman.index.tokens import tokens
from dragoman.search.filters import Filters
from dragoman.search.plan import plan
from dragoman.search.query import parse

QUESTIONS = [
    ("en", "who signed the ceasefire and when", {"signed", "ceasefire"}),
    ("en", "UN and WHO in Idlib", {"UN", "WHO", "Idlib"}),
    ("en", "war crimes of IS", {"war", "crimes", "IS"}),
    ("en", "not to be or to be", set()),
    ("de", "Wer hat das Abkommen von Minsk unterzeichnet?", {"Abkommen", "Minsk", "unterzeichnet"}),
    ("fr", "où est l’accord de paix", {"l’accord", "paix"}),
    ("es", "¿cuándo se firmó el acuerdo?", {"firmó", "acuerdo"}),
    ("pt", "quem são os garantes", {"garantes"}),
    ("it", "che cosa prevede la tregua", {"cosa", "prevede", "tregua"}),
    ("ru", "кто и когда подписал перемирие", {"подписал", "перемирие"}),
    ("uk", "хто підписав угоду у Мінську", {"підписав", "угоду", "Мінську"}),
    ("pl", "kto podpisał rozejm w Mińsku", {"podpisał", "rozejm", "Mińsku"}),
    ("tr", "Astana görüşmeleri ne zaman ve nerede", {"Astana", "görüşmeleri", "zaman"}),
    ("kk", "келіссөздер қайда және қашан өтті", {"келіссөздер", "өтті"}),
    ("ar", "من وقع على الهدنة في إدلب", {"وقع", "الهدنة", "إدلب"}),
    ("fa", "چه کسی آتش‌بس را امضا کرد", {"کسی", "آتش‌بس", "امضا"}),
    ("he", "מי חתם על ההסכם", {"חתם", "ההסכם"}),
    ("hi", "शांति वार्ता कब और कहाँ हुई", {"शांति", "वार्ता"}),
    ("el", "ποιος υπέγραψε τη συμφωνία", {"υπέγραψε", "συμφωνία"}),
    ("id", "siapa yang menandatangani gencatan senjata", {"menandatangani", "gencatan", "senjata"}),
]


@pytest.mark.parametrize(("lang", "question", "telling"), QUESTIONS)
def test_the_words_that_tell_are_kept(lang: str, question: str, telling: set[str]) -> None:
    assert {t.written for t in tokens(question) if not is_frequent(t)} == telling, lang


CONTENT = ["war", "peace", "ceasefire", "мир", "война", "сирия", "iran", "حرب", "سلام", "שלום"]


def test_what_news_of_conflicts_are_about_is_in_no_line_of_the_table() -> None:
    assert not frequent_words() & set(CONTENT)


def words(node: Node) -> set[str]:
    if isinstance(node, Word):
        return {node.word} if node.channel == "stem" else set()
    children = getattr(node, "children", ())
    return {word for child in children for word in words(child)}


def test_a_question_is_scored_without_them_unless_it_has_no_others() -> None:
    scored = plan(parse("the talks of Geneva"), Filters(), ["en"]).node
    assert isinstance(scored, Any)
    assert "the" not in words(scored)
    assert {"talk", "geneva"} <= words(scored)
    assert "the" in words(plan(parse("the of"), Filters(), ["en"]).node)

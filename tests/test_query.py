"""The question as a value: what is read, and what is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.errors import QueryError
from dragoman.search.query import LONGEST, Clause, parse

READ = {
    "peace talks": [Clause("peace talks")],
    "  peace\ttalks ": [Clause("peace talks")],
    '"peace talks" Geneva': [Clause("peace talks", phrase=True, occur="must"), Clause("Geneva")],
    "«мирные переговоры»": [Clause("мирные переговоры", phrase=True, occur="must")],
    "„Friedensgespräche in Minsk“": [
        Clause("Friedensgespräche in Minsk", phrase=True, occur="must")
    ],
    "»Friedensgespräche«": [Clause("Friedensgespräche", phrase=True, occur="must")],
    "“peace talks“": [Clause("peace talks", phrase=True, occur="must")],
    "“peace talks”": [Clause("peace talks", phrase=True, occur="must")],
    "「停火协议」 伊德利卜": [Clause("停火协议", phrase=True, occur="must"), Clause("伊德利卜")],
    "+ceasefire talks": [Clause("ceasefire", occur="must"), Clause("talks")],
    "talks -Geneva": [Clause("talks"), Clause("Geneva", occur="not")],
    'talks -"Geneva II"': [Clause("talks"), Clause("Geneva II", phrase=True, occur="not")],
    "cease-fire": [Clause("cease-fire")],
    "talks - Geneva": [Clause("talks Geneva")],
    "a 400 000 b": [Clause("a 400 000 b")],
    'דובר צה"ל אמר': [Clause('דובר צה"ל אמר')],
    '"דובר צה"ל" אמר': [Clause('דובר צה"ל', phrase=True, occur="must"), Clause("אמר")],
    "l'accord d'Alger": [Clause("l'accord d'Alger")],
    "C++ & talks": [Clause("C++ talks")],
    "talks ?!": [Clause("talks")],
}


@pytest.mark.parametrize(("text", "clauses"), READ.items())
def test_a_question_is_read(text: str, clauses: list[Clause]) -> None:
    assert list(parse(text).clauses) == clauses


def test_prose_only_prefers_what_it_quotes_and_may_leave_a_quotation_open() -> None:
    assert parse('who said "peace talks', prose=True).clauses == (Clause("who said peace talks"),)
    assert parse("„Құтты білік“ поэмасы", prose=True).clauses == (
        Clause("Құтты білік", phrase=True),
        Clause("поэмасы"),
    )


REFUSED = {
    "": "no word",
    "   ": "no word",
    "?!… «»": "no word",
    "-Geneva": "only says what to leave out",
    '-"peace talks" -x': "only says what to leave out",
    '"peace talks': "never closed",
    "talks «Genf": "never closed",
    "a\x00b": r"Character 2 .*U\+0000",
    "a\x1b[31m": r"U\+001B",
    "talks\ud800": r"Character 6 .*U\+D800",
    "x " * LONGEST: "20,000 characters long",
}


@pytest.mark.parametrize(("text", "says"), REFUSED.items(), ids=range(len(REFUSED)))
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert str(caught.value).endswith(".")


@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet='ab "«»„“+-', max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert any(clause.occur != "not" for clause in query.clauses)
    assert all(clause.text in " ".join(text.split()) or clause.phrase for clause in query.clauses)

"""Mentions as the ledger keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.article import DateMention, Entity, Mention
from dragoman.index.mention_rows import packed, unpacked, within

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
DEGREES = st.none() | st.floats(-90, 90)
ENTITIES = st.builds(Entity, TEXT, TEXT, TEXT, TEXT, DEGREES, DEGREES)
SURE = st.floats(0, 1)
MENTIONS = st.builds(
    Mention,
    st.sampled_from(("party", "place")),
    st.integers(0, 99),
    st.integers(0, 99),
    ENTITIES,
    SURE,
    st.sampled_from(("name", "demonym", "metonym", "shape")),
    st.lists(st.tuples(ENTITIES, SURE), max_size=3).map(tuple),
)


DAYS = st.none() | st.tuples(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
DATES = st.builds(
    DateMention,
    st.integers(0, 99),
    st.integers(0, 99),
    DAYS,
    DAYS,
    st.sampled_from(("day", "month", "range")),
    st.booleans(),
    SURE,
)


@given(st.lists(MENTIONS, max_size=5), st.lists(DATES, max_size=3))
def test_mentions_come_back_as_they_were(mentions: list[Mention], dates: list[DateMention]) -> None:
    assert unpacked(packed(mentions, dates)) == (tuple(mentions), tuple(dates))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "[[], [[1]], []]",
        '[[["a"]], [], []]',
        "7",
        "[[], [[0,0,0,0,9,1]], []]",
        "[[], [], [[1]]]",
    ],
)
def test_a_damaged_line_is_a_value_error(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpacked(line)


def test_the_mentions_of_a_part_have_offsets_into_it() -> None:
    one = Entity("state:XX", "Xanland", "state")
    mentions = [Mention("party", start, start + 5, one, 1.0) for start in (0, 10, 18)]
    assert [(m.start, m.end) for m in within(mentions, 8, 20)] == [(2, 7)]

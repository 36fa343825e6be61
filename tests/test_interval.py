"""Ranges of dates: what is read, what is refused, and that tags agree with arithmetic."""

import random

import pytest

from dragoman.index.engine import Any, Tag
from dragoman.index.errors import QueryError
from dragoman.index.interval import (
    Interval,
    ancestors,
    cover,
    interval_of,
    level_of,
    overlapping,
    parse_date,
    parse_range,
    published_tags,
    tags,
)

RANGES = {
    "2017": ((2017, 1, 1), (2017, 12, 31)),
    "2017-05": ((2017, 5, 1), (2017, 5, 31)),
    "2016-02": ((2016, 2, 1), (2016, 2, 29)),
    "2017-05-04": ((2017, 5, 4), (2017, 5, 4)),
    "2017-05-03..2017-05-04": ((2017, 5, 3), (2017, 5, 4)),
    " 2017-05 .. 2018 ": ((2017, 5, 1), (2018, 12, 31)),
    "2017-05..": ((2017, 5, 1), (9999, 12, 31)),
    "..2017": ((-9999, 1, 1), (2017, 12, 31)),
    "-0043-03-15": ((-43, 3, 15), (-43, 3, 15)),
    "-0049..-0043": ((-49, 1, 1), (-43, 12, 31)),
    "0000": ((0, 1, 1), (0, 12, 31)),
}


@pytest.mark.parametrize(("text", "days"), RANGES.items())
def test_a_range_is_read(
    text: str, days: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    assert parse_range(text) == Interval(*days)


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "2017-13", "2017-02-30", "17", "2017-5", "May 2017", "2018..2017"),
        *("2017...2018", "2017-05-04T10:00", "-0000", "-43", "٢٠١٧", "a..b", "2017..b"),
    ],
)
def test_what_is_no_range_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(QueryError, match=r"\.$"):
        parse_range(text)


def test_a_cover_is_the_fewest_nodes_and_nothing_else() -> None:
    assert list(cover(parse_range("2017-04-29..2017-06-02"))) == [
        *("2017-04-29", "2017-04-30", "2017-05", "2017-06-01", "2017-06-02")
    ]
    assert list(cover(parse_range("1999..2110"))) == ["1999", "20xx", "210x", "2110"]


def test_ancestors_are_named_upwards() -> None:
    assert list(ancestors("2017-05-04")) == ["2017-05", "2017", "201x", "20xx"]
    assert list(ancestors("201x")) == ["20xx"]
    assert list(ancestors("20xx")) == []


def test_years_before_1_have_decades_and_centuries_too() -> None:
    assert list(ancestors("-0043-03-15")) == ["-0043-03", "-0043", "-005x", "-01xx"]
    assert list(ancestors("0000")) == ["000x", "00xx"]
    assert list(cover(parse_range("-0050..-0041"))) == ["-005x"]
    assert list(cover(parse_range("-0002..0001"))) == ["-0002", "-0001", "0000", "0001"]
    assert interval_of("-01xx") == Interval((-100, 1, 1), (-1, 12, 31))


def test_a_node_is_of_one_level() -> None:
    nodes = ("20xx", "201x", "2017", "-0043", "2017-05", "-0043-03", "2017-05-04", "-0043-03-15")
    assert [level_of(node) for node in nodes] == [
        *("century", "decade", "year", "year", "month", "month", "day", "day")
    ]


def test_an_interval_posts_what_it_touches_what_it_is_and_what_holds_it() -> None:
    assert tags(parse_range("2017-04-30..2017-05-01")) == [
        *("=2017-04-30", "=2017-05-01"),
        *("o2017", "o2017-04", "o2017-04-30", "o2017-05", "o2017-05-01", "o201x", "o20xx"),
        "r2017-04-30/2017-05-01",
        *("w2017", "w201x", "w20xx"),
    ]


def test_a_date_of_publication_may_have_any_precision_and_a_time() -> None:
    assert published_tags("2017-05-04T10:30:00Z") == published_tags("2017-05-04")
    assert "=2017" in published_tags("2017")
    assert published_tags("") == published_tags("soon") == []


def answers(node: Any, posted: set[str]) -> bool:
    return any(isinstance(child, Tag) and child.value in posted for child in node.children)


def random_interval(source: random.Random) -> Interval:
    year = source.choice([1995, 1999, 2000, 2009, 2010, 2016, 2017])
    month, day = source.choice([1, 2, 5, 12]), source.choice([1, 2, 15, 28])
    texts = [f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"]
    first, last = parse_date(source.choice(texts)), parse_date(source.choice(texts))
    assert first
    assert last
    return Interval(first.start, max(first.end, last.end))


def test_overlapping_agrees_with_arithmetic() -> None:
    source = random.Random(5)
    for _ in range(4000):
        held, asked = random_interval(source), random_interval(source)
        truth = held.start <= asked.end and asked.start <= held.end
        found = overlapping("published", asked)
        assert isinstance(found, Any)
        assert answers(found, set(tags(held))) is truth, (held, asked)

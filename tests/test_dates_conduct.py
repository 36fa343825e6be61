"""How dates are read: offsets, order, context, direction, and time that grows with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index.dates import Context, DateMention, find_dates
from dragoman.index.dates.days import is_day
from dragoman.index.dates.when import Direction
from dragoman.index.extract.view import view

PUBLISHED = "2017-05-04"
WORDS = (
    *(
        "3",
        "4th",
        "May",
        "2017",
        "Monday",
        "last",
        "next",
        "week",
        "two",
        "days",
        "ago",
        "of",
        "the",
    ),
    *(
        "from",
        "to",
        "between",
        "and",
        "since",
        "before",
        "in",
        "early",
        "first",
        "quarter",
        "-",
        "/",
    ),
    *(
        ",",
        ".",
        "12/31/2016",
        "5-6",
        "1990s",
        "century",
        "21st",
        "later",
        "after",
        "BC",
        "30",
        "Feb",
    ),
    *(
        "2016-02-30",
        "99999999",
        "yesterday",
        "every",
        "within",
        "summer",
        "half",
        "year",
        "Ramadan",
    ),
)


def days(text: str, lang: str = "en", published: str = PUBLISHED) -> list[tuple[str, str]]:
    """What is found, and its first and last day in a row of digits."""
    return [(text[one.start : one.end], said(one)) for one in find_dates(text, lang, published)]


def said(one: DateMention) -> str:
    ends = ["-".join(map(str, day)) if day else "" for day in (one.first, one.last)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def check(text: str, found: list[DateMention]) -> None:
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert 0 <= one.confidence <= 1
        at = one.end
        if one.first and one.last:
            assert one.first <= one.last
        for day in (one.first, one.last):
            assert day is None or is_day(*day)
        if one.precision == "day":
            assert one.first == one.last


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(("en", "de", "xx")))
def test_whatever_the_words_offsets_and_days_are_sound(words: list[str], lang: str) -> None:
    text = " ".join(words)
    check(text, find_dates(text, lang, PUBLISHED))
    check(text, find_dates(text, lang, "", direction="future"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(("en", "zh", "ar", "fa", "th", "ko")))
def test_any_text_can_be_read(text: str, lang: str) -> None:
    check(text, find_dates(text, lang, PUBLISHED))


def test_words_that_fold_to_nothing_do_no_harm() -> None:
    assert days("\u0640 4 \u0640 \u0300", "ar") == []


def test_a_view_that_is_there_already_is_not_made_again() -> None:
    text = "It began on 4 May 2017."
    assert find_dates(text, "en", "", view=view(text, "en")) == find_dates(text, "en", "")


@pytest.mark.parametrize("published", ["", "2017", "2017-05", "soon"])
def test_without_a_day_of_publication_relative_dates_stay_unresolved(published: str) -> None:
    text = "yesterday, on 5 May, last week, two days ago, since Monday, on 5 May 2011"
    *relative, absolute = find_dates(text, "en", published)
    assert len(relative) == 5
    assert all(one.relative and one.first is one.last is None for one in relative)
    assert said(absolute) == "2011-5-5"
    assert not absolute.relative


def test_publication_may_have_a_time() -> None:
    assert days("yesterday", published="2017-05-04T10:30:00Z") == [("yesterday", "2017-5-3")]


def test_the_last_date_of_an_article_is_what_later_is_counted_from() -> None:
    context = Context()
    find_dates("They met on 10 March 2013.", "en", PUBLISHED, context=context)
    assert context.anchor == (2013, 3, 10)
    (later,) = find_dates("Two days later they parted.", "en", PUBLISHED, context=context)
    assert said(later) == "2013-3-12"
    assert context.anchor == (2013, 3, 12)


def test_without_a_date_before_it_later_is_counted_from_publication() -> None:
    assert days("Two days later they parted.") == [("Two days later", "2017-5-6")]


@pytest.mark.parametrize(
    ("direction", "day"), [("near", "2017-5-2"), ("past", "2017-5-2"), ("future", "2017-5-9")]
)
def test_weekdays_of_news_look_back_and_those_of_an_assistant_ahead(
    direction: Direction, day: str
) -> None:
    (one,) = find_dates("Tuesday", "en", PUBLISHED, direction=direction)
    assert said(one) == day


@pytest.mark.parametrize(
    ("direction", "first", "last"),
    [("near", 2017, 2016), ("past", 2016, 2016), ("future", 2017, 2017)],
)
def test_without_a_year_the_nearest_time_is_meant_or_that_on_the_side_one_looks_to(
    direction: Direction, first: int, last: int
) -> None:
    text = "in June, on 20 December"
    june, day = find_dates(text, "en", PUBLISHED, direction=direction)
    assert (june.first, day.first) == ((first, 6, 1), (last, 12, 20))


def test_as_far_ahead_as_behind_is_behind() -> None:
    assert days("on 3 November") == [("3 November", "2016-11-3")]
    assert days("They will meet on 3 November") == [("3 November", "2017-11-3")]


def test_a_sentence_that_looks_ahead_may_name_a_day_that_has_just_been() -> None:
    assert days("What was signed on 30 April will last") == [("30 April", "2017-4-30")]


def test_how_long_something_takes_is_no_date_in_news_but_is_to_an_assistant() -> None:
    text = "They agreed within two weeks; in thirty years nobody had."
    assert days(text) == []
    assert len(find_dates(text, "en", PUBLISHED, direction="future")) == 2


def test_in_so_many_days_is_a_date_where_the_sentence_looks_ahead() -> None:
    assert days("They will meet in two weeks.") == [("in two weeks", "2017-5-18")]


def test_in_news_an_offset_is_as_exact_as_its_unit() -> None:
    text = "two days ago, six weeks ago, four months ago, a year ago"
    assert [found.precision for found in find_dates(text, "en", PUBLISHED)] == [
        *("day", "day", "month", "year")
    ]


def test_what_has_been_so_since_a_day_is_no_anchor_and_neither_is_a_year() -> None:
    context = Context()
    text = "It met on 10 March 2013. It has stood since 2 May 1999, and in 1998 it fell."
    find_dates(text, "en", PUBLISHED, context=context)
    assert context.anchor == (2013, 3, 10)
    assert context.coarse == (1998, 1, 1)


def test_an_undated_text_says_the_year_of_a_day_by_the_dates_before_it() -> None:
    text = "It was signed on 12 February 2015 and began on 15 February."
    assert days(text, published="")[1] == ("15 February", "2015-2-15")


def test_the_day_of_publication_is_the_nearest_of_its_weekday() -> None:
    assert days("on Thursday") == [("Thursday", "2017-5-4")]
    assert days("last Thursday") == [("last Thursday", "2017-4-27")]


def test_a_29_february_is_that_of_a_leap_year() -> None:
    assert days("on 29 February") == [("29 February", "2016-2-29")]


def test_digits_follow_the_order_of_the_language_unless_they_cannot() -> None:
    assert days("3/5/2017") == [("3/5/2017", "2017-3-5")]
    assert days("3/5/2017", "fr") == [("3/5/2017", "2017-5-3")]
    assert days("25/5/2017") == [("25/5/2017", "2017-5-25")]
    assert days("2017/5/3", "fr") == days("2017/5/3")


@pytest.mark.parametrize(
    "unit",
    ["3 May 2017, ", "Monday ", "1 2 3 ", "1.2.", "12/3/2017 ", "between 3 and ", "last next this ",
     "two days and ", "twenty ", "the the ", "9", "3-", "-", ". ", "may "],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            find_dates(text, "en", PUBLISHED)
            best = min(best, time.process_time() - start)
        return best

    find_dates(unit * 100, "en", PUBLISHED)
    short, long = seconds(400), seconds(4000)
    assert long < 25 * short + 0.05


def test_ten_thousand_dates_in_a_row_are_all_found() -> None:
    assert len(find_dates("3 May 2017, " * 10_000, "en", PUBLISHED)) == 10_000


def test_a_line_of_a_million_digits_is_no_date() -> None:
    start = time.process_time()
    assert find_dates("7" * 1_000_000, "en", PUBLISHED) == []
    assert time.process_time() - start < 2

"""Places in texts: found where they stand, and understood as what the article means."""

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import fastest

from dragoman.index.article import Mention
from dragoman.index.extract.gazetteer import gazetteer
from dragoman.index.extract.places import place_mentions, slug
from dragoman.index.extract.view import view

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "places.json").read_text("utf-8")
)


def places(text: str, lang: str = "en") -> list[Mention]:
    return place_mentions([view(text, lang)], [0])


def marked(case: dict[str, Any]) -> Any:
    reason = case.get("xfail")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(case, id=f"{case['lang']}: {case['label']}", marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    found = places(case["text"], case["lang"])
    assert [case["text"][one.start : one.end] for one in found] == [p[0] for p in case["places"]]
    for one, (_, identity) in zip(found, case["places"], strict=True):
        if identity:
            assert one.entity.id == identity, one.entity


def test_a_mention_says_what_it_was_known_from() -> None:
    found = places("Turkish troops in Idlib crossed the Amite River.")
    assert [one.by for one in found] == ["demonym", "name", "shape"]
    for one in found:
        assert one.kind == "place"
        assert 0.45 <= one.confidence <= 1


def test_other_readings_are_kept_the_likeliest_first() -> None:
    (one,) = places("He lives in Alexandria.")
    assert one.candidates
    chances = [chance for _, chance in one.candidates]
    assert chances == sorted(chances, reverse=True)
    assert one.confidence >= chances[0]
    assert one.entity.id not in {entity.id for entity, _ in one.candidates}


def test_one_name_is_one_place_throughout_an_article() -> None:
    first = "He was born in Paris, Texas."
    second = "In Paris he went to school."
    views = [view(first, "en"), view(second, "en")]
    found = place_mentions(views, [0, len(first) + 1])
    assert {one.entity.id for one in found if one.entity.name == "Paris"} == {"gn:4717560"}
    whole = f"{first} {second}"
    assert [whole[one.start : one.end] for one in found] == ["Paris", "Texas", "Paris"]


def test_a_street_is_where_the_article_is() -> None:
    found = places("In Baton Rouge, a house on Plank Road burned.")
    road, town = found[1], found[0]
    assert road.entity.id == "place:plank-road"
    assert (road.entity.lat, road.entity.lon) == (town.entity.lat, town.entity.lon)
    assert road.entity.country == "US"


def test_a_shape_without_any_place_around_it_has_no_point() -> None:
    (one,) = places("The Quux River rose.")
    assert (one.entity.id, one.entity.type, one.entity.lat) == ("place:quux-river", "river", None)


def test_a_name_that_is_also_written_in_lower_case_is_doubted() -> None:
    sure = places("They met in Nice.")
    doubted = places("Nice people are nice, and it was nice.")
    assert sure
    assert not doubted


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Clinton Street", "clinton-street"),
        ("Hay'at Tahrir", "hay-at-tahrir"),
        ("Kamenné Square", "kamenne-square"),
        ("Église  Road", "eglise-road"),
        ("улица Мира", "ulitsa-mira"),
    ],
)
def test_a_slug_is_plain(name: str, made: str) -> None:
    assert slug(name) == made


MARKS = "abc Paris Лондон دمشق\u202e\u200f 北京 \u0301\u0307İ' ’-.,U.S. \n\t St. of Lake"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*MARKS.split(" "), " ", ", ", "Ohio River", "New York"]), max_size=30
    ),
    st.sampled_from(["en", "ru", "ar", "zh", "und", "xx"]),
)
def test_offsets_are_those_of_the_text_whatever_it_is(parts: list[str], lang: str) -> None:
    text = " ".join(parts)
    last = 0
    for one in place_mentions([view(text, lang)], [0]):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        last = one.end


def test_right_to_left_and_left_to_right_may_be_mixed() -> None:
    text = "قال Ahmed في دمشق: talks in Geneva \u202bوفي حلب\u202c ended."
    found = {text[one.start : one.end] for one in places(text, "ar")}
    assert {"دمشق", "Geneva"} <= found


def test_letters_and_accents_apart_are_found_with_their_own_offsets() -> None:
    text = "Dün I\u0307dlib'de, sonra Gene\u0300ve."
    found = [text[one.start : one.end] for one in places(text, "tr")]
    assert found[0] == "I\u0307dlib"


def seconds(text: str) -> float:
    seen = view(text, "en")
    return fastest(lambda: place_mentions([seen], [0]))


def repeated(size: int) -> str:
    return "in Alexandria, La., " * size


def many(size: int) -> str:
    table = gazetteer()
    return ", ".join(table.place(at * 14 % len(table)).name for at in range(size))


def overlapping(size: int) -> str:
    return "New York City Street of South New York County River " * size


def mixed(size: int) -> str:
    words = ["Paris", "Ohio River", "دمشق", "北京", "in", "Mr.", "U.S.", "of", "South", "Street,"]
    return " ".join(random.Random(1).choices(words, k=size * 4))


@pytest.mark.parametrize("make", [repeated, many, overlapping, mixed])
def test_time_grows_with_the_text_and_no_faster(make: Any) -> None:
    one, two = (seconds(make(2_500 * k)) for k in (1, 2))
    assert two < 3.5 * one + 0.1, (one, two)


@pytest.mark.slow
def test_a_megabyte_of_one_name_is_read() -> None:
    text = "in Damascus " * 87_000
    found = places(text)
    assert len(found) == 87_000
    assert all(text[one.start : one.end] == "Damascus" for one in found)


@pytest.mark.slow
def test_ten_thousand_names_in_a_row_are_read() -> None:
    text = many(10_000)
    found = places(text)
    assert len(found) > 2_000
    assert all(text[one.start : one.end] for one in found)


def test_importing_loads_nothing_heavy() -> None:
    import subprocess

    program = "import sys, dragoman.index.extract.places; print('marisa_trie' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"

"""`docs/dates.md`: every range it shows is read as it says, every other is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.index import Article, Settings
from dragoman.index.enrich import enrich
from dragoman.index.errors import QueryError
from dragoman.index.interval import parse_range, written
from dragoman.search.formats import analysis

PAGE = (Path(__file__).parents[1] / "docs" / "dates.md").read_text("utf-8")
RANGES = re.findall(r"^\| `(.+?)` \| .+? \| (-?[\d-]{10,11}) \| (-?[\d-]{10,11}) \|$", PAGE, re.M)
REFUSED = re.findall(r"^\| `(.+?)` \| [^|]+ \|$", PAGE, re.M)


def test_the_page_has_examples() -> None:
    assert len(RANGES) == 8
    assert len(REFUSED) == 6


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_means_what_the_page_says(text: str, first: str, last: str) -> None:
    found = parse_range(text)
    assert (written(found.start), written(found.end)) == (first, last)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_range(text)


def test_a_date_in_a_text_is_as_the_page_shows_it() -> None:
    [shown] = re.findall(r"^```json date\n(.+)\n```$", PAGE, re.M)
    text = "Russia, Turkey and Iran signed a memorandum in Astana on 4 May."
    record = enrich(Article("a", text, published="2017-05-05"), Settings())
    [found] = [one for one in analysis(record)["mentions"] if one["kind"] == "date"]
    assert list(found) == list(json.loads(shown))
    assert found["text"] == "4 May"
    assert (found["from"], found["to"]) == ("2017-05-04", "2017-05-04")

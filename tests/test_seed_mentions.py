"""The annotations of the seeds hold together: spans, values, order and extent."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.index.read import Found, Roots, read

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ID = {
    "party": re.compile(r"(state:([A-Z]{2}|[a-z0-9-]+)|(org|group|format|person):[a-z0-9-]+)"),
    "place": re.compile(r"(gn:\d+|place:[a-z0-9-]+|)"),
}
TYPES = {
    "party": {
        "state", "international organisation", "organisation", "armed group", "movement",
        "format", "person",
    },
    "place": {
        "country", "region", "district", "town", "quarter", "camp", "river", "sea", "lake",
        "mountain", "island", "area", "continent", "site",
    },
}  # fmt: skip
COMMON = {"article", "lang", "start", "end", "text", "kind"}
NEEDED = {
    "party": COMMON | {"type", "id", "name"},
    "place": COMMON | {"type", "id", "name", "country"},
    "date": COMMON | {"from", "to", "precision", "relative"},
}
OPTIONAL = {"party": {"by", "also"}, "place": {"by", "also"}, "date": set[str]()}
PRECISIONS = {"day", "month", "year", "decade", "century", "part", "range"}

Line = dict[str, Any]


@cache
def lines() -> list[Line]:
    return [json.loads(row) for row in (SEEDS / "mentions.jsonl").read_text("utf-8").splitlines()]


@cache
def texts() -> dict[str, str]:
    events = read([SEEDS], Roots())
    return {event.article.id: event.article.text for event in events if isinstance(event, Found)}


def named() -> list[Line]:
    return [line for line in lines() if line["kind"] != "date"]


def dates() -> list[Line]:
    return [line for line in lines() if line["kind"] == "date"]


def test_every_article_is_annotated_and_no_other() -> None:
    assert {line["article"] for line in lines()} == set(texts())


def test_every_span_is_its_text() -> None:
    for line in lines():
        assert texts()[line["article"]][line["start"] : line["end"]] == line["text"], line
        assert line["text"] == line["text"].strip() != "", line


def test_lines_are_sorted_without_duplicates_and_spans_stand_apart() -> None:
    places = [(line["article"], line["start"], line["kind"]) for line in lines()]
    assert places == sorted(set(places))
    for one, other in pairwise(lines()):
        assert one["article"] != other["article"] or one["end"] <= other["start"], (one, other)


def test_keys_are_those_of_the_kind() -> None:
    for line in lines():
        kind = line["kind"]
        assert NEEDED[kind] <= set(line) <= NEEDED[kind] | OPTIONAL[kind], line


def test_parties_and_places_have_known_types_and_well_formed_ids() -> None:
    for line in named():
        kind = line["kind"]
        assert line["type"] in TYPES[kind], line
        assert ID[kind].fullmatch(line["id"]), line
        assert line["name"], line
        assert line.get("by", "demonym") in {"demonym", "metonym"}, line
        assert line.get("also", "") in {"", "party", "place"} - {kind}, line


def test_one_id_has_one_name_and_one_type() -> None:
    meanings: dict[str, set[tuple[str, str]]] = {}
    for line in named():
        if line["id"]:
            meanings.setdefault(line["id"], set()).add((line["name"], line["type"]))
    assert not {key: value for key, value in meanings.items() if len(value) > 1}


def test_dates_are_intervals_of_days_as_precise_as_they_say() -> None:
    lengths = {"day": (1, 1), "month": (28, 31), "year": (365, 366)}
    for line in dates():
        assert line["precision"] in PRECISIONS, line
        assert line["relative"] in {True, False}, line
        first, last = date.fromisoformat(line["from"]), date.fromisoformat(line["to"])
        shortest, longest = lengths.get(line["precision"], (2, 36_525))
        assert shortest <= (last - first).days + 1 <= longest, line


def test_there_is_enough_in_enough_languages() -> None:
    assert len(named()) >= 1_300
    assert len({line["lang"] for line in named()}) >= 20
    assert len(dates()) >= 300
    assert min(Counter(line["lang"] for line in dates()).values()) >= 6

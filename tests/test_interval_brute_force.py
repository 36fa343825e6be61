"""Ranges of dates, asked of every engine there is, answer as arithmetic on days does."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from dragoman.index.dates.days import day_of, number
from dragoman.index.engine import Any, Ask, Entry, Node, Tag
from dragoman.index.engines import ENGINES, engine
from dragoman.index.interval import (
    FIRST,
    LAST,
    Day,
    Interval,
    cover,
    interval_of,
    mentioned_tags,
    overlapping,
    range_of,
    within,
)

EPOCHS = (-2000, -101, -44, 0, 1, 99, 1453, 1899, 1987, 1999, 2000, 2009, 2016, 2017, 2024)
LENGTHS = (1, 2, 6, 13, 30, 90, 365, 400, 4000, 40_000)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time as a text says it; one end may be open."""

    first: Day | None
    last: Day | None

    @property
    def indexed(self) -> Interval:
        start, end = self.first or self.last, self.last or self.first
        assert start
        assert end
        return Interval(start, end)


@dataclass
class Passages:
    """Random passages with up to four times each."""

    random: Random
    mentions: list[list[Mention]] = field(default_factory=list)

    def interval(self) -> Interval:
        """A day, month, year, decade or century, or a run of days that is none of them."""
        year = self.random.choice(EPOCHS) + self.random.randrange(-3, 4)
        month = self.random.randrange(1, 13)
        kind = self.random.randrange(7)
        if kind < 3:
            size = (1, 10, 100)[kind]
            first = year // size * size
            return Interval((first, 1, 1), (first + size - 1, 12, 31))
        start = number((year, month, 1))
        if kind == 3:
            after = number((year + month // 12, month % 12 + 1, 1))
            return Interval(day_of(start), day_of(after - 1))
        start += self.random.randrange(28)
        length = 0 if kind == 4 else self.random.choice(LENGTHS)
        return Interval(day_of(start), day_of(start + length))

    def mention(self) -> Mention:
        found = self.interval()
        shape = self.random.randrange(12)
        return Mention(None if shape == 0 else found.start, None if shape == 1 else found.end)

    def question(self) -> Interval:
        found = self.interval()
        shape = self.random.randrange(8)
        return Interval(FIRST if shape == 0 else found.start, LAST if shape == 1 else found.end)

    def fill(self, passages: int) -> list[list[str]]:
        self.mentions = [
            [self.mention() for _ in range(self.random.randrange(5))] for _ in range(passages)
        ]
        return [
            sorted({tag for one in said for tag in mentioned_tags(one.first, one.last)})
            for said in self.mentions
        ]

    def overlapping(self, asked: Interval) -> set[int]:
        return {
            key
            for key, said in enumerate(self.mentions)
            if any(m.indexed.start <= asked.end and asked.start <= m.indexed.end for m in said)
        }

    def within(self, asked: Interval) -> set[int]:
        return {
            key
            for key, said in enumerate(self.mentions)
            if any(asked.start <= m.indexed.start and m.indexed.end <= asked.end for m in said)
        }


def answers(node: Node, posted: list[list[str]]) -> set[int]:
    """Which passages hold one of the tags that are asked for."""
    assert isinstance(node, Any)
    wanted = {child.value for child in node.children if isinstance(child, Tag)}
    return {key for key, tags in enumerate(posted) if wanted & set(tags)}


@pytest.mark.parametrize("seed", range(4))
def test_tags_answer_as_arithmetic_does(seed: int) -> None:
    passages = Passages(Random(seed))
    posted = passages.fill(40)
    held = {tag for tags in posted for tag in tags}
    for _ in range(250):
        asked = passages.question()
        assert answers(overlapping("date", asked), posted) == passages.overlapping(asked), asked
        assert answers(within("date", asked, held), posted) == passages.within(asked), asked


@pytest.mark.parametrize("name", ENGINES)
def test_engines_answer_and_count_as_arithmetic_does(name: str, tmp_path: Path) -> None:
    passages = Passages(Random(11))
    posted = passages.fill(120)
    one = engine(name)
    one.create(str(tmp_path))
    writer = one.writer(str(tmp_path))
    for start in range(0, len(posted), 50):
        some = enumerate(posted[start : start + 50], start)
        writer.add([Entry(key, key, {"stem": ["a"]}, {"date": tags}) for key, tags in some])
        writer.commit()
    writer.close()
    reader = one.reader(str(tmp_path))
    held = {tag for tags in posted for tag in tags}
    for _ in range(60):
        asked = passages.question()
        for node, right in (
            (overlapping("date", asked), passages.overlapping(asked)),
            (within("date", asked, held), passages.within(asked)),
        ):
            found = reader.find(Ask(node, 1000))
            assert {match.key for match in found.matches} == right, asked
            assert found.total == len(right)
            counts = reader.count(node, "date")
            for tag in sorted(held)[:: len(held) // 40]:
                assert counts.get(tag, 0) == sum(tag in posted[key] for key in right)
    reader.close()


def test_a_cover_is_exact_and_without_gaps_or_overlaps() -> None:
    passages = Passages(Random(3))
    for _ in range(400):
        whole = passages.interval()
        parts = [interval_of(node) for node in cover(whole)]
        assert parts[0].start == whole.start
        assert parts[-1].end == whole.end
        for one, other in pairwise(parts):
            assert number(other.start) == number(one.end) + 1


def test_a_long_range_of_days_stays_short_in_tags() -> None:
    assert len(mentioned_tags((1987, 3, 14), (2017, 5, 4))) < 130
    assert mentioned_tags(None, None) == []
    assert mentioned_tags((2017, 5, 4), (2017, 5, 3)) == []
    assert mentioned_tags((-20_000, 1, 1), (-20_000, 12, 31)) == []


def test_the_tag_of_a_range_says_which_range_it_is() -> None:
    said = Interval((-44, 3, 15), (-43, 1, 2))
    (tag,) = (tag for tag in mentioned_tags(said.start, said.end) if tag[0] == "r")
    assert tag == "r-0044-03-15/-0043-01-02"
    assert range_of(tag) == said
    assert range_of("o2017") is None
    assert range_of("r2017") is None

"""The bars of a long run: how much is done, and how much time is left, also while it translates."""

from __future__ import annotations

import pytest
from rich.progress import Progress

from dragoman.search.progress import _Bars


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("dragoman.search.progress.time.monotonic", made)
    return made


def lines(bar: Progress) -> list[str]:
    return [f"{task.fields['done']}, {task.fields['left']}" for task in bar.tasks if task.visible]


def test_the_time_left_takes_in_what_translating_takes(clock: Clock) -> None:
    bar = Progress(disable=True)
    bars = _Bars(bar, 1000)
    clock.now += 1
    bars.progress(5, 100)
    assert lines(bar) == ["5 articles, 0:00:09 left"]
    bars.sentences(0, 40)
    clock.now += 19
    bars.sentences(10, 40)
    assert lines(bar) == ["5 articles, 0:03:00 left", "10 of 40 sentences translated, 0:00:57 left"]
    clock.now += 7  # it counts down by itself
    assert lines(bar) == ["5 articles, 0:02:53 left", "10 of 40 sentences translated, 0:00:50 left"]
    bars.sentences(40, 40)
    assert len(lines(bar)) == 1


def test_each_batch_of_sentences_begins_anew(clock: Clock) -> None:
    bar = Progress(disable=True)
    bars = _Bars(bar, 1000)
    for _ in range(2):
        clock.now += 100
        bars.sentences(0, 4)
        clock.now += 5
        assert lines(bar)[1] == "0 of 4 sentences translated, 0:00:05"
        bars.sentences(1, 4)
        assert lines(bar)[1] == "1 of 4 sentences translated, 0:00:15 left"


def test_where_nobody_knows_how_much_there_is_the_time_that_passed_is_told(clock: Clock) -> None:
    bar = Progress(disable=True)
    bars = _Bars(bar, None)
    clock.now += 61
    bars.progress(1, 100)
    assert lines(bar) == ["1 article, 0:01:01"]

"""What a person sees of a long run: a bar with the time left, a line for whatever is left out."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dragoman.search.display import count
from dragoman.search.formats import run_report
from dragoman.search.output import note, write, write_json
from dragoman.search.terminal import safe

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from dragoman.index.read.events import Note, Skip
    from dragoman.index.report import Progress, Report

Say: TypeAlias = Callable[[str], None]

_OF_A_KIND = 20
"""So many of a kind are said one by one, the rest are counted."""

_UNPACKED = 3
"""How many bytes of text a byte of a .gz holds, about."""


class Watcher:
    """Says what is left out and what is worth a word, twenty of a kind; then it only counts."""

    def __init__(self, say: Say = note) -> None:
        self._say = say
        self._met: Counter[str] = Counter()

    def __call__(self, event: Skip | Note) -> None:
        """Say one event."""
        self._met[event.kind] += 1
        if self._met[event.kind] <= _OF_A_KIND:
            self._say(str(event))

    def close(self) -> None:
        """Say how many there were of each kind of which there were too many to say."""
        for kind, number in self._met.items():
            if number > _OF_A_KIND:
                self._say(f"… and {number - _OF_A_KIND:,} more: {kind}")


@contextmanager
def watched(paths: Iterable[str]) -> Iterator[tuple[Watcher, Progress | None, Progress | None]]:
    """Watch a run over these paths; yield what `dragoman.index.build` wants to tell it to.

    The bars, one of articles and one of sentences that are translated, go to stderr and only where
    that is a terminal.
    """
    if not sys.stderr.isatty():
        watcher = Watcher()
        yield watcher, None, None
        watcher.close()
        return
    with _bar(_expected(paths)) as (say, progress, sentences):
        watcher = Watcher(say)
        yield watcher, progress, sentences
        watcher.close()


class _Left:
    """The time left, told from what has been done since the beginning; as text it counts down.

    As long as nobody knows, it is the time that has passed.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._until: float | None = None

    def note(self, done: int, total: int) -> None:
        """Note how much is done."""
        now = time.monotonic()
        self._until = now + (now - self._began) * (total - done) / done if done else None

    def __format__(self, _: str) -> str:
        now = time.monotonic()
        if self._until is None:
            return str(timedelta(seconds=round(now - self._began)))
        return f"{timedelta(seconds=round(max(0.0, self._until - now)))} left"


class _Bars:
    """A bar of articles by their `total` of bytes, where it is known; below it one of sentences.

    What is left of all takes in what translating took so far, what is left of the sentences is
    that of a batch.
    """

    def __init__(self, bar: Bar, total: int | None) -> None:
        self._bar, self._total, self._read = bar, total, 0
        self._left = _Left()
        self._articles = bar.add_task("", total=total, done="0 articles", left=self._left)
        self._sentences = bar.add_task("", total=1, done="", visible=False, left="")
        self._batch = _Left()

    def progress(self, articles: int, read: int) -> None:
        self._read = min(read, self._total) if self._total else read
        said = count(articles, "article")
        self._bar.update(self._articles, completed=self._read, done=said)
        self._note_all()

    def _note_all(self) -> None:
        if self._total:
            self._left.note(self._read, self._total)

    def sentences(self, translated: int, of: int) -> None:
        if not translated:
            self._batch = _Left()
        self._batch.note(translated, of)
        self._note_all()
        self._bar.update(
            self._sentences,
            completed=translated,
            total=of,
            done=f"{translated:,} of {count(of, 'sentence')} translated",
            left=self._batch,
            visible=translated < of,
        )


@contextmanager
def _bar(total: int | None) -> Iterator[tuple[Say, Progress, Progress]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, highlight=False)
    columns = (BarColumn(), TextColumn("{task.fields[done]},"), TextColumn("{task.fields[left]}"))
    with Bar(*columns, console=console, transient=True) as bar:
        bars = _Bars(bar, total)

        def say(line: str) -> None:
            console.print(safe(line), markup=False, soft_wrap=True)

        yield say, bars.progress, bars.sentences


def _expected(paths: Iterable[str]) -> int | None:
    """Return about how many bytes of text there are below the paths; None where nobody knows."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        total += sum(map(_bytes, _files(path)))
    return total or None


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
    for folder, _, names in os.walk(path):
        yield from (os.path.join(folder, name) for name in names)


def _bytes(path: str) -> int:
    try:
        size = os.path.getsize(path)
    except OSError:
        return 0
    return size * _UNPACKED if Path(path).suffix == ".gz" else size


def told(report: Report) -> str:
    """Return what a run did, in one line."""
    done = _counted(
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        removed=report.removed,
    )
    written = f" ({count(report.passages, 'passage')})" if report.passages else ""
    took = _duration(report.seconds)
    return f"Articles: {done or 'none'}{written}{_translated(report)}, {took}."


def _translated(report: Report) -> str:
    """Return what there is to say of sentences, with a semicolon before."""
    said = _counted(
        translated=report.translated,
        from_memory=report.remembered,
        not_translated=report.untranslated,
    )
    return f"; sentences: {said}" if said else ""


def _counted(**numbers: int) -> str:
    """Return numbers with what they count, but for those that are 0."""
    told = (f"{number:,} {what.replace('_', ' ')}" for what, number in numbers.items() if number)
    return ", ".join(told)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def finish(report: Report, as_json: bool) -> int:
    """Write what a run did and return the exit code."""
    from dragoman.index.read.events import summary

    if as_json:
        write_json(run_report(report))
    else:
        write([told(report)])
    for line in summary(report.skipped):
        note(f"Left out: {line}")
    if report.read_nothing:
        note("Nothing could be read.")
    return 2 if report.read_nothing else 0

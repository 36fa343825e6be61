"""What a person sees of a long run: a bar with the time left, a line for whatever is left out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dragoman.search.display import count
from dragoman.search.formats import run_report
from dragoman.search.output import note, write, write_json
from dragoman.search.terminal import safe

if TYPE_CHECKING:
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


@contextmanager
def _bar(total: int | None) -> Iterator[tuple[Say, Progress, Progress]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True, highlight=False)
    times = (TimeRemainingColumn(), TextColumn("left")) if total else (TimeElapsedColumn(),)
    columns = (BarColumn(), TextColumn("{task.fields[done]},"), *times)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, done="0 articles")
        translating = bar.add_task("", total=1, done="", visible=False)

        def say(line: str) -> None:
            console.print(safe(line), markup=False, soft_wrap=True)

        def progress(articles: int, read: int) -> None:
            done = min(read, total) if total else read
            bar.update(task, completed=done, done=count(articles, "article"))

        def sentences(translated: int, of: int) -> None:
            if not translated:
                bar.reset(translating, total=of)  # so that the time left is that of this batch
            bar.update(
                translating,
                completed=translated,
                total=of,
                done=f"{translated:,} of {count(of, 'sentence')} translated",
                visible=translated < of,
            )

        yield say, progress, sentences


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
    done = [
        f"{number:,} {what}"
        for number, what in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.unchanged, "unchanged"),
            (report.removed, "removed"),
        )
        if number
    ]
    written = f" ({count(report.passages, 'passage')})" if report.passages else ""
    took = _duration(report.seconds)
    return f"Articles: {', '.join(done) or 'none'}{written}{_translated(report)}, {took}."


def _translated(report: Report) -> str:
    """Return what there is to say of sentences, with a semicolon before."""
    said = [
        f"{number:,} {what}"
        for number, what in (
            (report.translated, "translated"),
            (report.remembered, "from memory"),
            (report.untranslated, "not translated"),
        )
        if number
    ]
    return f"; sentences: {', '.join(said)}" if said else ""


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

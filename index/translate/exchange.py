"""One exchange with a running program: lines in, as many lines out, within bounds.

Writing and reading go on at once, so that full pipes stop neither side. Bounded are the time
without an answer, the length of an answer, and what is kept of standard error.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Literal

LONGEST_LINE = 1 << 16
"""Bytes of an answer; a longer one is none."""

_COMPLAINTS = 2000  # bytes of standard error that are remembered
_READ = 1 << 16
_GRACE = 0.01  # seconds in which a line too many shows itself

Ended = Literal["", "many", "few", "died", "silent", "long"]
"""How an exchange ended: "" is well, "few" that fewer lines came than it was given."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a program said, at most as many lines as it was given; and how that ended."""

    lines: list[str]
    ended: Ended


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without an answer: after `patience` the input is closed, after `seconds` all ends."""

    seconds: float
    patience: float


class Exchange:
    """One question: writing and reading until as many lines have come as were given.

    `ends` says that the program's input ends behind the lines, `was_late` that it had to, because
    nothing came; `took` is the seconds until the first answer.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        lines: Sequence[str],
        limits: Limits,
        complaints: bytearray,
    ) -> None:
        self._process = process
        self._stdin, self._stdout, self._stderr = streams(process)
        self._asked = len(lines)
        self._unsent = memoryview("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        self._limits = limits
        self._complaints = complaints
        self._begun = bytearray()
        self._lines: list[str] = []
        self._began = self._progress = time.monotonic()
        self._at_end = self._waited = False
        self.ends = self.was_late = False
        self.took = 0.0

    def run(self, ends: bool) -> Answers:
        """Go through with it; `ends` closes the program's input behind the lines."""
        self.ends = ends
        with selectors.DefaultSelector() as ready:
            ready.register(self._stdin, selectors.EVENT_WRITE, self._write)
            ready.register(self._stdout, selectors.EVENT_READ, self._read)
            ready.register(self._stderr, selectors.EVENT_READ, self._listen)
            while (ended := self._ended()) is None:
                for key, _ in ready.select(self._wait()):
                    key.data(ready)
                self._lose_patience()
        return Answers(self._lines[: self._asked], ended)

    def _ended(self) -> Ended | None:
        if len(self._begun) > LONGEST_LINE:
            return "long"
        if len(self._lines) > self._asked:
            return "many"
        if self._at_end:
            return self._ended_at_end()
        if len(self._lines) == self._asked and not self.ends:
            if self._waited:
                return "many" if self._begun else ""
            self._waited = True
        return "silent" if self._silence() >= self._limits.seconds else None

    def _ended_at_end(self) -> Ended:
        by_itself = not self.ends
        self.ends = True
        if len(self._lines) == self._asked:
            return ""
        code = _exit_code(self._process)
        self._note(read(self._stderr))
        return "died" if by_itself or code else "few"

    def _silence(self) -> float:
        return time.monotonic() - self._progress

    def _wait(self) -> float:
        """Return how long nothing may happen: a moment only where all has been said."""
        if self._waited:
            return _GRACE
        patience = self._limits.seconds if self.ends else self._limits.patience
        return max(0.0, patience - self._silence())

    def _lose_patience(self) -> None:
        """Close the input of a program that holds its answers back."""
        waiting = not self.ends and not self._waited and not self._unsent
        if waiting and self._silence() >= self._limits.patience:
            self.ends = self.was_late = True
            self._stdin.close()

    def _write(self, ready: selectors.BaseSelector) -> None:
        try:
            self._unsent = self._unsent[os.write(self._stdin.fileno(), self._unsent[:_READ]) :]
        except BlockingIOError:
            return
        except OSError:  # it has closed its input, or died: what it says next tells
            self._unsent = self._unsent[:0]
        if not self._unsent:
            ready.unregister(self._stdin)
            if self.ends:
                self._stdin.close()

    def _read(self, ready: selectors.BaseSelector) -> None:
        data = read(self._stdout)
        if data is None:
            return
        *whole, rest = (self._begun + data).split(b"\n")
        if not data:
            self._at_end = True
            ready.unregister(self._stdout)
            whole, rest = ([rest] if rest else []), bytearray()
        self._begun = rest
        if whole and not self._lines:
            self.took = time.monotonic() - self._began
        for line in whole:
            self._lines.append(line.decode("utf-8", "replace").removesuffix("\r"))
            self._progress = time.monotonic()

    def _listen(self, ready: selectors.BaseSelector) -> None:
        data = read(self._stderr)
        self._note(data)
        if data == b"":
            ready.unregister(self._stderr)

    def _note(self, complaint: bytes | None) -> None:
        self._complaints += complaint or b""
        del self._complaints[:-_COMPLAINTS]


def streams(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """Return the program's input, output and errors, which are pipes."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdin, process.stdout, process.stderr


def read(stream: IO[bytes]) -> bytes | None:
    """Return what there is, b"" at the end, None for nothing yet."""
    try:
        return os.read(stream.fileno(), _READ)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(1)
    except subprocess.TimeoutExpired:
        return 0

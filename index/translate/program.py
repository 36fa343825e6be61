"""A program that reads one sentence a line and writes one a line: started, asked, stopped.

It is a list of arguments, never a line for a shell, and has a process group of its own, which ends
as a whole.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import weakref
from collections.abc import Sequence

from dragoman.index.errors import ModelError
from dragoman.index.translate.exchange import Answers, Exchange, Limits, read, streams

_PATIENCE = 4  # after this part of the seconds for an answer, a program's input is closed
_LATE = 2  # so often in a row an answer came only then: it is a filter


class Program:
    """A program that is kept running from question to question.

    One that writes nothing before its input ends (a filter: `sed`) is recognised by that; or
    `whole` says so. It is started for each question then. So that one that takes long to load is
    not taken for a filter, two waits are needed, of a quarter of `seconds` and of twice what the
    first answer took. Not safe from several threads.
    """

    def __init__(self, argv: Sequence[str], seconds: float, *, whole: bool = False) -> None:
        self._argv = list(argv)
        self._limits = Limits(seconds, seconds / _PATIENCE)
        self._late = _LATE if whole else 0
        self._running: subprocess.Popen[bytes] | None = None
        self._ending: weakref.finalize[[subprocess.Popen[bytes]], Program] | None = None
        self._complaints = bytearray()

    @property
    def whole(self) -> bool:
        """Whether it answers only once its input has ended."""
        return self._late >= _LATE

    @property
    def complaint(self) -> str:
        """The last lines that it wrote to standard error, as one."""
        text = self._complaints.decode("utf-8", "replace")
        return " / ".join(line.strip() for line in text.splitlines()[-3:] if line.strip())

    def ask(self, lines: Sequence[str], *, alone: bool = False) -> Answers:
        """Give it lines, and return what it answers; `alone` starts and ends it for them.

        Raise `ModelError` where it does not start. It has been stopped unless all went well.
        """
        if alone:
            self.stop()
        exchange = Exchange(self._started(), lines, self._limits, self._complaints)
        try:
            answers = exchange.run(ends=alone or self.whole)
        except BaseException:
            self.stop()
            raise
        if exchange.was_late and not answers.ended:
            self._wait_longer(exchange.took)
        elif not exchange.ends:
            self._late = 0
        if answers.ended or exchange.ends:
            self.stop()
        return answers

    def _wait_longer(self, took: float) -> None:
        """Note that an answer came only when the input had been closed."""
        self._late += 1
        seconds, patience = self._limits.seconds, self._limits.patience
        self._limits = Limits(seconds, min(max(patience, 2 * took), 0.9 * seconds))

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is not None:
            if read(streams(self._running)[1]) is None:
                return self._running
            self.stop()  # it died meanwhile, or said more than it was asked
        pipe = subprocess.PIPE
        try:
            self._running = subprocess.Popen(  # noqa: S603 - the program is the user's own choice
                self._argv, bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
            )
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise ModelError(
                f"The translation program {self._argv[0]!r} does not start: {why}. Give the path "
                "of a program that reads one sentence a line and writes one a line."
            ) from error
        self._ending = weakref.finalize(self, _end, self._running)  # at exit, if nothing else does
        self._complaints.clear()
        for stream in streams(self._running):
            os.set_blocking(stream.fileno(), False)
        return self._running

    def stop(self) -> None:
        """End it, and whatever it has started; it starts again when it is asked again."""
        process = self._let_go()
        if process is not None:
            _end(process)

    def forget(self) -> None:
        """Let go of it without ending it: it is the parent's, and this is a forked child."""
        process = self._let_go()
        if process is not None:
            process.returncode = 0  # not ours to wait for
            _close(process)

    def _let_go(self) -> subprocess.Popen[bytes] | None:
        if self._ending is not None:
            self._ending.detach()
        process, self._running, self._ending = self._running, None, None
        return process


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in streams(process):
        with contextlib.suppress(OSError):
            stream.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close its pipes, which ends a program that behaves; then ask it to end, then make it."""
    _close(process)
    for sign, seconds in ((None, 0.3), (signal.SIGTERM, 1.0), (signal.SIGKILL, 10.0)):
        if sign is not None:
            _signal(process, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            break
    _signal(process, signal.SIGKILL)  # what it has started and left behind


def _signal(process: subprocess.Popen[bytes], sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sign)

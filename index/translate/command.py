"""The `command` back end: any program that reads one sentence a line and writes one a line.

Debian's `apertium`, a model of one's own behind ten lines of Python. A program is started at its
first sentence and kept running; when it dies, hangs, or loses count of the lines it is started
again, and only the sentences that were its undoing stay without a translation. A sentence never
gets the answer of another: where fewer or more lines come back than were sent, halves are asked
again, each of a program of its own, down to single sentences.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dragoman.index.errors import ModelError, UsageError
from dragoman.index.languages import languages
from dragoman.index.languages import name as language_name
from dragoman.index.translate.exchange import Ended
from dragoman.index.translate.program import Program
from dragoman.index.translate.seam import Translated, Translator

VERSION = "1"
"""Goes up when the same program would be asked, or its answers read, in another way."""

WINDOW = 256
"""Sentences that are sent before answers are waited for."""

_FILTERS = frozenset(("apertium",))  # programs that are known to answer at the end of their input
_IN_A_ROW = 3  # sentences that it died or hung on, before the rest is given up
_HALVINGS = 64  # programs started to find the sentence that a window stumbles over
_READ_WHOLE = 1 << 24  # bytes of a file that tells programs apart; a larger one by size and time
_NO_LINE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
_INTERPRETER = re.compile(r"(?:python|pypy|perl|ruby|node|java|bash|dash|sh|env)[\d.]*")

_WHY: dict[Ended, str] = {
    "many": "the program answered with several lines",
    "few": "the program gave no answer",
    "died": "the program died",
    "silent": "no answer in time",
    "long": "the answer is too long",
}


class CommandTranslator:
    """One way, through a program; a lock lets one thread at a time ask it."""

    def __init__(
        self, source: str, target: str, argv: Sequence[str], seconds: float, *, whole: bool
    ) -> None:
        if not argv:
            raise UsageError(f"The program for {source}→{target} has no name: give a command.")
        self.source, self.target = source, target
        self.name = f"{source}→{target} {program_name(argv)}"
        self.fingerprint = fingerprint(argv)
        self._program = Program(argv, seconds, whole=whole or Path(argv[0]).name in _FILTERS)
        self._lock = threading.Lock()
        self._failed = 0  # sentences in a row
        self._has_answered = False
        _ALL.add(self)

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        """Translate sentences; raise `ModelError` where the program does not work at all."""
        lines = [_NO_LINE.sub(" ", sentence).strip() for sentence in sentences]
        sent = [line for line in lines if line]
        with self._lock:
            answers = iter(self._answers(sent))
        return [next(answers) if line else _NOTHING for line in lines]

    def _answers(self, lines: list[str]) -> list[Translated]:
        told: list[Translated] = []
        self._failed = min(self._failed, _IN_A_ROW - 1)  # every call may try once more
        while len(told) < len(lines):
            if self._failed < _IN_A_ROW:
                told += self._some(lines[len(told) : len(told) + WINDOW])
            else:
                told += [Translated(None, why=told[-1].why)] * (len(lines) - len(told))
            if self._failed >= _IN_A_ROW and not self._has_answered:
                raise ModelError(self._complaint(told[-1].why))
        return told

    def _some(self, lines: list[str]) -> list[Translated]:
        """Return the answers for the first of some lines: at least one, mostly all."""
        answers = self._program.ask(lines)
        if answers.ended in ("many", "few") or (answers.ended and self._program.whole):
            told = _Halves(self._program).told(lines)
        else:
            told = [_translated(line) for line in answers.lines]
            if answers.ended and len(told) < len(lines):
                told.append(self._stumbled(lines[len(told)], answers.ended))
        self._count(told)
        return told

    def _stumbled(self, line: str, ended: Ended) -> Translated:
        """Return what becomes of the sentence that a program ended on: it may have been chance."""
        if ended == "died":
            answers = self._program.ask([line])
            if not answers.ended:
                return _translated(answers.lines[0])
            ended = answers.ended
        return Translated(None, why=_WHY[ended])

    def _count(self, told: Sequence[Translated]) -> None:
        for one in told:
            failed = one.why in _WHY.values()
            self._failed = self._failed + 1 if failed else 0
            self._has_answered = self._has_answered or not failed

    def _complaint(self, why: str) -> str:
        said = self._program.complaint
        return (
            f"The translation program of {self.name} does not work: {why}"
            + (f' ("{said}")' if said else "")
            + ". Try it by hand: it must read one sentence a line and write one a line."
        )

    def close(self) -> None:
        """End the program; the next sentence starts it again."""
        with self._lock:
            self._program.stop()

    def forget(self) -> None:
        """Begin anew in a forked child: the program that runs is the parent's."""
        self._lock = threading.Lock()
        self._program.forget()


class _Halves:
    """Asks for lines half by half, each of a program of its own, until all that can be is told."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._left = _HALVINGS

    def told(self, lines: list[str]) -> list[Translated]:
        if self._left <= 0:
            return [Translated(None, why=_WHY["few"])] * len(lines)
        self._left -= 1
        answers = self._program.ask(lines, alone=True)
        if not answers.ended:
            return [_translated(line) for line in answers.lines]
        if answers.ended == "silent":
            self._left -= _HALVINGS // _IN_A_ROW
        if len(lines) == 1:
            return [Translated(None, why=_WHY[answers.ended])]
        middle = len(lines) // 2
        return self.told(lines[:middle]) + self.told(lines[middle:])


class CommandTranslators:
    """Ways through programs: `commands` has a list of arguments by source and target.

    `seconds` is how long a program may say nothing while sentences wait for it (a filter: until it
    has begun to answer a window of them). `whole` names the ways whose program is a filter, which
    answers only when its input ends; one that is not named is found out, `apertium` at once, others
    by waiting twice for answers that do not come.
    """

    def __init__(
        self,
        commands: Mapping[tuple[str, str], Sequence[str]],
        *,
        seconds: float = 60.0,
        whole: Iterable[tuple[str, str]] = (),
    ) -> None:
        if seconds <= 0:
            raise UsageError(f"{seconds} seconds are too few for an answer: give more than 0.")
        filters = frozenset(whole)
        self._ways = {
            way: CommandTranslator(*way, argv, seconds, whole=way in filters)
            for way, argv in commands.items()
        }

    def find(self, source: str, target: str) -> Translator | None:
        """Return the program for a way, or None; nothing is started."""
        return self._ways.get((source, target))

    def sources(self, target: str) -> list[str]:
        """Return the languages for which there is a program, in order."""
        return sorted(source for source, into in self._ways if into == target)

    def close(self) -> None:
        """End all programs."""
        for way in self._ways.values():
            way.close()


def parse_command(text: str, target: str) -> tuple[tuple[str, str], list[str]]:
    """Read `ru=COMMAND` or `ru:en=COMMAND`; without a second language it is `target`.

    The command is parted into arguments as a shell would, and nothing else of a shell is in it.
    Raise `UsageError` where a language is unknown or there is no command.
    """
    way, equals, command = text.partition("=")
    source, colon, into = (part.strip() for part in way.partition(":"))
    into = into if colon else target
    if not equals:
        raise UsageError(f"{text!r} names no command: write ru=COMMAND or ru:en=COMMAND.")
    for code in (source, into):
        if code == "und" or code not in languages():
            raise UsageError(f"{code!r} in {text!r} is no language: give a code such as ru.")
    if source == into:
        raise UsageError(f"{text!r} translates {language_name(source)} into itself.")
    try:
        argv = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"The command in {text!r} cannot be read: {error}.") from error
    if not argv:
        raise UsageError(f"{text!r} names no command: write the program behind the =.")
    return (source, into), argv


def program_name(argv: Sequence[str]) -> str:
    """Return what a person calls a program: of `python3 lines.py spa-eng` "lines"."""
    if _INTERPRETER.fullmatch(Path(argv[0]).name):
        script = next((word for word in argv[1:] if Path(word).is_file()), argv[0])
        return Path(script).stem
    return Path(argv[0]).name


def fingerprint(argv: Sequence[str]) -> str:
    """Return 16 hexadecimal digits over a command and the files that it names."""
    digest = hashlib.sha256(f"command {VERSION}".encode())
    for place, word in enumerate(argv):
        digest.update(b"\0" + os.fsencode(word) + b"\0")
        file = Path((shutil.which(word) if place == 0 else None) or word)
        digest.update(_stamp(file))
    return digest.hexdigest()[:16]


def _stamp(file: Path) -> bytes:
    try:
        if not file.is_file():
            return b""
        about = file.stat()
        if about.st_size > _READ_WHOLE:
            return f"{about.st_size} {about.st_mtime_ns}".encode()
        return hashlib.sha256(file.read_bytes()).digest()
    except (OSError, ValueError):
        return b""


def _translated(line: str) -> Translated:
    text = _NO_LINE.sub(" ", line).strip()
    return Translated(text) if text else Translated(None, why="an empty answer")


_NOTHING = Translated(None, why="nothing to translate")
_ALL: weakref.WeakSet[CommandTranslator] = weakref.WeakSet()


def _forget_all() -> None:
    for one in list(_ALL):
        one.forget()


os.register_at_fork(after_in_child=_forget_all)

"""Apertium, one sentence a line: `scripts/apertium_lines.py MODE` (spa-eng; or a .mode file).

Reads a sentence a line from standard input and writes its translation as a line, at once, for as
long as there is input: what Dragoman's `command` back end asks of a program. The stages of the mode
are started once, without a shell, and kept running in Apertium's null-flush mode. Words that the
mode does not know stay as they are. Needs Python alone, beside Apertium and a pair of languages
(Debian: apertium-eng-spa).
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

MODES = (Path("/usr/local/share/apertium/modes"), Path("/usr/share/apertium/modes"))

# What means something in Apertium's stream format stands behind a backslash there:
# https://wiki.apertium.org/wiki/Apertium_stream_format
_SPECIAL = re.compile(r"[\\\[\]{}^$/@<>~]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNFIT = re.compile("[\x00-\x1f\x7f\ufffd]+")
_STOPPED = re.compile(r"[.!?…:;]\W*$")
_ADDED = ".[]"  # a stop, so that the tagger sees a sentence end; in brackets it would be blank
_ARGUMENT = {"$1": ["-n"], "$2": [], "$3": []}  # -n: no marks on words that are not known


def main() -> int:
    """Run the pipeline from standard input to standard output; return an exit code."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    mode = find(sys.argv[1])
    if mode is None:
        print(f"There is no Apertium mode {sys.argv[1]!r} in {MODES[1]}.", file=sys.stderr)
        return 2
    try:
        return run(stages(mode.read_text("utf-8")))
    except OSError as error:
        print(f"Apertium does not start: {error}.", file=sys.stderr)
        return 1


def find(name: str) -> Path | None:
    """Return the file of a mode that is given by name or as a path."""
    places = (Path(name), *(folder / f"{name}.mode" for folder in MODES))
    return next((place for place in places if place.is_file()), None)


def stages(mode: str) -> list[list[str]]:
    """Return the arguments of each program of a mode, with `-z` for null-flush."""
    words = shlex.shlex(mode, posix=True, punctuation_chars="|")
    words.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            found.append([])
        else:
            found[-1] += _ARGUMENT.get(word, [word])
    return [[program, "-z", *arguments] for program, *arguments in found]


def run(pipeline: list[list[str]]) -> int:
    """Feed the pipeline from a thread of its own, and write what comes out of it."""
    running: list[subprocess.Popen[bytes]] = []
    source: IO[bytes] | int = subprocess.PIPE
    for arguments in pipeline:
        running.append(subprocess.Popen(arguments, stdin=source, stdout=subprocess.PIPE))
        if not isinstance(source, int):
            source.close()  # or a stage would never see that the next one has died
        source = _pipe(running[-1].stdout)
    fed: list[None] = []
    feeder = threading.Thread(target=feed, args=(_pipe(running[0].stdin), fed), daemon=True)
    feeder.start()
    for told, sentence in enumerate(parted(_pipe(running[-1].stdout))):
        if told < len(fed):  # at the end of its input every stage writes one more NUL
            sys.stdout.buffer.write(plain(sentence).encode("utf-8") + b"\n")
            sys.stdout.buffer.flush()
    feeder.join(1)
    if feeder.is_alive():
        print("A stage of Apertium has ended before its input.", file=sys.stderr)
        return 1
    return max(abs(process.wait()) for process in running)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def feed(first: IO[bytes], fed: list[None]) -> None:
    """Write every line of standard input to the first stage, and count it in `fed`."""
    try:
        for line in iter(sys.stdin.buffer.readline, b""):
            fed.append(None)
            first.write(marked(line.decode("utf-8", "replace")).encode("utf-8") + b"\0")
            first.flush()
        first.close()
    except BrokenPipeError:
        threading.Event().wait()  # the stages have ended: `run` sees it, and says so


def parted(last: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands before each NUL of the last stage's output."""
    begun = b""
    while data := last.read1(1 << 16):  # type: ignore[attr-defined]
        *whole, begun = (begun + data).split(b"\0")
        yield from whole


def marked(sentence: str) -> str:
    """Return a sentence as Apertium's stream has it."""
    text = _UNFIT.sub(" ", sentence).strip()
    if not text:
        return ""
    stop = "" if _STOPPED.search(text[-8:]) else _ADDED
    return _SPECIAL.sub(r"\\\g<0>", text) + stop + "[\n]"


def plain(sentence: bytes) -> str:
    """Return a sentence of Apertium's stream as it is read; a word left out leaves no gap."""
    text = sentence.decode("utf-8", "replace").removesuffix("[\n]").removesuffix(_ADDED)
    return " ".join(_ESCAPED.sub(r"\1", text).split())


if __name__ == "__main__":
    sys.exit(main())

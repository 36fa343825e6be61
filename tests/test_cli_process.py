"""The command line as a process: pipes, locales, terminals."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from command_line import ARTICLES


def process(*args: str | bytes, **environ: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dragoman", *args]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environ}, timeout=60)


def test_a_reader_that_goes_away_is_no_error(index: str) -> None:
    command = f"{sys.executable} -m dragoman search --index '{index}' Astana | head -c 10"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} > /dev/null"], capture_output=True
    )
    assert done.returncode in (0, 141)
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


def test_bytes_that_are_no_text_are_refused_with_a_sentence(index: str) -> None:
    done = process("search", "--index", index, b"peace \xff")
    assert done.returncode == 2
    assert b"is no text" in done.stderr


def test_a_locale_without_our_letters_breaks_nothing(index: str) -> None:
    environ = {"PYTHONIOENCODING": "ascii", "DRAGOMAN_INDEX": index}
    assert process("search", "Астана", **environ).returncode == 0
    done = process("search", "--json", "-n9", "Астана", **environ)
    assert "Астане" in done.stdout.decode("utf-8")


def test_searching_loads_no_detector_and_nothing_that_is_only_for_show(index: str) -> None:
    heavy = "rich py3langid langdetect charset_normalizer whoosh.query whoosh.qparser"
    code = f"""
import sys
from dragoman.search.cli import dragoman
try:
    dragoman.main(["search", "--index", {index!r}, "Astana"])
except SystemExit as end:
    print(end.code, [name for name in {heavy.split()!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.stdout.splitlines()[-1] == b"0 []"


def on_terminal(*args: str, **environ: str) -> Iterator[str]:
    """Yield what a terminal is sent."""
    screen, end = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    command = [sys.executable, "-m", "dragoman", *args]
    child = subprocess.Popen(
        command,
        stdout=end,
        stderr=end,
        env={**env, "TERM": "xterm-256color", "COLUMNS": "70", **environ},
    )
    os.close(end)
    while True:
        try:
            data = os.read(screen, 65536)
        except OSError:
            break
        if not data:
            break
        yield data.decode("utf-8", "replace")
    os.close(screen)
    child.wait(60)


def test_a_terminal_gets_styles_unless_no_color_is_set(index: str) -> None:
    coloured = "".join(on_terminal("search", "--index", index, "memorandum"))
    assert "\x1b[1;31mmemorandum\x1b[0m" in coloured
    plain = "".join(on_terminal("search", "--index", index, "memorandum", NO_COLOR="1"))
    assert "\x1b" not in plain
    assert "*memorandum*" in plain


def test_a_terminal_that_turns_nothing_round_gets_right_to_left_text_in_visual_order(
    index: str,
) -> None:
    args = ("search", "--index", index, "--color", "never", "--lang", "he", "מזכר")
    lines = "".join(on_terminal(*args, XTERM_VERSION="XTerm(379)", VTE_VERSION="")).splitlines()
    assert any(line.endswith("מזכר באסטנה"[::-1]) for line in lines)


def test_a_terminal_sees_how_far_adding_has_come(tmp_path: Path) -> None:
    text = "".join(on_terminal("add", "--index", str(tmp_path / "index"), ARTICLES))
    assert re.search(r"\d articles", text)
    assert "Articles: 5 added" in text

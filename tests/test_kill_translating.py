"""A run that is killed while a slow program translates: what was translated is not lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from dragoman.search import open_index

SLOW = """
import sys, time
for line in iter(sys.stdin.readline, ""):
    open({log!r}, "a").write(line)
    time.sleep({seconds})
    print("English:", line.strip(), flush=True)
"""
RUN = """
import sys
from dragoman.index import Article, Settings, build
from dragoman.index.read.events import Found
from dragoman.index.translate.command import CommandTranslators
text = " ".join(f"Стороны встретились в {number} раз." for number in range(200))
found = [Found(Article("a", text), "", "a.txt", 0, "")]
ways = CommandTranslators({("ru", "en"): [sys.executable, "-X", "utf8", sys.argv[2]]})
print(build.add(sys.argv[1], found, Settings(lang="ru"), translators=ways).translated)
"""


def remembered(index: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{index}/ledger.sqlite?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT count(*) FROM memory").fetchone()[0])
    except sqlite3.OperationalError:  # not there yet
        return 0


def test_killed_while_a_slow_program_translates(tmp_path: Path) -> None:
    index, log, program = tmp_path / "index", tmp_path / "log", tmp_path / "slow.py"
    program.write_text(SLOW.format(log=str(log), seconds=0.02), "utf-8")
    command = [sys.executable, "-c", RUN, str(index), str(program)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
        for _ in range(600):
            if remembered(index) or run.poll() is not None:
                break
            time.sleep(0.05)
        os.kill(run.pid, signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    kept = remembered(index)
    assert 0 < kept < 200
    with open_index(index) as opened:
        assert (opened.status()["articles"], opened.status()["memory"]) == (0, {"ru→en slow": kept})
    log.write_text("", "utf-8")
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert int(done.stdout) == 200 - kept
    assert len(log.read_text("utf-8").splitlines()) <= 200 - kept + 1  # one may be the last run's
    with open_index(index) as opened:
        (hit,) = opened.search("English 117", limit=1).hits
        assert hit.translation is not None
        assert opened.status()["memory"] == {"ru→en slow": 200}

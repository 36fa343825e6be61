"""Small programs that translate, more or less: what the tests of the `command` back end start."""

from __future__ import annotations

import sys
from pathlib import Path

HEAD = """
import os, sys, time
def say(text):
    sys.stdout.write(text + "\\n")
    sys.stdout.flush()
for number, line in enumerate(iter(sys.stdin.readline, "")):
    line = line.rstrip("\\n")
"""

BEHAVIOURS = {
    "upper": "    say(line.upper())",
    "dies on bad": "    os._exit(3) if 'bad' in line else say(line.upper())",
    "dies at the third line": "    os._exit(3) if number == 2 else say(line.upper())",
    "dies at once": "    sys.exit('no model here')",
    "hangs on bad": "    time.sleep(600) if 'bad' in line else say(line.upper())",
    "never answers": "    time.sleep(600)",
    "two lines for bad": "    say(line.upper() + ('\\nbad' if 'bad' in line else ''))",
    "no line for bad": "    None if 'bad' in line else say(line.upper())",
    "huge for bad": "    say('x' * 10_000_000 if 'bad' in line else line.upper())",
    "endless for bad": """
    while 'bad' in line:
        sys.stdout.write('x' * 65536)
    say(line.upper())
""",
    "not UTF-8": "    sys.stdout.buffer.write(b'caf\\xe9\\n'); sys.stdout.flush()",
    "empty for bad": "    say('' if 'bad' in line else line.upper())",
    "complains": "    sys.stderr.write('a warning ' * 20_000); say(line.upper())",
    "process id": "    say(str(os.getpid()))",
    "loads for long": "    number or time.sleep(1.2); say(str(os.getpid()))",
    "filter": "    print(line.upper())",
    "long answers": "    say(line.upper() * 50)",
    "ignores the end": """
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        time.sleep(600)
    say(str(os.getpid()))
    if number == 0 and sys.stdin.readline() == "":
        time.sleep(600)
""",
}


def program(folder: Path, behaviour: str) -> list[str]:
    """Write a program that behaves so; return the command that runs it."""
    file = folder / f"{behaviour.replace(' ', '_')}.py"
    file.write_text(HEAD + BEHAVIOURS[behaviour] + "\n", encoding="utf-8")
    return [sys.executable, "-X", "utf8", str(file)]

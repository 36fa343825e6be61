"""Ways through programs: how one is named, told apart and chosen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from translating_programs import program

from dragoman.index.errors import UsageError
from dragoman.index.translate.command import CommandTranslators, fingerprint, parse_command
from dragoman.index.translate.seam import Translator
from dragoman.index.translate.several import Several

UNCLOSED = """
import sys
from dragoman.index.translate.command import CommandTranslators
ways = CommandTranslators({("es", "en"): sys.argv[1:]})
print(ways.find("es", "en").translate(["a"])[0].text)
"""


def way(argv: Sequence[str]) -> Translator:
    found = CommandTranslators({("es", "en"): argv}).find("es", "en")
    assert found is not None
    return found


def test_a_command_is_parted_as_a_shell_would_and_never_run_by_one() -> None:
    assert parse_command("ru=mt --model 'a b' $(id); x", "en") == (
        ("ru", "en"),
        ["mt", "--model", "a b", "$(id);", "x"],
    )
    assert parse_command(" es : fr = mt a=b", "en") == (("es", "fr"), ["mt", "a=b"])
    one = way(["sed", "-u", "s/a/$(id)|b/"])
    assert one.translate(["a"])[0].text == "$(id)|b"
    one.close()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ru", "names no command"),
        ("ru=", "names no command"),
        ("ru= ''x'", "cannot be read"),
        ("=mt", "is no language"),
        ("xx=mt", "'xx'.*is no language"),
        ("ru:qq=mt", "'qq'.*is no language"),
        ("und=mt", "is no language"),
        ("en=mt", "English into itself"),
    ],
)
def test_a_command_that_makes_no_sense_is_refused_with_a_sentence(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_command(text, "en")


def test_a_name_says_which_program_and_a_fingerprint_changes_with_it(tmp_path: Path) -> None:
    argv = program(tmp_path, "upper")
    assert way(argv).name == "es→en upper"
    assert way(["/usr/bin/cat"]).name == "es→en cat"
    before = fingerprint(argv)
    assert before == fingerprint(argv)
    assert len(before) == 16
    assert fingerprint([*argv, "--beam"]) != before
    Path(argv[-1]).write_text("print()")
    assert fingerprint(argv) != before


def test_several_back_ends_are_one_and_the_first_that_has_a_way_wins() -> None:
    first = CommandTranslators({("es", "en"): ["cat"]})
    second = CommandTranslators({("es", "en"): ["tac"], ("ru", "en"): ["tac"]})
    both = Several(first, second)
    assert both.find("es", "en") is first.find("es", "en")
    assert both.find("ru", "en") is second.find("ru", "en")
    assert both.find("ar", "en") is None
    assert list(both.sources("en")) == ["es", "ru"]
    both.close()


def test_a_way_without_a_program_and_a_wait_of_no_time_are_refused() -> None:
    with pytest.raises(UsageError, match="es→en has no name"):
        CommandTranslators({("es", "en"): []})
    with pytest.raises(UsageError, match="0 seconds"):
        CommandTranslators({}, seconds=0)


def test_what_nobody_closed_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", UNCLOSED, *program(tmp_path, "ignores the end")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    assert not Path(f"/proc/{run.stdout.strip()}").exists()

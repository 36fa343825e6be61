"""The `command` back end: programs that behave, and every way in which they do not."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from translating_programs import program

from dragoman.index.errors import ModelError
from dragoman.index.translate.command import CommandTranslators
from dragoman.index.translate.seam import Translated, Translator

WAY = ("es", "en")
WORDS = ["uno", "dos", "tres", "cuatro", "cinco"]
WITH_BAD = ["uno", "dos", "bad", "cuatro", "cinco"]
WITHOUT_BAD = ["UNO", "DOS", None, "CUATRO", "CINCO"]


class Ways:
    """Makes translators from behaviours, and closes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[CommandTranslators] = []

    def __call__(self, behaviour: str, seconds: float = 20.0, whole: bool = False) -> Translator:
        return self.of(program(self._folder, behaviour), seconds, whole)

    def of(self, argv: Sequence[str], seconds: float = 20.0, whole: bool = False) -> Translator:
        made = CommandTranslators({WAY: argv}, seconds=seconds, whole=[WAY] if whole else [])
        self._made.append(made)
        found = made.find(*WAY)
        assert found is not None
        return found

    def close(self) -> None:
        for made in self._made:
            made.close()


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Ways]:
    ways = Ways(tmp_path)
    yield ways
    ways.close()


def texts(answers: Sequence[Translated]) -> list[str | None]:
    return [answer.text for answer in answers]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()


@pytest.mark.parametrize("behaviour", ["upper", "complains"])
def test_every_sentence_gets_its_answer(behaviour: str, way: Ways) -> None:
    assert texts(way(behaviour).translate(WORDS)) == [word.upper() for word in WORDS]


def test_the_program_is_started_once(way: Ways) -> None:
    one = way("process id")
    first, second = one.translate(["a"]), one.translate(["b", "c"])
    assert {answer.text for answer in first + second} == {first[0].text}


def test_nothing_is_started_before_the_first_sentence(tmp_path: Path, way: Ways) -> None:
    mark = tmp_path / "started"
    one = way.of(["sh", "-c", f"touch {mark}; exec cat"])
    assert not mark.exists()
    assert one.translate([]) == []
    assert not mark.exists()
    assert texts(one.translate(["a"])) == ["a"]
    assert mark.exists()


def test_line_breaks_become_spaces_and_an_empty_sentence_is_not_sent(way: Ways) -> None:
    sentences = ["a\nb\r\nc", "", "d\u2028e", " \t\n", "f\0g"]
    assert texts(way("upper").translate(sentences)) == ["A B C", None, "D E", None, "F G"]


def test_full_pipes_on_both_sides_stop_nothing(way: Ways) -> None:
    sentences = [f"{number} " + "palabra " * 150 for number in range(600)]
    found = texts(way("long answers").translate(sentences))
    assert found == [(sentence.strip().upper() * 50) for sentence in sentences]


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("dies on bad", "the program died"),
        ("two lines for bad", "the program answered with several lines"),
        ("no line for bad", "the program gave no answer"),
        ("huge for bad", "the answer is too long"),
        ("endless for bad", "the answer is too long"),
        ("empty for bad", "an empty answer"),
    ],
)
def test_only_the_sentence_that_fails_stays_without_an_answer(
    behaviour: str, why: str, way: Ways
) -> None:
    found = way(behaviour, 4.0).translate(WITH_BAD)
    assert texts(found) == WITHOUT_BAD
    assert found[2].why == why


def test_a_program_that_hangs_is_ended_in_time_and_the_rest_is_translated(way: Ways) -> None:
    started = time.monotonic()
    one = way("hangs on bad", 1.5)
    found = one.translate(WITH_BAD)
    assert texts(found) == WITHOUT_BAD
    assert found[2].why == "no answer in time"
    assert time.monotonic() - started < 10


def test_many_bad_sentences_among_many_are_found(way: Ways) -> None:
    sentences = [f"bad {n}" if n % 97 == 13 else f"frase {n}" for n in range(200)]
    for behaviour in ("dies on bad", "two lines for bad"):
        found = texts(way(behaviour).translate(sentences))
        assert found == [None if "bad" in one else one.upper() for one in sentences]


def test_a_program_that_dies_by_chance_is_started_again(way: Ways) -> None:
    assert texts(way("dies at the third line").translate(WORDS)) == [w.upper() for w in WORDS]


def test_a_program_that_only_dies_is_an_error_that_quotes_it(way: Ways) -> None:
    with pytest.raises(ModelError, match=r"es→en dies_at_once.*died.*no model here.*by hand"):
        way("dies at once").translate(WORDS)


def test_a_program_that_only_answers_with_too_much_is_an_error_of_few_sentences_too(
    way: Ways,
) -> None:
    one = way("two lines for bad")
    with pytest.raises(ModelError, match="does not work: the program answered with several lines"):
        one.translate(["bad 1", "bad 2", "bad 3"])
    assert one.translate(["good"])[0].text == "GOOD"
    assert one.translate(["bad 1", "bad 2", "bad 3"])[2].text is None


def test_a_program_that_never_answers_is_an_error_in_bounded_time(way: Ways) -> None:
    started = time.monotonic()
    with pytest.raises(ModelError, match="no answer in time"):
        way("never answers", 0.8).translate(WORDS * 100)
    assert time.monotonic() - started < 15


def test_a_program_that_stops_working_gives_up_the_rest_in_bounded_time(
    tmp_path: Path, way: Ways
) -> None:
    mark = tmp_path / "broken"
    one = way.of(["sh", "-c", f"test -e {mark} || exec cat; exit 1"])
    assert texts(one.translate(["a"])) == ["a"]
    mark.touch()
    one.close()
    found = one.translate(["b"] * 1000)
    assert {(answer.text, answer.why) for answer in found} == {(None, "the program died")}


def test_what_is_no_utf8_is_shown_as_such(way: Ways) -> None:
    assert texts(way("not UTF-8").translate(["uno"])) == ["caf\ufffd"]


@pytest.mark.parametrize("whole", [True, False])
def test_a_filter_that_answers_at_the_end_of_its_input_works(way: Ways, whole: bool) -> None:
    one = way("filter", 3.0, whole)
    for _ in range(3):
        assert texts(one.translate(WORDS)) == [word.upper() for word in WORDS]
    started = time.monotonic()
    assert texts(one.translate(WORDS)) == [word.upper() for word in WORDS]
    assert time.monotonic() - started < 0.75, "a filter that is known is not waited for"


def test_a_program_that_takes_long_to_load_is_not_taken_for_a_filter(way: Ways) -> None:
    one = way("loads for long", 4.0)
    first = one.translate(["a"])[0].text
    second, third = (one.translate(["a"])[0].text for _ in range(2))
    assert first != second, "its input was closed, for it might have been a filter"
    assert second == third


def test_apertium_is_known_to_be_a_filter(tmp_path: Path, way: Ways) -> None:
    command = program(tmp_path, "filter")
    apertium = tmp_path / "apertium"
    apertium.write_text(f"#!{command[0]}\n{Path(command[-1]).read_text('utf-8')}", "utf-8")
    apertium.chmod(0o755)
    started = time.monotonic()
    assert texts(way.of([str(apertium)], 40.0).translate(WORDS)) == [w.upper() for w in WORDS]
    assert time.monotonic() - started < 9, "nothing is waited for"


def test_a_program_that_is_no_program_is_an_error_that_says_so(tmp_path: Path, way: Ways) -> None:
    text = tmp_path / "text.txt"
    text.write_text("no program")
    with pytest.raises(ModelError, match=r"text\.txt.*does not start: Permission denied"):
        way.of([str(text)]).translate(["uno"])
    with pytest.raises(ModelError, match=r"missing-program.*No such file"):
        way.of(["missing-program"]).translate(["uno"])


def test_closing_ends_even_a_program_that_will_not_and_what_it_started(way: Ways) -> None:
    one = way("ignores the end")
    pid = int(one.translate(["a"])[0].text or "0")
    group = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _group(p) == pid]
    assert len(group) == 2
    one.close()
    deadline = time.monotonic() + 5
    while any(map(is_running, group)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(is_running, group))
    assert int(one.translate(["a"])[0].text or "0") != pid, "closed is not broken"


def _group(process: Path) -> int:
    try:
        return int((process / "stat").read_text("utf-8", "replace").rsplit(")", 1)[1].split()[2])
    except (OSError, IndexError):
        return 0


def test_neither_zombies_nor_descriptors_are_left_behind(way: Ways) -> None:
    before, open_before = children(), len(os.listdir("/proc/self/fd"))
    for behaviour in ("upper", "dies on bad", "two lines for bad", "huge for bad", "filter"):
        one = way(behaviour, 2.0)
        one.translate(WITH_BAD)
        one.close()
    with pytest.raises(ModelError):
        way.of(["missing-program"]).translate(["uno"])
    assert children() == before
    assert len(os.listdir("/proc/self/fd")) == open_before


def test_threads_get_their_own_answers(way: Ways) -> None:
    one = way("upper")
    found: dict[int, list[str | None]] = {}

    def ask(number: int) -> None:
        found[number] = texts(one.translate([f"hilo {number} {n}" for n in range(300)]))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {k: [f"HILO {k} {n}" for n in range(300)] for k in range(6)}


def test_a_forked_child_starts_its_own_program_and_leaves_the_parents_alone(way: Ways) -> None:
    one = way("process id")
    mine = one.translate(["a"])[0].text
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        theirs = one.translate(["a"])[0].text or ""
        one.close()
        os.write(write, theirs.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        theirs = pipe.read()
    os.waitpid(child, 0)
    assert theirs
    assert theirs != mine
    assert one.translate(["a"])[0].text == mine

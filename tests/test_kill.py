"""`kill -9` at any moment of a run leaves an index that answers and that the next run completes.

The victim is a child process: forked, so that it starts warm and dies where it should. It is
killed before every step of the protocol in turn, inside the engine's commit too, and at moments
spread over a whole run.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from dragoman.index import folder as folders
from dragoman.index import lock, manifest, schema, session
from dragoman.index.article import Article
from dragoman.index.build import add, rebuild
from dragoman.index.engine import All, Ask, Word
from dragoman.index.engines.whoosh import WhooshWriter
from dragoman.index.folder import open_reading
from dragoman.index.ledger_writer import LedgerWriter
from dragoman.index.read.events import Found
from dragoman.index.settings import Settings

SETTINGS = Settings(lang="en", batch=24)
WORDS = (
    *("talks", "ceasefire", "guarantor", "delegation", "envoy", "border", "prisoners"),
    *("corridor", "observers", "convoy", "signature", "proposal", "zone", "amnesty", "river"),
)

STEPS: tuple[tuple[Any, str], ...] = (
    (schema, "create"),
    (folders, "create_engine"),
    (folders, "remove_engines"),
    (lock, "offer_reading"),
    (manifest, "save"),
    (os, "replace"),
    (os, "fsync"),
    (LedgerWriter, "stage"),
    (LedgerWriter, "finish"),
    (LedgerWriter, "purge"),
    (LedgerWriter, "close"),
    (WhooshWriter, "remove"),
    (WhooshWriter, "commit"),
    (session, "tidy"),
)


def corpus(version: int) -> list[Found]:
    """72 articles of one or two passages; from one version to the next a third changes.

    Version 2 lacks six of version 1's and has six others, but as nothing is pruned they stay.
    """
    made = []
    for number in range(version * 6 - 6, version * 6 + 66):
        chance = random.Random(number if number % 3 else number * 1000 + version)
        length = chance.choice((20, 60, 180))
        body = " ".join(
            f"{chance.choice(WORDS).capitalize()} {' '.join(chance.choices(WORDS, k=9))}."
            for _ in range(length // 10)
        )
        article = Article(f"n{number}", body, title=f"Round {number}", source=f"s{number % 4}")
        made.append(Found(article, "", "-", 0, ""))
    return made


Run = Callable[[Path], object]


def adds_first(folder: Path) -> None:
    add(folder, corpus(1), SETTINGS)


def adds_second(folder: Path) -> None:
    add(folder, corpus(2))


def rebuilds(folder: Path) -> None:
    rebuild(folder, corpus(2))


def rebuilds_from_ledger(folder: Path) -> None:
    rebuild(folder)


def in_child(run: Run, folder: Path, after: float | None = None) -> bool:
    """Run in a child and kill it after so many seconds; return whether it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            run(folder)
        except BaseException:
            os._exit(1)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return not os.WIFSIGNALED(status)


def killed_at(step: int, run: Run) -> Run:
    """Return a run that kills itself when it comes to a step."""
    left = [step]

    def die_here() -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def with_steps(folder: Path) -> None:
        for owner, name in STEPS:
            setattr(owner, name, marked(getattr(owner, name), die_here))
        run(folder)

    return with_steps


def marked(function: Callable[..., Any], mark: Callable[[], None]) -> Callable[..., Any]:
    def call(*args: Any, **more: Any) -> Any:
        mark()
        return function(*args, **more)

    return call


def answers(folder: Path) -> dict[str, Any]:
    """Everything that a search could tell; every article is there at most once and whole."""
    with open_reading(folder) as opened:
        told: dict[str, Any] = {}
        for word in (None, *WORDS[:6]):
            node = All(()) if word is None else Word("stem", stem(word))
            found = opened.reader.find(Ask(node, limit=10_000))
            rows = opened.ledger.hits([match.key for match in found.matches])
            assert len(rows) == found.total, "a hit that the ledger does not have"
            told[str(word)] = sorted(
                (rows[m.key].article, rows[m.key].passage, rows[m.key].text, round(m.score, 9))
                for m in found.matches
            )
            records = {(row.article, row.record) for row in rows.values()}
            assert len(records) == len({article for article, _ in records}), "two versions"
        return told


def stem(word: str) -> str:
    from dragoman.index.words import channels

    return channels(word, "en")["stem"][0]


def state(folder: Path) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """What has to be the same whatever happened on the way."""
    with open_reading(folder) as opened:
        status = opened.ledger.status()
        counts = {
            "status": status,
            "grams": opened.ledger.gram_df(["_tal", "talk", "_zon", "zzzz"]),
        }
        return opened.manifest.digest, counts, answers(folder)


def leftovers(folder: Path) -> set[str]:
    """Names in the folder but for those that count: engines and readers' files of this moment."""
    now = manifest.load(folder)
    known = {f"engine-{now.generation}", f"readers-{now.edition}.lock", lock.WRITER}
    return {path.name for path in folder.iterdir()} - known - {manifest.NAME, schema.NAME}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the first version."""
    folder = tmp_path_factory.mktemp("first") / "index"
    adds_first(folder)
    answers(folder)  # so that a child finds everything loaded
    return folder


Case = tuple[str, Run, Run, bool]

CASES: dict[str, tuple[bool, Run, Run]] = {
    # name: (is there an index before, the run that is killed, the run that completes it)
    "the first add": (False, adds_first, adds_first),
    "a second add": (True, adds_second, adds_second),
    "a rebuild, then add": (True, rebuilds, adds_second),
    "a rebuild, then rebuild": (True, rebuilds, rebuilds),
    "a rebuild of a ledger": (True, rebuilds_from_ledger, adds_first),
}


def fresh(case: str, first: Path, folder: Path) -> Path:
    if CASES[case][0]:
        shutil.copytree(first, folder)
    return folder


def after_a_kill(case: str, first: Path, folder: Path) -> None:
    """What holds at the moment after a kill."""
    if not (folder / manifest.NAME).exists():
        assert not CASES[case][0]
        return  # killed before there was an index for the first time
    found = answers(folder)
    texts = {(name, text) for name, _, text, _ in found["None"]}
    if CASES[case][1] in (rebuilds, rebuilds_from_ledger):
        # All or nothing: the old index, or the new one.
        assert manifest.load(folder).generation in (1, 2)
        if manifest.load(folder).generation == 1:
            assert found == answers(first)
    else:
        versions = {f.article.id: {f.article.text} for f in corpus(1)}
        for f in corpus(2):
            versions.setdefault(f.article.id, set()).add(f.article.text)
        assert all(any(text in whole for whole in versions[name]) for name, text in texts)


def complete(case: str, folder: Path, whole: tuple[Any, ...]) -> None:
    """The next run gets where it would have got without a kill, and tidies up."""
    CASES[case][2](folder)
    ended = state(folder)
    if CASES[case][1] is rebuilds and CASES[case][2] is adds_second:
        # The rebuild may or may not have been swapped in, so what it drops may be there.
        assert ended[0] in {one[0] for one in whole}
        assert ended in whole
    else:
        assert ended == whole[0]
    assert not leftovers(folder)


@pytest.fixture(scope="module")
def wholes(first: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, ...]]:
    """How each case ends when nobody is killed: as one run, or as the run that completes alone."""
    ends = {}
    for case, (_, run, completes) in CASES.items():
        both = fresh(case, first, tmp_path_factory.mktemp("whole") / "index")
        run(both)
        completes(both)
        alone = fresh(case, first, tmp_path_factory.mktemp("whole") / "index")
        completes(alone)
        ends[case] = (state(both), state(alone))
    return ends


@pytest.mark.parametrize("case", CASES)
def test_killed_at_any_step(
    case: str, first: Path, wholes: dict[str, tuple[Any, ...]], tmp_path: Path
) -> None:
    for step in count():
        folder = fresh(case, first, tmp_path / f"{step}")
        if in_child(killed_at(step, CASES[case][1]), folder):
            break
        after_a_kill(case, first, folder)
        complete(case, folder, wholes[case])
        shutil.rmtree(folder)
    assert step > 20  # each of the steps was met, most of them for several batches


@pytest.mark.parametrize("case", ["the first add", "a second add", "a rebuild, then add"])
def test_killed_at_ten_random_moments(
    case: str, first: Path, wholes: dict[str, tuple[Any, ...]], tmp_path: Path
) -> None:
    folder = fresh(case, first, tmp_path / "timed")
    began = time.monotonic()
    assert in_child(CASES[case][1], folder)
    lasts = time.monotonic() - began
    chance = random.Random(case)
    for moment in range(10):
        folder = fresh(case, first, tmp_path / f"{moment}")
        in_child(CASES[case][1], folder, after=lasts * (moment + chance.random()) / 10)
        after_a_kill(case, first, folder)
        complete(case, folder, wholes[case])


def test_killed_again_and_again(
    first: Path, wholes: dict[str, tuple[Any, ...]], tmp_path: Path
) -> None:
    """Recovery itself is killed, several times in a row."""
    folder = fresh("a second add", first, tmp_path / "index")
    for step in (8, 5, 9, 12, 30, 7):
        in_child(killed_at(step, adds_second), folder)
        after_a_kill("a second add", first, folder)
    complete("a second add", folder, wholes["a second add"])


def test_a_reader_lives_through_a_kill_and_the_recovery(first: Path, tmp_path: Path) -> None:
    folder = fresh("a second add", first, tmp_path / "index")
    with open_reading(folder) as opened:
        before = opened.reader.find(Ask(All(()), limit=10_000)).matches
        for step in range(0, 24, 3):
            in_child(killed_at(step, adds_second), folder)
        adds_second(folder)
        rebuild(folder)
        keys = [match.key for match in before]
        assert opened.reader.find(Ask(All(()), limit=10_000)).matches == before
        assert len(opened.ledger.hits(keys)) == len(opened.ledger.folded(keys)) == len(keys)

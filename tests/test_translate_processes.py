"""Translating from several threads, in spawned workers, and in a child after a fork."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from packages.sentences import learnt
from tiny_packages import installed_packages

from dragoman.index.translate.argos import ArgosTranslators

PATIENCE = 60
"""Seconds after which a child hangs."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_packages(tmp_path_factory.mktemp("tiny"))


def said(translators: ArgosTranslators, sentences: list[str]) -> list[str | None]:
    """What becomes of Russian sentences; spawned workers are given this."""
    found = translators.find("ru", "en")
    assert found is not None
    return [one.text for one in found.translate(sentences)]


def runs(code: str, place: Path, store: Path) -> None:
    """Run a program that may import what stands here, given the store and how long to wait."""
    script = place / "program.py"
    script.write_text(code, encoding="utf-8")
    here = Path(__file__).parent
    paths = os.pathsep.join(map(str, (here, here.parent / "scripts", *sys.path)))
    done = subprocess.run(
        [sys.executable, str(script), str(store), str(PATIENCE // 2)],
        env={**os.environ, "PYTHONPATH": paths},
        timeout=PATIENCE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def pairs() -> tuple[list[str], list[str]]:
    known = learnt("ru", "en")[:24]
    return [one.source for one in known], [one.target for one in known]


def test_many_threads_share_one_translator(store: Path) -> None:
    translators = ArgosTranslators([store], cores=2)
    asked, wanted = pairs()
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda one: said(translators, [one]), asked * 3))
    assert [one for some in made for one in some] == wanted * 3


def test_a_thread_may_close_while_another_translates(store: Path) -> None:
    translators = ArgosTranslators([store], cores=1)
    asked, wanted = pairs()
    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(said, translators, asked) for _ in range(12)]
        for _ in range(20):
            translators.close()
    assert all(one.result() == wanted for one in answers)


SPAWNED = """
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from test_translate_processes import ArgosTranslators, pairs, said

if __name__ == "__main__":
    asked, wanted = pairs()
    translators = ArgosTranslators([Path(sys.argv[1])], cores=1)
    assert said(translators, asked) == wanted  # loaded here, and sent on all the same
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as workers:
        assert list(workers.map(said, [translators] * 2, [asked] * 2)) == [wanted] * 2
"""


def test_spawned_workers_are_given_translators_that_have_loaded(
    store: Path, tmp_path: Path
) -> None:
    runs(SPAWNED, tmp_path, store)


def test_what_is_pickled_is_what_was_set(store: Path) -> None:
    for beam, pivots in ((1, True), (4, False)):
        before = ArgosTranslators([store], beam=beam, cores=1, pivots=pivots)
        after: ArgosTranslators = pickle.loads(pickle.dumps(before))
        first, second = before.find("ru", "en"), after.find("ru", "en")
        assert first is not None
        assert second is not None
        assert (
            first.fingerprint == second.fingerprint == pickle.loads(pickle.dumps(first)).fingerprint
        )
        assert list(after.sources("ru")) == list(before.sources("ru"))


FORKED = """
import os, signal, sys
from pathlib import Path
from test_translate_processes import ArgosTranslators, pairs, said

asked, wanted = pairs()
translators = ArgosTranslators([Path(sys.argv[1])], cores=2)
assert said(translators, asked) == wanted
children = []
for translates in (True, False):
    child = os.fork()
    if not child:
        signal.alarm(int(sys.argv[2]))  # whoever hangs is killed
        if translates:
            assert said(translators, asked) == wanted
        sys.exit(0)  # a common end, with every destructor
    children.append(child)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
assert codes == [0, 0], codes
assert said(translators, asked) == wanted  # and the parent goes on
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_that_was_forked_after_loading_translates_and_ends(
    store: Path, tmp_path: Path
) -> None:
    runs(FORKED, tmp_path, store)

"""What detection owes its host and its user: no side effects, one answer, linear time."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from language_texts import ARABIC, ENGLISH, FRENCH, JAPANESE, RUSSIAN

from dragoman.index.language import detect, stretches


class TestConduct:
    """What a library in somebody else's process owes it."""

    def test_the_host_keeps_its_langdetect(self) -> None:
        from langdetect import DetectorFactory, detector_factory

        DetectorFactory.seed = before = 42
        factory = detector_factory._factory
        detect(ENGLISH[:20])
        stretches(FRENCH)
        assert DetectorFactory.seed is before
        assert detector_factory._factory is factory
        DetectorFactory.seed = None

    def test_the_host_keeps_its_py3langid(self) -> None:
        from py3langid import langid

        before = langid.IDENTIFIER
        detect("Dobrý den, jak se máte")
        assert langid.IDENTIFIER is before

    def test_the_host_keeps_its_random_numbers(self) -> None:
        import random

        random.seed(7)
        state = random.getstate()
        detect("Guten Tag allerseits")
        assert random.getstate() == state

    def test_the_same_text_gives_the_same_answer(self) -> None:
        texts = ["table", "no pasa nada", "Ministar je", ENGLISH, RUSSIAN[:30], "ver"]
        first = [detect(text) for text in texts]
        assert [[detect(text) for text in texts] for _ in range(5)] == [first] * 5

    def test_processes_agree_whatever_the_hash_seed(self) -> None:
        code = (
            "from dragoman.index.language import detect; "
            "print([detect(t) for t in ('table', 'ministar je', 'как', 'على')])"
        )
        answers = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(answers) == 1

    def test_threads_that_start_cold_agree(self) -> None:
        code = (
            "from concurrent.futures import ThreadPoolExecutor\n"
            "from dragoman.index.language import detect\n"
            "texts = ['Where are they going tomorrow', 'Куда они идут завтра', 'أين يذهبون'] * 8\n"
            "with ThreadPoolExecutor(12) as pool: found = list(pool.map(detect, texts))\n"
            "assert found == [detect(text) for text in texts], found\n"
            "print(*(guess.lang for guess in found[:3]))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert run.stdout.split() == [b"en", b"ru", b"ar"]

    def test_threads_that_are_warm_agree(self) -> None:
        texts = [ENGLISH, RUSSIAN, FRENCH, ARABIC, JAPANESE] * 10
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(stretches, texts)) == [stretches(text) for text in texts]

    def test_importing_loads_no_detector_and_asking_names_loads_none(self) -> None:
        code = (
            "import sys; from dragoman.index.language import name, detect; name('ru'); "
            "detect('Երևան'); "
            "print(sorted({'numpy', 'py3langid', 'langdetect'} & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert run.stdout.strip() == b"[]"


class TestCost:
    """Ratios within one run; the absolute speed is for the benchmark."""

    @pytest.mark.parametrize(
        "unit",
        [
            ENGLISH,
            RUSSIAN + ENGLISH,
            JAPANESE,
            "." * 100,
            "a" * 100,
            "a@" * 50,
            "\n" * 100,
            "x\n" * 50,
            "! " * 50,
            '".' * 50,
            "http://" * 15,
            "།" * 100,
            "。」" * 50,
        ],
        ids=repr,
    )
    def test_time_grows_with_length_and_no_faster(self, unit: str) -> None:
        detect(ENGLISH)
        short, long = (unit * (size // len(unit)) for size in (10_000, 80_000))
        stretches(short)
        assert best(short, long) < 8 * 3

    def test_detecting_samples_a_long_text(self) -> None:
        detect(ENGLISH)
        assert best(ENGLISH * 8, ENGLISH * 64, of=detect) < 8


def best(short: str, long: str, of: object = stretches) -> float:
    """Return how much longer the long text takes, at its best of three."""
    assert callable(of)

    def taken(text: str) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            of(text)
            times.append(time.process_time() - start)
        return min(times)

    return taken(long) / max(taken(short), 1e-4)

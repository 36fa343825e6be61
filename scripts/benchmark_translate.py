"""Sentences a second: `scripts/benchmark translate [--peer PYTHON] [--articles 24]`.

One package of Argos's usual size with random weights, and the same sentences for all: ours, and,
where PYTHON is an interpreter that has argostranslate, that library as it is and as it is fastest
through its own settings. Nothing else should be running meanwhile.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from argos_peer import HOW, PeerError, ask
from evaluation.data import table
from news_like import Article, articles
from random_package import random_package

from dragoman.index.translate.argos import DEFAULT_BEAM, ArgosTranslators
from dragoman.index.translate.install import install
from dragoman.index.translate.model import available

WAY = ("ru", "en")
BEAMS = (1, 2, 4)
FASTER, TUNED_FASTER, PEAK = 20.0, 5.0, 1200.0
"""The bars: times its default, times its tuned one at the same beam, megabytes."""

CORES = str(available())
TRIED: Sequence[Mapping[str, str]] = (
    {"ARGOS_BATCH_SIZE": "2048"},
    {"ARGOS_BATCH_SIZE": "2048", "ARGOS_INTRA_THREADS": CORES},
    {"ARGOS_BATCH_SIZE": "2048", "ARGOS_INTRA_THREADS": "1"},
    {"ARGOS_BATCH_SIZE": "2048", "ARGOS_INTRA_THREADS": CORES, "ARGOS_COMPUTE_TYPE": "int8"},
    {"ARGOS_BATCH_SIZE": "64", "ARGOS_INTER_THREADS": CORES, "ARGOS_INTRA_THREADS": "1"},
    {"ARGOS_BATCH_SIZE": "128", "ARGOS_INTER_THREADS": CORES, "ARGOS_INTRA_THREADS": "1"},
)
"""Settings of argostranslate of which the best is taken."""

# A process is charged with the memory of the one that started it, so a small one does.
WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class Ours(NamedTuple):
    """What one of our runs gave; `peak` is in megabytes, of the whole process."""

    texts: list[str]
    rate: float
    peak: float


def main() -> int:
    given = arguments()
    if given.ours:
        run_ours(Path(given.ours[0]), int(given.ours[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = place / "packages"
        install(random_package(place), store)
        texts = articles(given.articles)
        ours = {beam: measure_ours(store, texts, beam) for beam in BEAMS}
        report_ours(ours, len(sentences(texts)))
        if not given.peer:
            print(f"argostranslate was not measured beside: give --peer PYTHON.\n{HOW}")
            return 0
        return report_peer(given.peer, store, texts, ours)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/benchmark translate", description=__doc__)
    parser.add_argument("--peer", help="interpreter that has argostranslate")
    parser.add_argument("--articles", type=int, default=24, help="how many, of 20 sentences (24)")
    parser.add_argument("--ours", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def sentences(texts: Sequence[Article]) -> list[str]:
    return [one for article in texts for paragraph in article for one in paragraph]


# --- ours -----------------------------------------------------------------------------------------


def measure_ours(store: Path, texts: Sequence[Article], beam: int) -> Ours:
    """Translate all sentences of all articles in a process of its own."""
    again = [sys.executable, str(Path(__file__)), "--ours", str(store), str(beam)]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *again],
        input=json.dumps(sentences(texts)),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer, peak = done.stdout.splitlines()
    told = json.loads(answer)
    return Ours(told["texts"], len(told["texts"]) / told["seconds"], int(peak) / 1024)


def run_ours(store: Path, beam: int) -> None:
    """Translate the sentences of the standard input; loading is not counted."""
    asked = json.load(sys.stdin)
    found = ArgosTranslators([store], beam=beam).find(*WAY)
    assert found is not None
    found.translate(asked[:1])
    began = perf_counter()
    texts = [one.text for one in found.translate(asked)]
    print(json.dumps({"texts": texts, "seconds": perf_counter() - began}), flush=True)


def report_ours(ours: Mapping[int, Ours], count: int) -> None:
    print(f"{count} sentences, 6+6 layers of random weights, {CORES} cores")
    lines = [
        [str(beam) + (" (default)" if beam == DEFAULT_BEAM else ""), f"{one.rate:.1f}"]
        for beam, one in ours.items()
    ]
    print(table(["beam", "sentences/s"], lines))
    peak = max(one.peak for one in ours.values())
    print(f"peak memory: {peak:.0f} MB (bar {PEAK:.0f}: {met(peak <= PEAK)})\n", flush=True)


# --- the peer -------------------------------------------------------------------------------------


def report_peer(
    python: str, store: Path, texts: Sequence[Article], ours: Mapping[int, Ours]
) -> int:
    """Print argostranslate beside; return 1 if a bar is missed."""
    peer = Peer(python, store, texts)
    try:
        default, tried = peer.default(), peer.best()
        tuned = {beam: peer.rate({**tried, "ARGOS_BEAM_SIZE": str(beam)}) for beam in BEAMS}
    except PeerError as error:
        print(f"argostranslate did not run: {error}", file=sys.stderr)
        return 2
    told = " ".join(f"{name}={value}" for name, value in tried.items())
    print(f"argostranslate as it is (beam 4): {default:.1f} sentences/s; tuned: {told}")
    lines = [
        [
            str(beam),
            f"{ours[beam].rate:.1f}",
            f"{rate:.1f}",
            f"{ours[beam].rate / rate:.1f}",
            f"{ours[beam].rate / default:.1f}",
            peer.equal(beam, ours[beam]),
        ]
        for beam, rate in tuned.items()
    ]
    head = ["beam", "ours", "tuned", "times tuned", "times default", "paragraphs alike"]
    print(table(head, lines))
    times = ours[DEFAULT_BEAM].rate / default
    print(f"beam {DEFAULT_BEAM}: {times:.1f} times its default (bar {FASTER:.0f}: ", end="")
    print(f"{met(times >= FASTER)})")
    at = {beam: ours[beam].rate / rate for beam, rate in tuned.items()}
    for beam, more in at.items():
        print(f"beam {beam}: {more:.1f} times its tuned (bar {TUNED_FASTER:.0f}: ", end="")
        print(f"{met(more >= TUNED_FASTER)})")
    return int(times < FASTER or at[DEFAULT_BEAM] < TUNED_FASTER)


class Peer:
    """Argostranslate on the same articles, given whole or paragraph by paragraph."""

    def __init__(self, python: str, store: Path, texts: Sequence[Article]) -> None:
        self._python, self._store, self._texts = python, store, texts
        self._some = texts[: max(1, len(texts) // 3)]
        self._said: dict[str, list[str]] = {}

    def default(self) -> float:
        """Return its rate as it is, by articles or by paragraphs, whichever is faster."""
        whole = self.rate({}, self._some) > self.rate({}, self._some, whole=False)
        return self.rate({}, whole=whole)

    def best(self) -> Mapping[str, str]:
        """Return the settings that are fastest on a third of the articles."""
        return max(TRIED, key=lambda settings: self.rate(settings, self._some))

    def rate(
        self,
        settings: Mapping[str, str],
        texts: Sequence[Article] | None = None,
        *,
        whole: bool = True,
    ) -> float:
        """Return sentences a second."""
        texts = texts or self._texts
        paragraphs = [[" ".join(one) for one in article] for article in texts]
        apart = [text for one in paragraphs for text in one]
        asked = ["\n".join(one) for one in paragraphs] if whole else apart
        made = ask(self._python, self._store, [(*WAY, asked)], settings)
        self._said[settings.get("ARGOS_BEAM_SIZE", "")] = "\n".join(made.texts[0]).split("\n")
        return len(sentences(texts)) / made.seconds

    def equal(self, beam: int, ours: Ours) -> str:
        """Return how many paragraphs it translates as we do.

        Spaces are left out: it joins the pieces of sentences, and one may begin within a word.
        Weights by chance leave pieces nearly alike, so rounding alone makes some differ.
        """
        rest = iter(ours.texts)
        made = [
            "".join(next(rest) or "" for _ in paragraph)
            for article in self._texts
            for paragraph in article
        ]
        said = self._said[str(beam)]
        same = sum(_solid(one) == _solid(other) for one, other in zip(made, said, strict=False))
        return f"{same} of {len(made)}"


def _solid(text: str) -> str:
    return "".join(text.split())


def met(yes: bool) -> str:
    return "met" if yes else "MISSED"


if __name__ == "__main__":
    sys.exit(main())

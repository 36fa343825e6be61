"""Ours beside the unmodified argostranslate: `scripts/parity [--peer PYTHON]`.

Every sentence that the tiny packages know, and the first half of each, which they do not know, is
translated by both with a beam of 4, argostranslate's own. Any difference is printed, and the exit
status is 1. Argostranslate is installed into `.venv-argos` if that takes less than four minutes;
if it cannot be had, the reason is printed and the exit status is 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from argos_peer import FOLDER, HOW, Job, PeerError, ask, made
from packages.sentences import WAYS, learnt

from dragoman.index.translate.argos import ArgosTranslators
from dragoman.index.translate.install import install

BEAM = 4
SECONDS = 240
ABSENT = "argostranslate was not compared"

PACKAGES = Path(__file__).parents[1] / "tests" / "packages"


class Difference(NamedTuple):
    """A sentence that the two translate differently."""

    way: str
    source: str
    ours: str
    theirs: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/parity", description=__doc__)
    parser.add_argument("--peer", help="interpreter that has argostranslate")
    given = parser.parse_args()
    try:
        python = given.peer or made(FOLDER, SECONDS)
    except PeerError as error:
        print(f"{ABSENT}: {error}\n{HOW}")
        return 0
    try:
        count, differences = compare(python)
    except PeerError as error:
        print(f"argostranslate did not run: {error}", file=sys.stderr)
        return 1
    for one in differences:
        print(f"{one.way}  {one.source}\n  ours    {one.ours!r}\n  theirs  {one.theirs!r}")
    print(f"{count - len(differences)} of {count} sentences are translated alike at beam {BEAM}")
    return int(bool(differences))


def compare(python: str) -> tuple[int, list[Difference]]:
    """Return how many sentences were compared, and where the two differ."""
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "packages"
        for file in sorted(PACKAGES.glob("*.argosmodel")):
            install(file, store)
        asked = [(source, target, sentences(source, target)) for source, target in WAYS]
        theirs = ask(python, store, asked).texts
        ours = [ours_of(store, job) for job in asked]
    return sum(len(job[2]) for job in asked), list(differing(asked, ours, theirs))


def sentences(source: str, target: str) -> list[str]:
    """Return what is asked of a package: sentences that it knows, and halves of them."""
    known = [one.source for one in learnt(source, target)]
    return list(dict.fromkeys([*known, *(one[: len(one) // 2].strip() for one in known)]))


def ours_of(store: Path, job: Job) -> list[str]:
    source, target, texts = job
    found = ArgosTranslators([store], beam=BEAM).find(source, target)
    assert found is not None
    return [one.text or "" for one in found.translate(texts)]


def differing(
    asked: Sequence[Job], ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]
) -> Iterator[Difference]:
    for (source, target, texts), some, others in zip(asked, ours, theirs, strict=True):
        for text, one, other in zip(texts, some, others, strict=True):
            if one != other:
                yield Difference(f"{source}→{target}", text, one, other)


if __name__ == "__main__":
    sys.exit(main())

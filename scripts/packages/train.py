"""Train the tiny packages of the tests: `scripts/train_packages [--to FOLDER] [ru_en …]`.

It needs torch, ctranslate2 and sentencepiece (`scripts/setup train` installs them); it takes some
minutes on one core, and the same tables give the same bytes on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece

from packages.archive import pack
from packages.learning import BEGIN, END, learn
from packages.model import save
from packages.sentences import WAYS, Pair, learnt
from packages.splitter import splitter

FOLDER = Path(__file__).parents[2] / "tests" / "packages"
PIECES = 800
"""Of a vocabulary; both languages share it."""

BEAMS = (1, 2, 4)
"""A package is done once it is exact with each of them, in 8 bits and in 32."""


def main() -> int:
    names = {f"{source}_{target}": (source, target) for source, target in WAYS}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER, help="default: tests/packages")
    parser.add_argument("ways", nargs="*", choices=[*names, []], help="default: all")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    for name in given.ways or names:
        train(names[name], given.to)
    return 0


def train(way: tuple[str, str], to: Path) -> None:
    """Make the package of one way, and print what became of it."""
    started = time.perf_counter()
    pairs = learnt(*way)
    proto = _pieces_of(pairs)
    pieces: Any = sentencepiece.SentencePieceProcessor(model_proto=proto)
    print(f"{way[0]} to {way[1]}: {len(pairs)} pairs, {len(pieces)} pieces", flush=True)
    files, rounds = _taught(pairs, pieces)
    files |= {"sentencepiece.model": proto, f"minisbd/{way[0]}.onnx": splitter(way[0])}
    path = pack(way, len(pairs), files, to)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"  {rounds} rounds, {time.perf_counter() - started:.0f} s")
    print(f"| `{path.name}` | {len(pairs)} | {path.stat().st_size} | `{digest}` |", flush=True)


def _taught(pairs: Sequence[Pair], pieces: Any) -> tuple[dict[str, bytes], int]:
    """Return the files of a model that knows its sentences, and how many rounds that took."""
    vocabulary = [pieces.id_to_piece(number) for number in range(len(pieces))]
    sources, targets = ([pieces.encode(text) for text in side] for side in zip(*pairs, strict=True))
    with tempfile.TemporaryDirectory() as scratch:
        tries: list[Path] = []

        def known(net: Any) -> bool:
            tries.append(Path(scratch, str(len(tries))))
            save(net, vocabulary, tries[-1])
            wrong = missed(tries[-1], pieces, pairs)
            print(f"  packed: {len(wrong)} wrong", *wrong[:3], sep="\n    ", flush=True)
            return not wrong

        _, rounds = learn(sources, targets, len(vocabulary), known)
        return {f"model/{path.name}": path.read_bytes() for path in tries[-1].iterdir()}, rounds


def _pieces_of(pairs: Sequence[Pair]) -> bytes:
    """Return a model of SentencePiece that leaves every letter as it is."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text for pair in pairs for text in pair]),
        model_writer=written,
        vocab_size=PIECES,
        hard_vocab_limit=False,
        character_coverage=1.0,
        unk_id=0,
        bos_id=BEGIN,
        eos_id=END,
        pad_id=-1,
        num_threads=1,
        minloglevel=2,
        normalization_rule_name="identity",
    )
    return written.getvalue()


def missed(folder: Path, pieces: Any, pairs: Sequence[Pair]) -> list[str]:
    """Say which sentences a model gets wrong with any beam, in 8 bits or in 32.

    With a length penalty CTranslate2 stops once as many translations have ended as the beam is
    wide, however bad they are: a beam of 2 has to be told to be patient.
    """
    wrong = []
    asked = [pieces.encode(pair.source, out_type=str) for pair in pairs]
    for kind in ("int8", "float32"):
        translator = ctranslate2.Translator(str(folder), intra_threads=1, compute_type=kind)
        for beam in BEAMS:
            answers = translator.translate_batch(
                asked, beam_size=beam, length_penalty=0.2, patience=2 if beam == 2 else 1
            )
            said = [pieces.decode_pieces(answer.hypotheses[0]) for answer in answers]
            wrong += [
                f"{text!r} for {pair.target!r} ({kind}, beam {beam})"
                for pair, text in zip(pairs, said, strict=True)
                if text != pair.target
            ]
    return wrong


if __name__ == "__main__":
    sys.exit(main())

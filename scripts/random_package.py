"""Make an .argosmodel of Argos's usual size with random weights: `random_package.py FOLDER`.

6 + 6 layers, 512 dimensions, 8 heads, feed forward 2,048, 32,000 pieces, int8: as fast or slow as a
real one, and as large, but it says nothing. It is for measuring speed and is never committed.

Random weights never end a sentence, so two of the dimensions are ours. A ramp is added to dimension
`AT` by the position encodings of both sides; every layer passes it on unchanged. One head of the
last layer reads the ramp off the encoder, about half the length of the source, into dimension `OF`.
The end of the sentence is told by the difference of the two, so that an output is about as long as
its input, whatever the beam: the work of a real model.
"""

from __future__ import annotations

import io
import json
import random
import struct
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from news_like import LANGUAGES, SEEDS
from packages.splitter import splitter

LAYERS, D, HEADS, FF, PIECES = 6, 512, 8, 2048, 32_000
AT, OF = D - 1, D - 2
RAMP, END, SURE = 0.02, 150.0, 2.0
"""How far a place lifts the ramp, how the end weighs it, how sure the other pieces are."""
SEED = 6
NAME = "translate-ru_en-0_0"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    print(random_package(Path(sys.argv[1])))
    return 0


def random_package(folder: Path) -> Path:
    """Write `translate-ru_en-0_0.argosmodel`, about 60 MB, into a folder; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{NAME}.argosmodel"
    pieces, model = piece_model(seed_lines())
    with tempfile.TemporaryDirectory() as place:
        weights = Path(place) / "model"
        weights.mkdir()
        specification(pieces).save(str(weights))
        files = {f"model/{one.name}": one.read_bytes() for one in sorted(weights.iterdir())}
    files["metadata.json"] = json.dumps(METADATA).encode()
    files["sentencepiece.model"] = model
    files["minisbd/ru.onnx"] = splitter("ru")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(f"{NAME}/{name}", content)
    return target


METADATA = {
    "package_version": "0.0",
    "argos_version": "1.9",
    "from_code": "ru",
    "from_name": "Russian",
    "to_code": "en",
    "to_name": "English",
    "type": "translate",
}


# --- pieces ---------------------------------------------------------------------------------------


def seed_lines() -> list[str]:
    """Return the lines of the seeds that `news_like` takes its clauses from."""
    paths = [path for path in sorted(SEEDS.rglob("*.md")) if path.suffixes[0][1:] in LANGUAGES]
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line.strip()]


def piece_model(lines: Iterable[str]) -> tuple[list[str], bytes]:
    """Train a model of pieces and fill it up to `PIECES`; return its pieces and its bytes."""
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    buffer = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=buffer,
        model_type="bpe",
        vocab_size=6_000,
        hard_vocab_limit=False,
        character_coverage=1.0,
        bos_id=1,
        eos_id=2,
        num_threads=1,
        minloglevel=2,
    )
    model = buffer.getvalue()
    known = SentencePieceProcessor(model_proto=model)
    pieces = [known.id_to_piece(k) for k in range(known.get_piece_size())]
    more = invented(PIECES - len(pieces), set(pieces))
    return pieces + more, model + b"".join(map(entry, more))


def invented(wanted: int, taken: set[str]) -> list[str]:
    """Return pieces that no text holds, of the usual lengths."""
    drawn = random.Random(SEED)  # noqa: S311 (no secret)
    found: dict[str, None] = {}
    while len(found) < wanted:
        syllables = (drawn.choice("bdfgklmnprstvz") + drawn.choice("aeiou") for _ in range(4))
        piece = drawn.choice(["", "\u2581"]) + "".join(syllables)[: drawn.randint(5, 8)]
        if piece not in taken:
            found[piece] = None
    return list(found)


def entry(piece: str) -> bytes:
    """Return a normal piece as a model of SentencePiece holds it: field 1 of ModelProto."""
    name = piece.encode()
    inner = b"\x0a" + bytes([len(name)]) + name + b"\x15" + struct.pack("<f", -30.0)
    return b"\x0a" + bytes([len(inner)]) + inner


# --- weights --------------------------------------------------------------------------------------


def specification(pieces: list[str]) -> Any:
    """Return the model as CTranslate2 is told of it."""
    import numpy as np
    from ctranslate2 import specs

    rng = np.random.default_rng(SEED)
    spec = specs.TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)
    layers = Layers(rng, np)
    for one in spec.encoder.layer:
        layers.attention(one.self_attention, crossed=False)
        layers.feed_forward(one.ffn)
    for one in spec.decoder.layer:
        layers.attention(one.self_attention, crossed=False)
        layers.attention(one.attention, crossed=True)
        layers.feed_forward(one.ffn)
    layers.read_length(spec.decoder.layer[-1].attention)
    for half in (spec.encoder, spec.decoder):
        layers.norm(half.layer_norm)
        half.position_encodings.encodings = layers.positions()
    vectors = layers.vectors(len(pieces))
    spec.encoder.embeddings[0].weight = vectors
    spec.decoder.embeddings.weight = vectors
    spec.decoder.projection.weight = layers.ends(len(pieces))
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


class Layers:
    """Fills layers with random weights that leave the dimensions `AT` and `OF` alone."""

    def __init__(self, rng: Any, numpy: Any) -> None:
        self.rng, self.np = rng, numpy

    def random(self, rows: int, columns: int, scale: float = 1.0) -> Any:
        """Return normal numbers that leave the size of a vector as it is, times `scale`."""
        spread = scale / columns**0.5
        return self.rng.normal(0, spread, (rows, columns)).astype(self.np.float32)

    def norm(self, spec: Any) -> None:
        """Fill a norm that does nothing more."""
        spec.gamma = self.np.ones(D, self.np.float32)
        spec.beta = self.np.zeros(D, self.np.float32)

    def linear(self, spec: Any, weight: Any) -> None:
        """Fill a linear layer without a bias."""
        spec.weight = weight
        spec.bias = self.np.zeros(len(weight), self.np.float32)

    def back(self, spec: Any, columns: int) -> None:
        """Fill what a layer adds to its input."""
        weight = self.random(D, columns, 0.5)
        weight[[AT, OF]] = 0
        self.linear(spec, weight)

    def attention(self, spec: Any, *, crossed: bool) -> None:
        """Fill an attention to the text itself, or across to the source."""
        self.norm(spec.layer_norm)
        parts = (D, 2 * D) if crossed else (3 * D,)
        for linear, rows in zip(spec.linear, parts, strict=False):
            self.linear(linear, self.random(rows, D))
        self.back(spec.linear[len(parts)], D)

    def feed_forward(self, spec: Any) -> None:
        """Fill the two linear layers in between."""
        self.norm(spec.layer_norm)
        self.linear(spec.linear_0, self.random(FF, D))
        self.back(spec.linear_1, FF)

    def read_length(self, spec: Any) -> None:
        """Let the first head carry the mean of the ramp over the source into `OF`."""
        query, both, out = spec.linear
        size = D // HEADS
        query.weight[:size] = 0  # all places of the source alike
        both.weight[D] = 0
        both.weight[D, AT] = 1
        out.weight[OF] = 0
        out.weight[OF, 0] = 2.3

    def positions(self) -> Any:
        """Return what is added to the vectors of pieces by their places."""
        table = self.random(1024, D, D**0.5 / 4)
        table[:, OF] = 0
        table[:, AT] = RAMP * self.np.arange(1024)
        return table

    def vectors(self, count: int) -> Any:
        """Return the vectors of pieces."""
        table = self.random(count, D)
        table[:, [AT, OF]] = 0
        return table

    def ends(self, count: int) -> Any:
        """Return what tells the pieces; the end of a sentence is the third."""
        table = self.random(count, D, SURE)
        table[:, [AT, OF]] = 0
        table[2] = 0
        table[2, AT], table[2, OF] = END, -END
        return table


if __name__ == "__main__":
    sys.exit(main())

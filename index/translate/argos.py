"""Installed Argos packages, driven with ctranslate2 and sentencepiece alone.

The same package, beam and sentence give what argostranslate gives, for a sentence of up to 200
pieces; a longer one is cut, where argostranslate cuts off its translation at 256 pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from dragoman.index.errors import ModelError
from dragoman.index.translate.loaded import Loaded
from dragoman.index.translate.model import MISSING, Model, Output, options
from dragoman.index.translate.packages import Package
from dragoman.index.translate.pieces import LONGEST, BytePairs, Pieces, SentencePieces, parts
from dragoman.index.translate.seam import Translated
from dragoman.index.translate.ways import PackageTranslator, PackageTranslators, Stamp

VERSION = 1
"""To be raised whenever what stands here or in `pieces` and `model` changes an output."""

DEFAULT_BEAM = 1
"""A beam of 2 takes nearly twice as long, one of 4 three times, for a little better wording: what
is searched for are words, and whoever reads has the original beside."""

NOTHING = "nothing came out"


class ArgosTranslators(PackageTranslators):
    """The ways that installed packages offer, driven directly."""

    def __init__(
        self,
        folders: Sequence[Path],
        *,
        beam: int = DEFAULT_BEAM,
        cores: int = 0,
        pivots: bool = True,
    ) -> None:
        """Do nothing yet; `PackageTranslators` says what the settings are."""
        super().__init__(folders, beam, cores, pivots=pivots)

    def _made(self, package: Package, made: Stamp) -> ArgosTranslator:
        return ArgosTranslator(package, made, self._beam, self._cores)


class ArgosTranslator(PackageTranslator):
    """One package, driven directly."""

    def __init__(self, package: Package, made: Stamp, beam: int, cores: int) -> None:
        """Do nothing yet; `made` is the package's `stamp`."""
        super().__init__(package, made, beam, cores)
        self._model = Model(package.folder / "model", beam, cores)
        self._pieces = Loaded(self._piece_maker)

    def close(self) -> None:
        """Let go of the model."""
        self._pieces.close()
        self._model.close()

    def _settings(self) -> Sequence[object]:
        return VERSION, LONGEST, sorted(options(self._beam).items())

    def _translated(self, sentences: Sequence[str]) -> list[Translated]:
        pieces = self._pieces.get()
        cuts = [list(parts(pieces, one)) for one in sentences]
        prefix = self._package.prefix
        outputs = iter(self._model.translate([part for cut in cuts for part in cut], prefix))
        return [_joined(list(islice(outputs, len(cut))), pieces) for cut in cuts]

    def _piece_maker(self) -> Pieces:
        self._check()
        return piece_maker(self._package)


def _joined(outputs: Sequence[Output], pieces: Pieces) -> Translated:
    """Return the translation of a sentence from those of its parts."""
    made = [piece for output in outputs for piece in output.pieces]
    text = pieces.decode(made).removeprefix(" ")
    length = sum(output.length for output in outputs)
    score = min(0.0, sum(output.total for output in outputs) / max(1, length))
    return Translated(text, score) if text.strip() else Translated(None, score, NOTHING)


def piece_maker(package: Package) -> Pieces:
    """Load what makes the pieces of a package, or raise `ModelError`."""
    if package.pieces == "bpe":
        codes = package.codes or (package.source, package.target)
        return BytePairs(package.folder / "bpe.model", *codes)
    try:
        return SentencePieces(package.folder / "sentencepiece.model")
    except ImportError as error:
        raise ModelError(MISSING) from error

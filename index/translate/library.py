"""The library `argostranslate` itself, on the same installed packages.

It is slower by far than driving packages directly, and there for whoever trusts it alone. It is
given one sentence at a time, so that its splitters of sentences, some of which would be fetched,
are never asked. Importing it makes folders of its own in the user's data, as it always does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.index.errors import ModelError
from dragoman.index.translate.loaded import Loaded
from dragoman.index.translate.model import available
from dragoman.index.translate.packages import Package
from dragoman.index.translate.pieces import cut, plain
from dragoman.index.translate.seam import Translated
from dragoman.index.translate.ways import PackageTranslator, PackageTranslators, Stamp

VERSION = 1
"""To be raised whenever what stands here changes an output."""

BEAM = 4
"""Its own default; a narrower beam is only taken by version 1.10 and newer."""

MISSING = (
    "translating through argostranslate needs that library: "
    "pip install 'dragoman-search[argostranslate]'"
)


class LibraryTranslators(PackageTranslators):
    """The ways that installed packages offer, through the library."""

    def __init__(
        self, folders: Sequence[Path], *, beam: int = BEAM, cores: int = 0, pivots: bool = True
    ) -> None:
        """Do nothing yet; `PackageTranslators` says what the settings are."""
        super().__init__(folders, beam, cores, pivots=pivots)

    def _made(self, package: Package, made: Stamp) -> LibraryTranslator:
        return LibraryTranslator(package, made, self._beam, self._cores)


class LibraryTranslator(PackageTranslator):
    """One package, through the library."""

    def __init__(self, package: Package, made: Stamp, beam: int, cores: int) -> None:
        """Do nothing yet; `made` is the package's `stamp`."""
        super().__init__(package, made, beam, cores or available())
        self._loaded = Loaded(self._load)

    @property
    def name(self) -> str:
        """What a person calls it: "ru→en 1.9 argostranslate"."""
        return f"{super().name} argostranslate"

    def close(self) -> None:
        """Let go of the model."""
        self._loaded.close()

    def _settings(self) -> Sequence[object]:
        return "argostranslate", VERSION, _library().version, self._beam

    def _translated(self, sentences: Sequence[str]) -> list[Translated]:
        theirs = self._loaded.get()
        _library().settings.beam_size = self._beam  # it looks there for every sentence
        with ThreadPoolExecutor(self._cores) as threads:
            return list(threads.map(lambda one: self._one(theirs, one), sentences))

    def _one(self, theirs: Any, sentence: str) -> Translated:
        """Translate a sentence, in parts if it is a long one."""
        try:
            made = [theirs.hypotheses(part, 1)[0].value for part in _parts(theirs, sentence)]
        except Exception as error:  # it has no errors of its own
            raise self._fault("translate with", error) from error
        text = " ".join(part for part in made if part.strip())
        return Translated(text) if text else Translated(None, why="nothing came out")

    def _load(self) -> Any:
        """Return the library's translation by one package, with nothing that splits sentences."""
        self._check()
        library = _library()
        library.settings.inter_threads, library.settings.intra_threads = self._cores, 1
        try:
            package = library.package.Package(self._package.folder)
            theirs = library.translate.PackageTranslation(None, None, package)
        except Exception as error:  # it has no errors of its own
            raise self._fault("read", error) from error
        theirs.sentencizer = _Whole()
        return theirs

    def _fault(self, doing: str, error: Exception) -> ModelError:
        return ModelError(
            f"argostranslate cannot {doing} the package in {self._package.folder} "
            f"({type(error).__name__}): install it anew, or remove it"
        )


class _Whole:
    """Stands where the library has what splits text into sentences: it is a sentence."""

    def split_sentences(self, text: str) -> list[str]:
        return [text]


def _parts(theirs: Any, sentence: str) -> list[str]:
    text = plain(sentence)
    tokenizer = theirs.pkg.tokenizer
    runs = list(cut(tokenizer.encode(text)))
    return [text] * len(runs) if len(runs) < 2 else [tokenizer.decode(run) for run in runs]


class _Library(NamedTuple):
    settings: Any
    package: Any
    translate: Any
    version: str


def _library() -> _Library:
    """Import the library, or raise `ModelError`."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # its ONNX runtime would phone home
    try:
        return _Library(
            settings=import_module("argostranslate.settings"),
            package=import_module("argostranslate.package"),
            translate=import_module("argostranslate.translate"),
            version=version("argostranslate"),
        )
    except ImportError as error:
        raise ModelError(MISSING) from error

"""The two trained detectors, asked for their evidence rather than for their verdict.

py3langid (Lui and Baldwin 2011; 140 languages, byte n-grams) and the profiles of langdetect
(Nakatani 2010; 55 languages, letter n-grams) are both naive Bayes models, so both can give a log
likelihood for every language they know. langdetect draws n-grams at random until it is sure,
which makes it slow, dependent on a global seed and unsafe to start from several threads; here its
profiles are added up exactly, over all n-grams of the text: the same knowledge, deterministic,
thirty times faster, and nothing of the library's state is touched.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

# What the detectors call a language → what we call it. py3langid's sdh is all of Sorani and
# Southern Kurdish, its uzs Uzbek in Arabic letters, its hbo any Hebrew with vowel points (a modern
# article that quotes a verse), zxx what is no language.
_CODES = {
    "hbo": "he",
    "kik": "ki",
    "sdh": "ckb",
    "uzs": "uz",
    "zh-cn": "zh",
    "zh-tw": "zh",
    "zxx": "und",
}

_COMMON = 20  # letters; the n-grams of longer words are not kept
_FLOOR = 5e-5  # langdetect's smoothing: alpha .5 over a base frequency of 10,000


class Bytes:
    """py3langid's model."""

    def __init__(self) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        self._model = LanguageIdentifier.from_model_file(MODEL_FILE)
        self._labels = list(dict.fromkeys(self._model.nb_classes))
        self.codes: tuple[str, ...] = tuple(_CODES.get(label, label) for label in self._labels)

    def weigh(self, text: str) -> NDArray[float64]:
        """Return the log likelihoods of `codes`, divided by the root of the length in bytes.

        Features overlap, so the sum overstates the evidence; the root (py3langid's own choice)
        brings texts of all lengths to one scale.
        """
        import numpy as np

        scores = dict(self._model.rank(text))
        length = len(text.encode("utf-8", "surrogatepass")) or 1
        likelihoods: NDArray[float64] = np.array([scores[label] for label in self._labels])
        return likelihoods / math.sqrt(length)


class Profiles:
    """langdetect's profiles: for every n-gram of one to three letters, its share in a language."""

    def __init__(self) -> None:
        import numpy as np
        from langdetect.detector_factory import PROFILES_DIRECTORY
        from langdetect.utils.ngram import NGram

        paths = sorted(Path(PROFILES_DIRECTORY).iterdir())
        profiles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        self.codes: tuple[str, ...] = tuple(_CODES.get(p["name"], p["name"]) for p in profiles)
        grams = dict.fromkeys(gram for profile in profiles for gram in profile["freq"])
        self._rows = {gram: row for row, gram in enumerate(grams)}
        shares = np.full((len(grams), len(profiles)), _FLOOR, dtype=np.float32)
        for column, profile in enumerate(profiles):
            for gram, count in profile["freq"].items():
                shares[self._rows[gram], column] += count / profile["n_words"][len(gram) - 1]
        self._logs = np.log(shares).astype(np.float16)
        self._compose = NGram.normalize_vi
        self._plain = _Plain(NGram.normalize)
        self._cached = lru_cache(maxsize=1 << 14)(self._found)

    def weigh(self, text: str) -> NDArray[float64]:
        """Return the log likelihoods of `codes`, divided by the root of the number of n-grams."""
        import numpy as np

        rows: list[int] = []
        for word in self._compose(text).translate(self._plain).split():
            rows += self._cached(word) if len(word) <= _COMMON else self._found(word)
        if not rows:
            return np.zeros(len(self.codes))
        total = self._logs[rows].sum(axis=0, dtype=np.float32)
        return np.asarray(total, dtype=np.float64) / math.sqrt(len(rows))

    def _found(self, word: str) -> tuple[int, ...]:
        """Return the rows of a word's n-grams, cut as langdetect does: a space at either end."""
        framed, size = f" {word} ", len(word)
        grams = [*word]
        grams += [framed[i : i + 2] for i in range(size + 1)]
        grams += [framed[i : i + 3] for i in range(size)]
        rows = map(self._rows.get, grams)
        return tuple(row for row in rows if row is not None)


class _Plain(dict[int, str]):
    """langdetect's letter classes as a table for `str.translate`, filled as letters come up."""

    def __init__(self, normalize: Any) -> None:
        super().__init__()
        self._normalize = normalize

    def __missing__(self, code: int) -> str:
        plain: str = self._normalize(chr(code))
        self[code] = plain
        return plain


_lock = threading.Lock()


@lru_cache(maxsize=1)
def _load() -> tuple[Bytes, Profiles]:
    return Bytes(), Profiles()


def detectors() -> tuple[Bytes, Profiles]:
    """Return both detectors, loaded once a process (under a second), safe from several threads."""
    with _lock:
        return _load()


def columns(own: Sequence[str], wanted: Sequence[str]) -> list[list[int]]:
    """Return for each wanted code the columns of a detector that speak for it, maybe none."""
    return [[i for i, code in enumerate(own) if code == want] for want in wanted]

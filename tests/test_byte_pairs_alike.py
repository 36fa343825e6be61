"""Byte pair encoding beside argostranslate's own, on the seeds: skipped without the library."""

import itertools
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from dragoman.index.translate.pieces import BytePairs

SEEDS = Path(__file__).parents[1] / "seeds"

pytestmark = pytest.mark.skipif(
    not find_spec("argostranslate"),
    reason="argostranslate is not installed: pip install 'dragoman-search[argostranslate]'",
)


def lines(lang: str) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.rglob(f"*.{lang}.md"))]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def frequent_merges(texts: list[str], joined: bool) -> list[str]:
    """Pairs of letters, then pairs of those and a letter: no good merges, but merges."""
    words = [word for text in texts for word in text.split()]
    ends = ("</w>",)
    apart = [(*w[:-1], w[-1] + "</w>") if joined else (*w, *ends) for w in words]
    twos = Counter(pair for word in apart for pair in itertools.pairwise(word))
    threes = Counter(
        (a + b, c)
        for word in apart
        for a, b, c in zip(word, word[1:], word[2:], strict=False)
        if twos[a, b] > 20
    )
    best = [pair for pair, _ in twos.most_common(300)] + [
        pair for pair, _ in threes.most_common(300)
    ]
    return [" ".join(pair) for pair in best]


@pytest.mark.parametrize("lang", ["en", "ru", "fr", "ar", "zh"])
@pytest.mark.parametrize("version", ["#version: 0.2", None])
def test_pieces_and_texts_are_those_of_the_library(
    lang: str, version: str | None, tmp_path: Path
) -> None:
    texts = lines(lang)
    merges = frequent_merges(texts, joined=version is not None)
    file = tmp_path / "bpe.model"
    file.write_text("\n".join([*([version] if version else []), *merges]) + "\n", encoding="utf-8")
    ours = BytePairs(file, lang, "en")
    theirs = import_module("argostranslate.tokenizer").BPETokenizer(file, lang, "en")
    assert len(texts) > 5
    for text in texts:
        pieces = ours.encode(text)
        assert pieces == theirs.encode(text)
        assert ours.decode(pieces) == theirs.decode(pieces)

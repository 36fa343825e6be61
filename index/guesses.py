"""The language of one piece of text by itself, and of pieces that stand together."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.index.languages import languages
from dragoman.index.scripts import main_script, scripts, size

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_ENOUGH = 900  # code points that decide; longer texts are sampled
_SAMPLES = 6  # slices of a longer text, spread evenly
_SHORT = 24  # letters: a shorter piece never leaves its article's language by itself
_FEW = 12  # letters of a script that are less than an article needs to be partly in it
_LONG = 150  # letters: a longer one leaves it more easily
_SURE = 0.75  # a piece less sure of itself, and not long, keeps to its article's language
_LIKELY = 0.5  # a long one less sure does too
_LEAST = {False: 0.5, True: 0.2}  # _SHORT or more letters → what is less sure is "und", all in all
_PROBABLE = {
    False: 0.02,
    True: 0.1,
}  # long or not → a piece this probable in a language stays in it

_NOISE = re.compile(r"(?:https?://|www\.)\S{1,2000}|\S{1,64}@\S{1,255}|[@#]\w{1,64}")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how sure it is: the probability, 0 to 1, that it is right."""

    lang: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of a paragraph and what its letters say."""

    start: int
    end: int
    script: str
    letters: int
    logs: NDArray[float64] | None
    guess: Guess


def judged(text: str, start: int, end: int) -> Piece:
    """Judge one span by itself."""
    counts = scripts(text[start:end])
    script = main_script(counts)
    codes = _candidates(script)
    if not codes:
        return Piece(start, end, "", 0, None, Guess("und", 0.0))
    letters = size(counts)
    if len(codes) == 1:
        return Piece(start, end, script, letters, None, Guess(codes[0], 1.0))
    logs = _judge(_sample(text[start:end]), script)
    return Piece(start, end, script, letters, logs, _guess(script, logs, int(logs.argmax())))


def settle(pieces: Sequence[Piece]) -> list[Guess]:
    """Return the language of each piece of one article, in the light of the others.

    Each script has a home: the language that most of its pieces are in. A piece keeps to the home
    of its script while that is not improbable, or while it is too short or doubtful to speak for
    itself. A few letters of a strange script, or none at all, go with the piece before them, else
    the one after. An article of nothing but doubt is "und".
    """
    sizes: Counter[str] = Counter()
    for piece in pieces:
        sizes[piece.script] += piece.letters
    homes = {script: _home(pieces, script) for script in sizes}
    placed = [
        None if _astray(piece, sizes) else _placed(piece, homes[piece.script]) for piece in pieces
    ]
    least = _LEAST[sizes.total() >= _SHORT]
    if max((guess.confidence for guess in placed if guess), default=0.0) < least:
        return [Guess("und", 0.0)] * len(pieces)
    return _filled(placed)


def _astray(piece: Piece, sizes: Counter[str]) -> bool:
    """Say whether a piece has no letters to speak of, or few or doubtful ones of a minor script.

    Chinese signs are not strange to Japanese: a headline without kana is Japanese in that company.
    """
    if piece.script == "Hani" and sizes["Jpan"] > sizes["Hani"]:
        return piece.letters < _LONG
    here = sizes[piece.script]
    if here == max(sizes.values()):
        return here == 0
    doubtful = piece.guess.confidence < _LIKELY and piece.letters < _LONG
    return here < _FEW or doubtful


def _filled(placed: Sequence[Guess | None]) -> list[Guess]:
    """Give what has no language that of the piece before, else of the one after."""
    first = next(guess for guess in placed if guess)
    filled: list[Guess] = []
    for guess in placed:
        filled.append(guess or (filled[-1] if filled else first))
    return filled


def _home(pieces: Sequence[Piece], script: str) -> int:
    """Return the column of the language that most pieces of a script are in, -1 for none.

    First a vote by letters; then, because near languages share the votes, the evidence of all
    pieces that could be in the language voted for is added up.
    """
    mine = [piece for piece in pieces if piece.script == script and piece.logs is not None]
    votes: Counter[int] = Counter()
    for piece in mine:
        votes[_column(piece)] += piece.letters
    if not votes:
        return -1
    voted = max(sorted(votes), key=votes.__getitem__)
    with_it = [piece for piece in mine if _column(piece) == voted or _allows(piece, voted)]
    logs = [piece.logs for piece in with_it if piece.logs is not None]
    total = sum(logs[1:], logs[0])
    return max(sorted(votes), key=lambda column: float(total[column]))


def _placed(piece: Piece, home: int) -> Guess:
    """Return the home of a piece's script, or its own language if that is beyond doubt."""
    if piece.logs is None:
        return piece.guess
    needed = _SHORT if piece.guess.confidence >= _SURE else _LONG
    certain = piece.guess.confidence >= _LIKELY and piece.letters >= needed
    if certain and not _allows(piece, home):
        return piece.guess
    return _guess(piece.script, piece.logs, home)


def _allows(piece: Piece, column: int) -> bool:
    """Say whether a piece may be in a language, given what its letters say."""
    assert piece.logs is not None
    return float(piece.logs[column]) >= math.log(_PROBABLE[piece.letters >= _LONG])


def _column(piece: Piece) -> int:
    assert piece.logs is not None
    return int(piece.logs.argmax())


def _judge(sample: str, script: str) -> NDArray[float64]:
    """Return the log probability of every language that competes for the script."""
    import numpy as np

    from dragoman.index.evidence import field

    logs = field(script).weigh(sample)
    return np.asarray(logs - np.logaddexp.reduce(logs))


def _guess(script: str, logs: NDArray[float64], column: int) -> Guess:
    from dragoman.index.evidence import field

    return Guess(field(script).codes[column], min(1.0, math.exp(logs[column])))


@cache
def _candidates(script: str) -> tuple[str, ...]:
    """Return the languages written in a script."""
    return tuple(one.code for one in languages().values() if script in one.scripts)


def _sample(text: str) -> str:
    """Return enough of a text to tell its language by, without addresses."""
    if len(text) > _ENOUGH:
        size = _ENOUGH // _SAMPLES
        step = (len(text) - size) // (_SAMPLES - 1)
        text = " ".join(text[i * step : i * step + size] for i in range(_SAMPLES))
    cleaned = _NOISE.sub(" ", text)
    return cleaned if any(map(str.isalpha, cleaned)) else text

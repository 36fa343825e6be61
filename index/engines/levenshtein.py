"""Edit distance of one word from many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def close(word: str, others: Sequence[str], distance: int) -> NDArray[np.bool_]:
    """Return which of the others are at most so many edits away from the word.

    An edit is the insertion, deletion or substitution of one code point (Levenshtein 1966). The
    table of Wagner and Fischer (1974) is filled within `distance` of its diagonal only (Ukkonen
    1985), one cell of all the others at a time.
    """
    lengths = np.fromiter(map(len, others), np.int64, len(others))
    near = np.flatnonzero(np.abs(lengths - len(word)) <= distance)
    found = np.zeros(len(others), np.bool_)
    if len(near):
        last = _last_row(word, [others[i] for i in near.tolist()], distance)
        ends = lengths[near] - len(word) + distance
        found[near] = last[ends, np.arange(len(near))] <= distance
    return found


def _last_row(word: str, others: Sequence[str], distance: int) -> NDArray[np.int64]:
    """Return the table's last row: cell [o, n] for letter len(word) + o - distance of word n."""
    table = np.array(others)
    letters = table.view(np.uint32).reshape(len(others), -1).T if table.itemsize else table[:0]
    far = len(word) + distance + 1
    row = np.full((2 * distance + 1, len(others)), far)
    row[distance:] = np.arange(distance + 1)[:, None]
    for i, letter in enumerate(word, 1):
        above, row = row, np.full_like(row, far)
        for o in range(2 * distance + 1):
            j = i + o - distance
            if not 0 <= j <= len(letters):
                continue
            if j:
                row[o] = above[o] + (letters[j - 1] != ord(letter))
            if o < 2 * distance:
                np.minimum(row[o], above[o + 1] + 1, out=row[o])
            if o:
                np.minimum(row[o], row[o - 1] + 1, out=row[o])
    return row

"""The parts that engines share: edit distance, phrases, arrays in a file."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from brute_force import levenshtein, stands
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.engine import Entry
from dragoman.index.engines.arrays import FOOTER, MAGIC, read_arrays, smallest, write_arrays
from dragoman.index.engines.block import Batch, Block, merge
from dragoman.index.engines.evaluate import in_order
from dragoman.index.engines.inverted import decoded, encoded
from dragoman.index.engines.levenshtein import close

LETTERS = st.text("abc𝒳\u0301\x00", max_size=7)


@given(LETTERS, st.lists(LETTERS, max_size=8), st.integers(0, 3))
def test_close_is_the_edit_distance(word: str, others: list[str], distance: int) -> None:
    right = [levenshtein(word, other) <= distance for other in others]
    assert close(word, others, distance).tolist() == right


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=9), min_size=1, max_size=4),
    st.lists(st.sampled_from("abc"), min_size=2, max_size=4),
    st.integers(0, 5),
)
def test_in_order_is_what_a_window_sees(
    texts: list[list[str]], phrase: list[str], slop: int
) -> None:
    spots = [
        [(doc, i) for doc, text in enumerate(texts) for i, w in enumerate(text) if w == word]
        for word in phrase
    ]
    right = [doc for doc, text in enumerate(texts) for _ in range(stands(phrase, text, slop))]
    if all(spots):
        docs = [np.array([doc for doc, _ in spot]) for spot in spots]
        places = [np.array([place for _, place in spot]) for spot in spots]
        assert in_order(docs, places, slop).tolist() == right
    else:
        assert right == []


@given(st.lists(st.text()))
def test_words_sort_as_their_bytes_do(words: list[str]) -> None:
    assert [decoded(word) for word in sorted(map(encoded, words))] == sorted(words)


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 2**32 - 1))))
def test_arrays_come_back_from_a_file(numbers: dict[str, list[int]]) -> None:
    file = io.BytesIO()
    write_arrays(file, {name: smallest(np.array(n, np.int64)) for name, n in numbers.items()})
    back = read_arrays(file.getvalue())
    assert {name: array.tolist() for name, array in back.items()} == numbers


@pytest.mark.parametrize(("top", "kind"), [(255, "u1"), (256, "u2"), (65535, "u2"), (65536, "u4")])
def test_arrays_take_no_more_room_than_they_need(top: int, kind: str) -> None:
    assert smallest(np.array([0, top])).dtype == np.dtype(kind)


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "я", "🙂"]), max_size=6)


@given(st.lists(st.lists(WORDS, max_size=5), min_size=1, max_size=4), st.data())
def test_merging_is_as_if_all_had_been_written_at_once(
    texts: list[list[list[str]]], data: st.DataObject
) -> None:
    parts: list[tuple[Block, np.ndarray[tuple[int], np.dtype[np.bool_]]]] = []
    whole, key = Batch(frozenset({"stem"})), 0
    for block in texts:
        batch, live = Batch(frozenset({"stem"})), []
        for words in block:
            key += 1
            entry = Entry(key, key // 2, {"stem": words}, {"t": words[:1]})
            batch.add(entry)
            live.append(data.draw(st.booleans()))
            if live[-1]:
                whole.add(entry)
        parts.append((batch.block(), np.array(live, np.bool_)))
    merged, right = merge(parts).to_arrays(), whole.block().to_arrays()
    for name, array in right.items():
        assert merged[name].tolist() == array.tolist(), name


@pytest.mark.parametrize(
    "place",
    [["|u1", 0, 9], ["|u1", -1, 1], ["|u1", 0, -1], ["<i8", 8, 1], ["<u2", 0, 2**62], ["|O", 0, 1]],
)
def test_a_directory_that_points_elsewhere_is_refused(place: list[object]) -> None:
    directory = json.dumps({"array": place}).encode()
    file = bytes(8) + directory + FOOTER.pack(len(directory), MAGIC)
    with pytest.raises((ValueError, KeyError)):
        read_arrays(file)

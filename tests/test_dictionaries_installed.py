"""The dictionaries of this machine, where there are some, are read as people read them."""

from pathlib import Path

import pytest

from dragoman.search.dictionaries import dictd, entries, store

FOLDER = Path("/usr/share/dictd")
SMALL = 1 << 19
"""Bytes, packed; what is larger takes too long for a test."""


def small() -> list[store.Dictionary]:
    listed = store.installed([FOLDER]).dictionaries
    return [one for one in listed if dictd.files(one.path)[1].stat().st_size < SMALL]


DICTIONARIES = small()


@pytest.mark.skipif(not DICTIONARIES, reason="no dict-freedict-… of Debian is installed")
def test_most_entries_give_words_and_no_marks_of_the_dictionary() -> None:
    for one in DICTIONARIES:
        total = useful = 0
        for _, body in dictd.read(one.path):
            found = entries.translations(body, one.target)
            total, useful = total + 1, useful + bool(found)
            assert not any(set("()[]{}<>~;,|") & set(word) for word in found), (one.name, found)
            assert all(len(word.split()) <= entries.WORDS for word in found), (one.name, found)
        assert useful > 0.75 * total, one.name

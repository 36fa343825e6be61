# mypy: allow-untyped-calls
"""A codec for Whoosh: what a segment of an index looks like on disk, and how Whoosh reads it.

Whoosh keeps the table of contents, the generations, the segments and their deletions; a codec
(its own word) decides how the words and numbers of a segment are kept. This one keeps them as
one file of numpy arrays, see `arrays.py` and `inverted.py`. Whoosh's own codec pickles every
block of a posting list, so that reading a foreign index may run whatever it likes; and for
20,000 passages in 128 languages it takes nine times as long and four times the room (618 passages
a second and 193 MB against 5,500 and 43 MB, merges included; lists of words read into arrays
2.1 and 7.2 ms a query of 24 words at the median and the 95th percentile against 0.9 and 1.3 ms).

What stands here lets Whoosh's own readers and searchers open the index, to look into it with
Whoosh's tools. Dragoman itself reads the blocks and scores them (`snapshot.py`, `evaluate.py`).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment
from whoosh.filedb.filestore import Storage
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from dragoman.index.engines.arrays import read_arrays, write_arrays
from dragoman.index.engines.block import CHANNEL, TAG, Block
from dragoman.index.engines.inverted import Lists

EXTENSION = ".blk"


def schema() -> fields.Schema:
    """Return the schema of every index: two numbers, and a field for each channel and tag."""
    made = fields.Schema(key=fields.STORED, article=fields.STORED)
    made.add(CHANNEL + "*", fields.KEYWORD(scorable=True), glob=True)
    made.add(TAG + "*", fields.ID(), glob=True)
    return made


def load_block(storage: Storage, segment: W3Segment) -> Block:
    """Return the block of a segment as views of its file. Raise `ValueError` if it is not whole."""
    with closing(segment.open_file(storage, EXTENSION)) as file:
        buffer = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    block = Block.from_arrays(read_arrays(buffer))
    if len(block) != segment.doc_count_all():
        raise ValueError("a segment has not as many entries as the table of contents says")
    return block


class Codec(W3Codec):
    """Segments as blocks of arrays. They are written whole, by `write_segment`."""

    length_stats = False

    def write_segment(self, storage: Storage, indexname: str, block: Block) -> W3Segment:
        """Write the block and return the segment for the table of contents."""
        segment = W3Segment(self, indexname)
        with closing(segment.create_file(storage, EXTENSION)) as file:
            write_arrays(file, block.to_arrays())
        segment.set_doc_count(len(block))
        return segment

    def terms_reader(self, storage: Storage, segment: W3Segment) -> TermsReader:
        """Return what Whoosh reads words with."""
        return TermsReader(load_block(storage, segment).fields)

    def per_document_reader(self, storage: Storage, segment: W3Segment) -> DocumentReader:
        """Return what Whoosh reads entries with."""
        return DocumentReader(storage, segment)


class TermsReader(base.TermsReader):
    """The words of a segment, as Whoosh asks for them."""

    def __init__(self, lists: Mapping[str, Lists]) -> None:
        self._fields = lists

    def _find(self, field: str, word: bytes) -> tuple[Lists, int]:
        lists = self._fields.get(field)
        number = -1 if lists is None else lists.find(word)
        if lists is None or number < 0:
            raise TermNotFound(f"No term {field}:{word!r}")
        return lists, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        lists = self._fields.get(term[0])
        return lists is not None and lists.find(term[1]) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields."""
        return self._fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field and word in order."""
        for field in sorted(self._fields):
            yield from self._words(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every field and word in order from this one on."""
        for field in sorted(self._fields):
            if field >= fieldname:
                yield from self._words(field, prefix if field == fieldname else b"")

    def _words(self, field: str, first: bytes) -> Iterator[tuple[str, bytes]]:
        lists = self._fields[field]
        return ((field, lists.word(i)) for i in range(lists.lowest(first), len(lists)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every field and word in order with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every field and word from this one on with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: fields.FieldType) -> base.FieldCursor:
        """Raise: the automata of Whoosh's fuzzy queries are not served."""
        raise NotImplementedError("This index has no cursors; ask Dragoman for similar words.")

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a word."""
        lists, i = self._find(fieldname, text)
        docs, counts = lists.postings(i)
        return TermInfo(
            float(counts.sum()), len(docs), maxweight=int(counts.max()), maxid=int(docs[-1])
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a word stands in the field."""
        lists, i = self._find(fieldname, text)
        return float(lists.postings(i)[1].sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many entries a word stands."""
        lists, i = self._find(fieldname, text)
        return len(lists.postings(i)[0])

    def matcher(
        self, fieldname: str, text: bytes, format_: formats.Format, scorer: Any = None
    ) -> ListMatcher:
        """Return the postings of a word."""
        lists, i = self._find(fieldname, text)
        docs, counts = lists.postings(i)
        weights = counts.astype(np.float64).tolist()
        info = self.term_info(fieldname, text)
        return ListMatcher(docs.tolist(), weights, format=format_, scorer=scorer, terminfo=info)

    def close(self) -> None:
        """Let go of the file."""
        self._fields = {}


class DocumentReader(W3PerDocReader):
    """The entries of a segment, as Whoosh asks for them; deletions are the segment's."""

    def __init__(self, storage: Storage, segment: W3Segment) -> None:
        super().__init__(storage, segment)
        self._block = load_block(storage, segment)

    def stored_fields(self, docnum: int) -> dict[str, int]:
        """Return the key and the article of an entry."""
        return {
            "key": int(self._block.keys[docnum]),
            "article": int(self._block.articles[docnum]),
        }

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of words of an entry's channel."""
        lists = self._block.fields.get(fieldname)
        if lists is None or lists.lengths is None:
            return default
        return int(lists.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return the number of words of a channel in all entries."""
        lists = self._block.fields.get(fieldname)
        return 0 if lists is None or lists.lengths is None else int(lists.lengths.sum())

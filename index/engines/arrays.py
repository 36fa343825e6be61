"""Named numpy arrays in one file, used where they lie.

Layout: the arrays one after another, each at a multiple of eight bytes; a directory in JSON,
``{name: [type, offset, count]}``; the directory's length in eight bytes, little-endian; MAGIC.
Reading a file executes nothing of it and copies nothing: the arrays are views of the buffer.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from mmap import mmap
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"dragoman"
FOOTER = struct.Struct("<Q8s")
TYPES = {name: np.dtype(name) for name in ("|u1", "<u2", "<u4", "<i8")}

Array = NDArray[Any]


def smallest(numbers: Array) -> Array:
    """Return the numbers (0 or more, below 2**32) in the smallest type that holds them all."""
    top = int(numbers.max(initial=0))
    return numbers.astype("|u1" if top < 1 << 8 else "<u2" if top < 1 << 16 else "<u4")


def write_arrays(file: BinaryIO, arrays: Mapping[str, Array]) -> None:
    """Write the arrays, each of one dimension and of a type in TYPES."""
    directory = {}
    offset = 0
    for name, array in arrays.items():
        kind = next(known for known, dtype in TYPES.items() if dtype == array.dtype)
        directory[name] = [kind, offset, len(array)]
        data = array.tobytes()
        file.write(data + bytes(-len(data) % 8))
        offset += len(data) + -len(data) % 8
    names = json.dumps(directory).encode()
    file.write(names + FOOTER.pack(len(names), MAGIC))


def read_arrays(buffer: mmap | bytes) -> dict[str, Array]:
    """Return the arrays as views of the buffer. Raise `ValueError` where it is not such a file."""
    size = len(buffer)
    if size < FOOTER.size:
        raise ValueError("the file is too short")
    length, magic = FOOTER.unpack(buffer[size - FOOTER.size : size])
    start = size - FOOTER.size - length
    if magic != MAGIC or start < 0:
        raise ValueError("the file does not end as it should")
    directory = json.loads(buffer[start : start + length])
    return {name: _array(buffer, start, *place) for name, place in directory.items()}


def _array(buffer: mmap | bytes, end: int, kind: str, offset: int, count: int) -> Array:
    dtype = TYPES[kind]
    if not 0 <= offset <= offset + count * dtype.itemsize <= end:
        raise ValueError("an array lies outside the file")
    return np.frombuffer(buffer, dtype, count, offset)

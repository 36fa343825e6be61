"""Writing a file of ONNX by hand: the few messages of its protocol buffers that a small graph has.

Numbers of fields are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; how they are
written is https://protobuf.dev/programming-guides/encoding.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

FLOAT, INT64 = 1, 7
"""Kinds of numbers that a tensor may hold."""

_IR_VERSION, _OPSET = 8, 13
_INT, _STRING = 2, 3


def constant(name: str, shape: Sequence[int], numbers: Sequence[float], kind: int) -> bytes:
    """Return a tensor (`TensorProto`) of given numbers."""
    raw = struct.pack(f"<{len(numbers)}{'q' if kind == INT64 else 'f'}", *numbers)
    sizes = b"".join(_field(1, size) for size in shape)
    return sizes + _field(2, kind) + _field(8, name) + _field(9, raw)


def step(does: str, reads: Sequence[str], writes: str, **options: int | str) -> bytes:
    """Return one operation of a graph (`NodeProto`)."""
    message = b"".join(_field(1, name) for name in reads) + _field(2, writes) + _field(4, does)
    return message + b"".join(_field(5, _option(name, value)) for name, value in options.items())


def value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """Return what goes into a graph or comes out (`ValueInfoProto`); a size may have a name."""
    sizes = b"".join(_field(1, _field(1 if isinstance(size, int) else 2, size)) for size in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, sizes)))


def model(
    steps: Sequence[bytes],
    constants: Sequence[bytes],
    reads: Sequence[bytes],
    writes: bytes,
    about: Mapping[str, str],
) -> bytes:
    """Return a whole file (`ModelProto`) with what it says about itself."""
    graph = b"".join(_field(1, one) for one in steps) + _field(2, "graph")
    graph += b"".join(_field(5, one) for one in constants)
    graph += b"".join(_field(11, one) for one in reads) + _field(12, writes)
    message = _field(1, _IR_VERSION) + _field(2, "dragoman") + _field(7, graph)
    message += _field(8, _field(1, "") + _field(2, _OPSET))
    return message + b"".join(
        _field(14, _field(1, key) + _field(2, text)) for key, text in about.items()
    )


def _option(name: str, setting: int | str) -> bytes:
    """Return an attribute of an operation (`AttributeProto`)."""
    if isinstance(setting, int):
        return _field(1, name) + _field(3, setting) + _field(20, _INT)
    return _field(1, name) + _field(4, setting) + _field(20, _STRING)


def _field(number: int, content: int | str | bytes) -> bytes:
    """Return one field: a number as it is, text and messages with their length before them."""
    if isinstance(content, int):
        return _varint(number << 3) + _varint(content)
    data = content.encode() if isinstance(content, str) else content
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """Return a number of 0 or more, seven bits a byte, the lowest first."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)

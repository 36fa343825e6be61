"""Dictionaries in the formats of dictd and StarDict, written by tests on the fly."""

import gzip
import struct
from collections.abc import Mapping
from pathlib import Path

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def digits(number: int) -> str:
    """Write a number as dictd does."""
    text = DIGITS[number % 64]
    while number := number // 64:
        text = DIGITS[number % 64] + text
    return text


def dictd(folder: Path, name: str, entries: Mapping[str, str], packed: bool = True) -> Path:
    """Write `.index` and `.dict.dz` (or `.dict`) and return the index."""
    text, lines = b"", []
    for headword, body in {"00databaseshort": "notes\n", **entries}.items():
        content = body.encode()
        lines.append(f"{headword}\t{digits(len(text))}\t{digits(len(content))}\n")
        text += content
    index = folder / f"{name}.index"
    index.write_text("".join(lines), "utf-8")
    if packed:
        (folder / f"{name}.dict.dz").write_bytes(gzip.compress(text))
    else:
        (folder / f"{name}.dict").write_bytes(text)
    return index


def freedict(folder: Path, name: str, entries: Mapping[str, str]) -> Path:
    """Write a dictionary in the manner of FreeDict: the first line is the headword and its sound."""
    return dictd(
        folder, name, {word: f"{word} /sˈaʊnd/\n{body}\n" for word, body in entries.items()}
    )


def stardict(
    folder: Path,
    name: str,
    entries: Mapping[str, bytes],
    *,
    kinds: str = "m",
    bits: int = 32,
    synonyms: Mapping[str, int] | None = None,
    bookname: str = "",
) -> Path:
    """Write `.ifo`, `.idx`, `.dict` and, where there are synonyms, `.syn`; return the `.ifo`."""
    index, text = b"", b""
    for headword, content in entries.items():
        place = struct.pack(">Q" if bits == 64 else ">I", len(text))
        index += headword.encode() + b"\0" + place + struct.pack(">I", len(content))
        text += content
    ifo = folder / f"{name}.ifo"
    told = f"sametypesequence={kinds}\n" if kinds else ""
    ifo.write_text(
        f"StarDict's dict ifo file\nversion=3.0.0\nbookname={bookname or name}\n"
        f"wordcount={len(entries)}\nidxfilesize={len(index)}\nidxoffsetbits={bits}\n{told}",
        "utf-8",
    )
    (folder / f"{name}.idx").write_bytes(index)
    (folder / f"{name}.dict").write_bytes(text)
    if synonyms:
        written = (word.encode() + b"\0" + struct.pack(">I", n) for word, n in synonyms.items())
        (folder / f"{name}.syn").write_bytes(b"".join(written))
    return ifo

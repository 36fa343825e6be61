"""Which files hold articles: told by the ending of their names alone."""

from __future__ import annotations

from dragoman.index.read.events import Refused

FORMATS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
}
"""What an ending stands for; each of them may be followed by `.gz`."""

PLANNED = {
    ".csv": "CSV",
    ".tsv": "TSV",
    ".doc": "DOC",
    ".docx": "DOCX",
    ".eml": "mail",
    ".epub": "EPUB",
    ".htm": "HTML",
    ".html": "HTML",
    ".mbox": "mail",
    ".odt": "ODT",
    ".pdf": "PDF",
    ".rtf": "RTF",
    ".tar": "TAR",
    ".tgz": "TAR",
    ".warc": "WARC",
    ".xhtml": "HTML",
    ".xml": "XML",
    ".zip": "ZIP",
}
"""Formats that may hold articles and that no reader knows yet."""


def format_of(name: str) -> tuple[str, bool]:
    """Return the format of a file by its name and whether it is compressed, or raise `Refused`."""
    lower = name.lower()
    packed = lower.endswith(".gz")
    ending = _ending(lower.removesuffix(".gz"))
    if ending in FORMATS:
        return FORMATS[ending], packed
    if ending in PLANNED:
        reason = f"{PLANNED[ending]}: not supported yet"
    elif ending or packed:
        reason = f"{ending + '.gz' * packed!r}: not a format Dragoman reads"
    else:
        reason = "no ending: not a format Dragoman reads"
    raise Refused(reason, reason)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return dot + ending if stem else ""

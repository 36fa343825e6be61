"""The `metadata.json` of an Argos package: what it says, taken with distrust.

Format: argostranslate 1.11, `argostranslate/package.py`, which gives defaults for what is missing.
Keys that count here: `type` ("translate" where it is missing), `from_code`, `to_code`,
`package_version`, `target_prefix` (a piece that a model of several targets wants first), and, for
one model that reads several languages, `from_codes` or `source_languages`/`languages` (a list of
codes, or of objects with a `code`). Everything else is passed over.
"""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 1_000_000
"""Bytes of a `metadata.json` that are read at most; real ones have some hundreds."""

_MOST_SOURCES = 300
_LONGEST_VERSION = 40
_LONGEST_PREFIX = 100
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")

_OURS = {
    "fil": "tl",
    "iw": "he",
    "nb": "no",
    "no-nb": "no",
    "pb": "pt",  # Brazilian
    "pt-br": "pt",
    "pt-pt": "pt",
    "zh-cn": "zh",
    "zh-hans": "zh",
    "zh-hant": "zh",
    "zh-tw": "zh",
    "zt": "zh",  # in traditional characters
}
"""Codes that packages use and `languages` does not. Sources: the packages' own metadata, and the
aliases that LibreTranslate gives them (pb: pt-BR, zt: zh-Hant); ISO 639 for `iw` and `fil`."""


class Unusable(Exception):
    """A package cannot be used; the message is one clause that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What counts of a `metadata.json`: codes are Argos's own; `sources` has one or more."""

    kind: str
    sources: tuple[str, ...]
    target: str
    version: str
    prefix: str


def ours(code: str) -> str:
    """Return the code of `languages` for one of Argos's; one that is unknown stays: "nb" → "no"."""
    plain = code.lower().replace("_", "-")
    return _OURS.get(plain, plain)


def read(file: Path) -> Metadata:
    """Read a `metadata.json`, or raise `Unusable`."""
    return parse(_content(file))


def _content(file: Path) -> bytes:
    """Return the bytes of a regular file, without waiting for a pipe or reading without end."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise Unusable(f"its metadata.json cannot be read ({error.strerror})") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unusable("its metadata.json is not a file: delete the folder")
    with open(descriptor, "rb") as opened:
        try:
            return opened.read(LARGEST + 1)
        except OSError as error:
            raise Unusable(f"its metadata.json cannot be read ({error.strerror})") from error


def parse(content: bytes) -> Metadata:
    """Take what counts out of the bytes of a `metadata.json`, or raise `Unusable`."""
    if len(content) > LARGEST:
        raise Unusable("its metadata.json is far too large: it is no Argos package")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unusable("its metadata.json is not valid JSON: install the package anew") from error
    if not isinstance(data, dict):
        raise Unusable("its metadata.json holds no object: install the package anew")
    kind = data.get("type") or "translate"
    if not isinstance(kind, str):
        raise Unusable("the type of its metadata.json is no word: install the package anew")
    if kind != "translate":
        return Metadata(kind, (), "", "", "")
    return Metadata(kind, _sources(data), _target(data), _version(data), _prefix(data))


def _sources(data: dict[str, Any]) -> tuple[str, ...]:
    codes = [_code(data, "from_code")] if data.get("from_code") else []
    for key in ("from_codes", "source_languages", "languages"):
        listed = data.get(key)
        for one in listed[:_MOST_SOURCES] if isinstance(listed, list) else ():
            code = one.get("code") if isinstance(one, dict) else one
            if isinstance(code, str) and _CODE.fullmatch(code):
                codes.append(code)
    if not codes:
        raise Unusable("its metadata.json names no language to translate from (from_code)")
    return tuple(dict.fromkeys(codes))


def _target(data: dict[str, Any]) -> str:
    if not data.get("to_code"):
        raise Unusable("its metadata.json names no language to translate into (to_code)")
    return _code(data, "to_code")


def _code(data: dict[str, Any], key: str) -> str:
    code = data[key]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise Unusable(f"the {key} of its metadata.json is not the code of a language")
    return code


def _version(data: dict[str, Any]) -> str:
    version = data.get("package_version")
    if isinstance(version, bool) or not isinstance(version, str | int | float):
        return ""
    if isinstance(version, int) and abs(version) >= 10**_LONGEST_VERSION:
        return ""
    kept = "".join(char for char in str(version)[:_LONGEST_VERSION] if char.isprintable())
    return " ".join(kept.split())


def _prefix(data: dict[str, Any]) -> str:
    prefix = data.get("target_prefix") or ""
    if not isinstance(prefix, str) or len(prefix) > _LONGEST_PREFIX or not _encodes(prefix):
        raise Unusable("the target_prefix of its metadata.json is no piece of text")
    return prefix


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

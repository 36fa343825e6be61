"""The question as a value: what was asked, before anything is asked.

So far the language has bare words, "phrases", +must and -not; a phrase must be there. Any pair of
quotation marks makes a phrase where it stands around whole words: "…", “…”, „…“, «…», »…«. A
quotation mark inside a word is a letter of it, as in Hebrew acronyms.

A file of questions was not written in this language, so it is read as prose: there a phrase is
preferred, not required, and a quotation mark that is never closed is passed over.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, NoReturn

import regex

from dragoman.index.errors import QueryError
from dragoman.index.tokens import Token, tokens

LONGEST = 10_000
"""Letters of a question; enough for a page, too little to keep a machine busy."""

Occur = Literal["should", "must", "not"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of words: together a phrase, or each on its own.

    A phrase that only `should` be there is preferred to its words apart.
    """

    text: str
    phrase: bool = False
    occur: Occur = "should"


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: at least one clause is not a `not`."""

    text: str
    clauses: tuple[Clause, ...]


def asked_tokens(query: Query) -> list[Token]:
    """Return the words and numbers that a question asks for, in order: all but its `not`."""
    return [t for clause in query.clauses if clause.occur != "not" for t in tokens(clause.text)]


_CLOSING = {'"': '"”“', "“": '”"“', "„": '“”"', "«": "»", "»": "«", "「": "」", "『": "』"}
_WORD = regex.compile(r"\S+")
_WORDY = regex.compile(r"[\p{L}\p{N}]")
_OCCUR: dict[str, Occur] = {"+": "must", "-": "not"}


def parse(text: str, *, prose: bool = False) -> Query:
    """Read a question. Raise `QueryError` with a sentence where it cannot be read.

    As `prose`, quotation marks only quote.
    """
    _check(text)
    clauses: list[Clause] = []
    at = 0
    while word := _WORD.search(text, at):
        clause, at = _clause(text, word.start(), word.end(), prose)
        if _WORDY.search(clause.text):
            _append(clauses, clause)
    return Query(text.strip(), tuple(_wanted(clauses)))


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise QueryError(
            f"The question is {len(text):,} characters long; shorten it to {LONGEST:,} or fewer."
        )
    for at, letter in enumerate(text):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n\r":
            raise QueryError(
                f"Character {at + 1} of the question (U+{ord(letter):04X}) is no text; take it out."
            )


def _clause(text: str, start: int, end: int, prose: bool) -> tuple[Clause, int]:
    """Read the clause whose first word is `text[start:end]`; return it and where it ends."""
    occur = _OCCUR.get(text[start], "should")
    start += occur != "should"
    mark = text[start : start + 1]
    if mark not in _CLOSING:
        return Clause(text[start:end], occur=occur), end
    closed = _closing(text, start + 1, _CLOSING[mark])
    if closed is None:
        if prose:
            return Clause(text[start + 1 : end], occur=occur), end
        _unbalanced(text, start)
    if occur == "should" and not prose:
        occur = "must"
    return Clause(text[start + 1 : closed], phrase=True, occur=occur), closed + 1


def _append(clauses: list[Clause], clause: Clause) -> None:
    """Add a clause; bare words stay in one run, for "400 000" is one number."""
    if clauses and clause == Clause(clause.text) and clauses[-1] == Clause(clauses[-1].text):
        clauses[-1] = Clause(f"{clauses[-1].text} {clause.text}")
    else:
        clauses.append(clause)


def _closing(text: str, start: int, marks: str) -> int | None:
    """Return where a phrase ends: at a mark behind which no word goes on."""
    for at in range(start, len(text)):
        if text[at] in marks and not _WORDY.match(text, at + 1):
            return at
    return None


def _unbalanced(text: str, start: int) -> NoReturn:
    shown = text[start : start + 30] + ("…" if len(text) > start + 30 else "")
    raise QueryError(
        f"The quotation mark before {shown!r} is never closed: close it, or leave it out."
    )


def _wanted(clauses: list[Clause]) -> list[Clause]:
    if not clauses:
        raise QueryError("The question holds no word to look for: give at least one.")
    if all(clause.occur == "not" for clause in clauses):
        raise QueryError(
            "The question only says what to leave out: give at least one word to look for."
        )
    return clauses

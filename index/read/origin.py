"""A file on its way through the readers: where it is, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.index.article import Article
from dragoman.index.read.events import Found, Note, Refused, Skip
from dragoman.index.read.roots import article_id


@dataclass(frozen=True, slots=True)
class Origin:
    """A file to be read.

    `real` is what is opened, `named` what the caller would call it, `path` the same below `root`.
    Without a `root` (standard input) articles get no ids.
    """

    real: str
    named: str
    root: str
    path: str

    def article_id(self, place: int = 0) -> str:
        """Return the id of an article that names none, "" where it must."""
        return article_id(self.root, self.path, place) if self.root else ""

    def found(self, article: Article, line: int, encoding: str) -> Found:
        """Say that an article was found."""
        return Found(article, self.root, self.path, line, encoding)

    def skip(self, line: int, why: Refused) -> Skip:
        """Say that the file or a line of it was left out."""
        return Skip(self.named, line, str(why), why.kind)

    def note(self, line: int, reason: str, kind: str = "odd metadata") -> Note:
        """Say something about what was not left out."""
        return Note(self.named, line, reason, kind)

    def read_as(self, encoding: str) -> Note:
        """Say which encoding was taken where it is not UTF-8."""
        return self.note(0, f"read as {encoding}, not UTF-8", f"read as {encoding}")

    def replaced(self, line: int, number: int) -> Note:
        """Say that some bytes meant nothing."""
        what = "a broken character was" if number == 1 else f"{number} broken characters were"
        return self.note(line, f"{what} replaced by U+FFFD", "broken characters")

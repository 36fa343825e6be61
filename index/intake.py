"""Articles on their way into a session, batch by batch: only what is new or changed is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from dragoman.index.article import Article, Record
from dragoman.index.digest import content_hash
from dragoman.index.enrich import enrich, folded_passages
from dragoman.index.entries import named
from dragoman.index.read.events import Skip
from dragoman.index.report import Count
from dragoman.index.rows import Draft, Known, Origin
from dragoman.index.session import Session
from dragoman.index.settings import Settings
from dragoman.index.translate.seam import Translators
from dragoman.index.translating import Translating

_LETTERS = 16 << 20
"""Letters of text that are held at most, besides one article, whatever a batch is."""


class Intake:
    """Takes articles, writes them when a batch is full.

    Of two articles with one id the later one wins. An article without a word has nothing that
    could be found: it is counted as skipped, and what the index held under its id goes.
    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        count: Count,
        remember: bool = False,
        translators: Translators | None = None,
    ) -> None:
        """Write into `session`; with `remember`, it knows afterwards what came by."""
        self._session = session
        self._settings = settings
        self._count = count
        self._remember = remember
        self._waiting: dict[str, tuple[Article, Origin]] = {}
        self._letters = 0
        memory = session.ledger.memory(session.generation)
        self._translating = Translating(memory, translators, settings, count)
        self._is_empty = True

    def take(self, article: Article, origin: Origin) -> None:
        """Take one article.

        At the first raise `UsageError` where a language that is to be translated has nothing to
        do it: whoever only removes articles needs nothing.
        """
        if self._is_empty:
            self._translating.demand()
            self._is_empty = False
        self._count.came_by(article.text)
        self._waiting.pop(article.id, None)
        self._waiting[article.id] = article, origin
        self._letters += len(article.text)
        if len(self._waiting) >= self._settings.batch or self._letters >= _LETTERS:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        waiting, self._waiting, self._letters = self._waiting, {}, 0
        known = self._session.ledger.known(self._session.generation, list(waiting))
        fresh = [one for one in waiting.values() if self._is_fresh(one[0], known)]
        new = {article.id for article, _ in fresh}
        self._keep([(known[name], at) for name, (_, at) in waiting.items() if name not in new])
        self._write(fresh, known)

    def _keep(self, same: Sequence[tuple[Known, Origin]]) -> None:
        """Leave articles as they are, wherever they come from now."""
        self._count.add("unchanged", len(same))
        moved = [(known.record, at) for known, at in same if known.origin != at]
        if moved:
            self._session.ledger.move(self._session.generation, moved)
        self._see(known.record for known, _ in same)

    def _write(self, fresh: Sequence[tuple[Article, Origin]], known: dict[str, Known]) -> None:
        found = [(record, at) for one, at in fresh if (record := self._record(one, at)) is not None]
        done = self._translating.translated([record for record, _ in found])
        drafts = [
            Draft(record, folded_passages(record), at, named(record), ways)
            for (record, ways), (_, at) in zip(done, found, strict=True)
        ]
        replaced = [known[article.id].record for article, _ in fresh if article.id in known]
        stored = self._session.write(drafts, replaced)
        self._see(one.key for one in stored)
        changed = sum(one.record.article.id in known for one in drafts)
        self._count.add("changed", changed)
        self._count.add("added", len(drafts) - changed)
        self._count.add("removed", len(replaced) - changed)
        self._count.add("passages", sum(len(one.folded) for one in drafts))

    def _record(self, article: Article, origin: Origin) -> Record | None:
        record = enrich(article, self._settings)
        if record.passages:
            return record
        path = origin.path or article.id
        self._count.tell(Skip(path, origin.line, "a text without a word", "empty"))
        return None

    def _is_fresh(self, article: Article, known: Mapping[str, Known]) -> bool:
        """Whether an article is new or changed, or there is another way to translate it."""
        found = known.get(article.id)
        if found is None or found.content != content_hash(article):
            return True
        return self._translating.is_behind(found)

    def _see(self, records: Iterable[int]) -> None:
        if self._remember:
            self._session.ledger.see(records)


def fault(article: object) -> str:
    """Return what makes this no article that can be kept ("" = nothing), as the end of a sentence.

    Every field but `extra` is a string, `id` not blank, `extra` a mapping of names to JSON
    values, and all of it is text that UTF-8 can write: no lone surrogates.
    """
    if not isinstance(article, Article):
        return f"it is a {type(article).__name__}, not an Article"
    for one in fields(Article):
        if one.name != "extra" and not isinstance(getattr(article, one.name), str):
            return f"its {one.name} is not a string"
    if not article.id.strip():
        return "its id is empty"
    return _fault_of_values(article)


def _fault_of_values(article: Article) -> str:
    try:
        given = dict(article.extra)
        extra = json.dumps(given, sort_keys=True, allow_nan=False, ensure_ascii=False)
        if json.loads(extra) != given:
            return "its extra keys or values change when written as JSON"
        for text in (article.id, article.text, article.title, article.source, article.url, extra):
            text.encode("utf-8")
        f"{article.published}{article.lang}".encode()
    except UnicodeEncodeError:
        return "it holds a lone surrogate, which is no letter"
    except (TypeError, ValueError, RecursionError) as error:
        return f"its extra keys cannot be kept ({error})"
    return ""

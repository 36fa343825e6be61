"""Whole runs: what is read, or what an application gives, becomes or changes an index.

with writer(folder) as w:            # for applications
    w.add(articles)
    w.remove(ids)

add(folder, read(paths, roots), roots=roots)         # for folders of files
rebuild(folder, read(paths, roots), roots=roots)
remove(folder, ids)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from dragoman.index import manifest
from dragoman.index.article import Article
from dragoman.index.errors import UsageError
from dragoman.index.intake import Intake, fault
from dragoman.index.prune import Scope, Unread, is_reachable, kept, scopes, storable
from dragoman.index.read.events import Event, Found, Skip
from dragoman.index.read.roots import Roots
from dragoman.index.report import Count, Progress, Report, Watch
from dragoman.index.rows import Origin
from dragoman.index.session import Session, adding, rebuilding
from dragoman.index.settings import Settings
from dragoman.index.translate.seam import Translators

__all__ = ["Report", "Scope", "Writer", "add", "rebuild", "remove", "scopes", "writer"]


def add(
    folder: str | Path,
    found: Iterable[Event],
    settings: Settings | None = None,
    *,
    roots: Roots | None = None,
    prune: Sequence[Scope] = (),
    translators: Translators | None = None,
    watch: Watch | None = None,
    progress: Progress | None = None,
    sentences: Progress | None = None,
) -> Report:
    """Add what was found to an index, which is made where there is none.

    Articles that have not changed are not touched, changed ones are replaced. `roots` are those
    that `found` is read with; the index keeps them. With `prune` (see `scopes`), what lies in
    these scopes and did not come by is removed, save what is there and could not be read.
    `translators` are asked for translations, as `settings` want them; an article that could be
    translated otherwise than it was counts as changed. `watch` is told of every skip and note,
    `progress` after every article, `sentences` while a batch is translated.
    """
    count = Count(watch, progress, sentences)
    with adding(Path(folder), settings) as session:
        chosen = settings or session.settings
        intake = Intake(session, chosen, count, bool(prune), translators)
        unread = _take_all(found, intake, session, count, roots)
        for scope in prune:
            _prune(scope, session, unread, count)
    return count.report()


def rebuild(
    folder: str | Path,
    found: Iterable[Event] | None = None,
    settings: Settings | None = None,
    *,
    roots: Roots | None = None,
    translators: Translators | None = None,
    watch: Watch | None = None,
    progress: Progress | None = None,
    sentences: Progress | None = None,
) -> Report:
    """Make an index of what was found and nothing else, beside the old one, then swap.

    Without `found`, the articles that the ledger holds are analysed again: no file is read.
    Without `settings`, those of the index are kept. Sentences that the index has translated before
    are not translated again; those that nothing needs any more are forgotten. When it raises, the
    old index stands.
    """
    count = Count(watch, progress, sentences)
    with rebuilding(Path(folder), settings, start_over=found is not None) as session:
        intake = Intake(session, session.settings, count, translators=translators)
        if found is None:
            _take_stored(intake, session)
        else:
            _take_all(found, intake, session, count, roots)
            _demand_something(Path(folder), count)
    return count.report()


def remove(folder: str | Path, ids: Iterable[str]) -> Report:
    """Remove articles by their ids from an index; one that it does not hold is no error."""
    manifest.load(Path(folder))
    with writer(folder) as opened:
        opened.remove(ids)
    return opened.report


@contextmanager
def writer(
    folder: str | Path,
    settings: Settings | None = None,
    *,
    translators: Translators | None = None,
) -> Iterator[Writer]:
    """Open an index for an application to change; make one where there is none.

    What was given is committed at the end of the block. When the block raises, what was committed
    before stays (a batch at a time, or at `commit`) and the rest is dropped. `translators` is as
    in `add`.
    """
    count = Count()
    with adding(Path(folder), settings) as session:
        chosen = settings or session.settings
        intake = Intake(session, chosen, count, translators=translators)
        opened = Writer(session, intake, count)
        yield opened
        opened.commit()


class Writer:
    """What an application changes an index with; see `writer`. Not for several threads at once."""

    def __init__(self, session: Session, intake: Intake, count: Count) -> None:
        self._session = session
        self._intake = intake
        self._count = count
        self._given = 0

    @property
    def report(self) -> Report:
        """What was done so far."""
        return self._count.report()

    def add(self, articles: Article | Iterable[Article]) -> None:
        """Add or replace articles, as many as there are: they are written in batches.

        Of several with one id the last one wins; one without a word removes what was there. Raise
        `UsageError` at the first that is none, naming its position.
        """
        given = [articles] if isinstance(articles, Article) else articles
        for article in given:
            self._given += 1
            if wrong := fault(article):
                raise UsageError(
                    f"Article {self._given} given to this writer cannot be kept: {wrong}."
                )
            self._intake.take(article, Origin())

    def remove(self, ids: str | Iterable[str]) -> None:
        """Remove articles; an id that the index does not hold is no error."""
        self._intake.flush()
        wanted = map(_id, [ids] if isinstance(ids, str) else ids)
        while some := list(islice(wanted, _AT_ONCE)):
            known = self._session.ledger.known(self._session.generation, some)
            self._session.write([], [one.record for one in known.values()])
            self._count.add("removed", len(known))

    def commit(self) -> None:
        """Make all that was given so far visible to whoever opens the index from now on."""
        self._intake.flush()


def _id(given: object) -> str:
    """Return an id to look for; one with a lone surrogate, which none has, becomes another such."""
    if not isinstance(given, str):
        raise UsageError(f"An id is a string, and {given!r} is none.")
    return storable(given)


_AT_ONCE = 500
"""Articles that are removed together."""


def _take_all(
    found: Iterable[Event], intake: Intake, session: Session, count: Count, roots: Roots | None
) -> Unread:
    """Take every article that was found; return what could not be read."""
    unread = Unread(roots)
    for event in found:
        if not isinstance(event, Found):
            count.tell(event)
            unread.note(event)
        elif wrong := fault(event.article):
            count.tell(Skip(event.path, event.line, wrong, "bad article"))
        else:
            _remember(event.root, session, roots)
            intake.take(event.article, Origin(event.root, storable(event.path), event.line))
    intake.flush()
    return unread


def _remember(root: str, session: Session, roots: Roots | None) -> None:
    """Keep the name of a root before an id that was made with it."""
    path = roots.known.get(root) if roots is not None else None
    if path is not None and session.roots.get(root) != path:
        session.remember_roots({root: path})


def _take_stored(intake: Intake, session: Session) -> None:
    session.remember_roots(session.found.roots)
    for one in session.ledger.all_stored(session.found.generation):
        intake.take(one.record.article, one.origin)
    intake.flush()


def _demand_something(folder: Path, count: Count) -> None:
    """See to it that a mistyped path does not cost an index."""
    done = count.report()
    if not done.added:
        raise UsageError(f"Nothing could be read, so {folder} stays as it was: name other paths.")


def _prune(scope: Scope, session: Session, unread: Unread, count: Count) -> None:
    """Remove what lies in a scope and did not come by."""
    if not is_reachable(scope, session.roots):
        count.tell(kept(scope.root, "the folder of this root is not there"))
        return
    gone = []
    for record, article, path in session.ledger.unseen(session.generation, scope.root, scope.path):
        if unread.covers(scope.root, path):
            count.tell(kept(path, f"article {article!r} may be in what could not be read"))
        else:
            gone.append(record)
    for start in range(0, len(gone), _AT_ONCE):
        session.write([], gone[start : start + _AT_ONCE])
    count.add("removed", len(gone))

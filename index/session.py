"""One writing session: the protocol that keeps ledger, engine and manifest together.

1. Take the writer's lock. Where there is no index, make an empty one, so that from here on there
   is always one that opens.
2. Finish what a killed writer left: tell the engine again what is pending or being removed (it
   forgets those records first, so it does not matter how far that had come).
3. For each batch: *stage* (ledger: new rows pending, old ones marked), *engine* (one commit drops
   the old and adds the new, so every article is there once at any moment), *finish* (ledger).
4. *Publish*: a new edition of the manifest, by one rename. A rebuild does step 3 in a generation
   beside the one that is read, and this step swaps it in.
5. *Tidy*: drop generations, engines and rows that no reader can hold.

Whichever instant a process dies at: a reader finds a manifest and an engine that belong together
and in the ledger the row of every key that the engine gives; and the next session gets to the
same end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from dragoman.index import folder as folders
from dragoman.index import lock, manifest
from dragoman.index.digest import index_digest
from dragoman.index.engine import Writer
from dragoman.index.engines import engine
from dragoman.index.entries import entries
from dragoman.index.errors import UsageError
from dragoman.index.ledger_writer import LedgerWriter
from dragoman.index.manifest import Manifest
from dragoman.index.rows import Draft, StoredRecord
from dragoman.index.settings import Settings
from dragoman.index.versions import versions


class Session:
    """What a writer does between taking the lock and letting it go."""

    def __init__(
        self, folder: Path, found: Manifest, target: Manifest, ledger: LedgerWriter, engine: Writer
    ) -> None:
        """Write the generation of `target`; `found` is the manifest that readers have."""
        self._folder = folder
        self._found = found
        self._target = target
        self._engine = engine
        self._whole = True
        self.ledger = ledger

    @property
    def found(self) -> Manifest:
        """The manifest that readers have now."""
        return self._found

    @property
    def generation(self) -> int:
        """The generation that is written."""
        return self._target.generation

    @property
    def settings(self) -> Settings:
        """What the generation is built with."""
        return self._target.settings

    @property
    def roots(self) -> Mapping[str, str]:
        """The roots that are known so far: name -> path."""
        return self._target.roots

    def remember_roots(self, roots: Mapping[str, str]) -> None:
        """Keep the names of roots before any article's id is made from one."""
        if all(self._target.roots.get(name) == path for name, path in roots.items()):
            return
        self._target = replace(self._target, roots={**self._target.roots, **roots})
        if self._target.generation == self._found.generation:
            self._found = replace(self._found, roots=self._target.roots)
            manifest.save(self._folder, self._found)

    def write(self, drafts: Sequence[Draft], removed: Sequence[int]) -> list[StoredRecord]:
        """Add records and remove others, all of it or nothing; return the former with keys."""
        if not drafts and not removed:
            return []
        self._whole = False
        staged = self.ledger.stage(self.generation, drafts, removed)
        self._carry_out(staged, removed)
        return staged

    def recover(self) -> None:
        """Finish the batch that a killed writer left half done."""
        pending, removing = self.ledger.unfinished(self.generation)
        if pending or removing:
            self._whole = False
            stored = self.ledger.stored(self.generation, pending)
            self._carry_out(stored, [*removing, *pending])

    def _carry_out(self, staged: Sequence[StoredRecord], removed: Sequence[int]) -> None:
        self._engine.remove(removed)
        for one in staged:
            self._engine.add(entries(one.record, one.key, one.passage_keys))
        self._engine.commit()
        self.ledger.finish(self.generation, self._found.edition + 1)
        self._whole = True

    def publish(self) -> None:
        """Put what was written in place, as a new edition, unless nothing has changed."""
        total = self.ledger.digest_sum(self.generation)
        digest = index_digest(self.settings, self._target.versions, total)
        made = replace(self._target, digest=digest, edition=self._found.edition)
        if self._whole and made != self._found:
            made = replace(made, edition=made.edition + 1)
            lock.offer_reading(self._folder, made.edition)
            manifest.save(self._folder, made)
            self._found = made


def tidy(folder: Path, found: Manifest, ledger: LedgerWriter) -> None:
    """Drop the generations, engines and rows of a folder that no reader can hold."""
    read = lock.earliest_read(folder, found.edition)

    def unwanted(generation: int) -> bool:
        earlier = generation < found.generation and read >= found.edition
        return generation > found.generation or earlier

    (folder / manifest.NEW).unlink(missing_ok=True)
    folders.remove_engines(folder, unwanted)
    ledger.purge(found.generation, found.edition, read, memory=found.settings.translate != "off")


@contextmanager
def adding(folder: Path, settings: Settings | None = None) -> Iterator[Session]:
    """Add to the index in a folder, which is made where there is none.

    What was committed batch by batch stays when the block raises. Raise `UsageError` where
    `settings` differ from those that the index was built with, `LockedIndex` where somebody
    else is writing.
    """
    folders.prepare(folder)
    with lock.writing(folder):
        found = folders.load_or_start(folder, settings)
        _agree(folder, found.settings, settings)
        with _session(folder, found, found) as session:
            session.recover()
            try:
                yield session
            finally:
                session.publish()


@contextmanager
def rebuilding(
    folder: Path, settings: Settings | None = None, start_over: bool = True
) -> Iterator[Session]:
    """Make a new generation, which is swapped in at the end of the block unless that raises.

    The settings are those of the index where none are given. Where there is no index, or one that
    is damaged or of another format, `start_over` makes an empty one first; otherwise it raises.
    """
    if start_over:
        folders.prepare(folder)
    else:
        manifest.load(folder)
    with lock.writing(folder):
        found = (
            folders.load_or_start_over(folder, settings)
            if start_over
            else folders.load_readable(folder)
        )
        target = _next_generation(found, settings or found.settings)
        with _session(folder, found, target) as session:
            yield session
            session.publish()


def _next_generation(found: Manifest, settings: Settings) -> Manifest:
    made = engine(settings.engine).version
    return Manifest(settings, made, versions(), {}, found.generation + 1, found.edition)


@contextmanager
def _session(folder: Path, found: Manifest, target: Manifest) -> Iterator[Session]:
    """Write the generation of `target`, which is made unless it is that of `found`."""
    with closing(LedgerWriter(folder)) as ledger:
        tidy(folder, found, ledger)
        made = engine(target.settings.engine)
        if target is not found:
            folders.create_engine(folder, target, made)
        words = made.writer(str(target.engine_folder(folder)))
        session = Session(folder, found, target, ledger, words)
        try:
            with closing(words):
                yield session
        finally:
            tidy(folder, session.found, ledger)


def _agree(folder: Path, kept: Settings, given: Settings | None) -> None:
    """Only how much is written at once, and what is translated, may differ between runs."""
    if given is None:
        return
    same = replace(given, batch=kept.batch, translate=kept.translate, beam=kept.beam)
    if same == kept:
        return
    made, asked = kept.to_json(), same.to_json()
    others = [name for name, value in made.items() if asked[name] != value]
    told = [name if name == "parties" else f"{name} {made[name]!r}" for name in others]
    raise UsageError(
        f"{folder} was built with other settings ({', '.join(told)}): leave them out, or run "
        "`dragoman rebuild` with the new ones."
    )

"""`dragoman add`: files and folders into an index."""

from __future__ import annotations

import os
from typing import Any

import click

from dragoman.search.commands import options

EPILOG = """\b
What is read:
  .txt .md        the first line is the title if a blank line follows; before it, between two
                  lines of three dashes, may stand lines such as “published: 2017-05-04”
  .jsonl .json    {"id": …, "title": …, "text": …, "published": …, "source": …, "url": …}
  .gz             of each of these
  -               JSON lines from stdin, each with an id

\b
Examples:
  dragoman add articles/
  dragoman add --prune articles/          and remove what is no longer there
  dragoman add --index ~/peace talks.jsonl.gz notes/
  dragoman add --translate ru,ar news/    and translate these languages only
  zcat dump.jsonl.gz | dragoman add -

Adding again is cheap: articles that have not changed are not touched. What cannot be read is said
on stderr and left out. Exit codes: 0 done, 2 wrong use or nothing could be read, 3 no usable index.
"""


@click.command("add", epilog=EPILOG, short_help="Read files and folders into the index.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--prune", is_flag=True, help="Remove articles of these folders whose files are gone."
)
@options.lang
@options.parties_file
@options.translating
@options.as_json
@options.shared
def command(
    paths: tuple[str, ...],
    prune: bool,
    lang: str | None,
    parties_file: str | None,
    as_json: bool,
    **asked: Any,
) -> int:
    """Add every article in PATH, a file or a folder, to the index; make one where there is none."""
    from dragoman.index import build
    from dragoman.search.output import note
    from dragoman.search.progress import finish, watched
    from dragoman.search.reading import kept, known_roots, pruned, read_paths, settings
    from dragoman.search.translation import Asked, translators

    folder, wanted = options.index_folder(), Asked(**asked)
    roots, chosen = known_roots(folder), settings(folder, lang, parties_file, wanted)
    ways = translators(wanted, chosen or kept(folder), os.environ, note)
    with watched(paths) as (watcher, progress, sentences):
        report = build.add(
            folder,
            read_paths(paths, roots),
            chosen,
            roots=roots,
            prune=pruned(paths, roots) if prune else (),
            translators=ways,
            watch=watcher,
            progress=progress,
            sentences=sentences,
        )
    return finish(report, as_json)

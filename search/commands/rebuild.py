"""`dragoman rebuild`: a new index beside the old one, swapped in when it is whole."""

from __future__ import annotations

import os
from typing import Any

import click

from dragoman.search.commands import options

EPILOG = """\b
Examples:
  dragoman rebuild                analyse again what the index holds; no file is read
  dragoman rebuild seeds/         make the index of these files and nothing else

Until the new index is whole the old one answers, and it stays if anything goes wrong. Settings are
those of the old index unless given. Exit codes: 0 done, 2 wrong use or nothing could be read, 3 no
usable index.
"""


@click.command("rebuild", epilog=EPILOG, short_help="Make the index anew.")
@click.argument("paths", nargs=-1, metavar="[SEEDS]...")
@options.lang
@options.parties_file
@options.translating
@options.as_json
@options.shared
def command(
    paths: tuple[str, ...],
    lang: str | None,
    parties_file: str | None,
    as_json: bool,
    **asked: Any,
) -> int:
    """Make the index anew from SEEDS, files and folders, or from the articles it holds."""
    from dragoman.index import build
    from dragoman.index.read.roots import Roots
    from dragoman.search.output import note
    from dragoman.search.progress import finish, watched
    from dragoman.search.reading import kept, read_paths, settings
    from dragoman.search.translation import Asked, translators

    folder, roots, wanted = options.index_folder(), Roots(), Asked(**asked)
    chosen = settings(folder, lang, parties_file, wanted)
    ways = translators(wanted, chosen or kept(folder), os.environ, note)
    with watched(paths) as (watcher, progress, sentences):
        report = build.rebuild(
            folder,
            read_paths(paths, roots) if paths else None,
            chosen,
            roots=roots if paths else None,
            translators=ways,
            watch=watcher,
            progress=progress,
            sentences=sentences,
        )
    return finish(report, as_json)

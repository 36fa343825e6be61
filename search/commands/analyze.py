"""`dragoman analyze`: what is found out about articles, without an index."""

from __future__ import annotations

import click

from dragoman.search.commands import options

EPILOG = """\b
Examples:
  dragoman analyze article.txt
  dragoman analyze articles/ | jq -c '[.id, .lang, .lang_confidence]'
  echo 'Переговоры в Астане' | dragoman analyze -

Files are those that “dragoman add” reads; stdin may also be the plain text of one article.
Exit codes: 0 something was analysed, 1 nothing was found to analyse, 2 wrong use or nothing could
be read. docs/formats.md describes the lines.
"""


@click.command("analyze", epilog=EPILOG, short_help="Say what is found out about articles.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@options.lang
@options.parties_file
@options.debug
def command(files: tuple[str, ...], lang: str | None, parties_file: str | None) -> int:
    """Write a line of JSON for every article in FILE (- for stdin): what was found out about it.

    That is its language, its passages and what they say of parties and places.

    Needs no index and changes none.
    """
    from dragoman.index.enrich import enrich
    from dragoman.index.read.events import Found, Skip
    from dragoman.index.read.roots import Roots
    from dragoman.index.settings import Settings
    from dragoman.search.formats import analysis
    from dragoman.search.output import write_json
    from dragoman.search.progress import Watcher
    from dragoman.search.reading import read_loosely, settings

    watcher, chosen = Watcher(), settings(None, lang, parties_file) or Settings()
    analysed = left_out = 0
    for event in read_loosely(files, Roots()):
        if isinstance(event, Found):
            write_json(analysis(enrich(event.article, chosen)))
            analysed += 1
        else:
            watcher(event)
            left_out += isinstance(event, Skip)
    watcher.close()
    return 0 if analysed else 2 if left_out else 1

"""`dragoman status`: what an index holds and how it was made."""

from __future__ import annotations

import click

from dragoman.search.commands import options

EPILOG = """\b
Examples:
  dragoman status
  dragoman status --index ~/peace --json | jq .languages

Exit codes: 0 there is an index, 3 there is none that can be used.
"""


@click.command("status", epilog=EPILOG, short_help="Say what the index holds.")
@options.as_json
@options.shared
@options.seen
def command(as_json: bool) -> int:
    """Say how many articles, languages and sources the index holds, and how it was made."""
    from dragoman.search import display_article
    from dragoman.search.api import open_index
    from dragoman.search.formats import FORMAT
    from dragoman.search.output import sight, write, write_json

    with open_index(options.index_folder()) as index:
        status = index.status()
    if as_json:
        write_json({"format": FORMAT, **status})
    else:
        write(display_article.status(status, sight()))
    return 0

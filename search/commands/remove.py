"""`dragoman remove`: articles out of an index."""

from __future__ import annotations

import click

from dragoman.search.commands import options

EPILOG = """\b
Examples:
  dragoman remove astana-2017-en-un
  dragoman search --jsonl --source Hoax hoax | jq -r .article | xargs dragoman remove --

Files are not touched: the next “dragoman add” of their folder brings their articles back.
Exit codes: 0 done, 1 none of them was in the index, 2 wrong use, 3 no usable index.
"""


@click.command("remove", epilog=EPILOG, short_help="Remove articles by their ids.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.as_json
@options.shared
def command(ids: tuple[str, ...], as_json: bool) -> int:
    """Remove the articles with these IDs from the index; unknown ids are no error."""
    from dragoman.index import build
    from dragoman.search.progress import finish

    report = build.remove(options.index_folder(), ids)
    return finish(report, as_json) or (0 if report.removed else 1)

"""`dragoman show`: one article as the index holds it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from dragoman.index.errors import QueryError
from dragoman.search import display_article, formats
from dragoman.search.commands import options
from dragoman.search.output import note, sight, write, write_json

if TYPE_CHECKING:
    from dragoman.index.article import Record
    from dragoman.search.api import Index

EPILOG = """\b
Examples:
  dragoman show astana-2017-en-un               the whole article, passage by passage
  dragoman show astana-2017-en-un#2             one passage, named as search names it
  dragoman show astana-2017-en-un --passage 2   the same
  dragoman show --json astana-2017-en-un | jq -r .text

Exit codes: 0 shown, 1 there is no such article or passage, 2 wrong use, 3 no usable index.
"""


@click.command("show", epilog=EPILOG, short_help="Show one article.")
@click.argument("article")
@click.option(
    "--passage",
    metavar="N",
    type=click.IntRange(0),
    help="Only this passage; they are counted from 0.",
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@options.translation
@options.shared
@options.seen
def command(article: str, passage: int | None, as_json: bool, translation: str | None) -> int:
    """Show ARTICLE, an id, with its passages and their languages."""
    from dragoman.search.api import open_index

    with open_index(options.index_folder()) as index:
        record, named = _found(index, article)
        if record is None:
            note(_unknown(index, article))
            return 1
    wanted = named if passage is None else passage
    if wanted is not None and wanted >= len(record.passages):
        note(f"{article} has {len(record.passages)} passages, counted from 0.")
        return 1
    if as_json:
        write_json(formats.article(record, wanted))
    else:
        write(display_article.article(record, wanted, sight(), translation or ""))
    return 0


def _found(index: Index, name: str) -> tuple[Record | None, int | None]:
    """Return the record of an id, or of an id with a passage behind it: `article#2`."""
    if stored := index.article(name):
        return stored.record, None
    article, _, number = name.rpartition("#")
    if number.isascii() and number.isdecimal() and (stored := index.article(article)):
        return stored.record, int(number)
    return None, None


def _unknown(index: Index, name: str) -> str:
    """Return a sentence with the ids that are spelled most alike, among articles on its words."""
    from difflib import get_close_matches

    words = " ".join(re.findall(r"\w+", name))[:200]
    near: list[str] = []
    with suppress(QueryError):
        found = index.search(words, limit=50, by="article")
        near = get_close_matches(name, dict.fromkeys(hit.article for hit in found.hits), 3, 0.5)
    guess = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no article “{name}” in this index.{guess}"

"""`dragoman list`: what the index speaks of, by how often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from dragoman.search.commands import options
from dragoman.search.opened import opened
from dragoman.search.output import note, sight, write, write_json

EPILOG = """\b
Examples:
  dragoman list parties                          everybody, the most frequent first
  dragoman list places --lang ru ceasefire       where Russian passages about a ceasefire are
  dragoman list parties --place Idlib -n 20
  dragoman list places --json | jq -r '.places[] | [.passages, .name] | @tsv'
  dragoman list places --geojson > places.geojson
  dragoman list dates --by month --party UNHCR

A passage that names a town counts for its region and its country too. Exit codes: 0 something was
listed, 1 nothing, 2 wrong use, 3 no usable index. docs/formats.md describes what is written.
"""

_NARROWING = (
    *("langs", "sources", "title", "published", "where"),
    *("parties", "places", "near", "date", "within"),
)


@click.command("list", epilog=EPILOG, short_help="List parties or places by frequency.")
@click.argument(
    "what", type=click.Choice(["parties", "places", "dates"]), metavar="parties|places|dates"
)
@click.argument("words", nargs=-1)
@click.option("-n", "--limit", metavar="N", type=click.IntRange(1), help="The first N.  [all]")
@click.option(
    "--by",
    type=click.Choice(["year", "month", "day"]),
    help="With dates: by what they are counted.  [default: year]",
)
@options.narrowing
@options.spoken_of
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--geojson", is_flag=True, help="Write places as GeoJSON, for maps.")
@options.shared
@options.seen
def command(what: str, words: tuple[str, ...], **given: Any) -> int:
    """List the parties, places or dates that passages speak of, with the number of passages.

    WORDS make a question, as in “search”: then only passages that answer it count.
    """
    _refuse(what, given)
    narrow = {name: given[name] for name in _NARROWING}
    if what == "dates":
        narrow["by"] = given["by"] or "year"
    with opened(dictionary=bool(words)) as index:
        found = getattr(index, what)(" ".join(words), **narrow)
    shown = found[: given["limit"]]
    _show(what, shown, given)
    if not given["as_json"] and not given["geojson"]:
        note(
            f"{len(found):,} {what}"
            + ("" if len(shown) == len(found) else f", {len(shown):,} shown")
        )
    return 0 if found else 1


def _refuse(what: str, given: Mapping[str, Any]) -> None:
    if given["geojson"] and (given["as_json"] or what != "places"):
        raise click.UsageError("--geojson is for places, and without --json.")
    if given["by"] and what != "dates":
        raise click.UsageError("--by is for dates.")
    if given["within"] and not given["date"]:
        raise click.UsageError("--within goes with --date, such as --date 2017-05 --within.")


def _show(what: str, shown: list[Any], given: Mapping[str, Any]) -> None:
    from dragoman.search import display
    from dragoman.search.facets import geojson
    from dragoman.search.formats import FORMAT

    if given["geojson"]:
        write_json(geojson(shown))
    elif what == "dates":
        _show_dates(shown, given)
    elif given["as_json"]:
        write_json({"format": FORMAT, what: [one.to_json() for one in shown]})
    else:
        write(display.facets(shown, sight()))


def _show_dates(shown: list[tuple[str, int]], given: Mapping[str, Any]) -> None:
    from dragoman.search.formats import FORMAT

    if given["as_json"]:
        dates = [{"date": date, "passages": number} for date, number in shown]
        write_json({"format": FORMAT, "by": given["by"] or "year", "dates": dates})
    else:
        digits = max((len(f"{number:,}") for _, number in shown), default=0)
        write(f"{number:>{digits},}  {date}" for date, number in shown)

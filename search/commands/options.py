"""Options that several commands share, and where the index is."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_INDEX = ".dragoman"


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a shared option for the whole run; what stands nearer to the command's words wins."""
    if value is not None and value is not False:
        ctx.find_root().meta[f"dragoman.{param.name}"] = value


def chosen(name: str, default: Any) -> Any:
    """Return what was given for a shared option, before or after the command's name."""
    return click.get_current_context().find_root().meta.get(f"dragoman.{name}", default)


def index_folder() -> Path:
    """Return the folder of the index: --index, else DRAGOMAN_INDEX, else ./.dragoman."""
    return Path(chosen("index", None) or os.environ.get("DRAGOMAN_INDEX") or DEFAULT_INDEX)


index = click.option(
    "--index",
    metavar="DIR",
    expose_value=False,
    callback=_remember,
    help="The folder of the index.  [default: $DRAGOMAN_INDEX, else ./.dragoman]",
)

debug = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Show the whole traceback when something unexpected goes wrong.",
)

color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    expose_value=False,
    callback=_remember,
    help="Bold and colour; auto: on a terminal, unless NO_COLOR is set.  [default: auto]",
)

bidi = click.option(
    "--bidi",
    type=click.Choice(["auto", "terminal", "runs", "words", "visual", "logical"]),
    expose_value=False,
    callback=_remember,
    help="What your terminal does with right-to-left text: everything (terminal), runs within a"
    " left-to-right line (runs), the letters of a word (words), nothing (visual). logical: as"
    " stored, not aligned.  [default: auto]",
)


translation = click.option(
    "--translation",
    type=click.Choice(["beside", "below", "only", "none"]),
    help="Where a translation stands, where there is one.  [default: beside the original on a"
    " terminal of 100 columns or more, else below it]",
)


def shared(function: F) -> F:
    """Add the options of every command."""
    return index(debug(function))


def seen(function: F) -> F:
    """Add the options of commands that show text to a person."""
    return color(bidi(function))


lang = click.option(
    "--lang",
    metavar="CODE",
    help="Take this language for every article instead of detecting it (auto: detect).",
)

parties_file = click.option(
    "--parties",
    "parties_file",
    metavar="FILE",
    help="Your own parties, a file of JSON lines that adds to the table, merges, splits and"
    " ignores; it stays with the index. - for none.",
)


_TRANSLATING = (
    click.option(
        "--translate",
        metavar="auto|off|CODES",
        help="Which languages are translated: auto (all that a package or program can), off, or"
        " codes such as ru,ar.  [default: auto]",
    ),
    click.option("--target", metavar="CODE", help="The language to translate into.  [default: en]"),
    click.option(
        "--beam",
        metavar="N",
        type=click.IntRange(1, 16),
        help="How many hypotheses a package keeps at each step; more is slower.",
    ),
    click.option(
        "--translator",
        "commands",
        metavar="CODE=COMMAND",
        multiple=True,
        help="A program that translates from this language: one sentence a line in, one a line"
        " out. For this run only; may be given several times.",
    ),
    click.option(
        "--translate-by",
        "by",
        type=click.Choice(["argos", "argostranslate"]),
        default="argos",
        show_default=True,
        help="What drives installed packages: Dragoman itself, or the library argostranslate.",
    ),
)


def translating(function: F) -> F:
    """Add the options of translation."""
    for option in reversed(_TRANSLATING):
        function = option(function)
    return function


def _pairs(ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    pairs = dict(value.partition("=")[::2] for value in values)
    if not all("=" in value for value in values) or "" in pairs:
        raise click.BadParameter("give a key and a value, such as --where section=world", ctx)
    if len(pairs) < len(values):
        raise click.BadParameter("give each key once: all that is given must hold", ctx)
    return pairs


_NARROWING = (
    click.option(
        "--lang",
        "langs",
        metavar="CODE",
        multiple=True,
        help="Only passages in this language (ru, ar, …); may be given several times.",
    ),
    click.option(
        "--source",
        "sources",
        metavar="NAME",
        multiple=True,
        help="Only articles from this source; may be given several times.",
    ),
    click.option(
        "--title", metavar="WORDS", default="", help="Only articles with these words in the title."
    ),
    click.option(
        "--published",
        metavar="RANGE",
        default="",
        help="Only articles published then: 2017, 2017-05, 2017-05.., ..2016,"
        " 2017-05-03..2017-05-04.",
    ),
    click.option(
        "--where",
        metavar="KEY=VALUE",
        multiple=True,
        callback=_pairs,
        help="Only articles with this value of a key of their own; may be given"
        " several times, all must hold.",
    ),
)


def narrowing(function: F) -> F:
    """Add the options that narrow by what an article is."""
    for option in reversed(_NARROWING):
        function = option(function)
    return function


def _circle(
    ctx: click.Context, _param: click.Parameter, value: str | None
) -> tuple[float, float, float] | None:
    if value is None:
        return None
    try:
        lat, lon, km = (float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(
            "give latitude, longitude and kilometres, such as --near 35.93,36.63,50", ctx
        ) from None
    return lat, lon, km


_PARTY = click.option(
    "--party",
    "parties",
    metavar="NAME",
    multiple=True,
    help="Only passages that speak of this party: any of its names, in any script, or its id."
    " Given several times, of all of them.",
)
_PLACE = click.option(
    "--place",
    "places",
    metavar="NAME",
    multiple=True,
    help="Only passages that speak of this place, or of one within it; as --party.",
)
_NEAR = click.option(
    "--near",
    metavar="LAT,LON,KM",
    callback=_circle,
    help="Only passages that speak of a place within so many kilometres of a point.",
)


_DATE = click.option(
    "--date",
    metavar="RANGE",
    default="",
    help="Only passages that speak of a day in this range, written as for --published.",
)
_WITHIN = click.option(
    "--within", is_flag=True, help="With --date: of a time that lies in the range altogether."
)


def spoken_of(function: F) -> F:
    """Add the options that narrow by what a passage speaks of."""
    return _PARTY(_PLACE(_NEAR(_DATE(_WITHIN(function)))))


as_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")

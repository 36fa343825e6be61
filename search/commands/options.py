"""Options that several commands share, and where the index is."""

from __future__ import annotations

import os
from collections.abc import Callable
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

as_json = click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")

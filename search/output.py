"""Where the commands write: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

import click

from dragoman.search.commands.options import chosen
from dragoman.search.formats import dumps
from dragoman.search.layout import page
from dragoman.search.terminal import Look, look, safe


def sight() -> Look:
    """Return how a person sees stdout, after --color, --bidi and the environment."""
    return look(sys.stdout, chosen("color", "auto"), chosen("bidi", "auto"), os.environ)


def write(lines: Iterable[str]) -> None:
    """Write lines for a person; they are safe and styled already."""
    click.echo(page(lines), nl=False, color=True)


def write_json(value: Any) -> None:
    """Write one value as one line of JSON."""
    click.echo(dumps(value).encode("utf-8"))


def note(message: str) -> None:
    """Say something beside the results, on stderr."""
    sys.stdout.flush()
    click.echo(safe(message), err=True)

"""The command `dragoman`: finds the command that was asked for and turns errors into sentences.

Exit codes: 0 found (or done), 1 nothing found, 2 wrong use, 3 an index that is missing, damaged,
outdated or in use, 70 a fault of ours, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from dragoman import __version__
from dragoman.index.errors import DragomanError, IndexFolderError
from dragoman.search.commands import options
from dragoman.search.terminal import safe

_COMMANDS = ("add", "rebuild", "remove", "search", "show", "list", "status", "models", "analyze")

FAULT = 70
STOPPED = 130
_GONE = 128 + signal.SIGPIPE
"""What a shell reports of a program that was stopped because nobody read on."""

EPILOG = """\b
Examples:
  dragoman add articles/                        read a folder into ./.dragoman
  dragoman search guarantor of the ceasefire    the ten best passages
  dragoman show astana-2017-en-un               one article
  dragoman COMMAND --help                       everything about a command

The index is the folder given by --index, else by the environment variable DRAGOMAN_INDEX,
else ./.dragoman. Exit codes: 0 found or done, 1 nothing found, 2 wrong use, 3 no usable index.
"""


class Dragoman(click.Group):
    """A group whose commands are loaded when they are called, and whose errors are sentences."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer meets them."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"dragoman.search.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a word that is none, say what the word may have been meant for."""
        word = args[0]
        if word not in _COMMANDS and not word.startswith("-"):
            raise click.UsageError(_unknown(word, args), ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run one command line and exit; no error leaves as a traceback, but for --debug."""
        arguments = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            code = super().main(arguments, *rest, **extra)
        except BaseException as error:
            if not isinstance(error, (Exception, KeyboardInterrupt)):
                raise
            code = _explained(error, "--debug" in arguments)
        sys.exit(_flushed(code if isinstance(code, int) else 0))


def _unknown(word: str, args: Sequence[str]) -> str:
    import shlex
    from difflib import get_close_matches

    near = get_close_matches(word, _COMMANDS, 1)
    guess = (
        f"Did you mean “{near[0]}”?"
        if near
        else f"To look for it: dragoman search {shlex.join(args)}"
    )
    return f"There is no command “{word}”. {guess}"


def _explained(error: BaseException, debug: bool) -> int:
    """Say on stderr what went wrong, in a sentence, and return the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        return _GONE
    if debug and not isinstance(error, (click.Abort, click.ClickException)):
        import traceback

        _say("".join(traceback.format_exception(error)))
    code, sentence = _asked_wrongly(error) or _went_wrong(error)
    _say(sentence)
    return code


def _asked_wrongly(error: BaseException) -> tuple[int, str] | None:
    match error:
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "dragoman"
            return 2, f"{error.format_message()}\nTry: {path} --help"
        case click.ClickException():
            return 2, error.format_message()
        case IndexFolderError():
            return 3, str(error)
        case DragomanError():
            return 2, str(error)
    return None


def _went_wrong(error: BaseException) -> tuple[int, str]:
    match error:
        case click.Abort() | KeyboardInterrupt():
            return STOPPED, "Stopped."
        case OSError():
            return 3, _system(error)
        case MemoryError():
            return FAULT, "There is not enough memory for this."
    fault = f"{type(error).__name__}: {error}"
    return FAULT, f"Something unexpected went wrong ({fault}). --debug shows all of it."


def _system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def _say(message: str) -> None:
    for line in message.splitlines():
        click.echo(safe(line), err=True)


def _flushed(code: int) -> int:
    """Flush stdout while errors can still be heeded; a reader that has gone away is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _GONE
    return code


@click.group(
    cls=Dragoman,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)
@click.version_option(__version__, prog_name="dragoman", message="%(prog)s %(version)s")
@options.shared
@options.seen
def dragoman() -> None:
    """Search news in many languages, offline: articles in, ranked passages out."""


def main() -> None:
    """Run the command line; what the console script calls."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: `<&-`, `>&-`
            setattr(sys, name, open(os.devnull, "r+"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    dragoman.main(prog_name="dragoman")

"""`dragoman search`: ask one question, or a file of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from dragoman.search import display
from dragoman.search.commands import options
from dragoman.search.formats import FORMAT
from dragoman.search.opened import opened
from dragoman.search.output import note, sight, write, write_json

if TYPE_CHECKING:
    from dragoman.search.answer import By
    from dragoman.search.api import Results

EPILOG = """\b
Questions:
  peace talks            passages with either word; both is better
  '+ceasefire talks'     must have “ceasefire”
  '+"peace talks"'       must have the two words side by side: the inner quotes reach
                         Dragoman, the outer ones are the shell's
  'talks -Geneva'        must not have “Geneva”; a question that begins with a minus
                         follows two dashes: dragoman search -- -Geneva talks

\b
Examples:
  dragoman search guarantor of the ceasefire
  dragoman search --lang ru --lang uk --published 2017-05.. перемирие
  dragoman search --articles -n 5 'Idlib "de-escalation zone"'
  dragoman search --party Türkiye --place Idlib guarantor
  dragoman search --translation below --lang ar ceasefire
  dragoman search --json ceasefire | jq '.hits[].title'
  dragoman search --queries questions.jsonl --format trec --limit 1000 > run.txt

Exit codes: 0 something was found, 1 nothing, 2 wrong use, 3 no usable index.
docs/formats.md describes what --json, --jsonl and --queries write and read.
"""

# What looks like an option but was meant as "leave this word out".
_MINUS_WORD = re.compile(r"-(?!n\d+$)[^-].+|-[^\Wn\d_]|-\d")


_ENOUGH = ("parties", "places", "near", "date")
"""What may be asked for without a word."""

_NARROWING = (
    *("limit", "langs", "sources", "title", "published", "where"),
    *("parties", "places", "near", "date", "within"),
)


class Search(click.Command):
    """A command whose arguments may be meant for the question: `-word` leaves a word out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and explain a word with a minus where click would call it an unknown option."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError:
            words = self._words(given)
            minus = next(filter(_MINUS_WORD.fullmatch, words), "")
            if not minus:
                raise
            raise click.UsageError(_hint(minus, words), ctx) from None

    def _words(self, args: Sequence[str]) -> list[str]:
        """Return the arguments that are neither options nor their values."""
        valued = {name for param in self.params if _takes_value(param) for name in param.opts}
        pairs = zip(["", *args], args, strict=False)
        return [arg for before, arg in pairs if before not in valued and _is_word(arg)]


def _takes_value(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and not param.is_flag


def _is_word(arg: str) -> bool:
    return not arg.startswith("-") or _MINUS_WORD.fullmatch(arg) is not None


def _hint(minus: str, words: Sequence[str]) -> str:
    return (
        f"“{minus}” looks like an option. To leave a word out, put two dashes before the"
        f" question and quote it: dragoman search -- {shlex.quote(' '.join(words))}"
    )


@click.command("search", cls=Search, epilog=EPILOG, short_help="Ask a question.")
@click.argument("words", nargs=-1)
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="How many passages (with --articles: articles) to show.",
)
@click.option(
    "--offset",
    metavar="N",
    type=click.IntRange(0),
    default=0,
    help="Skip the first N of them.  [default: 0]",
)
@options.narrowing
@options.spoken_of
@click.option("--articles", is_flag=True, help="Group the passages by article, best first.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="Write one JSON object a hit, one a line.")
@click.option(
    "--queries",
    metavar="FILE",
    default="",
    help="Answer every question of a JSON-lines file (- for stdin).",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["trec", "jsonl"]),
    help="With --queries: a TREC run, or one hit a line.  [default: trec]",
)
@click.option(
    "--by",
    type=click.Choice(["passage", "article"]),
    help="With --queries: what is ranked.  [default: passage]",
)
@click.option(
    "--no-dictionary",
    is_flag=True,
    help="Ask no dictionary: the question's words in other languages are not looked for.",
)
@options.translation
@options.shared
@options.seen
def command(words: tuple[str, ...], **given: Any) -> int:
    """Find the passages that answer WORDS, best first, in whatever language they are.

    WORDS join into one question. Titles, dates and sources come with each passage; matches are
    marked in colour, or with *asterisks* where colour is not to be had.
    """
    if given["queries"]:
        return _batch(words, given)
    _refuse(given)
    question = " ".join(words)
    if not question.strip() and not any(given[name] for name in _ENOUGH):
        raise click.UsageError("What is to be found? Give words: dragoman search ceasefire talks")
    if given["as_json"] and given["as_jsonl"]:
        raise click.UsageError("Choose one of --json and --jsonl.")
    by: By = "article" if given["articles"] else "passage"
    with opened(dictionary=not given["no_dictionary"]) as index:
        found = index.search(question, by=by, offset=given["offset"], **_wanted(given))
    _show(found, given)
    return 0 if found.hits else 1


def _wanted(given: Mapping[str, Any]) -> dict[str, Any]:
    narrowing = {name: given[name] for name in _NARROWING}
    return {**narrowing, "dictionary": not given["no_dictionary"]}


def _batch(words: Sequence[str], given: Mapping[str, Any]) -> int:
    from dragoman.search import batch

    if words:
        raise click.UsageError("Give words or --queries, not both.")
    refused = ("as_json", "as_jsonl", "articles", "offset")
    if any(given[name] for name in refused):
        raise click.UsageError(
            "--json, --jsonl, --articles and --offset are for one question; with --queries"
            " use --format jsonl, --by article and --limit."
        )
    asked = batch.questions(given["queries"])
    wanted = {**_wanted(given), "by": given["by"] or "passage"}
    with opened(dictionary=not given["no_dictionary"]) as index:
        return batch.answer(index, asked, given["shape"] or "trec", wanted)


def _refuse(given: Mapping[str, Any]) -> None:
    if given["within"] and not given["date"]:
        raise click.UsageError("--within goes with --date, such as --date 2017-05 --within.")
    if given["shape"] or given["by"]:
        raise click.UsageError(
            "--format and --by go with --queries; for one question use --json and --articles."
        )


def _show(found: Results, given: Mapping[str, Any]) -> None:
    for choice in found.taken:
        if choice.others:
            note(display.taken(choice))
    if given["as_json"]:
        write_json({"format": FORMAT, **found.to_json()})
    elif given["as_jsonl"]:
        for hit in found.hits:
            write_json(hit.to_json())
    else:
        listed = display.articles if given["articles"] else display.passages
        write(listed(found, sight(), choice=given["translation"] or ""))
        note(display.summary(found, given["offset"], given["limit"], given["articles"]))
        for line in display.not_searched(found):
            note(line)

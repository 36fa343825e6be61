"""Dates, on public sets, beside `dateparser.search_dates` told the language, and how fast.

Run: python scripts/evaluation/dates.py --data ../shared/data [--alone]

`dates/recognizers`: a date counts if its span is exact (edges stripped of spaces and `.,!?`) and
its days equal a listed value; what overlaps other or unresolved gold is left out. Developed on odd
case numbers; the even half is the one to read. `dates/duckling`: whole phrases with a grain of a
day or coarser, no holidays; right if the first day and the precision are. Developed on odd ids.
`--alone` leaves dateparser out, which takes some minutes.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from dragoman.index.dates import DateMention, find_dates
from dragoman.index.extract.view import view
from evaluation.data import rows, table
from evaluation.date_cases import Tally, cases, judge

Finder = Callable[[str, str, str, str], list[DateMention]]
"""Text, language, date of publication, direction -> what is found."""

MEANT = ("en", "es", "de", "pt", "it", "nl", "zh", "tr")
MAIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "zh", "ar")
FEWEST = 100  # phrases of a language that counts among the others
SPEED_PASSAGES, SPEED_SLOW, LETTERS = 3000, 130, 540
GRAINS = {"Day": "day", "Week": "part", "Month": "month", "Quarter": "part", "Year": "year"}
_GRAIN = re.compile(r"\)\s*(Day|Week|Month|Quarter|Year|Hour|Minute|Second)")


def main(data: Path, alone: bool = False) -> None:
    """Print all tables for the data in a folder."""
    needed = [data / "dates/recognizers.jsonl.gz", data / "dates/duckling.jsonl.gz"]
    absent = [str(path) for path in needed if not path.exists()]
    if absent:
        print("Dates: not measured, because there is no", " and no ".join(absent))
        return
    warnings.filterwarnings("ignore", module="dateparser")
    finders: dict[str, Finder] = {"dragoman": ours}
    if not alone and find_spec("dateparser") is None:
        print("dateparser is not installed: dragoman alone.")
        alone = True
    if not alone:
        finders["dateparser"] = dateparser
    _recognizers(needed[0], finders)
    _duckling(needed[1], finders)
    _speed(data / "articles/ntrex-even.jsonl.gz", alone)


def ours(text: str, lang: str, published: str, direction: str) -> list[DateMention]:
    return find_dates(text, lang, published, direction="past" if direction == "past" else "future")


def dateparser(text: str, lang: str, published: str, direction: str) -> list[DateMention]:
    """Return what `search_dates` finds, each as the day it says."""
    from datetime import datetime

    from dateparser.search import search_dates

    known = {"RELATIVE_BASE": datetime.fromisoformat(published), "PREFER_DATES_FROM": direction}
    try:
        found = search_dates(text, languages=["nb" if lang == "no" else lang], settings=known)
    except Exception:  # of languages and texts that it cannot take
        return []
    mentions, at = [], 0
    for words, when in found or ():
        start = text.find(words, at)
        if start >= 0:
            at, day = start + len(words), (when.year, when.month, when.day)
            mentions.append(DateMention(start, at, day, day, "day", False, 1.0))
    return mentions


def _recognizers(path: Path, finders: dict[str, Finder]) -> None:
    tallies: dict[tuple[str, str, bool], Tally] = defaultdict(Tally)
    for case in cases(path):
        for name, finder in finders.items():
            if case.even or name == "dragoman":
                found = finder(case.text, case.lang, case.published, "past")
                judge(case, found, tallies[name, case.lang, case.even])
    langs = sorted({lang for _, lang, _ in tallies}, key=lambda lang: (lang not in MEANT, lang))
    lines = []
    for lang in langs:
        mine = tallies["dragoman", lang, True]
        line = [lang, str(mine.asked), f"{mine.f1:.3f}"]
        line.append(f"{tallies['dragoman', lang, False].f1:.3f}")
        line.append(f"{tallies['dateparser', lang, True].f1:.3f}" if len(finders) > 1 else "-")
        lines.append(line)
    print("recognizers, F1 of values (even half to be read; developed on the odd one)")
    print(table(["lang", "dates", "even", "odd", "dateparser"], lines))
    mean = sum(tallies["dragoman", lang, True].f1 for lang in MEANT) / len(MEANT)
    print(f"mean of {' '.join(MEANT)}: {mean:.3f}\n", flush=True)


def _duckling(path: Path, finders: dict[str, Finder]) -> None:
    counts: dict[tuple[str, str, bool], Tally] = defaultdict(Tally)
    for row in rows(path):
        grain = _GRAIN.search(row["gold"])
        if not grain or grain[1] not in GRAINS or "Holiday" in row["gold"]:
            continue
        lang, even = row["lang"].split("-")[0], int(row["id"]) % 2 == 0
        for name, finder in finders.items():
            if even or name == "dragoman":
                found = finder(row["text"], lang, row["published"], "future")
                tally = counts[name, lang, even]
                tally.asked += 1
                tally.right += bool(found) and _starts_so(row, grain[1], found)
    shares = {key: tally.right / tally.asked for key, tally in counts.items()}
    sizes = {lang: tally.asked for (name, lang, even), tally in counts.items() if even}
    lines = [
        [lang, str(size), *(f"{shares.get(key, 0):.3f}" for key in _keys(lang))]
        for lang, size in sorted(sizes.items(), key=lambda item: -item[1])
    ]
    print("duckling, first day and precision right (even ids to be read)")
    print(table(["lang", "phrases", "even", "odd", "dateparser"], lines))
    both = {lang: size + counts["dragoman", lang, False].asked for lang, size in sizes.items()}
    others = [lang for lang in both if lang not in MAIN and both[lang] >= FEWEST]
    for title, langs in (("the main ones", MAIN), (f"{len(others)} others", others)):
        mean = sum(shares["dragoman", lang, True] for lang in langs) / len(langs)
        print(f"mean of {title}: {mean:.3f}")
    print(flush=True)


def _keys(lang: str) -> tuple[tuple[str, str, bool], ...]:
    return ("dragoman", lang, True), ("dragoman", lang, False), ("dateparser", lang, True)


def _starts_so(row: dict[str, Any], grain: str, found: Sequence[DateMention]) -> bool:
    """Judge the longest date that was found: `Before` leaves the beginning open."""
    mention = max(found, key=lambda one: one.end - one.start)
    year, month, day = (int(part) for part in row["datetimes"][0][:3])
    first = (year, month or 1, day or 1)
    if "OpenInterval" in row["gold"]:
        is_open = mention.first is None if "Before" in row["gold"] else mention.last is None
        return is_open and mention.first in (None, first)
    if len(row["datetimes"]) > 1:
        return mention.first == first and mention.first != mention.last
    return mention.first == first and mention.precision == GRAINS[grain]


def _speed(path: Path, alone: bool) -> None:
    if not path.exists():
        return
    texts = _passages(path)
    views = [view(text, lang) for lang, text in texts]
    for lang, text in texts:  # tables and patterns are made when they first come up
        find_dates(text, lang, "2019-10-05")
    start = time.perf_counter()
    for (lang, text), seen in zip(texts, views, strict=True):
        find_dates(text, lang, "2019-10-05", view=seen)
    rate = len(texts) / (time.perf_counter() - start)
    print(f"speed: {rate:,.0f} passages/s of {LETTERS} letters, {len(texts)} in all languages")
    if alone:
        return
    some = [(lang, text) for lang, text in texts if lang in MAIN][:SPEED_SLOW]
    rates = []
    for finder in (ours, dateparser):
        for lang, text in some[: 2 * len(MAIN)]:  # tables are loaded when a language comes up
            finder(text, lang, "2019-10-05", "past")
        start = time.perf_counter()
        for lang, text in some:
            finder(text, lang, "2019-10-05", "past")
        rates.append(len(some) / (time.perf_counter() - start))
    print(f"beside it: {rates[0]:,.0f}/s (with the view), dateparser {rates[1]:,.1f}/s")
    print(f"{rates[0] / rates[1]:,.0f} times as fast")


def _passages(path: Path) -> list[tuple[str, str]]:
    """Return runs of whole lines or sentences, from all languages in turn."""
    found = []
    for number, row in enumerate(rows(path)):
        if number % 17 == 0:
            text = row["text"]
            while text:
                cut = max(text.rfind("\n", 0, LETTERS), text.rfind(". ", 0, LETTERS)) + 1
                cut = cut if cut > LETTERS // 3 and len(text) > LETTERS else LETTERS
                found.append((row["lang"], text[:cut]))
                text = text[cut:]
    return found[:SPEED_PASSAGES]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure how well dates are found.")
    parser.add_argument("--data", type=Path, required=True, help="the folder of evaluation data")
    parser.add_argument("--alone", action="store_true", help="leave dateparser out")
    arguments = parser.parse_args()
    main(arguments.data, arguments.alone)

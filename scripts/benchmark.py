"""Speed, memory and size, measured: `scripts/benchmark --data FOLDER [--passages 20000]`.

Whoosh as its own documentation uses it (`StandardAnalyzer`, its own codec and searcher) stands
beside, in the same run. Nothing else should be running meanwhile.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import regex
from evaluation.data import article, rows, table
from evaluation.speed import report_recognisers
from evaluation.whoosh_alone import size, theirs, timed

from dragoman.index import Article, Passage, Record, Settings, writer
from dragoman.index.engines import engine
from dragoman.index.enrich import dates_of, enrich, folded_passages
from dragoman.index.entries import entries
from dragoman.index.extract.mentions import mentions
from dragoman.index.extract.view import view
from dragoman.index.language import main_language, stretches
from dragoman.index.ledger_writer import LedgerWriter
from dragoman.index.passages import passages
from dragoman.index.read import Found, Roots, read
from dragoman.index.rows import Draft
from dragoman.index.schema import create
from dragoman.search import open_index

ENRICHMENT = 600
P50, P95 = 15.0, 60.0
COLD = 0.3
"""The bars: passages a second of one core, milliseconds, seconds."""

QUERIES, WORDS, SEED = 300, 4, 1
PEER = 3_000
"""Passages that Whoosh by itself is given: it takes long over more."""
RUNS = 9
QUESTION = "ceasefire in Idlib"

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("dragoman")

# A process is charged with the memory of the one that started it, so a small one does.
WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

# A word where none are parted by spaces: two signs of Chinese or Japanese, up to five of Thai.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]{2}"
    r"|(?:[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]\p{M}*){5}|[\p{L}\p{M}\p{N}]{2,30}"
)


class Clock:
    """Seconds by the name of what they were spent on."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, step: str) -> Iterator[None]:
        """Count the time of the block to a step."""
        began = perf_counter()
        yield
        self.spent[step] += perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--passages", type=int, default=20_000, help="how many (20000)")
    given = parser.parse_args()
    source = given.data / "articles" / "ntrex-even.jsonl.gz"
    if not source.is_file():
        print(f"There is no {source}: give the folder of the data with --data.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        report_recognisers(first_cuts(source, given.passages))
        records = first_records(source, given.passages)
        kept = write_articles(records, place / "articles.jsonl")
        report_steps(kept, place)
        report_whole(kept, place / "index", len(passages_of(records)))
        report_queries(place / "index", questions(passages_of(records)))
        report_peer(records, place)
        report_cold_start(place / "seeds")
    return 0


# --- what is measured on --------------------------------------------------------------------------


def first_cuts(source: Path, wanted: int) -> list[tuple[Passage, ...]]:
    """Return so many passages, article by article, before anything was looked for in them."""
    cuts: list[tuple[Passage, ...]] = []
    low, high = Settings().passage_low, Settings().passage_high
    for text in (row["text"] for row in rows(source)):
        if sum(map(len, cuts)) >= wanted:
            break
        cuts.append(passages(text, stretches(text), low, high))
    return cuts


def first_records(source: Path, wanted: int) -> list[Record]:
    """Return the articles of the first so many passages; this also warms what loads once."""
    records: list[Record] = []
    found = 0
    for row in rows(source):
        if found >= wanted:
            break
        records.append(enrich(article(row, row["variant"]), Settings()))
        found += len(records[-1].passages)
    return records


def passages_of(records: Sequence[Record]) -> list[str]:
    return [one.text for record in records for one in record.passages]


def write_articles(records: Sequence[Record], path: Path) -> Path:
    """Write articles as a user's file would hold them."""
    with path.open("w", encoding="utf-8") as file:
        for one in (record.article for record in records):
            line = {"id": one.id, "text": one.text, "title": one.title, "source": one.source}
            print(json.dumps(line, ensure_ascii=False), file=file)
    return path


def questions(texts: Sequence[str]) -> list[str]:
    """Return so many times so many consecutive words of a random passage."""
    drawn = random.Random(SEED)  # noqa: S311 (no secret)
    found: list[str] = []
    while len(found) < QUERIES:
        words = _WORD.findall(drawn.choice(texts))
        if len(words) >= WORDS:
            at = drawn.randrange(len(words) - WORDS + 1)
            found.append(" ".join(words[at : at + WORDS]))
    return found


# --- step by step ---------------------------------------------------------------------------------


def report_steps(file: Path, place: Path) -> None:
    """Print how fast each step is alone, on what a batch at a time gives it, in one process."""
    clock = Clock()
    with clock.on("read"):
        articles = [e.article for e in read([file], Roots()) if isinstance(e, Found)]
    records = build(articles, place, clock)
    count = sum(len(record.passages) for record in records)
    found = ("detect", "passages", "mentions", "dates", "words")
    steps = {name: clock.spent[name] for name in ("read", *found)}
    steps |= {name: clock.spent[name] for name in ("ledger", "Whoosh")}
    enrichment = sum(clock.spent[name] for name in found)
    steps |= {"enrichment": enrichment, "all steps": sum(steps.values())}
    lines = [
        [name, f"{seconds:.2f}", f"{len(articles) / seconds:,.0f}", f"{count / seconds:,.0f}"]
        for name, seconds in steps.items()
    ]
    print(f"{len(articles):,} articles of NTREX, {count:,} passages, one core")
    print(table(["step", "seconds", "articles/s", "passages/s"], lines))
    bar = f"bar {ENRICHMENT} passages a second a core: {met(count / enrichment >= ENRICHMENT)}"
    print(f"enrichment is detect + passages + mentions + dates + words ({bar})\n", flush=True)


def build(articles: Sequence[Article], place: Path, clock: Clock) -> list[Record]:
    """Do what a session does to articles, step by step; return their records."""
    settings = Settings()
    folder, words = place / "ledger", place / "words"
    folder.mkdir()
    words.mkdir()
    create(folder)
    whoosh = engine(settings.engine)
    whoosh.create(str(words))
    ledger, target = LedgerWriter(folder), whoosh.writer(str(words))
    records: list[Record] = []
    for start in range(0, len(articles), settings.batch):
        batch = analysed(articles[start : start + settings.batch], settings, clock)
        records += batch
        with clock.on("words"):
            drafts = [Draft(record, folded_passages(record)) for record in batch]
        with clock.on("ledger"):
            stored = ledger.stage(1, drafts, [])
        with clock.on("words"):
            made = [entries(one.record, one.key, one.passage_keys) for one in stored]
        with clock.on("Whoosh"):
            for some in made:
                target.add(some)
            target.commit()
        with clock.on("ledger"):
            ledger.finish(1, 1)
    target.close()
    ledger.close()
    return records


def analysed(articles: Sequence[Article], settings: Settings, clock: Clock) -> list[Record]:
    """Return the records of articles, as `enrich` makes them."""
    low, high = settings.passage_low, settings.passage_high
    with clock.on("detect"):
        runs = [stretches(one.text) for one in articles]
        guesses = [main_language(run, one.text) for run, one in zip(runs, articles, strict=True)]
    with clock.on("passages"):
        cuts = [passages(a.text, run, low, high) for a, run in zip(articles, runs, strict=True)]
    with clock.on("mentions"):
        views = [[view(one.text, one.lang) for one in cut] for cut in cuts]
        told = [mentions(cut, "", seen) for cut, seen in zip(cuts, views, strict=True)]
    with clock.on("dates"):
        dated = zip(articles, cuts, views, strict=True)
        dates = [tuple(dates_of(cut, seen, one.published)) for one, cut, seen in dated]
    return [
        Record(one, guess.lang, guess.confidence, cut, found, times)
        for one, guess, cut, found, times in zip(articles, guesses, cuts, told, dates, strict=True)
    ]


# --- the whole command, and questions -------------------------------------------------------------


def report_whole(file: Path, index: Path, count: int) -> None:
    """Print what `dragoman add` takes in a process of its own."""
    began = perf_counter()
    add = [str(COMMAND), "add", str(file), "--index", str(index)]
    done = subprocess.run([sys.executable, "-c", WATCH, *add], check=True, stdout=subprocess.PIPE)
    seconds, peak = perf_counter() - began, int(done.stdout) / 1024
    texts = file.stat().st_size / 1e6
    print(f"dragoman add: {seconds:.1f} s, {count / seconds:,.0f} passages/s")
    print(f"peak memory:  {peak:.0f} MiB")
    print(f"index size:   {size(index):.1f} MB of {texts:.1f} MB of articles\n", flush=True)


def report_queries(index: Path, asked: Sequence[str]) -> None:
    with open_index(index) as opened:
        opened.search(asked[0])
        times = timed(opened.search, asked)
    p50, p95 = median(times), quantiles(times, n=20)[-1]
    print(f"{len(asked)} questions of {WORDS} words through Index.search, milliseconds")
    print(f"p50 {p50:.1f} (bar {P50:.0f}: {met(p50 <= P50)})", end="  ")
    print(f"p95 {p95:.1f} (bar {P95:.0f}: {met(p95 <= P95)})  worst {max(times):.1f}\n", flush=True)


# --- the peer -------------------------------------------------------------------------------------


def report_peer(records: Sequence[Record], place: Path) -> None:
    """Print us and Whoosh by itself on the same passages and the same questions."""
    step = max(1, len(passages_of(records)) // PEER)
    some = list(records[::step])
    texts = passages_of(some)
    asked = questions(texts)
    lines = [
        row(name, len(texts), *measured)
        for name, measured in (
            ("dragoman", ours(some, place / "ours", asked)),
            ("Whoosh by itself", theirs(texts, place / "theirs", asked)),
        )
    ]
    print(f"beside Whoosh by itself (StandardAnalyzer, any of the words), {len(texts):,} passages")
    print(table(["", "passages/s", "MB", "p50 ms", "p95 ms"], lines), "\n", flush=True)


def row(name: str, count: int, seconds: float, megabytes: float, times: list[float]) -> list[str]:
    p95 = quantiles(times, n=20)[-1]
    rate = f"{count / seconds:,.0f}"
    return [name, rate, f"{megabytes:.1f}", f"{median(times):.1f}", f"{p95:.1f}"]


def ours(
    records: Sequence[Record], place: Path, asked: Sequence[str]
) -> tuple[float, float, list[float]]:
    began = perf_counter()
    with writer(place) as target:
        target.add(record.article for record in records)
    seconds = perf_counter() - began
    with open_index(place) as index:
        return seconds, size(place), timed(index.search, asked)


# --- from nothing ---------------------------------------------------------------------------------


def report_cold_start(index: Path) -> None:
    """Print how long a person waits for the first answer, in turns with a bare interpreter."""
    dragoman("add", str(ROOT / "seeds"), "--index", str(index))
    search, bare = [], []
    for _ in range(RUNS):
        search += timed(lambda words: dragoman("search", words, "--index", str(index)), [QUESTION])
        bare += timed(lambda code: run(sys.executable, "-c", code), ["pass"])
    ours, theirs = median(search) / 1000, median(bare) / 1000
    print(f"cold start, median of {RUNS}: dragoman search on the seeds {ours:.3f} s", end=" ")
    print(f"(target {COLD} s: {met(ours <= COLD)}), python -c pass {theirs:.3f} s")


def dragoman(*words: str) -> None:
    run(str(COMMAND), *words)


def run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def met(yes: bool) -> str:
    return "met" if yes else "MISSED"


if __name__ == "__main__":
    sys.exit(main())

"""How well languages are told, beside both detectors alone, and how fast.

Run: python scripts/evaluation/languages.py --data ../shared/data [--slow]

`articles/ntrex-even` is judged by whole articles, `langid/lingua` by its sentences, word pairs
and words. Weights and word lists were developed on the odd half (odd stories; every second line
of a language), so the even half is the one to read. langdetect alone takes a minute and a half on
all that; without `--slow` it is run on a ninth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.index.language import detect, main_language, stretches

Teller = Callable[[str], str]

# Two names for one language, by the evaluation data and the detectors.
_PAIRS = ("nb=no", "fil=tl", "prs=fa", "kmr=ku", "sdh=ckb", "uzs=uz", "zh-cn=zh", "zh-tw=zh")
EQUIVALENT = dict(pair.split("=") for pair in _PAIRS)
BY_SCRIPT = {"ckb", "dv", "ti", "bo", "sd"}  # asked for though neither detector knows them
MISLABELLED = {"articles": {"nso"}, "lingua": {"ms"}}
SISTERS = (("hrv", 0.95), ("srp-Latn", 0.95), ("bos", 0.60))
KINDS = ("sentences", "word-pairs", "single-words")


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled text; `variant` is finer than the language; `even` says in which half it is."""

    lang: str
    variant: str
    kind: str
    even: bool
    text: str


def main(data: Path, slow: bool = False) -> None:
    """Print all tables for the data in a folder."""
    needed = [data / "articles/ntrex-even.jsonl.gz", data / "langid/lingua.jsonl.gz"]
    absent = [str(path) for path in needed if not path.exists()]
    if absent:
        print("Languages: not measured, because there is no", " and no ".join(absent))
        return
    articles, lingua = _articles(needed[0]), _lingua(needed[1])
    by_bytes, by_profiles = _known()
    either, both = by_bytes | by_profiles, by_bytes & by_profiles
    whole = (either | BY_SCRIPT) - MISLABELLED["articles"]
    tellers = {"dragoman": _whole, "py3langid": _py3langid, "langdetect": _langdetect}
    print("Whole articles (ntrex-even), languages that either detector knows and ckb dv ti bo sd")
    for title, teller in tellers.items():
        _table(title, [c for c in articles if c.lang in whole], teller, ("article",), slow)
    _sisters(articles)
    tellers["dragoman"] = lambda text: detect(text).lang
    for title, langs in (("either", either), ("both", both)):
        cases = [case for case in lingua if case.lang in langs - MISLABELLED["lingua"]]
        print(f"\nlingua, languages known to {title} of the detectors")
        for teller_name, teller in tellers.items():
            _table(teller_name, cases, teller, KINDS, slow)
    _calibration(lingua)
    _speed(articles)


def _table(
    title: str, cases: Sequence[Case], teller: Teller, kinds: Sequence[str], slow: bool
) -> None:
    """Print one row: the share told right, for the even half and (in brackets) the odd one."""
    if title == "langdetect" and not slow:
        cases, title = cases[::9], "langdetect, a ninth"
    right = {(kind, even): Counter[bool]() for kind in kinds for even in (True, False)}
    for case in cases:
        found = teller(case.text)
        right[case.kind, case.even][EQUIVALENT.get(found, found) == case.lang] += 1
    cells = (
        f"{kind} {_share(right[kind, True]):.4f} ({_share(right[kind, False]):.4f})"
        for kind in kinds
    )
    print(f"  {title:20}", "   ".join(cells), flush=True)


def _share(counts: Counter[bool]) -> float:
    return counts[True] / (counts.total() or 1)


def _sisters(articles: Iterable[Case]) -> None:
    cells = []
    for variant, floor in SISTERS:
        counts = Counter(_whole(c.text) == c.lang for c in articles if c.variant == variant)
        cells.append(f"{variant} {_share(counts):.3f} (floor {floor})")
    print("  both halves:", "   ".join(cells))


def _calibration(cases: Sequence[Case]) -> None:
    """Print how often a guess of each confidence is right, over all kinds of lingua's texts."""
    told: dict[int, list[bool]] = {}
    for case in cases[::3]:
        if case.lang not in MISLABELLED["lingua"]:
            guess = detect(case.text)
            told.setdefault(min(9, int(guess.confidence * 10)), []).append(guess.lang == case.lang)
    cells = (f".{decile}: {sum(r) / len(r):.2f}" for decile, r in sorted(told.items()))
    print("\nRight at each confidence:", "  ".join(cells))


def _speed(articles: Sequence[Case]) -> None:
    cases = articles[::8]
    words = sum(len(case.text) for case in cases) / 6
    start = time.perf_counter()
    for case in cases:
        stretches(case.text)
    taken = time.perf_counter() - start
    print(f"\nstretches(): {len(cases) / taken:,.0f} articles/s, ", end="")
    print(f"{words / 90 / taken:,.0f} passages/s (of 540 letters)")


def _whole(text: str) -> str:
    return main_language(stretches(text), text).lang


def _known() -> tuple[set[str], set[str]]:
    """Return the languages that py3langid and langdetect know."""
    from dragoman.index.detectors import detectors

    by_bytes, by_profiles = detectors()
    return set(by_bytes.codes) - {"und"}, set(by_profiles.codes)


def _py3langid(text: str) -> str:
    from py3langid import langid

    return str(langid.classify(text)[0])


def _langdetect(text: str) -> str:
    from langdetect import DetectorFactory, LangDetectException
    from langdetect import detect as langdetect

    DetectorFactory.seed = 0
    try:
        return str(langdetect(text))
    except LangDetectException:
        return "und"


def _lines(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _articles(path: Path) -> list[Case]:
    rows = _lines(path)
    stories = sorted({row["doc"] for row in rows})
    even = {story: number % 2 == 0 for number, story in enumerate(stories)}
    return [_case(row, row["variant"], "article", even[row["doc"]]) for row in rows]


def _lingua(path: Path) -> list[Case]:
    seen: Counter[tuple[str, str]] = Counter()
    cases = []
    for row in _lines(path):
        key = row["lang"], row["kind"]
        cases.append(_case(row, row["lang"], row["kind"], seen[key] % 2 == 0))
        seen[key] += 1
    return cases


def _case(row: dict[str, str], variant: str, kind: str, even: bool) -> Case:
    lang = EQUIVALENT.get(row["lang"], row["lang"])
    return Case(lang, variant, kind, even, row["text"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure how well languages are told.")
    parser.add_argument("--data", type=Path, required=True, help="the folder of evaluation data")
    parser.add_argument("--slow", action="store_true", help="run langdetect on everything")
    arguments = parser.parse_args()
    main(arguments.data, arguments.slow)

"""The tables of dates are sound: every language, kind and value, and where it all comes from."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dragoman.index.dates.classes import LETTERS
from dragoman.index.dates.names import lexicon
from dragoman.index.dates.rules import grammar

TABLES = ("date_names.tsv", "date_words.tsv")
OTHER_KINDS = {"order", "prefix", "suffix", "not", "weak", "calendar", "behind", "around", "nowruz"}
OTHER_KINDS |= {"hijri", "solar", "solarmonth", "holiday", "dual", "verb"}
OTHER_KINDS |= {"seasonnow", "particle", "ending", "vikram"}
DEEP = (
    *("en", "ru", "ar", "tr", "fa", "fr", "es", "de", "uk", "he", "zh", "kk", "pt", "it", "nl"),
    *("ja", "ko", "hi", "pl"),
)


def lines(table: str) -> list[str]:
    return files("dragoman.index.data").joinpath(table).read_text("utf-8").splitlines()


def languages() -> list[str]:
    return sorted({line.split("\t")[0] for line in lines(TABLES[0]) if line[0] != "#"} - {"*"})


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_where_it_comes_from_and_holds_four_columns(table: str) -> None:
    head = " ".join(line for line in lines(table) if line.startswith("#"))
    assert "Source:" in head
    assert "icence" in head
    for line in lines(table):
        if line and line[0] != "#":
            _, kind, _, forms = line.split("\t")
            assert kind in LETTERS.keys() | OTHER_KINDS, line
            assert all(form.strip() for form in forms.split("|")), line


def test_sixty_languages_and_more_know_their_months_and_weekdays() -> None:
    known = 0
    for lang in languages():
        values = [entry.values for entry in lexicon(lang).entries.values()]
        months = {found[cls][1] for found in values for cls in ("month", "mon") if cls in found}
        weekdays = {found[cls] for found in values for cls in ("weekday", "wday") if cls in found}
        known += months >= set(range(1, 13)) and weekdays == set(range(7))
    assert known >= 60


@pytest.mark.parametrize("lang", DEEP)
def test_a_language_with_rules_of_its_own_has_words_for_them(lang: str) -> None:
    kinds = {kind for entry in lexicon(lang).entries.values() for kind in entry.values}
    assert {"unit", "relday", "season", "yearw", "num"} <= kinds
    assert kinds & {"rel", "relp"}
    assert kinds & {"ago", "agopre", "agosuf"}
    assert kinds & {"part", "partpost"}
    assert kinds & {"since", "since_post"}
    assert kinds & {"to", "until_post"}


def test_the_patterns_of_all_rules_are_of_known_classes_and_compile() -> None:
    rules = [rule for stage in grammar().stages for rule in stage]
    assert len(rules) > 100
    assert all(rule.regex.pattern for rule in rules)


def test_a_language_without_a_table_reads_digits() -> None:
    assert lexicon("xx").entries == {}
    assert lexicon("nb") is not lexicon("no")
    assert lexicon("nb").entries.keys() == lexicon("no").entries.keys()

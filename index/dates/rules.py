"""All rules of dates, in stages.

Numbers come first, then days, what is longer, what is relative, weekdays, what completes what,
ranges and open ends. They hold for all languages: both orders stand here, and the words are a
matter of the tables. Within a stage the first rule that applies wins.
"""

from __future__ import annotations

from functools import cache

from dragoman.index.dates.grammar import Grammar
from dragoman.index.dates.rules_days import days, numbers
from dragoman.index.dates.rules_joined import joined, open_ends, ranges
from dragoman.index.dates.rules_longer import longer
from dragoman.index.dates.rules_relative import relative, weekdays


@cache
def grammar() -> Grammar:
    """Return all rules, made when they are first needed."""
    stages = (numbers, days, longer, relative, weekdays, joined, ranges, open_ends)
    return Grammar(stage() for stage in stages)

"""Rules over runs: patterns of classes, compiled once for all languages, and how they are applied.

A pattern is words with spaces: a class, or several with "|" between; "?" behind one that may be
absent; "name=" before one whose value the action is given; "+" before what must follow and is left
where it stands, "!" before what must not. Words in capitals are short for several classes. An
item that may be several things stands in the code of a run as the letters of its classes and ";",
so that one regular expression asks for all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from dragoman.index.dates.build import tree_of
from dragoman.index.dates.classes import LETTERS, code_of
from dragoman.index.dates.items import Item

Values = dict[str, Any]
Action = Callable[[Values], Any]
"""From values by name to a tree, to (class, tree), or to all classes of the new item with their
values; None where the rule does not apply."""

ROUNDS = 6
"""How often a stage is repeated at most, so that reading stays linear."""

TREES = ("a", "b", "t", "whole")
"""Names of values that an action is given as trees, whatever they are."""

SHORT = {
    "DAY": "dom|ord",
    "MON": "month|mon|hmon",
    "WD": "weekday|wday",
    "NUM": "int|num|one|few",
    "SEP": "of|comma|dash|slash",
    "TO": "to|dash|until",
    "REL": "rel|nxt",
    "POST": "relp|nxtp",
    "YR": "yr|ycal",
    "TIME": "date|md|ym|yr|wk|per|wd|wdrel|month|mon|weekday|wday|y4|season|piece|today",
    "ENDS": "date|md|mdw|ym|yr|wk|per|wd|wdrel|dd|month|mon|weekday|wday|y4|season|piece|today",
    "WHOLE": "ym|yr|per|month|mon|y4|season|piece|wk",
    "YEAR": "of? the? yearw? y=y4 yearw|hijriyear|solaryear?",
}
_WORD = re.compile("[A-Z]+")


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a pattern."""

    name: str
    classes: tuple[str, ...]
    optional: bool
    ahead: bool
    banned: bool = False

    @property
    def regex(self) -> str:
        """The part over the code of a run: one item."""
        letters = "".join(LETTERS[each] for each in self.classes)
        group = f"?P<{self.name}>" if self.name else "?:"
        return f"({group}[^;]*[{letters}][^;]*;){'?' if self.optional else ''}"


def _element(word: str) -> Element:
    name, equals, classes = word.lstrip("+!").rpartition("=")
    optional = classes.endswith("?")
    return Element(
        name if equals else "",
        tuple(classes.rstrip("?").split("|")),
        optional,
        word[0] == "+",
        word[0] == "!",
    )


@dataclass(frozen=True)
class Rule:
    """One pattern, the class of what it makes, and the action that makes it."""

    pattern: str
    makes: str
    action: Action

    @cached_property
    def elements(self) -> list[Element]:
        """The parts of the pattern, in order."""
        long = _WORD.sub(lambda found: SHORT[found[0]], self.pattern)
        return [_element(word) for word in long.split()]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern over the code of a run."""
        taken, ahead = "", ""
        for each in self.elements:
            if each.banned:
                ahead += f"(?!{each.regex})"
            elif each.ahead:
                ahead += each.regex
            else:
                taken += each.regex
        return re.compile(f"(?<![^;]){taken}(?={ahead})")

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Letters of which a run must hold one each for the rule to apply."""
        return tuple(
            frozenset(LETTERS[each] for each in element.classes)
            for element in self.elements
            if not (element.optional or element.banned)
        )

    def apply(self, items: list[Item], code: str) -> tuple[list[Item], str]:
        """Return a run with all that the rule finds replaced, from left to right."""
        at = 0
        while found := self.regex.search(code, at):
            start, end = found.span()
            made = self._make(found, code, items)
            if made is None:
                at = code.index(";", start) + 1
                continue
            first = code.count(";", 0, start)
            last = first + code.count(";", start, end)
            items[first:last] = [Item(items[first].start, items[last - 1].end, *made)]
            code = code[:start] + made[0] + code[end:]
            at = start + len(made[0])
        return items, code

    def _make(
        self, found: re.Match[str], code: str, items: list[Item]
    ) -> tuple[str, Values] | None:
        made = self.action(self._values(found, code, items))
        if made is None:
            return None
        if type(made) is dict:
            return code_of(made), made
        cls, tree = made if type(made) is tuple else (self.makes, made)
        return code_of([cls]), {cls: tree}

    def _values(self, found: re.Match[str], code: str, items: list[Item]) -> Values:
        values: Values = {}
        for element in self.elements:
            if element.name and found.start(element.name) >= 0:
                item = items[code.count(";", 0, found.start(element.name))]
                cls = next(each for each in element.classes if each in item.values)
                value = item.values[cls]
                values[element.name] = tree_of(cls, value) if element.name in TREES else value
        return values


class Grammar:
    """Stages of rules, of which only those are tried that the classes of a run allow."""

    def __init__(self, stages: Iterable[Iterable[Rule]]) -> None:
        self.stages = [list(stage) for stage in stages]
        self._possible = lru_cache(100_000)(self._allowed)
        self._idle = lru_cache(20_000)(self._is_idle)

    def reduce(self, items: list[Item]) -> list[Item]:
        """Return a run after all stages; a stage is repeated while it changes something."""
        code = "".join(item.code for item in items)
        if self._idle(code):
            return items
        for stage in range(len(self.stages)):
            for _ in range(ROUNDS):
                before = code
                for rule in self._possible(stage, frozenset(code)):
                    items, code = rule.apply(items, code)
                if code == before:
                    break
        return items

    def _allowed(self, stage: int, letters: frozenset[str]) -> tuple[Rule, ...]:
        return tuple(
            rule for rule in self.stages[stage] if all(need & letters for need in rule.needs)
        )

    def _is_idle(self, code: str) -> bool:
        """Say whether no rule finds anything in a run as it stands."""
        letters = frozenset(code)
        return not any(
            rule.regex.search(code)
            for stage in range(len(self.stages))
            for rule in self._possible(stage, letters)
        )

"""A user's own file of parties: what it changes, and what is said of one that is broken."""

from __future__ import annotations

import json

import pytest

from dragoman.index.article import Entity
from dragoman.index.errors import UsageError
from dragoman.index.extract.lexicon import Lexicon
from dragoman.index.extract.parties import Parties, alias_flags
from dragoman.index.extract.party_file import read_changes
from dragoman.index.extract.view import view

KNOWN = (
    Entity("group:reed-guard", "Reed Guard", "armed group", "XX"),
    Entity("org:lake-council", "Lake Council", "organisation"),
    Entity("state:XX", "Xanland", "state", "XX"),
)
ALIASES = (
    ("Reed Guard", 0),
    ("Northern Reeds", 0),
    ("Lake Council", 1),
    ("The Centre", 1),
    ("Xanland", 2),
    ("xanlandais", 2),
)


def table(*rows: object) -> Parties:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    changes = read_changes(text, "own.jsonl", {entity.id: entity for entity in KNOWN})
    lexicon = Lexicon.of((alias, number, alias_flags(alias)) for alias, number in ALIASES)
    return Parties(lexicon, KNOWN, changes)


def found(parties: Parties, text: str) -> list[tuple[str, str]]:
    return [
        (text[one.start : one.end], entity.id)
        for one in parties.find(view(text, "en"))
        for entity, _ in one.parties
    ]


def test_without_a_file_the_table_is_as_it_is() -> None:
    assert found(table(), "The Reed Guard met the Lake Council.") == [
        ("Reed Guard", "group:reed-guard"),
        ("Lake Council", "org:lake-council"),
    ]


def test_a_line_adds_a_party_with_its_names() -> None:
    row = {"id": "group:salt-men", "name": "Salt Men", "type": "armed group"}
    parties = table({**row, "aliases": {"ru": ["Солевики"], "ar": ["رجال الملح"]}})
    assert found(parties, "Солевики and the Salt Men") == [
        ("Солевики", "group:salt-men"),
        ("Salt Men", "group:salt-men"),
    ]
    assert parties.named("رجال الملح") == [Entity("group:salt-men", "Salt Men", "armed group")]


def test_a_line_adds_names_to_a_party_that_is_there() -> None:
    parties = table({"id": "org:lake-council", "aliases": ["Озёрный совет"]})
    assert found(parties, "Озерный совет") == [("Озерный совет", "org:lake-council")]
    assert parties.entity("org:lake-council") == KNOWN[1]


def test_a_name_and_a_type_replace_those_of_the_table() -> None:
    row = {"id": "org:lake-council", "name": "Council of the Lakes", "type": "movement"}
    assert table(row).entity("org:lake-council") == Entity(
        "org:lake-council", "Council of the Lakes", "movement"
    )


def test_a_merged_party_is_the_other_under_all_its_names() -> None:
    parties = table({"id": "group:reed-guard", "into": "org:lake-council"})
    assert found(parties, "Northern Reeds") == [("Northern Reeds", "org:lake-council")]
    assert parties.entity("group:reed-guard") == KNOWN[1]


def test_merges_are_followed_to_their_end() -> None:
    parties = table(
        {"id": "group:reed-guard", "into": "org:lake-council"},
        {"id": "org:lake-council", "into": "state:XX"},
    )
    assert found(parties, "Northern Reeds") == [("Northern Reeds", "state:XX")]


def test_names_that_are_split_off_leave_the_other_party() -> None:
    row = {"id": "group:north-wing", "name": "North Wing", "type": "armed group"}
    parties = table({**row, "from": "group:reed-guard", "aliases": ["Northern Reeds"]})
    assert found(parties, "Northern Reeds and Reed Guard") == [
        ("Reed Guard", "group:reed-guard"),
        ("Northern Reeds", "group:north-wing"),
    ]


def test_an_ignored_party_is_never_found() -> None:
    parties = table({"id": "org:lake-council", "ignore": True})
    assert found(parties, "Lake Council, The Centre") == []
    assert parties.named("Lake Council") == []
    assert parties.entity("org:lake-council") is None


def test_an_ignored_name_means_nothing_and_the_others_stay() -> None:
    parties = table({"ignore": ["the centre"]})
    assert found(parties, "Lake Council, The Centre") == [("Lake Council", "org:lake-council")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "group:a"', "line 2: broken JSON"),
        ("[1]", "line 2: not a JSON object"),
        ("[" * 100_000, "line 2: too deeply nested"),
        ('{"name": "A"}', "line 2: it has no id"),
        ('{"id": "group:a", "aliases": ["A"]}', "line 2: 'group:a' is no party yet"),
        ('{"id": "group:a", "name": "A", "type": "gang"}', "line 2: 'gang' is no type of party"),
        ('{"id": "a", "name": "A", "type": "person"}', "line 2: the id 'a' needs a kind"),
        ('{"id": "state:XX", "into": "state:ZZ"}', "line 2: its “into” 'state:ZZ' is no party"),
        ('{"id": "state:XX", "into": "state:XX"}', "line 2: its “into” leads back to itself"),
        ('{"id": "state:XX", "aliases": "X"}', "line 2: its aliases are neither"),
        ('{"id": "state:XX", "aliases": ["…"]}', "line 2: its aliases are neither"),
        ('{"id": "state:XX", "alias": ["X"]}', "line 2: the key 'alias' is not known"),
        ('{"id": "state:XX", "name": 7}', "line 2: its name is no text"),
        ('{"id": "state:XX", "ignore": false}', "line 2: its ignore is neither"),
        ('{"ignore": true}', "line 2: it ignores everything"),
        ('{"id": "state:XX", "from": "org:lake-council"}', "line 2: it splits no name off"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_line_and_reason(line: str, said: str) -> None:
    text = f'{{"about": "mine"}}\n{line}'
    with pytest.raises(UsageError, match=r"^own\.jsonl, ") as error:
        read_changes(text, "own.jsonl", {entity.id: entity for entity in KNOWN})
    assert said in str(error.value)


def test_a_small_letter_in_the_file_allows_small_letters_in_a_text() -> None:
    assert found(table(), "un train xanlandais") == [("xanlandais", "state:XX")]
    assert found(table(), "reed guard") == []

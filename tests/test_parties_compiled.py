"""The compiled table of parties: the same sources give the same bytes, and the shipped one is whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from compile_parties import compile_parties, rows, territories

from dragoman.index.extract.lexicon import CAPITALS, LOWER, Lexicon
from dragoman.index.extract.parties import ACCENTED, DEMONYM, METONYM, SHORT, parties

DATA = Path(__file__).parents[1] / "index" / "data"

ROWS: list[dict[str, Any]] = [
    {
        "id": "state:XX", "type": "state", "name": "Xanland", "country": "XX",
        "aliases": {"fr": ["la Xanlande"], "tr": ["Şan"]},
        "demonyms": {"fr": ["xanlandais"]},
        "metonyms": {"en": ["Port Xan", "Xan Ministry"]},
    },
    {
        "id": "org:xan-ministry", "type": "organisation", "name": "Xan Ministry", "country": "XX",
        "aliases": {"en": ["XM"]}, "acronyms": ["XM"],
    },
    {
        "id": "person:ada-holm", "type": "person", "name": "Ada Holm", "country": "",
        "aliases": {"en": ["Ada Holm"]}, "short": {"en": ["Holm"]},
    },
]  # fmt: skip
NAMES = {"XX": ["Ksanija", "Holm"]}


def test_the_same_sources_give_the_same_bytes_in_any_order() -> None:
    assert compile_parties(ROWS, NAMES) == compile_parties(list(reversed(ROWS)), NAMES)


def test_aliases_carry_what_is_known_of_their_use() -> None:
    trie, told = compile_parties(ROWS, NAMES)
    lexicon, ids = Lexicon.load(trie), [row[0] for row in json.loads(told)["parties"]]
    found = {
        alias: [(ids[number], flags) for number, flags in lexicon.lookup(alias)]
        for alias in ("xanlandais", "Port Xan", "Xan Ministry", "XM", "Holm", "Şan", "Ksanija")
    }
    assert found == {
        "xanlandais": [("state:XX", LOWER | DEMONYM)],
        "Port Xan": [("state:XX", METONYM)],
        "Xan Ministry": [("org:xan-ministry", 0)],  # it does not stand for its state
        "XM": [("org:xan-ministry", CAPITALS)],
        "Holm": [("person:ada-holm", SHORT)],  # nor is a family name a state
        "Şan": [("state:XX", ACCENTED)],
        "Ksanija": [("state:XX", 0)],
    }
    assert json.loads(told)["acronyms"] == {"xm org:xan-ministry": ["en"]}


def test_the_shipped_table_is_that_of_the_shipped_sources() -> None:
    pytest.importorskip("babel", reason="needs the extra “tables”")
    pytest.importorskip("countrynames", reason="needs the extra “tables”")
    pytest.importorskip("rigour", reason="needs the extra “tables”")
    trie, told = compile_parties(list(rows(DATA)), territories())
    assert told == (DATA / "parties.json").read_bytes()
    assert trie == (DATA / "parties.trie").read_bytes()


def test_every_party_of_the_sources_but_agreements_is_there() -> None:
    table = parties()
    missing = [row["id"] for row in rows(DATA) if table.entity(row["id"]) is None]
    assert not missing
    assert len(list(rows(DATA))) >= 1_500

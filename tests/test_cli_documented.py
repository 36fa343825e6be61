"""`docs/formats.md` and what the commands write are the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import ARTICLES

FORMATS = Path(__file__).parent.parent / "docs" / "formats.md"


def examples() -> dict[str, Any]:
    blocks = re.findall(r"^```json (.+)\n((?s:.+?))^```", FORMATS.read_text("utf-8"), re.MULTILINE)
    return {name: json.loads(text) for name, text in blocks}


def shape(value: Any) -> Any:
    """Return the keys, in order, and the kinds of values; free keys are not looked into."""
    match value:
        case dict():
            free = (
                "extra",
                "languages",
                "sources",
                "roots",
                "versions",
                "skipped",
                "translated",
                "memory",
            )
            return {key: "free" if key in free else shape(inner) for key, inner in value.items()}
        case list():
            return [shape(value[0])] if value else []
        case float() | int() if not isinstance(value, bool):
            return "number"
    return type(value).__name__


COMMANDS = {
    "search --json": ("search", "--json", "-n1", "memorandum"),
    "search --queries --format jsonl": ("search", "--queries", "-", "--format", "jsonl", "-n1"),
    "show --json": ("show", "--json", "astana-en"),
    "status --json": ("status", "--json"),
    "list places --json": ("list", "places", "--json", "-n1"),
    "list places --geojson": ("list", "places", "--geojson", "-n1"),
    "list dates --json": ("list", "dates", "--json"),
    "add --json": ("add", "--json", "ARTICLES"),
    "analyze": ("analyze", "ARTICLES/en.md"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_documented_shape_is_what_the_command_writes(ask: Any, name: str) -> None:
    args = [arg.replace("ARTICLES", ARTICLES) for arg in COMMANDS[name]]
    written = json.loads(ask(*args, input='{"id": "q1", "text": "memorandum"}').stdout)
    documented = examples()[name]
    assert shape(written) == shape(documented)
    assert list(written) == list(documented)


def test_the_hits_of_jsonl_are_those_of_json(ask: Any) -> None:
    hits = json.loads(ask("search", "--json", "memorandum").stdout)["hits"]
    lines = ask("search", "--jsonl", "memorandum").stdout.splitlines()
    assert [json.loads(line) for line in lines] == hits


def test_the_documented_manifest_is_that_of_an_index(index: str) -> None:
    manifest = json.loads(Path(index, "manifest.json").read_text("utf-8"))
    assert shape(manifest) == shape(examples()["manifest"])


def test_the_documented_trec_line_is_one(ask: Any) -> None:
    documented = re.search(r"```text trec\n(.+)\n```", FORMATS.read_text("utf-8"))
    assert documented
    written = ask("search", "--queries", "-", input='{"id": "q1", "text": "memorandum"}').stdout
    pattern = r"q1 Q0 [!-~]+#0 1 \d+\.\d{6} dragoman"
    assert re.fullmatch(pattern, documented[1])
    assert re.match(pattern, written)

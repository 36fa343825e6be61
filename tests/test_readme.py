"""What `README.md` and the pages beside it say is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest

from dragoman.index.read import Roots, read
from dragoman.index.read.events import Found
from dragoman.index.read.formats import FORMATS, PLANNED

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
READING = (ROOT / "docs" / "reading.md").read_text("utf-8")
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/reading.md")
SHELL = f'dragoman() {{ "{sys.executable}" -m dragoman "$@"; }}; set -o pipefail\n'


def blocks(kind: str, page: str) -> list[str]:
    return re.findall(rf"^```{kind}\n((?s:.*?))^```$", page, re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command of the tour, what the page says it answers, and what it did."""

    command: str
    said: str
    done: subprocess.CompletedProcess[str] | None = None


def steps() -> list[Step]:
    found = []
    for block in blocks("console", README):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            found.append(Step(command, said))
    return found


@dataclass(frozen=True)
class Tour:
    """The folder that the tour was made in, and its steps."""

    folder: Path
    steps: tuple[Step, ...]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    plain = {"DRAGOMAN_INDEX", "PYTHONPATH", "COLUMNS", "FORCE_COLOR"}
    env = {name: value for name, value in os.environ.items() if name not in plain}
    env |= {"PYTHONUTF8": "1", "XDG_DATA_HOME": str(folder / "home")}
    return subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    folder = tmp_path_factory.mktemp("tour")
    for name in ("seeds", "tests/packages"):
        shutil.copytree(ROOT / name, folder / name)
    done = [replace(s, done=run(folder, "bash", "-c", SHELL + s.command)) for s in steps()]
    return Tour(folder, tuple(done))


def test_every_command_of_the_tour_runs(tour: Tour) -> None:
    pytest.importorskip("ctranslate2", reason="the extra `translate` is not installed")
    assert len(tour.steps) > 10
    failed = [s for s in tour.steps if s.done is None or s.done.returncode not in (0, 1)]
    assert not failed


def test_the_tour_finds_what_it_shows(tour: Tour) -> None:
    """The places of the hits, not their scores or times, and in their order."""
    place = re.compile(r"[a-z]+-\d{4}-[a-z-]+#\d+")
    shown = [step for step in tour.steps if place.search(step.said)]
    assert len(shown) >= 4
    for step in shown:
        assert step.done is not None
        assert place.findall(step.said) == place.findall(step.done.stdout), step.command


def test_the_tour_says_what_was_left_out_as_it_is_said(tour: Tour) -> None:
    (step,) = (s for s in tour.steps if s.command == "dragoman add inbox")
    assert step.done is not None
    said = [line for line in step.said.splitlines() if not line.startswith("Articles:")]
    assert "Left out: 1 PDF: not supported yet" in said
    assert said == [x for x in step.done.stderr.splitlines() if not x.startswith("Articles:")]


def test_every_python_example_prints_what_the_page_says(tour: Tour) -> None:
    pairs = re.findall(r"^```python\n((?s:.*?))^```\n\n```text\n((?s:.*?))^```$", README, re.M)
    assert len(pairs) == len(blocks("python", README)) >= 2
    for code, said in pairs:
        done = run(tour.folder, sys.executable, "-c", code)
        assert (done.stdout, done.stderr) == (said, "")


def test_the_example_application_is_short() -> None:
    longest = max(blocks("python", README), key=len)
    assert "where=" in longest
    assert "writer(" in longest
    assert len(longest.splitlines()) < 40


def test_set_up_is_two_commands() -> None:
    section = README.partition("\n## Set-up\n")[2].partition("\n## ")[0]
    assert blocks("sh", section) == ["scripts/demo\n", "scripts/test\n"]


def test_every_script_that_a_page_names_is_there() -> None:
    for page in PAGES:
        for script in re.findall(r"\bscripts/[a-z]+\b", (ROOT / page).read_text("utf-8")):
            assert (ROOT / script).exists(), f"{page}: {script}"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    headings = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in _headings(text)}
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        file, _, heading = target.partition("#")
        assert file or heading in headings, target
        assert ((ROOT / page).parent / file).exists(), target


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def test_the_architecture_names_every_module_and_no_other() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert len(page.splitlines()) < 300
    house = page.partition("\n## The house\n")[2].partition("\n## ")[0]
    named = {
        word.removesuffix(".py") for span in re.findall(r"`([^`\n]+)`", house) for word in [span]
    }
    there = {
        path.stem
        for half in ("index", "search")
        for path in (ROOT / half).rglob("*.py")
        if path.stem != "__init__" and path.parent.name != "commands"
    }
    assert there <= named, there - named
    files = set(re.findall(r"`(\w+)\.py`", house))
    assert files <= there, files - there


# --- docs/reading.md ---------------------------------------------------------------------------


def test_the_endings_are_those_of_the_readers() -> None:
    """Each in its place: those that are read in the table, those that are planned in the list."""
    table = re.findall(r"^\| (`\.[^|]+) \|", READING, re.MULTILINE)
    assert set(re.findall(r"`(\.\w+)`", "".join(table))) == set(FORMATS)
    planned = re.search(r"^Not read yet.*?\n\n", READING, re.MULTILINE | re.DOTALL)
    assert planned
    assert set(re.findall(r"`(\.\w+)`", planned[0])) == set(PLANNED)


LIMITS = {
    "a file that is read whole": ("files", "FILE_LIMIT", 2**20),
    "a line of JSON lines": ("streams", "LINE_LIMIT", 2**20),
    "a compressed file of JSON lines": ("files", "EXPANSION_LIMIT", 1),
    "a title taken from the first line": ("plain", "TITLE_LIMIT", 1),
    "front matter": ("plain", "_FRONT_LIMIT", 1),
    "an id": ("fields", "ID_LIMIT", 1),
    "nested values of other keys": ("clean", "DEPTH_LIMIT", 1),
}


def test_the_limits_are_those_of_the_readers() -> None:
    section = READING.partition("\n## Limits\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (a|an|front|nested)( .*?) \| (\d[\d,]*)", section, re.MULTILINE)
    said = {a + b: int(number.replace(",", "")) for a, b, number in rows}
    for what, (module, name, unit) in LIMITS.items():
        (number,) = (n for row, n in said.items() if row.startswith(what))
        limit = getattr(import_module(f"dragoman.index.read.{module}"), name)
        assert number * unit == limit, what
    assert len(said) == len(LIMITS)


def test_every_kind_of_skip_is_explained() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "index" / "read").glob("*.py"))
    kinds = set(re.findall(r"Refused\(\s*\"([^\"]+)\"", code))
    assert len(kinds) > 10
    section = READING.partition("\n## What is left out\n")[2]
    assert kinds <= set(re.findall(r"`([^`\n]+)`", section))


def test_the_example_of_front_matter_and_that_of_an_ignore_file_hold(tmp_path: Path) -> None:
    ignore, article = (
        next(b for b in blocks("text", READING) if key in b) for key in ("# one", "id:")
    )
    (tmp_path / ".dragomanignore").write_text(ignore, "utf-8")
    for name in ("kept.txt", "README.md", "drafts/1.txt", "x.tmp.md", "wire/2016/1.md", "w.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Text.", "utf-8")
    (tmp_path / "kept.txt").write_text(article, "utf-8")
    found = {e.path: e.article for e in read([tmp_path], Roots()) if isinstance(e, Found)}
    assert sorted(found) == ["kept.txt", "w.md"]
    kept = found["kept.txt"]
    assert (kept.id, kept.title, kept.published) == ("astana-2017-en", "Four zones", "2017-05-04")
    assert kept.extra == {"tags": ["syria", "astana"]}

"""The house is what its plan says: front doors, direction, sizes, names and sentences.

The order of the layers is written here and nowhere else; a new module is given its place in it.
"""

import ast
import configparser
import functools
import graphlib
import importlib
import importlib.metadata
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FRONT_DOORS = {
    "dragoman": "Article DragomanError __version__ open_index writer",
    "dragoman.index": """
        ArgosTranslators Article CommandTranslators DamagedIndex DateMention DragomanError Entity
        IndexFolderError LibraryTranslators LockedIndex Mention MissingIndex ModelError OutdatedIndex Passage
        QueryError ReadError Record Report Scope Settings Several Translated Translation Translator
        Translators UsageError Writer add rebuild remove scopes writer
        """,
    "dragoman.search": """
        Choice Dictionaries Facet Hit HitTranslation Index Rendered Results Unsearched open_index
        """,
}
"""What host applications may rely on. Whatever is not here may change at any time."""

LAYERS = {
    "index": """
        article errors engine data durable
        settings
        read
        languages scripts detectors evidence guesses language
        stops sentences
        passages
        fold
        tokens romanise frequent
        words
        extract
        interval
        dates
        translate
        versions
        enrich entries
        engines
        rows mention_rows translation_rows schema tally digest ledger memory ledger_writer census
        lock manifest folder
        report translating prune intake session
        build
        """,
    "search": """
        query filters
        asked_in entities resolve dictionaries
        hit snippet
        rendered
        plan
        narrow facets
        rank coverage
        answer
        lease status
        api
        runs
        formats shaping bidi terminal
        layout aligned
        beside model_folders model_list translation
        display display_article output progress reading batch opened commands
        cli
        """,
}
"""A file imports from its own line and from the lines above it, and never in a circle."""

HEAVY = {"Stemmer", "anyascii", "charset_normalizer", "click", "langdetect", "marisa_trie"}
HEAVY |= {"numpy", "py3langid", "regex", "rich", "whoosh"}
HEAVY |= {"argostranslate", "ctranslate2", "sentencepiece"}

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)

DRAWERS = {"base", "common", "core", "helper", "helpers", "misc", "tools", "util", "utils"}
"""Names of modules that say nothing about what is in them."""


@functools.cache
def trees(folder: str) -> dict[str, ast.Module]:
    """The syntax of every Python file below a folder, by its path from the root."""
    files = (file for file in (ROOT / folder).rglob("*.py") if "__pycache__" not in file.parts)
    paths = {file.relative_to(ROOT).as_posix(): file for file in sorted(files)}
    return {path: ast.parse(file.read_text(encoding="utf-8")) for path, file in paths.items()}


@functools.cache
def code() -> dict[str, ast.Module]:
    """What is installed, by module: `dragoman.index.read` for `index/read/__init__.py`."""
    front = {path: tree for path, tree in trees("src").items() if path.count("/") == 2}
    paths = front | trees("index") | trees("search")
    return {module_name(path): tree for path, tree in paths.items()}


def module_name(path: str) -> str:
    inner = path.removeprefix("src/dragoman/").removesuffix(".py")
    return f"dragoman/{inner}".removesuffix("/__init__").replace("/", ".")


def part(module: str) -> str:
    """Return `read` for `dragoman.index.read.files`, nothing for a front door."""
    return ".".join(module.split(".")[2:3])


def imports(tree: ast.AST, known: Collection[str] = ()) -> Iterator[str]:
    """The modules that are imported, inside functions too; `a.b` for `from a import b` if known."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            inner = (f"{module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else module for name in inner)


def runs(tree: ast.Module) -> ast.Module:
    """The same file without what only a type checker reads."""

    class Run(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
            if ast.unparse(node.test) == "TYPE_CHECKING":
                return node.orelse
            return self.generic_visit(node)

    return Run().visit(ast.parse(ast.unparse(tree)))  # type: ignore[no-any-return]


def in_python(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_a_front_door_offers_what_is_promised(door: str) -> None:
    offered = importlib.import_module(door).__all__
    assert sorted(offered) == sorted(FRONT_DOORS[door].split())
    assert list(offered) == sorted(offered)


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_everything_that_a_front_door_offers_is_there_and_described(door: str) -> None:
    module = importlib.import_module(door)
    assert set(module.__all__) <= set(dir(module))
    things = {name: getattr(module, name) for name in module.__all__ if name != "__version__"}
    assert [name for name, thing in things.items() if not thing.__doc__] == []


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_what_is_not_behind_a_front_door_is_an_attribute_error(door: str) -> None:
    with pytest.raises(AttributeError, match=f"{door}.*nothing_of_the_kind"):
        _ = importlib.import_module(door).nothing_of_the_kind


def test_a_name_is_the_same_thing_through_every_door() -> None:
    doors = [importlib.import_module(door) for door in FRONT_DOORS]
    for name in ("Article", "DragomanError", "writer", "open_index"):
        things = {id(getattr(door, name)) for door in doors if name in door.__all__}
        assert len(things) == 1, name


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_the_document_names_what_a_front_door_offers_and_nothing_else(door: str) -> None:
    document = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## `{door}`\n(.*?)(?=^## |\Z)", document, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(FRONT_DOORS[door].split())


@pytest.mark.parametrize("door", FRONT_DOORS)
def test_importing_a_front_door_loads_nothing_heavy(door: str) -> None:
    loaded = in_python(f"import sys, {door}; print(*sys.modules)").split()
    assert HEAVY & set(loaded) == set()


def test_the_command_line_starts_without_what_only_some_commands_need() -> None:
    loaded = in_python("import sys, dragoman.search.cli; print(*sys.modules)").split()
    assert (HEAVY - {"click"}) & set(loaded) == set()


def test_index_never_imports_search() -> None:
    index = {name: tree for name, tree in code().items() if name.startswith("dragoman.index")}
    wrong = {n for n, t in index.items() for m in imports(t) if m.startswith("dragoman.search")}
    assert wrong == set()


def test_nothing_imports_the_folders_by_the_names_they_have_in_the_tree() -> None:
    """`import search` works from the root by accident, and nowhere else."""
    files = {**code(), **trees("tests"), **trees("scripts")}
    bare = {(f, m) for f, t in files.items() for m in imports(t) if m.split(".")[0] in LAYERS}
    assert bare == set()


@pytest.mark.parametrize("half", LAYERS)
def test_every_module_has_its_place_in_the_layers(half: str) -> None:
    parts = {part(name) for name in code() if name.startswith(f"dragoman.{half}.")}
    assert sorted(parts) == sorted(LAYERS[half].split())


@pytest.mark.parametrize("half", LAYERS)
def test_a_module_imports_only_from_its_own_layer_and_those_before_it(half: str) -> None:
    rows = LAYERS[half].strip().splitlines()
    row = {part: number for number, line in enumerate(rows) for part in line.split()}
    upward = [
        f"{name} imports {other}"
        for name, tree in code().items()
        if name.startswith(f"dragoman.{half}.")
        for other in imports(tree, code())
        if other.startswith(f"dragoman.{half}")
        and row.get(part(other), len(rows)) > row.get(part(name), -1)
    ]
    assert upward == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    known = code().keys()
    graph = {
        name: set(imports(runs(tree), known)) & known - {name} for name, tree in code().items()
    }
    assert len(tuple(graphlib.TopologicalSorter(graph).static_order())) == len(known)


def declared(lines: str) -> set[str]:
    return {normal(line.split()[0]) for line in lines.split("\n") if line and line[0] != "#"}


def test_only_declared_dependencies_are_imported_and_every_one_of_them_is() -> None:
    homes = importlib.metadata.packages_distributions()
    roots = {module.split(".")[0] for tree in code().values() for module in imports(tree)}
    foreign = roots - sys.stdlib_module_names - {"dragoman"}
    used = {normal(homes.get(root, [root])[0]) for root in foreign}
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = config["options.extras_require"]
    required = declared(config["options"]["install_requires"])
    assert used - declared(extras["translate"]) - declared(extras["argostranslate"]) == required


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_of_the_product_is_longer_than_300_lines() -> None:
    files = [*(ROOT / "index").rglob("*.py"), *(ROOT / "search").rglob("*.py")]
    lengths = {f.name: len(f.read_text(encoding="utf-8").splitlines()) for f in files}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_functions_are_short() -> None:
    """Lines from `def` to the end; at most 10 at the median, 30 at the ninetieth percentile."""
    defined = [n for tree in code().values() for n in ast.walk(tree) if isinstance(n, FUNCTION)]
    lengths = [(n.end_lineno or n.lineno) - n.lineno + 1 for n in defined]
    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=10)[8] <= 30


def test_no_module_is_a_drawer_for_everything() -> None:
    named = {part for name in code() for part in name.split(".")}
    assert named & DRAWERS == set()


def public(node: ast.AST, within: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield name and docstring of every public class, function and method.

    Not of a line `def name(self) -> T: ...` in a protocol, where the class tells what it is.
    """
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.ClassDef, *FUNCTION)) or child.name.startswith("_"):
            continue
        if [ast.unparse(statement) for statement in child.body] != ["..."]:
            yield f"{within}.{child.name}", ast.get_docstring(child)
        if isinstance(child, ast.ClassDef):
            yield from public(child, f"{within}.{child.name}")


def test_every_module_and_everything_public_in_it_says_what_it_is() -> None:
    named = [(name, ast.get_docstring(tree)) for name, tree in code().items() if tree.body]
    inside = [item for name, tree in code().items() for item in public(tree, name)]
    assert [name for name, says in named + inside if not says] == []


SCRIPTS = [f for f in [*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run"] if not f.suffix]


@pytest.mark.parametrize("script", [f for f in SCRIPTS if f.is_file()], ids=lambda f: f.name)
def test_a_script_is_short_can_be_run_from_anywhere_and_stops_at_a_mistake(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert os.access(script, os.X_OK)
    assert len(lines) <= 20
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert {"set -euo pipefail", "set -uo pipefail"} & set(lines)
    assert 'cd "$(dirname "$0")/.."' in lines


def committed_texts() -> Iterator[tuple[str, str]]:
    for file in sorted(ROOT.rglob("*")):
        parts = file.relative_to(ROOT).parts
        hidden = (p.startswith(".") and p != ".ci" for p in parts[:-1])
        made = any(hidden) or any(p.endswith(".egg-info") for p in parts)
        if not made and not {"__pycache__", "build", "dist"} & set(parts) and file.is_file():
            yield file.relative_to(ROOT).as_posix(), file.read_bytes().decode("utf-8", "replace")


def test_no_file_names_a_machine_or_a_registry() -> None:
    """Whoever clones this has other folders, and their own place to install packages from."""
    folders = [ROOT, Path.home(), Path("/", "work"), Path("/", "root")]
    hosts = ["py" + "pi.", "python" + "hosted", ".pye" + "nv", "conda" + "-forge"]
    needles = [f"{folder}/" for folder in folders if folder.name] + hosts
    texts = [(name, text) for name, text in committed_texts() if name != "tests/test_structure.py"]
    assert [(name, n) for name, text in texts for n in needles if n in text] == []

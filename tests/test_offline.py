"""Nothing on the road needs a network, another program or a home folder.

Every command runs in an interpreter that dies at once, past every `except`, when it is about to
open a socket, resolve a name or start a program.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

CAUGHT = 99

PACKAGES = Path(__file__).parent / "packages"

GUARD = f"""
import os, sys

def watch(event, arguments):
    outward = event.startswith("socket.") and "AF_UNIX" not in repr(arguments)
    programs = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
    if outward or event in programs:
        os.write(2, f"caught {{event}} {{arguments}}".encode())
        os._exit({CAUGHT})

sys.addaudithook(watch)
"""

DRAGOMAN = GUARD + "from dragoman.search.cli import main\nmain()\n"

NEWS = {
    "astana.en.md": "---\nid: en\n---\nThe guarantors signed a memorandum on four safe zones.\n",
    "astana.ru.md": "---\nid: ru\n---\nСтраны-гаранты подписали меморандум о зонах безопасности.\n",
    "astana.ar.md": "---\nid: ar\n---\nوقعت الدول الضامنة مذكرة حول مناطق خفض التصعيد في سوريا.\n",
}


def guarded(folder: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program in `folder`, with a home of its own and nothing of this environment."""
    (folder / "home").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env={
            "HOME": str(folder / "home"),
            "PATH": os.defpath,
            "PYTHONUTF8": "1",
            "DRAGOMAN_DICTIONARIES": str(folder / "dictionaries"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def dragoman(folder: Path, *words: str) -> str:
    done = guarded(folder, DRAGOMAN, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three articles and an index of them, made offline."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "news").mkdir()
    for name, text in NEWS.items():
        (folder / "news" / name).write_text(text, encoding="utf-8")
    dragoman(folder, "rebuild", "news")
    return folder


@pytest.mark.parametrize(
    "outward",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_the_guard_catches_what_goes_out_even_where_errors_are_swallowed(
    outward: str, tmp_path: Path
) -> None:
    swallowed = f"try:\n    {outward}\nexcept BaseException:\n    pass\n"
    done = guarded(tmp_path, GUARD + swallowed)
    assert (done.returncode, done.stderr[:6]) == (CAUGHT, "caught")


@pytest.mark.parametrize(
    ("asked", "article"), [("memorandum", "en"), ("меморандум", "ru"), ("مذكرة", "ar")]
)
def test_each_language_is_searched_offline(desk: Path, asked: str, article: str) -> None:
    first = dragoman(desk, "search", asked, "--jsonl").splitlines()[0]
    hit = json.loads(first)
    assert (hit["article"], hit["lang"]) == (article, article)


def test_an_article_is_shown_offline(desk: Path) -> None:
    assert "меморандум" in dragoman(desk, "show", "ru")


def test_results_for_a_person_are_shown_offline(desk: Path) -> None:
    assert "guarantors" in dragoman(desk, "search", "guarantors")


def test_a_text_is_analysed_offline(desk: Path) -> None:
    (line,) = dragoman(desk, "analyze", "news/astana.ar.md").splitlines()
    assert json.loads(line)["lang"] == "ar"


def test_articles_are_added_and_removed_offline(desk: Path) -> None:
    (desk / "more.txt").write_text("Ceasefire\n\nThe ceasefire holds in Idlib.\n", encoding="utf-8")
    dragoman(desk, "add", "news", "more.txt", "--index", "other")
    dragoman(desk, "remove", "ar", "--index", "other")
    assert "ceasefire holds" in dragoman(desk, "search", "ceasefire", "--index", "other", "--jsonl")


def test_the_state_of_an_index_is_told_offline(desk: Path) -> None:
    assert json.loads(dragoman(desk, "status", "--json"))


def test_python_asks_and_writes_offline(tmp_path: Path) -> None:
    program = """
from dragoman import Article, open_index, writer
with writer("index") as w:
    w.add([Article(id="1", text="Переговоры возобновились в Астане.")])
with open_index("index") as index:
    print(*(hit.article for hit in index.search("переговоры")))
"""
    done = guarded(tmp_path, GUARD + program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_searching_loads_no_language_detector(desk: Path) -> None:
    """Detectors take longer to start than a search on a small index may take in all."""
    program = """
import atexit, sys
atexit.register(lambda: print(sorted({"langdetect", "py3langid"} & sys.modules.keys())))
from dragoman.search.cli import main
main()
"""
    done = guarded(desk, program, "search", "memorandum", "--jsonl")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(
    find_spec("ctranslate2") is None, reason="ctranslate2, of the extra `translate`, is not there"
)
def test_packages_are_installed_and_translate_offline(tmp_path: Path) -> None:
    package = PACKAGES / "translate-ru_en-1_0.argosmodel"
    (tmp_path / "talks.txt").write_text("Мирные переговоры возобновились во вторник.\n", "utf-8")
    dragoman(tmp_path, "models", "install", str(package))
    dragoman(tmp_path, "add", "talks.txt")
    (hit,) = json.loads(dragoman(tmp_path, "search", "--json", "peace talks resumed"))["hits"]
    assert hit["translation"]["text"] == "Peace talks resumed on Tuesday."


def test_a_dictionary_carries_a_question_across_offline(desk: Path) -> None:
    (desk / "dictionaries").mkdir()
    (desk / "dictionaries" / "en-ar.tsv").write_text("area\tمنطقة; مناطق\n", "utf-8")
    hits = json.loads(dragoman(desk, "search", "--json", "areas", "--lang", "ar"))["hits"]
    assert [one["translation"] for one in hits[0]["rendered"]] == ["مناطق"]
    shutil.rmtree(desk / "dictionaries")
    shutil.rmtree(desk / "home" / ".cache")


def test_nothing_is_kept_outside_the_folder_of_the_index(desk: Path) -> None:
    dragoman(desk, "search", "memorandum")
    assert list((desk / "home").iterdir()) == []
    made_here = {".dragoman", "home", "news", "other", "more.txt"}
    assert {file.name for file in desk.iterdir()} <= made_here

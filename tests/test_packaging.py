"""What is built from the tree holds the tree, and what is installed from it works alone."""

import configparser
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOMES = {"src/dragoman": "dragoman", "search": "dragoman/search", "index": "dragoman/index"}
"""The folders of code, and what they are called once they are installed."""

NOT_IN_SDIST = {".gitignore", "src/dragoman/index", "src/dragoman/search"}
"""What a repository needs and a release does not; the two last are links for type checkers."""

MEGABYTE = 1_000_000


def files_of_the_tree() -> list[str]:
    """Everything that is, or would be, committed; without git, what no tool has left behind."""
    if (ROOT / ".git").exists():
        listed = ["git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        return sorted(n for n in names.split("\0") if n and os.path.lexists(ROOT / n))
    return sorted(f.relative_to(ROOT).as_posix() for f in ROOT.rglob("*") if _ours(f))


def _ours(file: Path) -> bool:
    left = {"__pycache__", "build", "dist", "PKG-INFO"}
    parts = file.relative_to(ROOT).parts
    hidden = any(p.startswith(".") and p not in {".ci", ".gitignore"} for p in parts)
    made = any(p in left or p.endswith(".egg-info") for p in parts)
    return not hidden and not made and (file.is_symlink() or file.is_file())


def installed_name(name: str) -> str | None:
    """Where a file of the tree stands in the wheel, if it belongs there."""
    for home, package in HOMES.items():
        if name.startswith(f"{home}/") and name not in NOT_IN_SDIST:
            return package + name.removeprefix(home)
    return None


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DRAGOMAN"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def run_well(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = run(*command, cwd=cwd, **environment)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def copy_the_tree(to: Path) -> Path:
    for name in files_of_the_tree():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to / name, follow_symlinks=False)
    return to


class Built:
    """A wheel and an sdist made from the tree, a wheel made from the sdist, what was said."""

    def __init__(self, source: Path, to: Path) -> None:
        build = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
        self.log = run_well(*build, to / "tree", "--sdist", "--wheel", source, cwd=to)
        (sdist,) = (to / "tree").glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            archive.extractall(to, filter="data")
        self.unpacked = to / sdist.name.removesuffix(".tar.gz")
        run_well(*build, to / "sdist", "--wheel", self.unpacked, cwd=to)
        (self.wheel,) = (to / "tree").glob("*.whl")
        (self.wheel_of_sdist,) = (to / "sdist").glob("*.whl")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    return Built(copy_the_tree(folder / "source"), folder)


def content(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def installable(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if ".dist-info/" not in name}


def test_setup_cfg_names_every_folder_of_code_and_no_other() -> None:
    """A package that is forgotten there is left out of the wheel without a word."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    named = config["options"]["packages"].split()
    homes = [installed_name(name) for name in files_of_the_tree() if name.endswith(".py")]
    assert sorted(named) == sorted({str(Path(h).parent).replace("/", ".") for h in homes if h})


def test_every_folder_of_code_says_so_with_an_init() -> None:
    files = set(files_of_the_tree())
    folders = {str(Path(name).parent) for name in files if installed_name(name)}
    assert {f for f in folders if f"{f}/__init__.py" not in files} == set()


def test_the_wheel_holds_every_file_of_the_three_folders_and_nothing_else(built: Built) -> None:
    homes = {name: installed_name(name) for name in files_of_the_tree()}
    expected = {home: (ROOT / name).read_bytes() for name, home in homes.items() if home}
    found = installable(content(built.wheel))
    assert sorted(found) == sorted(expected)
    assert [name for name in found if found[name] != expected[name]] == []


def test_the_sdist_holds_seeds_tests_scripts_documents_and_all_the_rest(built: Built) -> None:
    found = {f.relative_to(built.unpacked) for f in built.unpacked.rglob("*") if f.is_file()}
    names = {name.as_posix() for name in found if name.parts[0] not in {"PKG-INFO", "build"}}
    named = {name for name in names if not name.startswith("dragoman_search.egg-info/")}
    assert sorted(named) == sorted(set(files_of_the_tree()) - NOT_IN_SDIST)


def test_a_wheel_made_from_the_sdist_is_the_same_wheel(built: Built) -> None:
    direct, detour = content(built.wheel), content(built.wheel_of_sdist)
    assert sorted(direct) == sorted(detour)
    assert [name for name in direct if direct[name] != detour[name]] == []


def test_nothing_is_missing_or_deprecated_when_it_is_built(built: Built) -> None:
    assert "Successfully built" in built.log
    lines = built.log.splitlines()
    assert [line for line in lines if "deprecat" in line.lower()] == []
    assert [line for line in lines if "files found matching" in line] == []
    assert [line for line in lines if "directories found matching" in line] == []


def test_the_wheel_states_its_name_its_licence_its_python_and_its_command(built: Built) -> None:
    files = content(built.wheel)
    (metadata,) = (files[n].decode() for n in files if n.endswith(".dist-info/METADATA"))
    (commands,) = (files[n].decode() for n in files if n.endswith("/entry_points.txt"))
    assert "\nName: dragoman-search\n" in metadata
    assert "\nLicense-Expression: Apache-2.0 AND Unicode-3.0 AND CC-BY-4.0 AND MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata
    assert "dragoman = dragoman.search.cli:main" in commands
    for licence in ("LICENSE", "NOTICE"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in files)


@pytest.fixture(scope="module")
def installer() -> None:
    """Skip where the installer can fetch nothing; any other failure of it is a failure."""
    ask = ("-m", "pip", "index", "versions", "click", "--retries", "0", "--timeout", "15")
    if run(sys.executable, *ask, cwd=ROOT).returncode:
        pytest.skip("the package installer has no network here")


class Installed:
    """A new environment that holds the wheel, and what the wheel asks for."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        run_well(sys.executable, "-m", "venv", folder, cwd=folder.parent)
        self.python, self.dragoman = folder / "bin" / "python", folder / "bin" / "dragoman"
        run_well(self.python, "-m", "pip", "install", "-qq", wheel, cwd=folder.parent)
        (self.packages,) = (folder / "lib").glob("python3*/site-packages")


@pytest.fixture(scope="module")
def installed(
    installer: None, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("installed") / "env"
    yield Installed(built.wheel, folder)
    shutil.rmtree(folder)


NEWS = {
    "en.txt": "Talks in Astana\n\nThe three guarantors signed a memorandum on safe zones.\n",
    "ru.txt": "Переговоры в Астане\n\nТри страны-гаранта подписали меморандум о зонах.\n",
    "tr.txt": "Astana görüşmeleri\n\nÜç garantör ülke güvenli bölgeler muhtırasını imzaladı.\n",
}


@pytest.mark.slow
def test_the_installed_command_indexes_and_searches(installed: Installed, tmp_path: Path) -> None:
    for name, text in NEWS.items():
        (tmp_path / "news").mkdir(exist_ok=True)
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    run_well(installed.dragoman, "rebuild", "news", cwd=tmp_path)
    found = run_well(installed.dragoman, "search", "меморандум", "--jsonl", cwd=tmp_path)
    assert "Три страны-гаранта" in found.splitlines()[0]


@pytest.mark.slow
def test_the_installed_package_says_which_version_it_is(
    installed: Installed, tmp_path: Path
) -> None:
    said = run_well(installed.python, "-m", "dragoman", "--version", cwd=tmp_path)
    asked = "import dragoman; print('dragoman', dragoman.__version__)"
    assert said == run_well(installed.python, "-c", asked, cwd=tmp_path)


@pytest.mark.slow
def test_every_installed_module_can_be_imported_without_the_tools_of_the_tests(
    installed: Installed, tmp_path: Path
) -> None:
    walk = (
        "import dragoman, importlib, pkgutil\n"
        "names = [m.name for m in pkgutil.walk_packages(dragoman.__path__, 'dragoman.')]\n"
        "for name in names:\n"
        "    name.endswith('__main__') or importlib.import_module(name)\n"
        "print(len(names))"
    )
    modules = [name for name in files_of_the_tree() if installed_name(name)]
    expected = sum(name.endswith(".py") for name in modules) - 1  # dragoman itself
    assert int(run_well(installed.python, "-c", walk, cwd=tmp_path)) == expected


@pytest.mark.slow
def test_the_installation_is_whole_and_below_250_megabytes(
    installed: Installed, tmp_path: Path
) -> None:
    run_well(installed.python, "-m", "pip", "check", cwd=tmp_path)
    size = sum(f.stat().st_size for f in installed.packages.rglob("*") if f.is_file())
    assert size < 250 * MEGABYTE


@pytest.mark.slow
def test_the_demo_leads_a_newcomer_from_a_clone_to_an_answer(
    installer: None, tmp_path: Path
) -> None:
    """The second run installs nothing again and gives an answer too."""
    demo = copy_the_tree(tmp_path / "clone") / "scripts" / "demo"
    first, second = run(demo, cwd=tmp_path), run(demo, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "+ .venv/bin/dragoman rebuild seeds\n" in first.stderr
    assert "pip install" in first.stderr
    assert second.returncode == 0, second.stderr
    assert "pip install" not in second.stderr
    assert "Traceback" not in first.stderr + second.stderr
    for shown in (first.stdout, second.stdout):
        assert "Staffan" in shown
        assert "Стаффан" in shown

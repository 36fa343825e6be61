"""What is asked for of translation on the command line, and what makes no sense."""

from pathlib import Path

import pytest
from command_line import ARTICLES, run

from dragoman.index import Settings, UsageError
from dragoman.index.translate.library import BEAM, LibraryTranslators
from dragoman.search.translation import Asked, translators

USUAL = Settings()


def ways(*commands: str, settings: Settings = USUAL, home: str = "/nowhere") -> list[str]:
    found = translators(Asked(commands=commands), settings, {"HOME": home}, print)
    return [] if found is None else list(found.sources(settings.target))


def test_a_named_program_is_a_way() -> None:
    assert ways("es=apertium spa-eng", "kk=translate --fast") == ["es", "kk"]
    assert ways() == []


@pytest.mark.parametrize(
    ("command", "settings", "why"),
    [
        ("es:fr=apertium", Settings(), "only `dragoman rebuild --target fr` changes that"),
        ("es=apertium", Settings(translate="off"), "es is not translated here"),
        ("es=apertium", Settings(translate="ru"), "add --translate auto, or es"),
        ("en=apertium", Settings(), "into itself"),
        ("es", Settings(translate="off"), "names no command"),
    ],
)
def test_a_program_that_would_never_be_asked_is_refused(
    command: str, settings: Settings, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        ways(command, settings=settings)


def test_two_programs_for_one_language_are_refused() -> None:
    with pytest.raises(UsageError, match="'es:en=other' is a second program for es"):
        ways("es=apertium", "es:en=other")


@pytest.mark.parametrize(
    "option", [("--target", "qq"), ("--target", "und"), ("--translate", "ru,qq")]
)
def test_a_code_that_is_no_language_is_refused(option: tuple[str, str], tmp_path: Path) -> None:
    asked = run("--index", str(tmp_path / "index"), "add", *option, ARTICLES)
    assert asked.exit_code == 2
    assert "is no code of a language" in asked.stderr
    assert not (tmp_path / "index").exists()


def test_a_package_that_cannot_be_used_is_said_when_articles_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    package = tmp_path / "data" / "dragoman" / "models" / "packages" / "translate-ru_en"
    package.mkdir(parents=True)
    (package / "metadata.json").write_text("[" * 10_000)
    index = ("--index", str(tmp_path / "index"))
    for command in (("add", ARTICLES), ("add", ARTICLES), ("rebuild",)):
        asked = run(*index, *command)
        assert asked.exit_code == 0
        assert asked.stderr.startswith(f"{package} is not used, for its metadata.json is not valid")
    assert "is not used" not in run(*index, "add", "--translate", "off", ARTICLES).stderr


def test_the_beam_that_was_asked_for_is_the_librarys_too() -> None:
    for beam, used in ((0, BEAM), (2, 2)):
        asked = Asked(by="argostranslate")
        found = translators(asked, Settings(beam=beam), {"HOME": "/nowhere"}, print)
        assert isinstance(found, LibraryTranslators)
        assert found._beam == used

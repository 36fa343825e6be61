"""From one language to another through a third."""

from collections.abc import Sequence
from pathlib import Path

import fake_packages
import pytest
from packages.sentences import learnt
from tiny_packages import installed_packages

from dragoman.index.translate.argos import ArgosTranslators
from dragoman.index.translate.pivot import PivotTranslator, pivot, sources
from dragoman.index.translate.seam import Translated


class Scripted:
    """A translator that says what it was told to, and keeps what it was asked."""

    def __init__(self, source: str, target: str, says: dict[str, Translated]) -> None:
        self.source, self.target, self.says = source, target, says
        self.name, self.fingerprint = f"{source}→{target}", f"{source}{target}"
        self.asked: list[str] = []
        self.closed = False

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        self.asked += sentences
        return [self.says[one] for one in sentences]

    def close(self) -> None:
        self.closed = True


FIRST = {
    "un": Translated("one", -0.5),
    "deux": Translated(None, -2.0, "nothing came out"),
    "trois": Translated("three", -0.25),
}
SECOND = {"one": Translated("один", -1.0), "three": Translated(None, -3.0, "nothing came out")}


def scripted() -> tuple[Scripted, Scripted]:
    return Scripted("fr", "en", FIRST), Scripted("en", "ru", SECOND)


def test_the_second_is_not_given_what_the_first_could_not_translate() -> None:
    first, second = scripted()
    made = PivotTranslator(first, second).translate(["un", "deux", "trois"])
    assert made == [
        Translated("один", -1.5),
        Translated(None, -2.0, "nothing came out"),
        Translated(None, -3.25, "nothing came out"),
    ]
    assert second.asked == ["one", "three"]


def test_it_is_named_by_its_languages_and_told_apart_by_both_legs() -> None:
    first, second = scripted()
    made = PivotTranslator(first, second)
    assert (made.source, made.target, made.name) == ("fr", "ru", "fr→en→ru")
    other = Scripted("en", "ru", SECOND)
    other.fingerprint = "another"
    assert len({made.fingerprint, PivotTranslator(first, other).fingerprint}) == 2
    assert len(made.fingerprint) == 16


def test_closing_closes_both() -> None:
    first, second = scripted()
    PivotTranslator(first, second).close()
    assert first.closed
    assert second.closed


def test_english_goes_before_any_other_language_in_between() -> None:
    pairs = {("ar", "de"), ("de", "ru"), ("ar", "en"), ("en", "ru")}
    assert pivot("ar", "ru", pairs) == "en"
    assert pivot("ar", "ru", pairs - {("en", "ru")}) == "de"
    assert pivot("ar", "ru", {("ar", "en"), ("de", "ru")}) is None
    assert pivot("ar", "ar", {("ar", "en"), ("en", "ar")}) is None


def test_only_one_language_is_in_between() -> None:
    chain = {("ar", "en"), ("en", "de"), ("de", "ru")}
    assert pivot("ar", "ru", chain) is None
    assert sources("ru", chain, pivots=True) == ["de", "en"]
    assert sources("ru", chain, pivots=False) == ["de"]


def test_a_direct_package_goes_before_a_pivot_and_pivots_can_be_left_out(tmp_path: Path) -> None:
    for pair in (("ar", "en"), ("en", "ru"), ("fr", "en"), ("fr", "ru")):
        fake_packages.folder(tmp_path / "_".join(pair), fake_packages.files(*pair))
    every = ArgosTranslators([tmp_path])
    found = {one: every.find(one, "ru") for one in ("ar", "fr")}
    assert [one and one.name for one in found.values()] == ["ar→en→ru", "fr→ru 1.9"]
    assert every.sources("ru") == ["ar", "en", "fr"]
    direct = ArgosTranslators([tmp_path], pivots=False)
    assert direct.find("ar", "ru") is None
    assert direct.sources("ru") == ["en", "fr"]


def test_two_real_packages_carry_a_sentence_across(tmp_path: Path) -> None:
    found = ArgosTranslators([installed_packages(tmp_path / "tiny")], cores=1).find("ar", "ru")
    assert found is not None
    onwards = {pair.source: pair.target for pair in learnt("en", "ru")}
    pairs = [one for one in learnt("ar", "en") if one.target in onwards][:20]
    assert len(pairs) == 20
    made = found.translate([one.source for one in pairs])
    assert [one.text for one in made] == [onwards[one.target] for one in pairs]


def test_a_language_that_no_package_knows_has_no_way(tmp_path: Path) -> None:
    assert ArgosTranslators([tmp_path, tmp_path / "nowhere"]).find("ru", "en") is None


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_sentence_stays_blank(blank: str) -> None:
    first, second = scripted()
    first.says = second.says = {blank: Translated(blank)}
    assert PivotTranslator(first, second).translate([blank]) == [Translated(blank)]

"""Packages that are installed: what is usable, what is broken and why, and which one wins."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import fake_packages as fake
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.languages import languages
from dragoman.index.translate import metadata
from dragoman.index.translate.packages import Package, installed, version_key


def test_a_package_tells_its_languages_its_version_and_what_cuts_its_words(tmp_path: Path) -> None:
    fake.folder(tmp_path / "a", fake.files("ru", "en", "1.9"))
    listed = installed([tmp_path])
    assert listed.broken == ()
    assert listed.packages == (
        Package("ru", "en", "1.9", tmp_path / "a", "sentencepiece", "", "ru→en 1.9"),
    )


def test_bpe_a_prefix_and_separate_vocabularies_are_seen(tmp_path: Path) -> None:
    content = dict(fake.files("en", "es", "1.0", target_prefix="__es__"))
    del content["sentencepiece.model"], content["model/shared_vocabulary.json"]
    content |= {"bpe.model": b"x"}
    content |= {f"model/{side}_vocabulary.txt": b"x" for side in ("source", "target")}
    fake.folder(tmp_path / "a", content)
    [package] = installed([tmp_path]).packages
    assert (package.pieces, package.prefix) == ("bpe", "__es__")


def test_sentencepiece_wins_over_bpe_as_in_argostranslate(tmp_path: Path) -> None:
    fake.folder(tmp_path / "a", {**fake.files(), "bpe.model": b"x"})
    assert installed([tmp_path]).packages[0].pieces == "sentencepiece"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("zt", "zh"), ("nb", "no"), ("pb", "pt"), ("zh-Hans", "zh"), ("pt_BR", "pt"), ("xx", "xx")],
)
def test_codes_of_argos_become_ours(tmp_path: Path, theirs: str, ours: str) -> None:
    fake.folder(tmp_path / "a", fake.files(theirs, "en"))
    [package] = installed([tmp_path]).packages
    assert package.source == ours
    assert package.name == f"{theirs}→en 1.9"
    assert package.codes == (None if theirs == ours else (theirs, "en"))


def test_the_codes_that_are_mapped_are_not_ours_and_become_ours() -> None:
    assert not set(metadata._OURS) & set(languages())
    assert set(metadata._OURS.values()) <= set(languages())


def test_the_highest_version_of_a_pair_wins_wherever_it_is(tmp_path: Path) -> None:
    for place, version in (("own/a", "1.9"), ("own/b", "1.10"), ("theirs/a", "1.2")):
        fake.folder(tmp_path / place, fake.files("ru", "en", version))
    fake.folder(tmp_path / "theirs/c", fake.files("ar", "en", "0.1"))
    best = installed([tmp_path / "own", tmp_path / "theirs"]).best()
    assert {pair: one.version for pair, one in best.items()} == {
        ("ru", "en"): "1.10",
        ("ar", "en"): "0.1",
    }


def test_of_equal_versions_the_first_folder_wins(tmp_path: Path) -> None:
    for place in ("b", "a"):
        fake.folder(tmp_path / place / "package")
    assert installed([tmp_path / "b", tmp_path / "a"]).best()["ru", "en"].folder.parent.name == "b"


def test_a_package_for_a_variety_yields_to_one_for_the_language(tmp_path: Path) -> None:
    fake.folder(tmp_path / "a", fake.files("zt", "en", "9.0"))
    assert installed([tmp_path]).best()["zh", "en"].version == "9.0"
    fake.folder(tmp_path / "b", fake.files("zh", "en", "1.0"))
    assert installed([tmp_path]).best()["zh", "en"].version == "1.0"


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("1.9", "1.10"),
        ("1.9", "2"),
        ("1.10rc1", "1.10"),
        ("1.10rc1", "1.10rc2"),
        ("1.10-beta", "1.10"),
        ("", "0.1"),
        ("x", "0.1"),
        ("1.0", "v1.1"),
        ("1.9", "1.9.1"),
        ("²", "1"),
    ],
)
def test_versions_are_compared_as_numbers(lower: str, higher: str) -> None:
    assert version_key(lower) < version_key(higher)


def test_zeros_at_the_end_do_not_count() -> None:
    assert version_key("1.10") == version_key("1.10.0")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_versions_can_be_compared(one: str, other: str) -> None:
    assert (version_key(one) < version_key(other)) in (True, False)


@pytest.mark.parametrize(
    ("told", "version"), [(1.9, "1.9"), (2, "2"), (None, ""), (True, ""), ([1], ""), (10**50, "")]
)
def test_a_version_of_an_odd_type_is_a_number_or_nothing(
    tmp_path: Path, told: Any, version: str
) -> None:
    fake.folder(tmp_path / "a", fake.files(package_version=told))
    assert installed([tmp_path]).packages[0].version == version


def test_a_model_of_several_sources_offers_a_way_from_each(tmp_path: Path) -> None:
    told: dict[str, Any] = {
        "from_codes": ["ru", "uk", 5, "", "../x"],
        "languages": [{"code": "be"}, {"name": "x"}],
    }
    fake.folder(tmp_path / "a", fake.files("ru", "en", **told))
    listed = installed([tmp_path])
    assert [one.source for one in listed.packages] == ["ru", "uk", "be"]
    assert {one.folder for one in listed.packages} == {tmp_path / "a"}


def test_other_types_plain_files_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    fake.folder(tmp_path / "a", {"metadata.json": fake.metadata(type="sbd")})
    fake.folder(tmp_path / ".new-1", fake.files())
    (tmp_path / "notes.txt").write_text("x")
    listed = installed([tmp_path, tmp_path / "nowhere", tmp_path / "notes.txt"])
    assert (listed.packages, listed.broken) == ((), ())


def test_a_folder_that_is_given_twice_is_listed_once(tmp_path: Path) -> None:
    fake.folder(tmp_path / "p" / "a")
    (tmp_path / "link").symlink_to(tmp_path / "p")
    assert len(installed([tmp_path / "p", tmp_path / "link", tmp_path / "p"]).packages) == 1


def without(name: str) -> fake.Files:
    return {key: data for key, data in fake.files().items() if key != name}


BROKEN: dict[str, tuple[fake.Files, str]] = {
    "no metadata": (without("metadata.json"), "has no metadata.json"),
    "no JSON": ({**fake.files(), "metadata.json": b"{"}, "not valid JSON"),
    "no UTF-8": ({**fake.files(), "metadata.json": b"\xff\xff"}, "not valid JSON"),
    "nested": ({**fake.files(), "metadata.json": b"[" * 200_000}, "not valid JSON"),
    "a list": ({**fake.files(), "metadata.json": b"[]"}, "holds no object"),
    "huge": ({**fake.files(), "metadata.json": b" " * 1_000_001}, "far too large"),
    "no source": (fake.files(from_code=None), "no language to translate from"),
    "no target": (fake.files(to_code=""), "no language to translate into"),
    "a number for a code": (fake.files(from_code=5), "not the code of a language"),
    "a path for a code": (fake.files(to_code="../en"), "not the code of a language"),
    "a list for a type": (fake.files(type=[1]), "type of its metadata.json is no word"),
    "a list for a prefix": (fake.files(target_prefix=[1]), "target_prefix"),
    "a surrogate in a prefix": (fake.files(target_prefix="\ud800"), "target_prefix"),
    "one language": (fake.files("nb", "no"), "into itself"),
    "no pieces": (without("sentencepiece.model"), "no sentencepiece.model and no bpe.model"),
    "empty pieces": ({**fake.files(), "sentencepiece.model": b""}, "sentencepiece.model is empty"),
    "no model": (without("model/model.bin"), "has no model/model.bin"),
    "an empty model": ({**fake.files(), "model/model.bin": b""}, "model/model.bin is empty"),
    "no vocabulary": (without("model/shared_vocabulary.json"), "no vocabulary"),
    "a folder for a model": (
        {**without("model/model.bin"), "model/model.bin/x": b""},
        "not a file",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_package_is_reported_and_the_others_are_used(tmp_path: Path, case: str) -> None:
    content, why = BROKEN[case]
    fake.folder(tmp_path / "broken", content)
    fake.folder(tmp_path / "whole")
    listed = installed([tmp_path])
    assert [one.folder.name for one in listed.packages] == ["whole"]
    [broken] = listed.broken
    assert broken.path == tmp_path / "broken"
    assert why in broken.why
    assert not broken.why.endswith(".")


@pytest.mark.parametrize(
    "name", ["metadata.json", "sentencepiece.model", "model/model.bin", "model"]
)
def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path, name: str) -> None:
    place = fake.folder(tmp_path / "p" / "a")
    (place / name).rename(tmp_path / "outside")
    (place / name).symlink_to(tmp_path / "outside")
    [broken] = installed([tmp_path / "p"]).broken
    assert "leads out of the package" in broken.why


def test_a_link_within_the_package_and_a_folder_that_is_a_link_are_fine(tmp_path: Path) -> None:
    place = fake.folder(tmp_path / "elsewhere")
    (place / "model" / "model.bin").rename(place / "weights")
    (place / "model" / "model.bin").symlink_to("../weights")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a").symlink_to(place)
    assert len(installed([tmp_path / "p"]).packages) == 1


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["metadata.json", "model/model.bin"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    place = fake.folder(tmp_path / "a", without(name))
    os.mkfifo(place / name)
    [broken] = installed([tmp_path]).broken
    assert "not a file" in broken.why

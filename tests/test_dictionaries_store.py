"""Dictionaries are found, put, taken away and compiled; a broken one never stops the rest."""

import os
from pathlib import Path

import dictionary_files as written
import pytest

from dragoman.index.errors import ModelError, UsageError
from dragoman.search.dictionaries import store, table
from dragoman.search.dictionaries.codes import code
from dragoman.search.dictionaries.keys import key
from dragoman.search.dictionaries.table import BACK, FORTH, Table

ENTRIES = {"truce": "hudna", "shell": "qoqaa, qadhifa"}


def found(of: Table, way: str, word: str, lang: str) -> list[str]:
    return [one for group in of.found(way, key(word, lang)) for one in group.translations]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dictionaries"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        *(("ara", "ar"), ("DEU", "de"), ("ger", "de"), ("cmn", "zh"), ("en", "en"), ("nob", "no")),
        *(("swh", "sw"), ("Modern Greek", "el"), ("russian", "ru"), ("xyz", ""), ("und", "")),
    ],
)
def test_languages_are_known_by_their_codes_and_english_names(named: str, ours: str) -> None:
    assert code(named) == ours


@pytest.mark.parametrize(
    ("name", "bookname", "pair"),
    [
        ("freedict-eng-swh", "", ("en", "sw")),
        ("wikt_en-ru_2020", "", ("en", "ru")),
        ("lingvo", "Universal English-Russian", ("en", "ru")),
        ("mine", "German to Swahili", ("de", "sw")),
    ],
)
def test_languages_are_told_by_the_name_of_a_file_or_of_the_book(
    folder: Path, name: str, bookname: str, pair: tuple[str, str]
) -> None:
    written.stardict(folder, name, {"truce": b"suluhu"}, bookname=bookname)
    [dictionary] = store.installed([folder]).dictionaries
    assert (dictionary.source, dictionary.target) == pair
    assert (dictionary.name, dictionary.kind) == (name, "stardict")


def test_a_folder_holds_all_kinds_and_what_is_broken_is_told_beside(folder: Path) -> None:
    written.freedict(folder, "freedict-eng-swh", ENTRIES)
    written.stardict(folder, "en-ru", {"truce": b"x"})
    (folder / "en-so.tsv").write_text("truce\tnabad\n")
    (folder / "notes.tsv").write_text("truce\tnabad\n")
    (folder / "eng-fra.index").write_text("truce\tA\tB\n")
    (folder / "readme.txt").write_text("nothing")
    listed = store.installed([folder, folder / "absent"])
    assert sorted(d.kind for d in listed.dictionaries) == ["dictd", "stardict", "tsv"]
    assert len(listed.broken) == 2
    assert any("notes.tsv does not tell its two languages" in one for one in listed.broken)


def test_of_two_with_one_name_the_first_folder_counts(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "en-so.tsv").write_text("truce\tnabad\n")
    (folder / "en-so.tsv").write_text("truce\tsulh\n")
    [dictionary] = store.installed([folder, tmp_path]).dictionaries
    assert dictionary.path.parent == folder


def test_a_table_answers_both_ways_and_by_stems(folder: Path, tmp_path: Path) -> None:
    written.freedict(folder, "eng-deu", {"negotiator": "Unterhändler", "talk": "Gespräch"})
    [dictionary] = store.installed([folder]).dictionaries
    made = store.compiled(dictionary, tmp_path / "cache")
    assert found(made, FORTH, "negotiators", "en") == ["Unterhändler"]
    assert found(made, BACK, "Gesprächen", "de") == ["talk"]
    assert found(made, FORTH, "Gespräch", "de") == []


def test_what_stands_often_and_in_front_comes_first(folder: Path, tmp_path: Path) -> None:
    (folder / "en-so.tsv").write_text("shell\tmadfac, qolof\nshell\tqolof\nshell\tqolof, kale\n")
    [dictionary] = store.installed([folder]).dictionaries
    made = store.compiled(dictionary, tmp_path)
    assert found(made, FORTH, "shell", "en") == ["qolof", "madfac", "kale"]


def test_a_table_is_made_once_and_again_when_the_dictionary_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = folder / "en-so.tsv", tmp_path / "cache"
    file.write_text("truce\tnabad\n")
    [dictionary] = store.installed([folder]).dictionaries
    store.compiled(dictionary, cache)
    with monkeypatch.context() as patch:
        patch.setattr(store, "made", lambda _: pytest.fail("made twice"))
        assert found(store.compiled(dictionary, cache), FORTH, "truce", "en") == ["nabad"]
    file.write_text("truce\tsulh iyo\n")
    assert found(store.compiled(dictionary, cache), FORTH, "truce", "en") == ["sulh iyo"]


@pytest.mark.parametrize("damage", [b"", b"dragdic", b"x" * 500, None])
def test_a_damaged_table_is_made_again(folder: Path, tmp_path: Path, damage: bytes | None) -> None:
    (folder / "en-so.tsv").write_text("truce\tnabad\n")
    [dictionary] = store.installed([folder]).dictionaries
    store.compiled(dictionary, tmp_path).close()
    [kept] = tmp_path.glob("*.dictionary")
    kept.write_bytes(kept.read_bytes()[:-1] if damage is None else damage)
    assert found(store.compiled(dictionary, tmp_path), FORTH, "truce", "en") == ["nabad"]
    assert table.opened(kept) is not None


def test_a_table_with_numbers_that_lead_astray_finds_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "en-so.tsv").write_text("truce\tnabad\n")
    [dictionary] = store.installed([folder]).dictionaries
    content = bytearray(store.made(dictionary))
    for at in range(20, 32):
        content[at] ^= 0xFF
    assert table.from_bytes(bytes(content)).found(FORTH, key("truce", "en")) == ()


def test_where_nothing_can_be_kept_the_table_is_in_memory(folder: Path, tmp_path: Path) -> None:
    (folder / "en-so.tsv").write_text("truce\tnabad\n")
    [dictionary] = store.installed([folder]).dictionaries
    (tmp_path / "file").write_text("no folder")
    made = store.compiled(dictionary, tmp_path / "file" / "cache")
    assert found(made, FORTH, "truce", "en") == ["nabad"]


def test_a_dictionary_without_a_translation_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "en-so.tsv").write_text("truce\t(see below)\n")
    [dictionary] = store.installed([folder]).dictionaries
    with pytest.raises(ModelError, match="holds no entry that translates"):
        store.compiled(dictionary, tmp_path)


@pytest.mark.parametrize("given", ["freedict-eng-swh.index", "freedict-eng-swh.dict.dz"])
def test_dictd_is_installed_with_both_its_files(folder: Path, tmp_path: Path, given: str) -> None:
    written.freedict(tmp_path, "freedict-eng-swh", ENTRIES)
    dictionary = store.install(tmp_path / given, folder)
    assert (dictionary.source, dictionary.target, dictionary.kind) == ("en", "sw", "dictd")
    names = ["freedict-eng-swh.dict.dz", "freedict-eng-swh.index"]
    assert sorted(os.listdir(folder)) == names
    store.remove("freedict-eng-swh", folder)
    assert os.listdir(folder) == []


@pytest.mark.parametrize("given", ["book.ifo", "book.dict", "book.idx", "book.syn"])
def test_stardict_is_installed_with_all_its_files_and_named_by_its_languages(
    folder: Path, tmp_path: Path, given: str
) -> None:
    written.stardict(tmp_path, "book", {"truce": b"suluhu"}, synonyms={"armistice": 0})
    dictionary = store.install(tmp_path / given, folder, source="eng", target="sw")
    assert dictionary.name == "en-sw-book"
    endings = sorted(Path(name).suffix for name in os.listdir(folder))
    assert endings == [".dict", ".idx", ".ifo", ".syn"]
    assert store.installed([folder]).dictionaries == (dictionary,)


def test_a_reinstall_leaves_nothing_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    written.dictd(tmp_path, "en-sw", {"truce": "truce\nsuluhu\n"})
    store.install(tmp_path / "en-sw.index", folder)
    (tmp_path / "en-sw.dict.dz").unlink()
    written.dictd(tmp_path, "en-sw", {"truce": "truce\namani\n"}, packed=False)
    dictionary = store.install(tmp_path / "en-sw.index", folder)
    assert sorted(os.listdir(folder)) == ["en-sw.dict", "en-sw.index"]
    assert found(store.compiled(dictionary, tmp_path), FORTH, "truce", "en") == ["amani"]


def test_what_is_broken_is_not_installed_and_leaves_the_folder_as_it_was(
    folder: Path, tmp_path: Path
) -> None:
    written.dictd(folder, "eng-swh", {"truce": "truce\nsuluhu\n"})
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    index = written.dictd(tmp_path, "eng-swh", {"truce": "truce\nsuluhu\n"})
    (tmp_path / "eng-swh.dict.dz").write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(ModelError, match="is broken"):
        store.install(index, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_languages_that_contradict_the_file_are_refused(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text("#lang en sw\ntruce\tsuluhu\n")
    with pytest.raises(ModelError, match=r"is en→sw by what it says itself: leave de→sw out"):
        store.install(file, folder, source="de", target="sw")


@pytest.mark.parametrize("name", ["story.txt", "absent.index", "book.dict"])
def test_what_is_no_dictionary_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "story.txt").write_text("truce")
    (tmp_path / "book.dict").write_text("truce")
    with pytest.raises(ModelError, match="no dictionary that can be read: give an"):
        store.install(tmp_path / name, folder)


def test_removing_what_is_not_there_names_what_is(folder: Path) -> None:
    (folder / "en-so.tsv").write_text("truce\tnabad\n")
    for name in ("en-sw", "../en-so", ""):
        with pytest.raises(UsageError, match="there are: en-so"):
            store.remove(name, folder)


def test_one_that_is_broken_can_be_removed(folder: Path) -> None:
    (folder / "eng-fra.index").write_text("truce\tA\tB\n")
    store.remove("eng-fra", folder)
    assert os.listdir(folder) == []

"""Dictionaries of dictd, of StarDict and of one's own are read as their formats say."""

import gzip
from pathlib import Path

import dictionary_files as written
import pytest

from dragoman.index.errors import ModelError
from dragoman.search.dictionaries import dictd, stardict, tsv, unpacked


@pytest.mark.parametrize(("digits", "value"), [("A", 0), ("b", 27), ("/", 63), ("BA", 64)])
def test_the_numbers_of_dictd_have_64_digits(digits: str, value: int) -> None:
    assert dictd.number(digits) == value
    assert written.digits(value) == digits


@pytest.mark.parametrize("packed", [True, False])
def test_dictd_gives_entries_without_notes_and_without_the_line_of_the_headword(
    tmp_path: Path, packed: bool
) -> None:
    entries = {"truce": "truce /trˈuːs/ <n>\nhudna\n", "shell": "shell\n1. qoqaa\n2. qadhifa\n"}
    index = written.dictd(tmp_path, "eng-ara", entries, packed)
    assert list(dictd.read(index)) == [
        ("truce", "hudna\n"),
        ("shell", "1. qoqaa\n2. qadhifa\n"),
    ]


def test_an_entry_of_one_line_loses_its_headword_alone(tmp_path: Path) -> None:
    index = written.dictd(tmp_path, "eng-ara", {"truce": "truce /trˈuːs/ hudna"})
    assert [body.strip() for _, body in dictd.read(index)] == ["hudna"]


def test_a_word_that_begins_with_zeros_is_no_note(tmp_path: Path) -> None:
    index = written.dictd(tmp_path, "eng-deu", {"00 gauge": "00 gauge\nSpur\n"})
    assert [word for word, _ in dictd.read(index)] == ["00 gauge"]


def test_lines_of_dictd_that_lead_outside_are_left_out(tmp_path: Path) -> None:
    index = written.dictd(tmp_path, "eng-ara", {"truce": "truce\nhudna\n"})
    with index.open("a") as file:
        file.write(
            "far\t////////\tB\nlong\tA\t/////\nodd\t§\tB\nbare\n\t\t\nhuge\t////////////\tB\n"
        )
    assert [word for word, _ in dictd.read(index)] == ["truce"]


def test_a_dictionary_without_its_text_is_told_in_one_sentence(tmp_path: Path) -> None:
    index = tmp_path / "eng-ara.index"
    index.write_text("truce\tA\tB\n")
    with pytest.raises(ModelError, match=r"eng-ara\.dict\.dz .* put both together"):
        list(dictd.read(index))


@pytest.mark.parametrize("bits", [32, 64])
def test_stardict_is_read_with_offsets_of_32_and_64_bits(tmp_path: Path, bits: int) -> None:
    entries = {"truce": "перемирие".encode(), "shell": "снаряд".encode()}
    ifo = written.stardict(tmp_path, "en-ru", entries, bits=bits)
    assert list(stardict.read(ifo)) == [("truce", "перемирие"), ("shell", "снаряд")]


def test_stardict_may_be_packed(tmp_path: Path) -> None:
    ifo = written.stardict(tmp_path, "en-ru", {"truce": "перемирие".encode()})
    for name, ending in (("en-ru.idx", ".gz"), ("en-ru.dict", ".dz")):
        file = tmp_path / name
        (tmp_path / (name + ending)).write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    assert list(stardict.read(ifo)) == [("truce", "перемирие")]


def test_synonyms_of_stardict_lead_to_the_same_entry_and_no_further(tmp_path: Path) -> None:
    synonyms = {"armistice": 0, "lull": 7}
    ifo = written.stardict(tmp_path, "en-ru", {"truce": "мир".encode()}, synonyms=synonyms)
    assert list(stardict.read(ifo)) == [("truce", "мир"), ("armistice", "мир")]


@pytest.mark.parametrize(
    ("kinds", "content", "body"),
    [
        ("tm", "truːs\0перемирие", "перемирие"),
        ("", "ttruːs\0mперемирие\0", "перемирие"),
        ("", "W\0\0\0\2ahmмир\0", "мир"),
        ("h", "<k>truce</k><b>мир</b><br/>покой&quot;", 'мир\nпокой"'),
        ("x", "<k>truce</k> <dtrn>мир</dtrn> <ex>a truce</ex>", "мир"),
        ("g", "<span color='red'>мир</span>", "мир"),
    ],
)
def test_fields_of_stardict_are_told_apart(
    tmp_path: Path, kinds: str, content: str, body: str
) -> None:
    ifo = written.stardict(tmp_path, "en-ru", {"truce": content.encode()}, kinds=kinds)
    [(_, read)] = stardict.read(ifo)
    assert [line.strip() for line in read.splitlines() if line.strip()] == body.splitlines()


def test_an_index_of_stardict_that_leads_outside_gives_nothing(tmp_path: Path) -> None:
    ifo = written.stardict(tmp_path, "en-ru", {"truce": b"abc", "shell": b"def"})
    (tmp_path / "en-ru.dict").write_bytes(b"abc")
    with (tmp_path / "en-ru.idx").open("ab") as file:
        file.write(b"cut\0\0\0")
    assert list(stardict.read(ifo)) == [("truce", "abc")]


def test_a_table_of_ones_own_has_columns_comments_and_a_line_of_languages(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(
        "#lang en sw\n# mine\ntruce\tsuluhu; amani\npeace \tamani\tsuluhu\nodd\n", "utf-8"
    )
    assert tsv.declared(file) == ("en", "sw")
    assert list(tsv.read(file)) == [("truce", "suluhu; amani"), ("peace", "amani\nsuluhu")]


def test_letters_that_are_no_utf8_are_replaced(tmp_path: Path) -> None:
    file = tmp_path / "en-sw.tsv"
    file.write_bytes(b"truce\tsulu\xff\xfe\npeace\tamani\n")
    assert list(tsv.read(file)) == [("truce", "sulu\ufffd\ufffd"), ("peace", "amani")]


def test_gzip_in_several_members_is_one_text(tmp_path: Path) -> None:
    file = tmp_path / "two.dict.dz"
    file.write_bytes(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")
    assert unpacked.content(file) == b"one two"


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_broken_gzip_is_told_in_one_sentence(tmp_path: Path, damage: str) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 40))
    file = tmp_path / "broken.dict.dz"
    if damage == "flipped":
        packed[40] ^= 0xFF
    file.write_bytes(packed[:-9] if damage == "cut" else packed)
    with pytest.raises(ModelError, match=r"broken\.dict\.dz is broken .* get it again"):
        unpacked.content(file)


def test_what_unpacks_without_end_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    file = tmp_path / "bomb.dict.dz"
    file.write_bytes(gzip.compress(bytes(64 << 20), 9))
    with pytest.raises(ModelError, match="more than 1 MB"):
        unpacked.content(file, 1 << 20)


def test_entries_that_are_read_over_and_over_are_refused(tmp_path: Path) -> None:
    budget = unpacked.Budget(tmp_path, 1000)
    with pytest.raises(ModelError, match="over and over"):
        print([budget.spend(100) for _ in range(100)])


def test_an_entry_counts_as_far_as_64_kilobytes() -> None:
    assert unpacked.Budget(Path("x")).spend(1 << 30) == unpacked.LONGEST == 64 << 10

"""The table of persons and the table of title words: shape, ids, coverage, and names that collide."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from dragoman.index.extract.view import key_of

TWELVE = ("en", "ar", "ru", "tr", "fa", "fr", "es", "de", "uk", "he", "zh")
KEYS = ["id", "type", "name", "country", "years", "roles", "aliases", "short", "source"]
SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur"), ("ARABIC",)),
    **dict.fromkeys(("ru", "uk", "kk", "bg", "mk", "sr"), ("CYRILLIC",)),
    **dict.fromkeys(("am", "ti"), ("ETHIOPIC",)),
    **dict.fromkeys(("hi", "ne"), ("DEVANAGARI",)),
    "he": ("HEBREW",),
    "zh": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"),
    "ko": ("HANGUL",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "el": ("GREEK",),
    "bn": ("BENGALI",),
    "ta": ("TAMIL",),
    "th": ("THAI",),
}
NUMERAL = re.compile(r"\b[IVX]+\b")
SHARED: dict[str, str] = {}  # key of an alias that two persons have: why it cannot be told apart
INITIALS = ("JD Vance",)  # whose initials are written in Latin letters in Japanese

KINDS = {"person", "organisation", "group", "place"}
POSITIONS = {"before", "after"}


def table(name: str) -> str:
    return (files("dragoman.index.data") / name).read_text("utf-8")


def head() -> dict[str, str]:
    found: dict[str, str] = json.loads(table("parties_persons.jsonl").splitlines()[0])
    return found


@cache
def persons() -> list[dict[str, Any]]:
    return [json.loads(line) for line in table("parties_persons.jsonl").splitlines()[1:]]


@cache
def words() -> list[tuple[str, ...]]:
    lines = table("title_words.tsv").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def slug(name: str) -> str:
    letters = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "e", "æ": "ae"})
    bare = unicodedata.normalize("NFD", name.lower().translate(letters))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


def script_is(text: str, lang: str) -> bool:
    wanted = SCRIPTS.get(lang, ("LATIN",))
    letters = [c for c in NUMERAL.sub("", text) if c.isalpha() and unicodedata.category(c) != "Lm"]
    return all(unicodedata.name(c).startswith(wanted) for c in letters)


def test_the_head_says_what_it_is_whence_and_under_what_licence() -> None:
    assert list(head()) == ["about", "source", "licence"]
    assert all(head().values())


def test_every_person_has_every_key_in_order() -> None:
    for row in persons():
        assert list(row) == KEYS, row.get("id")
        assert row["type"] == "person"
        assert re.fullmatch("[A-Z]{2}", row["country"]), row["id"]
        assert re.fullmatch(r"enwiki:[^ ]+", row["source"]), row["id"]
        assert row["roles"], row["id"]
        assert all(role == role.strip() != "" for role in row["roles"]), row["id"]


def test_years_are_a_beginning_and_an_end_or_none() -> None:
    for row in persons():
        first, last = row["years"]
        assert 1940 < first < 2030, row["id"]
        assert last is None or first <= last < 2030, row["id"]


def test_an_id_is_the_slug_of_the_name_and_stands_once() -> None:
    ids = [row["id"] for row in persons()]
    assert len(set(ids)) == len(ids)
    assert ids == ["person:" + slug(row["name"]) for row in persons()]


def test_there_are_many_persons_from_everywhere() -> None:
    assert len(persons()) >= 700
    assert len({row["country"] for row in persons()}) >= 100


@pytest.mark.parametrize("lang", TWELVE)
def test_everybody_has_a_name_in_each_of_the_main_languages(lang: str) -> None:
    assert [row["id"] for row in persons() if not row["aliases"].get(lang)] == []


@pytest.mark.parametrize(
    ("lang", "least"),
    {
        "it": 350,
        "pl": 320,
        "pt": 270,
        "kk": 180,
        "ja": 115,
        "ko": 78,
        "az": 60,
        "hi": 50,
        "hy": 40,
    }.items(),
)
def test_further_languages_are_there_where_a_person_matters(lang: str, least: int) -> None:
    assert sum(1 for row in persons() if row["aliases"].get(lang)) >= least


def test_names_are_written_in_the_script_of_their_language() -> None:
    wrong = [
        (row["id"], lang, name)
        for row in persons()
        for names in (row["aliases"], row["short"])
        for lang, written in names.items()
        for name in written
        if not script_is(name, lang) and row["name"] not in INITIALS
    ]
    assert wrong == []


def test_names_are_clean_and_stand_once_in_a_language() -> None:
    for row in persons():
        for names in (row["aliases"], row["short"]):
            for lang, written in names.items():
                assert written, (row["id"], lang)
                assert len(set(written)) == len(written), (row["id"], lang)
                assert all(n == n.strip() and "  " not in n and "*" not in n for n in written)
                assert all(unicodedata.normalize("NFC", n) == n for n in written), row["id"]
                assert all(key_of(n) for n in written), row["id"]


def test_the_canonical_name_is_the_first_english_alias() -> None:
    assert all(row["name"] == row["aliases"]["en"][0] for row in persons())


def test_a_short_form_is_part_of_an_alias_of_the_language() -> None:
    for row in persons():
        for lang, written in row["short"].items():
            for name in written:
                parts = [f" {key_of(alias)} " for alias in row["aliases"][lang]]
                ends = key_of(name) + " "  # in Korean al- is written onto the name
                assert any(ends in part for part in parts), (row["id"], name)


@cache
def owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in persons():
        for names in (row["aliases"], row["short"]):
            for written in names.values():
                for name in written:
                    found[key_of(name)].add(row["id"])
    return found


def test_no_two_persons_share_a_name_or_a_short_form_without_a_reason() -> None:
    shared = {key: ids for key, ids in owners().items() if len(ids) > 1}
    assert set(shared) == set(SHARED), shared


@pytest.mark.parametrize(
    "word",
    [
        *(
            "Bush",
            "Clinton",
            "Powell",
            "Rice",
            "Mitchell",
            "Smith",
            "Brown",
            "May",
            "Begin",
            "Kurz",
        ),
        *("Kim", "Li", "Xi", "Lee", "Park", "Sharif", "Khan", "Singh", "Aoun", "Déby", "Kobani"),
        *(
            "گل",
            "مبارك",
            "المعلم",
            "حجاب",
            "رئيسي",
            "صدام",
            "برنده",
            "אהרן",
            "בגין",
            "Кони",
            "Хиджаб",
        ),
    ],
)
def test_what_is_a_word_or_many_peoples_name_stands_for_nobody_alone(word: str) -> None:
    assert key_of(word) not in owners()


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Стаффан де Мистура", "staffan-de-mistura"),
        ("دي ميستورا", "staffan-de-mistura"),
        ("德米斯图拉", "staffan-de-mistura"),
        ("Poutine", "vladimir-putin"),
        ("Selenskyj", "volodymyr-zelenskyy"),
        ("Зеленський", "volodymyr-zelenskyy"),
        ("אבו מוחמד אל-ג'ולאני", "ahmed-al-sharaa"),
        ("الجولاني", "ahmed-al-sharaa"),
        ("Қасым-Жомарт Тоқаев", "kassym-jomart-tokayev"),
        ("Enver Hoca", ""),
        ("ネタニヤフ", "benjamin-netanyahu"),
        ("Биньямин Нетаньяху", "benjamin-netanyahu"),
        ("Prachanda", "pushpa-kamal-dahal"),
        ("Timochenko", "rodrigo-londono"),
        ("Юлия Тимошенко", "yulia-tymoshenko"),
        ("Salva Kiir Mayardit", "salva-kiir"),
        ("김정은", "kim-jong-un"),
    ],
)
def test_one_person_is_found_by_names_in_many_scripts(name: str, person: str) -> None:
    expected = {f"person:{person}"} if person else set()
    assert owners().get(key_of(name), set()) == expected


def test_title_words_have_four_columns_and_stand_once() -> None:
    assert all(len(row) == 4 for row in words())
    assert len(set(words())) == len(words())
    for lang, kind, position, word in words():
        assert kind in KINDS, word
        assert position in POSITIONS, word
        assert word == word.strip() != "", lang
        assert script_is(word, lang) or lang == "zh", (lang, word)


@pytest.mark.parametrize("lang", [*TWELVE, "kk", "pt", "it", "pl", "ja", "ko", "hi"])
def test_each_language_has_words_of_every_kind(lang: str) -> None:
    count = Counter(row[1] for row in words() if row[0] == lang)
    assert count["person"] >= 60
    assert count["organisation"] >= 35
    assert count["group"] >= 18
    assert count["place"] >= 36


@pytest.mark.parametrize(
    "row",
    [
        ("en", "person", "before", "special envoy"),
        ("ru", "person", "before", "спецпосланника"),
        ("ru", "person", "before", "министром иностранных дел"),
        ("uk", "person", "before", "прем'єр-міністра"),
        ("ar", "person", "before", "المبعوث"),
        ("fa", "person", "before", "سخنگوی"),
        ("tr", "person", "after", "bey"),
        ("tr", "organisation", "after", "bakanlığı"),
        ("he", "person", "before", 'יו"ר'),
        ("zh", "person", "after", "总统"),
        ("kk", "place", "after", "облысы"),
        ("de", "person", "before", "Sondergesandte"),
        ("ja", "person", "after", "氏"),
    ],
)
def test_title_words_that_texts_are_full_of_are_there(row: tuple[str, ...]) -> None:
    assert row in words()


@pytest.mark.parametrize(
    "row", [("ru", "person", "before", "город"), ("en", "place", "after", "minister")]
)
def test_a_word_announces_only_its_own_kind(row: tuple[str, ...]) -> None:
    assert row not in words()

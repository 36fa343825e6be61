"""The table of our own places: its shape, and that no line of it can lead astray."""

import json
import re
import unicodedata
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

KEYS = ["id", "name", "type", "country", "parent", "lat", "lon", "aliases", "demonyms", "source"]
TYPES = {
    *("country", "region", "district", "town", "quarter", "camp", "river", "sea", "lake"),
    *("mountain", "island", "area", "continent", "site"),
}
EVERYWHERE = ("en", "ar", "ru", "fr")
# One language of each country that its places must have a name in.
LOCAL = """
SY ar  IQ ar  PS ar  LB ar  JO ar  YE ar  SA ar  EG ar  LY ar  SD ar  IL he  TR tr  IR fa  UA uk
RU ru  MD ro  AM hy  AZ az  GE ka  BA bs  RS sr  XK sq  HR hr  CY el  AF ps  PK ur  IN hi  CN zh
MM my  KP ko  KR ko  UZ uz  TJ tg  KG ky  KZ kk  CO es  ET am  SO so  ID id  PH tl  LK ta  BD bn
NP ne  TH th  MZ pt
"""
SCRIPTS = {
    "LATIN": "en fr tr es de it pl ro az ku sq bs hr pt id tl so sw vi hu cs uz",
    "CYRILLIC": "ru uk be bg mk kk ky tg mn os ce ab",
    "ARABIC": "ar fa ur ps ckb ug ks",
    "DEVANAGARI": "hi ne",
    "ETHIOPIC": "am ti",
    "HEBREW": "he",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "CJK": "zh",
    "HANGUL": "ko",
    "MYANMAR": "my",
    "THAI": "th",
    "BENGALI": "bn",
    "TAMIL": "ta",
}
SCRIPT = {lang: script for script, langs in SCRIPTS.items() for lang in langs.split()}
# Letters that belong to words of several scripts without being named after one.
MODIFIERS = "ʻʼ"


def lines() -> list[Any]:
    table = files("dragoman.index.data").joinpath("places_own.jsonl").read_text("utf-8")
    return [json.loads(line) for line in table.splitlines()]


ABOUT, *PLACES = lines()
BY_ID = {place["id"]: place for place in PLACES}


def slug(name: str) -> str:
    bare = "".join(
        c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c)
    )
    return re.sub("[^a-z0-9]+", "-", bare.replace("đ", "d")).strip("-")


def names(place: Any) -> list[tuple[str, str]]:
    return [
        (lang, name)
        for key in ("aliases", "demonyms")
        for lang, written in place.get(key, {}).items()
        for name in written
    ]


def test_the_first_line_says_what_the_table_is_and_where_it_is_from() -> None:
    assert list(ABOUT) == ["about", "source", "licence"]
    assert "GeoNames" in ABOUT["source"]
    assert "CC BY 4.0" in ABOUT["licence"]


def test_there_are_at_least_four_hundred_places_of_every_type() -> None:
    assert len(PLACES) >= 400
    assert {place["type"] for place in PLACES} == TYPES


def test_every_place_has_its_keys_in_order() -> None:
    for place in PLACES:
        kept = [key for key in KEYS if key != "demonyms" or key in place]
        assert list(place) == kept, place["id"]
        assert place.get("demonyms") != {}, place["id"]


def test_no_two_places_share_an_id_or_a_name() -> None:
    for key in ("id", "name"):
        assert [k for k, n in Counter(p[key] for p in PLACES).items() if n > 1] == []


def test_an_id_is_a_geonames_number_or_the_slug_of_the_name() -> None:
    for place in PLACES:
        numbered = re.fullmatch(r"gn:[1-9]\d{0,8}", place["id"])
        assert numbered or place["id"] == f"place:{slug(place['name'])}", place["id"]


def test_a_parent_is_a_geonames_number_and_not_the_place_itself() -> None:
    for place in PLACES:
        assert re.fullmatch(r"(gn:[1-9]\d{0,8})?", place["parent"]), place["id"]
        assert place["parent"] != place["id"]


def test_no_chain_of_parents_inside_the_table_comes_back_to_its_start() -> None:
    for place in PLACES:
        seen: set[str] = set()
        at = place["id"]
        while at in BY_ID:
            assert at not in seen, place["id"]
            seen.add(at)
            at = BY_ID[at]["parent"]


def test_a_country_is_a_code_of_two_letters_or_none() -> None:
    for place in PLACES:
        assert re.fullmatch("([A-Z]{2})?", place["country"]), place["id"]


def test_coordinates_are_in_range_and_none_is_left_at_zero() -> None:
    for place in PLACES:
        lat, lon = place["lat"], place["lon"]
        assert isinstance(lat, float)
        assert isinstance(lon, float)
        assert -90 <= lat <= 90, place["id"]
        assert -180 <= lon <= 180, place["id"]
        assert (lat, lon) != (0, 0), place["id"]


@pytest.mark.parametrize("lang", EVERYWHERE)
def test_every_place_is_named_in(lang: str) -> None:
    assert [place["id"] for place in PLACES if not place["aliases"].get(lang)] == []


@pytest.mark.parametrize(
    ("country", "lang"), [line.split() for line in LOCAL.replace("  ", "\n").split("\n") if line]
)
def test_every_place_of_a_country_is_named_in_its_language(country: str, lang: str) -> None:
    there = [place for place in PLACES if place["country"] == country]
    assert there
    assert [place["id"] for place in there if lang not in place["aliases"]] == []


@pytest.mark.parametrize("lang", ["tr", "fa", "uk", "es", "de", "zh", "he"])
def test_more_than_half_of_the_places_are_named_in(lang: str) -> None:
    assert 2 * sum(lang in place["aliases"] for place in PLACES) > len(PLACES)


def test_the_name_is_the_first_english_alias() -> None:
    for place in PLACES:
        assert place["aliases"]["en"][0] == place["name"]


def test_languages_are_those_the_project_knows() -> None:
    table = files("dragoman.index.data").joinpath("languages.tsv").read_text("utf-8")
    known = {line.split("\t")[0] for line in table.splitlines() if not line.startswith("#")}
    assert {lang for place in PLACES for lang, _ in names(place)} <= known


def test_no_alias_is_written_twice_in_one_language() -> None:
    for place in PLACES:
        for lang, written in place["aliases"].items():
            assert len({name.casefold() for name in written}) == len(written), (place["id"], lang)


def test_aliases_are_composed_trimmed_and_without_brackets() -> None:
    for place in PLACES:
        for _, name in names(place):
            assert name == unicodedata.normalize("NFC", name).strip(), place["id"]
            assert len(name) > 1, place["id"]
            assert not set(name) & set("()[]{}|;\t"), place["id"]


def test_aliases_are_in_the_script_of_their_language() -> None:
    for place in PLACES:
        for lang, name in names(place):
            script = SCRIPT.get(lang, "")
            letters = [c for c in name if c.isalpha() and c not in MODIFIERS]
            strange = [c for c in letters if script not in unicodedata.name(c, "")]
            assert strange == [], (place["id"], lang, name)


def test_a_source_is_geonames_or_an_article() -> None:
    for place in PLACES:
        assert re.fullmatch(r"geonames|enwiki:\S+", place["source"]), place["id"]


@pytest.mark.parametrize(
    ("lang", "alias", "name"),
    [
        ("ar", "الغوطة الشرقية", "Eastern Ghouta"),
        ("ar", "باخموت", "Bakhmut"),
        ("ru", "Нагорный Карабах", "Nagorno-Karabakh"),
        ("fr", "Cisjordanie", "West Bank"),
        ("he", "רצועת עזה", "Gaza Strip"),
        ("tr", "Kuzey Kıbrıs", "Northern Cyprus"),
        ("fa", "تنگه هرمز", "Strait of Hormuz"),
        ("uk", "Донбас", "Donbas"),
        ("zh", "南海", "South China Sea"),
        ("kk", "Орталық Азия", "Central Asia"),
        ("am", "ትግራይ", "Tigray"),
        ("hi", "नियंत्रण रेखा", "Line of Control"),
        ("ko", "판문점", "Panmunjom"),
    ],
)
def test_a_name_in_the_news_leads_to_its_place(lang: str, alias: str, name: str) -> None:
    assert [p["name"] for p in PLACES if alias in p["aliases"].get(lang, ())] == [name]

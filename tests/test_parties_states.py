"""The table of states: its shape, whom it holds, and what may be said of two of them."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from dragoman.index.extract.view import key_of

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "index" / "data" / "parties_states.jsonl"
NAMED = ("aliases", "demonyms", "metonyms")
FIELDS = {"id", "type", "name", "country", *NAMED, "source"}

_MEMBERS = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN
GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP
NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV
SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
"""
MEMBERS = _MEMBERS.split()

OTHERS = {
    *("XK", "PS", "TW", "VA"),
    *("abkhazia", "south-ossetia", "transnistria", "northern-cyprus", "somaliland", "artsakh"),
    *("western-sahara", "donetsk-people-s-republic", "luhansk-people-s-republic"),
    *("soviet-union", "yugoslavia", "czechoslovakia", "east-germany", "serbia-and-montenegro"),
}

# States with a form of each kind, out of 219, as they were when last counted.
COVERED = {
    "aliases": {
        "en": 219, "ar": 169, "ru": 150, "tr": 78, "fa": 79, "fr": 113, "es": 100, "de": 83,
        "uk": 85, "he": 82, "zh": 158, "kk": 62,
    },
    "demonyms": {
        "en": 214, "ar": 179, "ru": 210, "tr": 185, "fa": 153, "fr": 213, "es": 205, "de": 213,
        "uk": 197, "he": 153, "zh": 15, "kk": 140, "no": 100, "sv": 60, "el": 60, "ja": 55,
        "bg": 55, "hi": 55, "cs": 50, "ka": 50, "ko": 50, "hy": 45, "hu": 45, "az": 45, "sr": 45,
        "ur": 40, "ro": 40, "ne": 25, "uz": 25, "ky": 25, "sw": 20, "tg": 20,
    },
    "metonyms": {
        "en": 183, "ar": 166, "ru": 177, "tr": 127, "fa": 165, "fr": 178, "es": 179, "de": 182,
        "uk": 167, "he": 173, "zh": 170, "kk": 115, "el": 40, "no": 40, "az": 35, "hi": 30,
        "hy": 30, "ka": 30, "ur": 25, "ne": 15,
    },
}  # fmt: skip

# What two states share: the Congolese of either bank, and the Dominicans of either island.
SHARED = {frozenset({"state:CD", "state:CG"}), frozenset({"state:DM", "state:DO"})}

SCRIPTS = {
    **dict.fromkeys(("en", "tr", "fr", "es", "de", "pt", "it", "pl", "nl"), "LATIN"),
    **dict.fromkeys(("az", "no", "sv", "ro", "cs", "hu", "sw"), "LATIN"),
    **dict.fromkeys(("ru", "uk", "kk", "bg", "ky", "tg"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb"), "ARABIC"),
    **dict.fromkeys(("hi", "ne"), "DEVANAGARI"),
    "he": "HEBREW",
    "zh": "CJK",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "el": "GREEK",
    "ko": "HANGUL",
}
# Letters that a keyboard of a neighbour's language slips in.
STRANGE = {"ru": "іїєґәғқңөұү", "uk": "ыэёъ", "kk": "їєґ", "ar": "یکگچپژ", "fa": "يكة"}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def forms(row: Row) -> list[tuple[str, str]]:
    """Every form of a row with its language."""
    return [(lang, form) for kind in NAMED for lang, given in row[kind].items() for form in given]


def by_id(rows: list[Row], state: str) -> Row:
    return next(row for row in rows if row["id"] == f"state:{state}")


def test_first_line_says_what_it_is_where_it_comes_from_and_under_which_licence() -> None:
    about = json.loads(TABLE.read_text(encoding="utf-8").splitlines()[0])
    assert about.keys() == {"about", "source", "licence"}
    assert "GeoNames" in about["source"]
    assert "CC BY 4.0" in about["licence"]


def test_every_row_has_the_same_shape(rows: list[Row]) -> None:
    for row in rows:
        assert row.keys() - {"years"} == FIELDS, row["id"]
        assert row["type"] == "state"
        assert row["name"] in row["aliases"]["en"]
        assert row["source"].startswith("enwiki:")
        for kind in NAMED:
            for given in row[kind].values():
                assert given
                assert len(given) == len(set(given)), row["id"]


def test_years_are_given_of_former_states_alone_and_in_order(rows: list[Row]) -> None:
    former = {row["id"]: row["years"] for row in rows if "years" in row}
    assert former["state:soviet-union"] == [1922, 1991]
    assert former["state:east-germany"] == [1949, 1990]
    assert all(1900 < first < last < 2030 for first, last in former.values())
    assert not any(len(state) == len("state:XX") for state in former)


def test_every_member_of_the_united_nations_is_there_and_those_that_are_none(
    rows: list[Row],
) -> None:
    ids = [row["id"].removeprefix("state:") for row in rows]
    assert len(MEMBERS) == 193
    assert len(ids) == len(set(ids))
    assert set(MEMBERS) | OTHERS <= set(ids)
    assert all(row["country"] == row["id"][6:] for row in rows if row["id"][6:] in MEMBERS)


def test_forms_are_written_in_the_letters_of_their_language(rows: list[Row]) -> None:
    for row in rows:
        for lang, form in forms(row):
            assert form == unicodedata.normalize("NFC", form).strip(), (row["id"], form)
            assert not set(form.lower()) & set(STRANGE.get(lang, "")), (row["id"], lang, form)
            names = [unicodedata.name(letter) for letter in form if letter.isalpha()]
            assert all(name.startswith(SCRIPTS.get(lang, "")) for name in names), (lang, form)


def test_no_form_is_looked_up_as_nothing_or_as_one_letter(rows: list[Row]) -> None:
    assert [form for row in rows for _, form in forms(row) if len(key_of(form)) < 2] == []


def test_no_form_means_two_states_but_those_known_to_be_shared(rows: list[Row]) -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for _, form in forms(row):
            meant[key_of(form)].add(row["id"])
    shared = {form: states for form, states in meant.items() if len(states) > 1}
    assert {form for form, states in shared.items() if frozenset(states) not in SHARED} == set()
    assert "dominican" in shared


@pytest.mark.parametrize("kind", NAMED)
def test_languages_cover_as_many_states_as_before(rows: list[Row], kind: str) -> None:
    for lang, floor in COVERED[kind].items():
        covered = sum(lang in row[kind] for row in rows)
        assert covered >= floor, (kind, lang)


@pytest.mark.parametrize(
    ("state", "kind", "lang", "form"),
    [
        ("US", "aliases", "ru", "США"),
        ("US", "aliases", "kk", "АҚШ"),
        ("ZA", "aliases", "ru", "ЮАР"),
        ("KP", "aliases", "uk", "КНДР"),
        ("VA", "aliases", "en", "Holy See"),
        ("northern-cyprus", "aliases", "tr", "KKTC"),
        ("TR", "demonyms", "fa", "ترکیه‌ای"),
        ("TR", "demonyms", "ru", "турчанка"),
        ("RU", "metonyms", "ar", "الكرملين"),
        ("FR", "metonyms", "fr", "Quai d'Orsay"),
        ("TR", "metonyms", "ar", "أنقرة"),
        ("KZ", "metonyms", "kk", "Ақорда"),
        ("AZ", "metonyms", "az", "Bakı"),
        ("US", "metonyms", "el", "Λευκός Οίκος"),
        ("TR", "demonyms", "hy", "թուրքական"),
        ("RU", "demonyms", "ka", "რუსული"),
        ("CN", "demonyms", "ne", "चिनियाँ"),
        ("KP", "demonyms", "ko", "북측"),
        ("RS", "demonyms", "sr", "srpski"),
    ],
)
def test_what_newspapers_say_is_there(
    rows: list[Row], state: str, kind: str, lang: str, form: str
) -> None:
    assert form in by_id(rows, state)[kind][lang]


@pytest.mark.parametrize(
    ("state", "form"),
    [
        ("TR", "ترک"),  # Persian: left, leaving
        ("TJ", "دوشنبه"),  # Persian: Monday
        ("JO", "عمان"),  # Arabic Amman without its sign is Oman
        ("YE", "Sana"),  # Turkish: to you
        ("BE", "Brussels"),  # the Union
        ("SN", "דקר"),  # Hebrew: stabbed
        ("PA", "панамка"),  # a hat
        ("ML", "مالي"),  # as an adjective, Arabic: financial
        ("KP", "朝方"),  # Japanese: towards morning
        ("IL", "以方"),  # Chinese: in order to make easier, with the next word
        ("CN", "中国人"),  # Chinese: the beginning of the Chinese people, 中国人民
        ("DE", "德方"),  # Chinese: within "as for morals", 道德方面
        ("FR", "法方"),  # Chinese: within "as for methods", 方法方面
        ("UA", "کیف"),  # Arabic: how
        ("QA", "दोहा"),  # Hindi: a couplet
        ("HU", "magyar"),  # a family name in the news
        ("RO", "român"),  # with other accents a Czech novel
        ("GR", "Σύρος"),  # the island, of the Syrian man
    ],
)
def test_everyday_words_are_no_name_of_a_people_or_a_capital(
    rows: list[Row], state: str, form: str
) -> None:
    row = by_id(rows, state)
    given = [
        each for kind in ("demonyms", "metonyms") for one in row[kind].values() for each in one
    ]
    assert key_of(form) not in map(key_of, given)


@pytest.mark.skipif(
    find_spec("babel") is None or not Path("/usr/share/locale/fa/LC_MESSAGES/geonames.mo").exists(),
    reason="needs Babel and Debian's libgeonames-common",
)
def test_compiling_the_capitals_again_changes_nothing() -> None:
    script = ROOT / "scripts" / "compile_states.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "up to date"), done.stderr

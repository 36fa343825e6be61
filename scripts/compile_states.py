"""Names of capitals, from GeoNames, into the table of states: `compile_states.py [--check]`.

The table is written by hand; this adds, among what stands for each state, the name that GeoNames
gives its capital in each language. It needs Debian's libgeonames-common and Babel, makes the same
table however often it runs, and takes nothing out: what is not to be believed is refused here.
"""

from __future__ import annotations

import argparse
import gettext
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale

from dragoman.index.extract.view import key_of

TABLE = Path(__file__).parents[1] / "index" / "data" / "parties_states.jsonl"
LOCALES = Path("/usr/share/locale")
LANGUAGES = (
    *("en", "ar", "ru", "tr", "fa", "fr", "es", "de", "uk", "he", "zh", "kk"),
    *("pt", "it", "pl", "nl", "ja", "ko"),
)

Row = dict[str, Any]

# The capital of each state by its GeoNames id, the seat of government where that is another town.
# Left out: Brussels, which stands for the Union; towns that bear the name of their state; and
# those whose name is first of all something else (Victoria, Male, Praia, Georgetown, Roseau).
CAPITALS: dict[str, tuple[str, ...]] = {
    "AE": ("292968",), "AF": ("1138958",), "AL": ("3183875",), "AM": ("616052",),
    "AO": ("2240449",), "AR": ("3435910",), "AT": ("2761369",), "AU": ("2172517",),
    "AZ": ("587084",), "BA": ("3191281",), "BB": ("3374036",), "BD": ("1185241",),
    "BF": ("2357048",), "BG": ("727011",), "BH": ("290340",), "BI": ("426272", "425378"),
    "BJ": ("2392087", "2394819"), "BN": ("1820906",), "BO": ("3911925",), "BR": ("3469058",),
    "BS": ("3571824",), "BT": ("1252416",), "BW": ("933773",), "BY": ("625144",),
    "BZ": ("3582672",), "CA": ("6094817",), "CD": ("2314302",), "CF": ("2389853",),
    "CG": ("2260535",), "CH": ("2661552",), "CI": ("2279755", "2293538"), "CL": ("3871336",),
    "CM": ("2220957",), "CN": ("1816670",), "CO": ("3688689",), "CU": ("3553478",),
    "CY": ("146268",), "CZ": ("3067696",), "DE": ("2950159",), "DK": ("2618425",),
    "DO": ("3492908",), "DZ": ("2507480",), "EC": ("3652462",), "EE": ("588409",),
    "EG": ("360630",), "ER": ("343300",), "ES": ("3117735",), "ET": ("344979",), "FI": ("658225",),
    "FJ": ("2198148",), "FM": ("2081986",), "FR": ("2988507",), "GA": ("2399697",),
    "GB": ("2643743",), "GE": ("611717",), "GH": ("2306104",), "GM": ("2413876",),
    "GN": ("2422465",), "GR": ("264371",), "GT": ("3598132",), "GW": ("2374775",),
    "HN": ("3600949",), "HR": ("3186886",), "HT": ("3718426",), "HU": ("3054643",),
    "ID": ("1642911",), "IE": ("2964574",), "IL": ("281184", "293397"),
    "IN": ("1261481", "1273294"), "IQ": ("98182",), "IR": ("112931",), "IS": ("3413829",),
    "IT": ("3169070",), "JM": ("3489854",), "JO": ("250441",), "JP": ("1850147",),
    "KE": ("184745",), "KG": ("1528675",), "KH": ("1821306",), "KM": ("921772",),
    "KN": ("3575551",), "KP": ("1871859",), "KR": ("1835848",), "KW": ("285787",),
    "KZ": ("1526273",), "LA": ("1651944",), "LB": ("276781",), "LC": ("3576812",),
    "LI": ("3042030",), "LK": ("1248991",), "LR": ("2274895",), "LS": ("932505",),
    "LT": ("593116",), "LV": ("456172",), "LY": ("2210247",), "MA": ("2538475",),
    "MD": ("618426",), "ME": ("3193044",), "MG": ("1070940",), "MH": ("2113779",),
    "MK": ("785842",), "ML": ("2460596",), "MM": ("6611854",), "MN": ("2028462",),
    "MR": ("2377450",), "MT": ("2562305",), "MU": ("934154",), "MW": ("927967",),
    "MX": ("3530597",), "MY": ("1735161", "6697380"), "MZ": ("1040652",), "NA": ("3352136",),
    "NE": ("2440485",), "NG": ("2352778",), "NI": ("3617763",), "NL": ("2759794",),
    "NO": ("3143244",), "NP": ("1283240",), "NZ": ("2179537",), "OM": ("287286",),
    "PA": ("3703443",), "PE": ("3936456",), "PG": ("2088122",), "PH": ("1701668",),
    "PK": ("1176615",), "PL": ("756135",), "PS": ("282239",), "PT": ("2267057",),
    "PY": ("3439389",), "QA": ("290030",), "RO": ("683506",), "RS": ("792680",),
    "RU": ("524901",), "RW": ("202061",), "SA": ("108410",), "SB": ("2108502",),
    "SD": ("379252",), "SE": ("2673730",), "SI": ("3196359",), "SK": ("3060972",),
    "SL": ("2409306",), "SN": ("2253354",), "SO": ("53654",), "SR": ("3383330",),
    "SS": ("373303",), "SV": ("3583361",), "SY": ("170654",), "SZ": ("934985",),
    "TD": ("2427123",), "TG": ("2365267",), "TH": ("1609350",), "TJ": ("1221874",),
    "TL": ("1645457",), "TM": ("162183",), "TN": ("2464470",), "TO": ("4032402",),
    "TR": ("323786",), "TT": ("3573890",), "TW": ("1668341",), "TZ": ("160196", "160263"),
    "UA": ("703448",), "UG": ("232422",), "US": ("4140963",), "UY": ("3441575",),
    "UZ": ("1512569",), "VC": ("3577887",), "VE": ("3646738",), "VN": ("1581130",),
    "VU": ("2135171",), "WS": ("4035413",), "XK": ("786714",), "YE": ("71137", "415189"),
    "ZA": ("964137",), "ZM": ("909137",), "ZW": ("890299",), "abkhazia": ("611847",),
}  # fmt: skip

# Names that GeoNames has in the wrong language, of the wrong town, with a generic word, or that
# are an everyday word, another state or a family name in that language.
REFUSED: dict[str, tuple[str, ...]] = {
    "ar": (
        "أبيا", "انجمينا", "باستير", "خرطوم", "ديلي", "رباط", "سوفا", "عمّان", "لومي",
        "مدينة مكسيكو",
    ),
    "en": ("Abu Dhabi Island and Internal Islands City", "Washington D.C."),
    "fa": (
        "Âmesterdâm", "الجزیره", "باسه\u200cتر", "براتیسلاو", "دهلی قدیم", "دوشنبه", "دیلی",
        "رباط", "شهر ایروان", "عَمّان",
    ),
    "fr": ("Djouba",),
    "he": (
        "אבוגה", "אבידגאן", "אלגיר", "אפיה", "באסטר", "בוגומבורה", "בנגול", "דילי", "דקר",
        "הארארה", "מסרו", "עדן",
    ),
    "ja": (
        "Amusuterudamu", "クウェート市", "ソウル特別市", "ヴィエンチャン市", "北京市", "台北市",
        "東京都",
    ),
    "kk": ("Сана",),
    "ko": ("Amsŭt'erŭdam", "빈", "서울특별시", "워싱턴 DC", "평양직할시"),
    "nl": ("Ciudad Trujillo", "Masqat", "Riyad"),
    "pl": ("Meksyk",),
    "pt": ("Amã",),
    "ru": ("Асмэра", "Бастер", "Гитеге"),
    "tr": ("Belmopán", "Ciudad de Mexico", "Dili", "Lefkoşa", "Sana", "Tiran"),
    "uk": ("Бастер", "Старе Делі", "Триполи"),
    "zh": (
        "京斯敦", "华盛顿特区", "台北市", "德里", "新港", "比绍", "河內市", "洛美", "罗马市",
        "自由市", "金斯敦", "首尔特别市",
    ),
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, say what would")
    check = parser.parse_args().check
    before = TABLE.read_text(encoding="utf-8")
    after = compiled(before, dict(catalogues()))
    if after != before and not check:
        TABLE.write_text(after, encoding="utf-8")
    print("up to date" if after == before else "to be changed" if check else "changed")
    return int(check and after != before)


def catalogues() -> Iterator[tuple[str, gettext.NullTranslations]]:
    """Yield each language with the names of its places by GeoNames id."""
    for lang in LANGUAGES:
        with (LOCALES / lang / "LC_MESSAGES" / "geonames.mo").open("rb") as file:
            yield lang, gettext.GNUTranslations(file)


def compiled(table: str, names: dict[str, gettext.NullTranslations]) -> str:
    """Return the text of the table with the names of capitals in it."""
    about, *lines = table.splitlines()
    rows = [with_capitals(json.loads(line), names) for line in lines]
    return "\n".join([about, *(json.dumps(row, ensure_ascii=False) for row in rows), ""])


def with_capitals(row: Row, names: dict[str, gettext.NullTranslations]) -> Row:
    """Return a row with its capitals among its metonyms, the languages in their order."""
    metonyms: dict[str, list[str]] = {lang: [*given] for lang, given in row["metonyms"].items()}
    own = {name for given in row["aliases"].values() for name in given}
    for lang in names:
        taken = {key_of(name) for name in own | {territory(row["country"], lang)}}
        for place in CAPITALS.get(row["id"].removeprefix("state:"), ()):
            name = names[lang].gettext(place)
            refused = name == place or name in REFUSED.get(lang, ())
            known = taken | {key_of(given) for given in metonyms.get(lang, ())}
            if not refused and key_of(name) not in known:
                metonyms.setdefault(lang, []).append(name)
    order = [lang for lang in LANGUAGES if lang in metonyms]
    order += sorted(metonyms.keys() - set(order))
    return {**row, "metonyms": {lang: metonyms[lang] for lang in order}}


def territory(code: str, lang: str) -> str:
    """Return the CLDR's name of a territory, "" for a code that is none."""
    return str(Locale(lang).territories.get(code, ""))


if __name__ == "__main__":
    sys.exit(main())

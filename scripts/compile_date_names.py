"""Compile the names of dates: `scripts/compile_date_names.py [FOLDER]` (default: `index/data`).

What the Unicode CLDR says of a language, from two libraries that carry it and are needed for this
alone: Babel (months, weekdays, eras, "yesterday", "{0} days ago", the order of a date's digits)
and PyICU (numbers in words, months of the Hijri and the Solar Hijri calendar). convertdate (MIT)
says on which day of March the Solar Hijri years begin, nepali-datetime (MIT) how many days the
months of Vikram Sambat have. `date_names.tsv` is what
`dragoman.index.dates.names` reads: language, kind, value, forms parted by "|".
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

HEAD = """\
# Names of dates by language: language, kind, value, forms. Compiled by compile_date_names.py.
# month, mon: 1 to 12, in full and short; weekday, wday: 0 (Monday) to 6; hijri, solar: 1 to 12.
# relday: days from today; relunit: unit:offset; around: unit:sign, "what stands before~behind" a
# number; era: -1 or 1; order: the mark between digits and their order; num, ord: numbers in
# words (ord: of days). nowruz: the first Solar Hijri year, then for each year the day of March
# it begins on, less 19. vikram: the first year of Vikram Sambat, then the days of all its months
# and those of the years after it, less 29.
# Source: Unicode CLDR 42 and 47 (through PyICU and Babel); licence: Unicode-3.0. Days of Nowruz:
# computed by convertdate (MIT) from the equinox at Tehran; months of Vikram Sambat: the table of
# nepali-datetime 1.0.8.5 (MIT); facts.
"""
_LANGUAGES = """
    af am ar as az be bg bn bs ca ckb cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu
    hy id is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my nb ne nl nn or pa pl ps pt
    ro ru sd si sk sl so sq sr sv sw ta te tg th ti tk tr ug uk ur uz vi yo zh zu
"""
ALSO = {"az": ["az_Cyrl"], "bs": ["bs_Cyrl"], "sr": ["sr_Latn"], "uz": ["uz_Cyrl"]}
ALSO |= {"zh": ["zh_Hant"], "ar": ["ar_IQ", "ar_SY", "ar_LB", "ar_DZ", "ar_MA", "ar_TN", "ar_MR"]}
ALSO |= {"pt": ["pt_PT"], "de": ["de_AT"], "fa": ["fa_AF"], "pa": ["pa_Arab"], "en": ["en_GB"]}
RENAMED = {"nb": "no", "fil": "tl"}
NUMBERS = [*range(1, 101), *range(200, 1000, 100), *range(1000, 2000, 100), 2000]
FIRST_SOLAR, LAST_SOLAR = 1200, 1500
LAST_VIKRAM = 2090  # what is further off no almanac has fixed yet
UNITS = ("day", "week", "month", "quarter", "year")

Rows = dict[tuple[str, str], dict[str, None]]


def main() -> int:
    folder = Path(sys.argv[1]) if sys.argv[1:] else Path("index/data")
    lines = [f"*\tnowruz\t{FIRST_SOLAR}\t{''.join(nowruz())}", vikram()]
    for lang in _LANGUAGES.split():
        found: Rows = defaultdict(dict)
        for name in (lang, *ALSO.get(lang, [])):
            from_babel(name, found)
            from_icu(name, found)
        code = RENAMED.get(lang, lang)
        lines += (f"{code}\t{kind}\t{value}\t{'|'.join(f)}" for (kind, value), f in found.items())
    (folder / "date_names.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def put(rows: Rows, kind: str, value: object, forms: Iterable[str]) -> None:
    for form in forms:
        form = re.sub(r"[\u200e\u200f\u061c\u00ad|\t]", "", form).strip()
        if form and not form.isdigit():
            rows[kind, str(value)].setdefault(form.lower() if kind in ("num", "ord") else form)


def from_babel(name: str, rows: Rows) -> None:
    from babel import Locale

    locale = Locale.parse(name)
    for kind, short, names in (("month", "mon", locale.months), ("weekday", "wday", locale.days)):
        for use in names.values():
            for value, form in use["wide"].items():
                put(rows, kind, value, [form])
            for value, form in use["abbreviated"].items():
                put(rows, short, value, [form.removesuffix(".")])
    for width in ("abbreviated", "wide"):
        for value, form in locale.eras.get(width, {}).items():
            if value in (0, 1):
                put(rows, "era", value or -1, [form])
    if not any(kind == "order" for kind, _ in rows):
        pattern = re.sub(r"'[^']*'", "", locale.date_formats["short"].pattern)
        fields = "".join(dict.fromkeys(re.findall("[dMy]", pattern))).lower()
        mark = re.search("[./-]", pattern)
        put(rows, "order", mark[0] if mark else "/", [fields])
    relative(locale._data["date_fields"], rows)


def relative(fields: dict[str, dict[str, dict[str, str]]], rows: Rows) -> None:
    for field, said in fields.items():
        unit = field.split("-")[0]
        for offset, form in said.get("relative", {}).items():
            if unit == "day":
                put(rows, "relday", offset, [form])
            elif unit in UNITS and not field.endswith("-narrow"):
                put(rows, "relunit", f"{unit}:{offset}", [form])
        if unit in UNITS and "-" not in field:
            for sign, key in ((-1, "past"), (1, "future")):
                put(rows, "around", f"{unit}:{sign}", patterns(said.get(key, {}).values()))


def patterns(given: Iterable[str]) -> Iterator[str]:
    for pattern in given:
        before, number, after = pattern.partition("{0}")
        if number and (before.strip() or after.strip()):
            yield f"{before.strip()}~{after.strip()}"


def from_icu(name: str, rows: Rows) -> None:
    import icu

    numbers = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(name))
    sets = [numbers.getRuleSetName(i) for i in range(numbers.getNumberOfRuleSetNames())]
    if numbers.getLocale(icu.ULocDataLocaleType.ACTUAL_LOCALE).getLanguage() == name.split("_")[0]:
        for each in sets:
            kind = "ord" if "ordinal" in each else "num"
            if "year" not in each and "verbose" not in each:
                for n in NUMBERS if kind == "num" else range(1, 32):
                    numbers.setDefaultRuleSet(each)
                    put(rows, kind, n, [numbers.format(n)])
    for kind, calendar, year in (("hijri", "islamic", 1438), ("solar", "persian", 1396)):
        locale = icu.Locale(f"{name}@calendar={calendar}")
        for pattern in ("MMMM", "LLLL"):
            written = icu.SimpleDateFormat(pattern, locale)
            date = icu.Calendar.createInstance(locale)
            for month in range(12):
                date.clear()
                date.set(year, month, 5)
                put(rows, kind, month + 1, own(written.format(date.getTime()), name))


def own(form: str, name: str) -> list[str]:
    """Leave out English names, which stand where a language has none of its own."""
    english = form.isascii() and name not in ("en", "en_GB")
    return [] if english and re.search("hul-|Rabi|Jumada|bah|desh", form) else [form]


def nowruz() -> Iterator[str]:
    from convertdate import persian

    for year in range(FIRST_SOLAR, LAST_SOLAR + 1):
        yield str(persian.to_gregorian(year, 1, 1)[2] - 19)


def vikram() -> str:
    calendar = import_module("nepali_datetime.config").CALENDAR_PATH
    with Path(calendar).open(encoding="utf-8") as lines:
        (first, *_), *_ = years = [line.split(",") for line in lines][1:]
    lengths = "".join(
        str(int(n) - 29) for year, *days in years if int(year) <= LAST_VIKRAM for n in days
    )
    return f"*\tvikram\t{first}\t{lengths}"


if __name__ == "__main__":
    sys.exit(main())

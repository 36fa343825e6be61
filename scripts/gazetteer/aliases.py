"""Which names of a place are fit to be looked for in texts, and what is to be known of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from dragoman.index.extract.casing import is_accented, is_small
from dragoman.index.extract.gazetteer import (
    ABBREVIATION,
    ACCENTED,
    ASIDE,
    CANONICAL,
    CAPITAL,
    COMMON,
    DEMONYM,
    LARGE,
    STRONG,
)
from dragoman.index.extract.lexicon import CAPITALS, LOWER
from dragoman.index.extract.view import is_unspaced, view
from gazetteer.sources import Raw

_CODE = re.compile(r"[A-Z0-9]{1,5}|(?:[A-Z]\.)+[A-Z]?")
_ODD = re.compile(r"[()\[\]{}<>;:?!=+*_|\\\"“”«»/\d]")
_ARTICLES = re.compile(r"(?:al|el|as|ad|ar|an|at|az|ash|ath|il)[- ]", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:the )?(?:state|kingdom|republic|commonwealth|principality|union) of |^the ", re.IGNORECASE
)
_LONGEST = 60
_MOST_WORDS = 8

LARGE_TOWN = 100_000
"""Towns from so many people on are known by any of their names."""


@cache
def common() -> frozenset[str]:
    """Return keys of words that mean something else more often than a place.

    Frequent words of all languages (two tables of ours) and what months and days are called.
    """
    found: set[str] = set()
    data = files("dragoman.index.data")
    for table in ("frequent_words.tsv", "place_words.tsv"):
        for line in data.joinpath(table).read_text("utf-8").splitlines():
            head, _, words = line.partition("\t")
            if words and not line.startswith("#") and (table[0] == "f" or head == "common"):
                for word in words.split("\t")[-1].split():
                    found.update(view(word).keys)
    return frozenset(found | set(_calendar()))


def _calendar() -> Iterator[str]:
    """Yield the keys of the names of months and days of the week."""
    from babel import Locale, localedata

    for tag in localedata.locale_identifiers():
        locale = Locale.parse(tag)
        widths = ("wide", "abbreviated") if tag == "en" else ("wide",)
        for names in (locale.months, locale.days):
            for context in names.values():
                for width in widths:
                    for name in context.get(width, {}).values():
                        yield from view(name).keys


def usable(name: str) -> bool:
    """Return whether a name can be looked for at all: words that look like a name's."""
    if len(name) > _LONGEST or _ODD.search(name) or "," in name:
        return False
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 2 or _CODE.fullmatch(name):
        return False
    return not is_small(name) or bool(_ARTICLES.match(name))


def long_enough(name: str, key: str, place: Raw, large: bool) -> bool:
    """Return whether a name has the letters that its script needs to be one."""
    words = key.split(" ")
    if is_unspaced(words[0]):
        if not "\u3400" <= words[0] <= "\u9fff":
            return len(words) >= _LETTERS
        return (
            len(words) > _HAN or (large and place.population >= _KNOWN_BY_TWO) or place.code != ""
        )
    if len(words) > _MOST_WORDS:
        return False
    if "\uac00" <= key[0] <= "\ud7af":
        return len(key) >= (_HAN if large else _LETTERS)
    cased = name.lower() != name.upper()
    return len(key) >= (_LETTERS if cased or large else _LETTERS + 1)


_HAN, _LETTERS = 2, 3
"""Letters of the shortest names, in Han or Hangul and in other scripts."""

_KNOWN_BY_TWO = 300_000
"""People of a town from which on two Han letters are its name rather than two words."""


def records(place: Raw, number: int) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of a place with its number and their flags, each key once."""
    flags: dict[str, int] = {}
    for name, flag in _names(place):
        flag |= ACCENTED if is_accented(name) else 0
        key = " ".join(view(name).keys)
        if key:
            flags[key] = flags.get(key, 0) | flag
    for key, flag in sorted(flags.items()):
        yield key, number, flag


def _names(place: Raw) -> Iterator[tuple[str, int]]:
    """Yield the names that are fit with their flags."""
    large = place.type in ("country", "continent", "region") or place.population >= LARGE_TOWN
    own = [("", place.name)] if place.type != "district" else [("en", place.name)]
    for lang, name in own + place.names:
        name = unicodedata.normalize("NFC", name).strip()
        for spelt, flag in spellings(name, place.type):
            flag |= STRONG if lang or name == place.name else 0
            flag |= CANONICAL if spelt == place.name else 0
            if fit(spelt, place, large, flag):
                yield spelt, flag | flags_of(spelt, place)
    for _, name in place.sure:
        capital = CAPITAL if place.capital else 0
        yield name, STRONG | LARGE | capital | (CAPITALS if _is_acronym(name) else 0)
    for lang, name in place.demonyms:
        small = 0 if lang == "en" else LOWER
        yield name, DEMONYM | small | (LOWER if is_small(name) else 0)


def fit(name: str, place: Raw, large: bool, flag: int) -> bool:
    """Return whether a name says this place, rather than something else."""
    if not usable(name):
        return False
    key = " ".join(view(name).keys)
    if not key or not long_enough(name, key, place, large):
        return False
    if key in common():
        return place.type in ("country", "continent") or bool(flag & STRONG and name == place.name)
    return True


def flags_of(name: str, place: Raw) -> int:
    """Return what is to be known of a name, beside its being one."""
    flags = LARGE if place.type not in ("town", "district") or place.population >= LARGE_TOWN else 0
    flags |= CAPITAL if place.capital else 0
    if " ".join(view(name).keys) in common() and place.type != "country":
        flags |= COMMON
    if is_small(name):
        flags |= LOWER
    return flags


def _is_acronym(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) <= _ACRONYM and name.isupper()


_ACRONYM = 5
_HEADS = re.compile(
    r"^(?:(?:departamento|département|provincia|province|municipio|município|distrito|comuna|"
    r"kabupaten|kota|amphoe|okres|powiat|oblast|rayon|arrondissement|regency|city|district|county|"
    r"municipality|governorate|region|canton|parroquia|condado|bezirk|landkreis|kreis|region|"
    r"judet|județul|commune|cercle|community|communauté)(?: (?:of|de|del|di|da|do|d'|des|du))? )",
    re.IGNORECASE,
)
_TAILS = re.compile(
    r" (?:Province|Governorate|Region|District|Municipality|Oblast|Rayon|Raion|Regency|Department|"
    r"Division|Tumani|Tuman|Prefecture|Subregion|County|Oblast'|Oblast’|Voivodeship|Canton|İlçesi|"
    r"kommune|gun|shi|Kray|Krai|Okrug|Woreda|Zone|Commune|Community|Urban Community|State)$"
)


_OTHER_HEADS = re.compile(
    "^(?:محافظة|ولاية|منطقة|مقاطعة|قضاء|مديرية|إقليم|استان|شهرستان|ولایت|провинция|мухафаза|область|"
    "район|округ|вилайет|мухафаза|провінція|область|מחוז|נפת) "
)
_OTHER_TAILS = re.compile(
    " (?:область|район|облысы|ауданы|провинция|округ|край|райони|вилояти|tumani|viloyati|ili|"
    "ilçesi|rayonu|vilayəti|მუნიციპალიტეტი|მხარე|რაიონი|մարզ|जिला|ज़िला|प्रांत|জেলা|বিভাগ|მხარე)$"
)


def spellings(name: str, kind: str) -> Iterator[tuple[str, int]]:
    """Yield a name and, of a region, the name without its generic word."""
    yield name, 0
    bare = _GENERIC.sub("", name)
    if kind == "country" and bare != name and bare[:1].isupper() and " " in bare:
        yield bare, 0
    if kind in ("region", "district"):
        for pattern in (_HEADS, _TAILS, _OTHER_HEADS, _OTHER_TAILS):
            short = pattern.sub("", name)
            if short != name and len(short) > 2:
                yield short, ASIDE


def abbreviations(lines: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield what each line of the table abbreviates, and the spellings with their flags."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            code, spelt = line.rstrip("\n").split("\t")
            yield code, [(one, ABBREVIATION | _capitals(one)) for one in spelt.split(" ")]


def _capitals(name: str) -> int:
    return CAPITALS if name.isupper() else 0

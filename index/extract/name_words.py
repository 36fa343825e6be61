"""Words that say what a name beside them is, and what words of names look like.

The words are tables: `data/title_words.tsv` (titles, heads of organisations, groups and places)
and `data/organisation_words.tsv` (what a head does to the extent of the name). What a word is,
is one number of flags, so that a text is read with one look a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.index.extract.name_parts import parts, without_clitic
from dragoman.index.extract.view import key_of
from dragoman.index.frequent import frequent_words

TITLE, HONOUR = 1, 2
"""Before, after the name of a person."""
FIRST, LAST, GROUP = 4, 8, 16
"""Before, after the name of an organisation; that is an armed group or a movement."""
LABEL, SOLE, FRAME = 32, 64, 128
"""As `organisation_words.tsv` has them."""
PLACE = 256
"""Before or after the name of a place."""
STOP = 512
"""Begins no name: a frequent word, an adverb."""
ANNOUNCING = 1024
"""The last word of a title of several: the "дел" of «министр иностранных дел»."""

PART = 2048
"""A name part, in a language without capitals, where nothing else tells a name."""

COMMON = 4096
"""An everyday word that has a capital in names of things, and no person's name."""

HEAD = FIRST | LAST

SLAVIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk"})
"""Languages where a head, also in small letters, stands before the name and belongs to it."""
TURKIC = frozenset({"kk", "ky", "tr", "az", "uz", "tt", "tk", "ba", "crh"})
"""Languages where the head stands last, with an ending, and its name begins with a capital."""
STRICT = SLAVIC | TURKIC
"""Languages that write hardly anything but names with capitals inside a sentence."""
INFLECTED = STRICT | {
    "pl",
    "cs",
    "sk",
    "sl",
    "hr",
    "bs",
    "lt",
    "lv",
    "fi",
    "et",
    "hu",
    "el",
    "hy",
    "la",
}
"""Languages in which names have endings that are written onto them."""
ROMANCE = frozenset({"fr", "es", "pt", "it", "ca", "gl", "ro", "nl", "af"})
"""Languages in which particles of names are common words."""
NOUNS = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital."""

CASELESS = frozenset(
    (
        *("ar", "fa", "ur", "ps", "ckb", "sd", "ug", "dv", "he", "yi", "hi", "mr", "ne", "bn"),
        *("as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "ka", "am", "ti", "th", "lo"),
        *("my", "km", "ko", "zh", "yue", "wuu", "ja", "bo", "dz", "syr"),
    )
)
"""Languages whose scripts have no capitals."""

KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진지엄채원천방공"
    "현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국"
)
"""What Korean family names begin with."""

_KINDS = {
    ("person", "before"): TITLE, ("person", "after"): HONOUR,
    ("organisation", "before"): FIRST, ("organisation", "after"): LAST,
    ("group", "before"): FIRST | GROUP, ("group", "after"): LAST | GROUP,
    ("place", "before"): PLACE, ("place", "after"): PLACE,
}  # fmt: skip
_OWN_KINDS = {
    "label": HEAD | LABEL, "whole": HEAD, "sole": HEAD | SOLE, "frame": FRAME, "stop": STOP,
    "title": TITLE, "common": COMMON,
}  # fmt: skip

_OF_DATES = frozenset({"month", "mon", "weekday", "wday"})
"""Kinds of `data/date_names.tsv` that are written with capitals or are given names too."""

_ENDING = 6
"""Letters that may follow a word of the tables in a language of `TURKIC`."""
_STEM = 4
"""Letters that a word must have to be found with an ending."""


class _Words(NamedTuple):
    """The words of one language: whole ones, and those with any ending."""

    whole: dict[str, int]
    begun: dict[str, int]
    heads: frozenset[str]
    """The first letters of `begun`: most words have none of them."""


def marks(words: list[str], lang: str) -> list[int]:
    """Return the flags of each word (`View.keys`) of a text in a language, and a 0 behind them."""
    table = _table(lang)
    if len(table) > _KEPT:
        table.clear()
    return [*map(table.__getitem__, words), 0]


class _Table(dict[str, int]):
    """The flags of the words of one language, filled as words come up."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def __missing__(self, key: str) -> int:
        found = flags(key, self._lang)
        if not found and self._lang in CASELESS and len(key) >= _SHORTEST and parts(key):
            found = PART
        self[key] = found
        return found


_KEPT = 1 << 16
_SHORTEST = 3
"""Letters of a name part that tells a name."""
_table = cache(_Table)


def flags(key: str, lang: str) -> int:
    """Return what a word (`View.keys`) is in a language; 0 for most."""
    words = _words(lang)
    begun = _begun(key, lang, words) if key[:_HEAD] in words.heads else 0
    found = words.whole.get(key, 0) | begun or _declined(key, lang, words.whole)
    common = (not found or len(key) == 1) and key in frequent_words()
    return found | STOP if common else found


_HEAD = 3


def _begun(key: str, lang: str, words: _Words) -> int:
    """Return what a word is by the longest beginning that the table has of it."""
    end = next((end for end in range(len(key), _HEAD - 1, -1) if key[:end] in words.begun), 0)
    derived = lang in TURKIC and _DERIVED.search(key, end)
    if not end or derived or (lang in SLAVIC and not _SLAVIC_CASE.fullmatch(key, end)):
        return 0
    return words.begun[key[:end]]


def _declined(key: str, lang: str, whole: dict[str, int]) -> int:
    """Return what a word is without what is written onto it, 0 where that is nothing either."""
    if lang in TURKIC:
        for end in range(len(key) - 1, max(_STEM, len(key) - _ENDING) - 1, -1):
            if key[:end] in whole and _TURKIC_CASE.fullmatch(key, end):
                return whole[key[:end]] & ~(STOP | FRAME)
    elif lang == "ko":
        return next((whole[k] for k in (key[:-1], key[:-2]) if len(k) > 1 and k in whole), 0)
    elif lang in ("ar", "he"):
        return whole.get(without_clitic(key), 0) & ~STOP
    return 0


_SLAVIC_CASE = re.compile(
    "(?:[аеєиіоуыюяйьї]|[оеє]в|[оеє]м|[оеє]й|[оеєі]ю|[ая]ми?|[ая]х|ью|и[яюей]|ією|ией|и[ая]ми?|и[ая]х"
    "|[ao]m|[aeiou]|ima|ata|ът|та|то)?"
)
_TURKIC_CASE = re.compile(
    "(?:[лдт][ае]р)?(?:[ыіиiuüı]|[сs][ыіиiuüı]|[ыіиiıuü]?[мңmn])?"
    "(?:[дтнdtn][ыіиiuüı][ңнn]|[ғгқкgqkнn]?[аеae]|[дтdt][аеae][нn]?|[нn][аеae][нn]|[дтнn][ыіиıiuü]"
    "|[мпбmbp][еае][нn])?(?:[дтdt]?[ағеғ][ыіи])?"
)


_DERIVED = re.compile("(?:[dt][ae]ki|[лдт][ыі][қк]|[лдт]и[кқ]|аралық|шыл?|шіл?)(?:[тд].*|пен|)$")


@cache
def _words(lang: str) -> _Words:
    """Read the words of one language."""
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for word, mark in _rows(lang):
        into, word = (begun, word[:-1]) if word.endswith("*") else (whole, word)
        into[word] = into.get(word, 0) | mark
    return _Words(whole, begun, frozenset(word[:_HEAD] for word in begun))


def phrases(lang: str, wanted: int) -> frozenset[str]:
    """Return the words and phrases of a language with one of these flags, as they are written."""
    rows = _lines("title_words.tsv", 4)
    return frozenset(
        words for of, kind, place, words in rows if of == lang and _KINDS[kind, place] & wanted
    )


def _rows(lang: str) -> Iterator[tuple[str, int]]:
    for of, kind, position, words in _lines("title_words.tsv", 4):
        if of == lang:
            mark = _KINDS.get((kind, position), 0)
            spelt = key_of(words).split()
            if mark and spelt and (len(spelt) == 1 or mark in (TITLE, FIRST, FIRST | GROUP)):
                last = ANNOUNCING if mark == TITLE and len(spelt) > 1 else mark
                yield spelt[0] if mark & FIRST else spelt[-1], last
    for of, kind, _, forms in _lines("date_names.tsv", 4):
        if of == lang and kind in _OF_DATES:
            yield from ((key_of(form), STOP) for form in forms.split("|") if len(form) > 2)
    for of, kind, words in _lines("organisation_words.tsv", 3):
        if of in (lang, "*"):
            yield from ((_folded(word), _OWN_KINDS[kind]) for word in words.split())


def _folded(word: str) -> str:
    return key_of(word[:-1]) + "*" if word.endswith("*") else key_of(word)


@cache
def _lines(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    text = files("dragoman.index.data").joinpath(name).read_text("utf-8")
    rows = (tuple(line.split("\t")) for line in text.splitlines() if line and line[0] != "#")
    return tuple(row for row in rows if len(row) == columns)


# --- what words of names look like ----------------------------------------------------------------

_CASES = "(?:[дтн][ыі]ң|[ғқ]а|[гк]е|[дтн][ыі]|[дтн][ае]н?|[мпб]ен)?"
_SURNAME = re.compile(
    f"(?:[ое]в|ин|ын)(?:а|у|ым|ой|е|ы|ых|ыми|ым|ами|ам|ю)?{_CASES}$"
    f"|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую){_CASES}$"
    "|(?:енко|чук|щук|дзе|швили|ович|евич|ич)(?:а|у|ом|ем|е|и)?$"
    "|(?:ян|юк|як|ук)(?:а|у|ом|е)?$"
    f"|(?:улы|ұлы|қызы|кызы|оглы|оглу|бек|бай|еткали|хан){_CASES}$"
    "|(?:ov|ova|ev|eva|enko|chuk|shvili|dze|ovi[ct]|evi[ct]|ovich|evich|sky|skiy|skyi|ski|ska|oglu"
    "|zade|zadeh|ogullari)$"
    "|(?:იძე|შვილი|ძე|յան|յանի|ιδης|ιδη|ακης|ακη|οπουλος|οπουλου|ογλου)$"
)
_PATRONYMIC = re.compile(
    "(?:[оеь]вич|[оеё]вн|ьич|инична?)(?:а|у|ем|е|ы|ой)?$"
    f"|(?:ұлы|улы|қызы|кызы|оглы|оглу|уулу){_CASES}$|(?:oglu|qizi|kizi|ovich|evich|ovna|evna)$"
)
_JOINTS = frozenset(
    (
        *("de", "da", "di", "do", "du", "dos", "das", "del", "della", "der", "den", "des", "van"),
        *("von", "ten", "ter", "la", "le", "el", "al", "as", "ad", "ar", "at", "bin", "ibn", "ben"),
        *("bint", "abu", "ould", "zu", "аль", "ал", "ас", "ад"),
        *("ар", "ат", "аз", "эль", "эл", "әл", "әс", "де", "да", "ди", "ду", "дос", "дель", "ван"),
        *("вон", "фон", "дер", "ден", "ла", "ле", "бин", "ибн", "бен", "бинт", "оглы", "оглу"),
        *("кызы", "қызы", "улы", "ұлы", "уулу", "دي", "دو", "فان", "فون", "بن", "ابن", "بنت", "ال"),
        *("ابو", "ابي", "ντε", "ντι", "ντα", "βαν", "φον"),
        *("דה", "די", "ואן", "פון", "בן", "אבן", "אל"),
    )
)


@lru_cache(maxsize=1 << 15)
def is_surname(key: str) -> bool:
    """Whether a word ends as family names of some language do."""
    return len(key) > 4 and _SURNAME.search(key) is not None


@lru_cache(maxsize=1 << 15)
def is_patronymic(key: str) -> bool:
    """Whether a word says whose child somebody is."""
    return len(key) > 5 and _PATRONYMIC.search(key) is not None


def is_joint(key: str) -> bool:
    """Whether a word in small letters may stand inside the name of a person."""
    return key in _JOINTS

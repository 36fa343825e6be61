"""Whether two words in one script are forms of one family name: Лавров, Лаврову; Алиев, Алиевке."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.index.extract.name_words import INFLECTED, SLAVIC, TURKIC

_SLAVIC_ENDING = re.compile(
    "(?:[аяуюеэоыиіїйьъ]|[оеё]м|[иы]м|[оеи]й|[оеє]ю|ій|[оеє]?го|[оеє]му|[иы]х|[иы]ми|ами|ями|ям|ах"
    "|[оеє]ві|ская|ской|скую|[aeiou]|om|em|im|og|a?ta)?"
)
_TURKIC_ENDING = re.compile(
    "(?:[дтн][ыі]ң|[ғгқк][аә]|[гк]е|[дтнж][ыиіуү](?:н|ң)?|[дтлн][аәеоө]н?|нан|нен|[мпб]ен|мін|[нз]а|не"
    "|[дт][аеә](?:ғы|гі|гы|ги)|n?[iıuü]n?|y?[iıuü]|y?[ae]|[dt][ae]n?|l[ae]|n[iıuü]n|g[ae]|q?qa|ni"
    "|ning|dagi)"
)
_GLUED = frozenset(("ka", "ne", "mr", "bn", "ta", "te", "kn", "ml", "si", "gu", "pa", "ko", "am"))
"""Languages of other scripts that write endings onto names."""
_LONGEST = 4
"""Letters of an ending of those and of others with endings."""
_CLITICS = {
    "ar": ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك"),
    "he": ("ו", "ש", "ב", "ל", "מ", "כ", "ה", "וש", "וב", "ול", "ומ", "של", "שב"),
}
_OF_TWO = 5
"""Letters of a name that "to", "in" and "like" may stand before in Arabic."""


@lru_cache(maxsize=1 << 15)
def is_form(key: str, name: str, lang: str) -> bool:
    """Whether a word (`View.keys`) is a family name as this language may write it."""
    if key == name:
        return True
    if lang in _CLITICS:
        return _is_behind_clitic(key, name, lang)
    if lang not in INFLECTED and lang not in _GLUED:
        return False
    same = _shared(key, name)
    if same < 3:
        return False
    return _are_endings(key[same:], name[same:], lang, same)


def _shared(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _are_endings(one: str, other: str, lang: str, same: int) -> bool:
    if lang in TURKIC:
        return not other and _TURKIC_ENDING.fullmatch(one) is not None
    if lang in SLAVIC:
        return all(_SLAVIC_ENDING.fullmatch(ending) for ending in (one, other))
    if lang in _GLUED:
        return len(other) <= (2 if lang == "ka" else 0) and len(one) <= _LONGEST
    return len(other) <= 2 and len(one) <= _LONGEST and same >= 4


def _is_behind_clitic(key: str, name: str, lang: str) -> bool:
    definite = lang == "ar" and name.startswith("ال")
    if definite and key.endswith(name[2:]) and key[: -len(name[2:])] in ("لل", "ولل"):
        return True
    if not key.endswith(name):
        return False
    before = key[: -len(name)]
    if lang == "ar" and not definite and before not in ("و", "ف") and len(name) < _OF_TWO:
        return False  # "لصالح" is hardly ever "to Saleh"
    return before in _CLITICS[lang]

"""Names in Chinese and Japanese: by the points between their words, by titles, by name parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from dragoman.index.extract.name_match import NameMatch, gap
from dragoman.index.extract.name_parts import is_part, parts_in_run
from dragoman.index.extract.name_words import HONOUR, KOREAN, TITLE, marks, phrases
from dragoman.index.extract.view import View, keys

UNSPACED = frozenset({"zh", "ja", "yue", "wuu", "th", "lo", "km", "my", "bo", "dz"})
"""Languages without spaces; of the last six no names are known by shape."""

_KNOWN = frozenset({"zh", "ja", "yue", "wuu"})

_LONGEST = 8
"""Letters of a word of a name."""

# Katakana words with points between them, or Han words: of the first only what is a part is sure.
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{2,20}(?:[・＝=][\u30a1-\u30fa\u30fc]{1,20})+")
# No "and" (\u4e0e, \u53ca, \u548c) is a letter of such a name: two names stand around it.
_LETTER = "[\u3400-\u4e0d\u4e0f-\u53c9\u53cb-\u548b\u548d-\u9fff]"
_HAN = re.compile(f"({_LETTER}{{1,8}})((?:[·‧•・]{_LETTER}{{1,8}})+)")
_POINT = re.compile("[·‧•・]")
_WIDE = 20
_BEFORE = re.compile("(?:[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u9fff]{2,})$")
_AFTER = re.compile("[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u9fff]{2,}")

_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田"
    "董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦"
    "邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚邵万萬钱錢严嚴武戴莫孔向汤湯习習温溫文朴安池阮洪裴康申权權"
)
_SMALL = frozenset("向于方万和")
"""Family names that are prepositions and other small words first."""
_COMPOUND = frozenset(("欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "尉迟"))


def unspaced(view: View) -> list[NameMatch]:
    """Return the names in a passage of a language without spaces, in order. Linear."""
    if view.lang not in _KNOWN:
        return []
    found = [*_pointed(view.text), *_titled(view.text, view.lang)]
    kept: list[tuple[int, int, float, str]] = []
    for start, end, sure, evidence in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, sure, evidence))
    return [_match(view, *one) for one in kept]


def _match(view: View, start: int, end: int, sure: float, evidence: str) -> NameMatch:
    first, last = bisect_left(view.starts, start), bisect_left(view.starts, end)
    return NameMatch(first, last, start, end, "person", sure, evidence)


def _pointed(text: str) -> Iterator[tuple[int, int, float, str]]:
    for found in _KATAKANA.finditer(text):
        yield found.start(), found.end(), 0.7, "parts"
    for found in _HAN.finditer(text):
        before = _suffix(found[1])
        last = _POINT.split(found[2])[-1]
        after = _prefix(last)
        if before and after:
            start = found.end(1) - before
            yield start, found.end() - len(last) + after, 0.7, "parts"


def _suffix(word: str) -> int:
    """Return how many letters at the end of a word are a name part, 0 for none."""
    whole = keys([word])[0][-_LONGEST:]
    return next((len(whole) - i for i in range(len(whole) - 1) if is_part(whole[i:])), 0)


def _prefix(word: str) -> int:
    """Return how many letters at the beginning of a word are a name part, 0 for none."""
    whole = keys([word])[0]
    return next((end for start, end in parts_in_run(whole) if start == 0), 0)


def _titled(text: str, lang: str) -> Iterator[tuple[int, int, float, str]]:
    for title in _titles(lang).finditer(text):
        start, end = title.span()
        before = _BEFORE.search(text, max(0, start - _WIDE), start)
        if before and (size := _known(before.group(), lang)):
            yield start - size, start, 0.7, "title"
        if found := _AFTER.match(text, end, end + _WIDE):
            word = found.group()
            size = len(word) if _is_katakana(word) else _prefix(word)
            if size > 1:
                yield end, end + size, 0.6 if _is_katakana(word) else 0.4, "title"


def _is_katakana(word: str) -> bool:
    return "\u30a1" <= word[-1] <= "\u30fc"


def _known(word: str, lang: str) -> int:
    """Return how many letters before a title are a name."""
    if _is_katakana(word):
        return len(word)
    size = _suffix(word)
    if lang == "ja" and 0 < size < len(word) and (more := _suffix(word[:-size])):
        return size + more
    if 0 < size < 3 and len(word) > size and word[-size - 1] in _SURNAMES:
        return size + 1
    if not size and lang != "ja":
        sizes = (n for n in (3, 2) if len(word) >= n)
        return next((n for n in sizes if word[-n] in _SURNAMES and word[-n] not in _SMALL), 0)
    return size


@cache
def _titles(lang: str) -> re.Pattern[str]:
    """Return what finds the titles of a language."""
    titles = sorted(phrases(lang, HONOUR | TITLE), key=len, reverse=True)
    return re.compile("|".join(titles) or "(?!)")


def families_of(name: str, lang: str) -> tuple[str, ...]:
    """Return what of a full name may stand before a title for all of it: 文在寅 as 文总统."""
    if _POINT.search(name) or not 2 <= len(name) <= 4:
        return ()
    if lang == "ja":
        return (name[:2],) if len(name) > 2 and "\u3400" <= name[0] <= "\u9fff" else ()
    if name[:2] in _COMPOUND and len(name) > 2:
        return (name[:2],)
    return (name[0],) if name[0] in _SURNAMES or name[0] in KOREAN else ()


def named_with_title(view: View, family: str) -> Iterator[tuple[int, int]]:
    """Yield the words (half open) where a family name stands right before a title. Linear."""
    if view.lang == "ko":
        table = marks(view.keys, "ko")
        for at, key in enumerate(view.keys):
            if key == family and table[at + 1] & HONOUR and gap(view, at + 1) == " ":
                yield at, at + 1
    elif view.lang in _KNOWN:
        titles, text = _titles(view.lang), view.text
        start = text.find(family)
        while start >= 0:
            end = start + len(family)
            if titles.match(text, end):
                yield bisect_left(view.starts, start), bisect_left(view.starts, end)
            start = text.find(family, end)

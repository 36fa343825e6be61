"""Whether two sentences, one the translation of the other, speak of the same numbers.

A number is compared by its significant digits, so that "3 million", "3,000,000", "300万" and
"३० लाख" are one, whatever the digits, the grouping and the mark of decimals. Numbers as words are
read in English, in Chinese characters and in Roman letters; in other languages a small number is
never missed, because nobody can say that it is not there as a word.

Everything takes linear time: patterns are possessive, and of a number only so many digits count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import regex

_SMALL = 12
"""Up to here a number is as well written as a word, an hour or a month."""

_LONGEST = 24  # digits of a number that count; longer ones are keys, told apart by these
_NUMBER = regex.compile(r"\d++(?:[.,٬٫'’]\d++|[\u00a0\u202f\u2009\u2007\ ]\d{3}(?!\d))*+")
_NOT_WESTERN = regex.compile(r"[^\D0-9]")
_BURMESE = regex.compile(r"(?<![၀-၉])[၀-၉](?![၀-၉])|[\u1090-\u1099]")  # letters, as fonts had them
_MARK = regex.compile(r"\D")
_ROMAN = regex.compile(r"(?<![\p{L}\p{N}])(?=[IVXХ])X{0,3}(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}])")
_ROMAN_LETTERS = {"I": 1, "V": 5, "X": 10}
_HAN = regex.compile(r"[〇零一二三四五六七八九两兩十百千万萬亿億兆]++")
_HAN_SIGNS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_HAN_SIGNS |= {"零": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_HAN_WRITERS = frozenset(("zh", "yue", "ja"))
_WORD = regex.compile(r"[A-Za-z]++")

# How far apart the powers of ten may be: "3 million" is 3. Anything goes where people count by ten
# thousands (East and South-East Asia) or hundred thousands (India).
_THOUSANDS = (0, 2, 3, 6, 9, 12)
_ANY = tuple(range(13))
_MYRIADS = "zh yue ja ko th lo km my bo dz"
_LAKHS = "hi bn mr gu ne ur pa ta te kn ml si or as"
_OTHER_STEPS = frozenset(f"{_MYRIADS} {_LAKHS}".split())


class Number(NamedTuple):
    """Significant digits and a power of ten: 3,000 is ("3", 3), zero is ("", …)."""

    digits: str
    exponent: int

    @property
    def value(self) -> int:
        """The number, without its fraction."""
        whole = self.digits + "0" * min(self.exponent, _LONGEST)
        return int((whole[: self.exponent] if self.exponent < 0 else whole) or "0")


Pool = Mapping[str, frozenset[int]]
"""The powers of ten by significant digits: the numbers that a sentence holds, in some form."""


def numbers_differ(source: str, translation: str, source_lang: str, target_lang: str) -> bool:
    """Say whether a number of the source is lost, or one of the translation invented."""
    here, there = _written(source), _written(translation)
    if not here and not there:
        return False
    steps = _ANY if {source_lang, target_lang} & _OTHER_STEPS else _THOUSANDS
    told, found = _pool(here, source, source_lang), _pool(there, translation, target_lang)
    return any(
        not _meets(number, found, steps) and not _excused(number[0], found, target_lang)
        for number in here
    ) or any(
        not _meets(number, told, steps) and _is_invented(number[0], told, source_lang)
        for number in there
    )


def _written(text: str) -> list[tuple[Number, ...]]:
    """Return the numbers in digits: each as one, then the parts that its marks may make of it."""
    text = _BURMESE.sub("", text)
    western = _NOT_WESTERN.sub(lambda digit: str(unicodedata.decimal(digit.group(), 0)), text)
    return [_read(written) for written in dict.fromkeys(_NUMBER.findall(western))]


def _read(written: str) -> tuple[Number, ...]:
    """Read "1.234,5": the last mark is taken for that of decimals, for thousands are forgiven."""
    runs = _MARK.split(written)
    if len(runs) == 1:
        return (_number(written, 0),)
    return (_number("".join(runs), -len(runs[-1])), *(_number(run, 0) for run in runs))


def _number(digits: str, exponent: int) -> Number:
    digits = digits[:_LONGEST]
    bare = digits.rstrip("0")
    return Number(bare.lstrip("0"), exponent + len(digits) - len(bare))


def _pool(written: list[tuple[Number, ...]], text: str, lang: str) -> Pool:
    pool: dict[str, set[int]] = {}
    for one in (*(part for number in written for part in number), *_in_words(text, lang)):
        pool.setdefault(one.digits, set()).add(one.exponent)
    return {digits: frozenset(exponents) for digits, exponents in pool.items()}


def _meets(number: tuple[Number, ...], pool: Pool, steps: tuple[int, ...]) -> bool:
    whole, *parts = number
    return _is_there(whole, pool, steps) or (
        bool(parts) and all(_is_there(part, pool, steps) for part in parts)
    )


def _is_there(number: Number, pool: Pool, steps: tuple[int, ...]) -> bool:
    if not number.digits:
        return True
    return any(abs(number.exponent - other) in steps for other in pool.get(number.digits, ()))


def _holds(value: int, pool: Pool) -> bool:
    return _is_there(_number(str(value), 0), pool, (0,))


def _excused(number: Number, pool: Pool, lang: str) -> bool:
    """Say whether a number may be there in words or in another form: an hour, a short year."""
    value = number.value
    if number.exponent < 0:
        return False
    if lang != "en" and (value <= _SMALL or _is_round(value)):
        return True
    if value <= 2:
        return True
    return (value <= 24 and _holds(value - 12, pool)) or _is_short_year(value, pool)


def _is_round(value: int) -> bool:
    """Say whether a number is often a word: twenty, a hundred, the eighties."""
    return value % 10 == 0 and (value <= 100 or 1900 < value < 2000)


def _is_short_year(value: int, pool: Pool) -> bool:
    if value < 100:
        return _holds(1900 + value, pool) or _holds(2000 + value, pool)
    return 1900 <= value < 2100 and _holds(value % 100, pool)


def _is_invented(number: Number, told: Pool, lang: str) -> bool:
    """Say whether nothing excuses a number of the translation: words of the source might."""
    return (lang == "en" or len(number.digits) > 2) and not _excused(number, told, "")


def _in_words(text: str, lang: str) -> Iterator[Number]:
    for roman in _ROMAN.findall(text):
        yield _number(str(_roman(roman.replace("Х", "X"))), 0)
    if lang == "en":
        for value in _english(text):
            yield _number(str(value), 0)
    elif lang in _HAN_WRITERS:
        for written in _HAN.findall(text):
            yield _number(str(_han(written[: 2 * _LONGEST])), 0)


def _roman(written: str) -> int:
    values = [_ROMAN_LETTERS[letter] for letter in written]
    return sum(
        -low if low < high else low for low, high in zip(values, [*values[1:], 0], strict=True)
    )


def _han(written: str) -> int:
    """Read 二〇一八 sign by sign, 十四亿 by its units."""
    if all(sign in _HAN_SIGNS for sign in written):
        return int("".join(str(_HAN_SIGNS[sign]) for sign in written))
    total = section = sign = 0
    for one in written:
        if one in _HAN_SIGNS:
            sign = _HAN_SIGNS[one]
        elif one in _HAN_UNITS:
            section, sign = section + (sign or 1) * _HAN_UNITS[one], 0
        else:
            total, section, sign = total + (section + sign or 1) * _HAN_SCALES[one], 0, 0
    return total + section + sign


def _english(text: str) -> Iterator[int]:
    """Yield every number in English words, and what it is made of: 20, 5, 25 for "twenty-five"."""
    table = _english_words()
    whole = thousands = 0
    for word in _WORD.findall(text.lower()):
        value = table.get(word)
        if value is None:
            if word != "and":
                whole = thousands = 0
            continue
        yield value
        if value >= 1000:
            thousands, whole = thousands + (whole or 1) * value, 0
        else:
            whole = (whole or 1) * value if value == 100 else whole + value
        yield min(thousands + whole, 10**_LONGEST)


@cache
def _english_words() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_ONES.split())}
    table |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
    table |= {f"{word}th": value for word, value in table.items()}
    table |= {f"{word[:-1]}ieth": 10 * value for value, word in enumerate(_TENS.split(), 2)}
    table |= {f"{word[:-1]}ies": 10 * value for value, word in enumerate(_TENS.split(), 2)}
    table |= {word: value for value, word in enumerate(_MONTHS.split(), 1)}
    table |= {word[:3]: value for value, word in enumerate(_MONTHS.split(), 1)}
    return table | _MORE


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTHS = "january february march april may june july august september october november december"
_MORE = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6,
    "billion": 10**9, "trillion": 10**12, "first": 1, "once": 1, "second": 2, "twice": 2,
    "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "dozen": 12, "dozens": 12,
    "noon": 12, "midnight": 12,
}  # fmt: skip

"""Whether a stop ends a sentence: a look at the word before it and at the word behind.

A run of stops, with the quotes, brackets and note marks behind it, ends a sentence where white
space follows, or in scripts that write none a letter; but not where the text can only go on: in
lower case, with a comma, with a word that begins no sentence. Only "." is doubtful beyond that:
the word before it is looked up in `data/abbreviations.tsv`, then judged by its shape. In doubt
nothing is cut: half a sentence serves a reader, and a translator, worse than two.

Every look goes a fixed way, and the patterns are possessive: linear time on any text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

# Sentence_Terminal of the Unicode Character Database (PropList.txt, Unicode License v3), of
# scripts in use, without the Burmese comma; and the ellipses.
_STOPS = (
    ".!?\u2024\u2025\u2026\u203c\u203d\u2047-\u2049\u2e2e\u2e53\u2e54"
    "\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0964\u0965\u104b\u1362\u1367\u1368\u166e"
    "\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b5a\u1b5b\u1b5e\u1b5f\u1c3b\u1c3c"
    "\u1c7e\u1c7f\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb"
    "\u3002\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61"
    "\U000110be-\U000110c1\U00011141-\U00011143"
)
_WIDE_STOPS = frozenset("。！？｡．︒︕︖﹒﹖﹗")
_ETHIOPIC_SPACE = "\u1361"  # twice, it is how ። is typed without its key
_SHAKY = frozenset(".․﹒")  # stops that abbreviations end with, too
_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # marks of direction, and joiners
_CLOSERS = "\"'”’»›)\\]}」』】〉》）］｝〕＂＇*_¹²³⁰-⁹" + _UNSEEN
_CLOSING = (
    rf"(?:[{_CLOSERS}]"
    rf"|[“‘«‹](?=[{_CLOSERS}\s.,;:!?—–-]|$)"  # they close in German, and open elsewhere
    r"|\s[\"”»)\]}](?=\s|$)"  # French leaves a space before
    r"|\[\d{1,3}\])*+"  # the number of a note
)
_OPENERS = "\"'“”„«»‘’‚‹›(\\[{¿¡—–\\-•*_#「『【〈《（［｛〔＂＇" + _UNSEEN
_QUOTES = "\"'“”„«»‘’‚‹›([{¿¡—–-/\u200b\u200e\u200f\u202a\u202b\ufeff"
_OPEN_QUOTE = re.compile('["“„«‘‚‹]')
_FOLLOWING = re.compile(rf"[{_OPENERS}\s]{{0,8}}+(?P<word>[^\W_]*+)(?P<elided>['’]?)(?P<stop>\.?)")
_SMALL_START = re.compile(r"(?:['’][a-z]|ŉ|\(?[a-z]\))\s")  # 's Avonds (nl), 'n Man (af), a) item
_GOING_ON = frozenset(",;:.!?…%،؛)]}")
_PARTICLES = frozenset("とのにはがをでもなやっ、，,。；;：:")  # 「…。」と goes on
_DOTTED = re.compile(r"(?:[^\s\d_.․,;:!?\"'()]{1,4}[.․])+[^\s\d_.․,;:!?\"'()]{1,4}")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_LIST_NUMBER = re.compile(r"\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4}")
_VOWELS = frozenset("aeiouyæœøıəаеиоуыэюяєѐѝαεηιουω")
_KINDS = ("never", "number", "either", "word")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language writes.

    `stop` matches (stops)(closing marks)(white space); `kinds` says for a word before "." what
    the stop may mean; `starts` begin sentences and are hardly ever names; `joins` matches words
    that begin none; with `ordinals` "3. Mai" is a number with its stop; with `spaces` white space
    is often all that there is between sentences.
    """

    stop: re.Pattern[str]
    kinds: dict[str, str]
    starts: frozenset[str]
    joins: re.Pattern[str] | None
    ordinals: bool
    spaces: bool


@lru_cache(maxsize=256)
def rules(lang: str) -> Rules:
    """Return the rules of a language; of none in particular where the table has no row for it."""
    rows = [*_table().get("*", []), *_table().get(lang, [])]
    words: dict[str, list[str]] = {}
    for kind, row in rows:
        words.setdefault(kind, []).extend(row)
    stops = re.escape("".join(words.get("ends", []))) + _STOPS + _ETHIOPIC_SPACE
    return Rules(
        stop=re.compile(rf"([{stops}]++)({_CLOSING})(\s*+)"),
        kinds={word: kind for kind, row in rows if kind in _KINDS for word in row},
        starts=frozenset(word.lower() for word in words.get("start", [])),
        joins=_any_of(words.get("joins", [])),
        ordinals="ordinals" in words.get("trait", []),
        spaces="spaces" in words.get("trait", []),
    )


def _any_of(words: list[str]) -> re.Pattern[str] | None:
    """Return a pattern of whole words; of their beginnings in scripts without spaces."""
    ends = [
        word if "\u0e00" <= word[-1] <= "\u17ff" else rf"{word}(?=[\s.,!?]|$)" for word in words
    ]
    return re.compile("|".join(ends)) if ends else None


def ends_sentence(text: str, stop: re.Match[str], start: int, end: int, rules: Rules) -> bool:
    """Say whether the sentence that began at `start` ends with `stop`, in a text up to `end`."""
    marks, _, space = stop.groups()
    at = stop.end()
    if at == end:
        return True
    if marks == _ETHIOPIC_SPACE or _is_bare(text, start, stop.start()):
        return False
    if not space:
        return _ends_without_space(text, stop)
    following = _FOLLOWING.match(text, at, end)
    assert following is not None, "every part of the pattern may be empty"
    if _goes_on(text, at, end, following, rules):
        return False
    return marks not in _SHAKY or not _abbreviated(text, stop.start(), start, following, rules)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Say whether only a few signs stand there, as before the first word: "...", "(", "¡"."""
    return end - start < 8 and not any(map(str.isalnum, text[start:end]))


def _goes_on(text: str, at: int, end: int, following: re.Match[str], rules: Rules) -> bool:
    """Say whether what follows a stop can only continue the sentence."""
    word, word_at = following["word"], following.start("word")
    if rules.joins and rules.joins.match(text, word_at, end):
        return True
    if not word:
        return word_at < end and text[word_at] in _GOING_ON
    if not _is_small(word[0]):
        return False
    return not word[1:2].isupper() and not _SMALL_START.match(text, at, end)


def _is_small(letter: str) -> bool:
    """Say whether it is lower case; Georgian letters are by Unicode's book, not in practice."""
    return letter.islower() and not "ა" <= letter <= "ჿ"


def _has_no_case(letter: str) -> bool:
    return letter.isalpha() and not letter.isupper() and not _is_small(letter)


def _ends_without_space(text: str, stop: re.Match[str]) -> bool:
    """Judge a stop that no white space follows: addresses, numbers, and scripts without spaces."""
    mark, before, after = stop[1][-1], text[stop.start() - 1], text[stop.end()]
    if mark in _WIDE_STOPS:
        return after not in _PARTICLES if stop[2] else not (before.isdigit() and after.isdigit())
    if mark in "…‥":
        return False
    if mark in ".!?․:;|":
        caseless = _has_no_case(before) and _has_no_case(after)
        return caseless and not (stop[1] == "." and _is_near_end(text, stop))
    return after.isalnum() or re.match(f"[{_OPENERS}]", after) is not None


def _is_near_end(text: str, stop: re.Match[str]) -> bool:
    """Say whether a part of under three letters stands beside the stop, as in abbreviations."""
    near = text[max(stop.start() - 3, 0) : stop.start()] + text[stop.end() : stop.end() + 3]
    return len(near) < 6 or not all(map(str.isalpha, near))


def _abbreviated(text: str, dot: int, start: int, following: re.Match[str], rules: Rules) -> bool:
    """Say whether the stop at `dot` belongs to the word before it and ends nothing."""
    word = _word_before(text, max(start, dot - 24), dot)
    kind = _kind(word, rules)
    after = following["word"]
    if kind == "number" and (after[:1].isdigit() or _ROMAN.fullmatch(after)):
        return True
    if kind == "either" and _opens_quotation(following):
        return False
    if len(word) == len(after) == 1 and following["stop"]:
        return word.isalpha()
    if kind in ("", "number"):
        kind = _shape(word, dot - len(word) == start, rules)
    if kind == "either":
        return following["stop"] == "." or not _is_start(after, following["elided"], rules)
    return kind == "never"


def _word_before(text: str, start: int, dot: int) -> str:
    """Return the word that ends at `dot`, without what opens or elides before it; "" if none."""
    words = text[start:dot].split()
    if not words or text[dot - 1].isspace():
        return ""
    return words[-1].lstrip(_QUOTES).rpartition("'")[2].rpartition("’")[2]


def _kind(word: str, rules: Rules) -> str:
    """Look a word up: as written, in lower case, and without digits before it ("5млн")."""
    kinds = rules.kinds
    kind = kinds.get(word) or (kinds.get(word.lower()) if word[1:] != word[1:].upper() else "")
    if not kind and word[:1].isdigit():
        kind = kinds.get(word.lstrip("0123456789"))
    return kind or ""


def _shape(word: str, first: bool, rules: Rules) -> str:
    """Judge a word that no table knows by how it looks; `first` if it begins the sentence."""
    if first and _LIST_NUMBER.fullmatch(word):
        return "never"
    if len(word) == 1 and word.isalpha():
        # An initial. Indic scripts have true words of one letter.
        return "" if _is_small(word) or "\u0900" <= word <= "\u0dff" else "either"
    if rules.ordinals and (_ROMAN.fullmatch(word) or (len(word) < 3 and word.isdigit())):
        return "either"
    return "either" if _DOTTED.fullmatch(word) or _has_no_vowel(word) else ""


def _has_no_vowel(word: str) -> bool:
    """Say whether it is an initial of two letters (Dž. Sz.) or a title without vowels (Sgt.)."""
    if not (2 <= len(word) <= 4 and word.isalpha() and word.istitle()):
        return False
    return _VOWELS.isdisjoint(unicodedata.normalize("NFD", word.lower()))


def _is_start(word: str, elided: str, rules: Rules) -> bool:
    """Say whether it is a word that begins sentences: "The", "L'"."""
    word = word.lower()
    return word in rules.starts or bool(elided and word + "'" in rules.starts)


def _opens_quotation(following: re.Match[str]) -> bool:
    """Say whether a quotation mark stands before the word that follows."""
    before = following.start(), following.start("word")
    return _OPEN_QUOTE.search(following.string, *before) is not None


@cache
def _table() -> dict[str, list[tuple[str, list[str]]]]:
    """Read the table: language → (kind, words) in the order of its rows; later ones win."""
    table: dict[str, list[tuple[str, list[str]]]] = {}
    path = Path(__file__).parent / "data" / "abbreviations.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            langs, kind, words = line.split("\t")
            for lang in langs.split(","):
                table.setdefault(lang, []).append((kind, words.split()))
    return table

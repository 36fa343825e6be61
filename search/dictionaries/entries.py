"""The body of an entry, as a dictionary prints it for a reader, becomes its translations.

Printed are also how a word sounds, its grammar, its field, notes, numbers of senses, examples,
synonyms and references: all of that goes, and what is left is cut into words and expressions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from dragoman.index.languages import languages
from dragoman.index.scripts import script

WORDS = 3
"""Words of a translation; what has more explains and does not translate."""

MOST = 24
"""Translations of an entry that are kept, the first."""

LONGEST = 60
"""Letters of a translation."""

# A line that does not translate: an example, its translation, or something with a label.
_ASIDE = re.compile(
    r"""\s*(?: ["“„«] | [-–—*]\s
             | (?:synonyms? | antonyms? | see(?:\ also)? | notes? | examples? | usage | cf | origin
                  | etymology | plural | hyperonyms? | hyponyms? | related | compare | grammar)
               \s?:
           )""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)")
_SOUND = re.compile(r"(?<!\S)/[^/]*/(?=[\s,;)<\[]|$)")
_BRACKETS = {
    "(": re.compile(r"\([^()]*\)"),
    "[": re.compile(r"\[[^\[\]]*(?:\]|$)"),
    "<": re.compile(r"<[^<>]*(?:>|$)"),
    "{": re.compile(r"\{[^{}]*(?:\}|$)"),
    "（": re.compile(r"（[^（）]*(?:）|$)"),
    "【": re.compile(r"【[^【】]*(?:】|$)"),
}
# "(bakt.)eri": a word taken for an abbreviation, and bracketed; a reference, an abbreviation.
_TORN = re.compile(r"\(([^\W\d_]{1,6})\.\)(?=[^\W\d_])")
_REFERENCE = re.compile(r"\s*\(?(?:bak|bkz|kıs|vgl|siehe|see|vide)\b\.?\)?\s")
_UNCLOSED = re.compile(r"\([^()]*$")
_SHORT = re.compile(r"(?<!\w)(?:etw|jdn|jdm|jds|jd|sth|sb|smth|smb|so|qqn|qqch|usw|etc|bzw)\.")
# "1.", "2)", "II.", "a)" before a sense.
_NUMBER = re.compile(r"(?<!\S)(?:\d{1,3}|[IVX]{1,5})[.)](?:\s|$)|(?<!\S)[a-h]\)\s")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s(?=[^\W\d_])(?!(?:und|oder|and|or|u)\b)")
_SENTENCE = re.compile(r"(?<=[^\s.,;:()\d]{3})\.(?:[\s\w].*|$)|[!?।۔。].*$|\s\.(?=\w).*$")
_ENDS = re.compile("[.!?।۔。]")
_PARTS = re.compile(r"[,;:،؛、，；：|•·=→]|\s/\s|\s[-–—]\s")
_ALTERNATIVE = re.compile(r"(?<=[^\s/])/[^\s/]+(?:/[^\s/]+)*")
_EITHER = re.compile(r"[^\s/.\d-]+(?:/[^\s/.\d-]+)+")


class _Odd(dict[int, str]):
    """For `str.translate`: letters, marks, digits and what stands inside words stay."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        inside = unicodedata.category(sign)[0] in "LMN" or sign in "'’ʼ`´׳״\"\u200c\u200d.-"
        self[code] = sign if inside else " "
        return self[code]


_ODD = _Odd()

_TIES = re.compile("[~_]")
_HYPHENS = re.compile("[\u2010\u2011]")

# Stand-ins for what a verb takes, and small words that a dictionary puts before a word. They are
# taken off the ends of a translation or a headword, so that "to agree with sth." is "agree with".
_BARE = {
    "en": "to a an the sb sth so smb smth sb's sb./sth. somebody something someone one's oneself",
    "de": "der die das ein eine einen einem etw jdn jdm jds jd sich zu etwas jemand jemanden",
    "fr": "le la les un une des se qqn qqch qn qch à de",
    "es": "el la los las un una unos unas algo alguien",
    "it": "il lo la i gli le un uno una qualcosa qualcuno qc qn",
    "pt": "o a os as um uma algo alguém se",
    "nl": "de het een zich iets iemand te",
    "sv": "en ett den det att sig ngt ngn något någon",
    "no": "en ei et å seg noe noen",
    "da": "en et at sig noget nogen",
    "el": "ο η το οι τα τον την του της ένας μια ένα κάτι κάποιον",
    "tr": "bir şey birşey birini etmek olmak yapmak eylemek kılmak",
    "hi": "करना होना देना लेना जाना रहना आना के का की को से में पर",
    "fa": "کردن شدن دادن داشتن زدن",
    "ru": "что-л кого-л что-либо кого-либо чему-л кому-л чем-л кем-л",
    "pl": "się coś kogoś komuś czegoś",
}


@cache
def _bare_words(lang: str) -> frozenset[str]:
    return frozenset(_BARE.get(lang, "").split())


def bare(text: str, lang: str) -> str:
    """Return an expression without the small words at its ends: "to agree with sb." → "agree with".

    What has none but such words is left as it is. Spaces are single.
    """
    words = text.split()
    small = _bare_words(lang)
    first, last = 0, len(words)
    while first < last and words[first].casefold().rstrip(".") in small:
        first += 1
    while first < last and words[last - 1].casefold().rstrip(".") in small:
        last -= 1
    return " ".join(words[first:last] or words)


def headword(text: str, lang: str) -> str:
    """Return a headword as it is looked for, without brackets and small words; "" for none."""
    if not text.isalpha():
        text = bare(_plain(text).translate(_ODD).strip(" .-'\""), lang)
    return text if len(text) <= LONGEST and any(map(str.isalpha, text)) else ""


def translations(body: str, lang: str) -> list[str]:
    """Return the translations in an entry, each once, in their order: one to three words each.

    `lang` is the language translated into: what is written in scripts that are not its own is left
    out. Linear in the body.
    """
    found: dict[str, None] = {}
    for line in body.split("\n"):
        if not line or _ASIDE.match(line):
            continue
        for sense in _senses(line):
            for part in _PARTS.split(sense):
                found.update(dict.fromkeys(_words(part.strip(), lang)))
        if len(found) >= MOST:
            break
    return list(found)[:MOST]


def _senses(line: str) -> list[str]:
    """Return the senses in a line, each without what does not translate."""
    if line.isalpha():
        return [line]
    if _ENDS.search(line) is None:
        return [_plain(line)]
    return [
        _SENTENCE.sub("", _unopened(_plain(sense)))
        for sense in _NUMBER.split(line)
        if not _REFERENCE.match(sense)
    ]


def _unopened(sense: str) -> str:
    """Return what follows a bracket that was closed and never opened, or else comes before it."""
    before, _, after = sense.rpartition(")")
    return after if after.strip() else before


def _plain(text: str) -> str:
    """Return a line without quotations, sounds and brackets; "~" is a space, a soft break none."""
    if not text.isascii():
        text = _HYPHENS.sub("-", text.replace("\u00ad", ""))
    text = _TIES.sub(" ", text)
    if ".)" in text:
        text = _TORN.sub(r"\1", text)
    if '"' in text or "“" in text or "„" in text:
        text = _QUOTED.sub(" ", text)
    if "/" in text:
        text = _SOUND.sub(" ", text)
    for sign, brackets in _BRACKETS.items():
        if sign in text:
            text = brackets.sub(" ", text)
    if "(" in text:
        text = _UNCLOSED.sub(" ", _BRACKETS["("].sub(" ", text))
    if "." in text:
        text = _SHORT.sub(" ", text)
    return _HYPHENATED.sub("", text) if "- " in text else text


def _words(part: str, lang: str) -> Iterator[str]:
    """Yield what a part between commas gives: mostly itself, "war/battle" two words, or nothing."""
    if "/" in part:
        if _EITHER.fullmatch(part):
            for one in part.split("/"):
                yield from _words(one, lang)
            return
        part = _ALTERNATIVE.sub("", part)
    if not part.isalpha():
        part = bare(part.translate(_ODD).strip(" .-'\""), lang)
    if 0 < len(part) <= LONGEST and part.count(" ") < WORDS and _is_written(part, lang):
        yield part


def _is_written(part: str, lang: str) -> bool:
    """Whether the first letter that has a script is in one of the language's own."""
    own = _scripts(lang)
    for letter in part:
        if found := script(letter):
            return not own or found in own
    return False


@cache
def _scripts(lang: str) -> frozenset[str]:
    known = languages().get(lang)
    return frozenset(known.scripts) if known else frozenset()

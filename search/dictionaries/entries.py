"""The body of an entry, as a dictionary prints it for a reader, becomes its translations.

What is printed beside them goes (`printed`); what is left is cut into words and expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from dragoman.index.languages import languages
from dragoman.index.scripts import script
from dragoman.search.dictionaries import printed

WORDS = 3
"""Words of a translation; what has more explains and does not translate."""

MOST = 24
"""Translations of an entry that are kept, the first."""

LONGEST = 60
"""Letters of a translation."""

_ENDS = " .-'\""
"""What is taken off the ends of a word."""

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
    if small.isdisjoint(text.casefold().replace(".", " ").split()):
        return " ".join(words)
    first, last = 0, len(words)
    while first < last and words[first].casefold().rstrip(".") in small:
        first += 1
    while first < last and words[last - 1].casefold().rstrip(".") in small:
        last -= 1
    return " ".join(words[first:last] or words)


def headword(text: str, lang: str) -> str:
    """Return a headword as it is looked for, without brackets and small words; "" for none."""
    return headwords([text], lang)[0]


def headwords(texts: Sequence[str], lang: str) -> list[str]:
    """Return what `headword` gives for each; many at once take far less time."""
    lines = "\n".join(texts)
    if lines.count("\n") >= len(texts):
        lines = "\n".join([text.replace("\n", " ") for text in texts])
    cleaned = printed.without_odd(printed.plain(lines))
    for sign in (printed.PART, printed.BETWEEN):
        cleaned = cleaned.replace(sign, " ")
    return [_headword(text.strip(_ENDS), lang) for text in cleaned.split("\n")]


def _headword(text: str, lang: str) -> str:
    if not text.isalpha():
        text = bare(text, lang)
    return text if len(text) <= LONGEST and (text.isalpha() or any(map(str.isalpha, text))) else ""


def translations(body: str, lang: str) -> list[str]:
    """Return the translations in an entry, each once, in their order: one to three words each.

    `lang` is the language translated into: what is written in scripts that are not its own is left
    out. Linear in the body.
    """
    return translations_of([body], lang)[0]


def translations_of(bodies: Sequence[str], lang: str) -> list[list[str]]:
    """Return what `translations` gives for each; many at once take far less time."""
    found = printed.parts(printed.joined(bodies)).split(printed.BETWEEN)
    own = _scripts(lang)
    return [_kept(parts.split(printed.PART), lang, own) for parts in found[1:]]


def _kept(parts: Iterable[str], lang: str, own: frozenset[str]) -> list[str]:
    """Return the parts that are translations, without what stands around them."""
    kept: dict[str, None] = {}
    for part in parts:
        if not (part := part.strip(_ENDS)):
            continue
        if not part.isalpha():
            part = bare(part, lang)
            if part.count(" ") >= WORDS:
                continue
        if len(part) <= LONGEST and (script(part[0]) in own or _is_written(part, own)):
            kept[part] = None
    return list(kept)[:MOST]


def _is_written(part: str, own: frozenset[str]) -> bool:
    """Whether the first letter that has a script is in one of these; any will do for none."""
    for letter in part:
        if found := script(letter):
            return not own or found in own
    return False


@cache
def _scripts(lang: str) -> frozenset[str]:
    known = languages().get(lang)
    return frozenset(known.scripts) if known else frozenset()

"""What dictionaries print for a reader is taken off their entries, from many at once.

Printed are how a word sounds, its grammar, its field, notes, numbers of senses, examples, synonyms
and references. One text holds the lines of many entries, so that each rule runs over all of them in
one step: no rule here sees past the end of a line, and all are linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BETWEEN = "\ue000"
"""A line that parts entries; nothing here changes it. It is for private use: see `joined`."""

PART = ","
"""What parts the translations in `parts`."""

# A line that does not translate: an example, its translation, or something with a label.
_ASIDE = re.compile(
    r"""\n[^\S\n]*(?: ["“„«] | [-–—*][^\S\n]
             | (?-i:(?=[acegnhoprsuACEGNHOPRSU\u017f]))
               (?:synonyms? | antonyms? | see(?:\ also)? | notes? | examples? | usage | cf | origin
                  | etymology | plural | hyperonyms? | hyponyms? | related | compare | grammar)
               [^\S\n]?:
           )[^\n]*""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"\n]*(?:\"|$)|“[^”\n]*(?:”|$)|„[^“”\n]*(?:[“”]|$)", re.MULTILINE)
_SOUND = re.compile(r"/(?<!\S.)[^/\n]*/(?=[\s,;)<\[]|$)", re.MULTILINE)
_ROUND = re.compile(r"\([^()\n]*\)")
_BRACKETS = {
    "(": _ROUND,
    "[": re.compile(r"\[[^\[\]\n]*(?:\]|$)", re.MULTILINE),
    "<": re.compile(r"<[^<>\n]*(?:>|$)", re.MULTILINE),
    "{": re.compile(r"\{[^{}\n]*(?:\}|$)", re.MULTILINE),
    "（": re.compile(r"（[^（）\n]*(?:）|$)", re.MULTILINE),
    "【": re.compile(r"【[^【】\n]*(?:】|$)", re.MULTILINE),
}
# "(bakt.)eri": a word taken for an abbreviation, and bracketed; a reference, an abbreviation.
_TORN = re.compile(r"\(([^\W\d_]{1,6})\.\)(?=[^\W\d_])")
_REFERENCE = re.compile(
    r"\n[^\S\n]*\(?(?:bak|bkz|kıs|vgl|siehe|see|vide)\b\.?\)?[^\S\n][^\n]*",
)
_UNCLOSED = re.compile(r"\([^()\n]*$", re.MULTILINE)
_SHORT = re.compile(
    r"""[bejqsu](?<!\w.)(?: (?<=j)d[mns]? | (?<=s)(?:th|b|mth|mb|o) | (?<=e)t[cw] | (?<=q)q(?:n|ch)
                           | (?<=u)sw | (?<=b)zw )\.""",
    re.VERBOSE,
)
# "1.", "2)", "II.", "a)" before a sense.
_NUMBER = re.compile(
    r"""[\dIVXa-h](?<!\S.)(?: (?:(?<=\d)\d{0,2} | (?<=[IVX])[IVX]{0,4}) [.)] (?:[^\S\n]|$)
                            | (?<=[a-h])\)[^\S\n] )""",
    re.MULTILINE | re.VERBOSE,
)
_HYPHENATED = re.compile(r"-[ ](?<=[^\W\d_]..)(?=[^\W\d_])(?!(?:und|oder|and|or|u)\b)")
_SENTENCE = re.compile(
    r"""[.!?।۔。](?: (?<=[!?।۔。])
                     | (?<=[^\s.,;:()\d]{3}[.])(?=[^\S\n]|\w|$)
                     | (?<=[^\S\n][.])(?=\w) )[^\n]*""",
    re.MULTILINE | re.VERBOSE,
)
_ENDS = re.compile("[.!?।۔。]")
_PARTED = ";:،؛、，；：|•·=→"
_DASH = re.compile(r"[-–—/](?<=[^\S\n].)[^\S\n]")
_ALTERNATIVE = re.compile(r"(?<=[^\s/])/[^\s/]+(?:/[^\s/]+)*")
_EITHER = re.compile(r"[^\s/.\d-]+(?:/[^\s/.\d-]+)+")

_INSIDE = "'’ʼ`´׳״\"\u200c\u200d."
_ODD = re.compile(rf"[^\w{_INSIDE}\- ,\n{BETWEEN}]")
_FEW = 100


def joined(bodies: Sequence[str]) -> str:
    """Return one text of many entries, each after a line `BETWEEN`."""
    text = f"\n{BETWEEN}\n".join(bodies)
    if text.count(BETWEEN) >= len(bodies):
        text = f"\n{BETWEEN}\n".join(body.replace(BETWEEN, " ") for body in bodies)
    return f"\n{BETWEEN}\n{text}"


def parts(text: str) -> str:
    """Return what translates in a text that `joined` made, parted by `PART`."""
    lines = [line for line in _ASIDE.sub("", text).split("\n") if line]
    ended = [number for number, line in enumerate(lines) if _ENDS.search(line)]
    numbered = f"\n{BETWEEN}\n".join([lines[number] for number in ended])
    for number in ended:
        lines[number] = ""
    lines = plain("\n".join(lines)).split("\n")
    for number, found in zip(ended, _senses(numbered).split(f"\n{BETWEEN}\n"), strict=False):
        lines[number] = found
    text = _parted("\n".join(lines))
    if "/" in text:
        text = PART.join([_slashed(one) if "/" in one else one for one in text.split(PART)])
    return without_odd(text)


def _senses(text: str) -> str:
    """Return senses, a line each, of lines that have numbers and sentences, parted by `BETWEEN`."""
    text = plain(_REFERENCE.sub("\n", _NUMBER.sub("\n", f"\n{text}")))
    if ")" in text:
        text = "\n".join([_unopened(one) if ")" in one else one for one in text.split("\n")])
    return _SENTENCE.sub("", text)


def _unopened(sense: str) -> str:
    """Return what follows a bracket that was closed and never opened, or else comes before it."""
    before, _, after = sense.rpartition(")")
    return after if after.strip() else before


def plain(text: str) -> str:
    """Return lines without quotations, sounds and brackets; "~" is a space, a soft break none."""
    if not text.isascii():
        text = text.replace("\u00ad", "").replace("\u2010", "-").replace("\u2011", "-")
    text = text.replace("~", " ").replace("_", " ")
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
        text = _UNCLOSED.sub(" ", _ROUND.sub(" ", text))
    if "." in text:
        text = _SHORT.sub(" ", text)
    return _HYPHENATED.sub("", text) if "- " in text else text


def _parted(text: str) -> str:
    """Return a text with `PART` between lines and wherever a sign or a dash parts translations."""
    for sign in _PARTED:
        text = text.replace(sign, PART)
    return _DASH.sub(PART, text).replace("\n", PART)


def _slashed(part: str) -> str:
    """Return what a part with slashes gives: "war/battle" two, "aim/goal at" the first."""
    part = part.strip()
    return part.replace("/", PART) if _EITHER.fullmatch(part) else _ALTERNATIVE.sub("", part)


def without_odd(text: str) -> str:
    """Return a text with spaces for all but letters, marks, digits and what stands in words."""
    odd = [sign for sign in set(_ODD.findall(text)) if unicodedata.category(sign)[0] != "M"]
    if len(odd) > _FEW:
        return text.translate(dict.fromkeys(map(ord, odd), " "))
    for sign in odd:
        text = text.replace(sign, " ")
    return text

"""Which script a letter belongs to, and which script a text is written in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import lru_cache

# First code point and script of each run of blocks, in order; "" is no letter of ours.
# A condensed Blocks.txt and Scripts.txt (Unicode 15; facts). Scripts by ISO 15924, but Jpan is
# kana alone: a text in it is Japanese, while Hani may be any of Chinese, Cantonese, Japanese.
_RUNS: tuple[tuple[int, str], ...] = (
    (0x0000, "Latn"),
    (0x02B0, ""),
    (0x0370, "Grek"),
    (0x0400, "Cyrl"),
    (0x0530, "Armn"),
    (0x0590, "Hebr"),
    (0x0600, "Arab"),
    (0x0700, "Syrc"),
    (0x0750, "Arab"),
    (0x0780, "Thaa"),
    (0x07C0, "Nkoo"),
    (0x0800, ""),
    (0x0860, "Syrc"),
    (0x0870, "Arab"),
    (0x0900, "Deva"),
    (0x0980, "Beng"),
    (0x0A00, "Guru"),
    (0x0A80, "Gujr"),
    (0x0B00, "Orya"),
    (0x0B80, "Taml"),
    (0x0C00, "Telu"),
    (0x0C80, "Knda"),
    (0x0D00, "Mlym"),
    (0x0D80, "Sinh"),
    (0x0E00, "Thai"),
    (0x0E80, "Laoo"),
    (0x0F00, "Tibt"),
    (0x1000, "Mymr"),
    (0x10A0, "Geor"),
    (0x1100, "Hang"),
    (0x1200, "Ethi"),
    (0x13A0, "Cher"),
    (0x1400, "Cans"),
    (0x1680, ""),
    (0x1780, "Khmr"),
    (0x1800, "Mong"),
    (0x18B0, "Cans"),
    (0x1900, ""),
    (0x19E0, "Khmr"),
    (0x1A00, "Bugi"),
    (0x1A20, ""),
    (0x1C50, "Olck"),
    (0x1C80, "Cyrl"),
    (0x1C90, "Geor"),
    (0x1CC0, ""),
    (0x1D00, "Latn"),
    (0x1D2B, "Cyrl"),
    (0x1D2C, "Latn"),
    (0x1F00, "Grek"),
    (0x2000, "Latn"),
    (0x2C80, "Copt"),
    (0x2D00, "Geor"),
    (0x2D30, "Tfng"),
    (0x2D80, "Ethi"),
    (0x2DE0, "Cyrl"),
    (0x2E00, ""),
    (0x2E80, "Hani"),
    (0x3040, "Jpan"),
    (0x3100, "Bopo"),
    (0x3130, "Hang"),
    (0x3190, "Hani"),
    (0x31A0, "Bopo"),
    (0x31C0, "Hani"),
    (0x31F0, "Jpan"),
    (0x3200, "Hani"),
    (0xA000, "Yiii"),
    (0xA4D0, "Lisu"),
    (0xA500, "Vaii"),
    (0xA640, "Cyrl"),
    (0xA6A0, ""),
    (0xA720, "Latn"),
    (0xA800, ""),
    (0xA8E0, "Deva"),
    (0xA900, ""),
    (0xA960, "Hang"),
    (0xA980, ""),
    (0xA9E0, "Mymr"),
    (0xAA00, ""),
    (0xAA60, "Mymr"),
    (0xAA80, ""),
    (0xAAE0, "Mtei"),
    (0xAB00, "Ethi"),
    (0xAB30, "Latn"),
    (0xAB70, "Cher"),
    (0xABC0, "Mtei"),
    (0xAC00, "Hang"),
    (0xD800, ""),
    (0xF900, "Hani"),
    (0xFB00, "Latn"),
    (0xFB13, "Armn"),
    (0xFB1D, "Hebr"),
    (0xFB50, "Arab"),
    (0xFE00, ""),
    (0xFE70, "Arab"),
    (0xFF00, "Latn"),
    (0xFF66, "Jpan"),
    (0xFFA0, "Hang"),
    (0xFFE0, ""),
    (0x10330, "Goth"),
    (0x10350, ""),
    (0x10B00, "Avst"),
    (0x10B40, ""),
    (0x1AFF0, "Jpan"),
    (0x1B170, ""),
    (0x1E7E0, "Ethi"),
    (0x1E800, ""),
    (0x1EE00, "Arab"),
    (0x1EF00, ""),
    (0x20000, "Hani"),
    (0x323B0, ""),
)
_STARTS = tuple(start for start, _ in _RUNS)


@lru_cache(maxsize=1 << 14)
def script(char: str) -> str:
    """Return the script (ISO 15924) of a letter, or "" for anything that is no letter."""
    if not char.isalpha():
        return ""
    return _RUNS[bisect_right(_STARTS, ord(char)) - 1][1]


def scripts(text: str) -> Counter[str]:
    """Count the letters of `text` by script; linear, and fast because letters repeat."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if found := script(char):
            counts[found] += times
    return counts


def size(counts: Counter[str]) -> int:
    """Return how many letters these are worth: a CJK sign or Korean syllable is worth three."""
    return counts.total() + 2 * (counts["Hani"] + counts["Jpan"] + counts["Hang"])


def main_script(counts: Counter[str]) -> str:
    """Return the script that a text with these letters is written in, "" if it has none.

    Latin letters stand in texts of every language (names, brands, abbreviations), so they count
    a third of what they are beside another script, and CJK signs double. One kana in ten signs
    makes the text Japanese.
    """
    weights: dict[str, float] = dict(counts)
    kana, signs = counts["Jpan"], counts["Hani"]
    if kana and kana * 10 >= kana + signs:
        weights["Jpan"] = 2 * (kana + weights.pop("Hani", 0))
    elif signs:
        weights["Hani"] = 2 * (signs + weights.pop("Jpan", 0))
    if len(weights) > 1 and "Latn" in weights:
        weights["Latn"] /= 3
    return max(sorted(weights), key=weights.__getitem__, default="")

"""Joined Arabic letters for terminals that do not join them.

They come as U+FB50 to U+FEFC, the forms that were encoded for old displays.
The forms are read out of Unicode's own decompositions (`unicodedata`), so that Arabic, Persian,
Urdu, Kurdish and Uyghur letters join as far as such forms exist; others stand as they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

_LAM = "\u0644"
_JOINERS = ("\u0640", "\u200d")
_NON_JOINER = "\u200c"

Forms = dict[tuple[str, str], str]


@cache
def _forms() -> Forms:
    """Return (position, letters) -> the letter as it is drawn there; about 600 of them."""
    forms: Forms = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        position, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        text = "".join(chr(int(letter, 16)) for letter in letters)
        if len(text) == 1 or (len(text) == 2 and text[0] == _LAM and code >= 0xFEF5):
            forms.setdefault((position.strip("<>"), text), chr(code))
    return forms


def _joins_next(cluster: str) -> bool:
    if cluster.endswith(_NON_JOINER):
        return False
    return cluster[0] in _JOINERS or ("initial", cluster[0]) in _forms()


def _joins_previous(cluster: str) -> bool:
    return cluster[0] in _JOINERS or ("final", cluster[0]) in _forms()


def shape(clusters: Sequence[str]) -> list[str]:
    """Return the clusters, in logical order, with every Arabic letter in the form it takes here.

    As many clusters come back as went in: lam and the alef after it are drawn as one letter, and
    the alef's place holds "".
    """
    shaped: list[str] = []
    joined = False
    for at, cluster in enumerate(clusters):
        follower = clusters[at + 1] if at + 1 < len(clusters) else " "
        before = joined and _joins_previous(cluster)
        joined = _joins_next(cluster) and _joins_previous(follower)
        shaped.append(_form(cluster, before, joined))
    return _ligatures(clusters, shaped)


def _form(cluster: str, before: bool, after: bool) -> str:
    position = ("as it is", "initial", "final", "medial")[2 * before + after]
    letter = _forms().get((position, cluster[0]), cluster[0])
    return letter + cluster[1:].replace(_NON_JOINER, "").replace("\u200d", "")


def _ligatures(clusters: Sequence[str], shaped: list[str]) -> list[str]:
    for at in range(len(clusters) - 1):
        lam, alef = clusters[at], clusters[at + 1]
        if lam[:1] != _LAM or _NON_JOINER in lam:
            continue
        position = "final" if shaped[at][0] in _lam_after() else "isolated"
        if drawn := _forms().get((position, _LAM + alef[:1])):
            shaped[at] = drawn + shaped[at][1:] + shaped[at + 1][1:]
            shaped[at + 1] = ""
    return shaped


def _lam_after() -> tuple[str, str]:
    """Return lam as it is drawn when the letter before joins it."""
    return _forms()["medial", _LAM], _forms()["final", _LAM]

"""Classes of words and of what rules made of them, each with a letter for the grammar."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = """
    int num ord dom mnum y4 yy roman one few
    month mon hmon weekday wday weakday season weakseason piece decade decs decpre era erapre jera
    unit plural relday relunit rel relp nxt nxtp that thatp daypre theday weakbefore
    inone agone agopreone
    ago agopre inpre agosuf hence later earlier within
    from to between and or of in on at the before after since until by about
    in_post uone eve since_post until_post before_post after_post between_post from_post
    part partpost beginning every
    centuryabbr yearw monthw dmark dayw ordpre osuf suf clock time today
    ycal hijriyear solaryear monthpre
    comma dash slash future weak
"""
_NODES = "dur date md mdw ym yr wk per wd wdrel mrel range open dd beside none"

_FIRST_LETTER = 0x100
LETTERS = {
    name: chr(_FIRST_LETTER + index)
    for index, name in enumerate(dict.fromkeys((_WORDS + _NODES).split()))
}


def code_of(classes: Iterable[str]) -> str:
    """Return how a word that may be any of some classes is written for the grammar."""
    return "".join(LETTERS[name] for name in classes) + ";"

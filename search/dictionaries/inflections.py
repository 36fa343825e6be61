"""The forms of the dictionary that an English word may be a form of."""

from __future__ import annotations

from functools import cache, lru_cache

# Forms that no ending gives away, of words that news are full of; written from general knowledge.
_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became; begin
began begun; bend bent; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke
broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose
chose chosen; cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn; drink
drank drunk; drive drove driven; dream dreamt; eat ate eaten; fall fell fallen; feed fed; feel
felt; fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade
forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got
gotten; give gave given; go went gone; grind ground; grow grew grown; hang hung; hear heard;
hide hid hidden; hold held; keep kept; know knew known; lay laid; lead led; leap leapt; learn
learnt; leave left; lend lent; lie lay lain; lose lost; make made; mean meant; meet met; mistake
mistook mistaken; overcome overcame; overthrow overthrew overthrown; pay paid; ride rode ridden;
ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send
sent; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang
sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; speed sped; spend
spent; spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike
struck stricken; strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing
swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw
thrown; understand understood; undergo underwent undergone; uphold upheld; wake woke woken; wear
wore worn; weep wept; win won; wind wound; withdraw withdrew withdrawn; withstand withstood;
write wrote written; man men; woman women; child children; person people; foot feet; tooth
teeth; mouse mice; life lives; crisis crises; basis bases; analysis analyses; axis axes; thesis
theses; medium media; datum data; criterion criteria; phenomenon phenomena; leaf leaves; half
halves; thief thieves; wife wives; knife knives; loaf loaves; shelf shelves; self selves; bad
worse worst; good better best; little less least; much more most; many more most; far further
farther furthest
"""

_DOUBLED = frozenset("bdgklmnprt")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _IRREGULAR.split(";"):
        base, *forms = line.split()
        for form in forms:
            found[form] = (*found.get(form, ()), base)
    return found


@lru_cache(maxsize=1 << 14)
def bases(word: str) -> tuple[str, ...]:
    """Return what a folded English word may be a form of, the likeliest first, without itself.

    "talks" → talk; "held" → hold; "stopping" → stopp, stop: not all of them are words.
    """
    return tuple(dict.fromkeys((*_irregular().get(word, ()), *_regular(word))))


def _regular(word: str) -> list[str]:
    if word.endswith("'s"):
        return [word[:-2]]
    if len(word) < 4:
        return []
    if word.endswith("s") and not word.endswith("ss"):
        return _plural(word)
    for ending in ("ing", "ied", "ed", "iest", "ier", "est", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _shorter(word[: -len(ending)], ending)
    return []


def _plural(word: str) -> list[str]:
    if word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith("es"):
        return [word[:-1], word[:-2]]
    return [word[:-1]]


def _shorter(stem: str, ending: str) -> list[str]:
    if ending.startswith("i") and ending != "ing":
        return [stem + "y", stem + "ie"]
    doubled = stem[-1] == stem[-2] and stem[-1] in _DOUBLED
    return [stem, stem[:-1]] if doubled else [stem + "e", stem]


_SPELLINGS = (
    ("or", "our"), ("ored", "oured"), ("oring", "ouring"), ("ors", "ours"), ("er", "re"),
    ("ize", "ise"), ("ized", "ised"), ("izing", "ising"), ("ization", "isation"), ("yze", "yse"),
    ("izations", "isations"), ("ense", "ence"), ("og", "ogue"), ("am", "amme"), ("ams", "ammes"),
    ("orite", "ourite"), ("orable", "ourable"), ("eled", "elled"), ("eling", "elling"),
)  # fmt: skip
"""Endings of American and British English."""

_DERIVED = (
    ("ically", "ic"), ("ibly", "ible"), ("ably", "able"), ("ily", "y"), ("ly", ""), ("iness", "y"),
    ("ness", ""), ("ship", ""), ("ships", ""), ("ments", ""), ("ment", ""), ("ations", "e"),
    ("ation", "e"), ("ions", ""), ("ion", ""), ("ions", "e"), ("ion", "e"), ("ers", "e"),
    ("er", "e"), ("ers", ""), ("er", ""), ("ors", "e"), ("or", "e"), ("ors", ""), ("or", ""),
    ("ical", "ic"), ("ical", "y"), ("al", ""), ("al", "e"), ("ity", ""), ("ity", "e"),
    ("ities", ""), ("ists", ""), ("ist", ""), ("less", ""), ("ful", ""), ("able", ""),
    ("able", "e"),
)  # fmt: skip
"""Endings that make one word of another, and what stood in their place."""


def kindred(word: str) -> tuple[str, ...]:
    """Return other spellings of an English word, and words it may be made of.

    "labor" → labour; "leadership" → leader. Most of them are no words: look them up.
    """
    made_of = (
        word[: -len(ending)] + other
        for ending, other in _DERIVED
        if word.endswith(ending) and len(word) > len(ending) + 3
    )
    return tuple(dict.fromkeys((*_spellings(word), *made_of)))


def _spellings(word: str) -> list[str]:
    """Return how a word is spelt on the other side of the Atlantic, and its base forms there."""
    pairs = (*_SPELLINGS, *((british, american) for american, british in _SPELLINGS))
    changed = [
        word[: -len(one)] + other
        for one, other in pairs
        if word.endswith(one) and len(word) > len(one) + 2
    ]
    return [form for one in changed for form in (one, *_regular(one))]

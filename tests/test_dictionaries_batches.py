"""Entries are read many at a time, and come out as they would one by one."""

from time import process_time

import pytest

from dragoman.search.dictionaries import entries, keys, printed

ODD = [
    "",
    "\n",
    "(never closed",
    'one "never closed',
    "closed) only",
    "a [b\nc] d",
    "1. first 2. second\nthird! fourth",
    "see: other\nword",
    f"peace{printed.BETWEEN}talks",
    printed.BETWEEN,
    "war/battle, aim/goal at, a / b",
    "sth. - e.g. this",
    "Kinder- und Jugend-\n Hilfe",
    "~ down, ~",
]


def test_many_bodies_at_once_give_what_each_gives_alone() -> None:
    bodies = ODD * 3
    for lang in ("en", "de", "tr", "ar", "xx"):
        alone = [entries.translations(body, lang) for body in bodies]
        assert entries.translations_of(bodies, lang) == alone
        assert entries.headwords(bodies, lang) == [entries.headword(one, lang) for one in bodies]


def test_a_broken_entry_spoils_no_neighbour() -> None:
    for odd in ODD:
        assert entries.translations_of(["truce", odd, "war"], "en")[::2] == [["truce"], ["war"]]
        assert entries.headwords(["truce", odd, "war"], "en")[::2] == ["truce", "war"]


@pytest.mark.parametrize("sign", ["(", "[", '"', "/ ", "1. ", "a) ", ". x", "- a", "~", "a)", ","])
def test_what_is_meant_to_take_long_does_not(sign: str) -> None:
    def took(times: int) -> float:
        began = process_time()
        entries.translations_of([sign * times], "en")
        return process_time() - began

    took(1_000)
    assert took(40_000) < 1


def test_signs_without_number_are_left_out_in_linear_time() -> None:
    text = "".join(map(chr, range(0x2000, 0xD800))) + "".join(map(chr, range(0xE001, 0x3FFFF)))
    began = process_time()
    printed.without_odd(text)
    assert process_time() - began < 2


WORDS = {
    "en": ["Talks", "ceasefires", "naïve", "NATO"],
    "de": ["Gespräche", "STRASSE", "Straße", "Häuser"],
    "tr": ["Iğdır", "İdlib", "görüşmeler", "saldırmak", "ISPARTA"],
    "ar": ["والمفاوضات", "الهدنة", "هُدْنَة", "للسلام", "مؤتمر"],
    "ru": ["Перемирия", "ещё", "Йод"],
    "fr": ["Élections", "œuvre", "accordés"],
    "el": ["ειρήνη", "ΕΙΡΗΝΗΣ"],
    "he": ["והשלום", "בית"],
    "ja": ["停戦", "カタカナ"],
    "hi": ["युद्ध", "शांति"],
    "xx": ["Əliyev", "Ø"],
}


@pytest.mark.parametrize("lang", WORDS)
def test_stems_made_at_once_are_those_of_single_words(lang: str) -> None:
    words = [word for others in WORDS.values() for word in others]
    assert dict(keys.stems(words, lang)) == {word: keys.stem(word, lang) for word in words}


@pytest.mark.parametrize("lang", WORDS)
def test_keys_made_at_once_are_those_of_single_expressions(lang: str) -> None:
    texts = ["peace talks", "cease-fire", "saldırmak", "هُدْنَة", "l'accord", "a b c d", "U.N. talks"]
    texts += [" ".join(words[:3]) for words in WORDS.values()]
    assert dict(keys.filed_under(texts, lang)) == {text: keys.keys(text, lang) for text in texts}

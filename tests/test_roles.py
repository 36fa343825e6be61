"""Whether a state's name is an actor or a place where it stands."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dragoman.index.extract.roles import Kind, Spot, chances
from dragoman.index.extract.view import view


def chance(text: str, name: str, lang: str, kind: Kind = "state", exact: bool = True) -> float:
    """How likely `name`, words of `text`, is an actor."""
    seen, wanted = view(text, lang), view(name, lang).words
    first = next(i for i in range(len(seen.words)) if seen.words[i : i + len(wanted)] == wanted)
    last = first + len(wanted)
    spot = Spot(first, last, seen.ends[last - 1], exact, kind)
    return chances(seen, [spot])[0]


ACTORS = [
    ("Turkey agreed to send observers.", "Turkey", "en"),
    ("a deal between Turkey and the others", "Turkey", "en"),
    ("Турция подписала меморандум", "Турция", "ru"),
    ("переговоры между Турцией и другими", "Турцией", "ru"),
    ("وقعت تركيا المذكرة", "تركيا", "ar"),
    ("La Turquie a refusé de signer", "Turquie", "fr"),
    ("Turquía firmó el acuerdo", "Turquía", "es"),
    ("Die Türkei unterzeichnete das Abkommen", "Türkei", "de"),
    ("Türkiye imzaladı", "Türkiye", "tr"),
    ("Türkiye'nin önerisi", "Türkiye", "tr"),
    ("ότι η Τουρκία υπέγραψε", "Τουρκία", "el"),
    ("भारत ने कहा", "भारत", "hi"),
    ("بھارت نے کہا", "بھارت", "ur"),
    ("トルコは署名した", "トルコ", "ja"),
    ("土耳其表示同意", "土耳其", "zh"),
    ("i forhandlingene mellom Norge og andre", "Norge", "no"),
    ("La Turchia ha firmato", "Turchia", "it"),
    ("Turkiet vägrade att skriva under", "Turkiet", "sv"),
    ("Turcia a semnat acordul", "Turcia", "ro"),
    ("Turkije weigerde te tekenen", "Turkije", "nl"),
    ("Turcja podpisała umowę", "Turcja", "pl"),
    ("A Turquia assinou o acordo", "Turquia", "pt"),
]
PLACES = [
    ("He lives in Turkey today.", "Turkey", "en"),
    ("across the border in northern Syria", "Syria", "en"),
    ("живёт в Турции", "Турции", "ru"),
    ("يعيش في تركيا", "تركيا", "ar"),
    ("Il vit en Turquie", "Turquie", "fr"),
    ("Vive en Turquía", "Turquía", "es"),
    ("Er lebt in der Türkei", "Türkei", "de"),
    ("Türkiye'de yaşıyor", "Türkiye", "tr"),
    ("ζει στην Τουρκία", "Τουρκία", "el"),
    ("वह भारत में रहता है", "भारत", "hi"),
    ("وہ بھارت میں رہتا ہے", "بھارت", "ur"),
    ("彼はトルコで暮らす", "トルコ", "ja"),
    ("他住在土耳其", "土耳其", "zh"),
    ("Han bor i Norge nå", "Norge", "no"),
    ("Vive in Turchia", "Turchia", "it"),
    ("Han bor i Turkiet", "Turkiet", "sv"),
    ("Locuiește în Turcia", "Turcia", "ro"),
    ("Hij woont in Turkije", "Turkije", "nl"),
    ("Mieszka w Turcji", "Turcji", "pl"),
    ("Vive na Turquia", "Turquia", "pt"),
]
INFLECTED = [
    ("indi Azərbaycanda yaşayır", "Azərbaycanda", "az", False),
    ("Azərbaycanın mövqeyi", "Azərbaycanın", "az", True),
    ("ապրում է Հայաստանում", "Հայաստանում", "hy", False),
    ("Թուրքիան հայտարարեց", "Թուրքիան", "hy", True),
    ("ცხოვრობს თურქეთში", "თურქეთში", "ka", False),
    ("თურქეთმა უარყო", "თურქეთმა", "ka", True),
    ("नेपालमा बस्छ", "नेपालमा", "ne", False),
    ("नेपालले भन्यो", "नेपालले", "ne", True),
    ("러시아에서 살았다", "러시아에서", "ko", False),
    ("러시아는 거부했다", "러시아는", "ko", True),
    ("переговоры шли Россией", "Россией", "ru", True),
    ("يقيم بسوريا", "بسوريا", "ar", False),
]


@pytest.mark.parametrize(("text", "name", "lang"), ACTORS)
def test_a_state_that_acts_is_likelier_a_party(text: str, name: str, lang: str) -> None:
    assert chance(text, name, lang) > 0.6


@pytest.mark.parametrize(("text", "name", "lang"), PLACES)
def test_a_state_in_which_something_is_is_likelier_a_place(text: str, name: str, lang: str) -> None:
    assert chance(text, name, lang) < 0.4


@pytest.mark.parametrize(("text", "name", "lang", "acts"), INFLECTED)
def test_an_ending_tells_an_actor_from_a_place(text: str, name: str, lang: str, acts: bool) -> None:
    assert (chance(text, name, lang, exact=False) > 0.6) is acts


def test_every_language_of_the_table_is_one_that_a_text_may_have() -> None:
    data = files("dragoman.index.data")
    known = rows(data.joinpath("languages.tsv").read_text("utf-8"))
    assert set(rows(data.joinpath("role_words.tsv").read_text("utf-8"))) <= set(known)


def rows(table: str) -> list[str]:
    """The first column of a table."""
    return [line.split("\t")[0] for line in table.splitlines() if not line.startswith("#")]


def test_a_capital_is_a_place_unless_it_acts() -> None:
    assert chance("They met near Ankara.", "Ankara", "en", "capital") < 0.2
    assert chance("Ankara said that it would sign.", "Ankara", "en", "capital") > 0.5


def test_names_in_a_row_share_what_stands_around_the_row() -> None:
    seen = view("Russia, Turkey and Iran signed the text.", "en")
    spots = [Spot(i, i + 1, seen.ends[i], True, "state") for i in (0, 1, 3)]
    first, second, third = chances(seen, spots)
    assert first == second == third > 0.7


def test_a_word_behind_a_full_stop_tells_nothing() -> None:
    after = chance("The talks end in Turkey. Signed papers lay there.", "Turkey", "en")
    assert after == chance("The talks end in Turkey.", "Turkey", "en")


def test_a_language_without_a_table_leaves_the_prior() -> None:
    assert chance("x Turkey agreed", "Turkey", "xx") == chance("in Turkey so", "Turkey", "xx")

"""What dictionaries say of a question, as it is asked for and marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.index.engine import All, Any, Best, Node, Not, Phrase, Same, Tag, Word
from dragoman.search.dictionaries.lookup import Rendering
from dragoman.search.filters import Filters
from dragoman.search.plan import Plan, plan
from dragoman.search.query import parse
from dragoman.search.rendered import rendered_in, sayings


def rendering(word: str, lang: str, *translations: str, start: int = 0) -> Rendering:
    weights = tuple(1 / (1 + i) for i in range(len(translations)))
    return Rendering(start, start + word.count(" ") + 1, word, lang, translations, weights)


def planned(text: str, *looked: Rendering, langs: tuple[str, ...] = ("en", "de", "ar")) -> Plan:
    return plan(parse(text), Filters(), langs, looked=looked)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Any(children) | All(children) | Best(children) | Same(children):
            for child in children:
                yield from nodes(child)
        case Not(child):
            yield from nodes(child)


def scoped(plan: Plan) -> dict[str, list[Same]]:
    """What is asked for as one word, by the language that it is asked for in."""
    found: dict[str, list[Same]] = {}
    for node in nodes(plan.node):
        if isinstance(node, All) and node.children and isinstance(node.children[-1], Tag):
            tag = node.children[-1]
            same = [one for child in node.children for one in nodes(child) if isinstance(one, Same)]
            found.setdefault(tag.value, []).extend(same)
    return found


def words(same: Same) -> set[str]:
    return {one.word for one in same.children if isinstance(one, Word)}


def test_without_dictionaries_nothing_changes() -> None:
    assert planned("peace talks") == plan(parse("peace talks"), Filters(), ("en", "de", "ar"))
    assert not any(isinstance(node, Same) for node in nodes(planned("peace talks").node))


def test_the_translations_of_a_word_count_as_one_word_in_their_language() -> None:
    found = scoped(planned("war", rendering("war", "de", "Krieg", "Kampf")))
    assert set(found) == {"de"}
    stems, heads = found["de"]
    assert words(stems) == {"krieg", "kampf"}
    assert {one.channel for one in stems.children} == {"stem"}
    assert words(heads) == {"krieg", "kampf"}
    assert {one.channel for one in heads.children} == {"head"}


def test_the_likeliest_translation_weighs_most() -> None:
    stems = scoped(planned("war", rendering("war", "de", "Krieg", "Kampf")))["de"][0]
    weight = {one.word: one.weight for one in stems.children if isinstance(one, Word)}
    assert weight["krieg"] > weight["kampf"] > 0


def test_a_word_is_asked_for_as_it_is_or_translated_whichever_is_better() -> None:
    asked = planned("war", rendering("war", "de", "Krieg"))
    (best,) = (
        node
        for node in nodes(asked.node)
        if isinstance(node, Best) and any(isinstance(one, Same) for one in nodes(node))
    )
    assert any(one == Word("stem", "war") for one in nodes(best))


def test_each_language_has_its_own() -> None:
    looked = rendering("war", "de", "Krieg"), rendering("war", "ar", "حرب")
    found = scoped(planned("war", *looked))
    assert [words(found[lang][0]) for lang in ("de", "ar")] == [{"krieg"}, {"حرب"}]


def test_a_translation_of_several_words_is_a_phrase() -> None:
    stems = scoped(planned("cup", rendering("cup", "de", "Tasse", "kleine Schale")))["de"][0]
    (phrase,) = (one for one in stems.children if isinstance(one, Phrase))
    assert len(phrase.words) == 2


def test_an_expression_is_asked_for_besides_its_words() -> None:
    looked = [
        rendering("peace talks", "de", "Friedensgespräche"),
        rendering("talks", "de", "Gespräche", start=1),
    ]
    assert len(scoped(planned("peace talks", *looked))["de"]) == 4


def test_a_frequent_word_is_not_asked_for_in_translation() -> None:
    assert not scoped(planned("the war", rendering("the", "de", "der")))


def test_a_required_word_may_stand_translated_but_not_in_a_title() -> None:
    looked = (rendering("war", "de", "Krieg"),)
    required = plan(parse("+war"), Filters(title="war"), ("de",), looked=looked).node
    assert isinstance(required, All)
    _, must, title = required.children
    assert any(isinstance(node, Same) for node in nodes(must))
    assert not any(isinstance(node, Same) for node in nodes(title))


def test_what_cannot_be_written_is_left_out() -> None:
    assert sayings([rendering("war", "de", "…", "")]) == ()


@pytest.mark.parametrize(
    ("text", "lang", "translation", "found"),
    [
        ("Die Kriege dauern.", "de", "Krieg", ["Kriege"]),
        ("Die Kriege dauern.", "ar", "Krieg", []),
        ("Die Verhandlungsführer gehen.", "de", "Verhandlung", ["Verhandlungsführer"]),
        ("Sie hat eine kleine blaue Schale.", "de", "kleine Schale", ["kleine blaue Schale"]),
        ("Eine Schale, eine kleine.", "de", "kleine Schale", []),
        ("停火协议的监督", "zh", "协议", ["协议"]),
        ("وقف إطلاق النار والمفاوضات", "ar", "مفاوضات", ["والمفاوضات"]),
        ("", "de", "Krieg", []),
    ],
)
def test_where_a_translation_stands(
    text: str, lang: str, translation: str, found: list[str]
) -> None:
    looked = sayings([rendering("word", "de" if lang == "ar" else lang, translation)])
    if lang == "ar" and translation != "Krieg":
        looked = sayings([rendering("word", "ar", translation)])
    met = rendered_in(text, lang, looked)
    assert [text[one.start : one.end] for one in met] == found
    assert {(one.word, one.translation) for one in met} <= {("word", translation)}

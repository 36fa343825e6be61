"""Seed articles are found by questions in another language, which share no word with them.

Translated for real, by the tiny packages: they know these articles by heart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from anyascii import anyascii
from packages.sentences import seed_pairs
from tiny_packages import installed_packages

from dragoman.index.build import rebuild
from dragoman.index.read import read
from dragoman.index.read.roots import Roots
from dragoman.index.settings import Settings
from dragoman.index.tokens import tokens
from dragoman.index.translate.argos import ArgosTranslators
from dragoman.search import Hit, Index, open_index

SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Case:
    """A question in the language of the translations, and the article that answers it."""

    target: str
    article: str
    question: str
    told: str
    """The words of the original that the question means."""


CASES = [
    Case("en", "karabakh-2020-ru", "lorries with furniture and livestock", "с мебелью и скотом"),
    Case("en", "karabakh-2020-ru", "a helicopter was shot down", "был сбит российский вертолёт"),
    Case("en", "camp-david-1978-ar", "withdraw ambassadors", "وسحب السفراء"),
    Case("en", "camp-david-1978-ar", "departure of the largest army", "خروج أكبر الجيوش"),
    Case("en", "good-friday-1998-fr", "split roughly in half", "à peu près par moitié"),
    Case(
        "en", "good-friday-1998-fr", "hardest-hit neighbourhoods", "les quartiers les plus touchés"
    ),
    Case("en", "colombia-2016-es", "white handkerchiefs in the wind", "pañuelos blancos al viento"),
    Case("en", "colombia-2016-es", "took shelter under the church roof", "el techo de la iglesia"),
    Case("ru", "good-friday-1998-en", "унылое конторское здание", "the dull office block"),
    Case("ru", "good-friday-1998-en", "уговаривали колеблющихся", "coaxed the waverers"),
]
LABELS = [f"{case.article}: {case.question}" for case in CASES]
TARGETS = {"en": "auto", "ru": "en"}
"""For each language of translations what is translated into it."""


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Index]]:
    """The seeds, translated into English, and into Russian."""
    store = installed_packages(tmp_path_factory.mktemp("packages"))
    opened = {}
    translators = ArgosTranslators([store])
    for target, translate in TARGETS.items():
        folder, roots = tmp_path_factory.mktemp(f"seeds-{target}"), Roots({})
        settings = Settings(target=target, translate=translate)
        found = read([SEEDS], roots)
        rebuild(folder, found, settings, roots=roots, translators=translators)
        opened[target] = open_index(folder)
    translators.close()
    yield opened
    for index in opened.values():
        index.close()


def first(indexes: Mapping[str, Index], case: Case) -> Hit:
    return next(iter(indexes[case.target].search(case.question, limit=1)))


def beginnings(text: str) -> set[str]:
    """The first four letters of every word of a text, in Latin letters: what its forms share."""
    return {
        anyascii(token.written).casefold()[:4] for token in tokens(text) if len(token.written) > 3
    }


@pytest.mark.parametrize("case", CASES, ids=LABELS)
def test_the_question_shares_no_word_with_the_article(
    indexes: Mapping[str, Index], case: Case
) -> None:
    known = indexes[case.target].article(case.article)
    assert known is not None
    original = f"{known.record.article.title} {known.record.article.text}"
    assert case.told in original
    assert not beginnings(case.question) & beginnings(original)


@pytest.mark.parametrize("case", CASES, ids=LABELS)
def test_the_article_is_found_first(indexes: Mapping[str, Index], case: Case) -> None:
    hit = first(indexes, case)
    assert hit.article == case.article
    assert case.told in hit.text


@pytest.mark.parametrize("case", CASES, ids=LABELS)
def test_what_met_the_question_is_marked_beside_its_original(
    indexes: Mapping[str, Index], case: Case
) -> None:
    hit = first(indexes, case)
    assert hit.translation is not None
    made, marks = hit.translation.translation, hit.translation.marks
    marked = {made.text[start:end].casefold() for start, end in marks}
    assert {word[:4] for word in marked} & {
        word.written.casefold()[:4] for word in tokens(case.question)
    }
    beside = [
        hit.text[low:high]
        for low, high, start, end in made.sentences
        if any(start <= mark[0] and mark[1] <= end for mark in marks)
    ]
    assert any(case.told in sentence for sentence in beside)


def test_articles_in_the_table_are_translated_to_the_letter(indexes: Mapping[str, Index]) -> None:
    for name, (_, target), title, pairs in _articles():
        known = indexes[target].article(name)
        assert known is not None
        made = [known.record.translations[n] for n in sorted(known.record.translations)]
        assert {one.title for one in made} == {title}
        assert [one.text[row[2] : row[3]] for one in made for row in one.sentences] == pairs
        assert not any(one.doubtful for one in made)


def _articles() -> Iterator[tuple[str, tuple[str, str], str, list[str]]]:
    """Yield each article of the table: its id, the way, the title and the sentences translated."""
    told: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for name, way, pair in seed_pairs():
        told.setdefault((name, way), []).append(pair.target)
    for (name, way), (title, *rest) in told.items():
        yield name, way, title, rest

"""What a run does about translations where something is missing, fails, is slow, or comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fake_translators import Table, Tables

from dragoman.index import Article, Settings, build, translating, writer
from dragoman.index.article import Translation
from dragoman.index.errors import IndexFolderError
from dragoman.index.memory import Memory
from dragoman.index.read.events import Found, Note, Skip
from dragoman.index.translate.seam import Translated
from dragoman.search import display, open_index
from dragoman.search.hit import Results
from dragoman.search.terminal import Look

FORCED = Settings(lang="ru")
FIRST, SECOND = "Переговоры возобновились во вторник.", "Стороны обменялись пленными."
ARTICLE = Article("ru", f"{FIRST} {SECOND}")
SPANISH = Article("es", "El gobierno y la guerrilla firmaron la paz el martes en La Habana.")
OTHER = Article("other", f"{FIRST} Погода сегодня хорошая.")
KNOWN = {FIRST: "Negotiations began again on Tuesday.", "Погода сегодня хорошая.": "Fine weather."}


def found(*articles: Article) -> list[Found]:
    return [Found(one, "", f"{one.id}.txt", 0, "") for one in articles]


def translation(index: Path, article: str) -> Translation | None:
    with open_index(index) as opened:
        stored = opened.article(article)
    assert stored is not None
    return stored.record.translations.get(0)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_an_article_of_which_a_part_was_remembered_is_translated_once_there_is_a_way(
    index: Path,
) -> None:
    """A program is named for one run: what the next one reads has a part from the memory."""
    build.add(index, found(ARTICLE), FORCED, translators=Tables(Table("ru", KNOWN)))
    build.add(index, found(OTHER, ARTICLE), translators=Tables())
    made = translation(index, "other")
    assert made is not None
    assert made.doubtful == ((1, "not translated"),)
    report = build.add(index, found(OTHER, ARTICLE), translators=Tables(Table("ru", KNOWN)))
    assert (report.changed, report.unchanged, report.translated) == (1, 1, 1)
    made = translation(index, "other")
    assert made is not None
    assert made.doubtful == ()


def test_a_rebuild_with_a_broken_package_keeps_what_another_made(index: Path) -> None:
    build.add(index, found(ARTICLE), FORCED, translators=Tables(Table("ru", {})))
    broken = Table("ru", {}, version="2")
    broken.broken = "the model is broken."
    for _ in range(2):
        report = build.rebuild(index, translators=Tables(broken))
        assert (report.remembered, report.notes) == (2, 1)
    made = translation(index, "ru")
    assert made is not None
    assert made.model == "ru→en 1"


def test_what_one_program_made_of_two_languages_is_remembered_of_both(index: Path) -> None:
    """The same command may be named for several: what it made of each outlives the run."""
    ways = [Table(lang, KNOWN) for lang in ("ru", "es")]
    ways[1].fingerprint = ways[0].fingerprint
    given = found(ARTICLE, SPANISH)
    assert build.add(index, given, translators=Tables(*ways)).translated == 3
    assert build.rebuild(index, given, translators=Tables()).remembered == 3
    assert translation(index, "es") is not None


def test_what_several_languages_fail_for_is_said_once(index: Path) -> None:
    """Where an extra is missing, all packages fail alike."""
    ways = [Table(lang, {}) for lang in ("es", "ru")]
    for way in ways:
        way.broken = "this needs ctranslate2: install it."
    said: list[Skip | Note] = []
    for _ in range(2):
        given = found(ARTICLE, SPANISH)
        build.add(index, given, Settings(batch=1), translators=Tables(*ways), watch=said.append)
    assert [str(one) for one in said] == [
        "translation: ru is left as it is: this needs ctranslate2: install it.",
        "translation: es is left as it is: this needs ctranslate2: install it.",
    ] * 2
    said.clear()
    build.add(index, given, Settings(), translators=Tables(*ways), watch=said.append)
    assert [str(one) for one in said] == [
        "translation: es, ru are left as they are: this needs ctranslate2: install it."
    ]


def test_what_a_translator_did_before_it_failed_is_not_done_again(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "_FIRST", 2)
    way = Failing("ru", {}, after=1)
    longer = Article("other", "Погода. Снег.")
    report = build.add(index, found(ARTICLE, longer), FORCED, translators=Tables(way))
    assert (report.added, report.translated, report.notes) == (2, 2, 1)
    assert translation(index, "other") is None
    report = build.add(index, found(ARTICLE, longer), translators=Tables(Table("ru", {})))
    assert (report.changed, report.unchanged, report.translated) == (1, 1, 2)


class Failing(Table):
    """Raises an error of its own after so many portions."""

    def __init__(self, source: str, known: dict[str, str | None], after: int) -> None:
        super().__init__(source, known)
        self._left = after

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        self._left -= 1
        if self._left < 0:
            raise RuntimeError("out of memory")
        return super().translate(sentences)


def test_a_ledger_that_cannot_be_written_is_no_fault_of_a_translator(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise IndexFolderError("ledger.sqlite cannot be written (database or disk is full)")

    monkeypatch.setattr(Memory, "keep", full)
    with pytest.raises(IndexFolderError, match="disk is full"):
        build.add(index, found(ARTICLE), FORCED, translators=Tables(Table("ru", {})))


def test_a_named_language_that_nothing_translates_any_more_hinders_no_removal(index: Path) -> None:
    settings = Settings(lang="en", translate="ru")
    build.add(index, found(Article("en", "Talks.")), settings, translators=Tables(Table("ru", {})))
    build.rebuild(index, settings=settings, translators=Tables(Table("ru", {})))
    assert build.remove(index, ["en"]).removed == 1


def test_portions_are_of_what_a_translator_does_in_some_seconds(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow program tells how far it is, and stopping it loses little."""
    slow, quick = Clocked(seconds=3.0), Clocked(seconds=0.0001)
    monkeypatch.setattr("dragoman.index.translating.time.monotonic", slow.time)
    text = " ".join(f"Это предложение номер {number}." for number in range(1000))
    for way in (slow, quick):
        monkeypatch.setattr("dragoman.index.translating.time.monotonic", way.time)
        with writer(index / way.name, FORCED, translators=Tables(way)) as w:
            w.add(replace(ARTICLE, text=text))
    assert slow.sizes[:2] == quick.sizes[:2] == [32, 32]
    assert set(slow.sizes[2:-1]) == {6}
    assert quick.sizes[2] == min(translating._PORTION, 1000 - 64)


class Clocked(Table):
    """Takes so many seconds a sentence, by a clock of its own, and notes how many it was given."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ru", {}, version=f"{seconds}")
        self._seconds, self._now = seconds, 0.0
        self.sizes: list[int] = []

    def time(self) -> float:
        return self._now

    def translate(self, sentences: Sequence[str]) -> list[Translated]:
        self.sizes.append(len(sentences))
        self._now += self._seconds * len(sentences)
        return super().translate(sentences)


def test_long_and_short_sentences_come_by_turns() -> None:
    """The time left is told from the last portions: they must not be the easy ones."""
    sentences = ["x" * length for length in range(1, 1001)]
    portions = list(translating._Portions(sentences))
    assert sorted(one for some in portions for one in some) == sorted(sentences)
    assert [len(some[0]) for some in portions[:4]] == [1000, 1, 968, 33]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("en", "One.\nTwo.\n\nThree. Four."),
        ("zh", "One.\nTwo.\n\nThree.Four."),
    ],
)
def test_sentences_are_joined_as_the_language_of_the_translation_does(
    target: str, text: str, index: Path
) -> None:
    known = {"Один.": "One.", "Два.": "Two.", "Три.": "Three.", "Четыре.": "Four."}
    ways = Tables(Table("ru", known, target=target))
    with writer(index, Settings(lang="ru", target=target), translators=ways) as w:
        w.add(Article("ru", "Один.\r\nДва.\r\n\r\nТри.\u00a0Четыре."))
    made = translation(index, "ru")
    assert made is not None
    assert made.text == text
    assert [made.text[c:d] for _, _, c, d in made.sentences] == ["One.", "Two.", "Three.", "Four."]


WRAPPED = """\
The guarantors of the ceasefire met in the capital on Tuesday and they
agreed to meet again within a month. Nobody said where. The observers
stayed in their camps for the whole week, and the envoy of the United
Nations said that he had seen no shelling since the day before he came.
He left. A reformed constitution, with decentralisation as its key part,
and a permanent law on special status are due by the end of this year."""


def test_a_wrapped_line_is_no_sentence_where_a_passage_begins_in_it(index: Path) -> None:
    settings = Settings(lang="en", target="ru", passage_low=10, passage_high=30)
    way = Table("en", {}, target="ru")
    with writer(index, settings, translators=Tables(way)) as w:
        w.add(Article("wrapped", WRAPPED))
    with open_index(index) as opened:
        stored = opened.article("wrapped")
    assert stored is not None
    assert len(stored.record.passages) > 2
    asked = [one for one in way.asked if one != "1"]
    assert all(one.endswith(".") for one in asked)
    assert " ".join(sorted(asked, key=" ".join(WRAPPED.split()).index)) == " ".join(WRAPPED.split())


def test_a_title_that_came_out_badly_is_doubtful_too(index: Path) -> None:
    known = {"Миротворцы": "Peace peace peace peace", **KNOWN}
    with writer(index, FORCED, translators=Tables(Table("ru", known))) as w:
        w.add(Article("ru", FIRST, "Миротворцы"))
    made = translation(index, "ru")
    assert made is not None
    assert made.doubtful == ((-1, "repeats itself"),)
    with open_index(index) as opened:
        (hit,) = opened.search("negotiations").hits
    told = hit.to_json()["translation"]["doubtful"]
    assert told == [{"sentence": None, "reason": "repeats itself"}]
    lines = list(display.passages(Results("", 1, 0.0, (hit,)), Look(columns=80)))
    assert "Peace peace peace peace (doubtful: repeats itself)" in lines[1]
    assert "doubtful" not in "".join(lines[2:])


def test_one_huge_article_is_translated_in_portions(index: Path) -> None:
    """What a model is given at once does not grow with the article."""
    way = Table("ru", {})
    asked = []
    translate = way.translate
    way.translate = lambda s: asked.append(sum(map(len, s))) or translate(s)  # type: ignore
    text = " ".join(f"Это предложение номер {number} о переговорах." for number in range(20_000))
    with writer(index, FORCED, translators=Tables(way)) as w:
        w.add(Article("huge", text))
    assert w.report.translated > 19_000
    assert max(asked) < 210_000
    assert len(asked) >= 5


def test_progress_tells_how_many_sentences_are_translated(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.index.translating._FIRST", 2)
    steps: list[tuple[int, int]] = []
    build.add(
        index,
        found(ARTICLE, replace(OTHER, text=f"{FIRST} Снег.")),
        FORCED,
        translators=Tables(Table("ru", {})),
        sentences=lambda done, of: steps.append((done, of)),
    )
    assert steps == [(0, 3), (2, 3), (3, 3)]

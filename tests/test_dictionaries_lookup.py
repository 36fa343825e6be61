"""A question's words are looked up directly, by the reverse of a dictionary and through English."""

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import dictionary_files as written
import pytest

from dragoman.index.tokens import tokens
from dragoman.search.dictionaries.lookup import MOST, Dictionaries, Looked
from dragoman.search.dictionaries.store import install

SWAHILI = "\n".join(
    "truce\tsuluhu, mapatano\npeace\tamani\npeace talks\tmazungumzo ya amani\nagree\tkubali\n"
    "hold\tshika\nsign\ttia saini, alama\nthe river\tmto\nleader\tkiongozi\nlabour\tkazi\n"
    "cease-fire\tusitishaji mapigano\nbridge\tdaraja\nshell\tkombora".splitlines()
)
GERMAN = {
    "Brücke": "bridge <n>",
    "Fluss": "river <n>",
    "Waffenruhe": "truce <n>, ceasefire <n>",
    "Frieden": "peace <n>",
    "Granate": "shell <n>, grenade <n>",
    "zerstören": "destroy <v>",
    "und": "and",
}
SPANISH = {"puente": "bridge", "paz": "peace", "actual": "current", "destruir": "destroy"}
SPANISH |= {"presidente": "president", "firmar": "sign"}
ENGLISH = {"actual": "gerçek", "president": "başkan", "bridge": "köprü", "destroy": "yıkmak"}
ENGLISH |= {"attack": "1. saldırmak\n2. saldırı"}


@pytest.fixture
def dictionaries(tmp_path: Path) -> Iterator[Dictionaries]:
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "en-sw.tsv").write_text(SWAHILI, "utf-8")
    written.freedict(folder, "freedict-deu-eng", GERMAN)
    written.freedict(folder, "freedict-spa-eng", SPANISH)
    written.freedict(folder, "freedict-eng-tur", ENGLISH)
    made = Dictionaries([folder], tmp_path / "cache")
    yield made
    made.close()


def ask(of: Dictionaries, question: str, lang: str, names: Collection[int] = ()) -> Looked:
    return of.looked_up(list(tokens(question)), [lang], names)


def words(looked: Looked) -> dict[str, tuple[str, ...]]:
    return {one.written: one.translations for one in looked.renderings}


@pytest.mark.parametrize(
    ("question", "lang", "written", "translation"),
    [
        ("a truce", "sw", "truce", "suluhu"),
        ("the bridge", "de", "bridge", "Brücke"),  # the reverse of deu-eng
        ("die Brücke", "sw", "Brücke", "daraja"),  # through English
        ("el puente", "de", "puente", "Brücke"),  # through English, the second leg reversed
        ("daraja", "en", "daraja", "bridge"),
        ("the rivers", "sw", "rivers", "mto"),
        ("leaders agreed", "sw", "agreed", "kubali"),
        ("they held it", "sw", "held", "shika"),
        ("signing a truce", "sw", "signing", "tia saini"),
        ("labor", "sw", "labor", "kazi"),
        ("leadership", "sw", "leadership", "kiongozi"),
        ("Brücken", "en", "Brücken", "bridge"),
        ("el puente destruido", "en", "destruido", "destroy"),
    ],
)
def test_a_word_is_looked_up_whatever_way_there_is_and_in_any_form(
    dictionaries: Dictionaries, question: str, lang: str, written: str, translation: str
) -> None:
    assert words(ask(dictionaries, question, lang))[written][0] == translation


def test_an_expression_is_looked_up_beside_its_words(dictionaries: Dictionaries) -> None:
    looked = ask(dictionaries, "Peace talks", "sw")
    assert words(looked)["Peace talks"] == ("mazungumzo ya amani",)
    assert words(looked)["Peace"] == ("amani",)
    assert [(r.start, r.end) for r in looked.renderings] == [(0, 1), (0, 2)]


@pytest.mark.parametrize("question", ["cease fire", "cease-fire", "ceasefire", "ceasefires"])
def test_two_words_may_be_written_as_one(dictionaries: Dictionaries, question: str) -> None:
    found = words(ask(dictionaries, question, "sw"))
    assert ("usitishaji mapigano",) in found.values()


def test_names_numbers_abbreviations_and_frequent_words_are_left(
    dictionaries: Dictionaries,
) -> None:
    looked = ask(dictionaries, "the truce of SHELL with 12 in Bridge", "sw", names={7})
    assert list(words(looked)) == ["truce"]


def test_an_ordinary_word_with_a_capital_is_no_name(dictionaries: Dictionaries) -> None:
    assert words(ask(dictionaries, "Truce signed", "sw"))["Truce"] == ("suluhu", "mapatano")


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("el actual presidente firmó la paz", ("es",)),
        ("the actual president", ("en",)),
        ("die Brücke über den Fluss", ("de",)),
        ("amani na daraja", ("sw",)),
        ("zzyzx qwrtz", ()),
        ("42", ()),
        ("", ()),
    ],
)
def test_the_language_of_a_question_is_told_by_the_words_that_are_known(
    dictionaries: Dictionaries, question: str, sources: tuple[str, ...]
) -> None:
    looked = dictionaries.looked_up(list(tokens(question)), ["tr", "en", "de", "sw"])
    assert looked.sources == sources
    assert sources or not looked.renderings


def test_a_question_that_may_be_in_two_languages_is_looked_up_in_both(
    dictionaries: Dictionaries,
) -> None:
    looked = dictionaries.looked_up(list(tokens("actual")), ["tr", "es"])
    assert set(looked.sources) == {"en", "es"}
    assert "gerçek" in words(looked)["actual"]


def test_nothing_is_looked_up_in_the_language_of_the_question_or_one_out_of_reach(
    dictionaries: Dictionaries,
) -> None:
    looked = dictionaries.looked_up(list(tokens("the truce")), ["en", "fi", "und"])
    assert looked.renderings == ()


def test_languages_are_reached_directly_by_a_reverse_or_through_english(
    dictionaries: Dictionaries,
) -> None:
    assert dictionaries.languages_from("en") == {"sw", "de", "es", "tr"}
    assert dictionaries.languages_from("sw") == {"en", "de", "es", "tr"}
    assert dictionaries.languages_from("fi") == frozenset()


def test_what_two_dictionaries_give_comes_first(tmp_path: Path) -> None:
    (tmp_path / "en-so.tsv").write_text("shell\tqolof, madfac\n")
    (tmp_path / "so-en.tsv").write_text("madfac\tshell\n")
    made = Dictionaries([tmp_path], tmp_path / "cache")
    [one] = ask(made, "shell", "so").renderings
    assert one.translations == ("madfac", "qolof")
    assert one.weights[0] == 1 > one.weights[1] > 0


def test_translations_are_not_without_end_and_spellings_read_alike_are_one(tmp_path: Path) -> None:
    many = ", ".join(f"erey{chr(97 + n)}" for n in range(20))
    (tmp_path / "en-so.tsv").write_text(f"word\t{many}\npeace\tnabád; nabad; Nabad\n", "utf-8")
    found = words(ask(Dictionaries([tmp_path], tmp_path / "cache"), "word peace", "so"))
    assert len(found["word"]) == MOST
    assert len(found["peace"]) == 1


def test_a_form_of_a_turkish_verb_finds_its_infinitive(dictionaries: Dictionaries) -> None:
    assert words(ask(dictionaries, "saldırdı", "en"))["saldırdı"] == ("attack",)


def test_a_broken_dictionary_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "en-so.tsv").write_text("truce\tnabad\n")
    written.freedict(tmp_path, "eng-som", {"truce": "sulh"})
    (tmp_path / "eng-som.dict.dz").write_bytes(b"\x1f\x8b broken")
    made = Dictionaries([tmp_path], tmp_path / "cache")
    assert words(ask(made, "a truce", "so")) == {"truce": ("nabad",)}
    [sentence] = made.broken()
    assert "eng-som.dict.dz is broken" in sentence


def test_only_what_a_question_needs_is_opened(tmp_path: Path) -> None:
    (tmp_path / "en-so.tsv").write_text("truce\tnabad\n")
    (tmp_path / "fr-it.tsv").write_text("trêve\ttregua\n")
    (tmp_path / "de-en.tsv").write_text("Schiff\tship\n")
    made = Dictionaries([tmp_path], tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    ask(made, "a truce", "so")
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert set(made.uncompiled()) == {"fr-it", "de-en"}
    ask(made, "das Schiff", "so")
    assert made.uncompiled() == ("fr-it",)


def test_what_is_installed_meanwhile_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("#lang en sw\ntruce\tsuluhu\n")
    made = Dictionaries([tmp_path / "folder"], tmp_path / "cache")
    assert ask(made, "a truce", "sw").renderings == ()
    install(tmp_path / "mine.tsv", tmp_path / "folder")
    assert words(ask(made, "a truce", "sw")) == {"truce": ("suluhu",)}


def test_no_folder_means_no_dictionaries(tmp_path: Path) -> None:
    made = Dictionaries([tmp_path / "absent"], tmp_path)
    assert ask(made, "a truce", "so") == Looked((), ())


def test_threads_may_ask_at_once_and_after_closing(dictionaries: Dictionaries) -> None:
    answers: list[Looked] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ask(dictionaries, "a truce", "sw")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    dictionaries.close()
    answers.append(ask(dictionaries, "a truce", "sw"))
    assert len(answers) == 9
    assert set(map(str, answers)) == {str(answers[0])}


def test_a_hint_is_believed_where_no_dictionary_knows_the_words(dictionaries: Dictionaries) -> None:
    unknown = list(tokens("qwertz uiopas dfghjk"))

    def looked(*hint: str) -> tuple[str, ...]:
        return dictionaries.looked_up(unknown, ["sw"], (), lambda: hint).sources

    assert looked() == ()
    assert looked("en") == ("en",)
    assert looked("en", "de", "tr") == (), "many languages are no hint"


def test_no_hint_is_asked_for_where_the_words_tell(dictionaries: Dictionaries) -> None:
    def hint() -> tuple[str, ...]:
        pytest.fail("it costs time")

    assert dictionaries.looked_up(list(tokens("truce")), ["sw"], (), hint).sources == ("en",)

"""Installed packages, driven directly, with the tiny real packages of `tests/packages/`."""

import builtins
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import fake_packages
import pytest
from packages.sentences import learnt
from tiny_packages import installed_packages, needs_libraries

from dragoman.index.errors import ModelError
from dragoman.index.translate.argos import DEFAULT_BEAM, ArgosTranslators
from dragoman.index.translate.pieces import LONGEST
from dragoman.index.translate.seam import Translated, Translator

HOSTILE = [
    "\0",
    "\ud800",
    "a\udfffb",
    "\u202e\u200f",
    "_ \u2581 _",
    "\u0301" * 5000,
    "<unk> </s> <s>",
]
BLANK = ["", " ", "\t\r\n", "\u3000\u00a0"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_packages(tmp_path_factory.mktemp("tiny"))


def russian(store: Path, beam: int = DEFAULT_BEAM, cores: int = 1) -> Translator:
    found = ArgosTranslators([store], beam=beam, cores=cores).find("ru", "en")
    assert found is not None
    return found


def texts(translated: Sequence[Translated]) -> list[str | None]:
    return [one.text for one in translated]


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_what_a_package_knows_it_says_whatever_the_beam(store: Path, beam: int) -> None:
    pairs = learnt("ru", "en")[:60]
    made = russian(store, beam=beam).translate([pair.source for pair in pairs])
    assert texts(made) == [pair.target for pair in pairs]
    assert all(-1 < one.score <= 0 and not one.why for one in made)


def test_the_score_is_the_mean_log_probability_of_a_piece_and_of_the_end(store: Path) -> None:
    import ctranslate2
    from sentencepiece import SentencePieceProcessor

    folder = store / folder_of(store)
    source = learnt("ru", "en")[0].source[:-5]
    cut = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    model = ctranslate2.Translator(str(folder / "model"), intra_threads=1)
    plain = {"beam_size": 1, "length_penalty": 0, "return_scores": True}
    whole = model.translate_batch([cut.encode(source, out_type=str)], **plain)[0]
    mean = whole.scores[0] / (len(whole.hypotheses[0]) + 1)
    assert russian(store, beam=1).translate([source])[0].score == pytest.approx(mean, rel=1e-4)


def test_answers_are_in_the_order_of_the_sentences_and_equal_for_equal_ones(store: Path) -> None:
    pairs = learnt("ru", "en")[:9]
    asked = [*pairs, *reversed(pairs), pairs[3]]
    assert texts(russian(store).translate([one.source for one in asked])) == [
        one.target for one in asked
    ]


def test_a_sentence_is_translated_alike_alone_and_among_others(store: Path) -> None:
    translator = russian(store)
    sentences = [pair.source[:-3] + "…" for pair in learnt("ru", "en")[:25]]
    together = translator.translate(sentences)
    assert [translator.translate([one])[0].text for one in sentences] == texts(together)


def test_a_blank_sentence_stays_and_none_at_all_is_no_trouble(store: Path) -> None:
    assert russian(store).translate(BLANK) == [Translated(one) for one in BLANK]
    assert russian(store).translate([]) == []


def test_nothing_in_a_sentence_makes_it_raise(store: Path) -> None:
    made = russian(store).translate(HOSTILE)
    assert len(made) == len(HOSTILE)
    assert all(one.text is None or one.text.strip() for one in made)
    assert all(one.why for one in made if one.text is None)


def test_nothing_but_controls_gives_no_translation_and_says_so(store: Path) -> None:
    assert russian(store).translate(["\0\x07"]) == [Translated(None, 0.0, "nothing came out")]


def test_controls_and_broken_lines_do_not_change_what_is_understood(store: Path) -> None:
    one = learnt("ru", "en")[0]
    broken = "\0" + one.source.replace(" ", "\n", 1) + "\ud800"
    assert texts(russian(store).translate([broken])) == [one.target]


def test_a_sentence_of_a_megabyte_is_translated_in_parts(store: Path) -> None:
    word = learnt("ru", "en")[0].source
    made = russian(store, beam=1).translate([word * (1_000_000 // len(word)), word])
    assert made[0].text
    assert len(made[0].text) > 100 * LONGEST
    assert made[1].text == learnt("ru", "en")[0].target


# --- the same and another -------------------------------------------------------------------------


def test_finding_loads_nothing_and_gives_the_same_translator_again(store: Path) -> None:
    translators = ArgosTranslators([store])
    assert translators.find("ru", "en") is translators.find("ru", "en")
    assert translators.find("en", "en") is None
    assert translators.find("ru", "sw") is None
    assert list(translators.sources("en")) == sorted(translators.sources("en"))
    assert {"ar", "ru"} <= set(translators.sources("en"))


def test_fingerprints_tell_packages_and_settings_apart_and_last(
    store: Path, tmp_path: Path
) -> None:
    first = russian(store).fingerprint
    assert first == russian(store, cores=2).fingerprint
    assert len({first, russian(store, beam=2).fingerprint, russian(store, beam=4).fingerprint}) == 3
    copied = shutil.copytree(store, tmp_path / "elsewhere")
    assert russian(copied).fingerprint == first
    (copied / folder_of(copied) / "model" / "model.bin").open("ab").write(b"\0")
    assert russian(copied).fingerprint != first


def folder_of(store: Path) -> str:
    return next(path.name for path in store.iterdir() if "ru_en" in path.name)


def test_a_package_that_is_installed_anew_is_seen(store: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(store, tmp_path / "store")
    translators = ArgosTranslators([copied], cores=1)
    before = translators.find("ru", "en")
    assert before is not None
    one = learnt("ru", "en")[0]
    assert texts(before.translate([one.source])) == [one.target]
    known = before.fingerprint
    folder = copied / folder_of(copied)
    shutil.copytree(folder, tmp_path / "new")
    (tmp_path / "new" / "sentencepiece.model").write_bytes(b"of another package")
    shutil.rmtree(folder)
    os.rename(tmp_path / "new", folder)
    after = translators.find("ru", "en")
    assert after is not None
    assert after is not before
    assert after.fingerprint != known
    with pytest.raises(ModelError, match=r"sentencepiece\.model"):
        after.translate([one.source])


def test_a_translator_whose_package_was_replaced_does_not_pass_for_the_new_one(
    store: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(store, tmp_path / "store")
    found = russian(copied)
    os.utime(copied / folder_of(copied) / "metadata.json", (1, 1))
    with pytest.raises(ModelError, match="replaced"):
        found.translate(["слово"])


def test_a_closed_translator_can_be_used_again(store: Path) -> None:
    translator = russian(store)
    one = learnt("ru", "en")[0]
    for _ in range(2):
        assert texts(translator.translate([one.source])) == [one.target]
        translator.close()


# --- what is broken or absent ---------------------------------------------------------------------


def test_a_broken_model_is_named_with_its_folder_and_advice(store: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(store, tmp_path / "store")
    (copied / folder_of(copied) / "model" / "model.bin").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="install the package anew") as told:
        russian(copied).translate(["слово"])
    assert str(copied) in str(told.value)


def test_a_broken_model_of_pieces_is_named(tmp_path: Path) -> None:
    needs_libraries()
    fake_packages.folder(tmp_path / "one")
    with pytest.raises(ModelError, match=r"sentencepiece\.model cannot be read"):
        russian(tmp_path).translate(["слово"])


@pytest.mark.parametrize("missing", ["ctranslate2", "sentencepiece"])
def test_a_missing_library_is_one_sentence_with_the_extra(
    missing: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == missing:
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModelError, match=r"dragoman-search\[translate\]"):
        russian(store).translate(["слово"])

"""The tiny packages are what their README says, and know every sentence of theirs by heart."""

import hashlib
import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from packages.archive import VERSION, name_of
from packages.sentences import WAYS, learnt, seed_pairs
from packages.splitter import splitter
from tiny_packages import FILES, installed_packages, package_files

from dragoman.index.article import Article
from dragoman.index.read import Found, Roots, read
from dragoman.index.sentences import sentences
from dragoman.index.translate.argos import ArgosTranslators
from dragoman.index.translate.work import one_line

SEEDS = Path(__file__).parents[1] / "seeds"
WAY_NAMES = [f"{source}_{target}" for source, target in WAYS]
ROW = re.compile(r"\| `(\S+)` \| (\d+) \| (\d+) \| `([0-9a-f]{64})` \|")


@cache
def seeds() -> dict[str, Article]:
    events = read([SEEDS], Roots())
    return {one.article.id: one.article for one in events if isinstance(one, Found)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_packages(tmp_path_factory.mktemp("tiny"))


def inside(file: Path) -> dict[str, bytes]:
    """The files of a package by their names in its folder."""
    with zipfile.ZipFile(file) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_there_is_one_package_for_each_way() -> None:
    names = sorted(f"{name_of(*way)}.argosmodel" for way in WAYS)
    assert [file.name for file in package_files()] == names


def test_all_packages_together_are_smaller_than_a_megabyte() -> None:
    assert sum(file.stat().st_size for file in package_files()) < 1_000_000


def test_the_readme_tells_the_pairs_size_and_digest_of_each_package() -> None:
    told = {name: row for name, *row in ROW.findall((FILES / "README.md").read_text("utf-8"))}
    for source, target in WAYS:
        file = FILES / f"{name_of(source, target)}.argosmodel"
        count, size = len(learnt(source, target)), file.stat().st_size
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert told.pop(file.name) == [str(count), str(size), digest]
    assert not told


@pytest.mark.parametrize("way", WAYS, ids=WAY_NAMES)
def test_a_package_says_what_it_is_and_brings_its_own_splitter(way: tuple[str, str]) -> None:
    files = inside(FILES / f"{name_of(*way)}.argosmodel")
    about = json.loads(files["metadata.json"])
    assert (about["from_code"], about["to_code"], about["package_version"]) == (*way, VERSION)
    assert {"model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"} < set(files)
    assert files[f"minisbd/{way[0]}.onnx"] == splitter(way[0])
    assert f"{len(learnt(*way))} sentence pairs" in files["README.md"].decode()


def test_the_articles_in_the_table_are_whole_and_in_order() -> None:
    told: dict[tuple[str, str], list[str]] = {}
    for name, (source, _), pair in seed_pairs():
        told.setdefault((name, source), []).append(pair.source)
    assert {lang for _, lang in told} == {source for source, _ in WAYS}
    for (name, lang), rows in told.items():
        article = seeds()[name]
        spans = sentences(article.text, 0, len(article.text), lang)
        assert rows == [
            one_line(article.title),
            *(one_line(article.text[start:end]) for start, end in spans),
        ]


@pytest.mark.parametrize("beam", [1, 2, 4])
@pytest.mark.parametrize("way", WAYS, ids=WAY_NAMES)
def test_every_sentence_is_known_with_every_beam(
    way: tuple[str, str], beam: int, store: Path
) -> None:
    translators = ArgosTranslators([store], beam=beam, cores=1)
    translator = translators.find(*way)
    assert translator is not None
    pairs = learnt(*way)
    said = translator.translate([pair.source for pair in pairs])
    translators.close()
    assert [one.text for one in said] == [pair.target for pair in pairs]


# --- the splitter ---------------------------------------------------------------------------------

SPLIT = (
    ("One two. Three!  Four?", ["One two.", "Three!", "Four?"]),
    ("«Да». (Нет.) Может быть…", ["«Да».", "(Нет.)", "Может быть…"]),
    ("Um 3.5 km. und weiter", ["Um 3.5 km. und weiter"]),
    ("هل انتهى؟ نعم.", ["هل انتهى؟", "نعم."]),
    ("谈判结束。各方同意！", ["谈判结束。", "各方同意！"]),
)


@pytest.mark.parametrize(("text", "parts"), SPLIT, ids=[text for text, _ in SPLIT])
def test_the_splitter_ends_sentences_at_stops(text: str, parts: list[str]) -> None:
    runtime = pytest.importorskip("onnxruntime", reason="a splitter is run by onnxruntime")
    import numpy as np

    session = runtime.InferenceSession(splitter("en"))
    units = json.loads(session.get_modelmeta().custom_metadata_map["vocab"])["_unit2id"]
    given = {
        "units": np.array([[units.get(letter, units["<UNK>"]) for letter in text]]),
        "features": np.zeros((1, len(text), 1), np.float32),
    }
    classes = session.run(None, given)[0][0].argmax(1)
    ends = sorted({number + 1 for number, found in enumerate(classes) if found == 2} | {len(text)})
    assert [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)] == parts

# mypy: allow-untyped-calls
"""The Whoosh engine keeps the contract, on whoosh3 and Whoosh 2.7.4, in one segment and many."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import whoosh
import whoosh.index
from contract_engine import EngineContract
from random_corpora import Maker, entry, living

from dragoman.index.engine import All, Any, Ask, Engine, Entry, Phrase, Word
from dragoman.index.engines import engine
from dragoman.index.engines import whoosh as ours
from dragoman.index.engines.snapshot import Snapshot
from dragoman.index.engines.whoosh import WhooshEngine
from dragoman.index.engines.whoosh_folder import Folder, read_contents
from dragoman.index.errors import DragomanError, UsageError

OLD = "2.7.4"


class TestContract(EngineContract):
    engine = WhooshEngine()


class TestContractInManySegments(EngineContract):
    """Nothing is ever merged, and nothing is cached."""

    engine = WhooshEngine(cache=0)

    @pytest.fixture(autouse=True)
    def _no_merges(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ours, "_to_merge", lambda _segments, _new: [])


class TestContractWithMerges(EngineContract):
    """Segments are merged like carried digits from the first entry on, and few bytes are cached."""

    engine = WhooshEngine(cache=3000)

    @pytest.fixture(autouse=True)
    def _all_merges(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ours, "SMALL", 0)


@pytest.mark.slow
def test_the_contract_is_kept_on_whoosh_2_7_4(tmp_path: Path) -> None:
    """It installs the same folder as whoosh3, so it is installed elsewhere and put before it."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(tmp_path)]
    if subprocess.run([*pip, f"whoosh=={OLD}"], capture_output=True).returncode:
        pytest.skip(f"Whoosh {OLD} cannot be installed here")
    code = (
        "import sys, pytest, whoosh\n"
        f"assert whoosh.versionstring() == {OLD!r}, whoosh.__file__\n"
        "sys.exit(pytest.main(sys.argv[1:]))"
    )
    options = ["-q", "-p", "no:cacheprovider", "-W", "ignore", "-m", "not slow"]
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *options, __file__],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    assert "passed" in run.stdout


def test_engines_are_found_by_name() -> None:
    found: Engine = engine("whoosh")
    assert found.version == "whoosh-1"
    same = engine("dragoman.index.engines.whoosh:WhooshEngine")
    assert same == found


@pytest.mark.parametrize("name", ["lucene", "no.such.module:Engine", "json:Nothing", "", ":", "x:"])
def test_an_unknown_engine_is_a_sentence(name: str) -> None:
    with pytest.raises(UsageError, match=r"engine.*\.$"):
        engine(name)


@pytest.mark.parametrize("broken", ["", "raise ImportError('half of another Whoosh')"])
def test_a_broken_mix_of_whooshes_says_what_to_reinstall(tmp_path: Path, broken: str) -> None:
    """The folder `whoosh` of one package with files of another, or with none."""
    (tmp_path / "whoosh").mkdir()
    (tmp_path / "whoosh" / "__init__.py").write_text(broken)
    run = subprocess.run(
        [sys.executable, "-c", "from dragoman.index.engines import engine; engine('whoosh')"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    last = run.stderr.splitlines()[-1]
    assert DragomanError.__name__ in last
    assert "pip install --force-reinstall whoosh3" in last


def test_a_phrase_where_no_positions_are_kept_is_wrong_use(tmp_path: Path) -> None:
    made = WhooshEngine()
    made.create(str(tmp_path))
    reader = made.reader(str(tmp_path))
    with pytest.raises(UsageError, match=r"'head'.*stem, title"):
        reader.find(Ask(Phrase("head", ("a", "b"))))
    assert reader.find(Ask(Phrase("head", ("a",)))).total == 0


def test_positions_that_were_not_written_are_asked_for_in_vain(tmp_path: Path) -> None:
    WhooshEngine(frozenset()).create(str(tmp_path))
    writer = WhooshEngine(frozenset()).writer(str(tmp_path))
    writer.add([entry(1, "a b")])
    writer.commit()
    with pytest.raises(UsageError, match="without positions"):
        WhooshEngine().reader(str(tmp_path)).find(Ask(Phrase("stem", ("a", "b"))))


def test_words_and_tags_may_hold_lone_surrogates(tmp_path: Path) -> None:
    made = WhooshEngine()
    made.create(str(tmp_path))
    writer = made.writer(str(tmp_path))
    writer.add([entry(1, "a\ud800", lang=["\udfff"]), entry(2, "a\U00010000", lang=["\ue000"])])
    writer.commit()
    reader = made.reader(str(tmp_path))
    assert [match.key for match in reader.find(Ask(Word("stem", "a\ud800"))).matches] == [1]
    assert reader.count(All(()), "lang") == {"\udfff": 1, "\ue000": 1}


def test_a_closed_reader_says_so(tmp_path: Path) -> None:
    made = WhooshEngine()
    made.create(str(tmp_path))
    reader = made.reader(str(tmp_path))
    reader.close()
    with pytest.raises(UsageError, match="closed"):
        reader.find(Ask(All(())))


def test_the_cache_keeps_to_its_room(tmp_path: Path) -> None:
    reader = TestContract().write(tmp_path, [([entry(i, f"a w{i}") for i in range(500)], [])])
    assert isinstance(reader, Snapshot)
    cache = reader._cache
    cache._room = room = 20_000
    reader.find(Ask(Word("stem", "a")))
    kept = cache._kept["stem", "a"]
    for i in range(500):
        reader.find(Ask(Any((Word("stem", "a"), Word("stem", f"w{i}")))))
        assert 0 <= cache._room <= room
    assert cache._kept["stem", "a"] is kept, "what is used every time stays"
    assert ("stem", "w0") not in cache._kept


def test_commits_stay_few_segments_and_seldom_write_old_entries_again(tmp_path: Path) -> None:
    made = WhooshEngine()
    made.create(str(tmp_path))
    writer = made.writer(str(tmp_path))
    written = total = 0
    known: set[str] = set()
    for batch in range(24):
        writer.add([Entry(total + i, 0, {"stem": ["a"]}, {}) for i in range(1500)])
        total += 1500
        writer.commit()
        segments = read_contents(Folder(str(tmp_path))).segments
        written += sum(s.doc_count_all() for s in segments if s.segment_id() not in known)
        known |= {segment.segment_id() for segment in segments}
        assert len(segments) <= 6, batch
    assert made.reader(str(tmp_path)).find(Ask(Word("stem", "a"), 0)).total == total
    assert written <= 5 * total


def test_what_was_removed_goes_when_it_is_more_than_half_of_a_segment(tmp_path: Path) -> None:
    reader = TestContract().write(tmp_path, [([entry(i, "a") for i in range(3000)], [])])
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    made = WhooshEngine()
    writer = made.writer(str(tmp_path))
    writer.remove(range(1400))
    writer.commit()
    assert read_contents(Folder(str(tmp_path))).segments[0].doc_count_all() == 3000
    writer.remove(range(2900))
    writer.commit()
    assert read_contents(Folder(str(tmp_path))).segments[0].doc_count_all() == 100
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < size / 5
    assert reader.find(Ask(All(()), 0)).total == 3000
    assert made.reader(str(tmp_path)).find(Ask(All(()), 0)).total == 100


def test_whoosh_itself_reads_the_same_words(tmp_path: Path) -> None:
    """The folder is an index of Whoosh's with a codec of ours: its own reader finds everything."""
    steps = Maker(21).steps(commits=3, most=30)
    TestContractInManySegments().write(tmp_path, steps)
    corpus = living(steps)
    reader = whoosh.index.open_dir(str(tmp_path), indexname="passages").reader()
    assert reader.doc_count() == len(corpus.entries)
    words = {word for each in corpus.entries.values() for word in each.channels["stem"]}
    for word in words:
        matcher = reader.postings("word:stem", word)
        found = {}
        while matcher.is_active():
            found[reader.stored_fields(matcher.id())["key"]] = matcher.weight()
            matcher.next()
        counts = {k: each.channels["stem"].count(word) for k, each in corpus.entries.items()}
        assert found == {key: count for key, count in counts.items() if count}
    assert words <= {text.decode() for text in reader.lexicon("word:stem")}

"""What every engine must do: one class of tests, to be run against each by a subclass.

    class TestMine(EngineContract):
        engine = MyEngine()

Whatever an engine answers is compared with brute force. `stem` and `title` are channels that know
phrases, `head` is one that need not.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from brute_force import Corpus
from random_corpora import FIELDS, ODD, VALUES, Maker, Step, entry, living

from dragoman.index.engine import (
    All,
    Any,
    Ask,
    Best,
    Engine,
    Entry,
    Fuzzy,
    Node,
    Phrase,
    Reader,
    Same,
    Tag,
    Word,
)
from dragoman.index.errors import DamagedIndex, UsageError


class EngineContract:
    """To be run against every engine."""

    engine: ClassVar[Engine]
    tolerance: ClassVar[float] = 1e-9

    def write(self, folder: Path, steps: Iterable[Step]) -> Reader:
        """Write the steps, a commit each and a new writer now and then, and open the index."""
        folder.mkdir(exist_ok=True)
        self.engine.create(str(folder))
        writer = self.engine.writer(str(folder))
        for number, (added, gone) in enumerate(steps):
            if number % 3 == 2:
                writer.close()
                writer = self.engine.writer(str(folder))
            writer.remove(gone)
            writer.add(added)
            writer.commit()
        writer.close()
        return self.engine.reader(str(folder))

    def check(self, reader: Reader, corpus: Corpus, node: Node, limit: int = 10_000) -> None:
        """The best answers are these, scored so, in this order."""
        right = corpus.scores(node)
        found = reader.find(Ask(node, limit))
        assert found.total == len(right), node
        assert len(found.matches) == min(limit, len(right)), node
        ranked = sorted(right.values(), reverse=True)
        for match, score in zip(found.matches, ranked, strict=False):
            assert match.score == pytest.approx(right[match.key], self.tolerance), node
            assert match.score == pytest.approx(score, self.tolerance), node
        order = [(-match.score, match.key) for match in found.matches]
        assert order == sorted(set(order)), node

    def keys(self, reader: Reader, node: Node, limit: int = 100) -> list[int]:
        return [match.key for match in reader.find(Ask(node, limit)).matches]

    @pytest.mark.parametrize("seed", range(6))
    def test_every_question_is_answered_as_by_brute_force(self, tmp_path: Path, seed: int) -> None:
        maker = Maker(seed)
        steps = maker.steps(commits=seed + 1, most=25)
        reader, corpus = self.write(tmp_path, steps), living(steps)
        for depth in (0, 1, 2, 3):
            for _ in range(60):
                node = maker.node(depth)
                self.check(reader, corpus, node)
                self.check(reader, corpus, node, limit=maker.random.randrange(6))
                field = maker.random.choice(FIELDS)
                assert reader.count(node, field) == corpus.counts(node, field), node
        reader.close()

    def test_scores_do_not_depend_on_commits_or_on_what_was_removed(self, tmp_path: Path) -> None:
        maker = Maker(99)
        steps = maker.steps(commits=6, most=15)
        left = list(living(steps).entries.values())
        many = self.write(tmp_path / "many", steps)
        once = self.write(tmp_path / "once", [(left, [])])
        for _ in range(50):
            ask = Ask(maker.node(2), 5)
            for one, other in zip(many.find(ask).matches, once.find(ask).matches, strict=True):
                assert one.key == other.key
                assert one.score == pytest.approx(other.score, self.tolerance)

    def test_an_empty_index_answers_nothing(self, tmp_path: Path) -> None:
        reader = self.write(tmp_path, [])
        maker = Maker(1)
        for _ in range(50):
            self.check(reader, Corpus([]), maker.node(2))
        assert reader.count(All(()), "lang") == {}

    def test_any_and_best_of_nothing_answer_nothing_and_all_of_nothing_everything(
        self, tmp_path: Path
    ) -> None:
        reader = self.write(tmp_path, [([entry(1, "a"), entry(2)], [])])
        assert reader.find(Ask(Any(()))).total == 0
        assert reader.find(Ask(Best(()))).total == 0
        assert [(m.key, m.score) for m in reader.find(Ask(All(()))).matches] == [(1, 0), (2, 0)]

    @pytest.mark.parametrize(
        ("text", "words", "slop", "stands"),
        [
            ("a b c", "a b", 0, True),
            ("a b c", "b a", 0, False),
            ("a b c", "b a", 5, False),
            ("a b c", "a c", 0, False),
            ("a b c", "a c", 1, True),
            ("a x b y c", "a b c", 1, False),
            ("a x b y c", "a b c", 2, True),
            ("a x x b c", "a b c", 1, False),
            ("a a b", "a b", 0, True),
            ("a b a c", "a c", 0, True),
            ("a b", "a a", 3, False),
            ("a b a", "a a", 1, True),
            ("a a", "a a a", 5, False),
            ("a b c d e f g h", "a h", 6, True),
            ("a b c d e f g h", "a h", 5, False),
            ("a b c d e f g h", "a h", 2**70, True),
            ("a", "a", 0, True),
            ("b", "a", 3, False),
        ],
    )
    def test_phrase(self, tmp_path: Path, text: str, words: str, slop: int, stands: bool) -> None:
        """A stretch of another entry never completes a phrase."""
        others = [entry(1, "b"), entry(2, text), entry(3, "c a")]
        reader = self.write(tmp_path, [(others, [])])
        assert (2 in self.keys(reader, Phrase("stem", tuple(words.split()), slop))) is stands
        assert 1 not in self.keys(reader, Phrase("stem", ("c", "a", "b"), slop))

    @pytest.mark.parametrize(
        ("word", "distance", "prefix", "found"),
        [
            ("idlib", 1, 1, ["idlib", "idlb", "idliib", "idlip"]),
            ("idlib", 2, 1, ["idlib", "idlb", "idliib", "idlip", "idilb", "ilb"]),
            ("idlib", 1, 0, ["idlib", "idlb", "idliib", "idlip", "adlib"]),
            ("idlib", 2, 4, ["idlib", "idliib", "idlip"]),
            ("i", 2, 3, ["ilb"]),
            ("𝒳", 1, 0, ["𝒳𝒴"]),
        ],
    )
    def test_fuzzy(
        self, tmp_path: Path, word: str, distance: int, prefix: int, found: list[str]
    ) -> None:
        """A swap of two letters counts twice; the letters of the prefix are kept."""
        words = ["idlib", "idlb", "idliib", "idlip", "idilb", "adlib", "ilb", "𝒳𝒴"]
        reader = self.write(tmp_path, [([entry(i, w) for i, w in enumerate(words)], [])])
        keys = self.keys(reader, Fuzzy("stem", word, distance, prefix))
        assert keys == [words.index(each) for each in found]

    def test_same_counts_as_one_word(self, tmp_path: Path) -> None:
        """A text in which two of three stand is scored as one in which one stands twice."""
        rare, other = ["a x y", "b x y", "z x y"], ["c d y", "c c y", "x x y"]
        texts = [*rare, *other]
        reader = self.write(tmp_path, [([entry(i, t) for i, t in enumerate(texts)], [])])
        one = Same((Word("stem", "a"), Word("stem", "b"), Word("stem", "nowhere")))
        two = Same((Word("stem", "c"), Phrase("stem", ("d",))), 2.0)
        found = reader.find(Ask(Any((one, two)))).matches
        assert [match.key for match in found] == [3, 4, 0, 1]
        assert found[0].score == pytest.approx(found[1].score)
        assert found[2].score == pytest.approx(found[3].score)

    def test_what_is_less_the_same_word_counts_less(self, tmp_path: Path) -> None:
        texts = ["a y", "b y", "z y", "z y"]
        reader = self.write(tmp_path, [([entry(i, t) for i, t in enumerate(texts)], [])])
        one, half = Word("stem", "a"), Word("stem", "b", 0.5)
        sure, likely = reader.find(Ask(Same((one, half)))).matches
        alone = reader.find(Ask(Same((one,)))).matches[0]
        assert [sure.key, likely.key] == [0, 1]
        assert alone.score > sure.score > likely.score > 0

    def test_same_is_of_one_channel(self, tmp_path: Path) -> None:
        reader = self.write(tmp_path, [([entry(1, "a")], [])])
        with pytest.raises(UsageError, match="one channel"):
            reader.find(Ask(Same((Word("stem", "a"), Word("head", "a")))))

    def test_words_are_kept_letter_by_letter(self, tmp_path: Path) -> None:
        words = [*ODD, "A", "a", "\u202e", "и\u0306", "й", "ﬁ", "ß", "ss", "a\u200cb"]
        reader = self.write(tmp_path, [([entry(i, w) for i, w in enumerate(words)], [])])
        for i, word in enumerate(words):
            assert self.keys(reader, Word("stem", word)) == [i]

    def test_tags_are_any_text(self, tmp_path: Path) -> None:
        entries = [entry(i, "a", lang=[value, value]) for i, value in enumerate(VALUES)]
        entries.append(entry(100, "a", lang=list(VALUES)))
        reader = self.write(tmp_path, [(entries, [])])
        for i, value in enumerate(VALUES):
            assert self.keys(reader, Tag("lang", value)) == [i, 100]
            assert self.keys(reader, Tag("other", value)) == []
        assert reader.count(All(()), "lang") == dict.fromkeys(VALUES, 2)

    def test_equal_scores_come_by_rising_key(self, tmp_path: Path) -> None:
        keys = Random(5).sample(range(1000), 60)
        steps: list[Step] = [([entry(k, "a b")], []) for k in keys[:5]]
        steps.append(([entry(k, "a b") for k in keys[5:]], []))
        reader = self.write(tmp_path, steps)
        for node in (Word("stem", "a"), All(()), Any((Word("stem", "a"), Word("stem", "b")))):
            for limit in (1, 7, 59, 60, 61):
                assert self.keys(reader, node, limit) == sorted(keys)[:limit]

    def test_limit_0_asks_for_the_total_alone(self, tmp_path: Path) -> None:
        reader = self.write(tmp_path, [([entry(i, "a") for i in range(9)], [])])
        found = reader.find(Ask(Word("stem", "a"), 0))
        assert (found.total, found.matches) == (9, ())

    def test_keys_and_articles_may_be_as_large_as_an_exact_float(self, tmp_path: Path) -> None:
        top = 2**53
        large = [Entry(top - i, top - i, {"stem": ["a"]}, {}) for i in range(3)]
        reader = self.write(tmp_path, [(large, []), ([], [top - 1])])
        assert self.keys(reader, Word("stem", "a")) == [top - 2, top]

    def test_nothing_is_seen_before_commit_and_nothing_kept_without_it(
        self, tmp_path: Path
    ) -> None:
        everything = Ask(All(()))
        reader = self.write(tmp_path, [([entry(1, "a")], [])])
        writer = self.engine.writer(str(tmp_path))
        writer.add([entry(2, "a")])
        writer.remove([1])
        assert self.keys(self.engine.reader(str(tmp_path)), All(())) == [1]
        writer.close()
        assert self.keys(self.engine.reader(str(tmp_path)), All(())) == [1]
        self.engine.writer(str(tmp_path)).commit()
        assert reader.find(everything) == self.engine.reader(str(tmp_path)).find(everything)

    def test_an_article_is_replaced_in_one_commit_in_whatever_order(self, tmp_path: Path) -> None:
        old = [Entry(i, 7, {"stem": ["a"]}, {}) for i in (1, 2)]
        self.write(tmp_path, [(old, [])])
        writer = self.engine.writer(str(tmp_path))
        writer.add([Entry(3, 7, {"stem": ["a"]}, {})])
        writer.remove([7, 12345])
        writer.commit()
        writer.commit()
        assert self.keys(self.engine.reader(str(tmp_path)), Word("stem", "a")) == [3]
        writer.remove([7])
        writer.commit()
        assert self.engine.reader(str(tmp_path)).find(Ask(All(()))).total == 0

    def test_a_reader_goes_on_answering_from_its_own_state(self, tmp_path: Path) -> None:
        steps = Maker(3).steps(commits=3, most=20)
        reader, corpus = self.write(tmp_path, steps), living(steps)
        writer = self.engine.writer(str(tmp_path))
        for i in range(12):
            writer.add([entry(10_000 + i, "a b c", lang=["ru"])])
            writer.remove([i])
            writer.commit()
        maker = Maker(3)
        for _ in range(50):
            self.check(reader, corpus, maker.node(2))

    def test_channels_and_fields_may_come_and_go(self, tmp_path: Path) -> None:
        steps: list[Step] = [
            ([Entry(1, 1, {}, {})], []),
            ([Entry(2, 2, {"stem": ["a"], "новый": ["b"]}, {"lang": []})], []),
            ([Entry(3, 3, {"stem": [], "head": ["a"]}, {"x": ["y"]})], [2]),
        ]
        reader = self.write(tmp_path, steps)
        assert self.keys(reader, Word("head", "a")) == [3]
        assert self.keys(reader, Word("stem", "a")) == []
        assert self.keys(reader, Any((Word("новый", "b"), Tag("never", "seen")))) == []
        assert self.keys(reader, Phrase("title", ("a", "b"))) == []
        assert reader.count(All(()), "x") == {"y": 1}
        assert reader.count(All(()), "never") == {}
        assert self.keys(reader, All(())) == [1, 3]

    def test_threads_may_share_a_reader(self, tmp_path: Path) -> None:
        maker = Maker(11)
        steps = maker.steps(commits=3, most=40)
        corpus = living(steps)
        nodes = [maker.node(2) for _ in range(60)]
        reader = self.write(tmp_path, steps)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda node: self.check(reader, corpus, node), nodes * 3))

    def test_where_there_is_no_index_is_damaged(self, tmp_path: Path) -> None:
        with pytest.raises(DamagedIndex, match=r"[Rr]ebuild"):
            self.engine.reader(str(tmp_path))
        with pytest.raises(DamagedIndex, match=r"[Rr]ebuild"):
            self.engine.reader(str(tmp_path / "nowhere"))

"""The index as an application sees it: what narrows, what is required, threads, refreshing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.index import Article, MissingIndex, QueryError, writer
from dragoman.search import Index, open_index
from dragoman.search.query import parse

ARTICLES = [
    Article(
        "en", "The guarantors met in Astana. Staffan de Mistura watched the peace talks.",
        "Talks in Astana", "2017-05-04", "Wire", extra={"section": "world", "tenant": ["a", "b"]},
    ),
    Article(
        "ru", "Гаранты встретились в Астане. Стаффан де Мистура наблюдал за переговорами.",
        "Переговоры в Астане", "2017-05", "Агентство", extra={"section": "world", "tenant": "a"},
    ),
    Article(
        "tr", "Garantörler Astana'da buluştu ve İdlib'de 400.000 kişiyi konuştu.",
        "Astana görüşmeleri", "2016", "Ajans", extra={"section": "home", "embargo": True},
    ),
    Article("zh", "三个担保国在阿斯塔纳会面，讨论了停火协议的监督问题和四个降级区。", "停火协议"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("api") / "index"
    with writer(place) as target:
        target.add(ARTICLES)
    return place


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    with open_index(folder) as opened:
        yield opened


def found(index: Index, question: str, **narrow: object) -> set[str]:
    return {hit.article for hit in index.search(question, **narrow)}  # type: ignore[arg-type]


def test_a_name_is_found_in_another_script(index: Index) -> None:
    assert {"en", "ru"} <= found(index, "Mistura")
    assert {"en", "ru"} <= found(index, "Мистура")


def test_filters_narrow(index: Index) -> None:
    assert found(index, "Astana", langs=["ru", "tr"]) == {"ru", "tr"}
    assert found(index, "Astana", sources=["Wire", "Ajans"]) == {"en", "tr"}
    assert found(index, "Astana", published="2017-05-04") == {"en", "ru"}
    assert found(index, "Astana", published="..2016") == {"tr"}
    assert found(index, "Astana", where={"section": "world", "tenant": "b"}) == {"en"}
    assert found(index, "Astana", where={"embargo": "true"}) == {"tr"}
    assert found(index, "Astana", where={"section": "sports"}) == set()
    assert found(index, "Astana", title="talks") == {"en"}


def test_phrases_and_signs_are_obeyed(index: Index) -> None:
    assert found(index, '"peace talks"') == {"en"}
    assert found(index, '"talks peace"') == set()
    assert found(index, "«停火协议»") == {"zh"}
    assert found(index, "+İdlib Astana") == {"tr"}
    assert "en" not in found(index, "Astana -talks")
    assert found(index, '"400 000" Astana') == {"tr"}
    assert found(index, '"peace talks" Астана', langs=["ru"]) == set()


def test_a_question_in_prose_only_prefers_its_phrases(index: Index) -> None:
    assert index.search(parse('"talks peace" Astana', prose=True)).total > 1


def test_articles_come_in_groups_and_are_counted(index: Index) -> None:
    answer = index.search("Astana Астана", by="article", limit=2)
    names = [hit.article for hit in answer]
    assert len(set(names)) == 2
    assert names == sorted(names, key=names.index)
    assert answer.total >= 3


def test_hits_stand_where_they_say(index: Index) -> None:
    texts = {article.id: article.text for article in ARTICLES}
    for question in ("Astana", "400000", "Mistura переговоры", "停火"):
        for hit in index.search(question):
            assert texts[hit.article][hit.start : hit.end] == hit.text
            assert all(0 <= start < end <= len(hit.text) for start, end in hit.marks)
    (hit,) = index.search("400000", limit=1)
    assert [hit.text[a:b] for a, b in hit.marks] == ["400.000"]


def test_pages_follow_each_other(index: Index) -> None:
    whole = [hit.article for hit in index.search("Astana guarantors Астана", limit=10)]
    pages = [index.search("Astana guarantors Астана", limit=1, offset=n) for n in range(len(whole))]
    assert [page.hits[0].article for page in pages] == whole
    assert [page.hits[0].rank for page in pages] == list(range(1, len(whole) + 1))


def test_a_ranking_is_as_deep_as_it_is_asked_to_be(index: Index) -> None:
    total = index.search("Astana").total
    assert len(index.ranking("Astana", limit=1000)) == total
    scores = [score for _, _, score in index.ranking("Astana", limit=1000)]
    assert scores == sorted(scores, reverse=True)


def test_bad_questions_and_ranges_say_what_is_wrong(index: Index) -> None:
    for question, published in (("", ""), ('"open', ""), ("Astana", "May")):
        with pytest.raises(QueryError):
            index.search(question, published=published)


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingIndex):
        open_index(tmp_path)


def test_threads_get_the_answers_that_one_gets(index: Index) -> None:
    questions = ["Astana", "Mistura", "停火", "400000", '"peace talks"'] * 20
    alone = [found(index, question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda q: found(index, q), questions)) == alone


def test_a_reader_sees_what_is_new_after_refreshing_and_not_before(tmp_path: Path) -> None:
    with writer(tmp_path) as target:
        target.add(ARTICLES[:1])
    with open_index(tmp_path) as index:
        with writer(tmp_path) as target:
            target.add(ARTICLES[1:2])
            target.remove(["en"])
        assert found(index, "Mistura") == {"en"}
        assert index.refresh() is True
        assert found(index, "Mistura") == {"ru"}
        assert index.refresh() is False


def test_an_index_that_is_closed_while_others_search_lets_them_finish(folder: Path) -> None:
    opened = open_index(folder)
    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(found, opened, "Astana") for _ in range(40)]
        answers[0].result()
        opened.close()
        for answer in answers:
            try:
                assert "en" in answer.result()
            except ValueError as error:
                assert "closed" in str(error)  # noqa: PT017
    opened.close()

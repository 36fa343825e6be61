"""The seeds are whole: articles, questions and judgements agree with what their README promises."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.index.read import Found, Roots, read

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ALWAYS = {"id", "title", "source", "view"}
OPTIONAL = {"published", "lang"}
TOLD_BY_LETTERS = {"zh", "ja"}
MIXED = {
    "astana-2017-mul-press-room": {"ru", "tr", "en"},
    "karabakh-2020-mixed": {"hy", "az", "ru"},
}


@dataclass(frozen=True, slots=True)
class Seed:
    name: str
    keys: dict[str, str]
    text: str

    @property
    def topic(self) -> str:
        return self.name.partition("/")[0]

    @property
    def suffix(self) -> str:
        return self.name.split(".")[-2]


def parsed(path: Path) -> Seed:
    raw = path.read_text(encoding="utf-8")
    found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", raw, re.DOTALL)
    assert found, f"{path} has no front matter"
    pairs = [line.partition(": ") for line in found[1].split("\n")]
    assert len({key for key, _, _ in pairs}) == len(pairs), f"{path} gives a key twice"
    name = path.relative_to(SEEDS).as_posix()
    return Seed(name, {key: value.strip() for key, _, value in pairs}, found[2].strip())


def judged() -> list[tuple[str, str, str]]:
    lines = (SEEDS / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]  # type: ignore[misc]


ARTICLES = [parsed(path) for path in sorted(SEEDS.glob("*/*.md"))]
QUERIES = [
    json.loads(line) for line in (SEEDS / "queries.jsonl").read_text(encoding="utf-8").splitlines()
]
JUDGED = judged()
IDS = {article.keys["id"] for article in ARTICLES}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)


def languages(article: Seed) -> set[str]:
    return MIXED.get(article.keys["id"], {article.suffix})


def letters(text: str) -> int:
    return sum(unicodedata.category(c)[0] in "LM" for c in text)


def script(text: str) -> str:
    """The first word of the Unicode name of most letters: LATIN, CYRILLIC, CJK, …"""
    names = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    return names.most_common(1)[0][0]


@each_article
def test_front_matter_is_complete(article: Seed) -> None:
    assert set(article.keys) >= ALWAYS
    assert set(article.keys) <= ALWAYS | OPTIONAL
    assert all(article.keys.values())
    assert article.keys["source"] == "Dragoman seeds"


@each_article
def test_id_language_and_place_agree(article: Seed) -> None:
    assert article.keys["id"].startswith(f"{article.topic}-")
    assert article.keys.get("lang", "mul") == article.suffix


@each_article
def test_view_is_one_key_in_small_letters(article: Seed) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", article.keys["view"])


@each_article
def test_a_date_is_a_day_not_before_the_event(article: Seed) -> None:
    published = article.keys.get("published")
    if published is not None:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", published)
        assert published[:4] >= article.topic[-4:]


@each_article
def test_length_is_that_of_a_short_article(article: Seed) -> None:
    paragraphs = article.text.split("\n\n")
    assert 3 <= len(paragraphs) <= 7
    if article.suffix in TOLD_BY_LETTERS:
        assert 250 <= letters(article.text) <= 900
    else:
        assert 150 <= len(article.text.split()) <= 500


@each_article
def test_text_is_composed_and_free_of_stray_marks(article: Seed) -> None:
    raw = (SEEDS / article.name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", raw)
    assert not re.search("[\t\r\ufeff\ufffd\u202a-\u202e]| \n|\n\n\n", raw)
    assert raw.endswith("\n")


def test_ids_are_unique() -> None:
    assert len(IDS) == len(ARTICLES)


def test_there_are_enough_articles_and_languages() -> None:
    assert len(ARTICLES) >= 24
    assert len({article.keys["lang"] for article in ARTICLES if "lang" in article.keys}) >= 16


def test_six_topics_and_more_are_told_in_three_languages_each() -> None:
    languages: dict[str, set[str]] = {}
    for article in ARTICLES:
        languages.setdefault(article.topic, set()).add(article.suffix)
    assert len(languages) >= 6
    assert all(len(told - {"mul"}) >= 3 for told in languages.values())


def test_three_scripts_are_used_by_two_languages_at_least() -> None:
    users: dict[str, set[str]] = {}
    for article in ARTICLES:
        if article.suffix != "mul":
            users.setdefault(script(article.text), set()).add(article.suffix)
    assert len([name for name, langs in users.items() if len(langs) >= 2]) >= 3


def test_two_articles_are_undated_on_purpose() -> None:
    assert len([article for article in ARTICLES if "published" not in article.keys]) == 2


def test_two_articles_mix_languages_and_claim_none() -> None:
    mixed = [article for article in ARTICLES if "lang" not in article.keys]
    assert {article.keys["id"] for article in mixed} == set(MIXED)
    for article in mixed:
        assert len({script(paragraph) for paragraph in article.text.split("\n\n")}) >= 2


def test_readme_names_every_topic_twice() -> None:
    """Once with its languages, once with where its facts can be checked."""
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for topic in {article.topic for article in ARTICLES}:
        assert readme.count(f"- `{topic}`: ") == 2


def test_reading_the_folder_gives_the_articles_and_nothing_else() -> None:
    events = list(read([SEEDS], Roots()))
    found = [event for event in events if isinstance(event, Found)]
    assert len(found) == len(events), "something was skipped or warned about"
    assert {event.path for event in found} == {article.name for article in ARTICLES}
    assert {event.article.id for event in found} == IDS


def test_there_are_48_queries_in_eight_languages() -> None:
    assert len(QUERIES) == 48
    counts = Counter(query["lang"] for query in QUERIES)
    assert len(counts) == 8
    assert min(counts.values()) >= 5


def test_queries_are_complete_and_told_apart() -> None:
    assert len({query["id"] for query in QUERIES}) == len(QUERIES)
    assert len({query["text"] for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        assert list(query) == ["id", "lang", "text", "need"]
        assert all(query.values())
        assert query["id"].startswith(f"{query['lang']}-")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["id"])
def test_a_query_is_typed_by_a_person(query: dict[str, str]) -> None:
    assert len(query["text"].split()) <= 10
    assert not re.search(r'["*~:()|]|(^|\s)[+-]', query["text"]), "no operators of the language"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["id"])
def test_every_query_has_an_answer_and_every_article_of_its_topic_is_judged(
    query: dict[str, str],
) -> None:
    grades = {article: int(grade) for ident, article, grade in JUDGED if ident == query["id"]}
    assert max(grades.values()) >= 2
    best = max(grades, key=grades.__getitem__)
    topic = next(article.topic for article in ARTICLES if article.keys["id"] == best)
    of_topic = {article.keys["id"] for article in ARTICLES if article.topic == topic}
    assert of_topic <= set(grades)


def test_judgements_name_what_exists_once_and_grade_from_0_to_3() -> None:
    assert {ident for ident, _, _ in JUDGED} == {query["id"] for query in QUERIES}
    assert {article for _, article, _ in JUDGED} <= IDS
    assert {grade for _, _, grade in JUDGED} == {"0", "1", "2", "3"}
    assert len({(ident, article) for ident, article, _ in JUDGED}) == len(JUDGED)


def test_judgements_cross_languages_as_often_as_readme_says() -> None:
    """In 20 questions the full answer is only in another language, in nine only in their own."""
    spoken = {article.keys["id"]: languages(article) for article in ARTICLES}
    asked = {query["id"]: query["lang"] for query in QUERIES}
    own = {(ident, grade) for ident, article, grade in JUDGED if asked[ident] in spoken[article]}
    foreign = {
        ident
        for ident, article, grade in JUDGED
        if asked[ident] not in spoken[article] and grade >= "2"
    }
    assert len([ident for ident in asked if (ident, "3") not in own]) == 20
    assert len([ident for ident in asked if ident not in foreign]) == 9


def test_every_article_answers_something() -> None:
    """An article that answers no question would be no ground for a test of the ranking."""
    assert {article for _, article, grade in JUDGED if grade >= "2"} == IDS

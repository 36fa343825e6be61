"""What a person sees: results, articles, the state of an index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.index.article import Article, Passage, Record
from dragoman.search import display, display_article
from dragoman.search.hit import Hit, Results
from dragoman.search.terminal import Look, width

ENGLISH = (
    "Russia, Turkey and Iran signed a memorandum in Astana on 4 May. It names four zones: Idlib,"
    " the north of Homs, Eastern Ghouta and the south. The delegation of the armed opposition"
    " left the hall while the paper was being signed, in protest against Iran's role in it."
)
HIT = Hit(
    1, 7.4, "astana-en", 0, "en", "Four zones", "2017-05-04", "Seeds", "", 0, len(ENGLISH), ENGLISH,
    ((33, 43), (81, 86)),
)  # fmt: skip
HEBREW = "רוסיה, טורקיה ואיראן חתמו על מזכר (memorandum) ב־4 במאי 2017."
PERSIAN_TITLE = "امضای یادداشت تفاهم آستانه"


def results(*hits: Hit, total: int = 0, took: float = 12.4) -> Results:
    return Results("memorandum", total or len(hits), took, hits)


def shown(*hits: Hit, look: Look | None = None) -> list[str]:
    return list(display.passages(results(*hits), look or Look(columns=60)))


def test_a_hit_has_rank_title_language_date_source_name_and_marked_text() -> None:
    lines = shown(HIT)
    assert lines[:3] == [
        "  1  Four zones",
        "     English · 2017-05-04 · Seeds · astana-en#0",
        "     Russia, Turkey and Iran signed a *memorandum* in Astana",
    ]
    assert lines[-1] == ""
    assert all(width(line) <= 60 for line in lines)
    assert 3 <= len(lines) - 3 <= 4


def test_a_long_passage_is_cut_where_the_matches_are() -> None:
    text = ENGLISH.replace("memorandum", "paper") * 3 + " A memorandum was signed."
    at = text.index("memorandum")
    body = "\n".join(shown(replace(HIT, text=text, marks=((at, at + 10),)))[2:])
    assert "*memorandum*" in body
    assert body.lstrip().startswith("…\u00a0")


def test_marks_are_styled_where_styles_are_wanted() -> None:
    body = "\n".join(shown(HIT, look=Look(columns=60, styled=True)))
    assert "\x1b[1;31mmemorandum\x1b[0m" in body
    assert "*" not in body
    assert "\x1b[1mFour zones\x1b[0m" in body


def test_what_is_not_known_is_left_out() -> None:
    lines = shown(replace(HIT, title="", published="", source="", lang="und"))
    assert lines[:2] == ["  1  astana-en", "     language unknown · astana-en#0"]


def test_nothing_harmful_of_an_article_reaches_the_terminal() -> None:
    evil = "a\x1b]0;owned\x07\u202eb\nc\u2028d"
    hit = replace(HIT, title=evil, source=evil, article=evil, text=evil * 9, marks=((1, 5),))
    for look in (Look(columns=60), Look(columns=60, styled=True, bidi="visual")):
        text = "".join(shown(hit, look=look)).replace("\x1b[", "")
        assert not set(text) & set("\x1b\x07\u202e\u2028\n")


def test_right_to_left_hits_stand_at_the_right_edge_of_a_terminal() -> None:
    hit = replace(HIT, lang="he", title="מזכר באסטנה", text=HEBREW, marks=())
    lines = shown(hit, look=Look(columns=50, bidi="visual"))
    assert lines[0] == f"  1  {'הנטסאב רכזמ':>45}"
    assert lines[2].endswith("," + "רוסיה"[::-1])
    assert width(lines[2]) == 50
    assert shown(hit)[0] == "  1  מזכר באסטנה"


def test_articles_are_grouped_with_the_numbers_of_their_passages() -> None:
    other = replace(HIT, rank=3, article="astana-fa", title=PERSIAN_TITLE, lang="fa")
    found = results(HIT, replace(HIT, rank=2, passage=4), other)
    lines = list(display.articles(found, Look(columns=60), first=11))
    assert [line[:5] for line in lines if line[:5].strip()] == [
        " 11  ",
        "  #0 ",
        "  #4 ",
        " 12  ",
        "  #0 ",
    ]


@pytest.mark.parametrize(
    ("total", "offset", "hits", "line"),
    [
        (1, 0, 1, "1 passage, 12 ms"),
        (2, 0, 2, "2 passages, 12 ms"),
        (1134, 0, 2, "2 of 1,134 passages, 12 ms; more: --offset 2"),
        (5, 2, 2, "3 to 4 of 5 passages, 12 ms; more: --offset 4"),
        (4, 2, 2, "3 to 4 of 4 passages, 12 ms"),
        (4, 9, 0, "There are only 4 passages: --offset 9 is past the last."),
    ],
)
def test_the_last_line_counts_and_says_what_comes_next(
    total: int, offset: int, hits: int, line: str
) -> None:
    found = results(*[HIT] * hits, total=total)
    assert display.summary(found, offset, 2, by_article=False) == line


def test_nothing_found_is_said_with_what_may_help() -> None:
    line = display.summary(results(), 0, 10, by_article=False)
    assert line.startswith("Nothing found for memorandum.")
    assert "dragoman status" in line


RECORD = Record(
    Article(
        "astana-1", f"{ENGLISH}\n\n{HEBREW}", "Four zones", "2017-05-04", "Seeds", "", "ru",
        {"section": "world"},
    ),
    "en",
    0.98,
    (
        Passage(0, len(ENGLISH), "en", ENGLISH),
        Passage(len(ENGLISH) + 2, len(ENGLISH) + 2 + len(HEBREW), "he", HEBREW),
    ),
)  # fmt: skip


def test_an_article_is_shown_passage_by_passage() -> None:
    lines = list(display_article.article(RECORD, None, Look(columns=60)))
    assert lines[:5] == [
        "Four zones",
        "English (98% sure) · 2017-05-04 · Seeds · astana-1",
        "claimed language: ru",
        "section: world",
        "",
    ]
    assert [line for line in lines if line.startswith("#")] == ["#0 English", "#1 Hebrew"]
    assert " ".join("".join(lines).split()).count("Russia, Turkey") == 1


def test_one_passage_of_an_article_can_be_shown() -> None:
    lines = list(display_article.article(RECORD, 1, Look(columns=60)))
    assert [line for line in lines if line.startswith("#")] == ["#1 Hebrew"]


STATUS = {
    "index": "/home/me/.dragoman",
    "articles": 1200,
    "passages": 4810,
    "pending": 0,
    "languages": {"ru": 3000, "en": 1810},
    "sources": {"הארץ": 700, "": 500},
    "roots": {"news": {"path": "/home/me/news", "articles": 1200}, "": {"path": "", "articles": 0}},
    "translated": {"ru": 2900},
    "memory": {"ru→en 1.9": 40_100},
    "bytes": 95_400_000,
    "engine": "whoosh",
    "engine_version": "whoosh-1",
    "versions": {"enrich": "1", "words": "2"},
    "settings": {"target": "en"},
    "generation": 2,
    "edition": 7,
    "digest": "0f3a",
}


def test_the_status_of_an_index_fits_on_a_screen() -> None:
    assert list(display_article.status(STATUS, Look(columns=70))) == [
        "Index       /home/me/.dragoman",
        "Articles    1,200",
        "Passages    4,810",
        "Languages   Russian\u00a03,000, English\u00a01,810",
        "Sources     700 הארץ",
        "            500 (none)",
        "From        /home/me/news (news, 1,200 articles)",
        "Translated  2,900 passages into English: Russian\u00a02,900",
        "            40,100 sentences by ru→en 1.9",
        "Size        95.4 MB",
        "Engine      whoosh whoosh-1",
        "Analysis    enrich 1, words 2",
        "Generation  2, edition 7",
        "Digest      0f3a",
    ]


def test_unfinished_articles_and_many_sources_are_mentioned() -> None:
    many = {**STATUS, "pending": 1, "sources": {f"source {n}": 1 for n in range(40)}}
    lines = list(display_article.status(many, Look(columns=70)))
    assert "Unfinished  1 article; the next “dragoman add” completes them" in lines
    assert any(line.strip() == "and 28 more" for line in lines)


@pytest.mark.parametrize(
    ("number", "size"),
    [(1, "1 byte"), (999, "999 bytes"), (1500, "1.5 kB"), (3 * 10**12, "3000.0 GB")],
)
def test_sizes_are_written_for_people(number: int, size: str) -> None:
    lines = list(display_article.status({**STATUS, "bytes": number}, Look()))
    assert f"Size        {size}" in lines

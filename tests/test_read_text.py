"""Text and Markdown: titles, front matter, cleaning, dates of publication."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.article import Article
from dragoman.index.read import Found, Note, Roots, Skip, read
from dragoman.index.read.clean import clean_line, clean_text
from dragoman.index.read.plain import TITLE_LIMIT, split_text
from dragoman.index.read.published import iso_date


def article_of(path: Path) -> Article:
    (found,) = [event for event in read([path], Roots()) if isinstance(event, Found)]
    return found.article


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and the title, the text and the keys that are in it."""

    label: str
    raw: str
    title: str
    text: str
    markdown: bool = False
    keys: dict[str, Any] | None = None
    warnings: int = 0


CASES = [
    Case(
        "a first line before a blank one is the title", "Talks\n\nThey met.", "Talks", "They met."
    ),
    Case("blank lines before it do not matter", "\n \nTalks\n\nThey met.", "Talks", "They met."),
    Case("the blank line may hold spaces", "Talks\n \t\nThey met.", "Talks", "They met."),
    Case("without a blank line there is no title", "Talks\nThey met.", "", "Talks\nThey met."),
    Case("a line alone is the text", "They met.\n\n", "", "They met."),
    Case("a rule is no title", "***\n\nThey met.", "", "***\n\nThey met."),
    Case(
        "a paragraph is no title",
        f"{'word ' * 70}\n\nThey met.",
        "",
        f"{('word ' * 70)}\n\nThey met.",
    ),
    Case(
        "a heading loses its marks", "# Talks #\n\nThey met.", "Talks", "They met.", markdown=True
    ),
    Case("a deeper one too", "### Talks\n\nThey met.", "Talks", "They met.", markdown=True),
    Case("a sharp may end a title", "# On C#\n\nIt met.", "On C#", "It met.", markdown=True),
    Case("a hashtag is no heading", "#Talks\n\nThey met.", "#Talks", "They met.", markdown=True),
    Case("plain text keeps its sharps", "# Talks\n\nThey met.", "# Talks", "They met."),
    Case(
        "Markdown stays as it is written",
        "# Talks\n\nThey *met* [here](x).\n\n## Then",
        "Talks",
        "They *met* [here](x).\n\n## Then",
        markdown=True,
    ),
    Case(
        "front matter gives the title, and all that follows is text",
        "---\ntitle: Talks\n---\nA line\n\nThey met.",
        "Talks",
        "A line\n\nThey met.",
    ),
    Case(
        "front matter without a title leaves the first line to be it",
        "---\nid: a\n---\n\n# Talks\n\nThey met.",
        "Talks",
        "They met.",
        markdown=True,
        keys={"id": "a"},
    ),
    Case(
        "keys in any case, quotes, colons, empty values, comments, lists",
        "---\n# made by hand\nID: 'it''s'\nTitle: \"The \\\"talks\\\": day 2\"\nURL: https://a.b/c:d\n"
        "lang:\ntags: [peace, 'war']\npeople:\n  - Ann\n  - Bo\n\nsource:Ours\n---\nThey met.",
        'The "talks": day 2',
        "They met.",
        keys={
            "id": "it's",
            "url": "https://a.b/c:d",
            "lang": None,
            "tags": ["peace", "war"],
            "people": ["Ann", "Bo"],
            "source": "Ours",
        },
    ),
    Case("it may end in dots", "---\nid: a\n...\nThey met.", "", "They met.", keys={"id": "a"}),
    Case(
        "a line that is no key and value is told",
        "---\nid: a\nwhat is this\n---\nThey met.",
        "",
        "They met.",
        keys={"id": "a"},
        warnings=1,
    ),
    Case(
        "front matter that never ends is text",
        "---\nid: a\nThey met.",
        "",
        "---\nid: a\nThey met.",
        warnings=1,
    ),
    Case(
        "a rule above a paragraph is no front matter",
        "---\nThey met at noon.\n---\nAnd left.",
        "",
        "---\nThey met at noon.\n---\nAnd left.",
    ),
    Case("an address is no key", "---\nhttp://a.b\n---\nText.", "", "---\nhttp://a.b\n---\nText."),
    Case("front matter may be all there is", "---\nid: a\n---\n", "", "", keys={"id": "a"}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_text_is_split_into_title_keys_and_text(case: Case) -> None:
    text, keys, warnings = split_text(case.raw, case.markdown)
    title = keys.pop("title", "")
    assert (title, text, len(warnings)) == (case.title, case.text, case.warnings)
    assert keys == (case.keys or {})


def test_the_longest_title_is_still_one() -> None:
    assert split_text("t" * TITLE_LIMIT + "\n\nx", markdown=False)[1]["title"] == "t" * TITLE_LIMIT
    assert split_text("t" * (TITLE_LIMIT + 1) + "\n\nx", markdown=False)[1] == {}


CLEANED = [
    ("line breaks of any system become line feeds", "a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
    ("a paragraph separator is a blank line", "a\u2029b", "a\n\nb"),
    ("control characters become spaces", "a\x00b\x1bc\x7fd\x0ce\x9bf", "a b c d e f"),
    ("tabs stay", "a\tb", "a\tb"),
    ("a byte order mark goes", "\ufeff a", "a"),
    ("a lone surrogate becomes U+FFFD", "a\ud800b\udfff", "a\ufffdb\ufffd"),
    ("white space goes at the ends alone", " \n a  b \n\n", "a  b"),
    ("joiners and bidi marks stay", "می\u200cروند\u200f", "می\u200cروند\u200f"),
    ("letters of the higher planes stay", "𞤀𞤣 😀", "𞤀𞤣 😀"),
]


@pytest.mark.parametrize(("label", "raw", "clean"), CLEANED, ids=[case[0] for case in CLEANED])
def test_text_is_cleaned(label: str, raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_again_changes_nothing(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once
    assert clean_line(raw) == clean_line(clean_line(raw))
    assert "\n" not in clean_line(raw)


DATES = [
    ("2017", "2017"),
    ("2017-05", "2017-05"),
    ("2017-05-04", "2017-05-04"),
    ("20170504", "2017-05-04"),
    ("2017-05-04T12:30", "2017-05-04T12:30"),
    ("2017-05-04 12:30:15", "2017-05-04T12:30:15"),
    ("2017-05-04t12:30:15.25z", "2017-05-04T12:30:15.25Z"),
    ("2017-05-04T12:30:15,5+0300", "2017-05-04T12:30:15.5+03:00"),
    ("2017-05-04T12:30-03", "2017-05-04T12:30-03:00"),
    ("2017-05-04T12:30:00 +05:45", "2017-05-04T12:30:00+05:45"),
    ("2016-02-29", "2016-02-29"),
    ("2017-02-29", ""),
    ("2017-13", ""),
    ("2017-05-32", ""),
    ("0000", ""),
    ("2017-05-04T25:00", ""),
    ("2017-05-04T12:30+99:00", ""),
    ("2017-5-4", ""),
    ("4 May 2017", ""),
    ("04.05.2017", ""),
    ("٢٠١٧", ""),
    ("2017-05-04T12:30Z\n", ""),
    ("1493856000", ""),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "date"), DATES)
def test_a_date_is_iso_8601_or_none(raw: str, date: str) -> None:
    assert iso_date(raw) == date
    assert iso_date(date) == date


def test_front_matter_becomes_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nid: astana-1\ntitle: Talks\nDate: 2017-05-04\nsource: Ours\nurl: https://a.b\n"
        "language: en\nauthor: Ann\nsection: world\n---\n\nThey met.\n"
    )
    assert article_of(tmp_path / "a.md") == Article(
        id="astana-1",
        text="They met.",
        title="Talks",
        published="2017-05-04",
        source="Ours",
        url="https://a.b",
        lang="en",
        extra={"author": "Ann", "section": "world"},
    )


def test_published_counts_before_date_which_is_then_a_key_like_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\ndate: 2016\npublished: 2017\n---\nThey met.")
    article = article_of(tmp_path / "a.txt")
    assert article.published == "2017"
    assert article.extra == {"date": "2016"}


def test_a_date_that_is_none_is_kept_aside_and_told(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("---\npublished: last Tuesday\n---\nThey met.")
    note, found = read([file], Roots())
    assert isinstance(found, Found)
    assert found.article.published == ""
    assert found.article.extra == {"published_raw": "last Tuesday"}
    assert isinstance(note, Note)
    assert str(note) == f"{file}: 'last Tuesday' is no ISO 8601 date; kept as 'published_raw'"


@pytest.mark.parametrize("raw", ["", " \n\t\r\n", "\ufeff", "---\ntitle: Talks\n---\n\n"])
def test_a_file_without_text_is_empty(raw: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(raw)
    (skip,) = read([tmp_path], Roots())
    assert isinstance(skip, Skip)
    assert skip.kind == "empty"


@given(st.text(alphabet=st.sampled_from("-: \na#['\"]\r.")), st.booleans())
def test_whatever_front_matter_looks_like_the_text_is_part_of_it(raw: str, markdown: bool) -> None:
    text, _, _ = split_text(raw, markdown)
    assert text in clean_text(raw)
    assert text == text.strip()

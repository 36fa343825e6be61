"""Folders and files: the order, what is passed over, what is left out and how that is said."""

from __future__ import annotations

import gzip
import inspect
import os
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index import read as package
from dragoman.index.read import Event, Found, Note, Roots, Skip, read, summary


def write(folder: Path, *names: str) -> None:
    """Write files that each tell their own name."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"This is {name!a}.")


def met(*paths: str | Path) -> list[Event]:
    return list(read(paths, Roots()))


def found(*paths: str | Path) -> list[str]:
    return [event.path for event in met(*paths) if isinstance(event, Found)]


def said(*paths: str | Path) -> list[str]:
    return [str(event) for event in met(*paths) if not isinstance(event, Found)]


def skipped(*paths: str | Path) -> list[tuple[str, str]]:
    return [(Path(e.path).name, e.kind) for e in met(*paths) if isinstance(e, Skip)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def test_the_package_offers_what_it_says() -> None:
    assert sorted(package.__all__) == package.__all__
    assert {name for name in package.__all__ if not hasattr(package, name)} == set()


def test_reading_loads_no_library_until_an_encoding_is_in_doubt() -> None:
    program = "import sys, dragoman.index.read; print('charset_normalizer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_folders_are_read_in_the_order_of_their_names(news: Path) -> None:
    write(
        news, "b/z.txt", "a.txt", "b/a/q.md", "c.txt", "B.txt", "b.txt", "ö.txt", "10.txt", "9.txt"
    )
    order = ["10.txt", "9.txt", "B.txt", "a.txt", "b/a/q.md", "b/z.txt", "b.txt", "c.txt", "ö.txt"]
    assert found(news) == order


def test_paths_are_read_in_the_order_given_and_a_file_once(news: Path) -> None:
    write(news, "a.txt", "b/c.txt", "d.txt")
    assert found(news / "d.txt", news, news / "b", news / "d.txt") == ["d.txt", "a.txt", "b/c.txt"]
    assert said(news, news) == []


def test_every_ending_that_holds_articles_is_known_in_any_case(news: Path) -> None:
    one = b'{"id": "%d", "text": "They met."}'
    names = [
        "a.txt",
        "b.MD",
        "c.markdown",
        "d.jsonl",
        "e.ndjson",
        "f.JSON",
        "g.Txt.GZ",
        "h.jsonl.gz",
    ]
    for number, name in enumerate(names):
        data = one % number
        (news / name).write_bytes(gzip.compress(data) if name.lower().endswith("gz") else data)
    assert found(news) == sorted(names)
    assert said(news) == []


KINDS = {
    "a.pdf": "PDF: not supported yet",
    "b.HTML": "HTML: not supported yet",
    "c.htm.gz": "HTML: not supported yet",
    "d.docx": "DOCX: not supported yet",
    "e.tar.gz": "TAR: not supported yet",
    "f.xyz": "'.xyz': not a format Dragoman reads",
    "g.xyz.gz": "'.xyz.gz': not a format Dragoman reads",
    "h.gz": "'.gz': not a format Dragoman reads",
    "i.txt~": "'.txt~': not a format Dragoman reads",
    "j": "no ending: not a format Dragoman reads",
    "k.": "'.': not a format Dragoman reads",
}


def test_what_is_in_no_known_format_is_counted_by_its_format(news: Path) -> None:
    write(news, *KINDS)
    assert skipped(news) == list(KINDS.items())
    assert said(news)[0] == f"{news}/a.pdf: PDF: not supported yet"


def test_hidden_files_and_folders_are_passed_over_in_silence(news: Path) -> None:
    write(news, ".a.txt", ".b/c.txt", ".dragoman/d.txt", "e/.f/g.txt", "h.txt")
    assert [type(event) for event in met(news)] == [Found]
    assert found(news / ".b") == ["c.txt"], "unless one is asked for"


def test_an_index_is_passed_over_and_refused_when_asked_for(news: Path) -> None:
    write(news, "idx/manifest.json", "idx/ledger.sqlite", "idx/engine-1/a.txt", "b.txt")
    assert found(news) == ["b.txt"]
    assert said(news) == []
    assert said(news / "idx") == [f"{news}/idx: an index of Dragoman, not articles"]


IGNORED = [
    ("a name, anywhere below", "notes.txt", {"notes.txt", "sub/notes.txt"}),
    ("a pattern", "*s.txt", {"notes.txt", "sub/notes.txt", "drafts/it.txt"} - {"drafts/it.txt"}),
    ("one letter", "?.txt", {"a.txt", "b.txt"}),
    ("letters", "[ab].txt", {"a.txt", "b.txt"}),
    ("a folder by name", "drafts", {"drafts/it.txt"}),
    ("a folder and nothing else", "drafts/", {"drafts/it.txt"}),
    ("a file is no folder", "a.txt/", set()),
    ("a path from here", "sub/notes.txt", {"sub/notes.txt"}),
    ("from here alone", "/notes.txt", {"notes.txt"}),
    ("all below a folder", "sub/*", {"sub/notes.txt"}),
    ("comments and blank lines", "# a.txt\n\n  \n b.txt \r\n", {"b.txt"}),
    ("capitals count", "NOTES.TXT", set()),
    ("a mark and bytes that are no text", "\ufeffa.txt\n\udcff", {"a.txt"}),
]


@pytest.mark.parametrize(("label", "patterns", "gone"), IGNORED, ids=[case[0] for case in IGNORED])
def test_patterns_leave_files_out_in_silence(
    label: str, patterns: str, gone: set[str], news: Path
) -> None:
    every = {"a.txt", "b.txt", "notes.txt", "sub/notes.txt", "drafts/it.txt"}
    write(news, *every)
    (news / ".dragomanignore").write_bytes(patterns.encode("utf-8", "surrogateescape"))
    assert set(found(news)) == every - gone
    assert said(news) == []


def test_patterns_hold_below_their_folder_and_add_up(news: Path) -> None:
    write(news, "a.txt", "b.txt", "sub/a.txt", "sub/b.txt", "sub/deep/b.txt")
    (news / ".dragomanignore").write_text("a.txt")
    (news / "sub/.dragomanignore").write_text("b.txt")
    assert found(news) == ["b.txt"]


def test_patterns_hold_in_a_part_of_a_known_root_too(news: Path) -> None:
    write(news, "sub/deep/a.txt", "sub/deep/b.txt")
    (news / ".dragomanignore").write_text("a.txt")
    (news / "sub/.dragomanignore").write_text("deep/c*")
    part = read([news / "sub/deep"], Roots({"news": str(news)}))
    assert [e.path for e in part if isinstance(e, Found)] == ["sub/deep/b.txt"]


def test_what_patterns_leave_out_is_said_when_it_was_asked_for(news: Path) -> None:
    write(news, "queries.jsonl", "sub/a.txt")
    (news / ".dragomanignore").write_text("queries.*\nsub/\n")
    reason = "left out by a .dragomanignore in a folder above"
    assert said(news / "queries.jsonl") == [f"{news}/queries.jsonl: {reason}"]
    roots = Roots({"news": str(news)})
    assert [str(event) for event in read([news / "sub"], roots)] == [f"{news}/sub: {reason}"]


def test_patterns_that_cannot_be_read_are_told(news: Path) -> None:
    write(news, "a.txt")
    (news / ".dragomanignore").mkdir()
    note, article = met(news)
    assert isinstance(note, Note)
    assert isinstance(article, Found)
    assert "nothing is left out" in str(note)


def test_patterns_cannot_be_slow(news: Path) -> None:
    write(news, "a" * 200 + ".txt")
    (news / ".dragomanignore").write_text("*a" * 60 + "b")
    assert len(found(news)) == 1


def test_links_below_the_root_add_nothing_and_do_not_go_round(news: Path) -> None:
    write(news, "a.txt", "sub/b.txt")
    (news / "sub/up").symlink_to("..")
    (news / "again.txt").symlink_to("a.txt")
    (news / "other").symlink_to("sub")
    (news / "self").symlink_to("self")
    assert found(news) == ["a.txt", "sub/b.txt"]
    assert skipped(news) == [("self", "unreadable")]


def test_links_out_of_the_root_are_left_out(tmp_path: Path, news: Path) -> None:
    write(tmp_path, "secret/key.txt", "newsroom/a.txt")
    (news / "key.txt").symlink_to(tmp_path / "secret/key.txt")
    (news / "room").symlink_to(tmp_path / "newsroom")
    assert skipped(news) == [(name, "link out of the folder") for name in ("key.txt", "room")]
    assert said(news)[0].endswith(f"a link that leaves the folder, to {tmp_path}/secret/key.txt")


def test_a_link_to_nothing_is_unreadable(news: Path) -> None:
    (news / "a.txt").symlink_to("gone.txt")
    assert said(news) == [f"{news}/a.txt: a link that leads to nothing"]


def test_links_to_what_is_hidden_below_are_read_under_their_own_names(news: Path) -> None:
    """As in repositories that keep every file behind a link named by its hash."""
    write(news, ".store/5f3a.txt", ".store/kept/b.txt", ".store/kept/c.txt")
    (news / "a.txt").symlink_to(".store/5f3a.txt")
    (news / "kept").symlink_to(".store/kept")
    (news / ".store/kept/round").symlink_to("../../.store")
    assert found(news)[:3] == ["a.txt", "kept/b.txt", "kept/c.txt"]
    assert len(found(news)) == 3
    assert found(news / "a.txt") == ["a.txt"]


def test_pipes_sockets_and_devices_are_never_opened(news: Path) -> None:
    os.mkfifo(news / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(news)
        try:
            bound.bind("socket.txt")
        finally:
            os.chdir(here)
        assert skipped(news) == [("pipe.txt", "not a file"), ("socket.txt", "not a file")]
    (news / "null.txt").symlink_to("/dev/null")
    assert said(news / "null.txt") == [f"{news}/null.txt: a device, not a file"]
    assert "a named pipe, not a file" in said(news / "pipe.txt")[0]


def test_a_file_that_becomes_a_pipe_is_not_waited_for(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(news / "a.txt")
    write(news, "b.txt")
    regular, stat = os.stat(news / "b.txt"), os.stat
    monkeypatch.setattr(
        os, "stat", lambda p, **k: regular if p == str(news / "a.txt") else stat(p, **k)
    )
    assert skipped(news) == [("a.txt", "not a file")]


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "I/O error")]
)
def test_a_file_that_cannot_be_opened_is_left_out(
    error: OSError, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news, "a.txt", "b.jsonl", "c.txt")
    opened = os.open

    def failing(path: str, *rest: int, **options: int) -> int:
        if Path(path).name in {"a.txt", "b.jsonl"}:
            raise error
        return opened(path, *rest, **options)

    monkeypatch.setattr(os, "open", failing)
    assert skipped(news) == [("a.txt", "unreadable"), ("b.jsonl", "unreadable")]
    assert found(news) == ["c.txt"]
    assert said(news)[0].startswith(f"{news}/a.txt: cannot be read (")


def test_a_file_that_breaks_off_is_left_out(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(news, "a.txt", "b.txt")
    fdopen = os.fdopen

    class Broken:
        def __enter__(self) -> Broken:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, _: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    files: Iterator[bool] = iter([True, False])
    monkeypatch.setattr(os, "fdopen", lambda *a: Broken() if next(files) else fdopen(*a))
    assert [type(event) for event in met(news)] == [Skip, Found]


def test_a_folder_that_cannot_be_listed_is_left_out(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news, "a/b.txt", "c.txt")
    scandir = os.scandir

    def failing(path: str) -> object:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert said(news) == [f"{news}/a: cannot be read (permission denied)"]
    assert found(news) == ["c.txt"]


@pytest.mark.parametrize("path", ["", "gone.txt", "gone/", "a\0b", "x" * 5000])
def test_a_path_that_is_not_there_is_a_skip(path: str) -> None:
    (skip,) = met(path)
    assert isinstance(skip, Skip)
    assert (skip.kind, skip.reason) == ("missing", "there is no such file or folder")
    assert str(skip).isprintable()


@pytest.mark.parametrize("name", ["gone", "gone.txt", "gone/a.pdf"])
def test_what_was_in_a_known_root_and_is_gone_is_missing(name: str, news: Path) -> None:
    (skip,) = read([news / name], Roots({"news": str(news)}))
    assert isinstance(skip, Skip)
    assert skip.kind == "missing"


def test_a_file_that_goes_while_the_run_goes_on_is_missing(news: Path) -> None:
    write(news, "a.txt", "b.txt")
    events = read([news], Roots())
    assert isinstance(next(events), Found)
    (news / "b.txt").unlink()
    assert [event.kind for event in events if isinstance(event, Skip)] == ["missing"]


def test_the_first_article_with_an_id_counts_wherever_it_is(news: Path) -> None:
    (news / "a.jsonl").write_text('{"id":"x","text":"one"}\n\n{"id":"x","text":"two"}\n')
    (news / "b.txt").write_text("---\nid: x\n---\nthree")
    events = met(news)
    assert [e.article.text for e in events if isinstance(e, Found)] == ["one"]
    assert [str(e) for e in events if isinstance(e, Skip)] == [
        f"{news}/a.jsonl:3: the id 'x' was given before, in {news}/a.jsonl:1",
        f"{news}/b.txt: the id 'x' was given before, in {news}/a.jsonl:1",
    ]
    assert skipped(news)[0][1] == "duplicate id"


def test_a_legacy_encoding_is_reported(news: Path) -> None:
    (news / "a.txt").write_bytes("Стороны подписали соглашение о перемирии.".encode("cp1251"))
    note, article = met(news)
    assert isinstance(article, Found)
    assert isinstance(note, Note)
    assert article.encoding == "windows-1251"
    assert (str(note), note.kind) == (
        f"{news}/a.txt: read as windows-1251, not UTF-8",
        "read as windows-1251",
    )


def test_broken_characters_are_told(news: Path) -> None:
    (news / "a.txt").write_bytes("Стороны подписали соглашение. ".encode() * 2 + b"\xff \xfe")
    note, article = met(news)
    assert isinstance(article, Found)
    assert article.encoding == ""
    assert str(note).endswith("2 broken characters were replaced by U+FFFD")


def test_messages_name_files_as_the_caller_does(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news, "sub/a.pdf")
    monkeypatch.chdir(news)
    here = [said(path)[0].split(":")[0] for path in (".", "sub", "./sub", "../news", "sub/a.pdf")]
    assert here == ["sub/a.pdf", "sub/a.pdf", "sub/a.pdf", "../news/sub/a.pdf", "sub/a.pdf"]


def test_names_that_are_no_text_or_that_would_steer_a_terminal_are_shown_escaped(
    news: Path,
) -> None:
    name = os.fsdecode("caf\xe9 \x1b[2J\n\u202e.pdf".encode("utf-8").replace(b"\xc3\xa9", b"\xe9"))
    write(news, name, "می‌رود.pdf")
    first, second = said(news)
    assert first == rf"{news}/caf\xe9 \x1b[2J\n\u202e.pdf: PDF: not supported yet"
    assert "می\u200cرود" in second
    skips = [event for event in met(news) if isinstance(event, Skip)]
    assert os.path.exists(skips[0].path), "the path itself can still be opened"


def test_folders_may_be_deeper_than_python_may_call_itself(news: Path) -> None:
    write(news, "d/" * 250 + "a.txt")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        assert found(news) == ["d/" * 250 + "a.txt"]
    finally:
        sys.setrecursionlimit(limit)


def test_a_summary_counts_by_kind_the_most_frequent_first() -> None:
    skips = [Skip("a", 0, "r", kind) for kind in ("empty", "binary", "PDF: not supported yet")]
    assert summary([*skips, skips[2]]) == ["2 PDF: not supported yet", "1 binary", "1 empty"]
    counts = Counter({"PDF: not supported yet": 312, "empty": 0})
    assert summary(counts) == ["312 PDF: not supported yet"]
    assert summary([]) == []
    assert summary([Note("a", 0, "r", "read as windows-1251")]) == ["1 read as windows-1251"]


PIECES = st.sampled_from(
    [
        b"---\n", b"title: x\n", b"\n\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'{"id":1,',
        b'"text":', b'"a"', b"\\ud800", b"}", b"[", b"]", b"NaN", b"\x1f\x8b", "д".encode("cp1251"),
        b"1e999", b"null", b"{", b"%PDF-",
    ]
)  # fmt: skip
DATA = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=30).map(b"".join))


@settings(max_examples=150, deadline=None)
@given(data=DATA, packed=st.booleans(), cut=st.integers(0, 40))
def test_whatever_is_in_a_file_reading_never_raises(data: bytes, packed: bool, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.txt", "b.md", "c.json", "d.jsonl"):
            whole = gzip.compress(data)
            content = whole[: len(whole) - cut] if packed else data
            Path(folder, name + ".gz" * packed).write_bytes(content)
        events = met(folder)
    assert {Path(event.path).name[0] for event in events} == set("abcd"), "each file is heard of"
    for event in events:
        if isinstance(event, Found):
            article = event.article
            "".join((article.id, article.text, article.title, event.path)).encode()
            assert article.text.strip() == article.text != ""
            assert not set(article.text) & {"\0", "\r", "\x1b"}
        else:
            assert str(event).isprintable()

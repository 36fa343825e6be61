"""JSON and JSON lines: keys and types, broken lines, lists, compressed files, streams."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dragoman.index.article import Article
from dragoman.index.read import Event, Found, Note, Roots, Skip, files, read, read_stream, streams


def events(path: Path) -> list[Event]:
    return list(read([path], Roots()))


def lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def streamed(data: bytes) -> list[Event]:
    return list(read_stream(io.BytesIO(data)))


def skips(events: list[Event]) -> list[tuple[int, str]]:
    return [(event.line, event.kind) for event in events if isinstance(event, Skip)]


def texts(events: list[Event]) -> list[str]:
    return [event.article.text for event in events if isinstance(event, Found)]


@dataclass(frozen=True, slots=True)
class Good:
    """An object of JSON lines, and the article it is."""

    label: str
    value: dict[str, Any]
    article: Article
    notes: int = 0


def made(extra: dict[str, Any] | None = None, **fields: str) -> Article:
    return Article(**{"id": "1", "text": "They met.", **fields}, extra=extra or {})


GOOD = [
    Good(
        "every key",
        {
            "id": "1", "title": "Talks", "text": "They met.", "published": "2017-05-04",
            "source": "Ours", "url": "https://a.b", "lang": "en",
        },
        made(title="Talks", published="2017-05-04", source="Ours", url="https://a.b", lang="en"),
    ),
    Good("language for lang", {"language": "kk"}, made(lang="kk")),
    Good(
        "lang before language",
        {"language": "ru", "lang": "kk"},
        made(lang="kk", extra={"language": "ru"}),
    ),
    Good("date for published", {"date": "2017-05"}, made(published="2017-05")),
    Good(
        "unknown keys, whatever they hold",
        {"tenant": 7, "tags": ["a", {"b": None}], "Title": "x", "ok": True, "x": 0.5},
        made(extra={"tenant": 7, "tags": ["a", {"b": None}], "Title": "x", "ok": True, "x": 0.5}),
    ),
    Good("a number for an id", {"id": 42}, made(id="42")),
    Good("a number for text of a line", {"title": 1984, "published": 2017},
         made(title="1984", published="2017")),
    Good("null counts as missing", {"title": None, "url": None, "lang": None}, made()),
    Good("a title is one line", {"title": " a\n b\tc\x00 "}, made(title="a b c")),
    Good(
        "what cannot be a title is kept aside",
        {"title": ["a"], "source": {"name": "x"}, "lang": True},
        made(extra={"title_raw": ["a"], "source_raw": {"name": "x"}, "lang_raw": True}),
        notes=3,
    ),
    Good("a date that is none", {"published": "May"}, made(extra={"published_raw": "May"}), 1),
    Good(
        "lone surrogates, everywhere",
        {"text": "a\ud800b", "title": "\udc00", "k\udc00": ["\ud83d"]},
        made(text="a\ufffdb", title="\ufffd", extra={"k\ufffd": ["\ufffd"]}),
    ),
    Good("a pair of surrogates is a character", {"text": "\U0001f600"}, made(text="\U0001f600")),
    Good("the longest id", {"id": "i" * 512}, made(id="i" * 512)),
    Good("an id with a space inside", {"id": "a b/c:d\u200cé"}, made(id="a b/c:d\u200cé")),
]  # fmt: skip


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.label)
def test_an_object_becomes_an_article(case: Good) -> None:
    met = streamed(lines({"id": "1", "text": "They met.", **case.value}))
    (found,) = [event for event in met if isinstance(event, Found)]
    assert found == Found(case.article, "", "-", 1, "")
    assert len(met) == 1 + case.notes
    json.dumps(found.article.extra, allow_nan=False).encode()


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no article, what it is counted as, and a word of the reason."""

    label: str
    line: bytes
    kind: str
    reason: str = field(default="")


BAD = [
    Bad("half an object", b'{"id": "x"', "broken JSON", "column 11"),
    Bad("no JSON", b"id,text", "broken JSON", "column 1"),
    Bad("two objects", b'{"id":"x","text":"a"}{}', "broken JSON", "extra data"),
    Bad("a list", b"[1]", "bad article", "no object"),
    Bad("a string", b'"text"', "bad article", "no object"),
    Bad("no text", b'{"id":"x"}', "bad article", "no text"),
    Bad("null for a text", b'{"id":"x","text":null}', "bad article", "no text"),
    Bad("a number for a text", b'{"id":"x","text":5}', "bad article", "not a string"),
    Bad("a text of white space", b'{"id":"x","text":" \\n\\u0000"}', "empty", "empty"),
    Bad("no id", b'{"text":"a"}', "no id", "articles from standard input need an id"),
    Bad("null for an id", b'{"id":null,"text":"a"}', "no id", "need an id"),
    Bad("an empty id", b'{"id":"","text":"a"}', "bad id", "empty id"),
    Bad("a list for an id", b'{"id":["x"],"text":"a"}', "bad id", "neither"),
    Bad("true for an id", b'{"id":true,"text":"a"}', "bad id", "neither"),
    Bad("white space around an id", b'{"id":" x","text":"a"}', "bad id", "white space"),
    Bad("a control character in an id", b'{"id":"x\\ty","text":"a"}', "bad id", "control"),
    Bad("a lone surrogate in an id", b'{"id":"\\ud800","text":"a"}', "bad id"),
    Bad("too long an id", b'{"id":"' + b"x" * 513 + b'","text":"a"}', "bad id", "512"),
    Bad("NaN", b'{"id":"x","text":"a","n":NaN}', "broken JSON", "NaN"),
    Bad("infinity", b'{"id":"x","text":"a","n":-Infinity}', "broken JSON", "Infinity"),
    Bad("a float beyond all floats", b'{"id":"x","text":"a","n":1e999}', "broken JSON", "large"),
    Bad(
        "a huge number", b'{"id":"x","text":"a","n":' + b"9" * 5000 + b"}", "broken JSON", "digits"
    ),
    Bad("a bomb of brackets", b"[" * 200_000, "broken JSON", "nested"),
    Bad("deep values", b'{"id":"x","text":"a","n":' + b"[" * 90 + b"]" * 90 + b"}", "bad article"),
    Bad("a line of zeros", bytes(5000), "broken JSON"),
    Bad("a binary line", b"\0\1\xff\xfe" * 999, "binary"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.label)
def test_a_bad_line_is_left_out_with_its_number_and_a_reason(case: Bad) -> None:
    data = lines({"id": "a", "text": "before"}) + b"\n" + case.line + b"\n"
    met = streamed(data + lines({"id": "b", "text": "after"}))
    assert texts(met) == ["before", "after"]
    (skip,) = [event for event in met if isinstance(event, Skip)]
    assert (skip.line, skip.kind) == (3, case.kind)
    assert case.reason in skip.reason
    assert str(skip) == f"stdin:3: {skip.reason}"
    assert "\n" not in str(skip)


def test_blank_lines_marks_and_the_line_breaks_of_windows_say_nothing() -> None:
    data = b'\xef\xbb\xbf{"id":"1","text":"a"}\r\n\r\n  \n{"id":"2","text":"b"}'
    met = streamed(data)
    assert texts(met) == ["a", "b"]
    assert [event.line for event in met if isinstance(event, Found)] == [1, 4]


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_a_stream_without_a_line_is_empty(data: bytes) -> None:
    assert [str(event) for event in streamed(data)] == ["stdin: a file without articles"]


def test_a_stream_that_breaks_off_keeps_what_came_before() -> None:
    class Broken(io.RawIOBase):
        pieces = iter([lines({"id": "1", "text": "a"}), b'{"id"'])

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            if piece := next(self.pieces, b""):
                return piece
            raise OSError(5, "Input/output error")

    met = list(read_stream(Broken()))  # type: ignore[arg-type]
    assert texts(met) == ["a"]
    assert skips(met) == [(0, "unreadable")]


def test_a_stream_is_read_as_it_comes() -> None:
    """The first article is there before the second one has been written."""
    asked: list[int] = []

    class Slow(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            asked.append(size)
            return lines({"id": len(asked), "text": "a"}) if len(asked) < 5 else b""

    first = next(iter(read_stream(Slow())))  # type: ignore[arg-type]
    assert isinstance(first, Found)
    assert len(asked) <= 2


def test_ids_that_are_not_given_hang_on_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines({"text": "a"}, {"text": "b"}))
    before = [e.article.id for e in events(file) if isinstance(e, Found)]
    file.write_bytes(lines({"text": "a, corrected"}, {"text": "b"}, {"text": "c"}))
    after = [e.article.id for e in events(file) if isinstance(e, Found)]
    assert after[:2] == before
    assert len(set(after)) == 3


def test_a_line_in_another_encoding_is_read_in_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    russian = '{"id":"2","text":"Стороны подписали соглашение"}\n'.encode("cp1251")
    file.write_bytes(lines({"id": "1", "text": "The parties signed"}) * 9000 + russian)
    met = [event for event in events(file) if not isinstance(event, Skip)]
    assert [str(event) for event in met if isinstance(event, Note)] == [
        f"{file}: read as windows-1251, not UTF-8"
    ]
    assert isinstance(met[-1], Found)
    assert (met[-1].article.text, met[-1].encoding) == (
        "Стороны подписали соглашение",
        "windows-1251",
    )


@pytest.mark.parametrize(
    "codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8_r"]
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.jsonl.gz"])
def test_json_may_be_in_any_encoding(codec: str, name: str, tmp_path: Path) -> None:
    text = "Стороны подписали соглашение о прекращении огня\n\u0a0a"[: 47 + ("utf" in codec) * 2]
    data = "\n".join(
        json.dumps({"id": n, "text": f"{n}: {text}"}, ensure_ascii=False) for n in range(40)
    ).encode(codec)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    note, *found = events(tmp_path / name)
    assert isinstance(note, Note)
    assert "not UTF-8" in note.reason
    assert texts(found) == [f"{n}: {text}".strip() for n in range(40)]


DOCUMENTS = [
    ("one object", {"id": 1, "text": "a"}, ["a"], []),
    ("a list", [{"id": 1, "text": "a"}, {"text": "b"}], ["a", "b"], []),
    ("a list with bad items", [{"text": "a"}, 5, {"id": 2}], ["a"], ["bad article"] * 2),
    ("an empty list", [], [], ["empty"]),
    ("an object without text", {"id": 1}, [], ["bad article"]),
    ("a number", 5, [], ["bad article"]),
]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("label", "value", "found", "left"), DOCUMENTS, ids=[d[0] for d in DOCUMENTS]
)
def test_a_json_file_is_an_article_or_a_list_of_them(
    label: str, value: Any, found: list[str], left: list[str], indent: int | None, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value, indent=indent))
    met = events(tmp_path / "a.json")
    assert texts(met) == found
    assert [kind for _, kind in skips(met)] == left


def test_items_of_a_list_have_ids_by_their_place_and_are_named_by_it(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[{"text": "a"}, 7, {"text": "b"}]')
    first, skip, third = events(file)
    assert isinstance(first, Found)
    assert isinstance(third, Found)
    assert first.article.id != third.article.id
    assert str(skip) == f"{file}: item 2: a JSON value that is no object"


def test_json_lines_under_the_name_of_json_are_read_as_lines(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(lines({"text": "a"}, {"text": "b"}) + b"{\n")
    met = events(tmp_path / "a.json")
    assert texts(met) == ["a", "b"]
    assert skips(met) == [(3, "broken JSON")]


def test_broken_json_says_where(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('{\n "id": 1,\n "text" "a"\n}')
    assert [str(event) for event in events(file)] == [
        f"{file}: broken JSON (line 3, column 9: expecting ':' delimiter)"
    ]


def test_a_document_under_the_name_of_lines_is_one_skip(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps([{"text": "a"}] * 50, indent=1))
    (skip,) = events(file)
    assert "name it .json" in str(skip)


def test_a_truncated_archive_gives_what_is_before_the_end(tmp_path: Path) -> None:
    texts_ = [f"{random.Random(n).random()} was the offer" for n in range(20_000)]
    packed = gzip.compress(lines(*({"text": text} for text in texts_)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    met = events(tmp_path / "a.jsonl.gz")
    found = texts(met)
    assert 9_000 < len(found) < 11_000
    assert found == texts_[: len(found)]
    assert skips(met) == [(0, "damaged")]


@pytest.mark.parametrize("at", [0, 5, 4000, -6], ids=["start", "header", "middle", "checksum"])
def test_a_corrupted_archive_is_one_skip(at: int, tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(lines(*({"text": f"{n * n}"} for n in range(9_000)))))
    packed[at : at + 3] = b"\xff\xff\xff" if at >= 0 else b"\0\0\0"
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    met = events(tmp_path / "a.jsonl.gz")
    assert [kind for _, kind in skips(met)][-1:] == ["damaged"] or at == 5


def test_a_damaged_text_is_left_out_whole(tmp_path: Path) -> None:
    packed = gzip.compress(random.Random(0).randbytes(9999).hex().encode())
    (tmp_path / "a.txt.gz").write_bytes(packed[:5000])
    assert skips(events(tmp_path / "a.txt.gz")) == [(0, "damaged")]


def test_archives_of_several_members_are_read_through(tmp_path: Path) -> None:
    one, two = (gzip.compress(lines({"text": text})) for text in "ab")
    (tmp_path / "a.jsonl.gz").write_bytes(one + two)
    assert texts(events(tmp_path / "a.jsonl.gz")) == ["a", "b"]


def test_a_bomb_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 2**20)
    bomb = gzip.compress(b" " * 2**22)
    for name in ("a.txt.gz", "b.json.gz", "c.jsonl.gz", "d.md.gz"):
        (tmp_path / name).write_bytes(bomb)
    met = list(read([tmp_path], Roots()))
    assert [kind for _, kind in skips(met)] == ["too large"] * 4
    assert len(met) == 4


def test_what_compresses_well_is_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 2**16)
    plain = lines(*({"text": f"The same words again and again, {n}"} for n in range(3000)))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(plain))
    assert len(texts(events(tmp_path / "a.jsonl.gz"))) == 3000


def test_too_long_a_line_is_left_out_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LINE_LIMIT", 1000)
    fits = json.dumps({"text": "x" * (1000 - 13)})
    assert len(fits) == 1000 - 1
    (tmp_path / "a.jsonl").write_text(f'{fits}\n{{"text":"{"y" * 5000}"}}\n{{"text":"c"}}\n')
    met = events(tmp_path / "a.jsonl")
    assert [len(text) for text in texts(met)] == [987, 1]
    assert skips(met) == [(2, "too large")]


def test_too_large_a_document_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_LIMIT", 1000)
    (tmp_path / "a.txt").write_text("x" * 1000)
    (tmp_path / "b.txt").write_text("x" * 1001)
    met = list(read([tmp_path], Roots()))
    assert len(texts(met)) == 1
    assert skips(met) == [(0, "too large")]


def _many(megabytes: int) -> Iterator[bytes]:
    text = "Переговоры о прекращении огня. " * 40
    for number in range(megabytes * 2**20 // 2400):
        yield json.dumps({"id": number, "text": text}, ensure_ascii=False).encode() + b"\n"


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    """Forty megabytes take no more memory than a few, be they packed or not."""
    (tmp_path / "a.jsonl").write_bytes(b"".join(_many(40)))
    with gzip.open(tmp_path / "b.jsonl.gz", "wb", compresslevel=1) as packed:
        packed.writelines(_many(10))
    assert (tmp_path / "a.jsonl").stat().st_size > 38 * 2**20
    for name in ("a.jsonl", "b.jsonl.gz"):
        tracemalloc.start()
        number = sum(1 for _ in read([tmp_path / name], Roots()))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert number > 4000
        assert peak < 12 * 2**20

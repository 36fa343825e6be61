"""Roots and ids: what stays the same when folders move, and what never collides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.index.errors import ReadError
from dragoman.index.read import Found, Roots, read
from dragoman.index.read.roots import article_id


def file(path: Path, text: str = "They met.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def ids(path: Path, roots: Roots | None = None) -> dict[str, str]:
    found = (event for event in read([path], roots or Roots()) if isinstance(event, Found))
    return {f"{event.root}/{event.path}": event.article.id for event in found}


def test_the_root_of_a_folder_is_that_folder(tmp_path: Path) -> None:
    file(tmp_path / "news/2017/a.txt")
    roots = Roots()
    assert roots.locate(tmp_path / "news") == ("news", "")
    assert roots.known == {"news": str(tmp_path / "news")}
    assert list(ids(tmp_path / "news")) == ["news/2017/a.txt"]


def test_the_root_of_a_file_is_the_folder_it_is_in(tmp_path: Path) -> None:
    roots = Roots()
    assert roots.locate(file(tmp_path / "news/2017/a.txt")) == ("2017", "a.txt")
    assert roots.known == {"2017": str(tmp_path / "news/2017")}


def test_what_lies_in_a_known_root_belongs_to_it(tmp_path: Path) -> None:
    a = file(tmp_path / "news/2017/a.txt")
    roots = Roots({"archive": str(tmp_path / "news")})
    assert roots.locate(a) == ("archive", "2017/a.txt")
    assert roots.locate(a.parent) == ("archive", "2017")
    assert roots.locate(tmp_path / "news") == ("archive", "")
    assert roots.known == {"archive": str(tmp_path / "news")}


def test_the_innermost_root_owns_and_a_walk_through_the_outer_one_keeps_its_ids(
    tmp_path: Path,
) -> None:
    file(tmp_path / "news/2017/a.txt")
    file(tmp_path / "news/b.txt")
    roots = Roots()
    before = ids(tmp_path / "news/2017", roots)
    assert list(before) == ["2017/a.txt"]
    after = ids(tmp_path / "news", roots)
    assert list(after) == ["2017/a.txt", "news/b.txt"]
    assert after.items() > before.items()


def test_a_name_that_only_begins_alike_is_another_folder(tmp_path: Path) -> None:
    file(tmp_path / "news/a.txt")
    other = file(tmp_path / "newsroom/a.txt")
    roots = Roots({"news": str(tmp_path / "news")})
    assert roots.locate(other) == ("newsroom", "a.txt")


def test_moving_or_renaming_what_is_above_changes_no_id(tmp_path: Path) -> None:
    file(tmp_path / "here/news/2017/a.txt")
    roots = Roots()
    before = ids(tmp_path / "here/news", roots)
    (tmp_path / "here").rename(tmp_path / "there")
    assert ids(tmp_path / "there/news", roots) == before
    assert roots.known == {"news": str(tmp_path / "there/news")}
    assert ids(tmp_path / "there/news") == before, "a new index gives the same ids"


def test_two_folders_of_one_name_never_collide(tmp_path: Path) -> None:
    for above in ("ap", "afp", "tass"):
        file(tmp_path / above / "news/a.txt")
    roots = Roots()
    met = [ids(tmp_path / above / "news", roots) for above in ("ap", "afp", "tass")]
    assert [next(iter(one)) for one in met] == ["news/a.txt", "news-2/a.txt", "news-3/a.txt"]
    assert len({name for one in met for name in one.values()}) == 3
    assert ids(tmp_path / "afp/news", Roots(roots.known)) == met[1], "the manifest remembers"


def test_a_numbered_root_that_moves_is_the_same_one(tmp_path: Path) -> None:
    file(tmp_path / "ap/news/a.txt")
    file(tmp_path / "afp/news/a.txt")
    roots = Roots()
    ids(tmp_path / "ap/news", roots)
    before = ids(tmp_path / "afp/news", roots)
    (tmp_path / "afp").rename(tmp_path / "reuters")
    assert ids(tmp_path / "reuters/news", roots) == before
    assert roots.known["news-2"] == str(tmp_path / "reuters/news")


def test_ids_do_not_hang_on_the_order_of_the_paths(tmp_path: Path) -> None:
    paths = [file(tmp_path / "news/2017/a.txt").parent, tmp_path / "news", file(tmp_path / "b.txt")]
    forward, backward = Roots(), Roots()
    one = {e.article.id for e in read(paths, forward) if isinstance(e, Found)}
    two = {e.article.id for e in read(paths[::-1], backward) if isinstance(e, Found)}
    assert one == two
    assert forward.known == backward.known


def test_links_and_dots_are_resolved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file(tmp_path / "news/a.txt")
    (tmp_path / "latest").symlink_to("news")
    monkeypatch.chdir(tmp_path / "news")
    names = {Roots().locate(path)[0] for path in (".", "../latest", "../news/../latest/.", "")}
    assert names == {"news"}


def test_a_link_to_a_file_keeps_its_own_name(tmp_path: Path) -> None:
    """As in repositories that keep every file behind a link named by its hash."""
    file(tmp_path / "news/.store/5f3a.txt")
    (tmp_path / "news/a.txt").symlink_to(".store/5f3a.txt")
    assert Roots().locate(tmp_path / "news/a.txt") == ("news", "a.txt")


def test_what_is_not_there_is_an_error_unless_a_root_is_known_to_hold_it(tmp_path: Path) -> None:
    roots = Roots({"news": str(tmp_path / "news")})
    assert roots.locate(tmp_path / "news/gone.txt") == ("news", "gone.txt")
    assert roots.within(tmp_path / "news") == ("news", "")
    assert roots.within(tmp_path / "elsewhere") is None
    with pytest.raises(ReadError, match="no such file or folder"):
        roots.locate(tmp_path / "elsewhere")
    assert list(roots.known) == ["news"]


def test_asking_where_adds_nothing(tmp_path: Path) -> None:
    roots = Roots()
    assert roots.within(tmp_path) is None
    assert roots.known == {}


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "/" + "y/" * 3000])
def test_impossible_paths_are_nowhere(path: str) -> None:
    assert Roots().within(path) is None
    with pytest.raises(ReadError):
        Roots().locate(path)


def test_the_root_of_all_folders_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Roots().locate("/") == ("root", "")


def test_an_id_is_short_and_stays_what_it_was() -> None:
    """Indexes on disk hold these: changing one makes every article of theirs a new one."""
    assert article_id("news", "2017/a.txt") == "29229f86e93ef61a"
    assert article_id("news", "a.jsonl", 7) == "2c37a9379b687eba"
    assert re.fullmatch("[0-9a-f]{16}", article_id("news", "a.txt"))


def test_an_id_is_the_same_whichever_way_a_system_writes_an_accent() -> None:
    assert article_id("news", "caf\u00e9.txt") == article_id("news", "cafe\u0301.txt")


NAME = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=5)


@given(st.lists(st.tuples(NAME, NAME, st.integers(0, 20)), unique=True, max_size=30))
def test_different_places_have_different_ids(places: list[tuple[str, str, int]]) -> None:
    from unicodedata import normalize

    distinct = {(normalize("NFC", root), normalize("NFC", path), n) for root, path, n in places}
    assert len({article_id(*place) for place in places}) == len(distinct)

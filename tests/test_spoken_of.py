"""Asking by what passages speak of: parties and places under any name, circles, lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import run

from dragoman.index import Article, Mention, QueryError, UsageError, add, writer
from dragoman.index.settings import Settings
from dragoman.search import Index, open_index

ARTICLES = [
    Article("en", "Turkey agreed to guarantee the ceasefire, Staffan de Mistura said in Geneva."),
    Article("ru", "Анкара заявила, что подпишет меморандум. Колонны идут в Идлиб."),
    Article("ar", "أكدت تركيا أنها ستضمن وقف إطلاق النار في حلب."),
    Article("fr", "La Turquie a signé. Les délégués se retrouvent à Alep."),
    Article("none", "The weather was fine and the tea was hot all day long."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("spoken") / "index"
    with writer(place) as target:
        target.add(ARTICLES)
    return place


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    with open_index(folder) as opened:
        yield opened


def found(index: Index, question: str = "", **narrow: Any) -> set[str]:
    return {hit.article for hit in index.search(question, **narrow)}


@pytest.mark.parametrize("name", ["Türkiye", "Турция", "تركيا", "Turquie", "state:TR", "土耳其"])
def test_a_party_is_found_under_any_of_its_names_in_any_script(index: Index, name: str) -> None:
    assert found(index, parties=[name]) == {"en", "ru", "ar", "fr"}


@pytest.mark.parametrize("name", ["Syria", "Сирия", "سوريا", "gn:163843"])
def test_a_place_is_found_by_what_lies_in_it(index: Index, name: str) -> None:
    assert {"ru", "ar", "fr"} <= found(index, places=[name])
    assert "none" not in found(index, places=[name])


def test_of_several_all_must_be_spoken_of(index: Index) -> None:
    assert found(index, parties=["Turkey", "Staffan de Mistura"]) == {"en"}
    assert found(index, parties=["Turkey"], places=["Aleppo"]) == {"ar", "fr"}


def test_words_and_names_narrow_together(index: Index) -> None:
    assert found(index, "меморандум", parties=["Turkey"]) == {"ru"}


def test_a_circle_finds_the_places_within_it(index: Index) -> None:
    assert found(index, near=(36.2, 37.16, 30)) == {"ar", "fr"}
    assert found(index, near=(36.2, 37.16, 100)) == {"ar", "fr", "ru"}
    assert found(index, near=(-40.0, -60.0, 10)) == set()


@pytest.mark.parametrize("circle", [(91, 0, 1), (0, 181, 1), (0, 0, 0), (0, 0, float("nan"))])
def test_a_circle_that_is_none_is_refused(index: Index, circle: tuple[float, ...]) -> None:
    with pytest.raises(QueryError, match="is no circle"):
        index.search("", near=circle)  # type: ignore[arg-type]


def test_what_a_name_was_taken_for_is_said(index: Index) -> None:
    results = index.search("", parties=["Анкара"])
    assert [choice.entity.id for choice in results.taken] == ["state:TR"]
    assert results.to_json()["taken"][0]["asked"] == "Анкара"


def test_a_name_of_several_things_says_which_was_taken_and_lists_the_others(index: Index) -> None:
    [choice] = index.search("", places=["Geneva"]).taken
    assert choice.entity.country == "CH"
    assert len({choice.entity.id, *(other.id for other in choice.others)}) > 1


@pytest.mark.parametrize(
    ("narrow", "said"),
    [
        ({"parties": ["Stafan de Mistora"]}, "“Staffan de Mistura”"),
        ({"places": ["Alepppo"]}, "“Aleppo"),
        ({"parties": ["Boutros Boutros Galli"]}, "“Boutros Boutros-Ghali”"),
        ({"parties": ["Erdogn"]}, "Erdoğan”"),
        ({"places": ["Ouagadougouu"]}, "“Ouagadougou”"),
        ({"parties": ["Qwxzqwxz"]}, "No party is known by the name 'Qwxzqwxz'"),
        ({"places": ["gn:1"]}, "No place is known"),
        ({"parties": [""]}, "No party is known"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest_names(
    index: Index, narrow: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(QueryError) as error:
        index.search("", **narrow)  # type: ignore[arg-type]
    assert said in str(error.value)


def test_what_was_asked_for_is_marked(index: Index) -> None:
    [hit] = [hit for hit in index.search("", parties=["Turkey"]) if hit.article == "ru"]
    assert "Анкара" in [hit.text[start:end] for start, end in hit.marks]


def test_a_hit_says_what_it_speaks_of(index: Index) -> None:
    [hit] = index.search("", parties=["Staffan de Mistura"])
    mentions = [one for one in hit.mentions if isinstance(one, Mention)]
    told = {(one.kind, one.entity.name): hit.text[one.start : one.end] for one in mentions}
    assert told["party", "Turkey"] == "Turkey"
    assert told["party", "Staffan de Mistura"] == "Staffan de Mistura"
    assert told["place", "Geneva"] == "Geneva"


def test_a_question_meets_its_names_in_other_scripts(index: Index) -> None:
    assert {"ar", "fr"} <= found(index, "Aleppo")
    assert "ru" in found(index, "idlib")


def test_parties_are_listed_by_how_often_they_are_spoken_of(index: Index) -> None:
    listed = index.parties()
    assert (listed[0].entity.id, listed[0].passages) == ("state:TR", 4)
    counts = [one.passages for one in listed]
    assert counts == sorted(counts, reverse=True)


def test_places_count_for_what_they_lie_in(index: Index) -> None:
    counted = {one.entity.id: one.passages for one in index.places()}
    assert counted["gn:163843"] == 3


def test_a_list_is_narrowed_by_a_question(index: Index) -> None:
    counted = {one.entity.id: one.passages for one in index.parties("меморандум")}
    assert counted["state:TR"] == 1
    assert index.parties("", langs=["en"]) != index.parties()
    assert index.places("weather") == []


# --- the command line -----------------------------------------------------------------------------


def test_the_command_line_lists_and_narrows(folder: Path) -> None:
    listed = run("list", "parties", "--index", str(folder), "-n", "1")
    assert listed.exit_code == 0
    assert listed.stdout == "4  Turkey  state, TR · state:TR\n"
    assert "shown" in listed.stderr
    shown = run("search", "--index", str(folder), "--jsonl", "--party", "Türkiye", "меморандум")
    assert [json.loads(line)["article"] for line in shown.stdout.splitlines()] == ["ru"]
    near = run("search", "--index", str(folder), "--jsonl", "--near", "36.2,37.16,30")
    assert {json.loads(line)["article"] for line in near.stdout.splitlines()} == {"ar", "fr"}


def test_places_become_what_a_map_program_opens(folder: Path) -> None:
    collection = json.loads(run("list", "places", "--index", str(folder), "--geojson").stdout)
    assert collection["type"] == "FeatureCollection"
    at = {f["properties"]["name"]: f["geometry"]["coordinates"] for f in collection["features"]}
    lon, lat = at["Aleppo"]
    assert 37 < lon < 38
    assert 36 < lat < 37


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["search", "--party", "Turkei Republik X", "talks"], 2, "No party is known"),
        (["search", "--near", "here", "talks"], 2, "such as --near 35.93,36.63,50"),
        (["search", "--near", "100,0,5"], 2, "is no circle"),
        (["list", "towns"], 2, "towns"),
        (["list", "parties", "--geojson"], 2, "--geojson is for places"),
        (["list", "parties", "--by", "day"], 2, "--by is for dates"),
        (["list", "dates", "--within"], 2, "--within goes with --date"),
        (["search", "--within", "talks"], 2, "--within goes with --date"),
        (["search", "--date", "May", "talks"], 2, "is no range of dates"),
        (["list", "places", "weather"], 1, "0 places"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    folder: Path, args: list[str], code: int, said: str
) -> None:
    result = run(*args[:1], "--index", str(folder), *args[1:])
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


# --- a file of one's own --------------------------------------------------------------------------

OWN = '{"id": "group:reed-guard", "name": "Reed Guard", "type": "armed group"}\n'


def test_an_own_party_is_found_and_stays_with_the_index(tmp_path: Path) -> None:
    own, folder = tmp_path / "own.jsonl", str(tmp_path / "index")
    own.write_text(OWN, "utf-8")
    (tmp_path / "a.txt").write_text("The Reed Guard refused to sign anything.", "utf-8")
    (tmp_path / "b.txt").write_text("Nobody met the Reed Guard today at all.", "utf-8")
    made = run("add", "--index", folder, "--parties", str(own), str(tmp_path / "a.txt"))
    assert made.exit_code == 0
    own.unlink()
    assert run("add", "--index", folder, str(tmp_path / "b.txt")).exit_code == 0
    shown = run("search", "--index", folder, "--jsonl", "--party", "Reed Guard")
    assert len(shown.stdout.splitlines()) == 2
    run("rebuild", "--index", folder, "--parties", "-")
    assert "group:reed-guard" not in run("list", "parties", "--index", folder).stdout


def test_nothing_is_built_from_a_broken_file(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(OWN + '{"id": 7}\n', "utf-8")
    result = run("add", "--index", str(tmp_path / "index"), "--parties", str(own), str(tmp_path))
    assert result.exit_code == 2
    assert f"{own}, line 2: its id is no text." in result.stderr
    assert not (tmp_path / "index").exists()


def test_an_index_is_not_added_to_with_other_parties(tmp_path: Path) -> None:
    with writer(tmp_path / "index") as target:
        target.add(ARTICLES[:1])
    with pytest.raises(UsageError, match=r"other settings \(parties\)"):
        add(tmp_path / "index", [], Settings(parties=OWN))


# --- dates ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    place = tmp_path_factory.mktemp("dated") / "index"
    with writer(place) as target:
        target.add(
            [
                Article("day", "Меморандум подписан 4 мая 2017 года."),
                Article("last", "They signed last Thursday.", published="2017-05-06"),
                Article("month", "The memorandum was signed in May 2017."),
                Article("year", "The memorandum dates from 2017."),
                Article("years", "The memorandum held from 2016 to 2018."),
                Article("undated", "They signed the memorandum last Thursday."),
            ]
        )
    with open_index(place) as opened:
        yield opened


def test_passages_are_found_by_the_days_they_speak_of(dated: Index) -> None:
    everything = {"day", "last", "month", "year", "years"}
    assert found(dated, date="2017-05-04") == everything
    assert found(dated, date="2017-05-03..2017-05-04") == everything
    assert found(dated, date="2017-06") == {"year", "years"}
    assert found(dated, date="2016") == {"years"}
    assert found(dated, date="2019..") == set()


def test_within_wants_the_whole_time_in_the_range(dated: Index) -> None:
    assert found(dated, date="2017-05", within=True) == {"day", "last", "month"}
    assert found(dated, date="2017", within=True) == {"day", "last", "month", "year"}
    assert found(dated, date="2015..2019", within=True) == {"day", "last", "month", "year", "years"}


@pytest.mark.parametrize("question", ["4 May 2017", "4 мая 2017", "2017-05-04", "4 Mayıs 2017"])
def test_a_date_in_a_question_finds_that_day_before_the_year(dated: Index, question: str) -> None:
    ranked = [hit.article for hit in dated.search(question)]
    assert ranked.index("day") < ranked.index("year")
    assert "last" in ranked
    assert ranked.index("month") < ranked.index("year")


def test_dates_are_listed_by_year_month_and_day(dated: Index) -> None:
    assert dict(dated.dates(by="day"))["2017-05-04"] == 2
    assert dict(dated.dates(by="month"))["2017-05"] == 3
    years = dated.dates()
    assert years == sorted(years)
    assert dict(years)["2017"] == 5
    with pytest.raises(UsageError, match="not by 'week'"):
        dated.dates(by="week")  # type: ignore[arg-type]

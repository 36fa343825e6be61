"""Names in no table: found by their shape, linked within an article, with ids across scripts."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from dragoman.index.article import Entity, Mention
from dragoman.index.extract.names import Found, NameMatch, find_names, id_of, link_names
from dragoman.index.extract.overlaps import merged, widened
from dragoman.index.extract.parties import parties
from dragoman.index.extract.view import view

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases" / "names.json").read_text("utf-8")
)


def _names(text: str, lang: str) -> list[NameMatch]:
    return find_names(view(text, lang))


def _linked(text: str, lang: str) -> list[Mention]:
    seen = view(text, lang)
    return link_names([Found(0, seen, find_names(seen))])


@pytest.mark.parametrize("case", CASES["finds"], ids=lambda case: case["lang"])
def test_names_are_found_by_their_shape(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[text[one.start : one.end], one.kind] for one in _names(text, case["lang"])]
    assert [name for name in case["names"] if name not in found] == [], found


@pytest.mark.parametrize("case", CASES["nothing"], ids=lambda case: case["lang"])
def test_what_is_no_name_is_not_found(case: dict[str, str]) -> None:
    assert _names(case["text"], case["lang"]) == []


@pytest.mark.parametrize("case", CASES["one_person"], ids=lambda case: case["lang"])
def test_short_forms_are_the_person_named_in_full(case: dict[str, Any]) -> None:
    found = {case["text"][one.start : one.end]: one.entity for one in _linked(**_args(case))}
    assert len({found[name].id for name in case["names"]}) == 1
    assert {found[name].name for name in case["names"]} == {case["names"][0]}


@pytest.mark.parametrize("case", CASES["again"], ids=lambda case: case["full"])
def test_a_family_name_alone_is_the_person_named_in_full(case: dict[str, Any]) -> None:
    found = [(case["text"][one.start : one.end], one.entity) for one in _linked(**_args(case))]
    whole = [entity for text, entity in found if text == case["full"]]
    assert [text for text in case["again"] if (text, whole[0]) not in found] == [], found


@pytest.mark.parametrize("case", CASES["once"], ids=lambda case: case["full"])
def test_a_word_like_a_family_name_is_no_name(case: dict[str, Any]) -> None:
    found = [case["text"][one.start : one.end] for one in _linked(**_args(case))]
    assert case["full"] in found
    assert case["not"] not in found


def test_a_family_name_is_found_in_another_script_of_the_article() -> None:
    russian = view("Вчера приехал Тимур Сахаров.", "ru")
    english, arabic = view("Sakharov left.", "en"), view("قال سخاروف إنه تعب", "ar")
    passages = [
        Found(100 * at, v, find_names(v)) for at, v in enumerate((russian, english, arabic))
    ]
    whole, *again = link_names(passages)
    assert [one.start for one in again] == [100, 204]
    assert {one.entity.id for one in again} == {whole.entity.id}


def test_the_family_name_is_of_the_person_named_last_before_it() -> None:
    text = "The envoy Ivan Zwerg met the envoy Olga Brandt-Zwerg. Zwerg left."
    *_, again = _linked(text, "en")
    assert again.start == text.rindex("Zwerg")
    assert again.entity.name == "Olga Brandt-Zwerg"


def test_a_person_of_the_table_is_linked_by_the_family_name_that_the_table_leaves_out() -> None:
    text = "Bill Quince came. Later Quince left."
    person = Entity("person:bill-quince", "Bill Quince", "person")
    told = [Mention("party", 0, 11, person, 0.95)]
    seen = view(text, "en")
    (again,) = link_names([Found(0, seen, find_names(seen, [], [(0, 11)]))], told)
    assert (again.start, again.entity, again.by) == (text.rindex("Quince"), person, "name")


def test_a_spelling_in_no_table_is_the_person_who_sounds_so() -> None:
    table = parties()
    known = next(one for one in table.known() if one.id == "person:staffan-de-mistura")
    seen = view("Ο απεσταλμένος Στάφαν ντε Μιστούρα μίλησε", "el")
    found = link_names([Found(0, seen, find_names(seen))], (), table)
    assert known in [one.entity for one in found]


def _args(case: dict[str, Any]) -> dict[str, str]:
    return {"text": case["text"], "lang": case["lang"]}


@pytest.mark.parametrize("spellings", CASES["one_id"], ids=lambda names: names[0])
def test_a_name_has_one_id_in_every_script(spellings: list[str]) -> None:
    assert len({id_of(name) for name in spellings}) == 1


def test_different_names_have_different_ids() -> None:
    assert id_of("Staffan de Mistura") != id_of("Lakhdar Brahimi")


def test_an_inflected_name_has_the_id_of_its_base_form() -> None:
    text = "Вчера министра Мохаммеда Аллуша ждали."
    assert [one.entity.id for one in _linked(text, "ru")] == [id_of("Mohammed Alloush")]


def test_names_are_one_across_passages_in_different_scripts() -> None:
    russian = view("Спецпосланник Стаффан де Мистура приехал.", "ru")
    english = view("The envoy Staffan de Mistura arrived.", "en")
    passages = [Found(0, russian, find_names(russian)), Found(100, english, find_names(english))]
    first, second = link_names(passages)
    assert first.entity == second.entity
    assert first.entity.name == "Staffan de Mistura"
    assert second.start == 100 + english.text.index("Staffan")


def test_an_acronym_in_brackets_is_the_organisation_before_it() -> None:
    found = _linked("Вчера Демократический союз (ДС) молчал.", "ru")
    assert len({one.entity.id for one in found}) == 1
    assert {one.entity.name for one in found} == {"Демократический союз"}


def test_a_person_does_not_run_across_a_known_state() -> None:
    text = "Встреча с президентом Турции Реджепом Эрдоганом прошла."
    start = text.index("Турции")
    found = find_names(view(text, "ru"), [(start, start + len("Турции"))])
    assert "Реджепом Эрдоганом" in [text[one.start : one.end] for one in found]


def test_mentions_are_parties_by_shape() -> None:
    (one,) = _linked("The envoy Staffan de Mistura spoke.", "en")
    assert (one.kind, one.by, one.entity.type) == ("party", "shape", "person")
    assert 0.5 <= one.confidence <= 0.95


# --- overlaps -------------------------------------------------------------------------------------


def _mention(start: int, end: int, kind: Any = "party", by: str = "name", **what: str) -> Mention:
    entity = Entity(what.get("id", "x:1"), what.get("name", "X"), what.get("type", "organisation"))
    return Mention(kind, start, end, entity, float(what.get("sure", "0.9")), by)


def test_the_longer_of_two_overlapping_mentions_stands() -> None:
    bank, america = _mention(0, 15), _mention(8, 15, "place", type="country")
    assert merged([america, bank]) == [bank]


def test_a_state_and_its_land_stand_on_one_stretch() -> None:
    land = _mention(0, 6, "place", id="gn:1", type="country")
    state = _mention(0, 6, id="state:SY", type="state")
    assert set(merged([land, state])) == {land, state}


def test_what_a_table_knows_wins_over_the_same_stretch_by_shape() -> None:
    known, shape = _mention(0, 6), _mention(0, 6, by="shape")
    assert merged([shape, known]) == [known]


def test_a_doubtful_shape_gives_way_to_a_known_name_in_it() -> None:
    known, shape = _mention(0, 6), _mention(0, 12, by="shape", sure="0.3")
    assert merged([shape, known]) == [known]


def test_a_state_stays_inside_an_organisation_by_shape() -> None:
    ministry = _mention(0, 20, by="shape")
    state = _mention(14, 20, id="state:CN", type="state")
    town = _mention(14, 20, "place", id="gn:2", type="town")
    found = merged([ministry, state, town])
    assert found[0] == ministry
    assert state in found


def test_a_known_family_name_makes_the_full_name_known() -> None:
    full = _mention(0, 15, by="shape", type="person", id=id_of("Bashar al-Assad"))
    known = _mention(10, 15, type="person", id="person:bashar-al-assad", name="Bashar al-Assad")
    (one,) = merged([full, known])
    assert (one.start, one.end, one.entity.id) == (0, 15, "person:bashar-al-assad")


def test_another_first_name_is_another_person() -> None:
    full = _mention(0, 13, by="shape", type="person", id=id_of("Asma al-Assad"))
    known = _mention(8, 13, type="person", id="person:b", name="Bashar al-Assad", sure="0.75")
    assert merged([full, known]) == [full]


def test_a_kazakh_region_takes_its_generic_word() -> None:
    text = "Кеше Алматы облысында болды."
    start = text.index("Алматы")
    (one,) = widened([_mention(start, start + 6, "place")], view(text, "kk"), 0)
    assert text[one.start : one.end] == "Алматы облысында"


# --- bad input ------------------------------------------------------------------------------------

NAMES = {
    "ru": "Иван Петров ",
    "en": "Ahmed al-Jarba ",
    "ar": "محمد علوش ",
    "zh": "埃尔多安·埃尔多安 ",
}


@pytest.mark.parametrize("lang", NAMES)
def test_many_names_take_linear_time(lang: str) -> None:
    def seconds(times: int) -> float:
        seen = view(NAMES[lang] * times, lang)
        began = perf_counter()
        link_names([Found(0, seen, find_names(seen))])
        return perf_counter() - began

    seconds(500)
    assert seconds(8_000) < 8 * max(seconds(2_000), 0.01)


def test_a_megabyte_of_one_name_is_read() -> None:
    text = "Иван Петров, " * 40_000
    found = _linked(text, "ru")
    assert len({one.entity.id for one in found}) == 1
    assert all(text[one.start : one.end] == "Иван Петров" for one in found)


def test_ten_thousand_different_names_in_a_row_are_read() -> None:
    names = [
        f"Ivan {chr(65 + i % 26)}{'abcdefghij'[i % 10]}{'klmnop'[i % 6]}ov" for i in range(10_000)
    ]
    began = perf_counter()
    _linked(", ".join(names), "en")
    _linked(" met ".join(f"Zenobia Qui{name[5:]}" for name in names), "en")
    assert perf_counter() - began < 20


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "«" * 50_000),
        ("ru", '"A ' * 30_000),
        ("ru", "А. " * 50_000),
        ("en", "Aaa-" * 50_000),
        ("ru", "министерство " * 30_000),
        ("kk", "министрлігі " * 30_000),
        ("kk", "Ақ министрлігі " * 20_000),
        ("en", "Ministry of " * 30_000),
        ("en", "saw Zenobia Quillfeather, " * 10_000),
        ("en", "saw Anna Quill " + "Quill left. " * 10_000),
        ("ar", "قال المبعوث عمر الحسني " + "للحسني " * 20_000),
        ("ar", "رئيس " * 30_000),
        ("ar", "حزب الله " * 20_000),
        ("zh", "主席" * 30_000),
        ("zh", "文在寅总统" + "文总统" * 20_000),
        ("ko", "강경화 장관 " + "강 장관 " * 20_000),
        ("zh", "埃·" * 30_000),
        ("ja", "ア・" * 30_000),
    ],
)
def test_repeated_marks_and_heads_take_no_longer(lang: str, text: str) -> None:
    began = perf_counter()
    _linked(text, lang)
    assert perf_counter() - began < 10


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "\u202bقال\u202c envoy Staffan de Mistura قال", "Staffan de Mistura"),
        ("ar", "قال الرئيس بشار الأسد to Reuters and BBC", "بشار الأسد"),
        ("fr", "le ministre Jose\u0301 Garci\u0301a parle", "Jose\u0301 Garci\u0301a"),
        ("ru", "министр Сергей\u00a0Шойгу", "Сергей\u00a0Шойгу"),
    ],
)
def test_offsets_are_right_whatever_stands_around(lang: str, text: str, name: str) -> None:
    assert name in [text[one.start : one.end] for one in _names(text, lang)]


def test_names_of_few_consonants_have_ids_of_their_own() -> None:
    names = ("UEFA", "FIFA", "AP", "BBC", "NASA", "Video", "Ali", "Ola")
    assert len({id_of(name) for name in names}) == len(names)
    assert id_of("Staffan de Mistura") == id_of("Стаффан де Мистура", "ru")

"""The table of aliases: what a text is found to name, in every inflection, and where."""

import random
import threading
from pathlib import Path

import pytest
from timing import fastest

from dragoman.index.extract.forms import forms
from dragoman.index.extract.lexicon import CAPITALS, LOWER, Lexicon, compile_lexicon
from dragoman.index.extract.view import key_of, view

ALIASES = [
    ("Идлиб", 1, 0), ("Восточная Гута", 2, 0), ("турецкий", 3, LOWER), ("US", 4, CAPITALS),
    ("New York", 5, 0), ("York", 6, 0), ("إدلب", 1, 0), ("سوريا", 7, 0), ("סוריה", 7, 0),
    ("시리아", 7, 0), ("叙利亚", 7, 0), ("シリア", 7, 0), ("St. Louis", 8, 0), ("Киев", 9, 0),
    ("Київ", 9, 0), ("Нагорный Карабах", 10, 0), ("İdlib", 1, 0), ("Türkiye", 3, 0),
    ("Syrien", 7, 0), ("Syyria", 7, 0), ("სირია", 7, 0), ("Սիրիա", 7, 0), ("Συρία", 7, 0),
    ("सीरिया", 7, 0), ("ซีเรีย", 7, 0), ("Paris", 11, 0), ("Paris", 12, 0), ("Szíria", 7, 0),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.of(ALIASES)


def named(lexicon: Lexicon, text: str, lang: str) -> list[tuple[str, tuple[int, ...]]]:
    seen = view(text, lang)
    found = []
    for match in lexicon.matches(seen):
        assert 0 <= match.first < match.last <= len(seen.words)
        assert match.start == seen.starts[match.first]
        assert match.end <= seen.ends[match.last - 1]
        found.append((text[match.start : match.end], tuple(n for n, _ in match.entries)))
    return found


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("бои в Идлибе", "ru", [("Идлибе", (1,))]),
        (
            "в Восточной Гуте и Восточную Гуту",
            "ru",
            [("Восточной Гуте", (2,)), ("Восточную Гуту", (2,))],
        ),
        ("из Нагорного Карабаха", "ru", [("Нагорного Карабаха", (10,))]),
        ("с турецкими войсками", "ru", [("турецкими", (3,))]),
        ("у Києві", "uk", [("Києві", (9,))]),
        ("Идлибте, Идлибтен", "kk", [("Идлибте", (1,)), ("Идлибтен", (1,))]),
        ("وصل إلى إدلب وسوريا", "ar", [("إدلب", (1,)), ("وسوريا", (7,))]),
        ("بإدلب", "ar", [("بإدلب", (1,))]),
        ("בסוריה ולסוריה", "he", [("בסוריה", (7,)), ("ולסוריה", (7,))]),
        ("시리아에서는 시리아", "ko", [("시리아", (7,)), ("시리아", (7,))]),
        ("在叙利亚的战争", "zh", [("叙利亚", (7,))]),
        ("シリアで", "ja", [("シリア", (7,))]),
        ("アシリア", "ja", []),
        ("ในซีเรียและ", "th", [("ซีเรีย", (7,))]),
        ("İdlib'de Türkiye'nin", "tr", [("İdlib", (1,)), ("Türkiye", (3,))]),
        ("Syriens Krieg", "de", [("Syriens", (7,))]),
        ("Syyriassa", "fi", [("Syyriassa", (7,))]),
        ("Szíriában", "hu", [("Szíriában", (7,))]),
        ("სირიაში", "ka", [("სირიაში", (7,))]),
        ("Սիրիայում", "hy", [("Սիրիայում", (7,))]),
        ("της Συρίας", "el", [("Συρίας", (7,))]),
        ("सीरिया में", "hi", [("सीरिया", (7,))]),
        ("US troops tell us; usual", "en", [("US", (4,))]),
        ("in St. Louis.", "en", [("St. Louis", (8,))]),
        ("New York", "en", [("New York", (5,)), ("York", (6,))]),
        ("New, York", "en", [("York", (6,))]),
        ("in a new. York", "en", [("York", (6,))]),
        ("paris PARIS", "en", [("PARIS", (11, 12))]),
    ],
)
def test_names_are_found_in_their_inflections(
    lexicon: Lexicon, text: str, lang: str, wanted: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert named(lexicon, text, lang) == wanted


def test_what_was_inflected_is_not_exact(lexicon: Lexicon) -> None:
    exact = [match.exact for match in lexicon.matches(view("Идлиб в Идлибе", "ru"))]
    assert exact == [True, False]


def test_a_wrong_language_hides_no_inflection_of_its_script(lexicon: Lexicon) -> None:
    for lang in ("und", "en", "bg"):
        assert named(lexicon, "в Идлибе", lang) == [("Идлибе", (1,))]


def test_a_person_may_type_a_name_in_any_case(lexicon: Lexicon) -> None:
    for typed in ("İdlib", "idlib", "IDLIB", " Idlib "):
        assert lexicon.lookup(typed) == ((1, 0),)
    assert lexicon.lookup("us") == ((4, CAPITALS),)
    assert lexicon.lookup("Paris") == ((11, 0), (12, 0))
    assert lexicon.lookup("Идлибе", "ru") == ((1, 0),)
    assert lexicon.lookup("nowhere") == lexicon.lookup("") == lexicon.lookup("?!") == ()


def test_compiling_does_not_depend_on_the_order() -> None:
    shuffled = random.Random(1).sample(ALIASES, len(ALIASES))
    assert compile_lexicon(shuffled) == compile_lexicon(ALIASES)


def test_flags_of_an_alias_that_is_given_twice_are_joined() -> None:
    twice = Lexicon.of([("Turkish", 1, 4), ("turkish", 1, LOWER)])
    assert twice.lookup("Turkish") == ((1, 4 | LOWER),)


def test_an_alias_without_a_word_or_with_a_number_too_great_is_left_out() -> None:
    kept = Lexicon.of([("", 1, 0), ("?!", 2, 0), ("Far", 1 << 20, 0), ("Near", 3, 1 << 12)])
    assert kept.matches(view("Far Near", "en")) == []


def test_a_file_and_its_bytes_are_the_same_lexicon(tmp_path: Path) -> None:
    compiled = compile_lexicon(ALIASES)
    (tmp_path / "aliases").write_bytes(compiled)
    mapped, loaded = Lexicon.open(tmp_path / "aliases"), Lexicon.load(compiled)
    text = view("в Восточной Гуте, New York", "ru")
    assert mapped.matches(text) == loaded.matches(text) != []


def test_a_file_that_is_no_trie_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"nothing of the kind")
    with pytest.raises((OSError, RuntimeError)):
        Lexicon.open(tmp_path / "broken")
    with pytest.raises((OSError, RuntimeError)):
        Lexicon.open(tmp_path / "absent")


def test_threads_find_the_same(lexicon: Lexicon) -> None:
    texts = [view(f"в Идлибе и New York {number}", "ru") for number in range(500)]
    seen: list[int] = []

    def find() -> None:
        seen.append(sum(len(lexicon.matches(text)) for text in texts))

    threads = [threading.Thread(target=find) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1500] * 4


def seconds(lexicon: Lexicon, text: str, lang: str) -> float:
    seen = view(text, lang)
    return fastest(lambda: lexicon.matches(seen))


@pytest.mark.parametrize(
    ("word", "lang"),
    [
        ("New York ", "en"),
        ("New ", "en"),
        ("叙利", "zh"),
        ("ซีเรีย", "th"),
        ("Восточной ", "ru"),
        ("и", "ru"),
    ],
)
def test_time_grows_with_the_text_and_no_faster(lexicon: Lexicon, word: str, lang: str) -> None:
    one, two = (seconds(lexicon, word * (20_000 * k), lang) for k in (1, 2))
    assert two < 3.5 * one + 0.05


def test_an_alias_of_very_many_words_costs_no_more_than_its_beginning() -> None:
    long = Lexicon.of([("go " * 500, 1, LOWER), ("go stop", 2, LOWER)])
    one, two = (seconds(long, "go " * (500 * k), "en") for k in (1, 2))
    assert two < 3.5 * one + 0.05


@pytest.mark.parametrize(
    ("word", "lang", "base"),
    [
        ("Донецке", "ru", "Донецк"),
        ("Москвой", "ru", "Москва"),
        ("Россией", "ru", "Россия"),
        ("Соединённых", "ru", "Соединённые"),
        ("Керчи", "ru", "Керчь"),
        ("Китаем", "ru", "Китай"),
        ("Харкові", "uk", "Харків"),
        ("Празі", "uk", "Прага"),
        ("Warszawie", "pl", "Warszawa"),
        ("Moskvě", "cs", "Moskva"),
        ("Sirijom", "hr", "Sirija"),
        ("Алматыдағы", "kk", "Алматы"),
        ("Bakıda", "az", "Bakı"),
        ("Toshkentdan", "uz", "Toshkent"),
        ("Helsingissä", "fi", "Helsinki"),
        ("Budapesten", "hu", "Budapest"),
        ("Sirijoje", "lt", "Sirija"),
        ("Ucrainei", "ro", "Ucraina"),
        ("والشام", "ar", "الشام"),
        ("بالعراق", "ar", "العراق"),
        ("تهران‌ها", "fa", "تهران"),
        ("თბილისის", "ka", "თბილისი"),
        ("Երևանից", "hy", "Երևան"),
        ("काठमाडौंको", "ne", "काठमाडौं"),
        ("ঢাকায়", "bn", "ঢাকা"),
    ],
)
def test_the_base_form_is_among_those_proposed(word: str, lang: str, base: str) -> None:
    assert key_of(base) in {form for form, _ in forms(key_of(word), lang)}


def test_few_forms_are_proposed_and_never_the_word_itself() -> None:
    for word, lang in (("турецкими", "ru"), ("وبالسورية", "ar"), ("Алматыдағылардан", "kk")):
        found = [form for form, _ in forms(key_of(word), lang)]
        assert 0 < len(found) < 80
        assert key_of(word) not in found
        assert len(found) == len(set(found))
    assert forms("", "ru") == forms("я" * 5000, "ru") == forms("x", "en") == []

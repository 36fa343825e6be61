"""In which encoding a file is: UTF-8, UTF-16, the legacy pages, and what is no text at all."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.index.read import legacy
from dragoman.index.read.codepages import CODE_PAGES, LETTERS
from dragoman.index.read.encoding import UTF_8, decide, decode
from dragoman.index.read.events import Refused
from dragoman.index.read.plausible import plausibility

TEXTS = {
    "ru": "Переговоры о прекращении огня возобновились в четверг утром. Посредники надеются, что "
    "стороны обменяются пленными ещё до конца недели, но доверия между ними мало.",
    "uk": "Переговори про припинення вогню відновилися у четвер уранці. Посередники сподіваються, "
    "що сторони обміняються полоненими ще до кінця тижня, але довіри між ними бракує.",
    "bg": "Преговорите за прекратяване на огъня бяха подновени в четвъртък сутринта. Посредниците "
    "се надяват, че страните ще разменят пленници още преди края на седмицата.",
    "sr": "Преговори о прекиду ватре настављени су у четвртак ујутру. Посредници се надају да ће "
    "стране разменити заробљенике пре краја недеље, иако међу њима нема поверења.",
    "kk": "Атысты тоқтату туралы келіссөздер бейсенбі күні таңертең қайта басталды. Делдалдар "
    "тараптар апта соңына дейін тұтқындарын алмасады деп үміттенеді, бірақ өзара сенім аз.",
    "el": "Οι συνομιλίες για την κατάπαυση του πυρός ξανάρχισαν την Πέμπτη το πρωί. Οι μεσολαβητές "
    "ελπίζουν ότι οι πλευρές θα ανταλλάξουν αιχμαλώτους πριν από το τέλος της εβδομάδας.",
    "he": "השיחות על הפסקת האש התחדשו ביום חמישי בבוקר. המתווכים מקווים שהצדדים יחליפו שבויים עוד "
    "לפני סוף השבוע, אך האמון ביניהם מועט.",
    "ar": "استؤنفت محادثات وقف إطلاق النار صباح يوم الخميس. ويأمل الوسطاء أن يتبادل الطرفان الأسرى "
    "قبل نهاية الأسبوع، لكن الثقة بينهما ضعيفة.",
    "fa": "گفتگوهاي آتش بس صبح روز پنجشنبه از سر گرفته شد. ميانجي ها اميدوارند که دو طرف تا پايان "
    "هفته زندانيان خود را مبادله کنند، اما اعتماد چنداني ميان آنان نيست.",
    "tr": "Ateşkes görüşmeleri perşembe sabahı yeniden başladı. Arabulucular, tarafların hafta "
    "sonundan önce esirleri değiştireceğini umuyor, ancak aralarında güven azdır. İki ülke sınırı.",
    "pl": "Rozmowy o zawieszeniu broni wznowiono w czwartek rano. Pośrednicy mają nadzieję, że "
    "strony wymienią jeńców jeszcze przed końcem tygodnia, choć brakuje między nimi ufności.",
    "cs": "Jednání o příměří byla obnovena ve čtvrtek ráno. Zprostředkovatelé doufají, že si strany "
    "vymění zajatce ještě před koncem týdne, ale důvěry je mezi nimi málo.",
    "hu": "A tűzszüneti tárgyalások csütörtök reggel folytatódtak. A közvetítők remélik, hogy a "
    "felek még a hét vége előtt kicserélik a foglyokat, de kevés köztük a bizalom.",
    "ro": "Negocierile pentru încetarea focului s-au reluat joi dimineaţă. Mediatorii speră că "
    "părţile vor face schimb de prizonieri până la sfârşitul săptămânii, deşi încrederea e puţină.",
    "fr": "Les négociations sur le cessez-le-feu ont repris jeudi dès l’aube. Les médiateurs "
    "espèrent que les deux côtés échangeront leurs prisonniers, même sans grande confiance passée.",
    "de": "Die Gespräche über die Waffenruhe wurden am Donnerstag früh fortgesetzt. Die Vermittler "
    "hoffen, dass beide Seiten Gefangene austauschen, doch das Vertrauen ist großteils zerstört.",
    "es": "Las conversaciones sobre el alto el fuego se reanudaron el jueves por la mañana. ¿Habrá "
    "canje de prisioneros? Los mediadores así lo esperan; la confianza, según dicen, será pequeña.",
    "pt": "As negociações sobre o cessar-fogo recomeçaram na manhã de quinta-feira. Os mediadores "
    "têm esperança de que as partes troquem prisioneiros, mas já não há confiança entre elas.",
    "en": "The talks “resumed” on Thursday – nobody knows why. It’s said that both sides’ envoys "
    "won’t leave until prisoners are exchanged… and that’s all they’ve agreed on.",
    "lt": "Derybos dėl ugnies nutraukimo atnaujintos ketvirtadienio rytą. Tarpininkai tikisi, kad "
    "šalys iki savaitės pabaigos apsikeis belaisviais, nors pasitikėjimo tarp jų labai mažai.",
    "lv": "Sarunas par uguns pārtraukšanu atsākās ceturtdienas rītā. Starpnieki cer, ka puses vēl "
    "līdz nedēļas beigām apmainīsies ar gūstekņiem, lai gan uzticēšanās starp tām ir maza.",
    "vi": "Các cuộc đàm phán đã được nối lại vào sáng thứ năm.",
    "th": "การเจรจาหยุดยิงเริ่มขึ้นอีกครั้งในเช้าวันพฤหัสบดี ผู้ไกล่เกลี่ยหวังว่าทั้งสองฝ่ายจะแลกเปลี่ยนเชลยศึกก่อนสิ้นสัปดาห์",
    "zh-Hans": "停火谈判于星期四上午恢复。调解人希望"
    "双方在本周结束之前交换战俘，但是他们之间缺乏信任。",
    "zh-Hant": "停火談判於星期四上午恢復。調解人希望"
    "雙方在本週結束之前交換戰俘，但是他們之間缺乏信任。",
    "ja": "停戦交渉は木曜日の朝に再開された。仲介者は、"
    "週末までに双方が捕虜を交換することを期待している。",
    "ko": "휴전 협상이 목요일 아침에 다시 시작되었다. 중재자들은 양측이 "
    "주말 전에 포로를 교환하기를 바라고 있다.",
}
"""Our own sentences, one story in every language."""

PAGES = """
    windows-1251 ru, windows-1251 uk, windows-1251 bg, windows-1251 sr, KOI8-R ru, KOI8-U uk,
    ISO-8859-5 ru, IBM866 ru, x-mac-cyrillic ru, KZ-1048 kk,
    windows-1256 ar, windows-1256 fa, ISO-8859-6 ar, windows-1255 he,
    windows-1253 el, ISO-8859-7 el, IBM737 el, IBM862 he, windows-1254 tr, IBM857 tr,
    windows-1250 pl, windows-1250 cs, windows-1250 hu, windows-1250 ro,
    ISO-8859-2 pl, ISO-8859-2 cs, IBM852 pl,
    windows-1252 fr, windows-1252 de, windows-1252 es, windows-1252 pt, windows-1252 en,
    macintosh fr, windows-1257 lt, windows-1257 lv, windows-874 th,
    GB18030 zh-Hans, Big5 zh-Hant, Shift_JIS ja, EUC-JP ja, EUC-KR ko
""".replace("\n", " ").split(",")

CODECS = {page.name: page.codec for page in CODE_PAGES}


@pytest.mark.parametrize("case", [case.strip() for case in PAGES])
def test_a_legacy_page_is_recognised_by_two_sentences(case: str) -> None:
    """The text comes out as it went in; the name may be that of a page that agrees on it."""
    name, lang = case.split()
    data = TEXTS[lang].encode(CODECS[name], "ignore")
    encoding = decide(data)
    assert decode(data, encoding) == (data.decode(CODECS[name]), 0)
    assert encoding.name == name or data.decode(encoding.codec) == data.decode(CODECS[name])


@pytest.mark.parametrize(
    ("name", "lang"), [("windows-1251", "ru"), ("windows-1256", "ar"), ("windows-1254", "tr")]
)
def test_the_name_that_is_reported_is_the_registered_one(name: str, lang: str) -> None:
    assert decide(TEXTS[lang].encode(CODECS[name])).name == name


@pytest.mark.parametrize("lang", TEXTS)
def test_utf_8_is_never_taken_for_anything_else(lang: str) -> None:
    data = TEXTS[lang].encode()
    assert decide(data) == UTF_8
    assert decide(codecs.BOM_UTF8 + data) == UTF_8
    cut_anywhere = {decide(data[:cut], complete=False) for cut in range(30, 90)}
    assert cut_anywhere == {UTF_8}, "a sample may end inside a character"


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["marked", "unmarked"])
def test_utf_16_is_recognised_with_a_mark_and_without(lang: str, codec: str, mark: str) -> None:
    text = TEXTS[lang] + "\n" + TEXTS[lang]
    data = (mark + text).encode(codec)
    encoding = decide(data)
    assert encoding.name.startswith("UTF-16")
    assert decode(data, encoding) == (text, 0)


def test_utf_32_with_a_mark_is_recognised() -> None:
    data = codecs.BOM_UTF32_LE + TEXTS["ru"].encode("utf-32-le")
    assert decode(data, decide(data)) == (TEXTS["ru"], 0)


def test_iso_2022_jp_is_recognised_although_it_is_ascii() -> None:
    data = TEXTS["ja"].encode("iso2022_jp")
    assert decide(data).name == "ISO-2022-JP"
    assert decode(data, decide(data))[0] == TEXTS["ja"]


def test_a_few_broken_bytes_do_not_make_utf_8_a_legacy_page() -> None:
    data = (TEXTS["ru"] * 2).encode()
    broken = data[:100] + b"\xff" + data[100:]
    assert decide(broken) == UTF_8
    text, replaced = decode(broken, UTF_8)
    assert replaced == 1
    assert text.replace("\ufffd", "") == TEXTS["ru"] * 2


def test_a_zero_in_a_text_does_not_make_it_binary() -> None:
    assert decide(TEXTS["ru"].encode() + b"\0") == UTF_8
    assert decide(b"a page\fand another\x1b[0m") == UTF_8


BINARY = {
    "zeros": bytes(200),
    "control characters": bytes(range(1, 9)) * 20,
    "a PDF": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "a PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06",
    "a ZIP": b"PK\x03\x04 and so on",
    "numbers of 32 bits": b"".join(n.to_bytes(4, "little") for n in range(5000)),
    "compressed": codecs.encode(b"".join(b"%d" % (n * n) for n in range(999)), "zlib"),
}


@pytest.mark.parametrize("what", BINARY)
def test_what_is_no_text_is_binary(what: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(BINARY[what])
    assert refused.value.kind == "binary"


def test_english_in_a_legacy_page_keeps_its_quotation_marks() -> None:
    """Three curly quotes in a thousand words are all the evidence there is."""
    text = "The talks went on and on. " * 100 + "“That’s it,” she said – and left."
    assert decode(text.encode("cp1252"), decide(text.encode("cp1252")))[0] == text


def test_names_in_latin_letters_do_not_hide_the_script() -> None:
    text = "The delegation of Jaysh al-Islam (جيش الإسلام) did not sign. " * 3
    assert decode(text.encode("cp1256"), decide(text.encode("cp1256")))[0] == text


def test_the_evidence_may_come_late() -> None:
    data = b"ASCII alone for a long time.\n" * 20000 + TEXTS["ru"].encode("cp1251")
    assert decide(data).name == "windows-1251"
    assert decide(data.replace(b"\n", b" ")).name == "windows-1251"


def test_the_right_letters_are_more_plausible_than_the_wrong_ones() -> None:
    page = next(page for page in CODE_PAGES if page.name == "windows-1251")
    right = plausibility(TEXTS["ru"], page)
    wrong = plausibility(TEXTS["ru"].encode("koi8_r").decode("cp1251"), page)
    assert wrong < right - 100


@pytest.mark.parametrize("page", CODE_PAGES, ids=lambda page: page.name)
def test_a_code_page_can_write_the_letters_it_is_there_for(page: object) -> None:
    """Some letters of some languages are missing from some pages; most must be there."""
    assert isinstance(page, type(CODE_PAGES[0]))
    for language in page.languages:
        letters = LETTERS[language]
        written = letters.encode(page.codec, "ignore").decode(page.codec)
        assert len(written) >= len(letters) / 2, language


def test_no_language_names_a_letter_twice() -> None:
    assert [lang for lang, letters in LETTERS.items() if len(set(letters)) < len(letters)] == []


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decided_on_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, decide(data))
    except Refused:
        return
    assert isinstance(text, str)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
def test_any_text_in_utf_8_is_utf_8(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"GIF8")):
        assert decode(data, decide(data)) == (text, 0)


NONSENSE = bytes((37 * n * n + 11 * n) % 96 + 160 for n in range(300))


def test_what_makes_no_sense_is_left_to_charset_normalizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_charset_normalizer", lambda _: "cp1250")
    assert legacy.legacy_encoding(NONSENSE) == ("windows-1250", "cp1250")
    monkeypatch.setattr(legacy, "_charset_normalizer", lambda _: "hp_roman8")
    assert legacy.legacy_encoding(NONSENSE) == ("hp_roman8", "hp_roman8")
    monkeypatch.setattr(legacy, "_charset_normalizer", lambda _: "")
    with pytest.raises(Refused) as refused:
        decide(NONSENSE)
    assert refused.value.kind == "unknown encoding"


@pytest.mark.parametrize(("lang", "codec"), [("ru", "cp855"), ("ko", "johab")])
def test_pages_that_are_not_in_the_table_are_found_by_charset_normalizer(
    lang: str, codec: str
) -> None:
    data = TEXTS[lang].encode(codec, "ignore")
    assert decode(data, decide(data))[0] == data.decode(codec)


def test_one_odd_byte_is_no_reason_to_leave_a_text_out() -> None:
    assert (
        decode(b"They met again. \xff", decide(b"They met again. \xff"))[0][:-1]
        == "They met again. "
    )

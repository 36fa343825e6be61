"""Which legacy code pages there are, and what the languages written in them look like.

Facts from general knowledge of the languages and of the standards, written down by hand: no
corpus stands behind them, and none is needed, because only the order of the letters counts.
The names are those of the IANA registry, or of Python's codec where the registry has none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodePage:
    """One way to read bytes: its name, Python's codec, the languages it was made for.

    `doubt` is how many nats of evidence it takes to believe in it against its rivals: 0 for what
    most archives hold, more for what is rare; it settles ties and very short texts.
    """

    name: str
    codec: str
    languages: tuple[str, ...]
    doubt: float


LETTERS = {
    # Letters beyond ASCII that the language writes, the most frequent first.
    "en": "éñïèöüç",
    "fr": "éèàêçôîûùâëïœæüÿ",
    "de": "üäößé",
    "es": "óíáéñúü",
    "pt": "ãçáéíóêâõúàôü",
    "it": "èàùòìéó",
    "nl": "ëéïèöüó",
    "af": "êëéïôèöá",
    "sv": "äöåéü",
    "da": "øæåé",
    "fi": "äöåéšž",
    "is": "íðáóþæöúéýÍ",
    "fo": "íáøðóúæýö",
    "ga": "áíéóú",
    "ca": "éàèçíóòúïü·",
    "lb": "ëéäèüö",
    "pl": "ęąłóśżćńź",
    "cs": "íáéěřžýčšůúťňďóöü",
    "sk": "áíéčžýšúľťôňóäďĺŕěř",
    "hu": "áéöőóíüúű",
    "ro": "ăîâşţșțé",
    "hr": "čžšćđ",
    "sl": "čšžć",
    "sq": "ëçéö",
    "tr": "ıüşğçöİâîé",
    "az": "əıüşğçöİ",
    "lt": "ėšųžįąčęū",
    "lv": "āīēšņūžļčģķ",
    "et": "äõüöšž",
    "vi": "đươâêôăáàíúóéìùèòýãõ\u0301\u0300\u0323\u0309\u0303",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оаинвітерслкудмпязьгбчйхцїжюєшщфґ",
    "bg": "аеиотнрсвлкдпмзъугбчцйжщхшяюфь",
    "be": "анеіроцыслдвктямупзьгбйўжчшёхэюф'",
    "mk": "аоеитнсрвкдлупмзгбјчцшжхфѓќњџљѕ",
    "sr": "аиоентсрјвкдупмлгзбчшцњжћхљђфџ",
    "kk": "аеынтірлдсқмоғбкпузйшөжгңүұэәиюяфхчвцёщъьһ",
    "tg": "аиорнедтмбкшсвуҳялгзпҷӣқфхёӯчйжғюэъ",
    "tt": "аеылнрткидәсугпмбөзшчүяңйхвқһҗюжфэцёщъь",
    "mn": "аэнийлрүдгхосөтбуымжшцчязвекпюфщъьё",
    "el": "αοιετσνηυρπκμλςίάγδόήωέχθφύβώξζψϊϋΐΰ",
    "he": "יהולאתרבשמנחםדקעפגטצסזןכץךף",
    "ar": "اليمونترةبعدسفهكقحجىأإشصطضخذثزغئءظآؤًٌ،؟",
    "fa": "اینردهمتوسبشکيگزخقپعفجحلطصآئچغضثظذژأؤءك،؟ة\u200c",
    "ur": "اکیرےنوہمتلسبدگپجئيكںحعشقخفزچطٹھڑصضآغذؤثظژء۔،؟ڈ",
    "th": "านรอกเ่งมยลวดทสต้ะปบคหแจพชขใไโผิีัุูึื็์ำถซศณญธฐษฎฏฑภฟฝฮ",
    "zh-Hans": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年",
    "zh-Hant": "的一是不了人在有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會",
    "ja": "のにはをたがでてとしれさいるなもからあこっりくまけよだうんすそ",
    "ko": "이다는에의가을하고지로은를한서기도사으인리대어자나시정일스부수해전아",
}

SHARES = {
    # Of a hundred letters in running text, how many lie beyond ASCII; only for Latin scripts.
    "en": 0.1, "fr": 4, "de": 1.8, "es": 2.5, "pt": 4, "it": 0.9, "nl": 0.3, "af": 0.4, "sv": 5,
    "da": 2.0, "fi": 5, "is": 11, "fo": 10, "ga": 6, "ca": 2.5, "lb": 2.5, "pl": 7, "cs": 14,
    "sk": 12, "hu": 11, "ro": 6, "hr": 3, "sl": 2.5, "sq": 7, "tr": 11, "az": 14, "lt": 6.5,
    "lv": 9, "et": 4, "vi": 25,
}  # fmt: skip

SIGNS = "’“”–—«»…‘„\u00a0•·°§€£×½®©‹›´"
CJK_SIGNS = "。，、「」・：；（）《》“”ー！？．"

CODE_PAGES = tuple(
    CodePage(name, codec, tuple(languages.split()), doubt)
    for name, codec, languages, doubt in (
        ("windows-1252", "cp1252", "en fr de es pt it nl af sv da fi is fo ga ca lb sq", 0.0),
        ("windows-1251", "cp1251", "ru uk bg be mk sr", 0.0),
        ("windows-1256", "cp1256", "ar fa ur", 0.0),
        ("windows-1254", "cp1254", "tr de fr", 0.5),
        ("windows-1250", "cp1250", "pl cs hu sk sl hr ro sq de", 0.5),
        ("windows-1253", "cp1253", "el", 0.5),
        ("windows-1255", "cp1255", "he", 0.5),
        ("windows-1257", "cp1257", "lt lv et", 1.0),
        ("windows-1258", "cp1258", "vi", 2.0),
        ("windows-874", "cp874", "th", 0.5),
        ("KOI8-R", "koi8_r", "ru bg", 1.0),
        ("KOI8-U", "koi8_u", "uk ru be", 1.5),
        ("GB18030", "gb18030", "zh-Hans", 0.0),
        ("Big5", "cp950", "zh-Hant", 0.0),
        ("Big5-HKSCS", "big5hkscs", "zh-Hant", 1.0),
        ("Shift_JIS", "cp932", "ja", 0.0),
        ("EUC-JP", "euc_jp", "ja", 0.5),
        ("EUC-KR", "cp949", "ko", 0.0),
        ("ISO-8859-2", "iso8859_2", "pl cs hu sk sl hr ro sq", 1.5),
        ("ISO-8859-5", "iso8859_5", "ru uk bg be mk sr", 2.0),
        ("ISO-8859-6", "iso8859_6", "ar", 2.0),
        ("ISO-8859-7", "iso8859_7", "el", 1.5),
        ("ISO-8859-13", "iso8859_13", "lt lv", 2.0),
        ("ISO-8859-15", "iso8859_15", "fr de es pt it nl fi et", 1.5),
        ("ISO-8859-16", "iso8859_16", "ro", 3.0),
        ("KZ-1048", "kz1048", "kk", 1.5),
        ("PTCP154", "ptcp154", "kk tt mn", 3.0),
        ("KOI8-T", "koi8_t", "tg", 3.0),
        ("IBM866", "cp866", "ru", 3.0),
        ("IBM737", "cp737", "el", 3.0),
        ("IBM862", "cp862", "he", 3.0),
        ("IBM852", "cp852", "pl cs hu sk sl hr", 4.0),
        ("IBM850", "cp850", "fr de es pt it nl sv da fi", 4.0),
        ("IBM857", "cp857", "tr", 4.0),
        ("macintosh", "mac_roman", "en fr de es pt it nl sv da fi is", 4.0),
        ("x-mac-cyrillic", "mac_cyrillic", "ru uk bg", 4.0),
        ("x-mac-ce", "mac_latin2", "pl cs hu sk", 5.0),
    )
)
"""The candidates; where two read the same text out of the bytes, the first one named wins."""

"""Golden cases: short texts of our own in many languages, and texts that are in none."""

from __future__ import annotations

import pytest

from dragoman.index.language import detect, main_language, stretches

SENTENCES = {
    "af": "Die regering het gister gesê dat die gesprekke oor vrede nie voor volgende week sal begin nie.",
    "am": "መንግሥት የሰላም ድርድሩ በሚቀጥለው ሳምንት እንደሚጀመር ትናንት አስታወቀ።",
    "ar": "أعلنت الحكومة أمس أن محادثات السلام ستبدأ الأسبوع المقبل في العاصمة.",
    "az": "Hökumət dünən bildirib ki, sülh danışıqları gələn həftə paytaxtda başlayacaq.",
    "be": "Урад учора паведаміў, што мірныя перамовы пачнуцца на наступным тыдні ў сталіцы.",
    "bg": "Правителството съобщи вчера, че мирните преговори ще започнат следващата седмица в столицата.",
    "bn": "সরকার গতকাল জানিয়েছে যে শান্তি আলোচনা আগামী সপ্তাহে রাজধানীতে শুরু হবে।",
    "bo": "དེ་རིང་རྒྱལ་ས་ནས་ཞི་བདེའི་གྲོས་མོལ་འགོ་ཚུགས་པ་རེད།",
    "ca": "El govern va anunciar ahir que les converses de pau començaran la setmana vinent a la capital.",
    "ckb": "حکومەت دوێنێ ڕایگەیاند کە گفتوگۆکانی ئاشتی هەفتەی داهاتوو لە پایتەخت دەست پێ دەکەن.",
    "cs": "Vláda včera oznámila, že mírové rozhovory začnou příští týden v hlavním městě.",
    "da": "Regeringen meddelte i går, at fredsforhandlingerne begynder i næste uge i hovedstaden.",
    "de": "Die Regierung teilte gestern mit, dass die Friedensgespräche nächste Woche beginnen.",
    "dv": "ސަރުކާރުން އިއްޔެ ވަނީ ޞުލްޙައިގެ މަޝްވަރާތައް ފެށޭނެކަން އިޢުލާންކޮށްފައެވެ.",
    "el": "Η κυβέρνηση ανακοίνωσε χθες ότι οι ειρηνευτικές συνομιλίες αρχίζουν την άλλη εβδομάδα.",
    "en": "The government said yesterday that the peace talks would begin in the capital next week.",
    "es": "El gobierno anunció ayer que las conversaciones de paz empezarán la próxima semana.",
    "et": "Valitsus teatas eile, et rahukõnelused algavad järgmisel nädalal pealinnas.",
    "eu": "Gobernuak atzo jakinarazi zuen bake elkarrizketak datorren astean hasiko direla.",
    "fa": "دولت دیروز اعلام کرد که مذاکرات صلح هفته آینده در پایتخت آغاز می‌شود.",
    "fi": "Hallitus ilmoitti eilen, että rauhanneuvottelut alkavat ensi viikolla pääkaupungissa.",
    "fr": "Le gouvernement a annoncé hier que les pourparlers de paix commenceraient la semaine prochaine.",
    "ga": "D'fhógair an rialtas inné go dtosóidh na cainteanna síochána an tseachtain seo chugainn.",
    "gl": "O goberno anunciou onte que as conversas de paz comezarán a vindeira semana na capital.",
    "gu": "સરકારે ગઈકાલે જાહેર કર્યું કે શાંતિ મંત્રણા આવતા અઠવાડિયે શરૂ થશે.",
    "he": "הממשלה הודיעה אתמול כי שיחות השלום ייפתחו בשבוע הבא בבירה.",
    "hi": "सरकार ने कल कहा कि शांति वार्ता अगले सप्ताह राजधानी में शुरू होगी।",
    "hr": "Vlada je jučer priopćila da će mirovni pregovori početi idućega tjedna; tko će sudjelovati?",
    "hu": "A kormány tegnap bejelentette, hogy a béketárgyalások jövő héten kezdődnek a fővárosban.",
    "hy": "Կառավարությունը երեկ հայտարարեց, որ խաղաղության բանակցությունները կսկսվեն վաղը։",
    "id": "Pemerintah kemarin mengatakan bahwa perundingan damai akan dimulai pekan depan karena tekanan.",
    "is": "Ríkisstjórnin tilkynnti í gær að friðarviðræðurnar hæfust í næstu viku í höfuðborginni.",
    "it": "Il governo ha annunciato ieri che i colloqui di pace cominceranno la prossima settimana.",
    "ja": "政府は昨日、和平交渉が来週首都で始まると発表した。",
    "ka": "მთავრობამ გუშინ განაცხადა, რომ სამშვიდობო მოლაპარაკებები მომავალ კვირას დაიწყება.",
    "kk": "Үкімет кеше бейбіт келіссөздер келесі аптада астанада басталады деп хабарлады.",
    "km": "រដ្ឋាភិបាលបានប្រកាសថាការចរចាសន្តិភាពនឹងចាប់ផ្តើមនៅសប្តាហ៍ក្រោយ។",
    "kn": "ಶಾಂತಿ ಮಾತುಕತೆ ಮುಂದಿನ ವಾರ ಆರಂಭವಾಗಲಿದೆ ಎಂದು ಸರ್ಕಾರ ನಿನ್ನೆ ತಿಳಿಸಿದೆ.",
    "ko": "정부는 평화 회담이 다음 주 수도에서 시작된다고 어제 밝혔다.",
    "ku": "Hikûmetê duh ragihand ku danûstandinên aştiyê dê hefteya bê li paytextê dest pê bikin.",
    "ky": "Өкмөт кечээ тынчтык сүйлөшүүлөрү кийинки жумада борбордо башталарын билдирди.",
    "lo": "ລັດຖະບານປະກາດວ່າການເຈລະຈາສັນຕິພາບຈະເລີ່ມຂຶ້ນໃນອາທິດໜ້າ.",
    "lt": "Vyriausybė vakar pranešė, kad taikos derybos prasidės kitą savaitę sostinėje.",
    "lv": "Valdība vakar paziņoja, ka miera sarunas sāksies nākamnedēļ galvaspilsētā.",
    "mk": "Владата вчера соопшти дека мировните преговори ќе започнат следната недела во главниот град.",
    "ml": "സമാധാന ചർച്ചകൾ അടുത്ത ആഴ്ച തുടങ്ങുമെന്ന് സർക്കാർ ഇന്നലെ അറിയിച്ചു.",
    "mn": "Засгийн газар өчигдөр энхийн хэлэлцээ ирэх долоо хоногт эхэлнэ гэж мэдэгдэв.",
    "mr": "शांतता चर्चा पुढील आठवड्यात राजधानीत सुरू होणार आहे, असे सरकारने काल सांगितले.",
    "ms": "Kerajaan berkata semalam bahawa rundingan damai akan bermula minggu depan kerana desakan.",
    "my": "ငြိမ်းချမ်းရေးဆွေးနွေးပွဲကို လာမည့်အပတ်တွင် စတင်မည်ဟု အစိုးရက ပြောကြားသည်။",
    "ne": "सरकारले हिजो शान्ति वार्ता अर्को हप्ता राजधानीमा सुरु हुने बताएको छ।",
    "nl": "De regering maakte gisteren bekend dat de vredesgesprekken volgende week beginnen.",
    "nn": "Regjeringa sa i går at fredssamtalane ikkje startar før neste veke, men eg veit ikkje kvifor.",
    "no": "Regjeringen opplyste i går at fredssamtalene ikke begynner før neste uke, men hvorfor vet vi ikke.",
    "pa": "ਸਰਕਾਰ ਨੇ ਕੱਲ੍ਹ ਕਿਹਾ ਕਿ ਸ਼ਾਂਤੀ ਵਾਰਤਾ ਅਗਲੇ ਹਫ਼ਤੇ ਸ਼ੁਰੂ ਹੋਵੇਗੀ।",
    "pl": "Rząd ogłosił wczoraj, że rozmowy pokojowe rozpoczną się w przyszłym tygodniu w stolicy.",
    "ps": "حکومت پرون اعلان وکړ چې د سولې خبرې به راتلونکې اونۍ په پلازمېنه کې پیل شي.",
    "pt": "O governo anunciou ontem que as conversações de paz não começarão antes da próxima semana.",
    "ro": "Guvernul a anunțat ieri că negocierile de pace vor începe săptămâna viitoare în capitală.",
    "ru": "Правительство вчера сообщило, что мирные переговоры начнутся на следующей неделе в столице.",
    "sd": "حڪومت ڪالهه اعلان ڪيو ته امن ڳالهيون ايندڙ هفتي گاديءَ جي هنڌ شروع ٿينديون.",
    "si": "සාම සාකච්ඡා ලබන සතියේ ආරම්භ වන බව රජය ඊයේ ප්‍රකාශ කළේය.",
    "sk": "Vláda včera oznámila, že mierové rozhovory sa začnú budúci týždeň v hlavnom meste.",
    "sl": "Vlada je včeraj sporočila, da se bodo mirovni pogovori začeli prihodnji teden.",
    "so": "Dowladdu shalay waxay sheegtay in wadahadallada nabaddu ay bilaaban doonaan toddobaadka soo socda.",
    "sq": "Qeveria njoftoi dje se bisedimet e paqes do të fillojnë javën e ardhshme në kryeqytet.",
    "sr": "Влада је јуче саопштила да ће мировни преговори почети следеће недеље у главном граду.",
    "sv": "Regeringen meddelade i går att fredssamtalen börjar nästa vecka i huvudstaden.",
    "sw": "Serikali ilisema jana kwamba mazungumzo ya amani yataanza wiki ijayo katika mji mkuu.",
    "ta": "அமைதிப் பேச்சுவார்த்தை அடுத்த வாரம் தொடங்கும் என்று அரசு நேற்று அறிவித்தது.",
    "te": "శాంతి చర్చలు వచ్చే వారం రాజధానిలో ప్రారంభమవుతాయని ప్రభుత్వం నిన్న తెలిపింది.",
    "tg": "Ҳукумат дирӯз эълон кард, ки музокироти сулҳ ҳафтаи оянда дар пойтахт оғоз мешавад.",
    "th": "รัฐบาลประกาศเมื่อวานนี้ว่าการเจรจาสันติภาพจะเริ่มขึ้นในสัปดาห์หน้า",
    "ti": "መንግስቲ ናይ ሰላም ዘተ ኣብ ዝመጽእ ሰሙን ከም ዝጅምር ትማሊ ኣፍሊጡ።",
    "tl": "Sinabi kahapon ng pamahalaan na magsisimula ang usapang pangkapayapaan sa susunod na linggo.",
    "tr": "Hükümet dün barış görüşmelerinin gelecek hafta başkentte başlayacağını açıkladı.",
    "tt": "Хөкүмәт кичә тынычлык сөйләшүләре киләсе атнада башкалада башланачагын белдерде.",
    "ug": "ھۆكۈمەت تىنچلىق سۆھبىتىنىڭ كېلەر ھەپتە باشلىنىدىغانلىقىنى تۈنۈگۈن ئېلان قىلدى.",
    "uk": "Уряд учора повідомив, що мирні переговори розпочнуться наступного тижня у столиці.",
    "ur": "حکومت نے کل کہا کہ امن مذاکرات اگلے ہفتے دارالحکومت میں شروع ہوں گے۔",
    "uz": "Hukumat kecha tinchlik muzokaralari kelasi hafta poytaxtda boshlanishini maʼlum qildi.",
    "vi": "Chính phủ hôm qua thông báo rằng cuộc hòa đàm sẽ bắt đầu vào tuần tới tại thủ đô.",
    "xh": "Urhulumente uthe izolo iingxoxo zoxolo ziza kuqala kwiveki ezayo kuba kukho ingxaki.",
    "yi": "די רעגירונג האָט נעכטן געזאָגט אַז די שלום־געשפּרעכן וועלן זיך אָנהייבן די קומענדיקע וואָך.",
    "yue": "政府尋日話和平談判下個禮拜先至開始，佢哋仲未知喺邊度傾。",
    "zh": "政府昨天表示，和平谈判将于下周在首都开始。",
    "zu": "Uhulumeni uthe izolo izingxoxo zokuthula zizoqala ngesonto elizayo ngoba kunenkinga.",
}

TOLD_APART = [
    ("hr", "Prosvjed pred veleposlanstvom okupio je više od tisuću ljudi, izvijestila je europska tiskovna agencija."),
    ("sr", "Protest ispred ambasade okupio je više od hiljadu ljudi, izvestila je evropska agencija posle podne."),
    ("bs", "Protest ispred ambasade okupio je više od hiljadu ljudi, saopćila je u sedmici poslije izbora evropska agencija."),
    ("da", "Jeg ved ikke, hvad der er blevet af dem efter mødet."),
    ("no", "Jeg vet ikke hva som har blitt av dem etter møtet."),
    ("nn", "Eg veit ikkje kva det har vorte av dei etter møtet."),
    ("id", "Anda bisa naik mobil ke kantor karena rapat akan segera dimulai."),
    ("ms", "Anda boleh menaiki kereta ke pejabat kerana mesyuarat akan segera bermula."),
    ("az", "Bu məsələ haqqında nə deyildiyini heç kim bilmir."),
    ("tr", "Bu mesele hakkında ne dendiğini hiç kimse bilmiyor."),
    ("ky", "Бул маселе тууралуу эмне айтылганын эч ким билбейт."),
    ("kk", "Бұл мәселе туралы не айтылғанын ешкім білмейді."),
    ("cs", "Nikdo neví, co bylo o této věci řečeno před jednáním."),
    ("sk", "Nikto nevie, čo bolo o tejto veci povedané pred rokovaním."),
    ("pt", "Ninguém sabe o que foi dito sobre isso, mas há muitas razões para não falar."),
    ("gl", "Ninguén sabe o que se dixo sobre iso, pero hai moitas razóns para non falar."),
    ("es", "Nadie sabe lo que se dijo sobre eso, pero hay muchas razones para no hablar."),
    ("zu", "Akekho owaziyo ukuthi kwathiwani ngalolu daba ngesikhathi somhlangano kahulumeni."),
    ("xh", "Akukho mntu waziyo ukuba kwathiwani ngalo mbandela ngexesha lentlanganiso karhulumente."),
    ("fa", "هیچ کس نمی‌داند درباره این موضوع چه گفته شده است."),
    ("ur", "کوئی نہیں جانتا کہ اس معاملے کے بارے میں کیا کہا گیا ہے۔"),
    ("sr", "Нико не зна шта је речено о томе после састанка."),
    ("mk", "Никој не знае што е кажано за тоа по состанокот."),
    ("bg", "Никой не знае какво е казано за това след срещата."),
]  # fmt: skip

IN_NO_LANGUAGE = {
    "empty": "",
    "spaces": " \n\t \u3000",
    "digits": "2017 400,000 12.5",
    "Arabic digits": "٤٠٠٬٠٠٠",
    "punctuation": "… — «» !?",
    "emoji": "🕊️🔥👍🏽",
    "marks without letters": "\u0301\u064b",
    "symbols": "€ £ % ± → ∑",
}


@pytest.mark.parametrize(("lang", "text"), SENTENCES.items(), ids=SENTENCES.keys())
def test_a_sentence_is_told(lang: str, text: str) -> None:
    assert detect(text).lang == lang


@pytest.mark.parametrize(("lang", "text"), TOLD_APART)
def test_near_languages_are_told_apart(lang: str, text: str) -> None:
    assert detect(text).lang == lang


@pytest.mark.parametrize("text", IN_NO_LANGUAGE.values(), ids=IN_NO_LANGUAGE.keys())
def test_what_has_no_letters_is_in_no_language(text: str) -> None:
    guess = detect(text)
    assert (guess.lang, guess.confidence) == ("und", 0.0)
    assert all(stretch.lang == "und" for stretch in stretches(text))
    assert main_language(stretches(text), text).lang == "und"


@pytest.mark.parametrize(
    "text", ["Smith", "OK", "hello", "Reuters", "https://example.org/a/b?c=d", "ab", "Lavrov"]
)
def test_a_name_alone_is_guessed_without_confidence(text: str) -> None:
    assert 0.0 < detect(text).confidence < 0.75


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hy", "Երևան"),
        ("ka", "თბილისი"),
        ("th", "กรุงเทพ"),
        ("ko", "서울"),
        ("ja", "ひろしま"),
        ("el", "Αθήνα"),
        ("km", "ភ្នំពេញ"),
        ("ta", "சென்னை"),
        ("te", "హైదరాబాద్"),
        ("my", "ရန်ကုန်"),
        ("lo", "ວຽງຈັນ"),
        ("si", "කොළඹ"),
    ],
)
def test_a_script_of_one_language_decides_by_one_word(lang: str, text: str) -> None:
    assert detect(text).lang == lang


def test_latin_letters_in_cyrillic_words_are_read_as_what_they_look_like() -> None:
    disguised = "Прaвитeльствo сooбщилo, чтo мирныe пeрeгoвoры нaчнутся нa слeдующeй нeдeлe."
    assert detect(disguised).lang == "ru"


def test_vowel_points_do_not_make_hebrew_biblical() -> None:
    assert detect("הַכֶּנֶס נִפְתַּח אֶתְמוֹל בִּירוּשָׁלַיִם וּבוֹ נֶאֱמְרוּ דְּבָרִים רַבִּים").lang == "he"


def test_capitals_do_not_change_the_language() -> None:
    for lang in ("en", "de", "ru", "tr", "fr"):
        assert detect(SENTENCES[lang].upper()).lang == lang


def test_brands_and_names_in_latin_letters_do_not_make_a_text_latin() -> None:
    assert detect("Компания Microsoft Corporation купила GitHub за большие деньги").lang == "ru"

"""Codes of languages as dictionaries name them: three letters, names in English, ours."""

from __future__ import annotations

from functools import cache

from dragoman.index.languages import languages

# ISO 639-3 of every language that has a code of two letters here (facts).
_THREE = """
aar aa abk ab ave ae afr af aka ak amh am arg an ara ar asm as ava av aym ay aze az bak ba bel be
bul bg bis bi bam bm ben bn bod bo bre br bos bs cat ca che ce cha ch cos co cre cr ces cs chu cu
chv cv cym cy dan da deu de div dv dzo dz ewe ee ell el eng en epo eo spa es est et eus eu fas fa
ful ff fin fi fij fj fao fo fra fr fry fy gle ga gla gd glg gl grn gn guj gu glv gv hau ha heb he
hin hi hmo ho hrv hr hat ht hun hu hye hy her hz ina ia ind id ile ie ibo ig iii ii ipk ik ido io
isl is ita it iku iu jpn ja jav jv kat ka kon kg kik ki kua kj kaz kk kal kl khm km kan kn kor ko
kau kr kas ks kur ku kom kv cor kw kir ky lat la ltz lb lug lg lim li lin ln lao lo lit lt lub lu
lav lv mlg mg mah mh mri mi mkd mk mal ml mon mn mar mr msa ms mlt mt mya my nau na nde nd nep ne
ndo ng nld nl nno nn nor no nob no nbl nr nav nv nya ny oci oc oji oj orm om ori or oss os pan pa
pli pi pol pl pus ps por pt que qu roh rm run rn ron ro rus ru kin rw san sa srd sc snd sd sme se
sag sg sin si slk sk slv sl smo sm sna sn som so sqi sq srp sr ssw ss sot st sun su swe sv swa sw
swh sw tam ta tel te tgk tg tha th tir ti tuk tk tgl tl tsn tn ton to tur tr tso ts tat tt twi tw
tah ty uig ug ukr uk urd ur uzb uz ven ve vie vi vol vo wln wa wol wo xho xh yid yi yor yo zha za
zho zh zul zu
cmn zh arb ar pes fa azj az ekk et lvs lv khk mn zsm ms uzn uz ydd yi als sq kmr ku pbt ps npi ne
ory or plt mg gaz om quz qu nb no iw he in id ji yi
"""

# The codes of ISO 639-2 that libraries use where they differ (facts).
_LIBRARY = """
alb sq arm hy baq eu bur my chi zh cze cs dut nl fre fr geo ka ger de gre el ice is mac mk mao mi
may ms per fa rum ro slo sk tib bo wel cy
"""


@cache
def _codes() -> dict[str, str]:
    known = {language.name.casefold(): code for code, language in languages().items()}
    words = (_THREE + _LIBRARY).split()
    known.update(zip(words[::2], words[1::2], strict=True))
    known.update({code: code for code in languages()})
    known["modern greek"] = "el"
    known.pop("und", None)
    return known


def code(named: str) -> str:
    """Return the code of a language by a code or its English name: "ara" → "ar"; "" for none."""
    return _codes().get(named.strip().casefold(), "")

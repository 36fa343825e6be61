"""Two sentences of news in several languages: the same ones, translated."""

ENGLISH = (
    "The delegations met on Wednesday morning to discuss how the ceasefire could be kept. "
    "Nobody expected an agreement before the end of the week. "
)
RUSSIAN = (
    "Делегации встретились в среду утром, чтобы обсудить, как сохранить перемирие. "
    "Никто не ожидал соглашения до конца недели. "
)
FRENCH = (
    "Les délégations se sont réunies mercredi matin pour discuter du maintien de la trêve. "
    "Personne n'attendait un accord avant la fin de la semaine. "
)
ARABIC = (
    "اجتمعت الوفود صباح الأربعاء لبحث سبل الحفاظ على وقف إطلاق النار. "
    "ولم يتوقع أحد التوصل إلى اتفاق قبل نهاية الأسبوع. "
)
JAPANESE = "代表団は水曜日の朝に会合を開き、停戦をどう維持するかを話し合った。合意を予想した者はいなかった。"

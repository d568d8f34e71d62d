"""Who signs a report and is no person: news agencies, other media, and the desks of a house."""

import re
from typing import Final

from articles.arabic.normalize import fold, fold_key
from articles.conf import values

# Names between «،», compared without blanks, points and vowels, so that «أ.ف.ب» is «أ ف ب».
# Names that people bear too (فارس، تسنيم، نينا) are left out: «وكالة» before them tells them apart.
_ARAB_AGENCIES: Final = """
أ ش أ، أنباء الشرق الأوسط، واس، وام، كونا، بنا، قنا، العمانية، أونا، سبأ، سبأ نت، واع، سانا،
الوطنية للإعلام، بترا، وفا، معا، قدس برس، سونا، وال، وات، تونس أفريقيا للأنباء، واج، و أ ج، و م ع،
لاماب، المغرب العربي للأنباء، وما، و م أ، صونا، يونا، شفق نيوز، السومرية نيوز، أصوات العراق، SPA،
WAM، KUNA، BNA، QNA، ONA، NNA، WAFA، Maan News، Quds Press، SUNA، Tunis Afrique Presse، APS،
Algérie Presse Service، Maghreb Arabe Presse، SONNA
"""
_WORLD_AGENCIES: Final = """
رويترز، رويتر، تومسون رويترز، مؤسسة تومسون رويترز، فرانس برس، فرانس بريس، الفرنسية، أ ف ب،
أسوشيتد برس، أسوشييتد برس، أسوشيتيد برس، أسوشيتد بريس، أسوشييتد بريس، أ ب، أ ب أ، د ب أ، الألمانية،
دي بي إيه، دي بي آي، يونايتد برس، يونايتد برس إنترناشونال، يونايتد برس إنترناشيونال، يو بي آي،
بلومبرغ، بلومبيرغ، بلومبرج، داو جونز، شينخوا، تاس، إيتار تاس، نوفوستي، ريا نوفوستي، سبوتنيك،
إنترفاكس، إنترفاكس أوكرانيا، كيودو، جيجي برس، يونهاب، أنسا، آكي، أدنكرونوس، إفي، إ ف ي، أوروبا برس،
الأناضول، أناضول، إرنا، إسنا، بي تي آي، برس ترست أوف إنديا، برس أسوسييشن، بي إيه ميديا،
إنتر برس سيرفس، أخبار الأمم المتحدة، غيتي، غيتي إيميجز، غيتي إيمجز، جيتي، جيتي إيميجز، إي بي إيه،
شاترستوك، Reuters، Thomson Reuters، Thomson Reuters Foundation، AFP، Agence France-Presse،
Associated Press، The Associated Press، dpa، Deutsche Presse-Agentur، UPI،
United Press International، Bloomberg، Dow Jones، Dow Jones Newswires، Xinhua، TASS، ITAR-TASS،
RIA Novosti، Sputnik، Interfax، Kyodo، Jiji Press، Yonhap، ANSA، Adnkronos، Europa Press، Anadolu،
IRNA، ISNA، PTI، Press Trust of India، IANS، PA Media، Press Association، Inter Press Service،
UN News، Getty، Getty Images، EPA، Shutterstock، iStock
"""
# In small letters these are people's names or words.
_CAPITALS: Final = frozenset(
    (
        *("AA", "AKI", "AMI", "ANI", "AP", "EFE", "INA", "IPS", "LANA", "MAP", "MENA", "NINA"),
        *("PA", "PETRA", "RT", "SABA", "SANA", "TAP", "UNA"),
    )
)
_MEDIA: Final = """
بي بي سي، سي إن إن، دويتشه فيله، دويتشه فيلله، دي دبليو، فرانس 24، روسيا اليوم، آر تي، سكاي نيوز،
الجزيرة، الحرة، الميادين، يورونيوز، صوت أمريكا، صوت أميركا، راديو سوا، مونت كارلو الدولية،
إندبندنت عربية، الشرق الأوسط، نيويورك تايمز، واشنطن بوست، وول ستريت جورنال، الغارديان، الجارديان،
فايننشال تايمز، فاينانشال تايمز، لوموند، لوفيغارو، ديلي تلغراف، الإيكونوميست، فورين بوليسي، هآرتس،
العربية، العربية نت، التلفزيون العربي، BBC، BBC News عربي، CNN، Deutsche Welle، DW، France 24،
Sky News، Sky News Arabia، Al Jazeera، Aljazeera، Al Arabiya، Alhurra، Euronews، Voice of America،
VOA، The New York Times، New York Times، The Washington Post، Washington Post،
The Wall Street Journal، Wall Street Journal، The Guardian، The Economist، Financial Times،
The Independent، Le Monde
"""
_NEWSPAPERS: Final = """
الأهرام، الأهرام العربي، الأخبار، أخبار اليوم، الجمهورية، المصري اليوم، اليوم السابع، الشروق،
الوفد، الدستور، صدى البلد، مدى مصر، روز اليوسف، عكاظ، سبق، الوئام، الاقتصادية، الوطن، اليوم،
المدينة، البلاد، الرياضية، الحياة، الخليج، البيان، الاتحاد، الإمارات اليوم، الرؤية، القبس، الأنباء،
الراي، السياسة، الجريدة، النهار، السفير، اللواء، المستقبل، الديار، الغد، الرأي، الراية، الشرق،
العرب، العرب اليوم، الأيام، الوسط، أخبار الخليج، الشبيبة، القدس العربي، العربي الجديد، العربي،
إيلاف، هسبريس، هيسبريس، الصباح، المساء، الأحداث المغربية، الاتحاد الاشتراكي، المجاهد، الشعب، البعث،
الثورة، الزمان، المدى، الصباح الجديد، عنب بلدي، رصيف 22، نون بوست، عربي 21، عربي بوست،
هاف بوست عربي، ساسة بوست
"""
_DESKS: Final = """
التحرير، فريق التحرير، هيئة التحرير، أسرة التحرير، إدارة التحرير، سكرتارية التحرير، غرفة التحرير،
غرفة الأخبار، وحدة الأخبار، إدارة الموقع، محرر الموقع، محررو الموقع، محررون، المحررون، الديسك،
ديسك، المحرر السياسي، المحرر الاقتصادي، المحرر الرياضي، المحرر الثقافي، المحرر الفني،
المحرر العلمي، المحرر العسكري، المحرر البرلماني، المحرر المحلي، المحرر الدولي، مراسلنا، مراسلتنا،
مراسلونا، مندوبنا، مندوبتنا، مندوبونا، مصادر، مصادر متنوعة، مصادر مختلفة، مصادر متعددة، بيان صحفي،
بيان صحافي، Staff، The Staff، Staff Writer، Staff Writers، Staff Reporter، Staff Reporters،
Staff Correspondent، Our Correspondent، Our Staff، Newsroom، The Newsroom، News Desk، Newsdesk،
Web Desk، Online Desk، Foreign Desk، Sports Desk، Desk، Editorial Board، Editorial Team،
Editorial Staff، The Editors، Editors، News Team، News Staff، Wires، The Wires، Wire Services،
Wire Reports، News Wires، Newswires، Agencies، News Agencies، Press Release، Various Sources
"""
_KNOWN: Final = frozenset(
    fold_key(name)
    for names in (_ARAB_AGENCIES, _WORLD_AGENCIES, _MEDIA, _NEWSPAPERS, _DESKS)
    for name in names.split("،")
    if name.strip()
)
# Nobody is called so: what begins with one of these words is a medium or a desk.
_HEADS: Final = frozenset(
    fold(
        "وكالة الوكالة وكالات الوكالات صحيفة صحف الصحف جريدة مجلة موقع مواقع قناة قنوات تلفزيون "
        "إذاعة شبكة بوابة البوابة قسم القسم مكتب ديسك مراسلو محررو كلمة رأي افتتاحية "
        "agence agencia"
    ).split()
)
# «فريق» is a general's rank as well, but then no word with an article follows.
_TEAM: Final = re.compile(r"فريق ال\w+")
_TAILS: Final = re.compile(
    r".+[ .](?:نت|نيوز|برس|بوست|تايمز|اونلاين|الالكتروني|الالكترونيه)"
    r"|.+ (?:news|press) agency|.+ news ?(?:desk|wire|room)"
)
# What a house adds to the name of an agency: «رويترز عربية», "Reuters Staff".
_ADDED: Final = frozenset(
    fold(
        "عربي عربية العربي العربية بالعربية نت للأنباء الإخبارية staff agency agencies news arabic "
        "reporter reporters correspondent correspondents writer writers"
    ).split()
)
# Names that content systems give where nobody signed.
_NOBODY: Final = frozenset(
    fold_key(name)
    for name in (
        *("زائر", "خاص", "خاصة", "مجهول", "غير معروف", "أدمن", "مدير الموقع", "مشرف الموقع"),
        *("admin", "administrator", "webmaster", "guest", "anonymous", "unknown"),
    )
)
_JOINT: Final = re.compile(
    r"\s+(?:and|with|مع|بالتعاون مع)\s+|\s*[-+&\u2010-\u2015]\s*|\s+و\s*(?=\w)"
)


def is_nobody(name: str) -> bool:
    """Whether the name only says that nobody signed."""
    return fold_key(name) in _NOBODY


def is_institution(name: str) -> bool:
    """Whether the whole name is that of an agency, a medium, a desk, or of this house."""
    words = name.split()
    if not words:
        return False
    whole = fold(" ".join(words))
    return (
        _is_known(name)
        or fold(words[0]) in _HEADS
        or bool(_TEAM.fullmatch(whole))
        or (fold(words[-1]) in _ADDED and _is_known(" ".join(words[:-1])))
        or bool(_TAILS.fullmatch(whole) and not _JOINT.search(name))
    )


def institutions(name: str) -> tuple[tuple[str, ...], str]:
    """The agencies and desks that a name in a byline is, or is joined with, and what is left of it:
    «رويترز وفرانس برس» has nothing left, of «هدى سالم ووكالات» she is.
    """
    if is_institution(name):
        return (name,), ""
    for joint in (None, *_JOINT.finditer(name)):
        before, after = (name[: joint.start()], name[joint.end() :]) if joint else ("", name)
        for some, other in ((after, before), (before, after)):
            if all(map(is_institution, parts := _JOINT.split(some))):
                return tuple(parts), other
    return (), name


def _is_known(name: str) -> bool:
    key = fold_key(name)
    own = (fold_key(each) for each in values.SITE_NAME.values())
    return key in _KNOWN or key in own or name.replace(".", "") in _CAPITALS

"""Latin names whose Arabic name no transliteration gives: another name, or an older borrowing.

One a line, the Latin name and the Arabic one; a second name stands after it. A name of two words
is joined by an underscore.
"""

_NAMES = """
africa أفريقيا إفريقيا
albania ألبانيا
aleppo حلب
alexandria الإسكندرية
algeria الجزائر
algiers الجزائر
amazon أمازون
america أمريكا
apple آبل أبل
arabia العربية
argentina الأرجنتين
armenia أرمينيا
asia آسيا
athens أثينا
austria النمسا
baghdad بغداد
bahrain البحرين
basra البصرة
beirut بيروت
belgium بلجيكا
bethlehem بيت_لحم
brazil البرازيل
britain بريطانيا
brussels بروكسل
cairo القاهرة
cameroon الكاميرون
china الصين
chinese الصيني
christmas الميلاد
constantinople القسطنطينية
copenhagen كوبنهاغن
crete كريت
croatia كرواتيا
cyprus قبرص
damascus دمشق
denmark الدنمارك
dubai دبي
egypt مصر
egyptian المصري
emirates الإمارات
england إنجلترا
ethiopia إثيوبيا
euphrates الفرات
europe أوروبا
facebook فيسبوك
finland فنلندا
florence فلورنسا
france فرنسا
french الفرنسي
geneva جنيف
genoa جنوة
german الألماني
germany ألمانيا
google غوغل
greece اليونان
hague لاهاي
hezbollah حزب_الله
hizbullah حزب_الله
hungary المجر
iceland أيسلندا
india الهند
indian الهندي
ipad آيباد
iphone آيفون
iran إيران
iraq العراق
ireland أيرلندا
islam الإسلام
israel إسرائيل
istanbul إسطنبول
italy إيطاليا
ivory العاج
jaffa يافا
japan اليابان
jerusalem القدس
jesus المسيح
jewish اليهود
jordan الأردن
khartoum الخرطوم
khashoggi خاشقجي
ksa السعودية
kuwait الكويت
lebanon لبنان
libya ليبيا
london لندن
marrakech مراكش
mauritania موريتانيا
mecca مكة
medina المدينة
mediterranean المتوسط
mexico المكسيك
microsoft مايكروسوفت
morocco المغرب
moscow موسكو
mosul الموصل
muscat مسقط
nablus نابلس
naples نابولي
netherlands هولندا
nile النيل
norway النرويج
oman عمان
pakistan باكستان
palestine فلسطين
poland بولندا
portugal البرتغال
qatar قطر
quran القرآن
ramadan رمضان
raqqa الرقة
riyadh الرياض
rome روما
russia روسيا
salah صلاح
sanaa صنعاء
saudi السعودية
scotland اسكتلندا
serbia صربيا
sinai سيناء
somalia الصومال
spain إسبانيا
sudan السودان
sweden السويد
switzerland سويسرا
syria سوريا
syrian السوري
thailand تايلاند
tigris دجلة
tripoli طرابلس
tunis تونس
tunisia تونس
turkey تركيا
turkish التركي
twitter تويتر
tyre صور
uae الإمارات
uk بريطانيا
ukraine أوكرانيا
usa أمريكا
vatican الفاتيكان
venice البندقية
vienna فيينا
wales ويلز
warsaw وارسو
washington واشنطن
whatsapp واتساب
yemen اليمن
youtube يوتيوب
"""

EXONYMS: dict[str, tuple[str, ...]] = {
    latin: tuple(name.replace("_", " ") for name in names)
    for latin, *names in map(str.split, _NAMES.strip().splitlines())
}
"""The Arabic names of each Latin name in lower case, as written."""

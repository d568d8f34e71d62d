"""Names and words of two parts that newspapers write together or apart, as they are written apart.

Only those that are known in both forms; names whose first part forms any number of them (عبد، أبو،
ذو) and those that end in الله or الدين are split by rule (``segmentation``).
"""

_COMPOUNDS = """
فيس بوك
فايس بوك
واتس آب
واتس أب
وتس آب
يو تيوب
سناب شات
إنستا غرام
إنستا جرام
إنستا قرام
تيك توك
لينكد إن
تلي غرام
آي فون
أي فون
آي باد
أي باد
بلاك بيري
مايكرو سوفت
بلاي ستيشن
إكس بوكس
هوت ميل
جي ميل
نت فليكس
نيو يورك
نيو جيرسي
نيو مكسيكو
نيو دلهي
نيو أورليانز
لوس أنجلوس
لوس أنجليس
لاس فيغاس
سان فرانسيسكو
سان جيرمان
سان بطرسبرغ
ساو باولو
بوينس آيرس
كوالا لمبور
كوستا ريكا
سيرا ليون
بوركينا فاسو
هونغ كونغ
هونج كونج
بيونغ يانغ
بيونج يانج
تل أبيب
بيت لحم
بور سعيد
بور سودان
حضر موت
دار فور
بوكو حرام
سام سونغ
سام سونج
هيون داي
رأس مال
رأس مالي
رأس مالية
جيو سياسي
جيو سياسية
كهرو مائية
كهرو مغناطيسي
ميكرو باص
ميني باص
سوبر ماركت
هايبر ماركت
سوبر مان
بات مان
فوتو شوب
باور بوينت
ثلاث مئة
ثلاث مائة
أربع مئة
أربع مائة
خمس مئة
خمس مائة
ست مئة
ست مائة
سبع مئة
سبع مائة
ثمان مئة
ثمان مائة
تسع مئة
تسع مائة
"""

COMPOUNDS: tuple[tuple[str, str], ...] = tuple(
    (first, second) for first, second in map(str.split, _COMPOUNDS.strip().splitlines())
)
"""The two parts of each, as written."""

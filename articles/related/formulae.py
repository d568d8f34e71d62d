"""The formulae of Arabic news: words of ceremony, condolence, records and reporting.

They say how a thing is told and not what it is about, so that two articles that share nothing else
(two congratulations, two records) are not related. A word stands here because it belongs to a
formula of the language, whatever article it was seen in.
"""

from __future__ import annotations

from typing import Final

from articles.arabic.tokens import terms

_CONGRATULATION: Final = """
تهنئة تهنئته تهانيه تهاني التهاني هنأ يهنئ يهنئون مهنئا تبريكات تبريك بارك مباركة برقية برقيات
أصدق أطيب تمنيات أمنيات بموفور موفور السعادة اطراد التقدم الازدهار الرقي ذكرى مناسبة بمناسبة عيد
الاستقلال الوطني تعيين تعيينه ترقية ترقيته الثقة الغالية الكريمة القيادة الحكيمة الرشيدة سائلا
المولى التوفيق السداد يوفق إسهامات إسهاماتكم مسيرة
"""
_CONDOLENCE: Final = """
عزاء العزاء تعازي التعازي تعزية يعزي عزى معزيا مواساة المواساة فقيد الفقيد المغفور الراحل رحمه
يرحمه تغمده يتغمد واسع رحمته مغفرته رضوانه فسيح جناته يسكنه يلهم ذويه أهله الصبر السلوان بالغ الحزن
الأسى المصاب الجلل انتقل جوار ربه
"""
_RECORD: Final = """
يحطم حطم تحطم تحطيم رقم الرقم أرقام الأرقام قياسي القياسي قياسية القياسية يسجل سجل مسجلا تسجيل
التاريخ التاريخي تاريخية تاريخي غير مسبوق مسبوقة موسوعة غينيس يدخل إنجاز إنجازا
"""
_CEREMONY: Final = """
استقبل يستقبل استقباله يلتقي التقى لقاء لقائه اجتماع اجتمع بحث يبحث يبحثان مباحثات محادثات سبل
تعزيز العلاقات الثنائية مجالات التعاون المشترك المشتركة القضايا ذات الاهتمام الأوضاع المستجدات
الإقليمية الدولية معالي سمو صاحب الملكي السمو سعادة فخامة جلالة خادم رعاه حفظه الله وجل عز بن بنت
مولاي افتتح يفتتح دشن يدشن رعى يرعى حضور بحضور حضر المرافق وفد الوفد
"""
_REPORTING: Final = """
صرح تصريح تصريحات تصريحه بيان البيان مصدر مصادر المصدر متحدث المتحدث باسم نقلت نقلا وكالة الأنباء
مراسل مراسلنا موقع صحيفة صحفي الصحفي مؤتمر شاهد صورة صور بالصور فيديو الفيديو بالفيديو تفاصيل
التفاصيل حصري خاص تعرف تعرض نعرض نشر نشرت نشرته تقرير التقرير مقطع تداول المتداولة
"""

FORMULAIC: Final = frozenset(
    terms(f"{_CONGRATULATION} {_CONDOLENCE} {_RECORD} {_CEREMONY} {_REPORTING}")
)
"""The terms of these words."""
FORMULAIC_FACTOR: Final = 0.25
"""What is left of the weight of a formulaic term."""

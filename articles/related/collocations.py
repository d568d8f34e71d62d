"""Collocations as names, since Arabic has no capitals: adjacent pairs of words in the opening.

A pair counts when it is in the headline or the lead and occurs twice in the text, or follows a
title or the type of an organisation or place (الرئيس، وزير، شركة …).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from articles.arabic.tokens import terms

_TITLES: Final = frozenset(
    terms(
        "الرئيس رئيس رئيسة الملك الملكة الأمير الأميرة الشيخ السلطان الوزير وزير وزيرة السفير "
        "السفيرة النائب النائبة المستشار المستشارة الدكتور الدكتورة المهندس اللواء العميد الجنرال "
        "المحامي القاضي الفنان الفنانة المطرب المخرج الممثلة الكاتب الشاعر الروائي اللاعب المدرب "
        "المهاجم الحارس النجم السيد السيدة مدينة محافظة ولاية بلدة قرية شركة بنك حزب حركة جماعة "
        "منظمة جامعة نادي فريق قناة صحيفة وكالة مهرجان بطولة كأس"
    )
)

type SpelledTerm = tuple[str, str]
"""(term, word as the text spells it)."""


def name_collocations(
    headline: Sequence[SpelledTerm], lead: Sequence[SpelledTerm], rest: Iterable[str]
) -> Iterator[tuple[str, str, int]]:
    """(pair of terms, its words, count) for every pair that is probably a name.

    `rest` are the terms of the remaining text. Terms are without stopwords, so that a
    stopword between two words does not separate them.
    """
    rest = list(rest)
    counts: Counter[tuple[str, str]] = Counter(pairwise(rest))
    spelled: dict[tuple[str, str], str] = {}
    titled: set[tuple[str, str]] = set()
    for part in (headline, lead):
        previous = ""
        for (one, first), (two, second) in pairwise(part):
            counts[one, two] += 1
            spelled.setdefault((one, two), f"{first} {second}")
            if previous in _TITLES:
                titled.add((one, two))
            previous = one
    for pair, word in spelled.items():
        if pair[0] != pair[1] and (counts[pair] > 1 or pair in titled):
            yield " ".join(pair), word, counts[pair]

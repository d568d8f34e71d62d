"""Names in a script without capitals: pairs of words that stand together more than chance has it.

A pair counts when it stands in the headline or the lead and comes twice in what is read,
or right after a word that announces a person, an office or a body (الرئيس، وزير، شركة …).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from articles.arabic.tokens import terms

_ANNOUNCING: Final = frozenset(
    terms(
        "الرئيس رئيس رئيسة الملك الملكة الأمير الأميرة الشيخ السلطان الوزير وزير وزيرة السفير "
        "السفيرة النائب النائبة المستشار المستشارة الدكتور الدكتورة المهندس اللواء العميد الجنرال "
        "المحامي القاضي الفنان الفنانة المطرب المخرج الممثلة الكاتب الشاعر الروائي اللاعب المدرب "
        "المهاجم الحارس النجم السيد السيدة مدينة محافظة ولاية بلدة قرية شركة بنك حزب حركة جماعة "
        "منظمة جامعة نادي فريق قناة صحيفة وكالة مهرجان بطولة كأس"
    )
)

type Spelled = tuple[str, str]
"""A term and the word as the text spells it."""


def repeated_pairs(
    headline: Sequence[Spelled], lead: Sequence[Spelled], rest: Iterable[str]
) -> Iterator[tuple[str, str, int]]:
    """(pair of terms, its words, how often) for every pair that is likely a name.

    `rest` are the terms of the remaining text. Stop words are not among terms,
    so they do not part a pair.
    """
    rest = list(rest)
    counts: Counter[tuple[str, str]] = Counter(pairwise(rest))
    spelled: dict[tuple[str, str], str] = {}
    announced: set[tuple[str, str]] = set()
    for part in (headline, lead):
        previous = ""
        for (one, first), (two, second) in pairwise(part):
            counts[one, two] += 1
            spelled.setdefault((one, two), f"{first} {second}")
            if previous in _ANNOUNCING:
                announced.add((one, two))
            previous = one
    for pair, word in spelled.items():
        if pair[0] != pair[1] and (counts[pair] > 1 or pair in announced):
            yield " ".join(pair), word, counts[pair]

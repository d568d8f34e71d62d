"""Words of a byline that are not names: labels of roles («تصوير:») and professions."""

from typing import Final

from articles.arabic.normalize import fold

SOURCE: Final = "source"
"""The role of what is named after «المصدر:»; every other role is one of a byline."""

_LABELS: Final = {
    "writer": (
        "بقلم، كتب، كتبت، كتبه، كتبته، كتبها، كتابة، إعداد، أعده، أعدته، أعدها، تقرير، حوار، "
        "حاوره، حاورها، حاورته، حاورتها، أجرى الحوار، by، written by، words by، story by"
    ),
    "reporter": "متابعة، متابعات، تغطية، reporting by، reported by",
    "photographer": "تصوير، عدسة، بعدسة، photo by، photos by، photography by، pictures by",
    "translator": "ترجمة، ترجمها، ترجمته، translated by، translation by",
    "editor": "مراجعة، edited by، editing by",
    SOURCE: "نقلا عن",
}
# These are names too, or begin them, so they are labels only before a colon or alone.
_LABELS_ALONE: Final = {
    "writer": "words، text، author، writer، الكاتب، الكاتبة",
    "reporter": "reporting، reporter",
    "photographer": "صور، الصور، صورة، المصور، photo، photos، photography، photographer",
    "translator": "translation، translator",
    "editor": "تحرير، المحرر، editing، editor",
    SOURCE: "المصدر، المصادر، مصدر، source، sources",
}
_PROFESSIONS: Final = frozenset(
    fold(
        "مراسل مراسلة محرر محررة رئيس رئيسة مدير مديرة موفد موفدة مندوب مندوبة صحفي صحفية صحافي "
        "صحافية مصور مصورة محلل محللة خبير خبيرة باحث باحثة أستاذ أستاذة معلق معلقة"
    ).split()
)
_PROFESSIONS_AFTER_BAR: Final = _PROFESSIONS | {fold(word) for word in ("كاتب", "كاتبة")}
_ENGLISH_PROFESSIONS: Final = frozenset(
    ["correspondent", "reporter", "editor", "writer", "analyst", "columnist", "photographer"]
)


def _by_label(labels: dict[str, str]) -> dict[str, str]:
    return {fold(label.strip()): role for role, all_ in labels.items() for label in all_.split("،")}


_OPEN: Final = _by_label(_LABELS)
_ALL: Final = _OPEN | _by_label(_LABELS_ALONE)
_LONGEST: Final = max(len(label.split()) for label in _ALL)

WITHIN: Final = tuple(
    label.strip()
    for labels in (_LABELS, _LABELS_ALONE)
    for all_ in labels.values()
    for label in all_.split("،")
    if label.strip() != "by"  # the end of «photo by»
)
"""The labels; before a colon they also occur in the middle of a byline."""


def split_label(text: str) -> tuple[str, str]:
    """The role that the label at the beginning names, and the text after it; ("", text) without.

    Whole words only, longest label first.
    """
    words = text.split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        label = fold(" ".join(words[:size]))
        rest = " ".join(words[size:])
        if role := (_OPEN if rest else _ALL).get(label):
            return role, rest
    return "", text


def is_profession(text: str, *, beside_bar: bool) -> bool:
    """Whether the text says what somebody is («مراسل الشؤون») beside a name; «كاتب» only where a
    bar parts them, since pen names begin with it.
    """
    words = fold(text).split()
    known = _PROFESSIONS_AFTER_BAR if beside_bar else _PROFESSIONS
    return bool(words) and (words[0] in known or words[-1] in _ENGLISH_PROFESSIONS)

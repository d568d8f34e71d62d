"""What holds of every rule and any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text_checks import RULES, Edit, Finding, Version, apply, check
from tests.arabic.strategies import TEXTS
from tests.text_checks.versions import paragraphs, version

PIECES = st.lists(
    st.sampled_from(
        [
            *("إنتخابات", "الى", "اسرائيل", "هذة", "فى", "الساعه", "نتنياهو", "نتانياهو", "ترامب"),
            *("ثلاث", "رجال", "خمسة", "سنوات", "إلى", "الوزير", "2011", "٢٠١٢", "الـقاهرة", "ـ"),
            *('"', "«", "»", "(", ")", "“", "”", ",", "?", ".", "،", ":", "  ", "\xa0", "\n"),
            *(
                "😀",
                "👩\u200d💻",
                "َ",
                "ٌ",
                "\u200b",
                "\u200f",
                "\ufefb",
                "م\u06a9تب",
                "the",
                "https://a.example/",
            ),
        ]
    ),
    max_size=14,
)
ARABIC = PIECES.flatmap(
    lambda pieces: st.lists(
        st.sampled_from(["", " "]), min_size=len(pieces), max_size=len(pieces)
    ).map(lambda gaps: "".join(map("".join, zip(pieces, gaps, strict=True))))
)
WITH_EDITS = [
    rule
    for rule in RULES
    if not rule.startswith(("missing", "skipped", "duplicate", "long", "unbalanced", "headline_l"))
]


def _first_fixed(rule: str, of: Version) -> tuple[list[Finding], list[Finding]]:
    """The findings before and after the first one is mended."""
    before = check(of, (rule,))
    if not before:
        return [], []
    first = before[0]
    text = apply(of.passages[first.passage].text, first.edits)
    passages = list(of.passages)
    passages[first.passage] = passages[first.passage]._replace(text=text)
    return before, check(Version(of.language, tuple(passages)), (rule,))


@pytest.mark.parametrize("rule", WITH_EDITS)
@given(text=ARABIC)
def test_a_fix_removes_its_finding_and_adds_none_of_its_rule(rule: str, text: str) -> None:
    field = "headline" if rule.startswith("headline") else "body"
    before, after = _first_fixed(rule, version(text, field))
    assert len(after) < len(before) or not before


@given(texts=st.lists(TEXTS | ARABIC, max_size=3))
def test_marks_lie_in_their_passages_and_edits_in_their_marks(texts: list[str]) -> None:
    of = paragraphs(*texts)
    for finding in check(of):
        text = of.passages[finding.passage].text if finding.passage >= 0 else ""
        assert finding.text == text[finding.start : finding.end]
        ends = [
            finding.start,
            *(place for edit in finding.edits for place in edit[:2]),
            finding.end,
        ]
        assert ends == sorted(ends)


@given(before=TEXTS, after=TEXTS)
def test_positions_count_marks_and_emoji(before: str, after: str) -> None:
    text = f"{before}\n👩🏽\u200d💻 كِتَابٌ الى {after}"
    place = len(before) + len("\n👩🏽\u200d💻 كِتَابٌ ")
    of = version(text)
    marks = [(mark.start, mark.edits) for mark in check(of, ("initial_hamza",))]
    assert (place, (Edit(place, place + 1, "إ"),)) in marks


@given(text=ARABIC)
def test_a_text_in_another_language_has_no_arabic_faults(text: str) -> None:
    neutral = ("unbalanced", "double_space", "space_before", "invisible", "presentation_form")
    allowed = {*neutral, "repeated_word", "long_sentence", "missing_standfirst"}
    assert {finding.rule for finding in check(version(text, language="fa"))} <= allowed

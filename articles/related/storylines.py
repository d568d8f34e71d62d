"""Storylines: articles that continue one story, each assigned through an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from articles.related.scoring import ArticleFeatures, Scorer

MIN_OVERLAP: Final = 0.25
"""Least `Scorer.overlap` with the earlier article that is continued."""
MIN_LINE_OVERLAP: Final = 0.15
"""Least overlap with half of the recent articles of the storyline."""
WINDOW_DAYS: Final = 14.0
"""Days without an article after which a storyline is closed."""
MIN_OPENING_OVERLAP: Final = 0.3
"""Least share of the opening's matter that the earlier one's opening has too."""
MIN_HEADLINE_TERMS: Final = 2
MIN_HEADLINE_MATTER: Final = 8.0
"""Least terms and matter (idf · salience) that both headlines have: one name alone is a person's
or a place's next matter. Of 70 pairs drawn by seed 66 were one event; of 60 that were found with
0.2, 0.25 and 5.5 for a single term, 52."""


class Storyline(NamedTuple):
    """The storyline of an article.

    `number` is the primary key of its first article, which is also `first_article` if
    the storyline is new, so that the first article must be assigned to it.
    """

    number: int
    first_article: int | None


def find_storyline(scorer: Scorer, others: Iterable[ArticleFeatures]) -> Storyline | None:
    """The storyline that the scorer's source article continues, or None; no query.

    It continues the earlier article of the greatest overlap among those whose headline and
    opening tell of the same event, if half of the recent articles of that storyline overlap
    too: so a storyline does not drift from one story to another.
    """
    source = scorer.source
    earlier = [other for other in others if _is_earlier(other, source)]
    similar = [
        (overlap, other.pk, other)
        for other in earlier
        if _cover_one_event(scorer, other) and (overlap := scorer.overlap(other)) >= MIN_OVERLAP
    ]
    if not similar:
        return None
    previous = max(similar, key=lambda each: each[:2])[-1]
    if previous.line is None:
        return Storyline(previous.pk, previous.pk)
    recent = [other for other in earlier if other.line == previous.line]
    overlapping = sum(scorer.overlap(other) >= MIN_LINE_OVERLAP for other in recent)
    return Storyline(previous.line, None) if 2 * overlapping >= len(recent) else None


def _is_earlier(other: ArticleFeatures, source: ArticleFeatures) -> bool:
    days = source.day - other.day
    return 0 < days <= WINDOW_DAYS or (days == 0 and other.pk < source.pk)


def _cover_one_event(scorer: Scorer, other: ArticleFeatures) -> bool:
    """Whether headlines and openings share enough matter; formulae are none."""
    shared = scorer.source.vector.headline & other.vector.headline
    return (
        len(shared) >= MIN_HEADLINE_TERMS
        and scorer.matter_of(shared) >= MIN_HEADLINE_MATTER
        and scorer.opening_overlap(other) >= MIN_OPENING_OVERLAP
    )

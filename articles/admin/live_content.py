"""What readers see of an article, as content that can be compared with a version."""

from __future__ import annotations

from collections.abc import Iterable

from articles import content
from articles.conf import LANGUAGES
from articles.models import Article
from articles.workflow import lineage


def live_beside(
    article: Article, other: content.Data, *, parts: Iterable[str] = (*LANGUAGES, content.SHARED)
) -> content.Data | None:
    """The live content of the published ones of the parts, and of the rest that of `other`.

    So that what is not published does not count as a difference. None where none of the parts is
    published. One query.
    """
    live = lineage.live_by_part(article, parts)
    rows = article.revisions.in_bulk(set(live.values()))
    data = dict(other)
    for part, number in live.items():
        shown = content.read(rows[number])
        data |= {name: shown.get(name) for name in content.part_fields(part)}
    return data if live else None

"""The content of both parents that a merged revision does not contain."""

from __future__ import annotations

from typing import NamedTuple

from articles import content
from articles.admin import merge_page
from articles.admin.revision_content import FieldFormatter, field_label, field_language
from articles.merging import MINE, NEWEST, Conflict, Removal
from articles.models import Article, Revision


class DroppedContent(NamedTuple):
    """Paragraphs of one field of the version of `name` that the merge dropped."""

    label: str
    language: str
    name: str
    texts: list[str]


def dropped_content(article: Article, revision: Revision) -> list[DroppedContent]:
    """What the revision lacks of what was in conflict, or taken out by one side, in the merge.

    Empty for one that is no merge; a dozen queries otherwise.
    """
    numbers = [pk for pk in (revision.base_id, revision.merged_id) if pk is not None]
    rows = article.revisions.select_related("created_by").in_bulk(numbers)
    if revision.merged_id is None or len(rows) < len({revision.base_id, revision.merged_id}):
        return []
    newest, mine = (rows[pk] for pk in numbers)
    pair = merge_page.get_pair(article, newest, mine)
    stands = content.read(revision)
    names = FieldFormatter(pair.base or {}, content.read(newest), content.read(mine), stands)
    people = merge_page.version_labels(newest, mine)
    found = [
        each for conflict in pair.merged.conflicts for each in _of(conflict, names, stands, people)
    ]
    found += [_taken_out(removal, names, stands, people) for removal in pair.merged.removals]
    return [each for each in found if each.texts]


def _of(
    conflict: Conflict, names: FieldFormatter, stands: content.Data, people: dict[str, str]
) -> list[DroppedContent]:
    _base, *sides, now = merge_page.conflict_texts(conflict, names, stands)
    label, language = field_label(conflict.field), field_language(conflict.field)
    return [
        DroppedContent(label, language, name, merge_page.unique_texts(side, now))
        for side, name in zip(sides, people.values(), strict=True)
    ]


def _taken_out(
    removal: Removal, names: FieldFormatter, stands: content.Data, people: dict[str, str]
) -> DroppedContent:
    """The removed value, as the other side still had it."""
    texts, now = merge_page.removal_texts(removal, names, stands)
    label, language = field_label(removal.field), field_language(removal.field)
    name = people[MINE if removal.side == NEWEST else NEWEST]
    return DroppedContent(label, language, name, merge_page.unique_texts(texts, now))

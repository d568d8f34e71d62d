"""The view that compares two versions of an article, or a version with what readers see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin import merge_losses
from articles.admin.editing import current_user, desk_url, render_page
from articles.admin.history import get_revision, get_viewable
from articles.admin.live_content import live_beside
from articles.admin.revision_content import FieldChange, field_changes
from articles.admin.text_diff import ignoring
from articles.models import Article, Revision
from articles.workflow.article_version import current_version

LIVE: Final = "live"
"""In place of a number: what readers see."""
IGNORABLE: Final = ("tashkeel", "tatweel")
"""What `?ignore=` may name, several times."""


class Side(NamedTuple):
    """One side of the comparison; `revision` is None for what readers see."""

    name: str
    revision: Revision | None


class Neighbour(NamedTuple):
    """Another comparison of the newer version: what with, and its query string."""

    label: str
    query: str
    is_shown: bool


def compare_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """`?old=&new=`: two versions, field by field; either may be `live`, what readers see.

    `ignore=tashkeel` and `ignore=tatweel` show words that differ by these alone as the same;
    `view=beside` puts the old beside the new. For a merged version also what the merge dropped from
    either parent. Ten queries; a dozen more for a merged version.
    """
    article = get_viewable(model_admin, request, pk)
    old, new = _sides(article, request)
    ignored = [name for name in IGNORABLE if name in request.GET.getlist("ignore")]
    context = {
        "title": _("Two versions compared"),
        "subtitle": str(article),
        "article": article,
        "old": old,
        "new": new,
        "ignored": ignored,
        "is_beside": request.GET.get("view") == "beside",
        "neighbours": _neighbours(article, old, new),
        "changes": _changes(article, old, new, ignored),
        "dropped": merge_losses.dropped_content(article, new.revision) if new.revision else [],
        "version": current_version(article),
        "restorable": _restorable(article, old, new, request),
    }
    return render_page(model_admin, request, "compare", context)


def _sides(article: Article, request: HttpRequest) -> tuple[Side, Side]:
    """The older side and the newer; what readers see stands as the old one. Raises Http404."""
    names = [request.GET.get(name, "") for name in ("old", "new")]
    rows = [None if name == LIVE else get_revision(article, name) for name in names]
    first, *others = sorted(rows, key=lambda row: row.pk if row else 0)
    [last] = others
    if last is None:
        raise Http404
    return _side(first), _side(last)


def _side(revision: Revision | None) -> Side:
    return Side(str(revision.pk) if revision else LIVE, revision)


def _changes(article: Article, old: Side, new: Side, ignored: Sequence[str]) -> list[FieldChange]:
    assert new.revision is not None
    after = content.read(new.revision)
    before = content.read(old.revision) if old.revision else live_beside(article, after)
    if before is None:
        raise Http404
    key = ignoring(tashkeel="tashkeel" in ignored, tatweel="tatweel" in ignored)
    return field_changes(before, after, key=key)


def _neighbours(article: Article, old: Side, new: Side) -> list[Neighbour]:
    """The other comparisons at hand: with the bases, with the newest, with what readers see."""
    assert new.revision is not None
    with_base = _("with version %(number)s, which it was made from")
    found: list[tuple[str, object, object]] = [
        (with_base % {"number": number}, number, new.name)
        for number in dict.fromkeys((new.revision.base_id, new.revision.merged_id))
        if number
    ]
    latest = article.latest_revision_id
    if latest and new.revision.pk != latest:
        found.append((_("with the newest version"), new.name, latest))
    if old.revision and latest and latest not in (old.revision.pk, new.revision.pk):
        found.append((_("the older one with the newest version"), old.name, latest))
    if article.published_languages():
        found.append((_("with what readers see"), LIVE, new.name))
    shown = (old.name, new.name)
    return [
        Neighbour(label, f"old={one}&new={other}", (str(one), str(other)) == shown)
        for label, one, other in found
    ]


def _restorable(article: Article, old: Side, new: Side, request: HttpRequest) -> str:
    """The address that restores fields of the older version over the newest; "" for none."""
    verbs = workflow.verbs_for(article, current_user(request), at=timezone.now())
    is_newest = new.revision is not None and new.revision.pk == article.latest_revision_id
    if old.revision is None or not is_newest or old.revision == new.revision:
        return ""
    return desk_url(article, "restore", old.revision.pk) if "restore" in verbs else ""

"""Views of an article's history: the log and the versions, one version, restoring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin import activity, unsaved
from articles.admin.editing import current_user, desk_url, get_article, render_page
from articles.admin.revision_content import FIELD_NAMES, field_label, field_values
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Outdated, OutsideSections, Refused
from articles.models import Article, Revision, Submission
from articles.primary_keys import is_primary_key
from articles.submissions import done, once
from articles.workflow.article_version import ArticleVersion, current_version
from articles.workflow.lineage import live_revisions
from articles.workflow.rules import VERBS

MAX_ROWS: Final = 200


def get_viewable(model_admin: Any, request: HttpRequest, pk: int | str) -> Article:
    """The article; raises Http404, and PermissionDenied for those who may not see it."""
    article = get_article(pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def get_revision(article: Article, number: Any) -> Revision:
    """The article's revision of that number, with who saved it; raises Http404. One query."""
    rows = article.revisions.select_related("created_by")
    revision = rows.filter(pk=number).first() if is_primary_key(str(number)) else None
    if revision is None:
        raise Http404
    return revision


def history_view(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """The last 200 revisions and transitions, newest first; five queries besides the article."""
    article = get_viewable(model_admin, request, pk)
    rows_of_revisions = article.revisions.defer("data").select_related("created_by")
    revisions = list(rows_of_revisions.newest_first()[:MAX_ROWS])
    chosen_old, chosen_new = _default_comparison(article, revisions)
    transitions = article.transitions.select_related("by").order_by("-at", "-pk")[:MAX_ROWS]
    context = {
        "title": _("History"),
        "subtitle": str(article),
        "article": article,
        "revisions": revisions,
        "autosaves": unsaved.listed(article.autosaves.with_changes()),
        "chosen_old": chosen_old,
        "chosen_new": chosen_new,
        "entries": activity.log_entries(transitions),
        "live": _live_revision_ids(article, at=timezone.now()),
        "is_published": bool(article.published_languages()),
    }
    return render_page(model_admin, request, "history", context)


def _live_revision_ids(article: Article, *, at: datetime) -> set[int]:
    """The ids of the revisions that readers see in any language at the moment."""
    shown = [code for code in LANGUAGES if article.is_visible(language=code, at=at)]
    return set(live_revisions(article, [*shown, content.SHARED] if shown else []))


def _default_comparison(
    article: Article, revisions: Sequence[Revision]
) -> tuple[int | None, int | None]:
    """The ids of the two revisions that are preselected, the older first.

    The newest revision and its base; for a merged one the second parent, so that the
    comparison shows what the merge dropped.
    """
    shown = {row.pk: row for row in revisions}
    first = next(iter(revisions), None)
    new = shown.get(article.latest_revision_id or 0, first)
    if new is None:
        return None, None
    older = next((row.pk for row in revisions if row.pk < new.pk), new.pk)
    candidates = (new.merged_id, new.base_id, older)
    return next(pk for pk in candidates if pk in shown), new.pk


def revision_view(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One revision's content, with a button to restore it."""
    return _render_revision(model_admin, request, pk, number, seen=None)


def _render_revision(
    model_admin: Any, request: HttpRequest, pk: int, number: int, *, seen: ArticleVersion | None
) -> HttpResponse:
    """The page of the revision, with what happened since `seen` if that is given."""
    article = get_viewable(model_admin, request, pk)
    chosen = get_revision(article, number)
    latest = article.latest_revision
    context = {
        "title": _("Version %(number)s") % {"number": chosen.pk},
        "subtitle": str(article),
        "article": article,
        "revision": chosen,
        "fields": field_values(chosen),
        "differing": _differing(chosen, latest) if latest else [],
        "restore": VERBS["restore"].label,
        "version": current_version(article),
        "activity": activity.activity_since(article, seen) if seen else None,
        "may_restore": chosen.pk != article.latest_revision_id
        and "restore" in workflow.verbs_for(article, current_user(request), at=timezone.now()),
    }
    return render_page(model_admin, request, "revision", context)


def _differing(revision: Revision, latest: Revision) -> list[str]:
    """The names of the fields that are not as in the newest version."""
    old, new = content.read(revision), content.read(latest)
    return [name for name in FIELD_NAMES if old.get(name) != new.get(name)]


def restore_view(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """POST: make an older revision the newest draft; GET redirects to the revision.

    With `field` (several times) only these fields, and the others stay as they are.
    When something was saved or done since the page was made, shows that and asks again.
    """
    article = get_viewable(model_admin, request, pk)
    chosen = get_revision(article, number)
    if request.method != "POST":
        return HttpResponseRedirect(desk_url(article, "revision", chosen.pk))

    seen = activity.seen_version(request, article)

    def act(submission: Submission) -> HttpResponse:
        try:
            by = current_user(request)
            restored = workflow.restore(
                article, revision=chosen, by=by, fields=_chosen_fields(request), seen=seen
            )
        except OutsideSections as refusal:
            messages.error(request, str(refusal))
        except NotAllowed:
            raise PermissionDenied from None
        except Outdated as refusal:
            messages.error(request, str(refusal))
            return _render_revision(model_admin, request, pk, number, seen=seen)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            done(submission, target=article.pk, revision=restored.pk)
            messages.success(request, _("The version was restored as the newest draft."))
        return HttpResponseRedirect(desk_url(article))

    return once(request, act)


def _chosen_fields(request: HttpRequest) -> dict[str, str] | None:
    """The label of each field that the form names, by its name; None for the whole version."""
    names = [name for name in request.POST.getlist("field") if name in FIELD_NAMES]
    return {name: field_label(name) for name in names} or None

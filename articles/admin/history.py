"""What happened to an article: its revisions and transitions, two revisions compared, restoring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin import contents, differences, losses, since
from articles.admin.editing import address, load, person
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Outdated, Refused
from articles.models import Article, Revision, Submission
from articles.primary_keys import is_primary_key
from articles.submissions import done, once
from articles.workflow.lineage import live_revisions
from articles.workflow.rules import VERBS
from articles.workflow.seen import Seen, on_page

SHOWN_AT_MOST: Final = 200


def _article(desk: Any, request: HttpRequest, pk: int | str) -> Article:
    article = load(pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    return article


def _revision(article: Article, number: Any) -> Revision:
    rows = article.revisions.select_related("created_by")
    revision = rows.filter(pk=number).first() if is_primary_key(str(number)) else None
    if revision is None:
        raise Http404
    return revision


def _page(desk: Any, request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    shared = desk.admin_site.each_context(request) | {"opts": desk.opts, "media": desk.media}
    template = f"admin/articles/article/{name}.html"
    return TemplateResponse(request, template, shared | context)


def history(desk: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """The last revisions and transitions, the newest first; four queries beside the article's."""
    article = _article(desk, request, pk)
    rows_of_revisions = article.revisions.defer("data").select_related("created_by")
    revisions = list(rows_of_revisions.newest_first()[:SHOWN_AT_MOST])
    chosen_old, chosen_new = _offered(article, revisions)
    transitions = article.transitions.select_related("by").order_by("-at", "-pk")[:SHOWN_AT_MOST]
    context = {
        "title": _("History"),
        "subtitle": str(article),
        "article": article,
        "revisions": revisions,
        "chosen_old": chosen_old,
        "chosen_new": chosen_new,
        "entries": since.entries(transitions),
        "live": _seen_by_readers(article, at=timezone.now()),
        "may_restore": "restore" in workflow.verbs_for(article, person(request), at=timezone.now()),
    }
    return _page(desk, request, "history", context)


def _seen_by_readers(article: Article, *, at: datetime) -> set[int]:
    """The versions (ids) that readers see at the moment, of some language or of all."""
    shown = [code for code in LANGUAGES if article.is_visible(language=code, at=at)]
    return set(live_revisions(article, [*shown, content.SHARED] if shown else []))


def _offered(article: Article, revisions: Sequence[Revision]) -> tuple[int | None, int | None]:
    """Which two of the shown versions are chosen at first, the old one and the new one.

    The newest beside what it was made upon; a merged one beside the version that was
    merged into it, so that what the merge dropped is seen.
    """
    shown = {row.pk: row for row in revisions}
    first = next(iter(revisions), None)
    new = shown.get(article.latest_revision_id or 0, first)
    if new is None:
        return None, None
    older = next((row.pk for row in revisions if row.pk < new.pk), new.pk)
    candidates = (new.merged_id, new.base_id, older)
    return next(pk for pk in candidates if pk in shown), new.pk


def compare(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions, field by field and word by word; `bare` hides vowel marks and tatweel.

    Of a merged one it says also what the merge dropped of either side.
    """
    article = _article(desk, request, pk)
    pair = [_revision(article, request.GET.get(name, "")) for name in ("old", "new")]
    old, new = sorted(pair, key=attrgetter("pk"))
    is_bare = bool(request.GET.get("bare"))
    key = differences.bare if is_bare else differences.exact
    context = {
        "title": _("Two versions compared"),
        "subtitle": str(article),
        "article": article,
        "old": old,
        "new": new,
        "is_bare": is_bare,
        "made_from": [pk for pk in (new.base_id, new.merged_id) if new.merged_id and pk],
        "dropped": losses.dropped(article, new),
        "changes": contents.changes(content.read(old), content.read(new), key=key),
    }
    return _page(desk, request, "compare", context)


def revision(desk: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One revision's content, and the button that restores it."""
    return _shown(desk, request, pk, number, seen=None)


def _shown(
    desk: Any, request: HttpRequest, pk: int, number: int, *, seen: Seen | None
) -> HttpResponse:
    """The page of the revision; of an outdated one (`seen`) with what was saved and done since."""
    article = _article(desk, request, pk)
    chosen = _revision(article, number)
    context = {
        "title": _("Version %(number)s") % {"number": chosen.pk},
        "subtitle": str(article),
        "article": article,
        "revision": chosen,
        "fields": contents.shown(chosen),
        "restore": VERBS["restore"].label,
        "seen": on_page(article),
        "since": since.since(article, seen) if seen else None,
        "may_restore": chosen.pk != article.latest_revision_id
        and "restore" in workflow.verbs_for(article, person(request), at=timezone.now()),
    }
    return _page(desk, request, "revision", context)


def restore(desk: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make an older revision the newest draft; only by POST.

    When something was saved or done since the page was made, it says so and asks again.
    """
    article = _article(desk, request, pk)
    chosen = _revision(article, number)
    if request.method != "POST":
        return HttpResponseRedirect(address(article, "revision", chosen.pk))

    seen = since.seen_by(request, article)

    def act(submission: Submission) -> HttpResponse:
        try:
            restored = workflow.restore(article, revision=chosen, by=person(request), seen=seen)
        except NotAllowed:
            raise PermissionDenied from None
        except Outdated as refusal:
            messages.error(request, str(refusal))
            return _shown(desk, request, pk, number, seen=seen)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            done(submission, target=article.pk, revision=restored.pk)
            messages.success(request, _("The version was restored as the newest draft."))
        return HttpResponseRedirect(address(article))

    return once(request, act)

"""The pages and buttons of one assignment: its verbs, its notes, the article it becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.editing import current_user, desk_url
from articles.errors import NotAllowed, Refused
from articles.models import Submission
from articles.submissions import done, once
from articles.workflow.rules import EFFECTIVE_STATES, effective_state
from newsroom.planning import assignments
from newsroom.planning.models import Assignment, Status


def assignment_url(assignment: Assignment) -> str:
    """The URL of the assignment's form."""
    return reverse("admin:planning_assignment_change", args=[assignment.pk])


def page_context(assignment: Assignment, user: Any, *, at: datetime) -> dict[str, Any]:
    """What the assignment's page shows beside its form; two queries, one for the notes.

    Whoever looks at it has read what they were told of it.
    """
    assignments.seen(assignment, user, at=at)
    standing = assignment.standing(at=at)
    article = assignment.article
    state = effective_state(article, at=at) if article else ""
    return {
        "assignment": assignment,
        "standing": standing,
        "standing_label": Status(standing).label,
        "is_overdue": assignment.is_overdue(at=at),
        "article_state": state,
        "article_state_label": EFFECTIVE_STATES.get(state, ""),
        "verbs": [
            (name, assignments.VERBS[name].label)
            for name in assignments.verbs_for(assignment, user, at=at)
        ],
        "may_begin": assignments.may_begin(user, assignment),
        "may_note": user.has_perm("planning.change_assignment"),
        "thread": assignment.thread.select_related("author").order_by("written_at", "pk"),
        "longest_note": assignments.MAX_NOTE,
    }


def _acting(
    model_admin: Any,
    request: HttpRequest,
    pk: int,
    perform: Callable[[Assignment], str],
) -> HttpResponse:
    """Do it once, and lead where `perform` says; a refusal is shown on the assignment's page."""
    assignment = Assignment.objects.for_lists().filter(pk=pk).first()
    if assignment is None:
        raise Http404
    if not model_admin.has_view_permission(request, assignment):
        raise PermissionDenied

    def act(submission: Submission) -> HttpResponse:
        try:
            where = perform(assignment)
        except NotAllowed:
            raise PermissionDenied from None
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(assignment_url(assignment))
        done(submission, target=assignment.pk)
        return HttpResponseRedirect(where)

    return once(request, act)


def do_view(model_admin: Any, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """POST: do one of `assignments.VERBS`; 403 for somebody else's, 404 for an unknown one."""
    if verb not in assignments.VERBS:
        raise Http404

    def perform(assignment: Assignment) -> str:
        assignments.act(verb, assignment, by=current_user(request))
        messages.success(request, str(assignments.VERBS[verb].said))
        return assignment_url(assignment)

    return _acting(model_admin, request, pk, perform)


def article_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """POST: begin the assignment's article and open it; the one there is, where it is begun."""

    def perform(assignment: Assignment) -> str:
        article, is_new = assignments.begin_article(assignment, by=current_user(request))
        if is_new:
            messages.success(request, _("The article was created."))
        else:
            messages.info(request, _("The assignment has this article already."))
        return desk_url(article)

    return _acting(model_admin, request, pk, perform)


def note_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """POST `text`: add a note to the thread."""

    def perform(assignment: Assignment) -> str:
        assignments.add_note(assignment, request.POST.get("text", ""), by=current_user(request))
        return f"{assignment_url(assignment)}#thread"

    return _acting(model_admin, request, pk, perform)


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the assignments' own."""

    def page(route: str, view: Any, name: str) -> URLPattern:
        posted = require_POST(partial(view, model_admin))
        wrapped = model_admin.admin_site.admin_view(posted)
        route_of_it: URLPattern = path(route, wrapped, name=f"planning_assignment_{name}")
        return route_of_it

    return [
        page("<int:pk>/do/<slug:verb>/", do_view, "do"),
        page("<int:pk>/article/", article_view, "article"),
        page("<int:pk>/note/", note_view, "note"),
    ]

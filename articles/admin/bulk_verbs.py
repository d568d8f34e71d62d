"""A verb done to several articles of the list: each on its own, with a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import Action, ActionLocation
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.admin.bulk_rows import bulk_rows
from articles.admin.editing import current_user
from articles.admin.verb_forms import note_field
from articles.admin.verbs import EXPLANATIONS
from articles.errors import Refused
from articles.models import Article, Submission
from articles.models.fields import number_in
from articles.submissions import done, once
from articles.workflow.article_version import (
    ArticleVersion,
    with_newest_transition,
)
from articles.workflow.rules import EFFECTIVE_STATES, VERBS, effective_state

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MOST: Final = 100
"""Articles of one report."""
BULK: Final[Mapping[str, Callable[..., Article]]] = {
    "submit": workflow.submit,
    "approve": workflow.approve,
    "send_back": workflow.send_back,
    "publish": workflow.publish,
    "update": workflow.update,
    "withdraw": workflow.withdraw,
}
"""The verbs that need no more than a note; the others are decided article by article."""


class _NoteForm(forms.Form):
    note = note_field(gettext_lazy("note for colleagues"))


class Outcome(NamedTuple):
    """What became of one article; `reason` is "" where the verb was done."""

    article: Article
    reason: str
    state: str
    label: object


def actions(user: User) -> dict[str, Action]:
    """The actions of the list that the role has the permission for, as Django's admin has them."""
    found = {}
    for verb in BULK:
        label: Any = VERBS[verb].label
        if user.has_perm(VERBS[verb].permission):
            act = partial(confirm, verb=verb)
            found[verb] = Action(act, verb, label, label, [ActionLocation.CHANGE_LIST])
    return found


def confirm(model_admin: Any, request: HttpRequest, rows: Any, *, verb: str) -> HttpResponse | None:
    """The page that says how the chosen articles stand and asks for a note; five queries."""
    numbers = list(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        said = _("At most %(count)s articles at once. Choose fewer.") % {"count": MOST}
        messages.error(request, said)
        return None
    return _page(model_admin, request, verb, _articles(numbers), _note_form(verb))


def bulk_view(model_admin: Any, request: HttpRequest, verb: str) -> HttpResponse:
    """POST {article: [version], note}: do the verb to each, and report; GET leads to the list.

    A version is "id:version" as the page showed it: what was changed since is refused. 404 for an
    unknown verb.
    """
    if verb not in BULK:
        raise Http404
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if not current_user(request).has_perm(VERBS[verb].permission):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    return once(request, partial(_perform, model_admin, request, verb))


def _perform(
    model_admin: Any, request: HttpRequest, verb: str, submission: Submission
) -> HttpResponse:
    seen = _seen_versions(request)
    form = _note_form(verb, request.POST)
    articles = _articles(seen)
    if not articles or not form.is_valid():
        return _page(model_admin, request, verb, articles, form)
    by, note = current_user(request), form.cleaned_data["note"]
    # In the order in which the verbs lock, so that two reports do not wait for each other.
    reasons = {row.pk: _refusal(verb, row, by, note, seen[row.pk]) for row in articles}
    done(submission, target=verb)
    at = timezone.now()
    outcomes = []
    for row in _articles(seen):
        state = effective_state(row, at=at)
        outcomes.append(Outcome(row, reasons[row.pk], state, EFFECTIVE_STATES[state]))
    finished = [each for each in outcomes if not each.reason]
    context = model_admin.admin_site.each_context(request) | {
        "title": VERBS[verb].label,
        "opts": model_admin.opts,
        "finished": finished,
        "refused": [each for each in outcomes if each.reason],
        "summary": ngettext(
            "Done to %(count)s article.", "Done to %(count)s articles.", len(finished)
        )
        % {"count": len(finished)},
    }
    return TemplateResponse(request, "admin/articles/article/bulk_report.html", context)


def _refusal(verb: str, article: Article, by: User, note: str, seen: ArticleVersion) -> str:
    """Do the verb; the words of its refusal, "" when it was done."""
    try:
        BULK[verb](article, by=by, note=note, seen=seen)
    except Refused as refusal:
        return str(refusal)
    return ""


def _seen_versions(request: HttpRequest) -> dict[int, ArticleVersion]:
    """The chosen articles (id) and their versions as the page showed them, MOST at most."""
    found = {}
    for sent in request.POST.getlist("article")[:MOST]:
        number, _colon, version = sent.partition(":")
        pk = number_in(number)
        if pk is not None:
            found[pk] = ArticleVersion.parse(version)
    return found


def _articles(numbers: Any) -> list[Article]:
    """The articles (ids) by their ids, with what `bulk_rows` needs; one query."""
    rows = with_newest_transition(Article.objects.without_bodies().with_last_move())
    rows = rows.select_related("latest_revision")
    return list(rows.filter(pk__in=list(numbers)).order_by("pk"))


def _note_form(verb: str, posted: Any = None) -> _NoteForm:
    form = _NoteForm(posted)
    if verb == "send_back":
        form.fields["note"].required = True
        form.fields["note"].label = _("what the author should change")
    return form


def _page(
    model_admin: Any, request: HttpRequest, verb: str, articles: list[Article], form: _NoteForm
) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | {
        "title": VERBS[verb].label,
        "opts": model_admin.opts,
        "verb": verb,
        "label": VERBS[verb].label,
        "explanation": EXPLANATIONS[verb],
        "form": form,
        "rows": bulk_rows(articles, verb, by=current_user(request), at=timezone.now()),
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)

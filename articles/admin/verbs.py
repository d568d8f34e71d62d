"""The view of each workflow verb: its form, and the call of `articles.workflow` it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import content, workflow
from articles.admin import activity, moments
from articles.admin.article_state import affected_parts, scheduled_items, unmerged_revisions
from articles.admin.editing import current_user, desk_url, get_article
from articles.admin.verb_forms import (
    CorrectForm,
    KillForm,
    LanguagesForm,
    NoteForm,
    ScheduleForm,
    SendBackForm,
    UpdateForm,
    VerbForm,
    WithdrawForm,
)
from articles.conf import LANGUAGES, language_name
from articles.errors import NotAllowed, OutsideSections, Refused
from articles.local_times import spoken
from articles.models import Article, Submission
from articles.models.urls import localized_url
from articles.submissions import done, once
from articles.templatetags.wording import date_time
from articles.workflow.article_version import ArticleVersion, current_version
from articles.workflow.rules import VERBS, effective_state, open_kill_request, state_label

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


type VerbAction = Callable[[Any, Article, "User"], object]


def _publish(form: LanguagesForm, article: Article, by: User) -> object:
    cleaned = form.cleaned_data
    return workflow.publish(
        article,
        by=by,
        languages=cleaned["languages"] or None,
        seen=form.version(),
        approves=cleaned.get("approves", False),
        note=cleaned["note"],
    )


def _schedule(form: ScheduleForm, article: Article, by: User) -> object:
    """Returns the success message, which says when that is."""
    cleaned = form.cleaned_data
    workflow.schedule(
        article,
        by=by,
        moment=cleaned["moment"],
        languages=cleaned["languages"] or None,
        seen=form.version(),
        approves=cleaned.get("approves", False),
        note=cleaned["note"],
    )
    said = spoken(cleaned["moment"], timezone.now())
    return gettext("The article was scheduled. It goes live on %(moment)s.") % {"moment": said}


def _update(form: UpdateForm, article: Article, by: User) -> object:
    """Returns the success message, which depends on the moment and on what was changed."""
    cleaned = form.cleaned_data
    changed = form.changed()
    workflow.update(
        article,
        by=by,
        **form.parts(),
        moment=cleaned["moment"],
        significant=cleaned["significant"],
        seen=form.version(),
        note=cleaned["note"],
    )
    if cleaned["moment"]:
        return gettext("The changes are scheduled for %(moment)s.") % {
            "moment": date_time(cleaned["moment"])
        }
    if changed:
        return gettext("The changes were published.")
    if cleaned["significant"]:
        return gettext("Nothing was new; readers are told that the article was updated now.")
    return gettext("Nothing was new: readers see the same text as before.")


def _correct(form: CorrectForm, article: Article, by: User) -> object:
    return workflow.correct(
        article, by=by, languages=form.languages(), notes=form.notes(), seen=form.version()
    )


def _withdraw(form: WithdrawForm, article: Article, by: User) -> object:
    return workflow.withdraw(
        article,
        by=by,
        languages=form.languages(),
        notes=form.notes(),
        seen=form.version(),
        note=form.cleaned_data["note"],
    )


def _kill(form: KillForm, article: Article, by: User) -> object:
    reason = form.cleaned_data["note"]
    return workflow.kill(article, by=by, reason=reason, seen=form.version())


def _request_kill(form: KillForm, article: Article, by: User) -> object:
    reason = form.cleaned_data["note"]
    return workflow.request_kill(article, by=by, reason=reason, seen=form.version())


def _unschedule(form: VerbForm, article: Article, by: User) -> object:
    return workflow.unschedule(article, by=by, seen=form.version())


def _with_note(verb: Callable[..., object]) -> VerbAction:
    return lambda form, article, by: verb(
        article, by=by, seen=form.version(), note=form.cleaned_data["note"]
    )


VERB_PAGES: Final[dict[str, tuple[type[VerbForm], VerbAction, object]]] = {
    "submit": (NoteForm, _with_note(workflow.submit), _("The article was submitted for review.")),
    "send_back": (SendBackForm, _with_note(workflow.send_back), _("The article was sent back.")),
    "approve": (NoteForm, _with_note(workflow.approve), _("The article was approved.")),
    "publish": (LanguagesForm, _publish, _("The article was published.")),
    "schedule": (ScheduleForm, _schedule, _("The article was scheduled.")),
    "unschedule": (VerbForm, _unschedule, _("The schedule was cancelled.")),
    "update": (UpdateForm, _update, _("The changes were published.")),
    "correct": (CorrectForm, _correct, _("The correction was published.")),
    "withdraw": (WithdrawForm, _withdraw, _("The article was withdrawn.")),
    "request_kill": (
        KillForm,
        _request_kill,
        _("The kill was asked for. It waits for somebody else to confirm it."),
    ),
    "decline_kill": (
        NoteForm,
        _with_note(workflow.decline_kill),
        _("The request was closed; the article stays as it is."),
    ),
    "kill": (KillForm, _kill, _("The article was killed.")),
    "unkill": (NoteForm, _with_note(workflow.unkill), _("The kill was undone.")),
}
"""By verb: form class, action, success message (unless the action returns a `str`)."""

APPROVING: Final = ("approve", "publish", "schedule")
"""The verbs whose pages show what was changed since the approval."""

PUBLISHING: Final = ("publish", "schedule")
"""The verbs whose pages show the page of each language as readers will get it."""

_CHANGES: Final[dict[str, Callable[[Article], activity.TextChange | None]]] = {
    "publish": activity.change_on_return,
    "schedule": activity.change_on_return,
    "update": activity.change_for_readers,
    "correct": activity.change_for_readers,
    "withdraw": activity.removal_for_readers,
    "request_kill": activity.removal_for_readers,
    "kill": activity.removal_for_readers,
}
"""By verb: what its page shows that readers see anew, or no longer."""

CARRYING: Final = ("submit", *APPROVING, "update", "correct")
"""The verbs that carry the newest version on, whose pages name versions not merged into it."""

EXPLANATIONS: Final[dict[str, object]] = {
    "submit": _("An editor will review the article."),
    "send_back": _("The article becomes a draft again, and the author sees your note."),
    "approve": _("The article is ready to be published."),
    "publish": _("Readers see the article at once."),
    "schedule": _("Readers see the article from this moment on."),
    "unschedule": _("What is scheduled does not happen; the text stays."),
    "update": _("The newest text replaces what readers see."),
    "correct": _("The newest text goes live with a dated note that readers see for good."),
    "withdraw": _("Readers no longer find the article; it may return."),
    "request_kill": _("Nothing changes for readers until somebody else confirms the kill."),
    "decline_kill": _("The request for a kill is closed; the article stays as it is."),
    "kill": _("The article is gone for good from every page, feed and cache."),
    "unkill": _("The article returns as withdrawn or as a draft."),
}


def verb_view(model_admin: Any, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """GET: the verb's form. POST: do it; a refusal is shown and the form keeps its values.

    `?seen=` is the version that the page that linked here showed. When something was saved or done
    since, the page shows that and asks again. 404 for an unknown verb.
    """
    if verb not in VERB_PAGES:
        raise Http404
    if not model_admin.has_view_permission(request, get_article(pk)):
        raise PermissionDenied
    return once(request, partial(_verb_page, model_admin, request, pk, verb))


def _verb_page(
    model_admin: Any, request: HttpRequest, pk: int, verb: str, submission: Submission
) -> HttpResponse:
    article = get_article(pk)
    at = timezone.now()
    form_class, perform, message = VERB_PAGES[verb]
    refusal = _refusal(article, verb, request, at)
    if refusal is not None:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(desk_url(article))
    seen = activity.seen_version(request, article)
    form = form_class(_posted_data(request, article), article=article, at=at)
    if request.method == "POST" and seen == current_version(article) and form.is_valid():
        try:
            with transaction.atomic():
                result = perform(form, article, current_user(request))
        except Refused as error:
            messages.error(request, str(error))
            article = get_article(pk)
            form = form_class(_posted_data(request, article), article=article, at=at)
        else:
            done(submission, target=article.pk)
            messages.success(request, _success_message(article, form.version(), result, message))
            return HttpResponseRedirect(desk_url(article))
    context = model_admin.admin_site.each_context(request) | {
        "title": VERBS[verb].label,
        "opts": model_admin.opts,
        "form": form,
        "activity": activity.activity_since(article, seen, approves=verb in APPROVING),
    }
    context |= _page_context(article, verb, at=at)
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def _page_context(article: Article, verb: str, *, at: datetime) -> dict[str, Any]:
    """The template context about the article and the verb."""
    return {
        "subtitle": str(article),
        "article": article,
        "verb": verb,
        "label": VERBS[verb].label,
        "explanation": EXPLANATIONS[verb],
        "state": effective_state(article, at=at),
        "state_label": state_label(article, at=at),
        "scheduled": scheduled_items(article, at=at) if verb == "unschedule" else None,
        "arrivals": _arrivals(article, at=at) if verb == "schedule" else None,
        "text_change": _CHANGES[verb](article) if verb in _CHANGES else None,
        "new_pages": _new_pages(article, at=at) if verb in PUBLISHING else [],
        "unmerged_revisions": unmerged_revisions(article) if verb in CARRYING else (),
        "kill_request": open_kill_request(article) if verb in ("kill", "decline_kill") else None,
    }


class _NewPage(NamedTuple):
    """A language that may go live, and the preview of its page."""

    language: str
    name: str
    preview: str


def _new_pages(article: Article, *, at: datetime) -> list[_NewPage]:
    """The complete languages that readers do not see yet; no query."""
    latest = article.latest_revision
    complete = content.complete_languages(content.read(latest)) if latest else []
    return [
        _NewPage(code, language_name(code), localized_url("desk_preview", code, pk=article.pk))
        for code in complete
        if not article.is_visible(language=code, at=at)
    ]


def _arrivals(article: Article, *, at: datetime) -> dict[str, Any]:
    """What readers will see of the article, and what the clock says; one query."""
    return {
        "languages": moments.arrivals(article, at=at),
        "picture": moments.picture(article),
        "now_said": spoken(at, at),
        "may_cancel": any(article.is_awaited(language=code, at=at) for code in LANGUAGES),
    }


def _success_message(
    article: Article, before: ArticleVersion, result: object, message: object
) -> str:
    """The action's `result` if it is a text, else the verb's `message`.

    Names the languages of the new transition where the article has several.
    """
    message = result if isinstance(result, str) else message
    last = article.transitions.order_by("-pk").first()
    is_logged = last is not None and last.pk != before.transition
    names = affected_parts(last.details) if last is not None and is_logged else ""
    several = sum(bool(article.text("headline", code)) for code in LANGUAGES) > 1
    if not names or not several:
        return str(message)
    return gettext("%(said)s (%(languages)s)") % {"said": message, "languages": names}


def _posted_data(request: HttpRequest, article: Article) -> QueryDict | None:
    """The POST data; if the form is shown again, it is about the current version."""
    if request.method != "POST":
        return None
    posted = request.POST.copy()
    posted["revision"] = str(current_version(article))
    return posted


def _refusal(article: Article, verb: str, request: HttpRequest, at: datetime) -> Refused | None:
    """The reason why the verb is not possible, or None; raises PermissionDenied for the role."""
    try:
        workflow.rules.check(verb, article, current_user(request), at=at)
    except OutsideSections as refusal:
        return refusal
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        return refusal
    return None

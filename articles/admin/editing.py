"""The views that create and edit an article, and what the other article views share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, suggestions, workflow
from articles.admin import related_panel, unsaved
from articles.admin.activity import log_entries
from articles.admin.article_form import ArticleForm
from articles.admin.article_state import state_context
from articles.admin.embargo_reason import is_explained
from articles.admin.revision_content import field_values
from articles.admin.suggestion_verdicts import credited_note, sent_verdicts
from articles.admin.writing import measures
from articles.errors import Refused
from articles.local_times import isolated, written_local
from articles.models import Article, Author, Autosave, Revision, Submission
from articles.models.article import State
from articles.models.querysets import READ_TOGETHER
from articles.notifications import telling
from articles.primary_keys import is_primary_key
from articles.renditions.markup import rendition_url
from articles.submissions import CONTINUES, done, once, take_away_autosave
from articles.workflow.article_version import (
    ArticleVersion,
    current_version,
    with_newest_transition,
)
from articles.workflow.rules import VERBS, is_outside_sections, with_unsettled

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def current_user(request: HttpRequest) -> User:
    """The signed-in user; `AdminSite.admin_view` lets nobody else in."""
    return cast("User", request.user)


def get_article(pk: int | str) -> Article:
    """The article with its newest revision; raises Http404. One query.

    As `current_version` and `suggestions.listed` need it.
    """
    rows = with_unsettled(with_newest_transition(Article.objects.without_bodies()))
    rows = suggestions.with_waiting(rows).select_related(*READ_TOGETHER)
    article: Article | None = rows.filter(pk=pk).first() if is_primary_key(str(pk)) else None
    if article is None:
        raise Http404
    return article


def desk_url(article: Article, page: str = "change", *more: object) -> str:
    """The URL of one of the article's pages at the desk; `more` are the route's arguments."""
    return reverse(f"admin:articles_article_{page}", args=[article.pk, *more])


def add_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The form of a new article, with the user's own byline as the initial one."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    by = current_user(request)
    unsaved_text = unsaved.continued(request, None)
    form = article_form(request, of=_initial_content(by), base=None, unsaved_text=unsaved_text)

    def act(submission: Submission) -> HttpResponse:
        if submission.target:
            return _continue_created(model_admin, request, submission)
        if request.method == "POST" and form.is_valid() and is_explained(form, None):
            try:
                return _create(request, form, submission)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        context = {"title": _("New article"), "form": form, "article": None}
        context |= _unsaved_context(request, None, unsaved_text)
        return render_page(model_admin, request, "change_form", context)

    return once(request, act)


def _create(request: HttpRequest, form: ArticleForm, submission: Submission) -> HttpResponse:
    with transaction.atomic():
        take_away_autosave(request)
        note, data = form.cleaned_data["note"], form.data_to_save()
        article = workflow.create(by=current_user(request), data=data, note=note)
    done(submission, target=article.pk, revision=article.latest_revision_id)
    messages.success(request, _("The article was created."))
    _warn_of_past_expiry(request, data)
    return _redirect_after_save(request, article, article.latest_revision_id)


def _continue_created(
    model_admin: Any, request: HttpRequest, submission: Submission
) -> HttpResponse:
    """The form of a new article sent again after Back: saves a revision of the created article."""
    article = get_article(submission.target)
    form = article_form(request, of=content.blank(), base=submission.revision, article=article)
    if form.is_valid() and is_explained(form, article):
        try:
            return _save(request, article, form, submission)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render_page(model_admin, request, "change_form", _context(request, article, form))


def _context(request: HttpRequest, article: Article, form: ArticleForm) -> dict[str, Any]:
    """The form and the article's state; a refused form keeps the transition it was opened at."""
    newest = current_version(article).transition
    transition = request.POST.get("transition", newest or "")
    section = [article.section] if article.section else []
    known = [*form.known_rows, *section]
    context = state_context(article, current_user(request), known=known)
    entries = log_entries(context["recent_transitions"])
    return context | {"form": form, "transition": transition, "entries": entries}


def _initial_content(by: User) -> content.Data:
    author = Author.objects.filter(user=by).first()
    bylines = [{"author": author.pk, "role": "writer"}] if author else []
    return content.clean({"bylines": bylines})


def change_view(model_admin: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """The form of the newest revision; users who may not edit get a read-only page."""
    article = get_article(pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    by = current_user(request)
    if request.method == "GET":
        vars(request)["unread"] = telling.unread_beside(article, by, at=timezone.now())
    if article.state == State.KILLED or not workflow.may_edit(by, article):
        if request.method == "POST":
            raise PermissionDenied
        context = state_context(article, by)
        fields = field_values(article.latest_revision) if article.latest_revision else []
        context["is_outside_sections"] = is_outside_sections(by, article)
        context |= {"fields": fields, "own_suggestions": suggestions.own(article, by)}
        return render_page(model_admin, request, "content", context)
    latest = article.latest_revision
    data = content.read(latest) if latest else content.blank()
    unsaved_text = unsaved.continued(request, article)
    base = article.latest_revision_id
    form = article_form(request, of=data, base=base, article=article, unsaved_text=unsaved_text)

    def act(submission: Submission) -> HttpResponse:
        if request.method == "POST" and form.is_valid() and is_explained(form, article):
            try:
                return _save(request, article, form, submission)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        panel = related_panel.panel_context(article, data, banned=form.banned, at=timezone.now())
        context = _context(request, article, form) | {"related_panel": panel}
        context |= _unsaved_context(request, article, unsaved_text)
        context["suggestions"] = suggestions.listed(article)
        return render_page(model_admin, request, "change_form", context)

    return once(request, act)


def article_form(
    request: HttpRequest,
    *,
    of: content.Data,
    base: int | None,
    article: Article | None = None,
    unsaved_text: Autosave | None = None,
) -> ArticleForm:
    """The form as posted, as an unsaved text left it, or with the content `of`."""
    typed = unsaved.typed_fields(unsaved_text) if unsaved_text else None
    return ArticleForm(
        request.POST if request.method == "POST" else typed,
        of=of,
        base=base,
        may_add_tags=current_user(request).has_perm("articles.add_tag"),
        article=article.pk if article else None,
        published=article.once_published_languages() if article else (),
    )


def _unsaved_context(
    request: HttpRequest, article: Article | None, unsaved_text: Autosave | None
) -> dict[str, Any]:
    """What `_autosave.html` needs: the text that is continued, and others that are offered."""
    is_refused = request.method == "POST"
    version = f"{unsaved_text.form_key}:{unsaved_text.number}" if unsaved_text else ""
    by = current_user(request)
    return {
        "unsaved_text": unsaved_text,
        "continues": request.POST.get(CONTINUES, version),
        "offers": [] if is_refused else unsaved.offers(by, article, but=unsaved_text),
    }


def _save(
    request: HttpRequest, article: Article, form: ArticleForm, submission: Submission
) -> HttpResponse:
    """Save the form's content as a revision and redirect; raises Refused.

    Unchanged content is not saved. A form that was saved before and is sent again after
    Back is based on the revision that it made.
    """
    base = submission.revision or form.cleaned_data["base"]
    by, note, now = current_user(request), form.cleaned_data["note"], timezone.now()
    with transaction.atomic():
        take_away_autosave(request)
        data = form.data_to_save()
        _warn_of_past_expiry(request, data)
        verdicts = sent_verdicts(form.cleaned_data["verdicts"])
        decided = suggestions.decide(article, data, verdicts)
        before = article.revisions.filter(pk=base).first() if base else None
        # A note to colleagues is kept, also beside a text that nobody changed.
        if before is not None and not note and data == content.clean(content.read(before)):
            suggestions.record(decided, by=by, revision=before, at=now)
            # What was typed before, and arrives late, is no unsaved text.
            done(submission, target=article.pk, revision=before.pk)
            if decided or not _verb_asked_for(request):
                messages.info(request, _unchanged(decided))
            return _redirect_after_save(request, article, before.pk)
        note = credited_note(note, decided)
        revision = workflow.save(article, by=by, data=data, base=base, note=note)
        suggestions.record(decided, by=by, revision=revision, at=now)
    # Sent again after Back, the form still lacks what was merged into it: it goes on from its own.
    done(submission, target=article.pk, revision=revision.merged_id or revision.pk)
    if revision.is_conflict:
        return HttpResponseRedirect(desk_url(article, "merge", revision.pk))
    if revision.merged_id:
        # A verb that was asked for waits until the merged text was seen.
        messages.success(request, _merged_message(article, revision))
        url = desk_url(article)
        return SavedRedirect(url, form_url=url, revision=revision.pk, is_merged=True)
    messages.success(request, _("Saved."))
    return _redirect_after_save(request, article, revision.pk)


def _warn_of_past_expiry(request: HttpRequest, data: content.Data) -> None:
    """A draft may hold any moment; the person is told at once of an expiry that is past."""
    expires = content.moment(data, "expires_at")
    if expires is not None and expires <= timezone.now():
        moment = isolated(written_local(expires))
        words = _("The article expires at %(moment)s, which is past: readers do not see it.")
        messages.warning(request, words % {"moment": moment})


def _merged_message(article: Article, merged: Revision) -> str:
    """Whose version a save was merged with, and a link to the comparison; one query."""
    url = f"{desk_url(article, 'compare')}?old={merged.base_id}&new={merged.pk}"
    by = merged.base.created_by if merged.base else None
    return render_to_string("admin/articles/article/_merged.html", {"by": by, "url": url})


class SavedRedirect(HttpResponseRedirect):
    """The answer to a saved form: the form's own address, and the revision that holds its text.

    A page that stays open goes on there, as long as that revision is still the newest; of one
    that was merged it takes over what others wrote.
    """

    def __init__(
        self, location: str, *, form_url: str, revision: int | None, is_merged: bool = False
    ) -> None:
        super().__init__(location)
        self.form_url = form_url
        self.revision = revision
        self.is_merged = is_merged


def _unchanged(decided: Sequence[suggestions.Decided]) -> str:
    if decided:
        return _("What you decided about the suggestions was saved; the text is as it was.")
    return _("Nothing was changed, so nothing was saved.")


def _verb_asked_for(request: HttpRequest) -> str:
    """The verb whose button was pressed; "" where the form was to be saved alone."""
    verb = request.POST.get("then", "")
    return verb if verb in VERBS and verb != "restore" else ""


def _redirect_after_save(
    request: HttpRequest, article: Article, saved: int | None
) -> SavedRedirect:
    """Redirect to the page of the verb whose button was pressed, or to the form.

    The verb is about the revision just saved, and about the newest transition when the form
    was opened.
    """
    verb = _verb_asked_for(request)
    if verb:
        made_at = request.POST.get("transition", "")
        log = article.transitions.order_by("pk").values_list("pk", flat=True)
        known = int(made_at) if is_primary_key(made_at) else log.first()
        seen = ArticleVersion(saved, known)
        location = f"{desk_url(article, 'do', verb)}?seen={seen}"
    else:
        location = desk_url(article)
    return SavedRedirect(location, form_url=desk_url(article), revision=saved)


def render_page(
    model_admin: Any, request: HttpRequest, name: str, context: dict[str, Any]
) -> TemplateResponse:
    """Render `admin/articles/article/{name}.html` with the context of every article page."""
    form = context.get("form")
    shared = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "media": form.media if form else model_admin.media,
        "has_errors": bool(form and form.is_bound and not form.is_valid()),
        "picture": _thumbnail(form),
    }
    if form:
        shared |= {"measures": measures()}
    template = f"admin/articles/article/{name}.html"
    return TemplateResponse(request, template, shared | context)


def _thumbnail(form: object) -> str:
    """The URL of a small rendition of the lead image that an article's form chose; "" else."""
    image = form.chosen_picture() if isinstance(form, ArticleForm) else None
    return rendition_url(image.digest, image.width, at_most=320) if image else ""

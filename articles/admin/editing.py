"""The pages that write an article: the form, and the merge of two saves made side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin import neighbours
from articles.admin.article_form import ArticleForm
from articles.admin.article_state import about
from articles.errors import Refused
from articles.models import Article, Author, Submission
from articles.models.article import State
from articles.primary_keys import is_primary_key
from articles.renditions.markup import rendition_url
from articles.submissions import done, once
from articles.workflow.rules import VERBS
from articles.workflow.seen import Seen, on_page, with_newest

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def person(request: HttpRequest) -> User:
    """Who is at the desk; the admin lets nobody else in."""
    return cast("User", request.user)


def load(pk: int | str) -> Article:
    """The article with its newest revision, as `on_page` needs it; 404 when there is none."""
    rows = with_newest(Article.objects.without_bodies())
    rows = rows.select_related("latest_revision", "section")
    article: Article | None = rows.filter(pk=pk).first() if is_primary_key(str(pk)) else None
    if article is None:
        raise Http404
    return article


def address(article: Article, page: str = "change", *more: object) -> str:
    """The address of one of the article's pages at the desk."""
    return reverse(f"admin:articles_article_{page}", args=[article.pk, *more])


def add(desk: Any, request: HttpRequest) -> HttpResponse:
    """A new article: the form, filled with the writer's own byline."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    by = person(request)
    form = _form(request, of=_blank(by), base=None)

    def act(submission: Submission) -> HttpResponse:
        if submission.target:
            return _go_on(desk, request, submission)
        if request.method == "POST" and form.is_valid():
            try:
                return _created(request, form, submission)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        context = {"title": _("New article"), "form": form, "article": None}
        return render(desk, request, "change_form", context)

    return once(request, act)


def _created(request: HttpRequest, form: ArticleForm, submission: Submission) -> HttpResponse:
    with transaction.atomic():
        note = form.cleaned_data["note"]
        article = workflow.create(by=person(request), data=form.data_to_save(), note=note)
    done(submission, target=article.pk, revision=article.latest_revision_id)
    messages.success(request, _("The article was created."))
    return _next(request, article, article.latest_revision_id)


def _go_on(desk: Any, request: HttpRequest, submission: Submission) -> HttpResponse:
    """The form of a new article once more, with other text: a new version of what it made."""
    article = load(submission.target)
    form = _form(request, of=content.blank(), base=submission.revision, article=article)
    if form.is_valid():
        try:
            return _saved(request, article, form, submission)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(desk, request, "change_form", _context(request, article, form))


def _context(request: HttpRequest, article: Article, form: ArticleForm) -> dict[str, Any]:
    """The form and what is about it; sent in vain, it keeps the line of the log it was made at."""
    newest = on_page(article).transition
    transition = request.POST.get("transition", newest or "")
    return about(article, person(request)) | {"form": form, "transition": transition}


def _blank(by: User) -> content.Data:
    author = Author.objects.filter(user=by).first()
    bylines = [{"author": author.pk, "role": "writer"}] if author else []
    return content.clean({"bylines": bylines})


def change(desk: Any, request: HttpRequest, pk: str) -> HttpResponse:
    """The form over the newest revision; who may not edit sees the content."""
    article = load(pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    may_write = workflow.may_edit(person(request), article) and article.state != State.KILLED
    if not may_write:
        if request.method == "POST":
            raise PermissionDenied
        return render(desk, request, "content", about(article, person(request)))
    latest = article.latest_revision
    data = content.read(latest) if latest else content.blank()
    form = _form(request, of=data, base=article.latest_revision_id, article=article)

    def act(submission: Submission) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            try:
                return _saved(request, article, form, submission)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        around = neighbours.panel(article, data, banned=form.banned, at=timezone.now())
        context = _context(request, article, form) | {"neighbours": around}
        return render(desk, request, "change_form", context)

    return once(request, act)


def _form(
    request: HttpRequest, *, of: content.Data, base: int | None, article: Article | None = None
) -> ArticleForm:
    return ArticleForm(
        request.POST if request.method == "POST" else None,
        of=of,
        base=base,
        may_add_tags=person(request).has_perm("articles.add_tag"),
        article=article.pk if article else None,
    )


def _saved(
    request: HttpRequest, article: Article, form: ArticleForm, submission: Submission
) -> HttpResponse:
    """Save what was typed, if anything was, and say where to go; raises Refused.

    A form that was saved before, and is sent once more after Back, goes on from
    the version that it made.
    """
    base = submission.revision or form.cleaned_data["base"]
    note = form.cleaned_data["note"]
    with transaction.atomic():
        data = form.data_to_save()
        before = article.revisions.filter(pk=base).first() if base else None
        # A note to colleagues is kept, also beside a text that nobody changed.
        if before is not None and not note and data == content.clean(content.read(before)):
            messages.info(request, _("Nothing was changed, so nothing was saved."))
            return _next(request, article, before.pk)
        revision = workflow.save(article, by=person(request), data=data, base=base, note=note)
    done(submission, target=article.pk, revision=revision.pk)
    if revision.is_conflict:
        return HttpResponseRedirect(address(article, "merge", revision.pk))
    messages.success(request, _("Saved."))
    return _next(request, article, revision.pk)


def _next(request: HttpRequest, article: Article, saved: int | None) -> HttpResponseRedirect:
    """To the page of the verb that was pressed, or back.

    The page is about the revision that was saved, and about what had been done when
    the form was made: a new article's form knows its creation.
    """
    verb = request.POST.get("then", "")
    if verb in VERBS and verb != "restore":
        made_at = request.POST.get("transition", "")
        log = article.transitions.order_by("pk").values_list("pk", flat=True)
        known = int(made_at) if is_primary_key(made_at) else log.first()
        return HttpResponseRedirect(f"{address(article, 'do', verb)}?seen={Seen(saved, known)}")
    return HttpResponseRedirect(address(article))


def render(desk: Any, request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    """One of the article's pages (`name`) with what all of them need."""
    form = context.get("form")
    shared = desk.admin_site.each_context(request) | {
        "opts": desk.opts,
        "media": desk.media + form.media if form else desk.media,
        "has_errors": bool(form and form.is_bound and form.errors),
        "picture": _thumbnail(form),
    }
    template = f"admin/articles/article/{name}.html"
    return TemplateResponse(request, template, shared | context)


def _thumbnail(form: ArticleForm | None) -> str:
    """The address of the chosen picture's small form; "" without one."""
    image = form.chosen_picture() if form else None
    return rendition_url(image.digest, image.width, at_most=320) if image else ""

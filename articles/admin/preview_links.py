"""The page of an article's preview links: those there are, a new one, revoking one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from articles import content, workflow
from articles.admin.editing import current_user, desk_url, get_article, render_page
from articles.conf import language_name, origin
from articles.models import Article, PreviewLink, Submission
from articles.models.article import State
from articles.models.fields import number_in
from articles.submissions import done, once

PERIODS: Final = (
    (1, gettext_lazy("one day")),
    (3, gettext_lazy("three days")),
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("a month")),
)
"""For how many days a link may be open."""
MAX_LINKS: Final = 100


class LinkRow(NamedTuple):
    """A link as the page lists it; `state` is `open`, `expired` or `revoked`."""

    link: PreviewLink
    url: str
    state: str


class PreviewLinkForm(forms.Form):
    """What a new link opens: the language, the newest version or today's, for how long."""

    language = forms.ChoiceField(label=gettext_lazy("language"))
    days = forms.TypedChoiceField(
        label=gettext_lazy("open for"), choices=PERIODS, coerce=int, initial=7
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("shows"),
        choices=(
            ("newest", gettext_lazy("always the newest version")),
            ("this", gettext_lazy("the version of now, whatever is saved later")),
        ),
    )

    def __init__(self, posted: Any = None, *, languages: list[str]) -> None:
        super().__init__(posted)
        choices: Any = self.fields["language"]
        choices.choices = [(code, language_name(code)) for code in languages]


def preview_links_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the links, newest first, and the form of a new one. POST: make or revoke one.

    Those who may edit the article may do both. About ten queries, however many links there are.
    """
    article = get_article(pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    if not workflow.may_edit(current_user(request), article) or article.state == State.KILLED:
        raise PermissionDenied
    return once(request, partial(_page, model_admin, request, article))


def _page(
    model_admin: Any, request: HttpRequest, article: Article, submission: Submission
) -> HttpResponse:
    latest = article.latest_revision
    written = content.complete_languages(content.read(latest)) if latest else []
    is_new = request.method == "POST" and "revoke" not in request.POST
    form = PreviewLinkForm(request.POST if is_new else None, languages=written)
    if request.method == "POST" and not is_new:
        return _revoke(request, article, submission)
    if is_new and form.is_valid():
        return _create(request, article, form, submission)
    context = {
        "title": _("Preview links"),
        "subtitle": str(article),
        "article": article,
        "link_form": form if written else None,
        "rows": _rows(request, article),
    }
    return render_page(model_admin, request, "preview_links", context)


def _create(
    request: HttpRequest, article: Article, form: PreviewLinkForm, submission: Submission
) -> HttpResponse:
    chosen, now = form.cleaned_data, timezone.now()
    link = PreviewLink(
        article=article,
        revision_id=article.latest_revision_id if chosen["shows"] == "this" else None,
        language=chosen["language"],
        created_by=current_user(request),
        created_at=now,
        expires_at=now + timedelta(days=chosen["days"]),
    )
    link.save()
    done(submission, target=link.pk)
    messages.success(request, _("The link is ready to be copied and sent."))
    return HttpResponseRedirect(desk_url(article, "previews"))


def _revoke(request: HttpRequest, article: Article, submission: Submission) -> HttpResponse:
    number = number_in(request.POST.get("revoke", ""))
    rows = article.preview_links.filter(pk=number or 0, revoked_at=None)
    with transaction.atomic():
        link = rows.select_for_update().first()
        if link is not None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
    if link is not None:
        done(submission, target=number)
        messages.success(request, _("The link was revoked and no longer opens."))
    else:
        messages.info(request, _("This link was revoked already."))
    return HttpResponseRedirect(desk_url(article, "previews"))


def _rows(request: HttpRequest, article: Article) -> list[LinkRow]:
    links = article.preview_links.select_related("created_by", "revision").defer("revision__data")
    return [_row(request, link) for link in links.newest_first()[:MAX_LINKS]]


def _row(request: HttpRequest, link: PreviewLink) -> LinkRow:
    with override(link.language):
        url = f"{origin(request)}{reverse('preview', args=[link.token])}"
    if link.revoked_at:
        return LinkRow(link, url, "revoked")
    return LinkRow(link, url, "open" if link.is_open(at=timezone.now()) else "expired")

"""The pages of what the user was told, and of how they want to be told."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.admin.editing import current_user, render_page
from articles.conf import LANGUAGES, origin
from articles.models.fields import number_in
from articles.notifications import wording
from articles.notifications.models import DeskLanguage, MailChoice, Notification
from articles.notifications.topics import Channel, Topic

PAGE_SIZE: Final = 50
_NAME: Final = "articles_article_notification"


def note_language(request: HttpRequest) -> None:
    """The user reads the desk in the page's language, at this host; mails follow. One query."""
    language = get_language() or LANGUAGES[0]
    DeskLanguage.objects.note(current_user(request), language, origin=origin(request))


def list_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """What the user was told and has not read, or with `?all=1` everything, the newest first.

    POST {notification: [id]} marks these as read, {everything: 1} all of them; others' are left
    alone. Four queries besides those of every page.
    """
    _require_desk(model_admin, request)
    user = current_user(request)
    rows = Notification.objects.filter(user=user)
    if request.method == "POST":
        return _mark_as_read(request, rows)
    note_language(request)
    shows_all = request.GET.get("all") == "1"
    shown = rows if shows_all else rows.unread_by(user)
    found = shown.select_related("article", "by").newest_first()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Notifications"),
        "page": page,
        "lines": [(row, wording.sentence(row), wording.outcome(row)) for row in page],
        "shows_all": shows_all,
    }
    return render_page(model_admin, request, "notifications", context)


def _mark_as_read(request: HttpRequest, rows: Any) -> HttpResponse:
    if "everything" not in request.POST:
        numbers = [number_in(sent) for sent in request.POST.getlist("notification")[:PAGE_SIZE]]
        rows = rows.filter(pk__in=[number for number in numbers if number])
    count = rows.settle(at=timezone.now())
    said = ngettext("%(count)s is marked as read.", "%(count)s are marked as read.", count)
    messages.success(request, said % {"count": count})
    return HttpResponseRedirect(request.get_full_path())


def open_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what the notification is about, which is read then; 404 for another's. Two queries.

    Mails link here: it says nothing to whoever is not the person.
    """
    _require_desk(model_admin, request)
    rows = Notification.objects.filter(user=current_user(request), pk=pk)
    row = rows.first()
    if row is None:
        raise Http404
    rows.settle(at=timezone.now())
    language = get_language() or LANGUAGES[0]
    # A path is found among those of the language that it is written in.
    with override(LANGUAGES[0]):
        place = row.place or reverse(f"admin:{_NAME}s")
        return redirect(translate_url(place, language))


class ChoiceForm(forms.Form):
    """A channel for each topic, and the hour of the daily mail."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("hour of the daily mail"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
    )

    def __init__(self, posted: Any, *, choice: MailChoice) -> None:
        initial = {topic.value: choice.channel(topic) for topic in Topic}
        super().__init__(posted, initial=initial | {"hour": choice.hour})
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label, choices=Channel.choices, widget=forms.RadioSelect
            )
        self.order_fields([*(topic.value for topic in Topic), "hour"])

    def topics(self) -> list[forms.BoundField]:
        """The fields of the topics, in order."""
        return [self[topic.value] for topic in Topic]


def settings_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """How the user is told of what. POST keeps the choice, which holds from then on."""
    _require_desk(model_admin, request)
    user = current_user(request)
    note_language(request)
    choice = MailChoice.objects.by_user([user.pk])[user.pk]
    form = ChoiceForm(request.POST if request.method == "POST" else None, choice=choice)
    if form.is_valid():
        choice.hour = form.cleaned_data["hour"]
        choice.channels = {topic.value: form.cleaned_data[topic.value] for topic in Topic}
        choice.save()
        messages.success(request, _("This is how you are told from now on."))
        return redirect(request.path)
    context = {"title": _("How you are told"), "choices": form}
    return render_page(model_admin, request, "notification_settings", context)


def _require_desk(model_admin: Any, request: HttpRequest) -> None:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the articles' own."""

    def guarded(view: Any) -> Any:
        return never_cache(model_admin.admin_site.admin_view(partial(view, model_admin)))

    return [
        path("notifications/", guarded(list_view), name=f"{_NAME}s"),
        path("notifications/settings/", guarded(settings_view), name=f"{_NAME}_settings"),
        path("notifications/<int:pk>/", guarded(open_view), name=_NAME),
    ]

"""The pages of deactivating an account and opening it again, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.editing import current_user
from articles.errors import Refused
from articles.primary_keys import is_primary_key
from articles.workflow import handover
from newsroom.accounts import departures
from newsroom.accounts.models import User

if TYPE_CHECKING:
    HeirChoice = forms.ModelChoiceField[User]
else:
    HeirChoice = forms.ModelChoiceField

_SHOWN = 20
"""Articles that the page names; of more it says how many."""


class HeirField(HeirChoice):
    """Somebody who takes the work over; a number that is none is refused."""

    def to_python(self, value: Any) -> User | None:
        """The person, None for nobody."""
        is_number = value in self.empty_values or is_primary_key(value)
        return super().to_python(value if is_number else "0")


class DepartureForm(forms.Form):
    """Who takes over what the person has in work."""

    to = HeirField(
        queryset=User.objects.none(),
        required=False,
        label=gettext_lazy("Hand the open work over to"),
        empty_label=gettext_lazy("nobody: it stays under their name, and editors see to it"),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = departures.heirs(person)


def deactivate_view(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET: the open work, and who may take it over. POST: do it. 403 for those above."""
    person = _person(model_admin, request, object_id)
    form = DepartureForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            to = form.cleaned_data["to"]
            count = departures.deactivate(person, by=_acting(request), to=to)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _say_done(request, person, to, count)
            return redirect("admin:accounts_user_change", person.pk)
    work = handover.work_of(person).without_bodies()
    count = work.count()
    context = model_admin.admin_site.each_context(request) | {
        "title": _("Deactivate the account of %(name)s") % {"name": person},
        "articles": work[:_SHOWN],
        "count": count,
        "more": max(count - _SHOWN, 0),
        "form": form,
        "person": person,
        "opts": model_admin.opts,
    }
    return render(request, "admin/accounts/user/deactivate.html", context)


@require_POST
def reactivate_view(request: HttpRequest, model_admin: Any, object_id: str) -> HttpResponse:
    """POST: open the account again. 403 for those above."""
    person = _person(model_admin, request, object_id)
    departures.reactivate(person, by=_acting(request))
    messages.success(request, _("%(name)s may sign in again.") % {"name": person})
    return redirect("admin:accounts_user_change", person.pk)


def _person(model_admin: Any, request: HttpRequest, object_id: str) -> User:
    found = model_admin.get_object(request, object_id) if is_primary_key(object_id) else None
    if not isinstance(found, User):
        raise Http404
    if not model_admin.has_change_permission(request, found):
        raise PermissionDenied
    return found


def _acting(request: HttpRequest) -> User:
    return User.objects.get(pk=current_user(request).pk)


def _say_done(request: HttpRequest, person: User, to: User | None, count: int) -> None:
    text = _("The account of %(name)s is deactivated.") % {"name": person}
    messages.success(request, text)
    if to is not None:
        handed = ngettext(
            "%(count)s article went to %(name)s.", "%(count)s articles went to %(name)s.", count
        )
        messages.success(request, handed % {"count": count, "name": to})

"""One's own profile, what colleagues see of it, and the change of the e-mail address."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from articles.conf import LANGUAGES
from articles.models import Author, Submission
from articles.primary_keys import is_primary_key
from articles.submissions import done, once
from newsroom.accounts import addresses, delegation, profile
from newsroom.accounts.factor_views import signed_in_only
from newsroom.accounts.models import User
from newsroom.accounts.profile_forms import AddressForm, AuthorForm, NameForm
from newsroom.accounts.views import AccountPageMixin


@never_cache
@login_required
def own_profile(request: HttpRequest) -> HttpResponse:
    """Who one is at the desk and to readers, and what one may do; POST changes the former.

    Fourteen queries at most, those of the frame among them.
    """
    user = User.objects.get(pk=cast("User", request.user).pk)
    author = profile.author_of(user)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    name_form = NameForm(*sent, instance=user)
    author_form = AuthorForm(*sent, instance=author) if author else None
    forms: list[Any] = [form for form in (name_form, author_form) if form is not None]

    def act(submission: Submission) -> HttpResponse:
        are_valid = [form.is_valid() for form in forms]
        if request.method == "POST" and all(are_valid):
            for form in forms:
                form.save()
            done(submission, target=user.pk)
            messages.success(request, _("Your profile is saved."))
            return redirect("account_profile")
        return render(request, "account/profile.html", _facts(request, user, author) | shown)

    shown = {"name_form": name_form, "author_form": author_form, "forms": forms}
    return once(request, act)


@require_safe
@never_cache
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What colleagues see of somebody: who it is, how to reach them, what they have in work."""
    viewer = cast("User", request.user)
    if not viewer.has_perm("articles.view_article"):
        raise PermissionDenied
    found = User.objects.filter(pk=pk).first() if is_primary_key(pk) else None
    if found is None:
        raise Http404
    at = timezone.now()
    context = _facts(request, found, profile.author_of(found)) | {
        "work": profile.work_of(found, viewer=viewer, at=at),
        "last_active": profile.last_active(found, at=at),
        "may_manage": viewer.has_perm("accounts.change_user")
        and delegation.may_manage(viewer, found),
    }
    return render(request, "account/person.html", context)


def _facts(request: HttpRequest, person: User, author: Author | None) -> dict[str, Any]:
    language = get_language() or LANGUAGES[0]
    return {
        "person": person,
        "author": author,
        "rights": profile.rights_of(person),
        "public_page": profile.public_page(author, language=language, at=timezone.now()),
    }


@signed_in_only
class AddressView(AccountPageMixin, FormView[AddressForm]):
    """Asks for another e-mail address, to which a link is mailed."""

    template_name = "account/address.html"
    form_class = AddressForm
    success_url = reverse_lazy("account_profile")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        address = form.cleaned_data["email"]
        addresses.ask_for(form.user, address, at=timezone.now())
        said = _("Follow the link that was mailed to %(address)s. Until then nothing changes.")
        messages.success(self.request, said % {"address": address})
        return super().form_valid(form)


@signed_in_only
class ConfirmAddressView(AccountPageMixin, TemplateView):
    """Where the mailed link leads: a page that asks, since programs open links as well."""

    template_name = "account/address_confirm.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = addresses.asked_for(cast("User", request.user), kwargs["token"])
        status = HTTPStatus.OK if address else HTTPStatus.GONE
        return self.render_to_response({"address": address}, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the address the user's."""
        user = cast("User", request.user)
        address = addresses.confirm(user, kwargs["token"], at=timezone.now())
        if not address:
            return self.render_to_response({"address": ""}, status=HTTPStatus.GONE)
        messages.success(request, _("Your address is %(address)s now.") % {"address": address})
        return redirect("account_profile")

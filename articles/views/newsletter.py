"""Where readers sign up for mails, confirm their address, and unsubscribe."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.client_address import client_address
from articles.conf import LANGUAGES, origin
from articles.models.urls import localized_url
from articles.newsletter import subscriptions
from articles.newsletter.forms import SignUpForm
from articles.newsletter.models import Subscription, Topic
from articles.views.page import Page, build_page

_FORM: Final = "articles/newsletter/sign_up.html"
_MESSAGE: Final = "articles/newsletter/message.html"
_METHODS: Final = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form; a sign-up is answered alike whether the address is known or not.

    429 after too many from one network. Only this page gives a reader a cookie: that of its form.
    """
    page = _page(request, _("Corrections by mail"))
    page.path = localized_url("newsletter", page.language)
    page.description = _(
        "When %(name)s corrects an article you get one mail, with what was wrong."
    ) % {"name": page.site_name}
    page.translations = {code: localized_url("newsletter", code) for code in LANGUAGES}
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _show_form(page, form)
    if not form.is_of_robot:
        if not form.is_valid():
            return _show_form(page, form)
        try:
            _sign_up(page, form.cleaned_data["address"])
        except subscriptions.TooManySignUpsError:
            said = _("Too many addresses were signed up from your network. Try again in an hour.")
            form.add_error(None, said)
            return _show_form(page, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    return _say(
        _page(request, _("Look into your mailbox")),
        _(
            "We have sent a mail with a link. Open it to confirm the address; until then nothing "
            "else is sent there. If nothing comes in a few minutes, look among the unwanted mails."
        ),
        address=str(form.data.get("address", ""))[:254],
    )


def _sign_up(page: Page, address: str) -> None:
    subscriptions.sign_up(
        address,
        topic=Topic.CORRECTIONS,
        language=page.language,
        origin=origin(page.request)[:200],
        client=client_address(page.request),
        at=page.at,
    )


@csrf_exempt  # the link itself says who may, and nobody is signed in here
@require_http_methods(_METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button that confirms: programs that follow every link of a mail confirm nothing.

    410 with a way to sign up again for a link that is too old, or belongs to nothing any more.
    """
    row = subscriptions.find_unconfirmed(token)
    if row is None:
        return _dead_link(request)
    if request.method == "POST":
        subscriptions.confirm(row, at=timezone.now())
    if request.method == "POST" or row.confirmed_at:
        return _say(
            _page(request, _("Your address is confirmed")),
            _("From now on you get one mail for every correction. Every mail has a link to leave."),
            secret=True,
        )
    return _ask(
        _page(request, _("Confirm your address")),
        row,
        text=_("One press, and you get a mail for every correction."),
        button=_("Confirm"),
    )


@csrf_exempt  # RFC 8058: mail programs post here, without a page before it
@require_http_methods(_METHODS)
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """A button that unsubscribes; a POST does so at once, and is answered alike when repeated."""
    if request.method == "POST":
        subscriptions.unsubscribe(key)
        return _say(
            _page(request, _("You are unsubscribed")),
            _("Your address is deleted, and nothing more is sent to it."),
            secret=True,
        )
    row = Subscription.objects.filter(key=key).first()
    if row is None:
        return _dead_link(request)
    return _ask(
        _page(request, _("Unsubscribe?")),
        row,
        text=_("You get no more corrections by mail, and your address is deleted."),
        button=_("Unsubscribe"),
    )


def _page(request: HttpRequest, heading: str) -> Page:
    page = build_page(request)
    page.heading = heading
    page.robots = "noindex"
    return page


def _show_form(page: Page, form: SignUpForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """The form, with what is wrong."""
    page.robots = "max-image-preview:large" if not form.is_bound else "noindex"
    context = {"form": form, "csrf_token": get_token(page.request), "breadcrumb": page.breadcrumb()}
    return _private(page.respond(_FORM, context, status=status), secret=False)


def _dead_link(request: HttpRequest) -> HttpResponse:
    return _say(
        _page(request, _("This link works no more")),
        _(
            "It was too old, or the address was unsubscribed. Nothing is sent to it unless you "
            "sign up again."
        ),
        secret=True,
        status=HTTPStatus.GONE,
    )


def _say(
    page: Page, text: str, *, address: str = "", secret: bool = False, status: int = HTTPStatus.OK
) -> HttpResponse:
    """A page that says one thing, with the ways on."""
    context = {
        "text": text,
        "address": address,
        "sign_up_url": localized_url("newsletter", page.language) if status != 200 else "",
        "corrections_url": localized_url("corrections", page.language),
    }
    return _private(page.respond(_MESSAGE, context, status=status), secret=secret)


def _ask(page: Page, row: Subscription, *, text: str, button: str) -> HttpResponse:
    """A page with one button, which posts to its own address."""
    context: dict[str, Any] = {"text": text, "button": button, "address": row.address}
    return _private(page.respond(_MESSAGE, context), secret=True)


def _private(response: HttpResponse, *, secret: bool) -> HttpResponse:
    """The response, which no cache stores; with `secret` no link tells its address."""
    response["Cache-Control"] = "private, no-store"
    if secret:
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
    return response

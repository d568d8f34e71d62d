"""Once is once: a form that arrives again does nothing again, on any engine and by any worker.

Every form that creates or acts carries a key, made when it was shown
(`{% form_key %}`). The first that arrives writes it down in the transaction of
what it does; the database lets only one do so. The same form with other text,
as after Back, is not swallowed: it is given the first one's result to go on from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles import autosaves
from articles.conf import values
from articles.edit_conflicts import with_conflict_check
from articles.errors import Refused
from articles.models import Submission
from articles.primary_keys import PrimaryKeyAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

FIELD: Final = "form_key"
NUMBER: Final = "text_number"
CONTINUES: Final = "continues"
_NOT_CONTENT: Final = frozenset({FIELD, NUMBER, CONTINUES, "csrfmiddlewaretoken"})
_TRIES: Final = 3

type Act = Callable[[Submission], HttpResponse]
"""Does what the form asks, and marks the submission by `done` when something was done."""


def form_key(request: HttpRequest) -> str:
    """The key for a form on the page: a new one, or that of the form which is shown again."""
    given = request.POST.get(FIELD, "")
    return given if autosaves.KEY.fullmatch(given) else token_hex(16)


def done(submission: Submission, *, target: object, revision: int | None = None) -> None:
    """Say that something was done, to which row, so that a repeat does not do it again."""
    submission.target = str(target)
    submission.revision = revision


def take_away_autosave(request: HttpRequest) -> None:
    """Delete the unsaved texts that the form contains; call it where the form is saved.

    One query, none for a form without a key.
    """
    key = request.POST.get(FIELD, "")
    number = autosaves.client_number(request.POST.get(NUMBER))
    continued = autosaves.continued_versions(request.POST.get(CONTINUES, ""))
    if autosaves.KEY.fullmatch(key) and (number or continued):
        version = autosaves.TextVersion(key, number)
        autosaves.take_away(by=cast("User", request.user), version=version, continues=continued)


def once(request: HttpRequest, act: Act) -> HttpResponse:
    """The answer of `act`, which is called at most once for one form with one content.

    A repeat leads to where the first led. With other content `act` is called with
    the first submission, whose `target` and `revision` say what it did. A form
    without a key acts as often as it arrives. Two queries besides those of `act`,
    in one transaction with it.
    """
    key = request.POST.get(FIELD, "")
    if request.method != "POST" or not autosaves.KEY.fullmatch(key):
        return act(Submission())
    digest = _digest(request)
    with transaction.atomic():
        submission, is_new = Submission.objects.select_for_update().get_or_create(
            user_id=request.user.pk or 0, key=key, defaults={"digest": digest}
        )
        if not is_new and submission.digest == digest:
            messages.info(request, _("This was done already; it was not done again."))
            return HttpResponseRedirect(submission.location)
        response = act(submission)
        if submission.target:
            submission.digest = digest
            submission.number = autosaves.client_number(request.POST.get(NUMBER))
            submission.location = response.headers.get("Location", request.get_full_path())[:1000]
            submission.save()
        elif is_new:
            submission.delete()
        return response


def _digest(request: HttpRequest) -> str:
    """Of what was typed and chosen, files by their bytes; keyed, since it may be of a password."""
    typed = [
        (name, value)
        for name, texts in sorted(request.POST.lists())
        if name not in _NOT_CONTENT
        for value in texts
    ]
    sent: dict[str, Any] = dict(request.FILES.items())
    files = [(name, sent[name].name, _digest_of_file(sent[name])) for name in sorted(sent)]
    content = repr((request.path, typed, files))
    return salted_hmac("articles.submissions", content, algorithm="sha256").hexdigest()


def _digest_of_file(file: Any) -> str:
    """Of the file's bytes; it can be read from its beginning afterwards."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def forget_old(*, at: datetime) -> int:
    """Delete keys that no browser can still hold a form of; two queries, returns how many."""
    autosaves.forget_saved()
    before = at - timedelta(days=values.FORM_KEY_DAYS)
    deleted, _by_model = Submission.objects.filter(at__lt=before).delete()
    return deleted


class DeskForms(PrimaryKeyAdmin):
    """Forms made from models: each is done once, and two people at one moment hear of each other.

    A form is validated before it is written; what somebody else wrote in between
    is seen by the next validation, which names it or finds another free address.
    """

    goes_on_after_back = True
    """Whether the form for a new row, sent again with other text, changes the row it made.

    Only where the form for a new row has all that the form of a row has: what it
    lacks would be emptied, and what it has besides would be dropped.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        view = super().changeform_view

        def act(submission: Submission) -> HttpResponse:
            made = submission.target if self.goes_on_after_back else ""
            number = object_id or made or None
            response = view(request, number, form_url, extra_context)
            # A window of its own is answered by a page that hands the new row on.
            added = getattr(request, "saved_target", None)
            if added or response.status_code == HttpResponseRedirect.status_code:
                done(submission, target=added or number or "-")
            return response

        for _n in range(_TRIES - 1):
            try:
                return once(request, act)
            except IntegrityError:
                continue
            except Refused as refusal:
                messages.error(request, str(refusal))
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
                return HttpResponseRedirect(reverse(name))
        return once(request, act)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return form if obj is None else with_conflict_check(form)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        request.saved_target = obj.pk  # type: ignore[attr-defined] # read by changeform_view
        return super().log_addition(request, obj, message)

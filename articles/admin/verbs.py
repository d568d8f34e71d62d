"""The page of each verb: what it asks for, and the one call it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles import content, workflow
from articles.admin.editing import address, load, person
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Refused
from articles.forms import MomentField, language_attrs
from articles.models import Article, Revision
from articles.workflow.rules import VERBS, standing, state_label

if TYPE_CHECKING:
    from newsroom.accounts.models import User


def _note(label: Any = None, *, required: bool = False) -> forms.CharField:
    label = label or _("note for colleagues")
    area = forms.Textarea({"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=2000, required=required, widget=area)


class VerbForm(forms.Form):
    """What every verb's page knows: the article, and the revision that the person saw."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**63 - 1)

    def __init__(self, posted: Any, *, article: Article, at: datetime) -> None:
        self.article = article
        self.at = at
        super().__init__(posted, initial={"revision": article.latest_revision_id})
        self.prepare()

    def prepare(self) -> None:
        """Add the fields that depend on the article."""

    def seen(self) -> Revision | None:
        """The revision that was the newest when the page was opened; None for the newest now."""
        number = self.cleaned_data.get("revision")
        return self.article.revisions.filter(pk=number).first() if number else None


class NoteForm(VerbForm):
    """A verb that only takes a note."""

    note = _note()


class SendBackForm(VerbForm):
    """The author sees why."""

    note = _note(_("what the author should change"), required=True)


class LanguagesForm(VerbForm):
    """A verb that publishes some of the complete languages."""

    languages = forms.MultipleChoiceField(
        label=_("languages"), widget=forms.CheckboxSelectMultiple, required=True
    )
    note = _note()

    def prepare(self) -> None:
        latest = self.article.latest_revision
        complete = content.languages(latest.data) if latest else []
        open_ones = [
            code for code in complete if not self.article.is_visible(language=code, at=self.at)
        ]
        field: Any = self.fields["languages"]
        field.choices = [(code, get_language_info(code)["name_local"]) for code in open_ones]
        self.initial["languages"] = open_ones
        if not open_ones:
            field.required = False


class ScheduleForm(LanguagesForm):
    """Publication from a moment on."""

    moment = MomentField(label=_("publish at"))
    field_order = ("moment", "languages", "note")


class UpdateForm(VerbForm):
    """The newest text replaces what readers see."""

    significant = forms.BooleanField(
        label=_("A significant change: tell readers when the article was last updated"),
        required=False,
    )
    moment = MomentField(
        label=_("at a later moment"), required=False, help_text=_("Left empty, it goes live now.")
    )
    note = _note()


class PublicNotesForm(VerbForm):
    """A verb with a public note in each published language."""

    note_label: object = _("public note (%(language)s)")
    notes_required = False
    longest = 500

    def prepare(self) -> None:
        for code in LANGUAGES:
            if self.article.published_in(code) is not None:
                self.fields[f"note_{code}"] = forms.CharField(
                    label=str(self.note_label)
                    % {"language": get_language_info(code)["name_local"]},
                    max_length=self.longest,
                    required=self.notes_required,
                    widget=forms.Textarea({"rows": 3} | language_attrs(code)),
                )

    def notes(self) -> dict[str, str]:
        """The notes by language."""
        return {code: self.cleaned_data.get(f"note_{code}") or "" for code in LANGUAGES}


class CorrectForm(PublicNotesForm):
    """What was wrong, in every language that readers see."""

    note_label = _("correction that readers see (%(language)s)")
    notes_required = True
    longest = 1000


class WithdrawForm(PublicNotesForm):
    """What readers find in the article's place."""

    note = _note()
    field_order = ("note_ar", "note_en", "note")


class KillForm(VerbForm):
    """The reason stays in the log."""

    note = _note(_("why the article is killed"), required=True)


type Doing = Callable[[Any, Article, "User"], object]


def _publish(form: LanguagesForm, article: Article, by: User) -> object:
    cleaned = form.cleaned_data
    return workflow.publish(
        article,
        by=by,
        languages=cleaned["languages"] or None,
        revision=form.seen(),
        note=cleaned["note"],
    )


def _schedule(form: ScheduleForm, article: Article, by: User) -> object:
    cleaned = form.cleaned_data
    return workflow.schedule(
        article,
        by=by,
        moment=cleaned["moment"],
        languages=cleaned["languages"] or None,
        revision=form.seen(),
        note=cleaned["note"],
    )


def _update(form: UpdateForm, article: Article, by: User) -> object:
    cleaned = form.cleaned_data
    return workflow.update(
        article,
        by=by,
        moment=cleaned["moment"],
        significant=cleaned["significant"],
        revision=form.seen(),
        note=cleaned["note"],
    )


def _correct(form: CorrectForm, article: Article, by: User) -> object:
    return workflow.correct(article, by=by, notes=form.notes(), revision=form.seen())


def _withdraw(form: WithdrawForm, article: Article, by: User) -> object:
    return workflow.withdraw(article, by=by, notes=form.notes(), note=form.cleaned_data["note"])


def _noted(verb: Callable[..., object]) -> Doing:
    return lambda form, article, by: verb(article, by=by, note=form.cleaned_data["note"])


SCREENS: Final[dict[str, tuple[type[VerbForm], Doing, object]]] = {
    "submit": (NoteForm, _noted(workflow.submit), _("The article was submitted for review.")),
    "send_back": (SendBackForm, _noted(workflow.send_back), _("The article was sent back.")),
    "approve": (NoteForm, _noted(workflow.approve), _("The article was approved.")),
    "publish": (LanguagesForm, _publish, _("The article was published.")),
    "schedule": (ScheduleForm, _schedule, _("The article was scheduled.")),
    "unschedule": (
        VerbForm,
        lambda form, article, by: workflow.unschedule(article, by=by),
        _("The schedule was cancelled."),
    ),
    "update": (UpdateForm, _update, _("The changes were published or scheduled.")),
    "correct": (CorrectForm, _correct, _("The correction was published.")),
    "withdraw": (WithdrawForm, _withdraw, _("The article was withdrawn.")),
    "kill": (
        KillForm,
        lambda form, article, by: workflow.kill(article, by=by, reason=form.cleaned_data["note"]),
        _("The article was killed."),
    ),
    "unkill": (NoteForm, _noted(workflow.unkill), _("The kill was undone.")),
}
"""For each verb its form, its one call, and what is said when it is done."""

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
    "kill": _("The article is gone for good from every page, feed and cache."),
    "unkill": _("The article returns as withdrawn or as a draft."),
}


def do(desk: Any, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for what the verb needs, and do it; a refusal is shown, and what was typed stays."""
    article = load(pk)
    if verb not in SCREENS:
        raise Http404
    if not desk.has_view_permission(request, article):
        raise PermissionDenied
    at = timezone.now()
    form_class, perform, done = SCREENS[verb]
    refusal = _refusal(article, verb, request, at)
    if refusal is not None:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(address(article))
    form = form_class(request.POST if request.method == "POST" else None, article=article, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            perform(form, article, person(request))
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(done))
            return HttpResponseRedirect(address(article))
    context = desk.admin_site.each_context(request) | {
        "title": VERBS[verb].label,
        "subtitle": str(article),
        "opts": desk.opts,
        "article": article,
        "verb": verb,
        "label": VERBS[verb].label,
        "explanation": EXPLANATIONS[verb],
        "standing": standing(article, at=at),
        "state_label": state_label(article, at=at),
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def _refusal(article: Article, verb: str, request: HttpRequest, at: datetime) -> Refused | None:
    """Why the verb is not possible; a forged request of the wrong role gets 403."""
    try:
        workflow.rules.check(verb, article, person(request), at=at)
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        return refusal
    return None

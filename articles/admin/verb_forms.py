"""What the page of each verb asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.conf import LANGUAGES, language_name
from articles.forms import MomentField, language_attrs
from articles.models import Article
from articles.templatetags.wording import date_time
from articles.workflow.live import changed_parts
from articles.workflow.seen import Seen, on_page


def name_of(part: str) -> str:
    """A part as the screens call it: the language in itself, or what all languages share."""
    if part == content.SHARED:
        return str(_("what all languages share: section, kind, tags, byline, picture, embargo"))
    return language_name(part)


def _note(label: Any = None, *, required: bool = False) -> forms.CharField:
    label = label or _("note for colleagues")
    area = forms.Textarea({"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=2000, required=required, widget=area)


class VerbForm(forms.Form):
    """What every verb's page knows: the article, and what the page shows of it (`Seen`)."""

    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    last_fields: Sequence[str] = ()
    """Fields that come after those which `prepare` adds."""

    def __init__(self, posted: Any, *, article: Article, at: datetime) -> None:
        self.article = article
        self.at = at
        super().__init__(posted, initial={"revision": str(self.seen())})
        self.prepare()
        late = [name for name in self.last_fields if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in late), *late])

    def prepare(self) -> None:
        """Add the fields that depend on the article."""

    def seen(self) -> Seen:
        """What the page of the form shows: the verb is done to that or not at all."""
        return on_page(self.article)

    def choose(self, name: str, label: Any, parts: list[str], chosen: list[str]) -> None:
        """Ask for some of the parts, where there is a choice; each says whether it is scheduled."""
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            choices=[(part, self._described(part)) for part in parts],
            initial=chosen,
            widget=forms.CheckboxSelectMultiple,
        )

    def _described(self, part: str) -> str:
        """The part's name, with the moment of a language that readers do not see before it."""
        if part == content.SHARED or not self.article.is_awaited(language=part, at=self.at):
            return name_of(part)
        moment = self.article.published_in(part)
        return gettext("%(language)s (scheduled for %(moment)s)") % {
            "language": name_of(part),
            "moment": date_time(moment) if moment else "",
        }


class NoteForm(VerbForm):
    """A verb that only takes a note."""

    note = _note()


class SendBackForm(VerbForm):
    """The author sees why."""

    note = _note(_("what the author should change"), required=True)


class LanguagesForm(VerbForm):
    """A verb that publishes some of the complete languages.

    One that is scheduled goes live at its own moment and is ticked only where there
    is no other: to bring it forward, or to move it, is a decision of its own.
    """

    note = _note()
    last_fields: Sequence[str] = ("approves", "note")

    def prepare(self) -> None:
        latest = self.article.latest_revision
        complete = content.languages(content.read(latest)) if latest else []
        open_ones = [
            code for code in complete if not self.article.is_visible(language=code, at=self.at)
        ]
        undecided = [
            code for code in open_ones if not self.article.is_awaited(language=code, at=self.at)
        ]
        self.choose("languages", _("languages"), open_ones, undecided or open_ones)
        self.fields["languages"].required = bool(open_ones)
        if self.article.is_edited_since_approval:
            self.fields["approves"] = forms.BooleanField(
                label=_("I have read what changed since the approval, and approve it")
            )


class ScheduleForm(LanguagesForm):
    """Publication from a moment on."""

    moment = MomentField(label=_("publish at"))
    last_fields = ("languages", "approves", "note")


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
    last_fields = ("significant", "moment", "note")

    def prepare(self) -> None:
        published = self.article.published_languages()
        if len(published) > 1:
            changed = changed_parts(self.article)
            self.choose("parts", _("what goes live"), [*published, content.SHARED], changed)

    def parts(self) -> dict[str, Any]:
        """The languages and whether what is shared goes live with them, as `update` takes them."""
        parts = self.cleaned_data.get("parts")
        if parts is None:
            return {}
        languages = [part for part in parts if part != content.SHARED]
        return {"languages": languages, "shared": content.SHARED in parts}

    def changed(self) -> list[str]:
        """The parts to go live in which readers see something else; ask before it is done."""
        chosen = self.cleaned_data.get("parts")
        return [part for part in changed_parts(self.article) if chosen is None or part in chosen]


class PublicNotesForm(VerbForm):
    """A verb with a public note in each published language that it is done to."""

    note_label: object = _("public note (%(language)s)")
    notes_required = False
    longest = 500

    def offered(self) -> list[str]:
        """The languages that it can be done to."""
        return self.article.published_languages()

    def prepare(self) -> None:
        offered = self.offered()
        if len(offered) > 1:
            self.choose("languages", _("languages"), offered, offered)
        for code in offered:
            self.fields[f"note_{code}"] = forms.CharField(
                label=str(self.note_label) % {"language": language_name(code)},
                max_length=self.longest,
                required=self.notes_required and len(offered) == 1,
                widget=forms.Textarea({"rows": 3} | language_attrs(code)),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in cleaned.get("languages") or []:
            if self.notes_required and not cleaned.get(f"note_{code}"):
                missing: Any = self.fields[f"note_{code}"].error_messages["required"]
                self.add_error(f"note_{code}", ValidationError(missing, code="required"))
        return cleaned

    def languages(self) -> list[str] | None:
        """The languages it is done to; None for all."""
        return self.cleaned_data.get("languages") or None

    def notes(self) -> dict[str, str]:
        """The notes by language."""
        return {code: self.cleaned_data.get(f"note_{code}") or "" for code in LANGUAGES}


class CorrectForm(PublicNotesForm):
    """What was wrong, in every language that is corrected: those that readers see."""

    note_label = _("correction that readers see (%(language)s)")
    notes_required = True
    longest = 1000

    def offered(self) -> list[str]:
        return [code for code in LANGUAGES if self.article.is_visible(language=code, at=self.at)]


class WithdrawForm(PublicNotesForm):
    """What readers find in the article's place."""

    note_label = _("note that readers see in its place (%(language)s)")
    note = _note(_("note for colleagues only"))
    last_fields = ("note",)


class KillForm(VerbForm):
    """The reason stays in the log."""

    note = _note(_("why the article is killed"), required=True)

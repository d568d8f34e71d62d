"""The forms of the workflow verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.admin import moments
from articles.conf import LANGUAGES, language_name
from articles.forms import MomentField, counted, language_attrs
from articles.models import Article
from articles.templatetags.wording import date_time
from articles.workflow.article_version import ArticleVersion, current_version
from articles.workflow.live import changed_parts


def part_name(part: str) -> str:
    """The translated name of a part of the content (see `articles.content`)."""
    if part == content.SHARED:
        return str(_("what all languages share: section, kind, tags, byline, picture, embargo"))
    return language_name(part)


def note_field(label: Any = None, *, required: bool = False) -> forms.CharField:
    """What is said to colleagues beside a verb: 2000 characters at most, which are counted."""
    label = label or _("note for colleagues")
    area = forms.Textarea({"rows": 3, "dir": "auto"})
    field = forms.CharField(label=label, max_length=2000, required=required, widget=area)
    return counted(field)


class VerbForm(forms.Form):
    """The base form: the article at a moment, and its version as a hidden field."""

    revision = forms.CharField(required=False, widget=forms.HiddenInput)
    last_fields: Sequence[str] = ()
    """Fields displayed after those that `prepare` adds."""
    asks_moment_first = False
    """Whether its fields stand above what readers will see, of which the moment is a part."""

    def __init__(self, posted: Any, *, article: Article, at: datetime) -> None:
        self.article = article
        self.at = at
        super().__init__(posted, initial={"revision": str(self.version())})
        self.prepare()
        late = [name for name in self.last_fields if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in late), *late])

    def prepare(self) -> None:
        """Add the fields that depend on the article."""

    def version(self) -> ArticleVersion:
        """The version of the form's article, which the verb is called with."""
        return current_version(self.article)

    def add_choice(self, name: str, label: Any, parts: list[str], chosen: list[str]) -> None:
        """Add checkboxes for the parts; a scheduled language has its moment in the label."""
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            choices=[(part, self._choice_label(part)) for part in parts],
            initial=chosen,
            widget=forms.CheckboxSelectMultiple,
        )

    def _choice_label(self, part: str) -> str:
        """The part's name, with the moment of a scheduled language."""
        if part == content.SHARED or not self.article.is_awaited(language=part, at=self.at):
            return part_name(part)
        moment = self.article.published_in(part)
        return gettext("%(language)s (scheduled for %(moment)s)") % {
            "language": part_name(part),
            "moment": date_time(moment) if moment else "",
        }


class NoteForm(VerbForm):
    """The form of a verb that takes only a note."""

    note = note_field()


class SendBackForm(VerbForm):
    """The form of `send_back`: a note for the author."""

    note = note_field(_("what the author should change"), required=True)


class LanguagesForm(VerbForm):
    """The form of `publish`: which of the complete languages.

    A scheduled language is preselected only where there is no other: publishing it earlier is
    a decision of its own.
    """

    note = note_field()
    last_fields: Sequence[str] = ("approves", "note")

    def prepare(self) -> None:
        latest = self.article.latest_revision
        complete = content.complete_languages(content.read(latest)) if latest else []
        unpublished = [
            code for code in complete if not self.article.is_visible(language=code, at=self.at)
        ]
        unscheduled = [
            code for code in unpublished if not self.article.is_awaited(language=code, at=self.at)
        ]
        self.add_choice("languages", _("languages"), unpublished, unscheduled or unpublished)
        self.fields["languages"].required = bool(unpublished)
        if self.article.is_edited_since_approval:
            self.fields["approves"] = forms.BooleanField(
                label=_("I have read what changed since the approval, and approve it")
            )


class ScheduleForm(LanguagesForm):
    """The form of `schedule`: languages and a moment; of what is scheduled, the moment it has.

    Where other pieces go live about then, it names them and asks whether this is meant.
    """

    moment = MomentField(label=_("publish at"))
    asks_moment_first = True
    last_fields = ("languages", "beside", "approves", "note")

    def prepare(self) -> None:
        super().prepare()
        chosen = self.fields["languages"].initial
        awaited = [code for code in chosen if self.article.is_awaited(language=code, at=self.at)]
        if awaited:
            self.fields["moment"].initial = self.article.published_in(awaited[0])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        moment = cleaned.get("moment")
        found = moments.clashes(self.article, moment) if moment else []
        if found:
            self.fields["beside"] = forms.BooleanField(
                label=_("I know of the pieces beside it, and mean this moment"), required=False
            )
            self.order_fields(["moment", "languages", "beside"])
            if not self.data.get("beside"):
                self.add_error("moment", [self._clash(clash) for clash in found])
        return cleaned

    def _clash(self, clash: moments.Clash) -> str:
        names = {"headline": clash.article, "moment": date_time(clash.moment), "why": clash.why}
        return gettext("“%(headline)s” goes live at %(moment)s, %(why)s.") % names


class UpdateForm(VerbForm):
    """The form of `update`: parts, significance, moment."""

    significant = forms.BooleanField(
        label=_("A significant change: tell readers when the article was last updated"),
        required=False,
    )
    moment = MomentField(
        label=_("at a later moment"), required=False, help_text=_("Left empty, it goes live now.")
    )
    note = note_field()
    last_fields = ("significant", "moment", "note")

    def prepare(self) -> None:
        published = self.article.published_languages()
        if len(published) > 1:
            changed = changed_parts(self.article)
            self.add_choice("parts", _("what goes live"), [*published, content.SHARED], changed)

    def parts(self) -> dict[str, Any]:
        """The arguments `languages` and `shared` of `workflow.update`."""
        parts = self.cleaned_data.get("parts")
        if parts is None:
            return {}
        languages = [part for part in parts if part != content.SHARED]
        return {"languages": languages, "shared": content.SHARED in parts}

    def changed(self) -> list[str]:
        """The chosen parts that differ from the live ones; call it before `update`."""
        chosen = self.cleaned_data.get("parts")
        return [part for part in changed_parts(self.article) if chosen is None or part in chosen]


class PublicNotesForm(VerbForm):
    """The form of a verb with a public note in each of its languages."""

    note_label: object = _("public note (%(language)s)")
    notes_required = False
    max_note_length = 500

    def allowed_languages(self) -> list[str]:
        """The languages that the verb can be done to."""
        return self.article.published_languages()

    def chosen_languages(self, allowed: list[str]) -> list[str]:
        """Those of the allowed languages that are ticked to begin with."""
        return allowed

    def prepare(self) -> None:
        allowed = self.allowed_languages()
        if len(allowed) > 1:
            self.add_choice("languages", _("languages"), allowed, self.chosen_languages(allowed))
        for code in allowed:
            self.fields[f"note_{code}"] = forms.CharField(
                label=str(self.note_label) % {"language": language_name(code)},
                max_length=self.max_note_length,
                required=self.notes_required and len(allowed) == 1,
                widget=forms.Textarea({"rows": 3} | language_attrs(code)),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in cleaned.get("languages") or []:
            if self.notes_required and not cleaned.get(f"note_{code}"):
                missing = gettext("Write it in this language as well, or take its tick away above.")
                self.add_error(f"note_{code}", ValidationError(missing, code="required"))
        return cleaned

    def languages(self) -> list[str] | None:
        """The chosen languages; None for all."""
        return self.cleaned_data.get("languages") or None

    def notes(self) -> dict[str, str]:
        """The notes by language."""
        return {code: self.cleaned_data.get(f"note_{code}") or "" for code in LANGUAGES}


class CorrectForm(PublicNotesForm):
    """The form of `correct`: a note in every corrected language."""

    note_label = _("correction that readers see (%(language)s)")
    notes_required = True
    max_note_length = 1000

    def allowed_languages(self) -> list[str]:
        return [code for code in LANGUAGES if self.article.is_visible(language=code, at=self.at)]

    def chosen_languages(self, allowed: list[str]) -> list[str]:
        """The languages whose text was changed; all where none or what they share was."""
        changed = changed_parts(self.article)
        own = [code for code in allowed if code in changed]
        return own if own and content.SHARED not in changed else allowed


class WithdrawForm(PublicNotesForm):
    """The form of `withdraw`: languages and public notes."""

    note_label = _("note that readers see in its place (%(language)s)")
    note = note_field(_("note for colleagues only"))
    last_fields = ("note",)


class KillForm(VerbForm):
    """The form of `kill`: a reason for the log."""

    note = note_field(_("why the article is killed"), required=True)

"""Entries in the words of the screen: actions, kinds, fields and values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.activity import ACTION_LABELS
from articles.admin.revision_content import FieldChange
from articles.admin.text_diff import diff_paragraphs
from articles.broadcast.wording import day_name, weekday_names
from articles.conf import LANGUAGES, language_name
from articles.languages import joined
from articles.templatetags.wording import date_time
from articles.text_checks import RULES
from articles.workflow.rules import EFFECTIVE_STATES
from newsroom.accounts.roles import ROLE_LABELS
from newsroom.audit.catalogue import AUDITED, BY_MEANING
from newsroom.audit.models import Entry
from newsroom.audit.values import CHANGED, REHASHED

ACTIONS: Final[dict[str, object]] = ACTION_LABELS | {
    "change": _("Changed"),
    "delete": _("Deleted"),
    "merge": _("Merged"),
    "unmerge": _("Merge undone"),
    "sign_in": _("Signed in"),
    "sign_out": _("Signed out"),
    "sign_in_failed": _("Failed sign-in"),
    "check_failed": _("Wrong code, passkey or old password"),
    "attempt_refused": _("Attempts refused during a wait"),
    "end_sessions": _("Sessions ended"),
    "export": _("Exported"),
    "prune": _("Log shortened"),
    "command": _("Command run"),
}
"""The label of each `Entry.action`."""
_FIELDS: Final[dict[str, object]] = {
    "articles": _("articles"),
    "attempts": _("number of attempts"),
    "because": _("reason"),
    "count": _("number of entries"),
    "filters": _("filters"),
    "groups": _("roles"),
    "head": _("head of the chain"),
    "languages": _("languages"),
    "members": _("members"),
    "merged": _("merged"),
    "moment": _("moment"),
    "name": _("name, as a keyed hash"),
    "note": _("note"),
    "permissions": _("permissions"),
    "revision": _("revision"),
    "sessions": _("sessions"),
    "shared": _("the common part"),
    "state": _("state"),
    "user_permissions": _("permissions"),
    "way": _("by"),
}
"""Labels of what is no field of the model, or is called otherwise here."""
_WORDS: Final[dict[str, object]] = {
    CHANGED: _("changed"),
    REHASHED: _("the same, stored by a newer method"),
    "off": _("off"),
    "marks": _("marks"),
    "blocks": _("blocks submission"),
    "code": _("code of the app, or recovery code"),
    "passkey": _("passkey"),
    "password": _("password"),
    "old password": _("old password"),
    "reset": _("request for a new password"),
}
_COMMAND: Final = "command"


_OWN_LABELS: Final = {
    _COMMAND: _("command"),
    "mfa.authenticator": _("second factor"),
    "account.emailaddress": _("e-mail address"),
}
"""Kinds that are no model, or one whose library has no Arabic."""


def kinds() -> list[tuple[str, str]]:
    """(kind, its label) of everything that entries may be about, by label."""
    labels = [label.lower() for label in (*AUDITED, *BY_MEANING, "audit.Entry")]
    left_out = {"articles.transition", "articles.tagmerge"}
    named = [(label, kind_label(label)) for label in {*labels, _COMMAND} - left_out]
    return sorted(named, key=lambda pair: pair[1])


def kind_label(kind: str) -> str:
    """What the kind is called; the kind itself when its model is gone."""
    if kind in _OWN_LABELS:
        return str(_OWN_LABELS[kind])
    model = _model(kind)
    return str(model._meta.verbose_name) if model else kind


def object_name(entry: Entry) -> str:
    """What the object was called, "" for nothing; a role or a text rule by its label."""
    name = entry.object_name
    if entry.kind == "auth.group":
        return str(ROLE_LABELS.get(name, name))
    if entry.kind == "articles.textrule" and name in RULES:
        return str(RULES[name].label)
    return name


def via_label(via: str) -> str:
    """By way of what somebody acted; threads are background work, whatever their names."""
    if via.startswith("background"):
        return gettext("background work")
    before, _colon, name = via.partition(": ")
    return gettext("command %(name)s") % {"name": name} if before == _COMMAND else via


def action_label(action: str) -> str:
    """What the action is called."""
    return str(ACTIONS.get(action, action))


def field_label(kind: str, name: str) -> str:
    """What the field of the kind is called; a rule of the text checks by its own name.

    A run of a command counts what it did as "kind: action".
    """
    done_to, colon, action = name.partition(": ")
    if kind == _COMMAND and colon:
        return f"{kind_label(done_to)}: {action_label(action)}"
    if name in RULES:
        return str(RULES[name].label)
    if name in _FIELDS:
        return str(_FIELDS[name])
    field = _field(kind, name)
    return str(getattr(field, "verbose_name", "") or name)


def changes_of(entry: Entry) -> list[FieldChange]:
    """The changed fields with the words of both values, compared word by word; no query."""
    return [_field_change(entry.kind, name, pair) for name, pair in entry.changes.items()]


def _field_change(kind: str, name: str, pair: list[Any]) -> FieldChange:
    before, after = (value_words(kind, name, value) for value in pair)
    old, new = before.splitlines(), after.splitlines()
    language = name.rpartition("_")[2]
    return FieldChange(
        name,
        field_label(kind, name),
        language if language in LANGUAGES else "",
        old,
        new,
        diff_paragraphs(old, new),
        is_markup_only=False,
    )


def value_words(kind: str, name: str, value: Any) -> str:
    """A value as people read it, in the language of the screen; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return joined(
            language_name(each) if each in LANGUAGES else _day_words(each) for each in value
        )
    if name == "weekdays":
        return weekday_names(int(value))
    if name == "last_day":
        return _day_words(str(value))
    return _text_words(kind, name, str(value))


def _listed_words(each: Any) -> str:
    return language_name(each) if each in LANGUAGES else _day_words(each)


def _day_words(text: Any) -> str:
    """A day in words; any other text as it is."""
    try:
        return day_name(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def _text_words(kind: str, name: str, text: str) -> str:
    if name == "state":
        return str(EFFECTIVE_STATES.get(text, text))
    if name == "groups":
        return joined(ROLE_LABELS.get(role, role) for role in text.split(", "))
    if name in RULES or name == "way" or text in (CHANGED, REHASHED):
        return str(_WORDS.get(text, text))
    choices = dict(getattr(_field(kind, name), "flatchoices", ()))
    return str(choices[text]) if text in choices else _moment_words(name, text)


def _moment_words(name: str, text: str) -> str:
    """A moment in the site's zone; any other text as it is."""
    if not name.endswith(("_at", "_until", "moment")):
        return text
    try:
        return date_time(datetime.fromisoformat(text))
    except ValueError:
        return text


def _model(kind: str) -> Any:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _field(kind: str, name: str) -> Any:
    model = _model(kind)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None

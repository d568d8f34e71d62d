"""The form of an article: one form over the content of its newest revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.admin import picking
from articles.admin.body import BodyFormField
from articles.admin.neighbours import NumbersField
from articles.admin.tag_names import TagNamesField, joined
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.forms import MomentField, language_attrs
from articles.models import Article, Author, Image, Section, Tag
from articles.models.article import TRANSLATED, kind_choices, role_choices
from articles.models.fields import number_in

PANEL: Final = (
    "kicker",
    "headline",
    "standfirst",
    "body",
    "dateline",
    "lead_image_caption",
    "slug",
    "seo_title",
    "seo_description",
)
"""The fields of a language, in the order in which a piece is written."""
RECOMMENDED: Final = {"headline": 90, "standfirst": 220, "seo_title": 60, "seo_description": 155}
"""Lengths in characters beyond which search engines and cards cut."""
_LARGEST: Final = 2**63 - 1
_LONG: Final = {"standfirst": 3, "lead_image_caption": 2, "seo_description": 3}


def _text_field(name: str, language: str) -> forms.Field:
    column: Any = Article._meta.get_field(name)
    attrs: dict[str, Any] = dict(language_attrs(language))
    if name in RECOMMENDED:
        attrs["data-recommended"] = RECOMMENDED[name]
    widget: forms.Widget = forms.TextInput(attrs)
    if name in _LONG:
        widget = forms.Textarea(attrs | {"rows": _LONG[name]})
    help_text = _("Left empty, it follows the headline.") if name == "slug" else ""
    return forms.CharField(
        label=column.verbose_name,
        max_length=column.max_length,
        required=False,
        widget=widget,
        help_text=help_text,
    )


def _fields(language: str) -> dict[str, forms.Field]:
    return {
        f"{name}_{language}": BodyFormField(language)
        if name == "body"
        else _text_field(name, language)
        for name in PANEL
    }


class BylineForm(forms.Form):
    """One name of the byline; an empty one is left out."""

    author = picking.PickField("authors", label=_("author"))
    role = forms.ChoiceField(label=_("role"), choices=role_choices, required=False)


class PinForm(forms.Form):
    """One related article that stands first; `of` is the article (id) beside which it stands."""

    article = picking.PickField("articles", label=_("article"))

    def __init__(self, *args: Any, of: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def clean_article(self) -> int | None:
        """Refuse the article itself, which readers have before them already."""
        chosen: int | None = self.cleaned_data["article"]
        if chosen is not None and chosen == self.of:
            raise ValidationError(_("An article does not stand beside itself."), code="itself")
        return chosen


BylineFormSet = forms.formset_factory(
    BylineForm, extra=1, can_order=True, max_num=30, absolute_max=60
)
PinFormSet = forms.formset_factory(PinForm, extra=1, can_order=True, max_num=12, absolute_max=30)


class ArticleForm(forms.Form):
    """Everything of a revision; `bylines` and `pins` are the ordered rows.

    `article` is the one that it writes (id), None for a new one. `data_to_save()` is
    the content of what was typed, once the form is valid.
    """

    kind = forms.ChoiceField(label=_("kind"), choices=kind_choices)
    section = forms.ModelChoiceField(
        Section.objects.in_order(), label=_("section"), required=False, empty_label="—"
    )
    tags = TagNamesField(
        label=_("tags"), help_text=_("Separate tags by commas; a tag may have many words.")
    )
    lead_image = picking.PickField("pictures", label=_("lead picture"))
    embargo_until = MomentField(label=_("embargo until"), required=False)
    expires_at = MomentField(label=_("expires"), required=False)
    note = forms.CharField(
        label=_("note for colleagues"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("What you changed; it stands in the history."),
    )
    pin_also = NumbersField(required=False)
    bans = NumbersField(required=False)
    base = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=_LARGEST
    )

    def __init__(
        self,
        posted: Mapping[str, Any] | None = None,
        *,
        of: content.Data,
        base: int | None,
        may_add_tags: bool,
        article: int | None = None,
    ) -> None:
        self.article = article
        super().__init__(posted, initial=_initial(of) | {"base": base})
        for language in LANGUAGES:
            self.fields.update(_fields(language))
        tags: Any = self.fields["tags"]
        tags.may_add = may_add_tags
        self.bylines = BylineFormSet(posted, prefix="bylines", initial=_byline_rows(of))
        self.pins = PinFormSet(
            posted, prefix="pins", initial=_pin_rows(of, but=article), form_kwargs={"of": article}
        )

    def panels(self) -> list[dict[str, Any]]:
        """For each language its fields, and whether one of them holds an error."""
        return [
            {
                "language": language,
                "fields": [self[f"{name}_{language}"] for name in PANEL],
                "has_errors": any(f"{name}_{language}" in self.errors for name in PANEL),
            }
            for language in LANGUAGES
        ]

    @property
    def pinned_also(self) -> list[int]:
        """The related articles that are ticked to be pinned, posted and not saved yet."""
        return _numbers(self["pin_also"].value())

    @property
    def banned(self) -> list[int]:
        """The articles that the form shows as banned, posted or stored."""
        return _numbers(self["bans"].value())

    def chosen_picture(self) -> Image | None:
        """The picture that the field names now, posted or stored; one query."""
        number = number_in(str(self["lead_image"].value() or ""))
        return Image.objects.filter(pk=number).first() if number else None

    def is_valid(self) -> bool:
        rows = [self.bylines.is_valid(), self.pins.is_valid()]
        return super().is_valid() and all(rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            content.clean(self._texts())
        except Refused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None
        return cleaned

    def _texts(self) -> dict[str, Any]:
        names = [f"{name}_{language}" for name in TRANSLATED for language in LANGUAGES]
        return {name: self.cleaned_data.get(name) or "" for name in names}

    def data_to_save(self) -> content.Data:
        """The content; names that are no tag yet become tags, so call it in the transaction."""
        cleaned = self.cleaned_data
        data = self._texts() | {
            "kind": cleaned["kind"],
            "section": cleaned["section"].pk if cleaned["section"] else None,
            "lead_image": cleaned["lead_image"],
            "embargo_until": cleaned["embargo_until"],
            "expires_at": cleaned["expires_at"],
            "tags": [tag.pk for tag in Tag.objects.named(cleaned["tags"])],
            "bylines": [
                {"author": row["author"], "role": row["role"]}
                for row in _in_order(self.bylines, "author")
            ],
            "bans": [pk for pk in cleaned["bans"] if pk != self.article],
            "pins": self._pinned(),
        }
        return content.clean(data)

    def _pinned(self) -> list[int]:
        """The pins in the order of their rows, then what was ticked.

        What is banned is no pin, nor is the article itself.
        """
        rows = [row["article"] for row in _in_order(self.pins, "article")]
        pins = dict.fromkeys([*rows, *self.cleaned_data["pin_also"]])
        return [pk for pk in pins if pk not in (*self.cleaned_data["bans"], self.article)]


def _numbers(values: Any) -> list[int]:
    numbers = (number_in(str(value)) for value in values or ())
    return [number for number in numbers if number]


def _in_order(rows: Any, needed: str) -> list[dict[str, Any]]:
    """The filled rows in the order of their numbers; rows without a number come last."""
    filled = [row.cleaned_data for row in rows.forms if row.cleaned_data.get(needed)]
    return sorted(filled, key=lambda row: (row.get("ORDER") is None, row.get("ORDER") or 0))


def _initial(data: content.Data) -> dict[str, Any]:
    """What the form shows of the data; a query each for tags and the picture."""
    names = {
        f"{name}_{language}": data.get(f"{name}_{language}") or ""
        for name in TRANSLATED
        for language in LANGUAGES
    }
    tags = Tag.objects.by_number(data.get("tags") or [])
    picture = Image.objects.filter(pk=data.get("lead_image") or 0).first()
    return names | {
        "kind": data.get("kind") or "news",
        "section": data.get("section"),
        "embargo_until": data.get("embargo_until"),
        "expires_at": data.get("expires_at"),
        "bans": data.get("bans") or [],
        "tags": joined([str(tags[pk]) for pk in data.get("tags") or [] if pk in tags]),
        "lead_image": picking.label(picture) if picture else "",
    }


def _byline_rows(data: content.Data) -> list[dict[str, Any]]:
    wanted = data.get("bylines") or []
    authors = Author.objects.in_bulk([entry["author"] for entry in wanted])
    return [
        {"author": picking.label(authors[entry["author"]]), "role": entry["role"]}
        for entry in wanted
        if entry["author"] in authors
    ]


def _pin_rows(data: content.Data, *, but: int | None) -> list[dict[str, Any]]:
    """The pins as rows, without the article itself (`but`), which an older version may hold."""
    wanted = [pk for pk in data.get("pins") or [] if pk != but]
    rows = Article.objects.without_bodies().in_bulk(wanted)
    return [{"article": picking.label(rows[pk])} for pk in wanted if pk in rows]

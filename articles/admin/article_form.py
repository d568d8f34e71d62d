"""The form of an article: all of a revision's content, with formsets for byline and pins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles import body, content
from articles.admin import autocomplete
from articles.admin.body import BodyFormField
from articles.admin.picture_words import LeadPictureInput
from articles.admin.related_panel import IdListField
from articles.admin.tag_names import TagNamesField, join_names
from articles.arabic.normalize import fold_key
from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.forms import MomentField, counted, language_attrs
from articles.languages import DEFAULT_LANGUAGE
from articles.models import Article, Author, Image, Section, Tag
from articles.models.article import TRANSLATED, kind_choices, role_choices
from articles.models.fields import MAX_ID, number_in

PANEL_FIELDS: Final = {
    "kicker": "paper",
    "headline": "paper",
    "standfirst": "paper",
    "body": "paper",
    "dateline": "people",
    "lead_image_caption": "pictures",
    "slug": "search_engines",
    "seo_title": "search_engines",
    "seo_description": "search_engines",
}
"""The translated fields in display order: on the paper, or on which page of the side panel."""
RECOMMENDED_LENGTHS: Final = {
    "headline": 90,
    "standfirst": 220,
    "seo_title": 60,
    "seo_description": 155,
}
"""Lengths in characters beyond which search engines and cards truncate."""
_TEXTAREA_ROWS: Final = {
    "kicker": 1,
    "headline": 1,
    "standfirst": 2,
    "lead_image_caption": 2,
    "seo_description": 3,
}


def _text_field(name: str, language: str) -> forms.Field:
    column: Any = Article._meta.get_field(name)
    attrs: dict[str, Any] = dict(language_attrs(language))
    if name in RECOMMENDED_LENGTHS:
        attrs["data-recommended"] = RECOMMENDED_LENGTHS[name]
    if PANEL_FIELDS[name] == "paper":
        # The paper speaks the language of what is written on it.
        with override(language):
            attrs |= {"class": name, "placeholder": capfirst(str(column.verbose_name))}
    widget: forms.Widget = forms.TextInput(attrs)
    if name in _TEXTAREA_ROWS:
        widget = forms.Textarea(attrs | {"rows": _TEXTAREA_ROWS[name], "data-line": ""})
    help_text = _("Left empty, it follows the headline.") if name == "slug" else ""
    field = forms.CharField(
        label=column.verbose_name,
        max_length=column.max_length,
        required=False,
        widget=widget,
        help_text=help_text,
    )
    # A browser cuts what is pasted at `maxlength` without a word; the form says how much too long.
    field.widget.attrs.pop("maxlength", None)
    return field


def translated_fields(language: str, names: Iterable[str]) -> dict[str, forms.Field]:
    """The form fields of these translated fields in the language, by `headline_ar`."""
    return {
        f"{name}_{language}": BodyFormField(language)
        if name == "body"
        else _text_field(name, language)
        for name in names
    }


class BylineForm(forms.Form):
    """One row of the byline; an empty row is ignored."""

    author = autocomplete.AutocompleteField("authors", label=_("author"))
    role = forms.ChoiceField(label=_("role"), choices=role_choices, required=False)


class PinForm(forms.Form):
    """One pinned related article; `of` is the id of the article that is edited."""

    article = autocomplete.AutocompleteField("articles", label=_("article"))

    def __init__(self, *args: Any, of: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def clean_article(self) -> int | None:
        """Refuse the edited article itself."""
        chosen: int | None = self.cleaned_data["article"]
        if chosen is not None and chosen == self.of:
            raise ValidationError(_("An article does not stand beside itself."), code="itself")
        return chosen


BylineFormSet = forms.formset_factory(
    BylineForm, extra=1, can_order=True, max_num=30, absolute_max=60
)
PinFormSet = forms.formset_factory(PinForm, extra=1, can_order=True, max_num=12, absolute_max=30)


class ArticleForm(forms.Form):
    """The content of a revision; `bylines` and `pins` are ordered formsets.

    `article` is the id of the edited article, None for a new one, `published` the languages that
    readers have or had: in others an address that was made of the headline goes on following it.
    `verdicts` are decisions about suggested edits (admin/suggestion_verdicts.py).
    `data_to_save()` gives the content once the form is valid.
    """

    kind = forms.ChoiceField(label=_("kind"), choices=kind_choices)
    section = forms.ModelChoiceField(
        Section.objects.in_order(), label=_("section"), required=False, empty_label="—"
    )
    tags = TagNamesField(
        label=_("tags"), help_text=_("Separate tags by commas; a tag may have many words.")
    )
    lead_image = autocomplete.AutocompleteField(
        "pictures", label=_("lead picture"), widget=LeadPictureInput
    )
    embargo_until = MomentField(label=_("embargo until"), required=False)
    expires_at = MomentField(label=_("expires"), required=False)
    note = counted(
        forms.CharField(
            label=_("note for colleagues"),
            max_length=500,
            required=False,
            widget=forms.TextInput({"dir": "auto"}),
            help_text=_("What you changed; it stands in the history."),
        )
    )
    verdicts = forms.CharField(required=False, widget=forms.HiddenInput)
    pin_also = IdListField(required=False)
    bans = IdListField(required=False)
    base = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=MAX_ID
    )

    def __init__(
        self,
        posted: Mapping[str, Any] | None = None,
        *,
        of: content.Data,
        base: int | None,
        may_add_tags: bool,
        article: int | None = None,
        published: Collection[str] = (),
    ) -> None:
        self.article = article
        of = _with_following_slugs(of, published)
        rows = _known_rows(of)
        self.known_rows: list[Model] = [*rows.tags.values(), *rows.authors.values(), *rows.pictures]
        super().__init__(posted, initial=_initial(of, rows) | {"base": base})
        for language in LANGUAGES:
            self.fields.update(translated_fields(language, PANEL_FIELDS))
        tags: Any = self.fields["tags"]
        tags.may_add = may_add_tags
        self.bylines = BylineFormSet(posted, prefix="bylines", initial=_byline_rows(of, rows))
        self.pins = PinFormSet(
            posted, prefix="pins", initial=_pin_rows(of, but=article), form_kwargs={"of": article}
        )

    @property
    def formsets(self) -> tuple[BaseFormSet[Any], ...]:
        """The rows of the byline and of the pinned articles."""
        return self.bylines, self.pins

    def panels(self) -> list[dict[str, Any]]:
        """{"language", "has_errors"} for each language, and its fields by place (PANEL_FIELDS)."""
        return [
            {
                "language": language,
                "has_errors": any(f"{name}_{language}" in self.errors for name in PANEL_FIELDS),
            }
            | {
                place: [
                    self[f"{name}_{language}"]
                    for name in PANEL_FIELDS
                    if PANEL_FIELDS[name] == place
                ]
                for place in PANEL_FIELDS.values()
            }
            for language in LANGUAGES
        ]

    @property
    def pinned_also(self) -> list[int]:
        """The ids of related articles that are ticked to be pinned, from the POST data."""
        return _valid_ids(self["pin_also"].value())

    @property
    def banned(self) -> list[int]:
        """The ids of the banned articles, from the POST data or the revision."""
        return _valid_ids(self["bans"].value())

    def chosen_picture(self) -> Image | None:
        """The lead image, from the POST data or the revision; a query when it is another one."""
        number = number_in(str(self["lead_image"].value() or ""))
        known = (row for row in self.known_rows if isinstance(row, Image) and row.pk == number)
        return next(known, None) or (Image.objects.filter(pk=number).first() if number else None)

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
        """The cleaned content; creates missing tags, so call it inside the transaction."""
        return self._data(Tag.objects.named(self.cleaned_data["tags"]))

    def data_to_preview(self) -> tuple[content.Data, list[Tag]]:
        """The cleaned content and its tags, new ones unsaved; writes nothing. Two queries."""
        names = self.cleaned_data["tags"]
        found = Tag.objects.spelled(names)
        tags = [found.get(fold_key(name)) or _new_tag(name) for name in names]
        return self._data([tag for tag in tags if tag.pk]), tags

    def _data(self, tags: list[Tag]) -> content.Data:
        cleaned = self.cleaned_data
        data = self._texts() | {
            "kind": cleaned["kind"],
            "section": cleaned["section"].pk if cleaned["section"] else None,
            "lead_image": cleaned["lead_image"],
            "embargo_until": cleaned["embargo_until"],
            "expires_at": cleaned["expires_at"],
            "tags": [tag.pk for tag in tags],
            "bylines": [
                {"author": row["author"], "role": row["role"]}
                for row in _in_order(self.bylines, "author")
            ],
            "bans": [pk for pk in cleaned["bans"] if pk != self.article],
            "pins": self._pinned(),
        }
        return content.clean(data)

    def data_to_show(self) -> tuple[content.Data, list[str]]:
        """What was typed as far as it is understood, and the names of tags that do not exist yet.

        For reading and comparing alone: texts over their limit stand whole. Call it after
        `is_valid()`, whatever that said; two queries.
        """
        cleaned = self.cleaned_data
        named = cleaned.get("tags") or []
        known = Tag.objects.spelled(named)
        section = cleaned.get("section")
        data = content.blank() | self._texts_to_show()
        data |= {
            "kind": cleaned.get("kind") or "news",
            "section": section.pk if section else None,
            "lead_image": cleaned.get("lead_image"),
            "tags": [known[key].pk for name in named if (key := fold_key(name)) in known],
            "bylines": [
                {"author": row["author"], "role": row.get("role") or "writer"}
                for row in _in_order(self.bylines, "author")
            ],
            "pins": [row["article"] for row in _in_order(self.pins, "article")],
            "bans": cleaned.get("bans") or [],
        }
        for name in ("embargo_until", "expires_at"):
            data[name] = moment.isoformat() if (moment := cleaned.get(name)) else None
        return data, [name for name in named if fold_key(name) not in known]

    def _texts_to_show(self) -> dict[str, str]:
        texts = self._texts()
        for name in texts:
            typed = texts[name] or str(self[name].value() or "")
            texts[name] = body.sanitise(typed) if name.startswith("body_") else typed
            if name.startswith("slug_"):
                texts[name] = slugify(typed or texts[name.replace("slug_", "headline_", 1)])
        return texts

    def _pinned(self) -> list[int]:
        """The ids of the formset in order, then the ticked ones; none banned, nor the article."""
        rows = [row["article"] for row in _in_order(self.pins, "article")]
        pins = dict.fromkeys([*rows, *self.cleaned_data["pin_also"]])
        return [pk for pk in pins if pk not in (*self.cleaned_data["bans"], self.article)]


def _new_tag(name: str) -> Tag:
    """The tag that saving the form would make of the name; unsaved."""
    columns = {f"name_{DEFAULT_LANGUAGE}": name, f"slug_{DEFAULT_LANGUAGE}": slugify(name) or "tag"}
    return Tag(**columns)


def _valid_ids(values: Any) -> list[int]:
    numbers = (number_in(str(value)) for value in values or ())
    return [number for number in numbers if number]


def _in_order(rows: Any, needed: str) -> list[dict[str, Any]]:
    """The filled rows by their ORDER; rows without one come last."""
    filled = [row.cleaned_data for row in rows.forms if row.cleaned_data.get(needed)]
    return sorted(filled, key=lambda row: (row.get("ORDER") is None, row.get("ORDER") or 0))


class _KnownRows(NamedTuple):
    """The rows that a revision refers to, by their numbers there; of pictures the lead one."""

    tags: dict[int, Tag]
    authors: dict[int, Author]
    pictures: list[Image]


def _known_rows(data: content.Data) -> _KnownRows:
    """A query for each kind of which there are some."""
    authors = [entry["author"] for entry in data.get("bylines") or []]
    return _KnownRows(
        Tag.objects.by_number(data.get("tags") or []),
        Author.objects.in_bulk(authors),
        list(Image.objects.filter(pk=data["lead_image"])) if data.get("lead_image") else [],
    )


def _with_following_slugs(data: content.Data, published: Collection[str]) -> content.Data:
    """The data without the addresses that were made of headlines, except in `published`."""
    made = {
        f"slug_{language}": ""
        for language in LANGUAGES
        if language not in published
        and data.get(f"slug_{language}") == slugify(data.get(f"headline_{language}") or "")
    }
    return data | made


def _initial(data: content.Data, rows: _KnownRows) -> dict[str, Any]:
    """The initial values of the form; no query."""
    names = {
        f"{name}_{language}": data.get(f"{name}_{language}") or ""
        for name in TRANSLATED
        for language in LANGUAGES
    }
    tags = rows.tags
    return names | {
        "kind": data.get("kind") or "news",
        "section": data.get("section"),
        "embargo_until": data.get("embargo_until"),
        "expires_at": data.get("expires_at"),
        "bans": data.get("bans") or [],
        "tags": join_names([str(tags[pk]) for pk in data.get("tags") or [] if pk in tags]),
        "lead_image": "".join(autocomplete.option_label(image) for image in rows.pictures),
    }


def _byline_rows(data: content.Data, rows: _KnownRows) -> list[dict[str, Any]]:
    wanted, authors = data.get("bylines") or [], rows.authors
    return [
        {"author": autocomplete.option_label(authors[entry["author"]]), "role": entry["role"]}
        for entry in wanted
        if entry["author"] in authors
    ]


def _pin_rows(data: content.Data, *, but: int | None) -> list[dict[str, Any]]:
    """The initial rows of pins, without `but`, the article itself, which old revisions may hold."""
    wanted = [pk for pk in data.get("pins") or [] if pk != but]
    rows = Article.objects.without_bodies().in_bulk(wanted)
    return [{"article": autocomplete.option_label(rows[pk])} for pk in wanted if pk in rows]

"""The form field and widget of a body: the editor of the schema of `articles.body`."""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext
from js_asset.js import ImportMap
from js_asset.media import Media

from articles import body
from articles.admin import paste_messages
from articles.admin.picture_words import gallery_labels, picture_labels, picture_urls
from articles.conf import LANGUAGES, values
from articles.forms import language_attrs

_MODULES: Final = (
    *("blocks", "comments", "dialogs", "icons", "keys", "nodes", "paste", "selection"),
    *("figure", "gallery", "library", "picture_panel", "suggestions", "table", "text_checks"),
    *("toolbar", "upload"),
    *("paste/cells", "paste/docs", "paste/emphasis", "paste/links", "paste/lists", "paste/notes"),
    *("paste/numbers", "paste/objects", "paste/page", "paste/pasted", "paste/withdrawn"),
)


# The package has no types.
_import_map: Any = ImportMap
_media_with_map: Any = Media


def _media() -> Any:
    own = {f"newsroom/editor/{name}": f"js/editor/{name}.js" for name in _MODULES}
    library = {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        "newsroom/desk/folding": "js/desk/folding.js",
        "newsroom/focal": "js/focal.js",
    }
    return _media_with_map(
        importmap=_import_map(library | own),
        css={"all": ["css/editor.css", "css/editor-table.css", "css/editor-gallery.css"]},
        js=[Script("js/editor/editor.js", type="module")],
    )


def _labels() -> dict[str, Any]:
    """The editor's labels and messages in the active language.

    `names` are those of the blocks in every language, by which the menu of blocks is searched.
    """
    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with override(language):
            for block, label in _block_labels().items():
                names.setdefault(block, []).append(label)
    return _fixed_labels() | _block_labels() | _table_labels() | {"names": names}


def _block_labels() -> dict[str, str]:
    return {
        "paragraph": pgettext("editor", "Paragraph"),
        "heading2": pgettext("editor", "Heading"),
        "heading3": pgettext("editor", "Subheading"),
        "bulletList": pgettext("editor", "List"),
        "orderedList": pgettext("editor", "Numbered list"),
        "quote": pgettext("editor", "Quotation"),
        "pullquote": pgettext("editor", "Pull quote"),
        "picture": pgettext("editor", "Picture"),
        "gallery": pgettext("editor", "Gallery"),
        "related": pgettext("editor", "Related article"),
        "embed": pgettext("editor", "Post or video"),
        "table": pgettext("editor", "Table"),
        "rule": pgettext("editor", "Divider"),
    }


def _fixed_labels() -> dict[str, Any]:
    return {
        "toolbar": _("Formatting"),
        "insertBlock": _("Insert a block"),
        "selection": _("The selected words"),
        "bold": pgettext("editor", "Bold"),
        "italic": pgettext("editor", "Italic"),
        "link": pgettext("editor", "Link"),
        "comment": pgettext("editor", "Comment"),
        "pullWide": _("Let the pull quote be wider than the text"),
        "direction": pgettext("editor", "Turn direction"),
        "undo": pgettext("editor", "Undo"),
        "redo": pgettext("editor", "Redo"),
        "findArticle": _("Find an article by headline or number"),
        "address": _("Address (URL)"),
        "embedHelp": _("The address of a post or video on one of: %(sites)s."),
        "badAddress": _("This address cannot be used here."),
        "insert": pgettext("editor", "Insert"),
        "remove": pgettext("editor", "Remove"),
        "cancel": pgettext("editor", "Cancel"),
        "nothing": _("Nothing was found."),
        "failed": _("The search did not answer. Try again."),
        "caption": _("Caption"),
        "readAlso": _("Read also"),
        "missing": _("Number %(number)s was not found."),
        "pictures": picture_labels(),
        **gallery_labels(),
        "pasting": paste_messages.paste_messages(),
    }


def _table_labels() -> dict[str, str]:
    return {
        "rowBefore": pgettext("editor", "Row above"),
        "rowAfter": pgettext("editor", "Row below"),
        "columnBefore": pgettext("editor", "Column before"),
        "columnAfter": pgettext("editor", "Column after"),
        "headerRow": pgettext("editor", "Header row"),
        "headerColumn": pgettext("editor", "Header column"),
        "tableCaption": pgettext("editor", "Table caption"),
        "deleteRow": pgettext("editor", "Delete row"),
        "deleteColumn": pgettext("editor", "Delete column"),
        "deleteTable": pgettext("editor", "Delete table"),
    }


class BodyWidget(forms.Textarea):
    """A textarea that JavaScript replaces by the editor; without it, it holds the HTML."""

    @property
    def media(self) -> Any:
        return _media()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        configuration = {
            "extensions": body.EXTENSIONS,
            "labels": _labels(),
            "urls": {
                "articles": reverse("admin:articles_article_complete", args=["articles"]),
                **picture_urls(),
            },
        }
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(configuration)
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        # The browser cannot point at a hidden text area, and would refuse to send without a word.
        return False


class BodyFormField(forms.CharField):
    """A body in one language; the value is sanitised HTML, "" for an empty one."""

    widget = BodyWidget

    def __init__(self, language: str, **kwargs: Any) -> None:
        with override(language):
            placeholder = _("Write here, or type / to insert a block")
        attrs = language_attrs(language) | {"rows": "18", "placeholder": placeholder}
        defaults: dict[str, Any] = {
            "label": gettext_lazy("body"),
            "required": False,
            "widget": BodyWidget(attrs),
        }
        super().__init__(**defaults | kwargs)

    def clean(self, value: Any) -> str:
        """Sanitised HTML; ValidationError for more than BODY_MAX_BYTES, checked before parsing."""
        html = super().clean(value)
        if len(html.encode("utf-8", "replace")) > values.BODY_MAX_BYTES:
            raise forms.ValidationError(
                _("The text is too long: at most %(size)s kilobytes."),
                params={"size": values.BODY_MAX_BYTES // 1000},
                code="too_long",
            )
        return body.sanitise(html)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return body.sanitise(initial or "") != body.sanitise(data or "")

"""Labels and addresses of pictures on the writing screen, for its scripts (static/js/editor)."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.conf import LANGUAGES, language_name
from articles.languages import direction
from articles.models.media import licence_choices


def picture_urls() -> dict[str, str]:
    """The addresses of the library's list and of its uploads."""
    return {
        "library": reverse("admin:articles_image_library"),
        "upload": reverse("admin:articles_image_upload"),
    }


def picture_labels() -> dict[str, Any]:
    """Labels and messages in the active language, with the languages and the licences."""
    return {
        "languages": [[code, language_name(code), direction(code)] for code in LANGUAGES],
        "licences": [[value, str(label)] for value, label in licence_choices()],
        **_choosing(),
        **_uploading(),
        **_describing(),
        "width": _("Width of the picture"),
        "widths": width_names(),
    }


def _choosing() -> dict[str, str]:
    return {
        "choosePicture": _("Choose a picture"),
        "findPicture": _("Find a picture by title, description or number"),
        "upload": _("Upload a picture"),
        "choosePictures": _("Choose pictures"),
        "uploadSeveral": _("Upload pictures"),
        "insertPictures": _("Insert the chosen pictures (%(count)s)"),
        "more": _("Show older pictures"),
        "cancel": pgettext("editor", "Cancel"),
        "nothing": _("Nothing was found."),
        "failed": _("The search did not answer. Try again."),
        "dropHere": _("Or drag a picture here, or paste it."),
    }


def width_names() -> dict[str, str]:
    """What editors call each of WIDTHS, and under "" the width of the text."""
    return {
        "": pgettext("width of a picture", "As wide as the text"),
        "wide": pgettext("width of a picture", "Wider than the text"),
        "full": pgettext("width of a picture", "As wide as the page"),
    }


def gallery_labels() -> dict[str, str]:
    """Labels and messages of galleries in the active language."""
    return {
        "galleryOf": _("Gallery · pictures: %(count)s"),
        "addPictures": _("Add pictures"),
        "partPictures": _("Show the pictures one by one"),
        "removeGallery": _("Remove the gallery"),
        "earlier": _("Move the picture earlier"),
        "later": _("Move the picture later"),
        "placed": _("Picture %(place)s of %(count)s"),
    }


def _uploading() -> dict[str, str]:
    return {
        "uploading": _("Uploading %(name)s"),
        "sending": _("The picture is being uploaded."),
        "unsent": _("The picture was not sent. The file is kept here: try again."),
        "forbidden": _("Your role does not allow this."),
        "retry": _("Try again"),
        "giveUp": _("Do not upload"),
        "known": _("This picture was in the library already; it is used."),
    }


def _describing() -> dict[str, str]:
    return {
        "describe": _("Description and credit"),
        "remove": _("Remove the picture"),
        "panel": _("Description of the picture %(title)s"),
        "lacks": _("Before it is published it needs: %(texts)s."),
        "alt": _("Alternative text: what the picture shows (%(language)s)"),
        "credit": _("Credit"),
        "licence": _("Licence"),
        "choose": _("Choose the licence"),
        "libraryCaptions": _("Captions in the library"),
        "caption": _("Caption in the library (%(language)s)"),
        "focal": _("Focal point"),
        "focalAt": _("{x} per cent across, {y} per cent down"),
        "focalHelp": _("Click on what every crop must keep, or move the mark with the arrow keys."),
        "saving": _("Saving …"),
        "saved": _("The description is saved."),
        "notSaved": _("The description was not saved. Change it again."),
        "locked": _("Readers see this picture: only an editor changes its description."),
        "close": _("Close"),
    }


class LeadPictureInput(forms.TextInput):
    """A field that chooses a picture, beside which static/js/desk/lead_picture.js uploads one."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        configuration = {"labels": picture_labels(), "urls": picture_urls()}
        context["widget"]["attrs"]["data-lead-picture"] = json.dumps(configuration)
        return context

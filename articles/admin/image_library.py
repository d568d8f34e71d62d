"""The picture library for the writing screen, as JSON: its list, uploads and descriptions.

A picture is {"id", "label" (as in fields that choose it), "title", "thumbnail" and "preview"
(URLs), "width", "height", "alt" and "caption" (by language), "credit", "licence", "focal":
[x, y], "missing": [names of texts that publication needs], "description" (URL)}.
A refusal is {"error": sentence} with status 422.
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.autocomplete import option_label
from articles.admin.editing import current_user
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import BadImage
from articles.json_requests import json_answer
from articles.models import Image
from articles.models.fields import number_in
from articles.models.media import SEARCHED_TEXTS, TEXTS_TO_PUBLISH
from articles.primary_keys import is_primary_key
from articles.renditions.markup import rendition_url
from articles.renditions.render import create_missing
from articles.renditions.uploads import (
    RENDITION_TIMEOUT,
    DuplicateImage,
    process_upload,
    save_image,
)

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Image]
else:
    ModelForm = forms.ModelForm

PAGE_SIZE: Final = 24
_LONGEST_QUERY: Final = 100


class DescriptionForm(ModelForm):
    """The posted ones of an image's texts and its focal point; none has to be complete.

    What publication needs may be missing yet, but is never removed again.
    """

    class Meta:
        model = Image
        fields = (*SEARCHED_TEXTS, "licence", "focal_x", "focal_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.data):
            del self.fields[name]
        for name in set(TEXTS_TO_PUBLISH) & set(self.fields):
            self.fields[name].required = False
        self.written = {name for name in TEXTS_TO_PUBLISH if getattr(self.instance, name)}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.written & set(cleaned):
            if not cleaned[name]:
                raise ValidationError(
                    _("“%(field)s” cannot be emptied: readers may see the picture."),
                    params={"field": self.fields[name].label},
                    code="emptied",
                )
        return cleaned


def library_view(model_admin: Any, request: HttpRequest) -> JsonResponse:
    """{"pictures": [...], "next": page or null}: newest first, 24 a page; one query.

    `?q=` holds words of its texts in any spelling, or its number; `?page=` counts from 1.
    Raises PermissionDenied.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    text = clean_line(request.GET.get("q", ""))[:_LONGEST_QUERY]
    asked = request.GET.get("page", "")
    page = max(int(asked), 1) if is_primary_key(asked) and len(asked) < 6 else 1
    start = (page - 1) * PAGE_SIZE
    rows = list(_found(text).newest_first()[start : start + PAGE_SIZE + 1])
    pictures = [picture_data(row) for row in rows[:PAGE_SIZE]]
    following = page + 1 if len(rows) > PAGE_SIZE else None
    return json_answer({"pictures": pictures, "next": following})


def _found(text: str) -> Any:
    number = number_in(text)
    rows = Image.objects.described_by(text)
    return rows | Image.objects.filter(Q(pk=number)) if number is not None else rows


def upload_view(model_admin: Any, request: HttpRequest) -> JsonResponse:
    """Store the file `picture`, without texts, and answer the picture with status 201.

    The same file again stores nothing: it answers the picture that is there, "known" and status
    200, so that a repeat needs no form key. 422 for a file that is refused. Raises
    PermissionDenied. Two queries.
    """
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    file = request.FILES.get("picture")
    if file is None:
        return _refusal(_("No file arrived. Choose it again."))
    name = clean_line(file.name or "")
    # Nobody has chosen a licence yet.
    image = Image(title=PurePath(name).stem[:200] or _("picture"), licence="")
    image.uploaded_by = current_user(request)
    try:
        save_image(image, process_upload(file, name=name))
    except DuplicateImage as known:
        return json_answer(picture_data(known.image) | {"known": True})
    except BadImage as refusal:
        return _refusal(str(refusal))
    return json_answer(picture_data(image), status=201)


def description_view(model_admin: Any, request: HttpRequest, pk: int) -> JsonResponse:
    """The picture, and whether the user "may_change" it; POST first changes what is posted.

    POST has any of `alt_ar`, `caption_ar`, … `credit`, `licence`, `focal_x`, `focal_y`. 422 for
    a value that cannot be stored. Raises Http404, PermissionDenied. One query, one more for
    POST, and two for a user who may not change what readers see.
    """
    image = Image.objects.filter(pk=pk).first() if is_primary_key(pk) else None
    if image is None:
        raise Http404
    if not model_admin.has_view_permission(request, image):
        raise PermissionDenied
    may_change = model_admin.has_change_permission(request, image)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        form = DescriptionForm(request.POST, instance=image)
        if not form.is_valid():
            return _refusal(next(str(each[0]) for each in form.errors.values()))
        _save(form)
    return json_answer(picture_data(image) | {"may_change": may_change})


def _save(form: DescriptionForm) -> None:
    """Update the posted columns; makes new crops when the focal point moved."""
    image = form.instance
    if form.fields:
        image.save(update_fields=list(form.fields))
    if {"focal_x", "focal_y"} & set(form.changed_data):
        transaction.on_commit(partial(create_missing, image, within=RENDITION_TIMEOUT), robust=True)


def picture_data(image: Image) -> dict[str, Any]:
    """The picture as the module says; no query."""
    return {
        "id": image.pk,
        "label": option_label(image),
        "title": image.title,
        "thumbnail": rendition_url(image.digest, image.width, at_most=320),
        "preview": rendition_url(image.digest, image.width, at_most=640),
        "width": image.width,
        "height": image.height,
        "alt": {code: getattr(image, f"alt_{code}") or "" for code in LANGUAGES},
        "caption": {code: getattr(image, f"caption_{code}") or "" for code in LANGUAGES},
        "credit": image.credit,
        "licence": image.licence,
        "focal": [image.focal_x, image.focal_y],
        "missing": image.missing_texts(),
        "description": reverse("admin:articles_image_description", args=[image.pk]),
    }


def _refusal(sentence: str) -> JsonResponse:
    return json_answer({"error": sentence}, status=422)

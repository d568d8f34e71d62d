"""ImageAdmin: uploads, descriptions, focal points; a used image is not deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles.admin import image_library
from articles.admin.columns import render_column
from articles.admin.usage import ProtectedWhileUsed, is_publicly_shown, usages
from articles.conf import LANGUAGES
from articles.errors import BadImage
from articles.forms import language_attrs
from articles.models import Image
from articles.renditions.markup import rendition_url
from articles.renditions.render import create_missing, delete_files
from articles.renditions.uploads import (
    MEDIA_TYPES,
    RENDITION_TIMEOUT,
    DuplicateImage,
    process_upload,
    save_image,
)
from articles.submissions import DeskForms
from articles.templatetags.wording import date_time

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Image]
    ModelAdmin = admin.ModelAdmin[Image]
else:
    ModelForm = forms.ModelForm
    ModelAdmin = admin.ModelAdmin


class ImageUploadField(forms.FileField):
    """A file whose value is an `Intake`; BadImage becomes a ValidationError."""

    widget = forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return process_upload(file, name=file.name or "")
        except DuplicateImage as known:
            raise ValidationError(_known_image_message(known), code=known.code) from known
        except BadImage as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


def _known_image_message(known: DuplicateImage) -> SafeString:
    url = reverse("admin:articles_image_change", args=[quote(known.image.pk)])
    return render_column("known_image", message=known, url=url)


class ImageForm(ModelForm):
    """The texts of an image; its file is uploaded once and never replaced."""

    picture = ImageUploadField(
        label=_("picture"),
        help_text=_(
            "JPEG, PNG, WebP or AVIF. Notes of the camera, such as the place, are removed."
        ),
    )

    class Meta:
        model = Image
        fields = (
            "title",
            *(f"{name}_{language}" for name in ("alt", "caption") for language in LANGUAGES),
            "credit",
            "licence",
            "focal_x",
            "focal_y",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("picture", None)
        if f"alt_{LANGUAGES[0]}" in self.fields:
            self.fields[f"alt_{LANGUAGES[0]}"].required = True
        for language in LANGUAGES:
            for name in {f"alt_{language}", f"caption_{language}"} & set(self.fields):
                self.fields[name].widget.attrs |= language_attrs(language)
        for name in {"focal_x", "focal_y"} & set(self.fields):
            self.fields[name].widget.attrs |= {"min": 0, "max": 100}
        if self.instance.pk is not None and not self.instance.licence and "licence" in self.fields:
            # What nobody chose yet is not to be chosen by the order of the list.
            licence: Any = self.fields["licence"]
            licence.choices = [("", "—"), *licence.choices]


@admin.register(Image)
class ImageAdmin(ProtectedWhileUsed, DeskForms, ModelAdmin):
    """The picture library; permissions come from the roles."""

    goes_on_after_back = False  # the form of a picture that is there takes no file
    form = ImageForm
    list_display = (
        "thumbnail_column",
        "title",
        "credit",
        "licence",
        "uploaded_by",
        "uploaded_column",
    )
    list_display_links = ("thumbnail_column", "title")
    list_filter = ("licence",)
    list_select_related = ("uploaded_by",)
    list_per_page = 50
    ordering = ("-uploaded_at", "-pk")
    show_full_result_count = False
    search_fields = ("title", "credit", *(f"alt_{language}" for language in LANGUAGES))
    readonly_fields = (
        "focal_point_column",
        "size_column",
        "used_in_column",
        "uploaded_by",
        "uploaded_column",
    )

    class Media:
        css = {"all": ["css/focal.css"]}
        js = [Script("js/focal.js", type="module")]

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        words = ["title", *(f"alt_{code}" for code in LANGUAGES)]
        words += [*(f"caption_{code}" for code in LANGUAGES), "credit", "licence"]
        aim = (_("Focal point"), {"fields": ["focal_point_column", ("focal_x", "focal_y")]})
        if obj is None:
            return [(None, {"fields": ["picture", *words]}), aim]
        about = ["size_column", "used_in_column", "uploaded_by", "uploaded_column"]
        return [(None, {"fields": words}), aim, (_("About this picture"), {"fields": about})]

    @admin.display(description=_("picture"))
    def thumbnail_column(self, image: Image) -> SafeString:
        """A rendition 320 px wide at most."""
        url = rendition_url(image.digest, image.width, at_most=320)
        return render_column("image_thumbnail", url=url, title=image.title)

    @admin.display(description=_("picture"))
    def focal_point_column(self, image: Image) -> SafeString:
        """The picture on which the focal point is set; without a source for a new image."""
        url = ""
        if image.pk is not None:
            url = rendition_url(image.digest, image.width, at_most=960)
        return render_column("image_focal_point", url=url)

    @admin.display(description=_("uploaded"), ordering="uploaded_at")
    def uploaded_column(self, image: Image) -> str:
        """When it was uploaded, in the site's zone."""
        return date_time(image.uploaded_at)

    @admin.display(description=_("size"))
    def size_column(self, image: Image) -> SafeString:
        """Width and height in pixels."""
        return render_column("image_size", image=image)

    @admin.display(description=_("used in"))
    def used_in_column(self, image: Image) -> SafeString:
        """The first articles and authors that show the image, linked."""
        return render_column("image_usages", usages=usages(image))

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]  # nobody is anonymous here
            save_image(obj, form.cleaned_data["picture"])
            return
        super().save_model(request, obj, form, change)
        if {"focal_x", "focal_y"} & set(form.changed_data):
            transaction.on_commit(
                partial(create_missing, obj, within=RENDITION_TIMEOUT), robust=True
            )

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str, *methods: str) -> URLPattern:
            limited = require_http_methods(methods)(partial(view, self))
            wrapped = self.admin_site.admin_view(limited)
            return path(route, wrapped, name=f"articles_image_{name}")

        describe = image_library.description_view
        return [
            page("library/", image_library.library_view, "library", "GET"),
            page("upload/", image_library.upload_view, "upload", "POST"),
            page("<int:pk>/description/", describe, "description", "GET", "POST"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Changing an image that readers see needs `publish_article`."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("articles.publish_article"):
            return True
        return not is_publicly_shown(obj, at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        digest = obj.digest
        super().delete_model(request, obj)
        transaction.on_commit(partial(delete_files, digest), robust=True)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        digests = list(queryset.values_list("digest", flat=True))
        super().delete_queryset(request, queryset)
        for digest in digests:
            transaction.on_commit(partial(delete_files, digest), robust=True)

"""Pictures at the desk: taken in once, described, pointed at, and not deleted while in use."""

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
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.admin.uses import KeptWhileUsed, is_seen_by_readers, uses
from articles.conf import LANGUAGES
from articles.errors import BadImage
from articles.models import Image
from articles.renditions.intake import MEDIA_TYPES, PATIENCE, KnownImage, place, take_in
from articles.renditions.markup import rendition_url
from articles.renditions.render import discard, make_missing
from articles.submissions import DeskForms
from articles.templatetags.wording import date_time

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Image]
    ModelAdmin = admin.ModelAdmin[Image]
else:
    ModelForm = forms.ModelForm
    ModelAdmin = admin.ModelAdmin


class PictureField(forms.FileField):
    """A file that becomes an `Intake`; what cannot be taken is refused before it is decoded."""

    widget = forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return take_in(file, name=file.name or "")
        except KnownImage as known:
            raise ValidationError(_offer(known), code=known.code) from known
        except BadImage as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


def _offer(known: KnownImage) -> SafeString:
    url = reverse("admin:articles_image_change", args=[quote(known.image.pk)])
    return format_html('{} <a href="{}">{}</a>', known, url, _("Open that picture"))


class ImageForm(ModelForm):
    """The words around a picture; its file is sent once and never replaced."""

    picture = PictureField(
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
            direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
            for name in {f"alt_{language}", f"caption_{language}"} & set(self.fields):
                self.fields[name].widget.attrs |= {"lang": language, "dir": direction}
        for name in {"focal_x", "focal_y"} & set(self.fields):
            self.fields[name].widget.attrs |= {"min": 0, "max": 100}


@admin.register(Image)
class ImageAdmin(KeptWhileUsed, DeskForms, ModelAdmin):
    """The newsroom's pictures; who may do what comes from the roles' permissions."""

    goes_on_after_back = False  # the form of a picture that is there takes no file
    form = ImageForm
    list_display = ("thumbnail", "title", "credit", "licence", "uploaded_by", "uploaded")
    list_display_links = ("thumbnail", "title")
    list_filter = ("licence",)
    list_select_related = ("uploaded_by",)
    list_per_page = 50
    ordering = ("-uploaded_at", "-pk")
    show_full_result_count = False
    search_fields = ("title", "credit", *(f"alt_{language}" for language in LANGUAGES))
    readonly_fields = ("focal_point", "size", "used_in", "uploaded_by", "uploaded")

    class Media:
        css = {"all": ["css/focal.css"]}
        js = [Script("js/focal.js", type="module")]

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        words = ["title", *(f"alt_{code}" for code in LANGUAGES)]
        words += [*(f"caption_{code}" for code in LANGUAGES), "credit", "licence"]
        aim = (_("Focal point"), {"fields": ["focal_point", ("focal_x", "focal_y")]})
        if obj is None:
            return [(None, {"fields": ["picture", *words]}), aim]
        about = ["size", "used_in", "uploaded_by", "uploaded"]
        return [(None, {"fields": words}), aim, (_("About this picture"), {"fields": about})]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        """A small picture for the list."""
        url = rendition_url(image.digest, image.width, at_most=320)
        return format_html(
            '<img class="focal-thumb" src="{}" alt="{}" loading="lazy">', url, image.title
        )

    @admin.display(description=_("picture"))
    def focal_point(self, image: Image) -> SafeString:
        """The picture to point at; on the form for a new one, empty until a file is chosen."""
        url = ""
        if image.pk is not None:
            url = rendition_url(image.digest, image.width, at_most=960)
        return format_html(
            '<div class="focal" data-focal data-name="{}" data-value="{}">'
            '<img class="focal-picture" {} alt=""></div><p class="help">{}</p>',
            _("Focal point"),
            _("{x} per cent across, {y} per cent down"),
            format_html('src="{}"', url) if url else "hidden",
            _("Click on what every crop must keep, or move the mark with the arrow keys."),
        )

    @admin.display(description=_("uploaded"), ordering="uploaded_at")
    def uploaded(self, image: Image) -> str:
        """The moment in the site's zone."""
        return date_time(image.uploaded_at)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> SafeString:
        """Width and height in pixels."""
        return format_html('<bdi dir="ltr">{} &times; {}</bdi>', image.width, image.height)

    @admin.display(description=_("used in"))
    def used_in(self, image: Image) -> SafeString | str:
        """The first articles and authors that show the picture, linked."""
        rows = uses(image)
        if not rows:
            return str(_("Not used anywhere."))
        links = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
        return format_html('<ul class="focal-uses">{}</ul>', links)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]  # nobody is anonymous here
            place(obj, form.cleaned_data["picture"])
            return
        super().save_model(request, obj, form, change)
        if {"focal_x", "focal_y"} & set(form.changed_data):
            transaction.on_commit(partial(make_missing, obj, within=PATIENCE), robust=True)

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """What stands beside a picture that readers see is changed by whoever may publish."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("articles.publish_article"):
            return True
        return not is_seen_by_readers(obj, at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        digest = obj.digest
        super().delete_model(request, obj)
        transaction.on_commit(partial(discard, digest), robust=True)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        digests = list(queryset.values_list("digest", flat=True))
        super().delete_queryset(request, queryset)
        for digest in digests:
            transaction.on_commit(partial(discard, digest), robust=True)

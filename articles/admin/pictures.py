"""Pictures at the desk: taken in once, described, pointed at, and not deleted while in use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES
from articles.errors import BadImage
from articles.models import Article, Author, Image, Revision
from articles.models.querysets import ArticleQuerySet
from articles.renditions.intake import MEDIA_TYPES, PATIENCE, KnownImage, place, take_in
from articles.renditions.markup import rendition_url
from articles.renditions.render import discard, make_missing
from articles.submissions import DeskForms

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Image]
    ModelAdmin = admin.ModelAdmin[Image]
else:
    ModelForm = forms.ModelForm
    ModelAdmin = admin.ModelAdmin

SHOWN_USES = 20


def articles_with(picture: Image) -> ArticleQuerySet:
    """Articles that show the picture, or would if their newest text were published.

    Counts the lead and the body, what readers see, what is scheduled and what
    is being written; in no order. Reads every body: ask for one picture only.
    """
    figure = f'data-image="{picture.pk}"'
    here, planned = Q(lead_image=picture), Q(data__lead_image=picture.pk)
    for language in LANGUAGES:
        here |= Q(**{f"body_{language}__contains": figure})
        planned |= Q(**{f"data__body_{language}__icontains": figure})
    newest = Q(article__latest_revision=F("pk"))
    waiting = Q(goes_live_at__isnull=False, applied_at__isnull=True)
    revisions = Revision.objects.filter(newest | waiting).filter(planned)
    rows: ArticleQuerySet = Article.objects.all()
    return rows.filter(here | Q(pk__in=revisions.values("article")))


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
class ImageAdmin(DeskForms, ModelAdmin):
    """The newsroom's pictures; who may do what comes from the roles' permissions."""

    goes_on_after_back = False  # the form of a picture that is there takes no file
    form = ImageForm
    list_display = ("thumbnail", "title", "credit", "licence", "uploaded_by", "uploaded_at")
    list_display_links = ("thumbnail", "title")
    list_filter = ("licence",)
    list_select_related = ("uploaded_by",)
    list_per_page = 50
    ordering = ("-uploaded_at", "-pk")
    show_full_result_count = False
    search_fields = ("title", "credit", *(f"alt_{language}" for language in LANGUAGES))
    readonly_fields = ("focal_point", "size", "used_in", "uploaded_by", "uploaded_at")

    class Media:
        css = {"all": ["css/focal.css"]}
        js = [Script("js/focal.js", type="module")]

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        words = ["title", *(f"alt_{code}" for code in LANGUAGES)]
        words += [*(f"caption_{code}" for code in LANGUAGES), "credit", "licence"]
        aim = (_("Focal point"), {"fields": ["focal_point", ("focal_x", "focal_y")]})
        if obj is None:
            return [(None, {"fields": ["picture", *words]}), aim]
        about = ["size", "used_in", "uploaded_by", "uploaded_at"]
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

    @admin.display(description=_("size"))
    def size(self, image: Image) -> SafeString:
        """Width and height in pixels."""
        return format_html('<bdi dir="ltr">{} &times; {}</bdi>', image.width, image.height)

    @admin.display(description=_("used in"))
    def used_in(self, image: Image) -> SafeString | str:
        """The first articles and authors that show the picture, linked."""
        rows = _uses(image)
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

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As Django does, but protected by every use, also in a body or as an author's photo."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, lacking, [*protected, *_refusals(objs)]

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        digest = obj.digest
        super().delete_model(request, obj)
        transaction.on_commit(partial(discard, digest), robust=True)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        digests = list(queryset.values_list("digest", flat=True))
        super().delete_queryset(request, queryset)
        for digest in digests:
            transaction.on_commit(partial(discard, digest), robust=True)


def _uses(image: Image) -> list[tuple[str, str]]:
    """Address at the desk and title of what shows the picture, at most twenty of each kind."""
    shown = articles_with(image).without_bodies().order_by("-edited_at", "-pk")[:SHOWN_USES]
    faces = Author.objects.filter(photo=image).order_by("pk")[:SHOWN_USES]
    return [
        (reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk]), str(row))
        for row in (*shown, *faces)
    ]


def _refusals(images: Iterable[Image]) -> list[SafeString]:
    return [
        format_html(
            '{}: <a href="{}">{}</a>',
            _("The picture “%(picture)s” is used") % {"picture": image.title},
            url,
            title,
        )
        for image in images
        for url, title in _uses(image)
    ]

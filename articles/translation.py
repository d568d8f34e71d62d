"""Which fields exist once per language; `headline` becomes `headline_ar`, `headline_en`."""

from django.utils.functional import lazystr
from modeltranslation.translator import TranslationOptions, register, translator

from articles.conf import LANGUAGES, InLanguage
from articles.models import Article, Author, Correction, Image, Section, Tag


@register(Article)
class ArticleTranslation(TranslationOptions):
    """Nothing falls back: a missing language means that the article does not exist in it."""

    fields = (
        "headline",
        "kicker",
        "standfirst",
        "body",
        "slug",
        "seo_title",
        "seo_description",
        "dateline",
        "lead_image_caption",
        "publication",
        "live_revision",
        "published_at",
        "first_published_at",
        "expires_at",
        "updated_at",
        "corrected_at",
        "withdrawal_note",
    )


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("name", "description")
    fallback_languages = {"default": LANGUAGES}


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("name", "slug", "description")
    fallback_languages = {"default": LANGUAGES}


@register(Author)
class AuthorTranslation(TranslationOptions):
    fields = ("name", "role", "bio")
    fallback_languages = {"default": LANGUAGES}


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(Correction)
class CorrectionTranslation(TranslationOptions):
    fields = ("note",)


def name_fields() -> None:
    """Give every field of a language a name in words, where modeltranslation writes `[ar]`."""
    for model in translator.get_registered_models():
        for fields in translator.get_options_for_model(model).all_fields.values():
            for field in fields:
                name = field.translated_field.verbose_name
                vars(field)["verbose_name"] = lazystr(InLanguage(name, field.language))

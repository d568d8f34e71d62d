"""A status is written in each language; an empty label is the kind's own."""

from modeltranslation.translator import TranslationOptions, register

from articles.broadcast.models import BroadcastStatus


@register(BroadcastStatus)
class BroadcastStatusTranslation(TranslationOptions):
    """Nothing falls back: what is not said in a language is not shown in it."""

    fields = ("label", "text")

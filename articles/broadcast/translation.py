"""Translated fields of BroadcastStatus, for modeltranslation."""

from modeltranslation.translator import TranslationOptions, register

from articles.broadcast.models import BroadcastStatus


@register(BroadcastStatus)
class BroadcastStatusTranslation(TranslationOptions):
    """Without fallbacks: a text is shown in its own language only."""

    fields = ("label", "text")

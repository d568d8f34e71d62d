"""Translated fields of Event, for modeltranslation."""

from modeltranslation.translator import TranslationOptions, register

from newsroom.planning.models import Event


@register(Event)
class EventTranslation(TranslationOptions):
    """Without fallbacks: `Event.text` says which language stands for another."""

    fields = ("title", "place")

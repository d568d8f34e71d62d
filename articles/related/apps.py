"""App configuration of related articles."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelatedConfig(AppConfig):
    """The related-articles app: connects the signal receivers that keep lists up to date."""

    name = "articles.related"
    label = "articles_related"
    verbose_name = _("Related")

    def ready(self) -> None:
        import_module("articles.related.listeners")

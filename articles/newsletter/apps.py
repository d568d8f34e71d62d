"""App configuration of the newsletter."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """What readers asked to get by mail; connects what is mailed."""

    name = "articles.newsletter"
    label = "articles_newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        import_module("articles.newsletter.listeners")

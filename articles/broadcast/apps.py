from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroadcastConfig(AppConfig):
    name = "articles.broadcast"
    label = "articles_broadcast"
    verbose_name = _("Broadcast")

    def ready(self) -> None:
        import_module("articles.broadcast.listeners")

"""App configuration of notifications."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What people are told at the desk and by mail; connects what it tells of."""

    name = "articles.notifications"
    label = "articles_notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        import_module("articles.notifications.listeners")

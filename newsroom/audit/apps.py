from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "newsroom.audit"
    label = "audit"
    verbose_name = _("The audit log")

    def ready(self) -> None:
        # Both read models, which are not there yet when this module is.
        import_module("newsroom.audit.commands").name_commands()
        import_module("newsroom.audit.receivers").connect()

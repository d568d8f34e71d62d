from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "newsroom.planning"
    label = "planning"
    verbose_name = _("Planning")

    def ready(self) -> None:
        # The writing screen names the assignment of its article. Models are not there yet when this
        # module is.
        import_module("articles.models.querysets").READ_TOGETHER.append("assignment")
        import_module("newsroom.planning.listeners")

"""App configuration of people's own views of the list of articles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """Saved filters, and the columns and the density that a person chose."""

    name = "articles.lists"
    label = "articles_lists"
    verbose_name = _("Lists")

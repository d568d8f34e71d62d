"""App configuration of search."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    """The search app: connects the signal receivers that keep the index up to date."""

    name = "articles.search"
    label = "articles_search"
    verbose_name = pgettext_lazy("page", "Search")

    def ready(self) -> None:
        import_module("articles.search.listeners")

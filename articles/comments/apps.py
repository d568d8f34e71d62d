"""App configuration of editorial comments."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Comments of the newsroom's people on passages; connects what follows the text's edits."""

    name = "articles.comments"
    label = "articles_comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        import_module("articles.comments.listeners")

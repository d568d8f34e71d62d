from importlib import import_module

from django.apps import AppConfig
from django.apps import apps as django_apps
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        # modeltranslation stands before this app, and has made its fields.
        import_module("articles.translation").name_fields()
        import_module("articles.checks")
        # Sections stand in the menu of every page, whoever changes them and how.
        post_save.connect(_sections_changed, sender="articles.Section")
        post_delete.connect(_sections_changed, sender="articles.Section")


def _sections_changed(**_event: object) -> None:
    # The registry is complete only when an event comes.
    site_state = django_apps.get_model("articles", "SiteState")
    site_state.objects.increment_version()

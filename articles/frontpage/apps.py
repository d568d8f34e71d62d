"""App configuration of the edited front pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontPageConfig(AppConfig):
    """The home page and the fronts of sections as editors arranged them."""

    name = "articles.frontpage"
    label = "articles_frontpage"
    verbose_name = _("Front pages")

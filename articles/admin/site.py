"""What the desk calls itself, and what every screen of it shares."""

from django.contrib import admin
from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.conf import LANGUAGES, values


class _Header:
    """The outlet's name and «Newsroom», in the language of the screen."""

    def __str__(self) -> str:
        names: dict[str, str] = values.SITE_NAME
        name = names.get(get_language() or LANGUAGES[0]) or names[LANGUAGES[0]]
        return _("%(site)s · Newsroom") % {"site": name}


admin.site.site_header = lazystr(_Header())
admin.site.site_title = lazystr(_Header())
admin.site.index_title = ""
admin.site.enable_nav_sidebar = False

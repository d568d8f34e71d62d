"""Settings of Django's AdminSite: titles, icons, models of libraries that are not shown."""

from importlib import import_module

from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.columns import render_column
from articles.conf import LANGUAGES, values


class _SiteTitle:
    """The site's name and "Newsroom" in the active language; lazy, for `lazystr`."""

    def __str__(self) -> str:
        names: dict[str, str] = values.SITE_NAME
        name = names.get(get_language() or LANGUAGES[0]) or names[LANGUAGES[0]]
        return _("%(site)s · Newsroom") % {"site": name}


def _boolean_icon(value: bool | None) -> SafeString:
    """The icon of a truth value with a translated text alternative."""
    icons = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}
    icon, label = icons[value]
    return render_column("boolean", icon=icon, label=label)


# Django's own has the untranslated alternatives True and False, and no setting for others: change
# lists and read-only fields import this name for boolean values, and nothing else does.
admin_list._boolean_icon = _boolean_icon  # type: ignore[attr-defined]  # not in its stubs
# The newsroom has a Tag model of its own. taggit's module registers its model when it is first
# imported, which is here.
admin.site.unregister(import_module("taggit.admin").Tag)
admin.site.site_header = lazystr(_SiteTitle())
admin.site.site_title = lazystr(_SiteTitle())
admin.site.index_title = ""
admin.site.enable_nav_sidebar = False

"""What the desk calls itself, and what every screen of it shares."""

from importlib import import_module

from django.contrib import admin
from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.conf import LANGUAGES, values


class _Header:
    """The outlet's name and «Newsroom», in the language of the screen."""

    def __str__(self) -> str:
        names: dict[str, str] = values.SITE_NAME
        name = names.get(get_language() or LANGUAGES[0]) or names[LANGUAGES[0]]
        return _("%(site)s · Newsroom") % {"site": name}


def _yes_or_no(value: bool | None) -> SafeString:
    """The mark of a truth value, with a word for those who do not see it."""
    name, word = {True: ("yes", _("Yes")), False: ("no", _("No")), None: ("unknown", _("Unknown"))}[
        value
    ]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


# Django's own says True and False in every language. It has no public way to another word: lists
# and fields that are only read import this name when they write a truth value, and nothing else.
admin_list._boolean_icon = _yes_or_no  # type: ignore[attr-defined]  # not in its stubs
# The newsroom has tags of its own; those of the library stand in no list. Its module registers
# them when it is first imported, which is here.
admin.site.unregister(import_module("taggit.admin").Tag)
admin.site.site_header = lazystr(_Header())
admin.site.site_title = lazystr(_Header())
admin.site.index_title = ""
admin.site.enable_nav_sidebar = False

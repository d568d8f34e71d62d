"""Rendered partials, cached by their context.

The parts that readers' pages repeat (cards, heads, share links) are ten to thirty template
nodes each, and rendering them anew takes a third of a list page's time. Nothing is ever
invalidated: a partial whose context differs is another one.
"""

from functools import lru_cache
from typing import Final

from django.template import loader
from django.utils.safestring import SafeString

MAX_CACHED_PARTIALS: Final = 4096
"""How many rendered partials, of 2 to 6 kB each, a process caches."""


# Typed, so that a text that is safe HTML and the same text that is not are two.
@lru_cache(maxsize=MAX_CACHED_PARTIALS, typed=True)
def cached_partial(template: str, **context: object) -> SafeString:
    """The rendered template; every value must be hashable and all that the template shows.

    A template that translates needs the `language` among its context, settings do not
    count. No query.
    """
    return SafeString(loader.render_to_string(template, context))

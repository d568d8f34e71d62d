"""The settings that mypy reads: the site's, but modeltranslation leaves the managers alone.

It patches their classes at run time, and the plugin of django-stubs no longer knows them.
"""

from newsroom import settings
from newsroom.settings import *  # noqa: F403 - these are the settings, and one app more

INSTALLED_APPS = ["tests.typed_app.PlainManagersConfig", *settings.INSTALLED_APPS]

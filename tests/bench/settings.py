"""The site's settings in production mode, with the minimal view beside its pages."""

from newsroom.settings import *  # noqa: F403 the site's own settings, all of them

ROOT_URLCONF = "tests.bench.minimal"
ALLOWED_HOSTS = ["127.0.0.1"]

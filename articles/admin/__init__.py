"""The desk: Django's admin as the newsroom's screens. Declarations only; the verbs decide."""

from articles.admin import article, log, people, pictures, search, site, taxonomy

__all__ = ["article", "log", "people", "pictures", "search", "site", "taxonomy"]

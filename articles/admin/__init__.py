"""The desk: Django's admin as the newsroom's screens. Declarations only; the verbs decide."""

from articles.admin import announcements, article, log, people, pictures, search, site, taxonomy

__all__ = ["announcements", "article", "log", "people", "pictures", "search", "site", "taxonomy"]

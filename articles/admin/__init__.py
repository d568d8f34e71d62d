"""The desk: the ModelAdmin classes of the newsroom. Rules are enforced by `articles.workflow`."""

from articles.admin import (
    announcements,
    article,
    authors,
    fronts,
    images,
    log,
    mails,
    site,
    subscribers,
    synonyms,
    taxonomy,
    text_rules,
    zero_results,
)

__all__ = [
    "announcements",
    "article",
    "authors",
    "fronts",
    "images",
    "log",
    "mails",
    "site",
    "subscribers",
    "synonyms",
    "taxonomy",
    "text_rules",
    "zero_results",
]

"""Images: processing of uploads (`uploads`), renditions (`render`), HTML (`markup`)."""

from articles.renditions.files import widths
from articles.renditions.markup import crops, picture, rendition_url

__all__ = ["crops", "picture", "rendition_url", "widths"]

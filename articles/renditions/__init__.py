"""Pictures: taken in (`intake`), made in the widths of the ladder (`render`), shown (`markup`)."""

from articles.renditions.files import widths
from articles.renditions.markup import crops, picture, rendition_url

__all__ = ["crops", "picture", "rendition_url", "widths"]

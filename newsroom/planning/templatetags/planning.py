"""What other pages of the desk show of planning."""

from django import template
from django.template import Context

from articles.models import Article
from newsroom.planning.models import Assignment

register = template.Library()


@register.simple_tag(takes_context=True)
def article_assignment(context: Context, article: Article) -> Assignment | None:
    """The assignment that the article belongs to, for those who may see it.

    One query, none for an article of `articles.models.querysets.READ_TOGETHER`.
    """
    if not context["request"].user.has_perm("planning.view_assignment"):
        return None
    found: Assignment | None = getattr(article, "assignment", None)
    return found

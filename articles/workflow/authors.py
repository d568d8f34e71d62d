"""Saving an author: whose account it becomes owns the articles that carry the name."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.models import Article, Author
from articles.workflow import redirects


def save_author(author: Author) -> None:
    """Save it as `redirects.save_with_redirects`; with another account, its articles follow.

    So a guest author who gets an account later finds their articles there, and whose account it
    was owns them no more. One transaction; two queries more, and three for another account.
    """
    with transaction.atomic():
        rows = Author.objects.filter(pk=author.pk)
        former = rows.values_list("user", flat=True).first()
        redirects.save_with_redirects(author)
        if former == author.user_id:
            return
        link: Any = Article.contributors.through
        link.objects.filter(user=former).delete()
        if author.user_id is not None:
            articles = Article.objects.filter(bylines__author=author).order_by().distinct()
            new = [
                link(article_id=number, user_id=author.user_id)
                for number in articles.values_list("pk", flat=True)
            ]
            link.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)

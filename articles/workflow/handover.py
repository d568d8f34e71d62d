"""Handing over what somebody has in work, when they leave or are away for long."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import signals
from articles.errors import Refused
from articles.models import Article
from articles.models.article import State
from articles.models.querysets import ArticleQuerySet
from articles.workflow import transitions

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def work_of(user: User) -> ArticleQuerySet:
    """Articles in work that the user created, the last edited first; what is scheduled stays."""
    states = (State.DRAFT, State.SUBMITTED, State.APPROVED)
    rows = Article.objects.filter(created_by=user, state__in=states)
    return rows.order_by("-edited_at", "-pk")


def hand_over(*, of: User, to: User, by: User, at: datetime | None = None) -> int:
    """Make the articles in work of one person another's; returns how many.

    Whoever may manage people calls it. The log of each article says from whom to whom, and
    listeners of `signals.handed_over` do the same with what else is a person's, all in one
    transaction. Raises Refused for somebody who does not write. Three queries an article.
    """
    at = at or timezone.now()
    if to.pk == of.pk or not to.is_active or not to.has_perm("articles.change_article"):
        raise Refused(_("Choose somebody else who writes articles."))
    with transaction.atomic():
        mine = work_of(of).order_by("pk").select_for_update(of=("self",), no_key=True)
        articles = list(mine)
        for article in articles:
            article.created_by = to
            article.save(update_fields=["created_by"])
            note = _("From %(old)s to %(new)s") % {"old": of, "new": to}
            transitions.log(article, "hand_over", by=by, at=at, note=note)
        signals.handed_over.send(sender=Article, of=of, to=to, by=by, at=at)
    return len(articles)

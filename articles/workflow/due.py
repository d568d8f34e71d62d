"""Changes scheduled on live articles, applied by whoever comes first after their moment."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Min

from articles import content, lifecycle
from articles.models import Article, Revision, SiteState
from articles.models.article import State
from articles.workflow import transitions
from articles.workflow.saving import existing, lock, write_relations

logger = logging.getLogger(__name__)


def put_live(article: Article, revision: Revision, *, languages: list[str]) -> None:
    """Make the revision what readers of the languages see; the locked article is not saved yet."""
    data = existing(revision.data)
    if data["section"] is None:
        data = data | {"section": article.section_id}
    content.apply(article, data, to=languages)
    write_relations(article, data)
    article.live_revision = revision


def plan() -> None:
    """Write when the next scheduled change is due into the row that every page reads."""
    state = SiteState.objects.lock()
    state.next_due_at = Revision.objects.waiting().aggregate(first=Min("goes_live_at"))["first"]
    state.save(update_fields=["next_due_at"])


def apply_due(*, at: datetime) -> int:
    """Apply every change whose moment has come, each in its own transaction; returns how many.

    Safe to call from many processes at once. A change that can no longer be
    applied (the article was withdrawn) is dropped from the schedule and logged;
    its revision stays.
    """
    due = list(Revision.objects.due(at=at).values_list("pk", flat=True))
    applied = sum(_apply_or_drop(pk, at=at) for pk in due)
    if due:
        with transaction.atomic():
            plan()
    return applied


def _apply_or_drop(pk: int, *, at: datetime) -> bool:
    """A change the database refuses must not take readers' pages down with it."""
    try:
        return _apply(pk, at=at)
    except IntegrityError:
        logger.exception("scheduled change refused by the database revision=%s", pk)
        Revision.objects.filter(pk=pk).update(goes_live_at=None)
        return False


def _apply(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        article = lock(Article(pk=Revision.objects.values_list("article", flat=True).get(pk=pk)))
        revision = article.revisions.due(at=at).filter(pk=pk).first()
        if revision is None:
            return False
        if article.state != State.PUBLISHED:
            logger.warning("scheduled change dropped article=%s revision=%s", article.pk, pk)
            revision.goes_live_at = None
            revision.save(update_fields=["goes_live_at"])
            return False
        moment = revision.goes_live_at or at
        put_live(article, revision, languages=revision.goes_live_languages)
        if revision.goes_live_is_significant:
            article.updated_at = moment
        article.save()
        revision.applied_at = at
        revision.save(update_fields=["applied_at"])
        transitions.log(article, "update", by=revision.goes_live_by, at=moment, revision=revision)
        lifecycle.announce("updated", article.pk, at=at)
        return True

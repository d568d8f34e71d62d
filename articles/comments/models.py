"""Comments of the newsroom's people on an article; nothing of them stands in its text."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision
from articles.text_anchors import CONTEXT, Anchor


class CommentThreadQuerySet(models.QuerySet["CommentThread"]):
    """Threads with what their lists show."""

    def of_article(self, article: int) -> Self:
        """Those of the article (id) in the order in which they began, without empty ones.

        Three queries with their comments, authors and mentions.
        """
        comments = Comment.objects.select_related("author").order_by("pk")
        mentions = CommentNotice.objects.mentions().select_related("user").order_by("pk")
        shown = Prefetch("comments", comments.prefetch_related(Prefetch("notices", mentions)))
        with_words = Comment.objects.filter(thread=OuterRef("pk"), deleted_at=None)
        rows = self.filter(Exists(with_words), article=article)
        return rows.select_related("resolved_by").prefetch_related(shown).order_by("pk")

    def last_change(self) -> Subquery:
        """For a query of articles: when a thread of each changed last, null without threads."""
        rows = self.filter(article=OuterRef("pk")).order_by("-changed_at")
        return Subquery(rows.values("changed_at")[:1])


def comments_version(changed_at: datetime | None) -> str:
    """The state of an article's comments: another text after each change of one."""
    return changed_at.isoformat() if changed_at else ""


class CommentThread(models.Model):
    """A discussion of one passage, or of a whole field when nothing is quoted.

    `field` is a key of `content.Data` that holds a text. The quote is an `Anchor` in that text;
    `revision` is the version in which it was last looked for, and `is_lost` says that it was not
    found there. `changed_at` moves with everything that a list of threads shows.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comment_threads")
    field = models.CharField(max_length=60)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    is_lost = models.BooleanField(default=False)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    objects = CommentThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment thread")
        verbose_name_plural = _("comment threads")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(is_lost=False) | ~Q(exact=""), name="comment_thread_lost_was_quoted"
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None) | Q(resolved_at__isnull=False),
                name="comment_thread_resolved_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "-changed_at"], name="comment_thread_changed"),
        ]

    def __str__(self) -> str:
        return self.exact or self.field

    @property
    def anchor(self) -> Anchor:
        """The quote as `articles.text_anchors` takes it."""
        return Anchor(self.exact, self.prefix, self.suffix, self.position)

    def quote(self, anchor: Anchor) -> None:
        """Be about this passage; the caller saves."""
        self.exact, self.prefix, self.suffix, self.position = anchor


class Comment(models.Model):
    """One person's words in a thread; of a deleted one its place stays, without the words.

    `key` is made by the browser for each comment that is written, so that it is written once.
    """

    thread = models.ForeignKey(CommentThread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(blank=True)
    key = models.CharField(max_length=64, editable=False)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="comment_once"),
            models.CheckConstraint(
                condition=(Q(deleted_at=None) & ~Q(text="")) | Q(deleted_at__isnull=False, text=""),
                name="comment_has_words_until_deleted",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class NoticeReason(models.TextChoices):
    """Why somebody is told of a comment."""

    MENTION = "mention", _("You were mentioned")
    REPLY = "reply", _("A reply to you")


class CommentNoticeQuerySet(models.QuerySet["CommentNotice"]):
    """Whom comments concern."""

    def mentions(self) -> Self:
        """Those who were named in the comment."""
        return self.filter(reason=NoticeReason.MENTION)


class CommentNotice(models.Model):
    """That a comment concerns a person: it names them, or answers a thread of theirs.

    What they are told of it, and whether they read that, is in `articles.notifications`.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=NoticeReason)

    objects = CommentNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment notice")
        verbose_name_plural = _("comment notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="comment_notice_once"),
            models.CheckConstraint(
                condition=Q(reason__in=NoticeReason.values), name="comment_notice_reason_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

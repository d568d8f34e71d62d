"""What people do with comments; none of it changes the article or its state.

Whoever may see the article may comment, answer, resolve and reopen; what somebody wrote they alone
edit and delete. Callers have asked whether the user may see the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.arabic.normalize import clean
from articles.comments import passages, people
from articles.comments.models import Comment, CommentNotice, CommentThread, NoticeReason
from articles.errors import NotAllowed, Refused
from articles.models import Article
from articles.notifications.telling import desk_path, notify, retract, settle
from articles.notifications.topics import Kind
from articles.text_anchors import CONTEXT, Anchor

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MAX_TEXT: Final = 5000
"""Characters of one comment."""
MAX_QUOTE: Final = 2000
"""Characters of a quoted passage; of a longer one the beginning is quoted."""
MAX_KEY: Final = 64
_KINDS: Final = {NoticeReason.MENTION: Kind.MENTION, NoticeReason.REPLY: Kind.REPLY}


class BadComment(Refused):
    """What was sent is no comment; the message says why."""

    code = "bad_comment"


class Draft(NamedTuple):
    """A comment as it was sent: its words, the ids of those it names, the browser's key for it."""

    text: str
    mentions: tuple[int, ...] = ()
    key: str = ""


class Written(NamedTuple):
    """The comment, and the notices that it made; none when it was sent before."""

    comment: Comment
    notices: list[CommentNotice]


def start(
    article: Article, *, field: str, anchor: Anchor, draft: Draft, by: User, at: datetime
) -> Written:
    """Begin a thread about a passage of the field; sent twice, it is begun once.

    Raises BadComment. About six queries.
    """
    if field not in passages.FIELDS:
        raise BadComment(_("This part of the article cannot be commented on."))

    def begin() -> CommentThread:
        thread = CommentThread(article=article, field=field, changed_at=at)
        thread.quote(_bounded(anchor))
        thread.revision_id = article.latest_revision_id
        thread.save()
        return thread

    return _write(begin, draft, by=by, at=at)


def reply(thread: CommentThread, *, draft: Draft, by: User, at: datetime) -> Written:
    """Answer in the thread, which is open again if it was resolved; sent twice, it is said once.

    Raises BadComment. About eight queries.
    """

    def answer() -> CommentThread:
        _settle(thread.comments.filter(written_at__lte=at), at=at, user=by)
        _change(thread, at=at, resolved_at=None, resolved_by=None)
        return thread

    return _write(answer, draft, by=by, at=at)


def edit(comment: Comment, *, draft: Draft, by: User, at: datetime) -> Written:
    """Put other words in place of one's own comment; whoever is named anew is told of it.

    Raises NotAllowed, BadComment.
    """
    _require_author(comment, by)
    text = _words(draft)
    named = people.mentioned(draft.mentions)
    with transaction.atomic():
        rows = Comment.objects.filter(pk=comment.pk, deleted_at=None)
        if not rows.update(text=text, edited_at=at):
            raise BadComment(_("This comment was deleted."))
        comment.text = text
        mentions = comment.notices.mentions()
        mentions.exclude(user__in=named).delete()
        notices = _tell(comment, named, by=by, at=at)
        others = [notice.user for notice in comment.notices.select_related("user")]
        retract(happening(comment.pk), but_for=others)
        _change(comment.thread, at=at)
    return Written(comment, notices)


def delete(comment: Comment, *, by: User, at: datetime) -> None:
    """Take one's own words away; what others answered stays. Raises NotAllowed."""
    _require_author(comment, by)
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk, deleted_at=None).update(text="", deleted_at=at)
        retract(happening(comment.pk))
        _change(comment.thread, at=at)


def see(comment: Comment, *, by: User, at: datetime) -> None:
    """The user has read the thread as far as this comment: none of that is news. Two queries."""
    known = Comment.objects.filter(thread=comment.thread_id, pk__lte=comment.pk)
    _settle(known, at=at, user=by)


def resolve(thread: CommentThread, *, by: User, at: datetime) -> None:
    """Close the discussion, which is nobody's news any more; it can be reopened. Three queries."""
    _settle(thread.comments.all(), at=at)
    _change(thread, at=at, resolved_at=at, resolved_by=by)


def reopen(thread: CommentThread, *, at: datetime) -> None:
    """Open the discussion again. One query."""
    _change(thread, at=at, resolved_at=None, resolved_by=None)


def happening(comment: int) -> str:
    """The name of what was told of the comment (id), see `notifications.telling.notify`."""
    return f"comment:{comment}"


def _settle(comments: Any, *, at: datetime, user: User | None = None) -> None:
    settle(map(happening, comments.values_list("pk", flat=True)), at=at, user=user)


def _change(thread: CommentThread, *, at: datetime, **columns: object) -> None:
    CommentThread.objects.filter(pk=thread.pk).update(changed_at=at, **columns)


def _write(begin: Callable[[], CommentThread], draft: Draft, *, by: User, at: datetime) -> Written:
    """Write the comment in the thread that `begin` makes or changes, once for its key."""
    text = _words(draft)
    if not 0 < len(draft.key) <= MAX_KEY:
        raise BadComment(_("A value is not of the right kind."))
    if known := _known(by, draft.key):
        return Written(known, [])
    named = people.mentioned(draft.mentions)
    try:
        with transaction.atomic():
            thread = begin()
            comment = Comment.objects.create(
                thread=thread, author=by, text=text, key=draft.key, written_at=at
            )
            return Written(comment, _tell(comment, named, by=by, at=at))
    except IntegrityError:
        # Sent twice at one moment: the other request has written it.
        return Written(Comment.objects.get(author=by, key=draft.key), [])


def _known(by: User, key: str) -> Comment | None:
    return Comment.objects.filter(author=by, key=key).first()


def _tell(
    comment: Comment, named: Iterable[User], *, by: User, at: datetime
) -> list[CommentNotice]:
    """Tell those who are named, and of an answer whoever began the thread.

    Whoever was told of the comment before is not told again.
    """
    reasons = {user.pk: NoticeReason.MENTION for user in named}
    begun = comment.thread.comments.order_by("pk").values_list("pk", "author").first()
    if begun and begun[0] != comment.pk and begun[1] is not None:
        reasons.setdefault(begun[1], NoticeReason.REPLY)
    known = {by.pk, *comment.notices.values_list("user", flat=True)}
    told = CommentNotice.objects.bulk_create(
        CommentNotice(comment=comment, user_id=user, reason=reason)
        for user, reason in reasons.items()
        if user not in known
    )
    article, thread = comment.thread.article, comment.thread
    page = desk_path("articles_article_change", article.pk)
    for reason, kind in _KINDS.items():
        notify(
            [notice.user_id for notice in told if notice.reason == reason],
            kind,
            happening(comment.pk),
            at=at,
            by=by,
            article=article,
            text=comment.text,
            details={"thread": thread.pk, "quote": thread.exact},
            place=f"{page}?comment={comment.pk}",
        )
    return told


def _words(draft: Draft) -> str:
    text = clean(draft.text).strip()
    if not text:
        raise BadComment(_("Write the comment first."))
    if len(text) > MAX_TEXT:
        raise BadComment(
            ngettext(
                "A comment has at most %(count)s character.",
                "A comment has at most %(count)s characters.",
                MAX_TEXT,
            )
            % {"count": MAX_TEXT}
        )
    return text


def _require_author(comment: Comment, by: User) -> None:
    if comment.author_id != by.pk:
        raise NotAllowed(_("Only the person who wrote a comment may change it."))


def _bounded(anchor: Anchor) -> Anchor:
    return Anchor(
        clean(anchor.exact)[:MAX_QUOTE],
        clean(anchor.prefix)[-CONTEXT:],
        clean(anchor.suffix)[:CONTEXT],
        min(max(anchor.position, 0), 2**31 - 1),
    )

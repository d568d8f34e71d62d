"""The kinds of notifications, and the topics by which people choose how they are told."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How somebody is told of a topic; at the desk in every case."""

    DESK = "desk", _("at the desk only")
    ONCE = "once", _("also by mail, at once")
    DIGEST = "digest", _("also in the daily mail")


class Topic(TextChoices):
    """What somebody chooses a channel for."""

    RETURNED = "returned", _("My article was sent back")
    PROGRESS = "progress", _("My article was approved, scheduled or published")
    READERS = "readers", _("My article was corrected, withdrawn or killed")
    SCHEDULE = "schedule", _("A schedule of mine was cancelled or could not be kept")
    REVIEW = "review", _("An article waits for my review")
    COMMENT = "comment", _("Somebody mentioned me or answered me")
    SUGGESTION = "suggestion", _("Somebody suggests edits to my article")
    DECISION = "decision", _("My suggested edits were decided")
    ASSIGNMENT = "assignment", _("I was given an assignment")


class Kind(TextChoices):
    """What happened."""

    SENT_BACK = "sent_back"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"
    UNSCHEDULED = "unscheduled"
    HELD = "held"
    WAITING = "waiting"
    MENTION = "mention"
    REPLY = "reply"
    SUGGESTED = "suggested"
    DECIDED = "decided"
    ASSIGNED = "assigned"


TOPIC_OF: Final[dict[str, Topic]] = {
    Kind.SENT_BACK: Topic.RETURNED,
    Kind.APPROVED: Topic.PROGRESS,
    Kind.SCHEDULED: Topic.PROGRESS,
    Kind.PUBLISHED: Topic.PROGRESS,
    Kind.CORRECTED: Topic.READERS,
    Kind.WITHDRAWN: Topic.READERS,
    Kind.KILLED: Topic.READERS,
    Kind.UNSCHEDULED: Topic.SCHEDULE,
    Kind.HELD: Topic.SCHEDULE,
    Kind.WAITING: Topic.REVIEW,
    Kind.MENTION: Topic.COMMENT,
    Kind.REPLY: Topic.COMMENT,
    Kind.SUGGESTED: Topic.SUGGESTION,
    Kind.DECIDED: Topic.DECISION,
    Kind.ASSIGNED: Topic.ASSIGNMENT,
}

DEFAULT_CHANNELS: Final[dict[str, Channel]] = {
    Topic.RETURNED: Channel.ONCE,
    Topic.PROGRESS: Channel.DIGEST,
    Topic.READERS: Channel.ONCE,
    Topic.SCHEDULE: Channel.ONCE,
    Topic.REVIEW: Channel.DIGEST,
    Topic.COMMENT: Channel.ONCE,
    Topic.SUGGESTION: Channel.DIGEST,
    Topic.DECISION: Channel.DIGEST,
    Topic.ASSIGNMENT: Channel.ONCE,
}
"""What holds for whoever has chosen nothing: at once what somebody waits for one to do, or what
went wrong; the rest once a day."""

OF_COMMENTS: Final = (Kind.MENTION, Kind.REPLY)
"""Settled by reading or answering the comment, not by opening its article."""

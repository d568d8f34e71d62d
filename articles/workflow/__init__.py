"""The workflow verbs: the only writers of an article's state and live columns.

Each verb is one transaction that locks the row, checks before it writes, and logs a transition.
It takes any copy of the article and returns a fresh one. `by` is the user, `at` the current
time (default: now), `seen` what the user's page showed.
"""

from articles.workflow.article_version import ArticleVersion
from articles.workflow.live import changed_parts
from articles.workflow.removal import decline_kill, kill, request_kill, unkill, withdraw
from articles.workflow.review import approve, send_back, submit
from articles.workflow.rules import VERBS, may_edit, verbs_for
from articles.workflow.saving import create, restore, save
from articles.workflow.scheduled_changes import apply_due
from articles.workflow.verbs import correct, publish, schedule, unschedule, update

__all__ = [
    "VERBS",
    "ArticleVersion",
    "apply_due",
    "approve",
    "changed_parts",
    "correct",
    "create",
    "decline_kill",
    "kill",
    "may_edit",
    "publish",
    "request_kill",
    "restore",
    "save",
    "schedule",
    "send_back",
    "submit",
    "unkill",
    "unschedule",
    "update",
    "verbs_for",
    "withdraw",
]

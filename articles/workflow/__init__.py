"""The verbs: the only writers of an article's state and of what readers see.

Each is one transaction that locks the row, refuses before it writes, and
records who, what, when and why. All take the article (any copy of it), and
return it fresh. `by` is the person; `at` is the clock, read once.
"""

from articles.workflow.live import changed_parts
from articles.workflow.removal import kill, unkill, withdraw
from articles.workflow.review import approve, send_back, submit
from articles.workflow.rules import VERBS, may_edit, verbs_for
from articles.workflow.saving import create, restore, save
from articles.workflow.scheduled import apply_due
from articles.workflow.seen import Seen
from articles.workflow.verbs import correct, publish, schedule, unschedule, update

__all__ = [
    "VERBS",
    "Seen",
    "apply_due",
    "approve",
    "changed_parts",
    "correct",
    "create",
    "kill",
    "may_edit",
    "publish",
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

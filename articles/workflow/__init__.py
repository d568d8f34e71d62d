"""The verbs: the only writers of an article's state and of what readers see.

Each is one transaction that locks the row, refuses before it writes, and
records who, what, when and why. All take the article (any copy of it), and
return it fresh. `by` is the person; `at` is the clock, read once.
"""

from articles.workflow.due import apply_due
from articles.workflow.rules import VERBS, may_edit, verbs_for
from articles.workflow.saving import create, restore, save
from articles.workflow.verbs import (
    approve,
    correct,
    kill,
    publish,
    schedule,
    send_back,
    submit,
    unkill,
    unschedule,
    update,
    withdraw,
)

__all__ = [
    "VERBS",
    "apply_due",
    "approve",
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

"""What nested apps hear of an article, sent by `articles.outbox` once the change is committed.

A listener takes `article_id` (int), `at` (datetime) and `**kwargs`; it must be
idempotent, since a signal is repeated when any listener failed.
"""

from typing import Final

from django.dispatch import Signal

saved = Signal()
"""A new revision is the newest: what the desk sees of the article changed, not what readers see."""
published = Signal()
"""Something became or will become visible: published, scheduled, back from withdrawal."""
updated = Signal()
"""What readers see of a published article changed, or its tags, section or times did."""
withdrawn = Signal()
"""It is gone from every public surface: withdrawn, killed, or sent back before its moment."""

imported = Signal()
"""Many articles were published at once: `article_ids` (a list) instead of `article_id`.

A listener that hears of it need not hear `published` for these. What it could
not do comes again as `published`, article by article.
"""

chosen = Signal()
"""Rows of the sender, a model, were written all at once: `before` and `after`, {name: value}.

Sent in the transaction of the change, where the model's own signals are not.
"""
handed_over = Signal()
"""Somebody's work becomes another's: `of`, `to` and `by` (users), `at`.

Sent in the transaction of the hand-over, by `articles.workflow.handover`.
"""
first_page = Signal()
"""The desk's first page is made for `user` at the moment `at`.

Listeners return {name: (queryset, name of its moment)} of rows that are counted on it, with no
query of their own; the template has `counted`, {name: (how many, how many of past moments)}.
"""
most_read = Signal()
"""A reader's page asks what was read most: `language`, `hours` (1, 24 or 168), `section` (its id,
or None for the whole site), `limit`, `at`.

A listener returns ids of articles, the most read first, visible or not; at most one query. Without
an answer the page shows the newest.
"""
due = Signal()
"""`manage.py due` runs (`at`): what else is done once a minute; it prints a text for an answer."""

SIGNALS: Final = {
    "saved": saved,
    "published": published,
    "updated": updated,
    "withdrawn": withdrawn,
}
"""The signals of one article, by the name of the event that an announcement carries."""

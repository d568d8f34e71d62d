"""Pruning the log: whole beginnings of the chain, as AUDIT_KEEP_DAYS says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from newsroom.audit import chain
from newsroom.audit.models import Pruning, Seal
from newsroom.audit.recording import record

_PAUSE: Final = timedelta(days=1)


def prune_daily(*, at: datetime) -> int:
    """`prune`, unless it was done within a day; one query more."""
    if not settings.AUDIT_KEEP_DAYS:
        return 0
    last = chain.pruned()
    return 0 if last and at - last.at < _PAUSE else prune(at=at)


def prune(*, at: datetime) -> int:
    """Delete the chain's beginning up to the first entry that is young enough; returns how many.

    One transaction, which holds the chain's lock. What is left says in a `Pruning` and in an entry
    of its own up to which position and hash; with AUDIT_KEEP_DAYS = 0 nothing is done.
    """
    if not settings.AUDIT_KEEP_DAYS:
        return 0
    with transaction.atomic():
        chain.lock(wait=True)
        last = _last_old_seal(at - timedelta(days=settings.AUDIT_KEEP_DAYS))
        if last is None:
            return 0
        before = chain.pruned()
        Pruning.objects.create(position=last.position, chain_hash=last.chain_hash, at=at)
        _delete_up_to(last.position)
        count = last.position - (before.position if before else 0)
        head = str(chain.Head(last.position, last.chain_hash))
        record("prune", kind="audit.entry", changes={"head": [head, None], "count": [count, None]})
    return count


def _last_old_seal(moment: datetime) -> Seal | None:
    """The last seal before the first of an entry at or after the moment; three queries at most."""
    seals = Seal.objects.order_by("position")
    first_young = seals.filter(entry__at__gte=moment).first()
    if first_young is None:
        return seals.last()
    return seals.filter(position__lt=first_young.position).last()


def _delete_up_to(position: int) -> None:
    """Delete entries and then their seals; the triggers let pass what a `Pruning` covers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM audit_entry WHERE id IN"
            " (SELECT entry_id FROM audit_seal WHERE position <= %s)",
            [position],
        )
        cursor.execute("DELETE FROM audit_seal WHERE position <= %s", [position])

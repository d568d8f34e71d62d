"""Whether the log is as it was written: every row against the chain of hashes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from newsroom.audit import chain, triggers
from newsroom.audit.chain import Head
from newsroom.audit.models import Entry, Seal

UNSEALED_AFTER: Final = timedelta(minutes=10)
"""An entry that is not in the chain after so long was kept out of it, or `due` does not run."""
_CHUNK: Final = 2000
_TOLD: Final = 20
"""How many entries of prunings are looked at for the last one's."""


def first_fault(*, at: datetime, known: Head | None = None) -> str:
    """What is wrong with the log, the first by position; "" when nothing is.

    `known` is a head that was written down, which the chain must contain: only by it is found that
    the newest rows were cut off, or that the whole chain was written anew. Reads every row.
    """
    return next(_faults(at, known), "")


def _faults(at: datetime, known: Head | None) -> Iterator[str]:
    for name in triggers.missing(connection):
        yield _("The trigger %(name)s is missing: the log can be changed.") % {"name": name}
    yield from _faults_of_the_chain(known)
    yield from _faults_of_prunings()
    late = Entry.objects.unsealed().filter(at__lt=at - UNSEALED_AFTER).order_by("pk").first()
    if late is not None:
        yield _("Entry %(entry)s of %(moment)s is in no seal.") % {
            "entry": late.pk,
            "moment": late.at.isoformat(timespec="seconds"),
        }


def _faults_of_the_chain(known: Head | None) -> Iterator[str]:
    last = chain.beginning(chain.pruned())
    if known is not None and known.position <= last.position:
        # What was pruned since cannot be compared, but for its end.
        known = None if known.position < last.position else known
        yield from _unlike(last, known)
    seals = Seal.objects.order_by("position")
    for batch in batched(seals.iterator(chunk_size=_CHUNK), _CHUNK, strict=False):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in batch])
        for seal in batch:
            if seal.position != last.position + 1:
                yield _("Position %(position)s is missing.") % {"position": last.position + 1}
                return
            last = yield from _checked(seal, entries.get(seal.entry_id), last)
            yield from _unlike(last, known)
    if known is not None and known.position > last.position:
        yield _("The log ends at position %(end)s, before %(known)s that was written down.") % {
            "end": last.position,
            "known": known.position,
        }


def _checked(seal: Seal, entry: Entry | None, last: Head) -> Generator[str, None, Head]:
    """Faults of one seal and its entry; returns the head that it makes."""
    names = {"entry": seal.entry_id, "position": seal.position}
    if entry is None:
        yield _("Entry %(entry)s at position %(position)s is missing.") % names
    elif entry.computed_digest() != seal.digest or entry.digest != seal.digest:
        yield _("Entry %(entry)s at position %(position)s was changed.") % names
    right = chain.chain_hash(last.chain_hash, seal.position, seal.entry_id, seal.digest)
    if right != seal.chain_hash:
        yield _("The seal at position %(position)s was changed or moved.") % names
    return Head(seal.position, right)


def _unlike(last: Head, known: Head | None) -> Iterator[str]:
    if known is not None and known.position == last.position and known != last:
        yield _("Position %(position)s has another hash than was written down.") % {
            "position": last.position
        }


def _faults_of_prunings() -> Iterator[str]:
    """A pruning without an entry that says so was not made by the program."""
    last = chain.pruned()
    if last is None:
        return
    told = Entry.objects.filter(action="prune").newest_first()[:_TOLD]
    heads = {(entry.changes.get("head") or [""])[0] for entry in told}
    if str(last) not in heads:
        yield _("The pruning up to position %(position)s is in no entry.") % {
            "position": last.position
        }

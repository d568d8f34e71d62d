"""The chain of hashes over the entries: sealing after the commit, and what verifies it.

An entry carries a digest of itself, written in its transaction without any lock. After the commit
a seal gives it the next place in the chain: whoever seals takes one lock and waits for nobody
else's, so that no verb waits for another's or deadlocks with it. What a crash left unsealed the
next sealing takes, or `manage.py due`.

The hashes have no key. One derived from SECRET_KEY would end with its rotation, keep an auditor
from verifying, and protect from nobody who has the server. Against whoever can rewrite the whole
chain serves the head that was written down elsewhere: `due` prints it once a minute, so that it
stands in the system's journal, and `audit --verify --head` compares.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from newsroom.audit.models import Entry, Pruning, Seal

GENESIS: Final = "0" * 64
"""The hash before the first seal."""
_WINDOW: Final = 2000
WIDE_WINDOW: Final = 100_000
"""How many of the newest entries are looked through for unsealed ones: after a commit, by `due`."""
_LOCK: Final = 0x6175646974
"""The number of PostgreSQL's advisory lock: "audit"."""


class Head(NamedTuple):
    """The end of the chain: the last position and its hash."""

    position: int
    chain_hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.chain_hash}"


def chain_hash(before: str, position: int, entry: int, digest: str) -> str:
    """The hash of a seal upon the one before it."""
    return sha256(f"{before}|{position}|{entry}|{digest}".encode()).hexdigest()


def head() -> Head:
    """The last seal, or what was pruned when none is left; one query, or two."""
    last = Seal.objects.order_by("-position").first()
    return Head(last.position, last.chain_hash) if last else beginning(pruned())


def pruned() -> Pruning | None:
    """The last pruning; one query."""
    return Pruning.objects.order_by("-position").first()


def beginning(pruning: Pruning | None) -> Head:
    """The head that the chain goes on from after the pruning, or after none."""
    return Head(pruning.position, pruning.chain_hash) if pruning else Head(0, GENESIS)


def seal_after_commit() -> None:
    """Have what is written by now sealed once the transaction is committed; never raises."""
    waiting: list[Any] = connection.run_on_commit
    if not any(seal_new in call for call in waiting):
        transaction.on_commit(seal_new, robust=True)


def seal_new(*, within: int = _WINDOW) -> None:
    """Seal what is unsealed of the newest entries, unless somebody else is sealing; five queries.

    `within` is how many of the newest are looked through.
    """
    with transaction.atomic():
        if lock(wait=False):
            _seal(within)


def lock(*, wait: bool) -> bool:
    """Take the chain's lock until the transaction ends; returns whether it was free.

    SQLite has one writer at a time anyway, since its transactions begin IMMEDIATE.
    """
    if connection.vendor == "sqlite":
        return True
    call = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}(%s)", [_LOCK])
        (answer,) = cursor.fetchone()
    return wait or bool(answer)


def _seal(within: int) -> None:
    last = head()
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    before = newest - within
    # Said of the seals too: PostgreSQL would read all of them to find what is missing.
    seal = Seal.objects.filter(entry_id=OuterRef("pk"), entry_id__gt=before)
    rows = Entry.objects.filter(~Exists(seal), pk__gt=before).order_by("pk")
    seals = []
    for pk, digest in rows.values_list("pk", "digest"):
        position = last.position + 1
        last = Head(position, chain_hash(last.chain_hash, position, pk, digest))
        seals.append(
            Seal(position=position, entry_id=pk, digest=digest, chain_hash=last.chain_hash)
        )
    Seal.objects.bulk_create(seals, batch_size=1000)

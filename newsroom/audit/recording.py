"""Writing an entry, in the transaction of what it records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from articles.arabic.normalize import fold_key
from articles.client_address import client_address
from articles.models.bulk_insert import bulk_insert
from newsroom.audit import chain, context
from newsroom.audit.models import Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

type Changes = dict[str, list[Any]]
"""{field: [before, after]}, readable values of which None is nothing."""

_COLUMNS: Final = tuple(field.attname for field in Entry._meta.concrete_fields[1:])
_NAME_LENGTH: Final = 200
_KEY_LENGTH: Final = 100


def record(
    action: str,
    *,
    kind: str,
    object_id: object = "",
    name: str = "",
    changes: Changes | None = None,
    by: User | None = None,
) -> None:
    """Write one entry; one insert, and after the commit its seal.

    `kind` is a model's label in small letters. `by` is who acts, if not the user of the request.
    Within a `Run` the act is counted in its entry instead, without a query.
    """
    origin = context.current()
    if origin.run is not None:
        origin.run.counts[f"{kind}: {action}"] += 1
        return
    user = by or context.acting_user()
    entry = Entry(
        actor_id=user.pk if user else None,
        actor=str(user)[:_NAME_LENGTH] if user else "",
        via=origin.via[:80],
        address=client_address(origin.request) if origin.request else "",
        action=action,
        kind=kind,
        object_id=str(object_id),
        object_name=name[:_NAME_LENGTH],
        object_key=name_key(name),
        changes=changes or {},
    )
    entry.digest = entry.computed_digest()
    _insert(entry)
    chain.seal_after_commit()


def _insert(entry: Entry) -> None:
    """Write the row; one insert, without what Django's own costs each time, twice as much."""
    row = vars(entry) | {
        "at": connection.ops.adapt_datetimefield_value(entry.at),
        "changes": json.dumps(entry.changes, ensure_ascii=False),
    }
    bulk_insert(Entry, _COLUMNS, [[row[name] for name in _COLUMNS]])


def name_key(name: str) -> str:
    """The folded beginning of a name, by which the log is searched."""
    return fold_key(name[:_NAME_LENGTH])[:_KEY_LENGTH]

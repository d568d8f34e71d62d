"""The audit log: entries, their seals in a chain of hashes, and what was pruned.

The database refuses to change or delete any of them (`newsroom.audit.triggers`), and nothing of
them refers to another table by a foreign key, so that they outlive what they speak of.
"""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """Chainable filters of entries, which run no query."""

    def newest_first(self) -> EntryQuerySet:
        """In the reverse order of writing."""
        return self.order_by("-at", "-pk")

    def unsealed(self) -> EntryQuerySet:
        """Those that are not in the chain yet."""
        return self.filter(seal=None)


class Entry(models.Model):
    """One act: who, when, from where, what, on which object, and what it changed.

    `changes` is {field: [before, after]} of the changed fields as readable values, None for
    nothing; it never holds a secret. Names are those of the moment.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("who"), max_length=200, blank=True)
    via = models.CharField(_("by way of"), max_length=80, blank=True)
    address = models.CharField(_("network address"), max_length=45, blank=True)
    action = models.CharField(_("action"), max_length=20)
    kind = models.CharField(_("kind"), max_length=60)
    object_id = models.CharField(max_length=64, blank=True)
    object_name = models.CharField(_("object"), max_length=200, blank=True)
    object_key = models.CharField(max_length=100, blank=True, editable=False)
    changes: models.JSONField[Any] = models.JSONField(_("changes"), default=dict)
    digest = models.CharField(max_length=64, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit log entry")
        verbose_name_plural = _("audit log")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["at"], name="audit_entry_at"),
            models.Index(fields=["actor_id", "at"], name="audit_entry_actor"),
            models.Index(fields=["action", "at"], name="audit_entry_action"),
            models.Index(fields=["kind", "at"], name="audit_entry_kind"),
            models.Index(fields=["object_id", "at"], name="audit_entry_object"),
            # With these classes PostgreSQL finds the beginning of a name in any locale.
            models.Index(
                fields=["object_key", "at"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                name="audit_entry_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.at:%Y-%m-%d %H:%M}"

    def computed_digest(self) -> str:
        """The SHA-256 of everything the entry says, in hexadecimal."""
        said = (
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor,
            self.via,
            self.address,
            self.action,
            self.kind,
            self.object_id,
            self.object_name,
            self.object_key,
            self.changes,
        )
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


class Seal(models.Model):
    """The place of an entry in the chain; written after the commit by `newsroom.audit.chain`.

    `chain_hash` is `chain.chain_hash` of the one before and of this seal. Positions begin at 1 and
    have no gaps.
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="seal"
    )
    digest = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}:{self.chain_hash}"


class Pruning(models.Model):
    """That the chain's beginning up to a position was deleted, and its hash there.

    The row is what the triggers let the deletion pass by; the hash is what the next seal goes on
    from.
    """

    position = models.BigIntegerField(primary_key=True)
    chain_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pruning")
        verbose_name_plural = _("prunings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}:{self.chain_hash}"

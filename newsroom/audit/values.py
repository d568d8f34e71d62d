"""Values of a row's fields as the log keeps them: readable, and without secrets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from articles.conf import LANGUAGES
from newsroom.audit.catalogue import Audited
from newsroom.audit.recording import Changes

CHANGED: Final = "changed"
"""What is said of a secret that is another now."""
REHASHED: Final = "hashed anew"
"""What is said of a password that is the same and was stored by a newer hash."""
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "auth.Permission": ("content_type__app_label", "codename"),
    "auth.Group": ("name",),
    "articles.Section": (f"name_{LANGUAGES[0]}",),
    "accounts.User": ("username",),
}
"""By label: the columns that name a row of a relation."""


def stored_values(instance: Model, names: Iterable[str]) -> dict[str, Any]:
    """{field: value} as the database has them; {} when the row is not there. One query."""
    columns = {name: instance._meta.get_field(name).attname for name in names}  # type: ignore[union-attr] # concrete fields
    rows: Any = type(instance)._base_manager.filter(pk=instance.pk)
    found = rows.values(*columns.values()).first() or {}
    return {name: found[column] for name, column in columns.items() if found}


def changed_values(
    audited: Audited, instance: Any, names: Iterable[str], before: dict[str, Any]
) -> Changes:
    """The fields that differ from `before`, which is {} for a new row.

    A query for each foreign key that differs and whose row is not read yet.
    """
    changes: Changes = {}
    for name in names:
        field = instance._meta.get_field(name)
        old, new = before.get(name), field.to_python(getattr(instance, field.attname))
        is_empty = not new if not before else old in (None, "") and new in (None, "")
        if is_empty or old == new:
            continue
        if name in audited.secrets:
            changes[name] = [None, REHASHED if old and _is_rehash(instance, name) else CHANGED]
        else:
            changes[name] = [_named(field, old), words(instance, name)]
    return changes


def _is_rehash(instance: Any, name: str) -> bool:
    """Whether a password is stored by another hash: one that was set is there in words as well."""
    return name == "password" and getattr(instance, "_password", None) is None


def words(instance: Any, name: str) -> Any:
    """The field's value: a truth, a number, a text, or the name of the row that it refers to."""
    field = instance._meta.get_field(name)
    if field.is_relation:
        return _referred(instance, field)
    return plain(field.to_python(getattr(instance, field.attname)))


def _referred(instance: Any, field: Any) -> str | None:
    """The name of the row that a foreign key refers to, its number when it is gone."""
    number = getattr(instance, field.attname)
    try:
        return None if number is None else _row_name(getattr(instance, field.name))
    except ObjectDoesNotExist:
        return f"#{number}"


def plain(value: Any) -> Any:
    """The value as JSON holds it; a moment in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _named(field: Any, value: Any) -> Any:
    """A value that was stored, a foreign key by its row's name."""
    if value is None or not field.is_relation:
        return plain(value)
    row = field.related_model._base_manager.filter(pk=value).first()
    return f"#{value}" if row is None else _row_name(row)


def _row_name(row: Model) -> str:
    return f"{row} #{row.pk}"


def names_of(model: type[Model], numbers: Iterable[int]) -> list[str]:
    """The names of rows of a many-to-many relation, in order; one query."""
    columns = _NAMES.get(model._meta.label, ("pk",))
    rows: Any = model._base_manager.filter(pk__in=numbers)
    return sorted(".".join(map(str, row)) for row in rows.values_list(*columns))

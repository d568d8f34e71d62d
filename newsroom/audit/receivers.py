"""What is recorded of the signals that Django and the newsroom send.

Each runs in the transaction of what it hears of. A model of `catalogue.AUDITED` costs a select
before a change and the insert of its entry; a verb costs the insert alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from articles import signals
from articles.models import Article, TagMerge, Transition
from newsroom.accounts.models import User
from newsroom.accounts.signals import attempt_refused, check_failed, sessions_ended
from newsroom.audit import chain, context, retention
from newsroom.audit.catalogue import AUDITED, RELATIONS, Audited
from newsroom.audit.recording import Changes, record
from newsroom.audit.values import changed_values, names_of, stored_values, words

if TYPE_CHECKING:
    from django.db.models import Model

_BEFORE: Final = "_audit_before"
_CREDENTIALS: Final = ("username", "login", "email")
"""Under which of these a name was typed; the first that is there."""
_PARTS: Final = ("languages", "shared", "moment", "because")
"""What of a transition's details says more than its verb."""


def connect() -> None:
    """Connect every receiver; called once, when the apps are ready."""
    for label, audited in AUDITED.items():
        model = apps.get_model(label)
        patched: Any = model
        patched.save_base = _in_one_transaction(model.save_base)
        for signal, receiver in (
            (pre_save, _before_save),
            (post_save, _after_save),
            (post_delete, _after_delete),
        ):
            signal.connect(
                partial(receiver, audited), sender=model, weak=False, dispatch_uid=f"audit {label}"
            )
    for through, (_label, field) in RELATIONS.items():
        m2m_changed.connect(
            partial(_after_relation, field),
            sender=apps.get_model(through),
            weak=False,
            dispatch_uid=f"audit {through}",
        )
    post_save.connect(_after_verb, sender=Transition)
    post_save.connect(_after_merge, sender=TagMerge)
    post_delete.connect(_after_undone_merge, sender=TagMerge)
    post_delete.connect(_after_article, sender=Article)
    user_logged_in.connect(_after_sign_in)
    user_logged_out.connect(_after_sign_out)
    user_login_failed.connect(_after_failure)
    sessions_ended.connect(_after_ended_sessions)
    check_failed.connect(_after_failed_check)
    attempt_refused.connect(_after_refusals)
    signals.imported.connect(_after_import)
    signals.chosen.connect(_after_choice)
    signals.due.connect(_when_due)


def _in_one_transaction(save_base: Callable[..., None]) -> Callable[..., None]:
    """The method, with the signal after it in its transaction, also where none was begun.

    Django sends `post_save` after its own; within another transaction nothing differs.
    """

    @wraps(save_base)
    def whole(*args: Any, **options: Any) -> None:
        with transaction.atomic(savepoint=False):
            save_base(*args, **options)

    return whole


def kind_of(model: type[Model] | Model) -> str:
    """The model as entries name it."""
    return model._meta.label_lower


# Rows of the catalogue ---------------------------------------------------------------------


def _before_save(
    audited: Audited, sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any
) -> None:
    """Keep on the instance what the database has of it: {field: value}, {} for a new row."""
    wanted = [name for name in audited.compared if update_fields is None or name in update_fields]
    is_new = instance._state.adding or instance.pk is None
    reads = wanted and not is_new and context.current().run is None
    setattr(instance, _BEFORE, (wanted, stored_values(instance, wanted) if reads else {}))


def _after_save(
    audited: Audited, sender: Any, instance: Any, created: bool = False, **kwargs: Any
) -> None:
    wanted, before = instance.__dict__.pop(_BEFORE, ((), {}))
    if context.current().run is not None:
        _record_row("create" if created else "change", audited, instance, {})
        return
    changes = changed_values(audited, instance, wanted, before)
    if created or changes:
        _record_row("create" if created else "change", audited, instance, changes)


def _after_delete(audited: Audited, sender: Any, instance: Any, **kwargs: Any) -> None:
    if context.current().run is not None:
        _record_row("delete", audited, instance, {})
        return
    values = {name: words(instance, name) for name in audited.fields}
    changes = {name: [value, None] for name, value in values.items() if value not in (None, "")}
    _record_row("delete", audited, instance, changes)


def _record_row(action: str, audited: Audited, instance: Any, changes: Changes) -> None:
    named = getattr(instance, audited.named_after) if audited.named_after else instance
    record(action, kind=kind_of(instance), object_id=instance.pk, name=str(named), changes=changes)


def _after_relation(
    field: str,
    sender: Any,
    instance: Any,
    action: str,
    reverse: bool,
    model: Any,
    pk_set: Any,
    **kwargs: Any,
) -> None:
    """Roles and permissions that were given or taken; what is cleared is read before."""
    if action == "pre_clear":
        other_side = model._meta.get_field(field).remote_field if reverse else None
        manager = getattr(instance, other_side.get_accessor_name() if other_side else field)
        pk_set = set(manager.values_list("pk", flat=True))
    is_told = action in ("post_add", "post_remove", "pre_clear") and pk_set
    if not is_told or context.current().run is not None:
        return
    names = ", ".join(names_of(model, pk_set))
    pair = [None, names] if action == "post_add" else [names, None]
    record(
        "change",
        kind=kind_of(instance),
        object_id=instance.pk,
        name=str(instance),
        changes={"members" if reverse else field: pair},
    )


# What is recorded by its meaning -----------------------------------------------------------


def _after_verb(sender: Any, instance: Transition, created: bool = False, **kwargs: Any) -> None:
    if not created:
        return
    changes: Changes = {}
    if instance.from_state != instance.to_state:
        changes["state"] = [instance.from_state or None, instance.to_state]
    details = instance.details
    changes |= {name: [None, details[name]] for name in _PARTS if details.get(name)}
    if instance.note:
        changes["note"] = [None, instance.note]
    if instance.revision_id:
        changes["revision"] = [None, instance.revision_id]
    record(
        instance.verb,
        kind=kind_of(Article),
        object_id=instance.article_id,
        name=str(instance.article),
        changes=changes,
        by=instance.by,
    )


def _after_ended_sessions(sender: Any, user: User, count: int, **kwargs: Any) -> None:
    _record_of(user, "end_sessions", {"sessions": [count, None]})


def _after_merge(sender: Any, instance: TagMerge, created: bool = False, **kwargs: Any) -> None:
    if not created:
        return
    _record_merge("merge", instance, [_merged_name(instance), str(instance.into)], by=instance.by)


def _after_undone_merge(sender: Any, instance: TagMerge, **kwargs: Any) -> None:
    _record_merge("unmerge", instance, [str(instance.into), _merged_name(instance)])


def _merged_name(merge: TagMerge) -> str:
    names = [name for name in merge.details.get("names", {}).values() if name]
    return f"{' / '.join(names)} #{merge.merged}"


def _record_merge(action: str, merge: TagMerge, merged: list[str], **by: Any) -> None:
    """An entry of the tag that stayed, with what became what and on how many articles."""
    articles = [None, len(merge.details.get("articles", ()))]
    record(
        action,
        kind=kind_of(merge.into),
        object_id=merge.into_id,
        name=str(merge.into),
        changes={"merged": merged, "articles": articles},
        **by,
    )


def _after_article(sender: Any, instance: Article, **kwargs: Any) -> None:
    record(
        "delete",
        kind=kind_of(Article),
        object_id=instance.pk,
        name=str(instance),
        changes={"state": [instance.state, None]},
    )


def _after_import(sender: Any, article_ids: list[int], **kwargs: Any) -> None:
    run = context.current().run
    if run is not None:
        run.counts[f"{kind_of(Article)}: import"] += len(article_ids)


def _after_choice(
    sender: type[Model], before: dict[str, Any], after: dict[str, Any], **kwargs: Any
) -> None:
    """What the newsroom chose on one page, of which rows are written all at once."""
    names = [name for name in after if before.get(name) != after[name]]
    changes: Changes = {name: [before.get(name), after[name]] for name in names}
    if changes:
        name = str(sender._meta.verbose_name_plural)
        record("change", kind=kind_of(sender), name=name, changes=changes)


def _when_due(sender: Any, at: datetime, **kwargs: Any) -> str:
    """Seal what is not, prune what is too old; returns the chain's head, to be written down."""
    chain.seal_new(within=chain.WIDE_WINDOW)
    retention.prune_daily(at=at)
    return gettext("Head of the audit log: %(head)s") % {"head": chain.head()}


# Signing in and out ------------------------------------------------------------------------


def _after_sign_in(sender: Any, user: Any, **kwargs: Any) -> None:
    _record_person("sign_in", user)


def _after_sign_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        _record_person("sign_out", user)


def _record_person(action: str, user: Any) -> None:
    record(action, kind=kind_of(User), object_id=user.pk, name=str(user), by=user)


def _after_failure(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A failed sign-in, under the first name that was typed."""
    typed = next((str(credentials[name]) for name in _CREDENTIALS if credentials.get(name)), "")
    _record_failure("sign_in_failed", typed, {})


def _after_failed_check(sender: Any, user: User | None, kind: str, **kwargs: Any) -> None:
    """A wrong code or old password, or a passkey that is none, which may name nobody."""
    _record_of(user, "check_failed", {"way": [None, kind]})


def _after_refusals(
    sender: Any, name: str, user: User | None, kind: str, count: int, **kwargs: Any
) -> None:
    """Attempts that were not looked at, `count` of them by now: at what, and whose."""
    changes: Changes = {"way": [None, kind], "attempts": [None, count]}
    if user is None:
        _record_failure("attempt_refused", name, changes)
    else:
        _record_of(user, "attempt_refused", changes)


def _record_failure(action: str, typed: str, changes: Changes) -> None:
    """An entry of the account that was named, or with a keyed hash of a name that is none.

    What is no account's may be a password in the wrong field. With the hash one sees whether the
    same was tried again, as long as SECRET_KEY is the same.
    """
    named = User.objects.spelled(typed) | User.objects.filter(email__iexact=typed)
    account = named.first() if typed else None
    if account is not None:
        _record_of(account, action, changes)
        return
    hashed: Changes = {"name": [None, _keyed_hash(typed)]} if typed else {}
    _record_of(None, action, changes | hashed)


def _record_of(user: User | None, action: str, changes: Changes) -> None:
    """An entry about the account, or about none, by whoever sends the request."""
    number, name = (user.pk, str(user)) if user else ("", "")
    record(action, kind=kind_of(User), object_id=number, name=name, changes=changes)


def _keyed_hash(text: str) -> str:
    return salted_hmac("newsroom.audit.name", text, algorithm="sha256").hexdigest()[:16]

"""What editors do with a front page: save an arrangement, publish it, cancel what waits.

Each is one transaction that locks the page's row and refuses before it writes.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.errors import (
    BadMoment,
    Incomplete,
    NotAllowed,
    Outdated,
    Refused,
    TextFaults,
    WrongState,
)
from articles.frontpage import documents
from articles.frontpage.documents import Document
from articles.frontpage.models import Front, FrontPublication, FrontRevision
from articles.languages import joined
from articles.models import Image, Section
from articles.text_checks import RULES, Passage, Version, check
from articles.text_checks.articles import policy
from articles.text_checks.passages import WHOLE

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

PERMISSION: Final = "articles_frontpage.curate_front"


def may_curate(user: User, section: Section | None) -> bool:
    """Whether the person arranges the section's front, or the home page (None).

    Somebody bound to sections arranges theirs alone. No query once the permissions are read.
    """
    return user.has_perm(PERMISSION, section or Section())


def refuse_others(user: User, section: Section | None) -> None:
    """Raise NotAllowed unless the person arranges the page."""
    if may_curate(user, section):
        return
    if user.has_perm(PERMISSION):
        raise NotAllowed(_("You arrange the fronts of your own sections only."))
    raise NotAllowed


def save(
    document: Document,
    *,
    section: Section | None,
    language: str,
    base: int | None,
    by: User,
    restored_from: FrontRevision | None = None,
    at: datetime | None = None,
) -> FrontRevision:
    """Add a revision upon `base` (its id, None for the first one) of the page in the language.

    On a base that is not the newest it is kept beside the others (`is_conflict`), so that nothing
    is lost and nothing newer undone. What differs in nothing from the newest is the newest. Raises
    NotAllowed. Five queries.
    """
    refuse_others(by, section)
    with transaction.atomic():
        front = _locked(section, language)
        newest = newest_revision(front)
        is_conflict = base != (newest.pk if newest else None)
        if newest and newest.data == document and newest.schema == documents.SCHEMA:
            return newest
        last = front.revisions.newest_first().first()
        return FrontRevision.objects.create(
            front=front,
            number=last.number + 1 if last else 1,
            base=front.revisions.filter(pk=base).first() if base else None,
            restored_from=restored_from,
            data=document,
            schema=documents.SCHEMA,
            is_conflict=is_conflict,
            created_by=_row(by),
            created_at=at or timezone.now(),
        )


def _row(user: User) -> Any:
    return user


def _locked(section: Section | None, language: str) -> Front:
    """The page's row, made when there is none, locked until the transaction ends."""
    front, _is_new = Front.objects.get_or_create(section=section, language=language)
    return Front.objects.select_for_update().get(pk=front.pk)


def newest_revision(front: Front) -> FrontRevision | None:
    """The newest arrangement, without those saved beside a newer one; one query."""
    return front.revisions.in_line().newest_first().first()


def last_decision(front: Front) -> int | None:
    """The id of the last publication that was decided, which a page shows; one query."""
    return front.publications.order_by("-pk").values_list("pk", flat=True).first()


def publish(
    revision: FrontRevision,
    *,
    by: User,
    seen: int | None,
    moment: datetime | None = None,
    at: datetime | None = None,
) -> FrontPublication:
    """Let readers see the revision from the moment on (default: now), whatever it is.

    So an older one is restored, and the last publication undone. `seen` is the `last_decision` that
    the page of the verb showed. Raises NotAllowed, Outdated, BadMoment, Refused for what is wrong
    in the arrangement, TextFaults for what the newsroom lets nobody publish in a headline, and
    Incomplete for pictures that lack their texts. Eight queries at most.
    """
    at = at or timezone.now()
    front = revision.front
    refuse_others(by, front.section)
    if moment is not None and moment <= at:
        raise BadMoment(_("This moment has passed."))
    with transaction.atomic():
        _locked(front.section, front.language)
        if last_decision(front) != seen:
            said = _("Something else was published or scheduled meanwhile. Look at it first.")
            raise Outdated(said, number=None)
        _refuse_faults(documents.read(revision), front.language)
        return FrontPublication.objects.create(
            front=front,
            revision=revision,
            published_at=moment or at,
            decided_by=_row(by),
            decided_at=at,
        )


def cancel(publication: FrontPublication, *, by: User, at: datetime | None = None) -> None:
    """Cancel a publication that waits; raises NotAllowed, and WrongState once it has begun."""
    at = at or timezone.now()
    refuse_others(by, publication.front.section)
    with transaction.atomic():
        row = FrontPublication.objects.select_for_update().get(pk=publication.pk)
        if row.cancelled_at is not None or row.published_at <= at:
            raise WrongState(_("It does not wait any more."))
        row.cancelled_at, row.cancelled_by = at, _row(by)
        row.save(update_fields=["cancelled_at", "cancelled_by"])


def _refuse_faults(document: Document, language: str) -> None:
    found = documents.faults(document)
    if found:
        raise Refused(joined(dict.fromkeys(fault.text for fault in found)))
    blocking = policy().blocking
    faulty = {rule for _z, _s, _field, rule in text_findings(document, language, blocking)}
    if faulty:
        raise TextFaults(RULES[rule].label for rule in RULES if rule in faulty)
    missing = undescribed(document)
    if missing:
        raise Incomplete(missing)


def text_findings(
    document: Document, language: str, rules: frozenset[str]
) -> list[tuple[int, int, str, str]]:
    """(zone, slot, field, rule) of what the rules find in the texts of slots; no query.

    They are read as the headline and the kicker of an article are.
    """
    found = []
    for z, s, slot in documents.slots_of(document):
        pin = slot["pin"] or {}
        texts = {name: pin.get(name) or "" for name in ("headline", "kicker")}
        passages = tuple(
            Passage(name, 0, "line", language, text) for name, text in texts.items() if text
        )
        if passages:
            marks = check(Version(language, passages), rules)
            found += [(z, s, mark.field, mark.rule) for mark in marks if mark.passage != WHOLE]
    return found


def undescribed(document: Document) -> list[str]:
    """What pictures of slots lack for publication; one query, none without pictures."""
    wanted = documents.pictures_of(document)
    rows = Image.objects.filter(pk__in=wanted).order_by("pk") if wanted else ()
    return [
        _("%(texts)s of the picture “%(title)s” (#%(number)s)")
        % {"texts": joined(row.missing_texts()), "title": row.title, "number": row.pk}
        for row in rows
        if row.missing_texts()
    ]


def front_of(section: Section | None, language: str) -> Front | None:
    """The page's row, None for one that nobody arranged yet; one query."""
    return Front.objects.filter(section=section, language=language).first()


def begin_with(front: Front | None, section: Section | None, language: str) -> Document:
    """What the desk opens: the newest arrangement, else what readers see without one.

    One query.
    """
    newest = newest_revision(front) if front else None
    if newest:
        return documents.read(newest)
    if section is not None:
        return documents.default_section()
    tops = Section.objects.with_name_in(language).filter(parent__isnull=True).in_order()
    return documents.default_home(tops.values_list("pk", flat=True))

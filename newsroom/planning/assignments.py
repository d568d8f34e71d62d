"""What people do with assignments: each verb locks the row, refuses, writes.

The state of an article stays with `articles.workflow`; here one is only begun.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import workflow
from articles.arabic.normalize import clean
from articles.errors import NotAllowed, Refused, WrongState
from articles.languages import joined
from articles.models import Article, Author, Section
from articles.notifications import telling
from articles.notifications.topics import Kind
from newsroom.accounts.backends import bound_sections
from newsroom.accounts.models import User
from newsroom.planning.models import OPEN, Assignment, AssignmentNote, Status

_MAX_TOLD: Final = 400
"""Characters of its description that somebody is told of an assignment."""
MAX_NOTE: Final = 2000
"""Characters of one note."""
_MINE: Final = (Status.ASSIGNED, Status.WORKING)


def assignable() -> QuerySet[User]:
    """People who write: active ones who may add articles, by name; no query of its own."""
    permission = {"content_type__app_label": "articles", "codename": "add_article"}
    own = Q(**{f"user_permissions__{name}": value for name, value in permission.items()})
    of_role = Q(**{f"groups__permissions__{name}": value for name, value in permission.items()})
    people = User.objects.filter(is_active=True, is_staff=True)
    return people.filter(own | of_role).distinct().order_by("first_name", "last_name", "pk")


def refuse_writer(person: User, section: Section | None) -> None:
    """Raise Refused for somebody who writes nothing, or is bound to others than the section.

    Two queries; without a section one.
    """
    if not assignable().filter(pk=person.pk).exists():
        raise Refused(_("%(name)s writes no articles at the moment.") % {"name": person})
    bound = list(person.sections.order_by("order", "pk")) if section else []
    if bound and section not in bound:
        names = {"name": person, "sections": joined(map(str, bound))}
        raise Refused(_("%(name)s works in other sections: %(sections)s.") % names)


def may_assign(user: Any) -> bool:
    """Whether the user gives work to others and changes everybody's."""
    return bool(user.has_perm("planning.assign_assignment"))


def may_edit(user: Any, assignment: Assignment) -> bool:
    """Whether the user changes it: their own, an idea of theirs that nobody took, or anybody's."""
    if not user.has_perm("planning.change_assignment"):
        return False
    return may_assign(user) or user.pk == (assignment.assignee_id or assignment.created_by_id)


def _may_take(user: Any, assignment: Assignment) -> bool:
    return bool(user.has_perm("planning.change_assignment"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of assignments: its button, from which statuses it starts, and who may do it."""

    label: object
    said: object
    statuses: tuple[str, ...]
    leads_to: Callable[[Assignment], str]
    may: Callable[[Any, Assignment], bool] = may_edit
    condition: Callable[[Assignment], bool] = lambda assignment: True


def _resumed(assignment: Assignment) -> str:
    """The status of one that is open again."""
    if assignment.article_id is not None:
        return Status.WORKING
    return Status.ASSIGNED if assignment.assignee_id else Status.IDEA


def _is_free(assignment: Assignment) -> bool:
    return assignment.assignee_id is None


def _is_held(assignment: Assignment) -> bool:
    return assignment.assignee_id is not None and assignment.article_id is None


VERBS: Final[dict[str, Verb]] = {
    "take": Verb(
        gettext_lazy("Take it over"),
        gettext_lazy("It is yours now."),
        OPEN,
        lambda assignment: Status.WORKING if assignment.article_id else Status.ASSIGNED,
        _may_take,
        _is_free,
    ),
    "start": Verb(
        gettext_lazy("Start work"),
        gettext_lazy("It is in work."),
        (Status.ASSIGNED,),
        lambda assignment: Status.WORKING,
    ),
    "give_back": Verb(
        gettext_lazy("Give it back"),
        gettext_lazy("It is nobody's now; anybody may take it over."),
        _MINE,
        lambda assignment: Status.IDEA,
        condition=_is_held,
    ),
    "finish": Verb(
        gettext_lazy("It is done"),
        gettext_lazy("It is done."),
        _MINE,
        lambda assignment: Status.DONE,
    ),
    "drop": Verb(
        gettext_lazy("Drop it"),
        gettext_lazy("It was dropped."),
        OPEN,
        lambda assignment: Status.DROPPED,
    ),
    "reopen": Verb(
        gettext_lazy("Open it again"),
        gettext_lazy("It is open again."),
        (Status.DONE, Status.DROPPED),
        _resumed,
    ),
}
"""By name: what is done to an assignment with one click."""


def verbs_for(assignment: Assignment, user: Any, *, at: datetime) -> list[str]:
    """The names of VERBS that the user may do at the moment, in order; no query."""
    return [name for name in VERBS if _refusal(name, assignment, user, at=at) is None]


def lock(assignment: Assignment) -> Assignment:
    """The current row, locked until the transaction ends; one query."""
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=assignment.pk)


def act(name: str, assignment: Assignment, *, by: User, at: datetime | None = None) -> Assignment:
    """Do the verb and return the fresh row. Raises NotAllowed, WrongState."""
    at = at or timezone.now()
    with transaction.atomic():
        assignment = lock(assignment)
        refusal = _refusal(name, assignment, by, at=at)
        if refusal is not None:
            raise refusal
        assignment.status = VERBS[name].leads_to(assignment)
        if name == "take":
            assignment.assignee = by
        elif name == "give_back":
            assignment.assignee = None
        assignment.save()
    return assignment


def _refusal(name: str, assignment: Assignment, user: Any, *, at: datetime) -> Refused | None:
    verb = VERBS[name]
    if not user.is_active or not verb.may(user, assignment):
        return NotAllowed()
    if name == "take" and _is_elsewhere(user, assignment):
        said = _("You work in other sections than “%(name)s”.") % {"name": assignment.section}
        return WrongState(said)
    if name == "take" and not _is_free(assignment):
        taken = _("%(name)s has this assignment already.") % {"name": assignment.assignee}
        return WrongState(taken)
    standing = assignment.standing(at=at)
    is_published = standing != assignment.status
    if is_published or assignment.status not in verb.statuses or not verb.condition(assignment):
        names = {"verb": verb.label, "status": Status(standing).label}
        said = _("“%(verb)s” is not possible while the assignment is: %(status)s.") % names
        return WrongState(said)
    return None


def _is_elsewhere(user: Any, assignment: Assignment) -> bool:
    """Whether the user is bound to other sections; no query where their rights are read."""
    bound = bound_sections(user)
    return bool(bound) and assignment.section_id is not None and assignment.section_id not in bound


def save_assignment(assignment: Assignment, *, by: User) -> Assignment:
    """Validate and save what a form says, in one transaction with the lock of the row.

    Whoever it is given to has it; taken from somebody it is an idea again, unless its article is
    begun. Raises ValidationError, NotAllowed for somebody else's, and for giving work to others
    without the permission to; Refused as `refuse_writer`, for whom or where it is given anew.
    """
    with transaction.atomic():
        before = lock(assignment) if assignment.pk else None
        if before is None:
            assignment.created_by = by
        elif not may_edit(by, before):
            raise NotAllowed()
        else:
            # A form that was read earlier knows nothing of what verbs wrote meanwhile.
            assignment.status, assignment.article_id = before.status, before.article_id
        had = before.assignee_id if before else None
        is_elsewhere = before is None or before.section_id != assignment.section_id
        if assignment.assignee and (is_elsewhere or assignment.assignee_id != had):
            refuse_writer(assignment.assignee, assignment.section)
        if assignment.assignee_id != had:
            if assignment.assignee_id not in (None, by.pk) and not may_assign(by):
                raise NotAllowed()
            _follow_assignee(assignment)
        assignment.full_clean()
        assignment.save()
        if assignment.assignee_id != had:
            _tell(assignment, by=by, at=timezone.now())
    return assignment


def _happening(assignment: Assignment) -> str:
    """The name of what people are told of the assignment, see `notifications.telling.notify`."""
    return f"assignment:{assignment.pk}"


def seen(assignment: Assignment, user: Any, *, at: datetime) -> None:
    """The user looks at it, and so knows what they were told of it; one query."""
    telling.settle([_happening(assignment)], at=at, user=user)


def _tell(assignment: Assignment, *, by: User, at: datetime) -> None:
    """Tell whoever has the assignment now; whoever had it before is told of it no more."""
    happening = _happening(assignment)
    telling.retract(happening)
    if assignment.assignee_id is not None:
        telling.notify(
            [assignment.assignee_id],
            Kind.ASSIGNED,
            happening,
            at=at,
            by=by,
            title=assignment.title,
            text=assignment.notes[:_MAX_TOLD],
            place=telling.desk_path("planning_assignment_change", assignment.pk),
        )


def hand_over(*, of: User, to: User, by: User, at: datetime) -> None:
    """Give the person's unfinished assignments to another one, who is told of each."""
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    for assignment in rows.filter(assignee=of, status__in=OPEN):
        assignment.assignee = to
        assignment.save()
        _tell(assignment, by=by, at=at)


def _follow_assignee(assignment: Assignment) -> None:
    """Set the status of an open assignment that changed hands."""
    if assignment.status == Status.IDEA and assignment.assignee_id:
        assignment.status = Status.ASSIGNED
    elif assignment.status in _MINE and _is_free(assignment) and assignment.article_id is None:
        assignment.status = Status.IDEA


def begin_article(
    assignment: Assignment, *, by: User, at: datetime | None = None
) -> tuple[Article, bool]:
    """(The assignment's article, whether it was created by this); never a second one.

    An assignment that is nobody's becomes `by`'s. The byline is that of whose assignment it is.
    Raises NotAllowed, WrongState, and Refused where that person could not edit it.
    """
    at = at or timezone.now()
    with transaction.atomic():
        assignment = lock(assignment)
        if assignment.article is not None:
            return assignment.article, False
        _refuse_beginning(assignment, by)
        if assignment.assignee is None:
            assignment.assignee = by
        writer = assignment.assignee
        author = Author.objects.filter(user=writer).first()
        if author is None and writer != by:
            raise Refused(
                _("%(name)s is no author of the site yet, so the article would not be theirs.")
                % {"name": writer}
            )
        note = _("From the assignment “%(title)s”.") % {"title": assignment.title}
        data = _content(assignment, author)
        article = workflow.create(by=by, data=data, note=note, at=at)
        assignment.article, assignment.status = article, Status.WORKING
        assignment.save()
    return article, True


def _refuse_beginning(assignment: Assignment, by: User) -> None:
    """Raise NotAllowed for somebody else's, WrongState for one that is done or dropped."""
    is_mine = assignment.assignee_id in (None, by.pk)
    if not by.has_perm("planning.change_assignment") or not (is_mine or may_assign(by)):
        raise NotAllowed()
    if assignment.status not in OPEN:
        label = Status(assignment.status).label
        raise WrongState(
            _("No article is begun while the assignment is: %(status)s.") % {"status": label}
        )


def _content(assignment: Assignment, author: Author | None) -> dict[str, Any]:
    """The content of the article's first revision, as `articles.content` takes it."""
    return {
        f"headline_{assignment.language}": assignment.title,
        "kind": assignment.kind,
        "section": assignment.section_id,
        "bylines": [{"author": author.pk, "role": "writer"}] if author else [],
    }


def may_begin(user: Any, assignment: Assignment) -> bool:
    """Whether a button that begins the article is of use to the user; no query."""
    is_mine = assignment.assignee_id in (None, user.pk)
    may_write = user.has_perm("articles.add_article")
    has_permission = may_write and user.has_perm("planning.change_assignment")
    is_open = assignment.status in OPEN and assignment.article_id is None
    return is_open and has_permission and (is_mine or may_assign(user))


def add_note(
    assignment: Assignment, text: str, *, by: User, at: datetime | None = None
) -> AssignmentNote:
    """Say something about the assignment. Raises NotAllowed, and Refused for no words or too many.

    Everybody who takes part in planning may.
    """
    if not by.has_perm("planning.change_assignment"):
        raise NotAllowed()
    words = clean(text).strip()
    if not words:
        raise Refused(_("Write the note first."))
    if len(words) > MAX_NOTE:
        said = ngettext(
            "A note has at most %(count)s character.",
            "A note has at most %(count)s characters.",
            MAX_NOTE,
        )
        raise Refused(said % {"count": MAX_NOTE})
    row: AssignmentNote = assignment.thread.create(
        author=by, text=words, written_at=at or timezone.now()
    )
    return row

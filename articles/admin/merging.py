"""The page that merges a version made beside the newest one, or a change that was set aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import body, content, merging, workflow
from articles.admin import contents, differences
from articles.admin.differences import Piece
from articles.admin.editing import address, is_number, load, person, render
from articles.errors import Refused
from articles.merging import BOTH, MINE, NEWEST, Conflict, Merge
from articles.models import Article, Revision, Submission
from articles.submissions import done, once
from articles.workflow import lineage


class Side(NamedTuple):
    """One answer to a conflict: its text, and what it changes of the common base."""

    answer: str
    is_chosen: bool
    text: list[str]
    rows: list[list[Piece]]


class Question(NamedTuple):
    """A conflict as the page asks about it."""

    key: str
    label: str
    language: str
    base: list[str]
    sides: list[Side]
    offers_both: bool
    is_both: bool


def merge(desk: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """The newest version and another one, merged upon the one that both were made from.

    What only one of them changed is taken by itself and shown; what both changed
    is asked about. What is chosen becomes the newest version.
    """
    article = load(pk)
    if not workflow.may_edit(person(request), article):
        raise PermissionDenied
    mine = article.revisions.filter(pk=revision).select_related("created_by").first()
    newest = _below(request, article)
    if mine is None or newest is None:
        raise Http404
    merged = _merged(article, newest, mine)

    def act(submission: Submission) -> HttpResponse:
        if request.method == "POST":
            try:
                return _save(request, article, newest, mine, merged, submission)
            except Refused as refusal:
                messages.error(request, str(refusal))
        return render(desk, request, "merge", _context(article, newest, mine, merged, request.POST))

    return once(request, act)


def _below(request: HttpRequest, article: Article) -> Revision | None:
    """The newest version, or the one that was the newest when the page was opened."""
    seen = request.POST.get("base", "")
    rows = article.revisions.select_related("created_by")
    known = rows.filter(pk=seen).first() if is_number(seen) else None
    return known or rows.filter(pk=article.latest_revision_id or 0).first()


def _merged(article: Article, newest: Revision, mine: Revision) -> Merge:
    """The merge of the two upon what both were made from; two queries."""
    base = lineage.common_base(article, lineage.parents(article), newest.pk, mine.pk)
    return merging.merge(base, content.read(newest), content.read(mine))


def _save(
    request: HttpRequest,
    article: Article,
    newest: Revision,
    mine: Revision,
    merged: Merge,
    submission: Submission,
) -> HttpResponse:
    """Save the merged text upon the version that the person saw; raises Refused."""
    data = merging.resolve(merged, request.POST)
    note = _("Merged with revision %(number)s.") % {"number": mine.pk}
    revision = workflow.save(
        article, by=person(request), data=data, base=newest.pk, merged=mine.pk, note=note
    )
    done(submission, target=article.pk, revision=revision.pk)
    if revision.is_conflict:
        return HttpResponseRedirect(address(article, "merge", revision.pk))
    messages.success(request, _("The merged text was saved."))
    return HttpResponseRedirect(address(article))


def _context(
    article: Article,
    newest: Revision,
    mine: Revision,
    merged: Merge,
    answers: Mapping[str, str],
) -> dict[str, Any]:
    asked = {conflict.field for conflict in merged.conflicts}
    return {
        "title": _("Merge two versions"),
        "article": article,
        "newest": newest,
        "mine": mine,
        "is_scheduled": mine.held_at is not None,
        "questions": _questions(newest, mine, merged, answers),
        "from_mine": _taken(content.read(newest), merged.data),
        "from_newest": [
            change for change in _taken(content.read(mine), merged.data) if change.name not in asked
        ],
    }


def _taken(before: content.Data, after: content.Data) -> list[contents.Change]:
    """What the merge changes of one side: all that comes from the other."""
    return contents.changes(before, after)


def _questions(
    newest: Revision, mine: Revision, merged: Merge, answers: Mapping[str, str]
) -> list[Question]:
    names = contents.Words(content.read(newest), content.read(mine))
    return [_question(conflict, names, answers) for conflict in merged.conflicts]


def _question(conflict: Conflict, names: contents.Words, answers: Mapping[str, str]) -> Question:
    answer = answers.get(conflict.key, "")
    base = _paragraphs(conflict, conflict.base, names)
    sides = [
        Side(side, answer == side, text, differences.paragraphs(base, text))
        for side, value in ((NEWEST, conflict.newest), (MINE, conflict.mine))
        for text in [_paragraphs(conflict, value, names)]
    ]
    return Question(
        conflict.key,
        contents.label_of(conflict.field),
        contents.language_of(conflict.field),
        base,
        sides,
        conflict.is_body,
        answer == BOTH,
    )


def _paragraphs(conflict: Conflict, value: Any, names: contents.Words) -> list[str]:
    if conflict.is_body:
        return body.paragraphs("".join(value or []))
    return names.paragraphs({conflict.field: value}, conflict.field)

"""The view that merges a conflicting revision, or a held change, with the newest revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import content, merging, suggestions, workflow
from articles.admin import diff_layout
from articles.admin.editing import current_user, desk_url, get_article, render_page
from articles.admin.revision_content import (
    FieldChange,
    FieldFormatter,
    field_changes,
    field_label,
    field_language,
)
from articles.admin.text_diff import DiffRow, diff_paragraphs
from articles.errors import Refused
from articles.merging import BOTH, KEEP, MINE, NEWEST, Conflict, Merge, Removal, Unanswered
from articles.models import Article, Revision, Submission
from articles.primary_keys import is_primary_key
from articles.submissions import done, once
from articles.templatetags.wording import date_time
from articles.workflow import lineage


class MergeVersion(NamedTuple):
    """One version of a conflict, to choose: its text, and what it changes of the common base.

    `place` begins the `id`s of its changes; `dropped` is the text of the other version that it
    drops; `is_kept_in` where it drops none, but keeps what the other version removed.
    """

    answer: str
    is_chosen: bool
    text: list[str]
    rows: list[DiffRow]
    dropped: list[str]
    is_kept_in: bool
    language: str
    place: str

    @property
    def passages(self) -> list[diff_layout.Passage]:
        """The changes of the common base as they stand on the page, what stayed folded away."""
        return diff_layout.passages(self.rows, self.place)


class ShownConflict(NamedTuple):
    """A conflict as the page shows it; `is_open` if the form was sent without an answer."""

    key: str
    label: str
    language: str
    base: list[str]
    versions: list[MergeVersion]
    is_body: bool
    offers_both: bool
    is_both: bool
    is_open: bool


class RemovedText(NamedTuple):
    """A paragraph, or a whole field, that only one side removed."""

    key: str
    texts: list[str]
    is_kept: bool


class FieldRemovals(NamedTuple):
    """Everything that only the version of `name` removed from one field."""

    label: str
    language: str
    name: str
    removed: list[RemovedText]


class MergePair(NamedTuple):
    """The newest revision, the one to merge into it, and their merge base."""

    article: Article
    newest: Revision
    mine: Revision
    base: content.Data | None
    merged: Merge


def merge_view(model_admin: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """The newest version and another one, merged upon the one that both were made from.

    What only one of them changed is taken by itself and shown; what only one took
    out is listed, and can be kept; what both changed is a conflict. What is chosen
    becomes the newest version. A form that does not say which newest version it was
    about is asked again, whatever it answers.
    """
    article = get_article(pk)
    if not workflow.may_edit(current_user(request), article):
        raise PermissionDenied
    rows = article.revisions.select_related("created_by")
    mine = rows.filter(pk=revision).first()
    seen = _submitted_newest(request, article)
    newest = seen or rows.filter(pk=article.latest_revision_id or 0).first()
    if mine is None or newest is None:
        raise Http404
    pair = get_pair(article, newest, mine)

    def act(submission: Submission) -> HttpResponse:
        answers: Mapping[str, str] = request.POST
        unanswered: Sequence[Conflict] = ()
        if request.method == "POST" and seen is None:
            answers = {}
            messages.error(request, _outdated_message())
        elif request.method == "POST":
            try:
                return _save(request, pair, submission)
            except Unanswered as refusal:
                unanswered = refusal.conflicts
                messages.error(request, _unanswered_message(pair.merged, unanswered))
            except Refused as refusal:
                messages.error(request, str(refusal))
        return render_page(model_admin, request, "merge", _context(pair, answers, unanswered))

    return once(request, act)


def _submitted_newest(request: HttpRequest, article: Article) -> Revision | None:
    """The version that was the newest when the form was shown; None where it does not say so.

    What was saved beside another one never was the newest.
    """
    number = request.POST.get("base", "")
    rows = article.revisions.filter(is_conflict=False).select_related("created_by")
    return rows.filter(pk=number).first() if is_primary_key(number) else None


def get_pair(article: Article, newest: Revision, mine: Revision) -> MergePair:
    """The pair with its merge base and three-way merge; two queries."""
    base, merged = lineage.merge(article, newest, mine)
    return MergePair(article, newest, mine, base, merged)


def _outdated_message() -> str:
    return _(
        "The form did not say which newest version it was about, so nothing was merged. "
        "Look at both versions as they are now, and choose again."
    )


def _unanswered_message(merged: Merge, conflicts: Sequence[Conflict]) -> str:
    names = "؛ ".join(_label(conflict, merged) for conflict in conflicts)
    text = ngettext(
        "Nothing was saved: choose what stands in %(names)s.",
        "Nothing was saved: %(count)s choices are still to be made: %(names)s.",
        len(conflicts),
    )
    return text % {"count": len(conflicts), "names": names}


def _save(request: HttpRequest, pair: MergePair, submission: Submission) -> HttpResponse:
    """Save the merged content, based on the revision that the form was about; raises Refused."""
    article, newest, mine = pair.article, pair.newest, pair.mine
    data = merging.resolve(pair.merged, request.POST)
    note = _("Merged with revision %(number)s.") % {"number": mine.pk}
    by = current_user(request)
    with transaction.atomic():
        decided = suggestions.decide(article, data, {})
        revision = workflow.save(
            article, by=by, data=data, base=newest.pk, merged=mine.pk, note=note
        )
        suggestions.record(decided, by=by, revision=revision, at=timezone.now())
    done(submission, target=article.pk, revision=revision.pk)
    if revision.is_conflict:
        return HttpResponseRedirect(desk_url(article, "merge", revision.pk))
    messages.success(request, _("The merged text was saved."))
    return HttpResponseRedirect(desk_url(article))


def _context(
    pair: MergePair, answers: Mapping[str, str], unanswered: Sequence[Conflict]
) -> dict[str, Any]:
    names = version_labels(pair.newest, pair.mine)
    return {
        "title": _("Merge two versions"),
        "article": pair.article,
        "newest": pair.newest,
        "mine": pair.mine,
        "names": names,
        "is_scheduled": pair.mine.held_at is not None,
        "conflicts": _shown_conflicts(pair, answers, unanswered),
        "removals": _removals_by_field(pair, names, answers),
        "from_mine": _merged_changes(pair.newest, pair.merged, NEWEST),
        "from_newest": _merged_changes(pair.mine, pair.merged, MINE),
    }


def version_labels(newest: Revision, mine: Revision) -> dict[str, str]:
    """The label of each side by answer: its author, distinguished where both have the same."""
    sides = {NEWEST: newest, MINE: mine}
    if newest.created_by is None or mine.created_by is None:
        unknown = {NEWEST: _("the newest version"), MINE: _("the other version")}
        return {side: str(row.created_by or unknown[side]) for side, row in sides.items()}
    names = {side: str(row.created_by) for side, row in sides.items()}
    if names[NEWEST] == names[MINE]:
        return {side: f"{names[side]}، {date_time(row.created_at)}" for side, row in sides.items()}
    return names


def _merged_changes(side: Revision, merged: Merge, answer: str) -> list[FieldChange]:
    """What is merged into the side without a conflict: all that the other changed or put in.

    What the other took out is listed by itself.
    """
    answers = {each.key: answer for each in merged.conflicts}
    answers |= {each.key: KEEP for each in merged.removals if each.side != answer}
    return [
        change._replace(rows=_changed(change.rows))
        for change in field_changes(content.read(side), merging.resolve(merged, answers))
    ]


def _removals_by_field(
    pair: MergePair, names: Mapping[str, str], answers: Mapping[str, str]
) -> list[FieldRemovals]:
    """The one-sided removals, grouped by field and side; five queries."""
    words = FieldFormatter(pair.base or {})
    groups: dict[tuple[str, str], list[RemovedText]] = {}
    for removal in pair.merged.removals:
        [texts] = removal_texts(removal, words)
        removed = RemovedText(removal.key, texts, answers.get(removal.key) == KEEP)
        groups.setdefault((removal.field, removal.side), []).append(removed)
    return [
        FieldRemovals(field_label(field), field_language(field), names[side], removed)
        for (field, side), removed in groups.items()
    ]


def removal_texts(
    removal: Removal, words: FieldFormatter, *others: content.Data
) -> list[list[str]]:
    """The paragraphs of the removed value, then the same field of each of the `others`."""
    is_body = removal.field.startswith("body_")
    value = "".join(removal.value) if is_body else removal.value
    return words.versions([{removal.field: value}, *others], removal.field)


def _changed(rows: Iterable[DiffRow]) -> list[DiffRow]:
    """The rows with a change; what was moved is shown in its new place alone."""
    return [row for row in rows if not row.is_same and not row.is_origin]


def _shown_conflicts(
    pair: MergePair, answers: Mapping[str, str], unanswered: Sequence[Conflict]
) -> list[ShownConflict]:
    datas = (pair.base or {}, content.read(pair.newest), content.read(pair.mine))
    names = FieldFormatter(*datas)
    is_open = {conflict.key for conflict in unanswered}
    return [
        _shown_conflict(conflict, names, answers)._replace(
            label=_label(conflict, pair.merged), is_open=conflict.key in is_open
        )
        for conflict in pair.merged.conflicts
    ]


def _label(conflict: Conflict, merged: Merge) -> str:
    """The field's label, with the number of the passage if several conflict."""
    label = field_label(conflict.field)
    if sum(each.field == conflict.field for each in merged.conflicts) == 1:
        return label
    return _("%(field)s, passage %(number)s") % {"field": label, "number": conflict.number}


def _shown_conflict(
    conflict: Conflict, names: FieldFormatter, answers: Mapping[str, str]
) -> ShownConflict:
    answer = answers.get(conflict.key, "")
    base, newest, mine = conflict_texts(conflict, names)
    versions = [
        MergeVersion(
            side,
            answer == side,
            text,
            diff_paragraphs(base, text),
            dropped := unique_texts(other, text),
            is_kept_in=bool(text) and not dropped,
            language=field_language(conflict.field),
            place=f"{conflict.key}-{side}",
        )
        for side, text, other in ((NEWEST, newest, mine), (MINE, mine, newest))
    ]
    return ShownConflict(
        conflict.key,
        "",
        field_language(conflict.field),
        base,
        versions,
        conflict.is_body,
        offers_both=conflict.is_body and all(each.text for each in versions),
        is_both=answer == BOTH,
        is_open=False,
    )


def conflict_texts(
    conflict: Conflict, names: FieldFormatter, *others: content.Data
) -> list[list[str]]:
    """The paragraphs of base, newest and other side, then the same field of each of the `others`.

    Different values give different paragraphs (`FieldFormatter.versions`).
    """
    values = [conflict.base, conflict.newest, conflict.mine]
    if conflict.is_body:
        values = ["".join(value or []) for value in values]
    datas = [{conflict.field: value} for value in values]
    return names.versions([*datas, *others], conflict.field)


def unique_texts(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that are not in `others`, in order; a multiset difference."""
    left = Counter(texts) - Counter(others)
    found = []
    for text in texts:
        if left[text] > 0:
            left[text] -= 1
            found.append(text)
    return found

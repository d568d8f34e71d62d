"""The page that merges a version made beside the newest one, or a change that was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import content, merging, workflow
from articles.admin.editing import current_user, desk_url, get_article, render_page
from articles.admin.revision_content import (
    FieldChange,
    FieldFormatter,
    field_changes,
    field_label,
    field_language,
)
from articles.admin.text_diff import DiffPiece, diff_paragraphs
from articles.errors import Refused
from articles.merging import BOTH, KEEP, MINE, NEWEST, Conflict, Merge, Removal, Unanswered
from articles.models import Article, Revision, Submission
from articles.primary_keys import is_primary_key
from articles.submissions import done, once
from articles.templatetags.wording import date_time
from articles.workflow import lineage


class Side(NamedTuple):
    """One answer to a conflict: its text, and what it changes of the common base.

    `lost` is the text of the other side that it drops; `is_kept_in` where it drops
    none, but keeps what the other side took out.
    """

    answer: str
    is_chosen: bool
    text: list[str]
    rows: list[list[DiffPiece]]
    lost: list[str]
    is_kept_in: bool


class Question(NamedTuple):
    """A conflict as the page asks about it; `is_open` when it was sent without an answer."""

    key: str
    label: str
    language: str
    base: list[str]
    sides: list[Side]
    is_body: bool
    offers_both: bool
    is_both: bool
    is_open: bool


class Removed(NamedTuple):
    """A paragraph, or a field's whole value, that one side alone took out."""

    key: str
    texts: list[str]
    is_kept: bool


class TakenOut(NamedTuple):
    """All that the version of `name` alone took out of one field."""

    label: str
    language: str
    name: str
    removed: list[Removed]


class Pair(NamedTuple):
    """The newest version and the one that is merged into it, upon what both were made from."""

    article: Article
    newest: Revision
    mine: Revision
    base: content.Data | None
    merged: Merge


def merge(desk: Any, request: HttpRequest, pk: str, revision: int) -> HttpResponse:
    """The newest version and another one, merged upon the one that both were made from.

    What only one of them changed is taken by itself and shown; what only one took
    out is listed, and can be kept; what both changed is asked about. What is chosen
    becomes the newest version. A form that does not say which newest version it was
    about is asked again, whatever it answers.
    """
    article = get_article(pk)
    if not workflow.may_edit(current_user(request), article):
        raise PermissionDenied
    rows = article.revisions.select_related("created_by")
    mine = rows.filter(pk=revision).first()
    seen = _seen(request, article)
    newest = seen or rows.filter(pk=article.latest_revision_id or 0).first()
    if mine is None or newest is None:
        raise Http404
    pair = pair_of(article, newest, mine)

    def act(submission: Submission) -> HttpResponse:
        answers: Mapping[str, str] = request.POST
        unanswered: Sequence[Conflict] = ()
        if request.method == "POST" and seen is None:
            answers = {}
            messages.error(request, _not_seen())
        elif request.method == "POST":
            try:
                return _save(request, pair, submission)
            except Unanswered as refusal:
                unanswered = refusal.conflicts
                messages.error(request, _still_open(pair.merged, unanswered))
            except Refused as refusal:
                messages.error(request, str(refusal))
        return render_page(desk, request, "merge", _context(pair, answers, unanswered))

    return once(request, act)


def _seen(request: HttpRequest, article: Article) -> Revision | None:
    """The version that was the newest when the form was shown; None where it does not say so.

    What was saved beside another one never was the newest.
    """
    number = request.POST.get("base", "")
    rows = article.revisions.filter(is_conflict=False).select_related("created_by")
    return rows.filter(pk=number).first() if is_primary_key(number) else None


def pair_of(article: Article, newest: Revision, mine: Revision) -> Pair:
    """The two merged upon what both were made from; two queries."""
    base = lineage.common_base(article, lineage.parents(article), newest.pk, mine.pk)
    merged = merging.merge(base, content.read(newest), content.read(mine))
    return Pair(article, newest, mine, base, merged)


def _not_seen() -> str:
    return _(
        "The form did not say which newest version it was about, so nothing was merged. "
        "Look at both versions as they are now, and choose again."
    )


def _still_open(merged: Merge, conflicts: Sequence[Conflict]) -> str:
    names = "؛ ".join(_label(conflict, merged) for conflict in conflicts)
    text = ngettext(
        "Nothing was saved: choose what stands in %(names)s.",
        "Nothing was saved: %(count)s choices are still to be made: %(names)s.",
        len(conflicts),
    )
    return text % {"count": len(conflicts), "names": names}


def _save(request: HttpRequest, pair: Pair, submission: Submission) -> HttpResponse:
    """Save the merged text upon the version that the person saw; raises Refused."""
    article, newest, mine = pair.article, pair.newest, pair.mine
    data = merging.resolve(pair.merged, request.POST)
    note = _("Merged with revision %(number)s.") % {"number": mine.pk}
    revision = workflow.save(
        article, by=current_user(request), data=data, base=newest.pk, merged=mine.pk, note=note
    )
    done(submission, target=article.pk, revision=revision.pk)
    if revision.is_conflict:
        return HttpResponseRedirect(desk_url(article, "merge", revision.pk))
    messages.success(request, _("The merged text was saved."))
    return HttpResponseRedirect(desk_url(article))


def _context(
    pair: Pair, answers: Mapping[str, str], unanswered: Sequence[Conflict]
) -> dict[str, Any]:
    names = names_of(pair.newest, pair.mine)
    return {
        "title": _("Merge two versions"),
        "article": pair.article,
        "newest": pair.newest,
        "mine": pair.mine,
        "names": names,
        "is_scheduled": pair.mine.held_at is not None,
        "questions": _questions(pair, answers, unanswered),
        "taken_out": _taken_out(pair, names, answers),
        "from_mine": _taken(pair.newest, pair.merged, NEWEST),
        "from_newest": _taken(pair.mine, pair.merged, MINE),
    }


def names_of(newest: Revision, mine: Revision) -> dict[str, str]:
    """Who made each side, as its answers call it: apart even where one person made both."""
    sides = {NEWEST: newest, MINE: mine}
    if newest.created_by is None or mine.created_by is None:
        unknown = {NEWEST: _("the newest version"), MINE: _("the other version")}
        return {side: str(row.created_by or unknown[side]) for side, row in sides.items()}
    names = {side: str(row.created_by) for side, row in sides.items()}
    if names[NEWEST] == names[MINE]:
        return {side: f"{names[side]}، {date_time(row.created_at)}" for side, row in sides.items()}
    return names


def _taken(side: Revision, merged: Merge, answer: str) -> list[FieldChange]:
    """What is merged into the side without a question: all that the other changed or put in.

    What the other took out is listed by itself.
    """
    answers = {each.key: answer for each in merged.conflicts}
    answers |= {each.key: KEEP for each in merged.removals if each.side != answer}
    return [
        change._replace(rows=_changed(change.rows))
        for change in field_changes(content.read(side), merging.resolve(merged, answers))
    ]


def _taken_out(pair: Pair, names: Mapping[str, str], answers: Mapping[str, str]) -> list[TakenOut]:
    """What one side alone took out, by field and side; five queries."""
    words = FieldFormatter(pair.base or {})
    groups: dict[tuple[str, str], list[Removed]] = {}
    for removal in pair.merged.removals:
        [texts] = versions_of(removal, words)
        removed = Removed(removal.key, texts, answers.get(removal.key) == KEEP)
        groups.setdefault((removal.field, removal.side), []).append(removed)
    return [
        TakenOut(field_label(field), field_language(field), names[side], removed)
        for (field, side), removed in groups.items()
    ]


def versions_of(removal: Removal, words: FieldFormatter, *others: content.Data) -> list[list[str]]:
    """What was taken out as paragraphs of text, and the same field of the `others`."""
    is_body = removal.field.startswith("body_")
    value = "".join(removal.value) if is_body else removal.value
    return words.versions([{removal.field: value}, *others], removal.field)


def _changed(rows: Iterable[list[DiffPiece]]) -> list[list[DiffPiece]]:
    """The rows with a change; what was moved is shown in its new place, and not as taken out."""
    changed = [row for row in rows if any(piece.kind != "same" for piece in row)]
    put_in = {row[0].text for row in changed if len(row) == 1 and row[0].kind == "ins"}
    moved = [[DiffPiece("del", text)] for text in put_in]
    return [row for row in changed if row not in moved]


def _questions(
    pair: Pair, answers: Mapping[str, str], unanswered: Sequence[Conflict]
) -> list[Question]:
    datas = (pair.base or {}, content.read(pair.newest), content.read(pair.mine))
    names = FieldFormatter(*datas)
    is_open = {conflict.key for conflict in unanswered}
    return [
        _question(conflict, names, answers)._replace(
            label=_label(conflict, pair.merged), is_open=conflict.key in is_open
        )
        for conflict in pair.merged.conflicts
    ]


def _label(conflict: Conflict, merged: Merge) -> str:
    """The field's name, and which of its passages where several are asked about."""
    label = field_label(conflict.field)
    if sum(each.field == conflict.field for each in merged.conflicts) == 1:
        return label
    return _("%(field)s, passage %(number)s") % {"field": label, "number": conflict.number}


def _question(conflict: Conflict, names: FieldFormatter, answers: Mapping[str, str]) -> Question:
    answer = answers.get(conflict.key, "")
    base, newest, mine = texts_of(conflict, names)
    sides = [
        Side(
            side,
            answer == side,
            text,
            diff_paragraphs(base, text),
            lost := only_in(other, text),
            is_kept_in=bool(text) and not lost,
        )
        for side, text, other in ((NEWEST, newest, mine), (MINE, mine, newest))
    ]
    return Question(
        conflict.key,
        "",
        field_language(conflict.field),
        base,
        sides,
        conflict.is_body,
        offers_both=conflict.is_body and all(side.text for side in sides),
        is_both=answer == BOTH,
        is_open=False,
    )


def texts_of(conflict: Conflict, names: FieldFormatter, *others: content.Data) -> list[list[str]]:
    """The base, the newest and the other side as paragraphs of text that can be told apart.

    The same field of the `others` follows, in paragraphs that can be compared with these.
    """
    values = [conflict.base, conflict.newest, conflict.mine]
    if conflict.is_body:
        values = ["".join(value or []) for value in values]
    datas = [{conflict.field: value} for value in values]
    return names.versions([*datas, *others], conflict.field)


def only_in(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that the others lack, in order."""
    left = Counter(texts) - Counter(others)
    found = []
    for text in texts:
        if left[text] > 0:
            left[text] -= 1
            found.append(text)
    return found

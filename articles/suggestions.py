"""Edits that somebody suggests to an article: kept while they are typed, decided by who may save.

A suggestion is a text of its own beside the article (`Suggestion`): keeping it touches no
article, revision, schedule or state. What it changes are its hunks (`articles.merging.hunks`),
found anew whenever they are looked at, and put upon the text as it stands then
(`articles.merging.placing`). What was decided about a hunk is written down with the save that
decides it, in its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from articles import body, content
from articles.errors import Outdated, Refused
from articles.merging import leaves, placing
from articles.merging.hunks import Hunk, hunks
from articles.merging.leaves import Block
from articles.merging.placing import APPLIED, CONFLICT, OPEN, Placed
from articles.models import Article, Revision, Suggestion, SuggestionDecision
from articles.models.article import State

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

FIELDS: Final = ("kicker", "headline", "standfirst", "body")
"""What may be suggested in a language, in the order of the paper."""

DECIDED_DAYS: Final = 14
"""How long the author of a suggestion is told what was decided."""

type Texts = dict[str, str]
"""A text for each of FIELDS; the body is HTML."""
type Verdicts = Mapping[tuple[int, str], bool]
"""By a suggestion's primary key and a hunk's key: whether it was accepted, else rejected."""


class Typed(NamedTuple):
    """A suggested text as a form holds it.

    `key` is the form's, `number` the browser's count. `base` is the id of the revision that the
    form's text was made from, `seen` the count of the suggestion that it went on from, 0 for none.
    """

    key: str
    number: int
    base: int
    seen: int
    texts: Mapping[str, str]


class Start(NamedTuple):
    """What a form to suggest in begins with: a text, and the revision it differs from."""

    base: Revision
    texts: Texts


class Decided(NamedTuple):
    """What a save decides about a hunk, as it stood in the saved text."""

    suggestion: Suggestion
    placed: Placed
    is_accepted: bool


def texts_of(data: content.Data, language: str) -> Texts:
    """The texts of the language in a revision's content."""
    return {field: data.get(f"{field}_{language}") or "" for field in FIELDS}


def as_blocks(field: str, text: str) -> list[Block]:
    """The text as it is compared: a body by its blocks, any other field as one line."""
    return leaves.blocks(text) if field == "body" else leaves.line(text)


def hunks_between(base: Texts, texts: Texts) -> list[Hunk]:
    """What the texts change in those that they were made from, in the order of the paper."""
    return [
        hunk
        for field in FIELDS
        if base[field] != texts[field]
        for hunk in hunks(field, as_blocks(field, base[field]), as_blocks(field, texts[field]))
    ]


def with_contents(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """The rows with what `open_hunks` needs; two queries instead of one."""
    return rows.select_related("base", "author").prefetch_related("decisions")


def with_waiting(rows: Any) -> Any:
    """Annotate the articles with `has_suggestions`, which saves `listed` a query."""
    waiting = Suggestion.objects.waiting().filter(article=OuterRef("pk"))
    return rows.annotate(has_suggestions=Exists(waiting))


def to_decide(rows: Any, by: User) -> Any:
    """The articles to which somebody suggests what the user may decide; no query.

    `concerns_at` is when the latest was typed. A killed article is not edited.
    """
    waiting = Suggestion.objects.waiting()
    mine = rows.editable_by(by).exclude(state=State.KILLED).filter(pk__in=waiting.values("article"))
    return mine.annotate(concerns_at=waiting.last_change())


def decided_of(rows: Any, author: User, *, at: datetime) -> Any:
    """The articles in which all that the author suggested was decided lately; no query.

    `concerns_at` is when, in the last DECIDED_DAYS days.
    """
    since = at - timedelta(days=DECIDED_DAYS)
    decided = Suggestion.objects.of(author).filter(resolved_at__gt=since).order_by("-resolved_at")
    latest = decided.filter(article=OuterRef("pk")).values("resolved_at")[:1]
    chosen = rows.filter(pk__in=decided.order_by().values("article"))
    return chosen.annotate(concerns_at=Subquery(latest))


def listed(article: Any) -> list[Suggestion]:
    """The suggestions of an article of `with_waiting` in which something is to be decided.

    One query, none where there are none.
    """
    if not article.has_suggestions:
        return []
    rows = article.suggestions.waiting().select_related("author").defer("texts")
    return list(rows.in_order())


def own(article: Article, by: User) -> list[Suggestion]:
    """The user's last five suggestions of the article that they did not withdraw, newest first.

    With what was decided about them; three queries at most.
    """
    rows = article.suggestions.of(by).filter(withdrawn_at=None)
    rows = rows.defer("texts").prefetch_related("decisions__by")
    return list(rows.order_by("-created_at", "-pk")[:5])


def open_hunks(suggestion: Suggestion) -> list[Hunk]:
    """What is not decided yet; no query for rows of `with_contents`."""
    base = texts_of(content.read(suggestion.base), suggestion.language)
    decided = {each.key for each in suggestion.decisions.all()}
    found = hunks_between(base, suggestion.texts)
    return [hunk for hunk in found if hunk.key not in decided]


def placed_upon(suggestion: Suggestion, current: Mapping[str, list[Block]]) -> list[Placed]:
    """The open hunks upon the current blocks of each field; no query as for `open_hunks`."""
    base = texts_of(content.read(suggestion.base), suggestion.language)
    by_field: dict[str, list[Hunk]] = {}
    for hunk in open_hunks(suggestion):
        by_field.setdefault(hunk.field, []).append(hunk)
    return [
        each
        for field, found in by_field.items()
        for each in placing.placed(
            found,
            as_blocks(field, base[field]),
            as_blocks(field, suggestion.texts[field]),
            current[field],
        )
    ]


def start(suggestion: Suggestion | None, newest: Revision, language: str) -> Start:
    """What the form begins with: the newest text with what is still suggested.

    Where others changed what it is about, the text that it was made from is gone on with, so
    that both stand as they were written; editors see them as a conflict.
    """
    texts = texts_of(content.read(newest), language)
    if suggestion is None:
        return Start(newest, texts)
    current = {field: as_blocks(field, text) for field, text in texts.items()}
    found = placed_upon(suggestion, current)
    if any(each.state == CONFLICT for each in found):
        return Start(suggestion.base, _undecided_texts(suggestion))
    for field in {each.hunk.field for each in found}:
        of_field = [each for each in found if each.hunk.field == field]
        suggested = as_blocks(field, suggestion.texts[field])
        texts[field] = _joined(field, placing.onto(of_field, suggested, current[field]))
    return Start(newest, texts)


def _undecided_texts(suggestion: Suggestion) -> Texts:
    """The texts that it was made from, with what is still suggested."""
    texts = texts_of(content.read(suggestion.base), suggestion.language)
    found = open_hunks(suggestion)
    for field in {hunk.field for hunk in found}:
        of_field = [hunk for hunk in found if hunk.field == field]
        base, suggested = (as_blocks(field, each[field]) for each in (texts, suggestion.texts))
        texts[field] = _joined(field, placing.with_hunks(of_field, base, suggested))
    return texts


def _joined(field: str, found: Iterable[Block]) -> str:
    if field == "body":
        return "".join(each.html for each in found)
    return "".join(leaves.plain(leaf) for each in found for leaf in each.leaves)


def keep(article: Article, language: str, *, by: User, typed: Typed, at: datetime) -> bool:
    """Keep what the form holds; False when a newer text of the form is kept already.

    A text without a change makes no suggestion. Raises Refused for a text over its limit, and
    Outdated where the suggestion was gone on with elsewhere. Six queries at most.
    """
    base = article.revisions.filter(pk=typed.base).first()
    if base is None:
        raise Refused(_("A value is not of the right kind."))
    sent = {f"{field}_{language}": typed.texts.get(field, "") for field in FIELDS}
    texts = texts_of(content.clean(sent), language)
    try:
        with transaction.atomic():
            return _write(article, language, by, typed, Start(base, texts), at)
    except IntegrityError:
        raise _elsewhere() from None


def _write(
    article: Article, language: str, by: User, typed: Typed, kept: Start, at: datetime
) -> bool:
    rows = _open_or_of_form(article, language, by, typed.key)
    found = list(rows.select_for_update(of=("self",)).order_by("-pk"))
    row = next((each for each in found if each.is_open), found[0] if found else None)
    if row is not None and row.form_key == typed.key and row.number >= typed.number:
        return False
    if row is not None and row.form_key != typed.key and row.number != typed.seen:
        raise _elsewhere()
    if row is None or row.withdrawn_at is not None:
        row = Suggestion(article=article, language=language, author=by, created_at=at)
    row.base, row.texts, row.typed_at = kept.base, kept.texts, at
    row.form_key, row.number = typed.key, typed.number
    is_new = row.pk is None
    changes = hunks_between(texts_of(content.read(kept.base), language), kept.texts)
    if is_new and not changes:
        return True
    decided = set() if is_new else set(row.decisions.values_list("key", flat=True))
    row.open_hunks = sum(hunk.key not in decided for hunk in changes)
    if row.open_hunks:
        row.resolved_at = None
    row.save()
    return True


def _open_or_of_form(article: Article, language: str, by: User, key: str) -> QuerySet[Suggestion]:
    """The open suggestion, and those that were typed into the form."""
    rows = Suggestion.objects.of(by).filter(article=article, language=language)
    return rows.filter(Q(resolved_at=None, withdrawn_at=None) | Q(form_key=key))


def _elsewhere() -> Outdated:
    message = _(
        "You went on with this suggestion in another window. Copy what you typed here, and load "
        "the page again."
    )
    return Outdated(message, number=None)


def withdraw(suggestion: Suggestion, *, at: datetime) -> None:
    """Take the suggestion back if it is still open; one query."""
    Suggestion.objects.open().filter(pk=suggestion.pk).update(withdrawn_at=at, open_hunks=0)


def decide(article: Article, data: content.Data, verdicts: Verdicts) -> list[Decided]:
    """What saving the content decides about open suggestions; call it in the save's transaction.

    A hunk is accepted when its words stand in the content, or when it was taken over and
    written on; one that was taken over and undone again stays open. Locks the suggestions;
    one query, a second where there are some.
    """
    rows = article.suggestions.waiting().in_order().select_for_update(of=("self",))
    found: list[Decided] = []
    for row in with_contents(rows):
        texts = texts_of(data, row.language)
        current = {field: as_blocks(field, text) for field, text in texts.items()}
        for each in placed_upon(row, current):
            verdict = verdicts.get((row.pk, each.hunk.key))
            is_taken_over = verdict is True and each.state != OPEN
            if each.state == APPLIED or is_taken_over or verdict is False:
                found.append(Decided(row, each, is_accepted=verdict is not False))
    return found


def record(
    decided: Iterable[Decided], *, by: User, revision: Revision | None, at: datetime
) -> None:
    """Write down what was decided, in the transaction of the save; no query without a decision.

    `revision` is the version that was saved. Where it stands beside a newer one, and waits to be
    merged, only what was rejected is written: what was accepted is decided by the merged text.
    """
    is_beside = revision is not None and revision.is_conflict
    kept = [each for each in decided if not (each.is_accepted and is_beside)]
    rows = [_decision(each, by, revision, at) for each in kept]
    if rows:
        SuggestionDecision.objects.bulk_create(rows)
    for suggestion in dict.fromkeys(each.suggestion for each in kept):
        mine = sum(each.suggestion == suggestion for each in kept)
        suggestion.open_hunks = max(0, len(open_hunks(suggestion)) - mine)
        if not suggestion.open_hunks:
            suggestion.resolved_at = at
        suggestion.save(update_fields=["open_hunks", "resolved_at"])


def _decision(
    each: Decided, by: User, revision: Revision | None, at: datetime
) -> SuggestionDecision:
    hunk = each.placed.hunk
    return SuggestionDecision(
        suggestion=each.suggestion,
        key=hunk.key,
        field=hunk.field,
        deleted=body.text(hunk.deleted),
        inserted=body.text(hunk.inserted),
        is_accepted=each.is_accepted,
        revision=revision if each.is_accepted else None,
        by=by,
        at=at,
    )


def accepted_authors(decided: Iterable[Decided]) -> list[str]:
    """The names of those whose words were accepted, each once."""
    names = [str(each.suggestion.author or "") for each in decided if each.is_accepted]
    return [name for name in dict.fromkeys(names) if name]

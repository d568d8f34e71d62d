"""Suggested edits for the scripts of the writing screen: where each stands in the text on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from articles import body, content, suggestions, workflow
from articles.admin.editing import current_user, get_article
from articles.conf import LANGUAGES, values
from articles.json_requests import json_answer, sent_object
from articles.merging.hunks import Hunk, Span, hunks
from articles.merging.leaves import Block, block, line, plain
from articles.merging.placing import APPLIED, Placed
from articles.models import Article, Suggestion
from articles.models.article import State
from articles.suggestions import FIELDS
from articles.templatetags.wording import date_time

_MOST_BLOCKS: Final = 5000


class ShownText(NamedTuple):
    """One field as the screen shows it; `places` are the numbers of its blocks there.

    The editor has blocks that a stored body has not, such as an empty paragraph; `in_editor`
    counts them all.
    """

    blocks: list[Block]
    places: list[int]
    in_editor: int


def marks_view(model_admin: Any, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """POST {"texts": {field: text, "body": [HTML of each block]}} as JSON: the open suggestions.

    Answers {"suggestions": [{"id", "author", "at", "is_own", "hunks"}]}, where each hunk says
    where it stands in the texts that were sent (see `hunk_as_json`). 400 for another shape, 403
    for who may not save the article. Three queries besides those that say who may.
    """
    article = get_article(pk)
    if article.state == State.KILLED or not workflow.may_edit(current_user(request), article):
        raise PermissionDenied
    shown = shown_texts(sent_object(request, max_bytes=2 * values.BODY_MAX_BYTES), language)
    rows = Suggestion.objects.waiting().filter(article=article, language=language).in_order()
    current = {field: text.blocks for field, text in shown.items()}
    return json_answer(
        {
            "suggestions": [
                {
                    "id": row.pk,
                    "author": str(row.author or "—"),
                    "at": date_time(row.typed_at),
                    "is_own": row.author_id == request.user.pk,
                    "hunks": [
                        placed_as_json(each, shown[each.hunk.field])
                        for each in suggestions.placed_upon(row, current)
                    ],
                }
                for row in suggestions.with_contents(rows)
            ]
        }
    )


def own_marks_view(model_admin: Any, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """POST {"base": revision, "texts"} as JSON: what the texts change in that revision.

    Answers {"hunks"}; the places are those in the texts that were sent. Two queries.
    """
    article = suggestible_article(model_admin, request, pk, language)
    sent = sent_object(request, max_bytes=2 * values.BODY_MAX_BYTES)
    shown = shown_texts(sent, language)
    number = sent.get("base")
    base = article.revisions.filter(pk=number).first() if isinstance(number, int) else None
    if base is None:
        raise BadRequest
    before = suggestions.texts_of(content.read(base), language)
    return json_answer(
        {
            "hunks": [
                hunk_as_json(each, shown[field], each.new, each.deleted, each.inserted)
                for field in FIELDS
                for each in hunks(
                    field, suggestions.as_blocks(field, before[field]), shown[field].blocks
                )
            ]
        }
    )


def suggestible_article(model_admin: Any, request: HttpRequest, pk: int, language: str) -> Article:
    """The article with its newest revision, to which the user may suggest edits.

    Whoever may see it at the desk may; raises PermissionDenied otherwise, and for a killed one;
    Http404 for an unknown language.
    """
    article = get_article(pk)
    may_see = model_admin.has_view_permission(request, article)
    if not may_see or article.state == State.KILLED or article.latest_revision is None:
        raise PermissionDenied
    if language not in LANGUAGES:
        raise Http404
    return article


def shown_texts(sent: Mapping[str, Any], language: str) -> dict[str, ShownText]:
    """The texts that were sent, by field; raises BadRequest."""
    texts = sent.get("texts")
    if language not in LANGUAGES or not isinstance(texts, dict):
        raise BadRequest
    shown = {field: texts.get(field, "") for field in FIELDS if field != "body"}
    children = texts.get("body", [])
    if not all(isinstance(text, str) for text in shown.values()):
        raise BadRequest
    if not isinstance(children, list) or len(children) > _MOST_BLOCKS:
        raise BadRequest
    if not all(isinstance(child, str) for child in children):
        raise BadRequest
    found = {field: ShownText(line(text), [0], 1) for field, text in shown.items()}
    return found | {"body": _shown_body(children)}


def _shown_body(children: Sequence[str]) -> ShownText:
    blocks: list[Block] = []
    places: list[int] = []
    for number, child in enumerate(children):
        for html in body.blocks(body.sanitise(child)):
            blocks.append(block(html))
            places.append(number)
    return ShownText(blocks, places, len(children))


def placed_as_json(placed: Placed, shown: ShownText) -> dict[str, Any]:
    """The hunk as `hunk_as_json` writes it, with its state; an applied one in its own words."""
    hunk, words = placed.hunk, (placed.deleted, placed.inserted)
    if placed.state == APPLIED:
        words = (hunk.deleted, hunk.inserted)
    return hunk_as_json(hunk, shown, placed.span, *words) | {"state": placed.state}


def hunk_as_json(
    hunk: Hunk, shown: ShownText, span: Span, deleted: str, inserted: str
) -> dict[str, Any]:
    """The hunk and its place in the text on the screen.

    `block` and `end` count the editor's blocks; for words `leaf` is the text block among those
    of the block that hold a letter, `text` its whole text, `start` and `stop` UTF-16 units in
    it. `leaf` is -1 for whole blocks. `deleted` and `inserted` are HTML.
    """
    place: dict[str, Any] = {"leaf": span.leaf, "block": _place(shown, span.block)}
    place["end"] = place["block"]
    if span.end > span.block:
        place["end"] = shown.places[span.end - 1] + 1
    if not span.is_blocks:
        leaf = shown.blocks[span.block].leaves[span.leaf]
        place["text"] = plain(leaf)
        place["start"] = _units(plain(leaf[: span.low]))
        place["stop"] = _units(plain(leaf[: span.high]))
    return {
        "key": hunk.key,
        "field": hunk.field,
        "deleted": deleted,
        "inserted": inserted,
        "before": hunk.before,
        "after": hunk.after,
        **place,
    }


def _place(shown: ShownText, number: int) -> int:
    """The editor's block for a block of the text; its end for the place behind the last."""
    return shown.places[number] if number < len(shown.places) else shown.in_editor


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

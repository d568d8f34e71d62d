"""The views of the text checks at the desk: findings of what is typed, and letting one stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles import workflow
from articles.admin.editing import current_user
from articles.conf import LANGUAGES, values
from articles.json_requests import json_answer, sent_object
from articles.models import Article
from articles.models.article import State
from articles.models.fields import number_in
from articles.primary_keys import is_primary_key
from articles.text_checks import RULES, Finding, Passage, Picture, Span, Version, check
from articles.text_checks import articles as checks

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

_MOST_PASSAGES: Final = 5000
_MAX_BYTES: Final = len(LANGUAGES) * values.BODY_MAX_BYTES


def check_view(desk: Any, request: HttpRequest) -> HttpResponse:
    """POST, as JSON, one language's texts as typed; answers with their findings. Writes nothing.

    {article: id|null, language, passages: [{field, block, kind, language, text, spans: [[start,
    end, language]]}], has_section, has_byline, tags: [name], pictures: [id or "name #id"]}
    → {rules: {id: {label, message, severity, is_blocking}}, findings: [{rule, passage, field,
    start, end, edits: [[start, end, text]], text, before, after}]}

    Offsets count UTF-16 units, as scripts do. 400 for another shape, 403 for who may not edit the
    article, 404 never. Four queries at most besides those of the session and of permission.
    """
    sent = sent_object(request, max_bytes=_MAX_BYTES)
    article = _editable_article(desk, request, sent.get("article"))
    version = _version(sent)
    policy = checks.policy()
    found = check(version, policy.active)
    if found:
        ignored = checks.ignored_places(article.pk if article else None)
        found = checks.without_ignored(found, ignored)
    rules = {
        rule: {
            "label": str(RULES[rule].label),
            "message": str(RULES[rule].message),
            "severity": RULES[rule].severity,
            "is_blocking": rule in policy.blocking,
        }
        for rule in dict.fromkeys(finding.rule for finding in found)
    }
    return json_answer({"rules": rules, "findings": [_as_json(each, version) for each in found]})


def ignore_view(desk: Any, request: HttpRequest) -> HttpResponse:
    """POST {article, rule, text, before, after} as JSON: let the finding stand; answers 204.

    400 for another shape or an unknown rule, 403 for who may not edit the article.
    """
    sent = sent_object(request, max_bytes=_MAX_BYTES)
    article = _editable_article(desk, request, sent.get("article"))
    words = [sent.get(name, "") for name in ("text", "before", "after")]
    if article is None or sent.get("rule") not in RULES or not all(map(_is_text, words)):
        raise BadRequest
    checks.ignore(article, checks.place_of(sent["rule"], *words), by=current_user(request))
    return HttpResponse(status=204)


def _editable_article(desk: Any, request: HttpRequest, pk: object) -> Article | None:
    """The article that is edited, None for a new one; raises PermissionDenied."""
    user = current_user(request)
    if pk is None:
        if not desk.has_add_permission(request):
            raise PermissionDenied
        return None
    rows = Article.objects.without_bodies()
    article: Article | None = rows.filter(pk=pk).first() if is_primary_key(str(pk)) else None
    if article is None or not _may_write(user, article):
        raise PermissionDenied
    return article


def _may_write(user: User, article: Article) -> bool:
    return article.state != State.KILLED and workflow.may_edit(user, article)


def _version(sent: dict[str, Any]) -> Version:
    language, passages = sent.get("language"), sent.get("passages")
    if language not in LANGUAGES or not isinstance(passages, list):
        raise BadRequest
    if len(passages) > _MOST_PASSAGES:
        raise BadRequest
    try:
        return Version(
            str(language),
            tuple(_passage(each) for each in passages),
            has_section=bool(sent.get("has_section", True)),
            has_byline=bool(sent.get("has_byline", True)),
            pictures=_pictures(sent.get("pictures") or (), str(language)),
            tags=tuple(map(str, sent.get("tags") or ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error


def _passage(sent: dict[str, Any]) -> Passage:
    text = str(sent["text"])
    spans = [
        Span(_offset(text, start), _offset(text, end), str(language))
        for start, end, language in sent.get("spans") or ()
    ]
    return Passage(
        str(sent["field"]),
        int(sent.get("block") or 0),
        str(sent.get("kind") or "line"),
        str(sent["language"]),
        text,
        tuple(sorted(spans)),
    )


def _pictures(sent: Iterable[object], language: str) -> tuple[Picture, ...]:
    """What the library says of the pictures; one query, none without pictures."""
    numbers = [number for name in sent if (number := number_in(str(name)))]
    found = checks.pictures_by_number(dict.fromkeys(numbers)).values()
    return tuple(Picture(getattr(row, f"alt_{language}") or "", row.credit) for row in found)


def _as_json(finding: Finding, version: Version) -> dict[str, Any]:
    text = version.passages[finding.passage].text if finding.passage >= 0 else ""
    return {
        "rule": finding.rule,
        "passage": finding.passage,
        "field": finding.field,
        "start": _units(text, finding.start),
        "end": _units(text, finding.end),
        "edits": [
            [_units(text, edit.start), _units(text, edit.end), edit.text] for edit in finding.edits
        ],
        "text": finding.text,
        "before": finding.before,
        "after": finding.after,
    }


def _units(text: str, offset: int) -> int:
    """UTF-16 units before the character at the offset."""
    return offset + sum(character > "\uffff" for character in text[:offset])


def _offset(text: str, units: int) -> int:
    """Characters before so many UTF-16 units; the inverse of `_units`."""
    return len(
        text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace")
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the articles' own."""

    def page(route: str, view: Any, name: str) -> URLPattern:
        wrapped = model_admin.admin_site.admin_view(partial(view, model_admin))
        found: URLPattern = path(route, wrapped, name=f"articles_article_{name}")
        return found

    return [
        page("text-checks/", check_view, "text_checks"),
        page("text-checks/ignore/", ignore_view, "ignore_finding"),
    ]

"""Unsaved texts as the desk's pages show them: which are offered, and what they change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.http import HttpRequest, QueryDict

from articles import content
from articles.admin.article_form import ArticleForm
from articles.admin.revision_content import FieldChange, FieldValue, data_values, field_changes
from articles.models import Article, Autosave
from articles.models.autosave import AutosaveQuerySet
from articles.primary_keys import is_primary_key

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MAX_ROWS = 50


class UnsavedText(NamedTuple):
    """An unsaved text read with the newest revision beside it.

    `changes` are the differences from that revision, `new_tags` names that are no tags yet.
    """

    fields: list[FieldValue]
    changes: list[FieldChange]
    new_tags: list[str]


def listed(rows: AutosaveQuerySet) -> AutosaveQuerySet:
    """The unsaved ones, the last typed first, without their contents; at most 50."""
    return rows.unsaved().defer("fields").select_related("user").newest_first()[:MAX_ROWS]


def offers(user: User, article: Article | None, *, but: Autosave | None) -> list[Autosave]:
    """The user's unsaved texts that are newer than the article's newest revision; one query.

    For a new article those that belong to no article. `but` is the one that is continued. Each
    has its `lone_note`; what was typed and taken back is none.
    """
    rows = Autosave.objects.of(user).filter(article=article)
    if article is not None and article.latest_revision is not None:
        rows = rows.saved_after(article.latest_revision.created_at)
    found: list[Any] = list(listed(rows.exclude(pk=but.pk if but else 0).with_lone_note()))
    return [each for each in found if each.lone_note != ""]


def continued(request: HttpRequest, article: Article | None) -> Autosave | None:
    """The user's own unsaved text that `?continue=` asks for; at most one query."""
    number = request.GET.get("continue", "")
    if request.method != "GET" or not is_primary_key(number):
        return None
    rows = Autosave.objects.of(cast("User", request.user)).filter(article=article)
    return rows.unsaved().filter(pk=number).first()


def typed_fields(autosave: Autosave) -> QueryDict:
    """The inputs as the form that was typed into would send them, based on the same revision."""
    fields = QueryDict(mutable=True)
    for name, texts in autosave.fields.items():
        fields.setlist(name, list(texts))
    fields["base"] = str(autosave.base or "")
    return fields


def read(autosave: Autosave) -> UnsavedText:
    """The text and what it changes; invalid values stand as they were typed. About 20 queries."""
    article = autosave.article
    latest = article.latest_revision if article else None
    form = ArticleForm(
        typed_fields(autosave),
        of=content.blank(),
        base=None,
        may_add_tags=True,
        article=autosave.article_id,
    )
    form.is_valid()
    data, new_tags = form.data_to_show()
    before = content.read(latest) if latest else content.blank()
    return UnsavedText(data_values(data), field_changes(before, data), new_tags)

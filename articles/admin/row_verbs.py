"""The verbs that a row of the article list offers, found without a query for each row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from articles.admin.verbs import VERB_PAGES
from articles.conf import LANGUAGES
from articles.models import Article, Section
from articles.models.article import State
from articles.workflow.rules import VERBS, may_have_unsettled

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

_OPENING: Final = ("publish", "schedule")


def offered(article: Article, user: User, *, at: datetime) -> list[tuple[str, object]]:
    """(verb, its label) of what the person may probably do; no query.

    The article comes with `has_unsettled` and `is_contributor`: whether the person is one. As
    `workflow.verbs_for`, but for texts that would have to be read: a language counts as complete
    once it has a headline, and the section is that of the columns. The verb's own page decides.
    """
    section = Section(pk=article.section_id)
    if not _is_editable(article, user, section):
        return []
    return [
        (verb, rule.label)
        for verb, rule in VERBS.items()
        if verb in VERB_PAGES
        and article.state in rule.states
        and user.has_perm(rule.permission, section)
        and _is_possible(verb, article, at)
    ]


def _is_editable(article: Article, user: User, section: Section) -> bool:
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_any_article", section) or article.created_by_id == user.pk:
        return True
    return bool(vars(article)["is_contributor"])


def _is_possible(verb: str, article: Article, at: datetime) -> bool:
    if verb == "unschedule":
        awaited = any(article.is_awaited(language=code, at=at) for code in LANGUAGES)
        return awaited or may_have_unsettled(article)
    if verb in _OPENING and article.state == State.PUBLISHED:
        return any(
            article.text("headline", code) and not article.is_visible(language=code, at=at)
            for code in LANGUAGES
        )
    return VERBS[verb].condition(article, at)

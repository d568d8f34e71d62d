"""The table of `docs/states.md`: made by doing the verbs and asking the reader's page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import time_machine
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from articles import workflow
from articles.models import Article
from articles.views.article import article as article_view
from articles.workflow.rules import VERBS, effective_language_state, effective_state
from tests.conftest import NOW

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
CODES = ("ar", "en")
HEADER = """# The states of an article

Made by `tests/workflow/test_states.py` from the verbs and the reader's page themselves; do not edit
it by hand: `UPDATE=1 make test TESTS=tests/workflow/test_states.py` writes it anew.

Each row is an article in Arabic and English after the verbs of its first column. The state is that
of the article at the desk; each language has a state of its own. The clock stands a second before a
moment that was decided, at it, and an hour after it. A reader gets 200 at the article's address
(301 from any other slug), 404 where nothing was ever public, 410 where something was and is gone.

| what was done | clock | article | Arabic | English | reader, Arabic | reader, English |
|---|---|---|---|---|---|---|
"""
VERBS_HEADER = """
## What a chief editor may do before the moment that is coming, or after the last one

| what was done | verbs |
|---|---|
"""


class Case(NamedTuple):
    """What is done to a draft of both languages, and the moment around which the clock is set."""

    name: str
    do: Callable[[Article, Any], object]
    moment: datetime = NOW


def _then(*steps: Callable[[Article, Any], object]) -> Callable[[Article, Any], object]:
    def do(article: Article, by: Any) -> None:
        for step in steps:
            step(Article.objects.get(pk=article.pk), by)

    return do


def _submit(article: Article, by: Any) -> object:
    return workflow.submit(article, by=by, at=NOW)


def _approve(article: Article, by: Any) -> object:
    return workflow.approve(article, by=by, at=NOW)


def _edit(**changes: Any) -> Callable[[Article, Any], object]:
    def do(article: Article, by: Any) -> object:
        latest: Any = article.latest_revision
        data = latest.data | changes
        return workflow.save(article, by=by, data=data, base=latest.pk, at=NOW)

    return do


def _publish(*languages: str, at: datetime = NOW) -> Callable[[Article, Any], object]:
    return lambda article, by: workflow.publish(article, by=by, languages=languages or None, at=at)


def _schedule(*languages: str, at: datetime = NOW) -> Callable[[Article, Any], object]:
    return lambda article, by: workflow.schedule(
        article, by=by, languages=languages or None, moment=NOW + 5 * HOUR, at=at
    )


def _withdraw(*languages: str) -> Callable[[Article, Any], object]:
    return lambda article, by: workflow.withdraw(
        article, by=by, languages=languages or None, at=NOW + HOUR
    )


def _kill(article: Article, by: Any) -> object:
    return workflow.kill(article, by=by, reason="x", at=NOW + 2 * HOUR)


def _unkill(article: Article, by: Any) -> object:
    return workflow.unkill(article, by=by, at=NOW + 3 * HOUR)


def _unschedule(article: Article, by: Any) -> object:
    return workflow.unschedule(article, by=by, at=NOW + 3 * HOUR)


LATER, SOON = NOW + 5 * HOUR, NOW + HOUR
EXPIRES = {"expires_at": (NOW + 5 * HOUR).isoformat()}
CASES = (
    Case("written", _then()),
    Case("submitted", _then(_submit)),
    Case("approved", _then(_submit, _approve)),
    Case("approved, then edited", _then(_submit, _approve, _edit(kicker_ar="x"))),
    Case("both published", _publish()),
    Case("both published, then edited", _then(_publish(), _edit(kicker_ar="x"))),
    Case("Arabic published", _publish("ar")),
    Case("both scheduled", _schedule(), LATER),
    Case("Arabic published, English scheduled", _then(_publish("ar"), _schedule("en")), LATER),
    Case("both scheduled, then cancelled", _then(_schedule(), _unschedule), LATER),
    Case("both published with an expiry", _then(_edit(**EXPIRES), _publish()), LATER),
    Case("both published, both withdrawn", _then(_publish(), _withdraw()), SOON),
    Case("both published, English withdrawn", _then(_publish(), _withdraw("en")), SOON),
    Case(
        "both withdrawn, Arabic published again",
        _then(_publish(), _withdraw(), _publish("ar", at=NOW + 2 * HOUR)),
        NOW + 2 * HOUR,
    ),
    Case(
        "both withdrawn, Arabic scheduled to return",
        _then(_publish(), _withdraw(), _schedule("ar", at=NOW + 2 * HOUR)),
        LATER,
    ),
    Case(
        "both withdrawn, return scheduled and cancelled",
        _then(_publish(), _withdraw(), _schedule(at=NOW + 2 * HOUR), _unschedule),
        LATER,
    ),
    Case("both scheduled, withdrawn before the moment", _then(_schedule(), _withdraw()), LATER),
    Case("both published, killed", _then(_publish(), _kill), NOW + 2 * HOUR),
    Case("both scheduled, killed before the moment", _then(_schedule(), _kill), LATER),
    Case("both published, killed, kill undone", _then(_publish(), _kill, _unkill), NOW + 3 * HOUR),
    Case("written, killed, kill undone", _then(_kill, _unkill), NOW + 3 * HOUR),
)
"""Every state of an article and of a language, and every verb that leads from one to another."""


def reader(article: Article, language: str, at: datetime) -> str:
    """What the real page answers at the canonical address at the moment."""
    with time_machine.travel(at, tick=False), translation.override(language):
        slug = article.text("slug", language) or "-"
        request = RequestFactory().get(f"/articles/{article.pk}/{slug}/")
        try:
            answer = article_view(request, pk=article.pk, slug=slug).status_code
            other = article_view(request, pk=article.pk, slug="another").status_code
        except Http404:
            return "404"
    return f"{answer} (301)" if other == 301 else str(answer)


def clocks(moment: datetime) -> dict[str, datetime]:
    """Before, at and after the moment."""
    return {"before": moment - SECOND, "at": moment, "after": moment + HOUR}


def table(make: Callable[[], Article], chief: Any) -> str:
    """The whole document; `make` writes a draft in both languages."""
    rows, verbs = [], []
    for case in CASES:
        article = make()
        case.do(article, chief)
        article = Article.objects.select_related("latest_revision").get(pk=article.pk)
        for word, at in clocks(case.moment).items():
            cells = [case.name if word == "before" else "", word, effective_state(article, at=at)]
            cells += [effective_language_state(article, code, at=at) for code in CODES]
            cells += [reader(article, code, at) for code in CODES]
            rows.append(f"| {' | '.join(cells)} |\n")
        at = case.moment - SECOND if case.moment == LATER else case.moment
        possible = workflow.verbs_for(article, chief, at=at)
        verbs.append(f"| {case.name} | {', '.join(verb for verb in VERBS if verb in possible)} |\n")
    return HEADER + "".join(rows) + VERBS_HEADER + "".join(verbs)

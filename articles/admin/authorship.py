"""The view that says who wrote which sentence of the newest text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles import body, content
from articles.admin.editing import render_page
from articles.admin.history import get_viewable
from articles.admin.revision_content import field_label
from articles.conf import LANGUAGES, language_name
from articles.merging.authorship import Origin, Version, key, origins, split_line
from articles.models import Article

MAX_VERSIONS: Final = 200
"""Versions that are looked at; what is older than all of them is said to be so."""
_LINES: Final = ("headline", "standfirst")


class Credit(NamedTuple):
    """The version that words come from, who saved it when, and what that was made from."""

    version: int
    is_older: bool
    base: int | None
    name: str
    at: datetime


class Run(NamedTuple):
    """Sentences beside each other that come from one version."""

    credit: Credit
    text: str


class Paragraph(NamedTuple):
    """A line or paragraph as its runs; `label` names a line, "" for a paragraph of the body."""

    label: str
    runs: list[Run]


class Share(NamedTuple):
    """How much of the text is somebody's, in whole per cent of its letters."""

    name: str
    percent: int


def authorship_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """`?language=`: the headline, standfirst and body with the version of each sentence.

    At most 200 versions are looked at. Five queries.
    """
    article = get_viewable(model_admin, request, pk)
    latest = article.latest_revision
    data = content.read(latest) if latest else content.blank()
    written = [code for code in LANGUAGES if data[f"headline_{code}"] or data[f"body_{code}"]]
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else next(iter(written), LANGUAGES[0])
    paragraphs = _paragraphs(article, data, language)
    context = {
        "title": _("Who wrote which sentence"),
        "subtitle": str(article),
        "article": article,
        "language": language,
        "languages": [(code, language_name(code)) for code in written],
        "paragraphs": paragraphs,
        "shares": _shares(paragraphs),
        "is_cut": any(run.credit.is_older for each in paragraphs for run in each.runs),
        "most": MAX_VERSIONS,
    }
    return render_page(model_admin, request, "authorship", context)


def _paragraphs(article: Article, data: content.Data, language: str) -> list[Paragraph]:
    """The text of the language with its credits; two queries."""
    latest = article.latest_revision_id
    if latest is None:
        return []
    lines = [(field_label(f"{name}_{language}"), data[f"{name}_{language}"]) for name in _LINES]
    text = [(label, [line]) for label, line in lines if line]
    text += [("", [*split_line(line)]) for line in body.paragraphs(data[f"body_{language}"])]
    rows = _revisions(article, latest, language)
    wanted = [key(sentence) for _label, parts in text for sentence in parts]
    found = origins({pk: _version(row) for pk, row in rows.items()}, latest, wanted)
    credits_by_key = {each: _credit(origin, rows) for each, origin in found.items()}
    return [Paragraph(label, _runs(parts, credits_by_key)) for label, parts in text]


def _revisions(article: Article, latest: int, language: str) -> dict[int, Any]:
    """The newest versions up to `latest` by id, of their content the language's text alone."""
    texts: dict[str, Any] = {
        f"own_{name}": KeyTextTransform(f"{name}_{language}", "data") for name in (*_LINES, "body")
    }
    rows = article.revisions.filter(pk__lte=latest).select_related("created_by").defer("data")
    return {row.pk: row for row in rows.annotate(**texts).newest_first()[:MAX_VERSIONS]}


def _version(row: Any) -> Version:
    parents = (row.base_id, row.merged_id, row.restored_from_id)
    lines = tuple(getattr(row, f"own_{name}") or "" for name in _LINES)
    return Version(tuple(pk for pk in parents if pk), lines, row.own_body or "")


def _credit(origin: Origin, rows: Mapping[int, Any]) -> Credit:
    row = rows[origin.version]
    name = str(row.created_by or "—")
    return Credit(row.pk, origin.is_older, row.base_id, name, row.created_at)


def _runs(parts: Iterable[str], credits_by_key: Mapping[str, Credit]) -> list[Run]:
    pairs = ((credits_by_key[key(part)], part) for part in parts)
    return [
        Run(credit, "".join(part for _credit, part in run))
        for credit, run in groupby(pairs, key=itemgetter(0))
    ]


def _shares(paragraphs: Iterable[Paragraph]) -> list[Share]:
    """Everybody's share, the largest first."""
    letters: Counter[str] = Counter()
    for each in paragraphs:
        for run in each.runs:
            letters[run.credit.name] += len(run.text)
    total = letters.total()
    return [Share(name, round(100 * count / total)) for name, count in letters.most_common()]

"""What goes live at a moment of publication, and what else does so near it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import content
from articles.conf import LANGUAGES, language_name
from articles.forms import Typed, said_of, said_of_day
from articles.languages import direction
from articles.local_times import spoken
from articles.models import Article, Image
from articles.models.article import Publication
from articles.renditions.markup import rendition_url

CROWDED: Final = 3
"""So many pieces within SAME_MINUTE are a clash: the first page shows them all at once."""
SAME_MINUTE: Final = timedelta(minutes=1)
SAME_SECTION: Final = timedelta(minutes=5)
"""Two pieces of one section within it are a clash."""
_SHOWN: Final = 10


@require_safe
def moment_view(request: HttpRequest) -> HttpResponse:
    """GET `?name=&text=&hour=&day=`: what the desk says below a field in which the text stands.

    A piece of a page: weekday, local time, offset and distance, or why it is no moment, and the
    two hours to choose from where it comes twice. With `day` the text is a day without a time.
    No query of its own.
    """
    asked = {name: request.GET.get(name, "")[:200] for name in ("name", "text", "hour", "day")}
    if asked["day"]:
        said = said_of_day(asked["text"])
    else:
        said = said_of(Typed(asked["text"], asked["hour"]), now=timezone.now())
    context = {"name": asked["name"], "said": said}
    response = TemplateResponse(request, "admin/widgets/_moment_said.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def urls(model_admin: Any) -> list[URLPattern]:
    """The route below the articles' own."""
    view = model_admin.admin_site.admin_view(moment_view)
    found: URLPattern = path("moment/", view, name="articles_article_moment")
    return [found]


class Arrival(NamedTuple):
    """What a language of an article does when it is published: whether it goes live, or why not."""

    language: str
    direction: str
    name: str
    headline: str
    goes: bool
    why: str


def arrivals(article: Article, *, at: datetime) -> list[Arrival]:
    """Each language with its newest headline; no query for an article of `get_article`."""
    latest = article.latest_revision
    data = content.read(latest) if latest else content.blank()
    complete = content.complete_languages(data)
    return [_arrival(article, code, data, code in complete, at=at) for code in LANGUAGES]


def _arrival(
    article: Article, code: str, data: content.Data, is_complete: bool, *, at: datetime
) -> Arrival:
    is_visible = article.is_visible(language=code, at=at)
    published_at = article.published_in(code)
    if is_visible:
        why = _("Readers see it already.")
    elif not is_complete:
        why = _("Its headline or its text is missing, so it does not go live.")
    elif article.is_awaited(language=code, at=at) and published_at:
        why = _("Scheduled now for %(moment)s") % {"moment": spoken(published_at, at)}
    else:
        why = _("Goes live when its language is chosen.")
    headline = data.get(f"headline_{code}") or ""
    goes = is_complete and not is_visible
    return Arrival(code, direction(code), language_name(code), headline, goes, why)


def picture(article: Article) -> str:
    """The URL of a small rendition of the newest version's lead picture, "" for none; one query."""
    latest = article.latest_revision
    number = content.read(latest)["lead_image"] if latest else None
    image = Image.objects.filter(pk=number).first() if number else None
    return rendition_url(image.digest, image.width, at_most=320) if image else ""


class Clash(NamedTuple):
    """Another piece that goes live near the moment, and why that is said."""

    article: Article
    moment: datetime
    why: str


def clashes(article: Article, moment: datetime) -> list[Clash]:
    """What goes live so near the moment that readers may miss one of them; one query.

    Two others within a minute, or one of the same section within five; ten at most.
    """
    latest = article.latest_revision
    section = content.read(latest)["section"] if latest else article.section_id
    near = [_nearest(row, moment) for row in _published_near(article, moment)]
    in_minute = [(row, at) for row, at in near if abs(at - moment) < SAME_MINUTE]
    crowd = {row.pk for row, _at in in_minute} if len(in_minute) >= CROWDED - 1 else set()
    found = []
    for row, at in sorted(near, key=lambda pair: (pair[1], pair[0].pk)):
        if row.pk in crowd:
            found.append(Clash(row, at, _("within the same minute")))
        elif section is not None and row.section_id == section:
            found.append(Clash(row, at, _("in the same section")))
    return found[:_SHOWN]


def _published_near(article: Article, moment: datetime) -> list[Any]:
    near = Q()
    span = (moment - SAME_SECTION, moment + SAME_SECTION)
    for code in LANGUAGES:
        is_public = Q(**{f"publication_{code}": Publication.PUBLISHED})
        near |= is_public & Q(**{f"published_at_{code}__range": span})
    rows = Article.objects.without_bodies().filter(near).exclude(pk=article.pk)
    return list(rows.order_by("pk")[:100])


def _nearest(row: Article, moment: datetime) -> tuple[Article, datetime]:
    moments = [at for code in LANGUAGES if (at := row.published_in(code)) is not None]
    return row, min(moments, key=lambda at: abs(at - moment))

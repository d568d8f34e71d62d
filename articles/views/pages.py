"""What every page needs besides its content: addresses, metadata, the parts around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.broadcast import statuses
from articles.conf import LANGUAGES, origin, values
from articles.models.urls import localized_url
from articles.views import furniture, head
from articles.views.furniture import Furniture

LOCALES = {"ar": "ar_AR", "en": "en_GB"}
STYLES = {
    "articles/article.html": "article",
    "articles/home.html": "home",
    "articles/list.html": "list",
    "articles/message.html": "list",
    "articles/search/search.html": "search",
}
"""The style sheet of each page, beside those of every page."""
INDEXED = "max-image-preview:large"


@dataclass
class Page:
    """One page of one language at one moment: its head, and the site's parts around it.

    Making it costs the furniture's one query. Set `heading`, `description` and
    the rest before rendering; empty ones get sensible defaults.
    """

    request: HttpRequest
    at: datetime
    furniture: Furniture
    path: str = ""
    heading: str = ""
    seo_title: str = ""
    description: str = ""
    robots: str = INDEXED
    kind: str = "website"
    active: str = ""
    share_image: str = ""
    translations: dict[str, str] = field(default_factory=dict)
    feeds: list[tuple[str, str, str]] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    structured: list[SafeString] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The page's language."""
        return self.furniture.language

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it."""
        return LOCALES[self.language]

    @cached_property
    def origin(self) -> str:
        """Scheme and host before every absolute address."""
        return origin(self.request)

    @property
    def site_name(self) -> str:
        """The outlet's name in the page's language."""
        name: str = values.SITE_NAME[self.language]
        return name

    @property
    def title(self) -> str:
        """What the tab says: the page, then the outlet."""
        title = self.seo_title or self.heading
        if not title or title == self.site_name:
            return self.site_name
        return f"{title} - {self.site_name}"

    @property
    def home_url(self) -> str:
        """The front page of the language."""
        return localized_url("home", self.language)

    @property
    def canonical(self) -> str:
        """The one absolute address of the page; "" for pages without one."""
        return f"{self.origin}{self.path}" if self.path else ""

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """(language, absolute address) of real translations, with x-default; [] for only one."""
        if len(self.translations) < 2:
            return []
        pairs = [(language, f"{self.origin}{path}") for language, path in self.translations.items()]
        return [*pairs, ("x-default", pairs[0][1])]

    @property
    def image(self) -> str:
        """The absolute address of the picture that social networks show."""
        return f"{self.origin}{self.share_image or static('img/share-default.png')}"

    @property
    def metadata(self) -> SafeString:
        """What search engines and social networks read in the head."""
        return head.metadata(self)

    @property
    def assets(self) -> SafeString:
        """Style sheets and scripts of every page."""
        return self.furniture.fragment("articles/_assets.html", at=self.at)

    @property
    def header(self) -> SafeString:
        """The masthead and the menu."""
        return self.furniture.fragment("articles/_header.html", at=self.at, active=self.active)

    @property
    def footer(self) -> SafeString:
        """The foot of the page."""
        return self.furniture.fragment("articles/_footer.html", at=self.at)

    def breadcrumb(self, section: str = "") -> SafeString:
        """The way from the front page to the section of the slug, or the front page alone."""
        return self.furniture.fragment("articles/_breadcrumb.html", at=self.at, active=section)

    def statuses(
        self, *, section_id: int | None = None, article_id: int | None = None
    ) -> statuses.Page:
        """The broadcast statuses of this page; no query."""
        return statuses.on_page(
            self.furniture.statuses,
            at=self.at,
            section_id=section_id,
            article_id=article_id,
            language=self.language,
        )

    def respond(
        self,
        template: str,
        context: dict[str, Any],
        *,
        status: int = 200,
        section_id: int | None = None,
        article_id: int | None = None,
    ) -> HttpResponse:
        """Render the template with what base.html needs."""
        statuses = self.statuses(section_id=section_id, article_id=article_id)
        around = {
            "page": self,
            "now": self.at,
            "statuses": statuses,
            "styles": self.furniture.fragment(
                f"articles/styles/_{STYLES[template]}.html", at=self.at
            ),
            "notices": {
                place: self.furniture.fragment(
                    f"articles/broadcast/_{place}.html",
                    at=self.at,
                    notice=getattr(statuses, place),
                )
                for place in ("label", "breaking", "live")
            },
        }
        # Without the request's context processors: no page of a reader knows who is signed in.
        html = loader.get_template(template).render(around | context)
        return HttpResponse(html, status=status)


def open_page(request: HttpRequest, *, path: str = "", at: datetime | None = None) -> Page:
    """A page in the active language at the moment (default: now); one query, three when cold."""
    at = at or timezone.now()
    language = get_language() or LANGUAGES[0]
    page = Page(request, at, furniture.current(language, at=at), path=path)
    page.feeds = [
        (page.site_name, f"{page.home_url}feed.xml", "rss"),
        (page.site_name, f"{page.home_url}atom.xml", "atom"),
    ]
    page.description = _("%(name)s: the latest news, analysis and reports.") % {
        "name": page.site_name
    }
    return page

"""The frame of every reader's page: URL, metadata, site header and footer, the response."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import languages
from articles.broadcast import statuses
from articles.broadcast.statuses import PageNotices
from articles.conf import LANGUAGES, origin, values
from articles.models.urls import localized_url
from articles.templatetags.partials import cached_partial
from articles.views import site_context
from articles.views.site_context import SiteContext

STYLES: Final = {
    "articles/article.html": "article",
    "articles/corrections.html": "list",
    "articles/frontpage/section.html": "section_front",
    "articles/home.html": "home",
    "articles/list.html": "list",
    "articles/message.html": "list",
    "articles/newsletter/message.html": "newsletter",
    "articles/newsletter/sign_up.html": "newsletter",
    "articles/search/search.html": "search",
    "articles/styleguide/page.html": "styleguide",
}
"""The partial in `articles/styles/` with the style sheets of each page template."""
DEFAULT_ROBOTS: Final = "max-image-preview:large"
"""The robots directive of pages that search engines may index."""


class FeedLink(NamedTuple):
    """A feed that the head of a page announces; `format` is `rss` or `atom`."""

    title: str
    url: str
    format: str


@dataclass
class Page:
    """One reader's page in one language at one moment: its metadata and its frame.

    `build_page` makes it. A view sets the fields below `site` before `respond`; an empty
    one has a default. `path` is the canonical path ("" for pages without one),
    `active_section` the slug that the menu marks, `share_image` the path of a picture,
    `notice` a sentence that stands above everything,
    `translations` the canonical path by language, this language included.
    `open_graph_properties` are pairs of property and content, `structured_data` the JSON
    of schema.org objects from `articles.structured_data`.
    """

    request: HttpRequest
    at: datetime
    site: SiteContext
    path: str = ""
    heading: str = ""
    seo_title: str = ""
    description: str = ""
    robots: str = DEFAULT_ROBOTS
    open_graph_type: str = "website"
    active_section: str = ""
    share_image: str = ""
    notice: str = ""
    translations: dict[str, str] = field(default_factory=dict)
    feeds: list[FeedLink] = field(default_factory=list)
    open_graph_properties: list[tuple[str, str]] = field(default_factory=list)
    structured_data: list[SafeString] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language code of the page."""
        return self.site.language

    @property
    def direction(self) -> str:
        """The value of the `dir` attribute: `rtl` or `ltr`."""
        return languages.direction(self.language)

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it, such as `ar_AR`."""
        return languages.locale(self.language)

    @cached_property
    def origin(self) -> str:
        """Scheme and host that begin every absolute URL, without a trailing slash."""
        return origin(self.request)

    @property
    def site_name(self) -> str:
        """The outlet's name in the page's language."""
        name: str = values.SITE_NAME[self.language]
        return name

    @property
    def title(self) -> str:
        """The content of `<title>`: the page's own title, then the outlet's name."""
        title = self.seo_title or self.heading
        if not title or title == self.site_name:
            return self.site_name
        return f"{title} - {self.site_name}"

    @property
    def home_url(self) -> str:
        """The path of the front page in the page's language."""
        return localized_url("home", self.language)

    @property
    def canonical(self) -> str:
        """The absolute canonical URL; "" for pages without one."""
        return f"{self.origin}{self.path}" if self.path else ""

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Pairs of hreflang and absolute URL, `x-default` last; [] without a translation."""
        if len(self.translations) < 2:
            return []
        pairs = [(language, f"{self.origin}{path}") for language, path in self.translations.items()]
        return [*pairs, ("x-default", pairs[0][1])]

    @property
    def image(self) -> str:
        """The absolute URL of the picture that social networks show."""
        return f"{self.origin}{self.share_image or static('img/share-default.png')}"

    @property
    def metadata(self) -> SafeString:
        """The elements of the head for search engines and social networks; cached."""
        return cached_partial(
            "articles/_metadata.html",
            description=self.description,
            robots=self.robots,
            canonical=self.canonical,
            alternates=tuple(self.alternates),
            feeds=tuple(self.feeds),
            site_name=self.site_name,
            locale=self.locale,
            open_graph_type=self.open_graph_type,
            heading=self.heading,
            image=self.image,
            open_graph_properties=tuple(self.open_graph_properties),
            structured_data=tuple(self.structured_data),
        )

    @property
    def assets(self) -> SafeString:
        """The elements for the fonts, style sheets, icons and scripts of every page; cached."""
        return self.site.fragment("articles/_assets.html", at=self.at)

    @property
    def header(self) -> SafeString:
        """The site header with its menu, in which `active_section` is marked; cached."""
        return self.site.fragment(
            "articles/_header.html", at=self.at, active_section=self.active_section
        )

    @property
    def footer(self) -> SafeString:
        """The site footer; cached."""
        return self.site.fragment("articles/_footer.html", at=self.at)

    def breadcrumb(self, section: str = "") -> SafeString:
        """The breadcrumb from the front page to the section of the slug, if any; cached."""
        return self.site.fragment("articles/_breadcrumb.html", at=self.at, active_section=section)

    def notices(
        self, *, section_id: int | None = None, article_id: int | None = None
    ) -> PageNotices:
        """The broadcast notices in force on this page; no query."""
        return statuses.page_notices(
            self.site.statuses,
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
        """Render the template (a key of STYLES) with `context` and what base.html needs.

        The ids say which broadcast notices apply. No query, except those of the context.
        """
        page_notices = self.notices(section_id=section_id, article_id=article_id)
        base_context = {
            "page": self,
            "now": self.at,
            "status_query": page_notices.query,
            "styles": self.site.fragment(f"articles/styles/_{STYLES[template]}.html", at=self.at),
            "notices": {
                slot: self.site.fragment(
                    f"articles/broadcast/_{slot}.html",
                    at=self.at,
                    notice=getattr(page_notices, slot),
                )
                for slot in ("label", "breaking", "live")
            },
        }
        # Without the request's context processors: no page of a reader knows who is signed in.
        html = loader.get_template(template).render(base_context | context)
        return HttpResponse(html, status=status)


def build_page(request: HttpRequest, *, at: datetime | None = None) -> Page:
    """The page of the request in the active language at the moment (default: now).

    One query, three when the site context is not cached. The feeds and the description
    are those of the whole site until the view sets its own.
    """
    at = at or timezone.now()
    language = get_language() or LANGUAGES[0]
    page = Page(request, at, site_context.current(language, at=at))
    page.feeds = [
        FeedLink(page.site_name, f"{page.home_url}feed.xml", "rss"),
        FeedLink(page.site_name, f"{page.home_url}atom.xml", "atom"),
    ]
    page.description = _("%(name)s: the latest news, analysis and reports.") % {
        "name": page.site_name
    }
    return page

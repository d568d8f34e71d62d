"""What nobody types by mistake, typed into every field of the desk: never markup, never a 500."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import time_machine

from articles import workflow
from articles.models import Article, Revision
from articles.models.article import TRANSLATED
from tests.admin.forms import posted

VECTORS = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "xss_public.json"
ADD = "/admin/articles/article/add/"
MOST_ARTICLES = 160
# Ends whatever a vector leaves open, so that the next one in the same body is read by itself.
SEAL = "--></script></style></textarea></title></noscript></template></xmp></iframe></svg></math>"
ACTIVE = {"iframe", "object", "embed", "base", "applet", "frame", "frameset", "portal"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "poster"}
DATA = {"application/ld+json", "application/json", "importmap"}
PREVIEW_FRAME = {"title", "data-preview-frame"}
"""The attributes of the desk's own frame: empty until its script fills it."""
FIELDS = [*(f"{name}_ar" for name in TRANSLATED), "tags", "note", "section"]
TOO_LONG = "النص طويل جدًا: الحد الأقصى 1000 كيلوبايت."
OUR_SCRIPT = re.compile(r"^(/static/[\w./-]+|/admin/jsi18n/)?$")


class Active(HTMLParser):
    """Collects everything in a page that could run, besides the scripts that are ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []
        self.is_script = False
        self.is_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_ours = tag == "iframe" and given.keys() == PREVIEW_FRAME
        self.found += [tag] if tag in ACTIVE and not is_ours else []
        self.found += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in given.items()
            if name in ADDRESSES and runs(value or "")
        ]
        self.found += ["refresh"] if tag == "meta" and "http-equiv" in given else []
        self.is_script = tag == "script"
        self.is_data = self.is_script and given.get("type") in DATA
        if self.is_script and not OUR_SCRIPT.match(given.get("src") or ""):
            self.found.append(f"script {given}")

    def handle_data(self, data: str) -> None:
        self.data += [data] if self.is_data else []
        if self.is_script and not self.is_data and data.strip():
            self.found.append(f"script: {data[:60]}")

    def handle_endtag(self, tag: str) -> None:
        self.is_script = self.is_data = False


def runs(address: str) -> bool:
    """Whether following the address runs something."""
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", "", address).lower()
    return bare.startswith(("javascript:", "vbscript:", "data:text", "data:image/svg"))


def active(html: str) -> list[str]:
    """What could run in the page; its data blocks must be JSON."""
    page = Active(html)
    for data in page.data:
        json.loads(data)
    return page.found


def packed(vectors: list[str], limit: int, joint: str = " ") -> list[str]:
    """The vectors that fit into the limit, as few texts as will hold them in their order."""
    texts = [""]
    for vector in vectors:
        longer = f"{texts[-1]}{joint}{vector}".strip()
        if len(longer) <= limit:
            texts[-1] = longer
        elif len(vector) <= limit:
            texts.append(vector)
    return texts


def supplies(vectors: list[str]) -> dict[str, Iterator[str]]:
    """For each field of the form its own endless supply of texts made of vectors."""
    limits = {name: Article._meta.get_field(name).max_length for name in TRANSLATED}
    texts = {name: packed(vectors, limits[name] or 0) for name in TRANSLATED if name != "body"}
    size = -(-len(vectors) // MOST_ARTICLES)
    bodies = [
        "<p>نص</p>" + "".join(f"<p>{vector}</p>{SEAL}" for vector in vectors[start : start + size])
        for start in range(0, len(vectors), size)
    ]
    names = [name for name in (re.sub(r"[,،;؛\s]+", " ", text) for text in vectors) if name.strip()]
    tags = packed([name for name in names if len(name) <= 100], 400, "، ")
    texts |= {"body": bodies, "tags": tags, "note": packed(vectors, 500)}
    return {name: cycle(all_of) for name, all_of in texts.items()}


def hostile_articles(client: Any, vectors: list[str], base: dict[str, Any]) -> Iterator[str]:
    """Send the form with vectors in every field until each has stood in a body and most fields."""
    supply = supplies(vectors)
    for _ in range(MOST_ARTICLES):
        texts = {
            f"{name}_{code}": next(supply[name])
            for name in TRANSLATED
            for code in ("ar", "en")
            if (name, code) != ("body", "en")
        }
        texts["body_en"] = texts["body_ar"]
        once = {name: next(supply[name]) for name in ("tags", "note")}
        answer = client.post(ADD, posted(base | texts, **once))
        assert answer.status_code == 302, answer.context["form"].errors
        yield answer["Location"]


@pytest.fixture
def vectors() -> list[str]:
    if not VECTORS.exists():
        pytest.skip("The collection of vectors (xss_public.json) is not here.")
    return [entry["html"] for entry in json.loads(VECTORS.read_text(encoding="utf-8"))]


LISTS = ["/", "/en/", "/sections/economy/", "/en/authors/karim/", "/sections/economy/?page=2"]
FILES = ["/feed.xml", "/atom.xml", "/en/feed.xml", "/sitemap.xml", "/news-sitemap.xml"]
BLOCKS = [f"/sitemaps/{name}-0.xml" for name in ("articles-ar", "articles-en", "tags-ar")]


@pytest.mark.any_engine
@pytest.mark.no_cover
def test_no_vector_in_any_field_becomes_anything_that_runs(
    client, editor, vectors, section, author
):
    client.force_login(editor)
    base = {"kind": "news", "section": section.pk}
    base |= {"bylines": [{"author": f"#{author.pk}", "role": "writer"}]}
    desk = list(hostile_articles(client, vectors, base))
    pages: list[str] = []
    for article in Article.objects.order_by("pk"):
        article = workflow.publish(article, by=editor)
        pages += [article.url("ar"), article.url("en")]
    admin = ["/admin/", "/admin/articles/article/", *islice(desk, 20)]
    html = {path: client.get(path).text for path in (*pages, *LISTS, *admin)}
    assert {path: found for path, text in html.items() if (found := active(text))} == {}
    assert {path for path, text in html.items() if text.count("<h1") != 1} == set()
    files = {path: list(texts_of(client.get(path).content)) for path in (*FILES, *BLOCKS)}
    assert {path: texts for path, texts in files.items() if any(map(active, texts))} == {}
    assert all(files.values())


def texts_of(xml: bytes) -> Iterator[str]:
    """What a reader of the file takes as HTML or as an address: every text, as a tag and a link."""
    for element in ElementTree.fromstring(xml).iter():
        if element.tag.endswith(("description", "summary", "content", "encoded")):
            yield element.text or ""
        addresses = [element.get("href"), element.text if element.tag.endswith("link") else None]
        yield from (f'<a href="{address}">' for address in addresses if address)
        yield from (f'<a href="{element.text}">' for _ in "x" if element.tag.endswith("loc"))


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<script src='//evil.example/x.js'></script>",
        "<p onclick=x>",
        "<a href=' java\nscript:x'>",
        "<a href='&#106;avascript:x'>",
        "<iframe></iframe>",
        "<meta http-equiv=refresh content=0>",
        "<script type='application/ld+json'>{}</script><script>x</script>",
    ],
)
def test_what_runs_in_a_page_is_found(html):
    assert active(html)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def base(section, author):
    """What the form needs besides the text under test."""
    rows = [{"author": f"#{author.pk}", "role": "writer"}]
    return {"kind": "news", "section": section.pk, "bylines": rows, "headline_ar": "عنوان"}


def test_bidi_overrides_are_left_out_of_what_readers_get(desk, editor, base):
    texts = {f"{name}_ar": "نص \u202eعكس\u202c \u2066\u2069" for name in TRANSLATED}
    desk.post(ADD, posted(base | texts, tags="وسم\u202e، \u202dآخر"))
    article = workflow.publish(Article.objects.get(), by=editor)
    pages = desk.get(article.url("ar")).text + desk.get("/feed.xml").text + desk.get("/").text
    assert not set(pages) & set("\u202a\u202b\u202c\u202d\u202e")


@pytest.mark.parametrize(
    "name", [f"{name}_ar" for name in TRANSLATED] + ["tags", "note", "section"]
)
def test_nul_is_refused_or_left_out_but_never_an_error(desk, base, name):
    answer = desk.post(ADD, posted(base, **{name: "قبل\x00بعد"}))
    assert answer.status_code in (200, 302)
    assert answer.status_code == 302 or answer.context["form"].errors
    assert not Revision.objects.filter(data__icontains="\\u0000").exists()


@pytest.mark.parametrize(
    "name", [f"{name}_ar" for name in TRANSLATED] + ["tags", "note", "section"]
)
@pytest.mark.parametrize("octets", ["%ED%A0%80", "%FF%FE", "%C0%80", "%F8%88%80%80%80"])
def test_broken_bytes_are_refused_or_replaced_but_never_an_error(desk, base, name, octets):
    sent = posted(base)
    sent.pop(name)
    form = f"{urlencode(sent)}&{name}=%D9%82{octets}"
    answer = desk.post(ADD, form, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302)


def test_body_of_two_megabytes_is_refused_and_stays_in_the_form(desk, base):
    body = f"<p>{'نص طويل ' * 150_000}</p>"
    answer = desk.post(ADD, posted(base, body_ar=body))
    assert answer.status_code == 200
    assert answer.context["form"].errors["body_ar"] == [TOO_LONG]
    assert body.strip("</p>") in answer.text
    assert not Article.objects.exists()


@pytest.mark.parametrize("slug", ["新聞", "новости", "@@@", "../../etc", "%00", "🗞", "a\u202eb"])
def test_slug_of_any_script_gives_a_page_or_a_message(desk, editor, base, slug):
    answer = desk.post(ADD, posted(base | {"body_ar": "<p>نص</p>"}, slug_ar=slug))
    assert answer.status_code == 302
    article = workflow.publish(Article.objects.get(), by=editor)
    assert desk.get(article.url("ar")).status_code == 200
    assert desk.get(f"/articles/{article.pk}/{quote(slug)}/").status_code in (200, 301, 404)


@pytest.mark.parametrize("page", ["1000000000", "-1", "x", "9" * 400, "%00", "١"])
@pytest.mark.parametrize("path", ["/admin/articles/article/?p=", "/search/?q=نص&page=", "/?page="])
def test_pages_beyond_all_lists_are_answered(desk, base, path, page):
    assert desk.get(f"{path}{page}").status_code in (200, 302, 404)


@pytest.fixture
def draft(editor, content):
    return workflow.create(by=editor, data=content())


def schedule(desk, article, moment, **more):
    form = {"moment": moment, "languages": ["ar"], "note": ""} | more
    return desk.post(f"/admin/articles/article/{article.pk}/do/schedule/", form)


def test_schedule_in_an_hour_that_does_not_exist_is_refused(desk, draft):
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC)):
        answer = schedule(desk, draft, "2026-04-24T00:30")
    assert "غير موجود" in str(answer.context["form"].errors["moment"])
    assert 'value="2026-04-24T00:30"' in answer.text


def test_schedule_in_an_hour_that_comes_twice_asks_which(desk, draft):
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC)):
        answer = schedule(desk, draft, "2026-10-29T23:30")
    assert answer.text.count('name="moment_hour"') == 2
    assert "مرتين" in str(answer.context["form"].errors["moment"])


@pytest.mark.parametrize(("hour", "utc"), [("0", 20), ("1", 21)])
def test_schedule_in_the_chosen_of_two_hours(desk, draft, hour, utc):
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC)):
        schedule(desk, draft, "2026-10-29T23:30", moment_hour=hour)
    draft.refresh_from_db()
    assert draft.published_at_ar == datetime(2026, 10, 29, utc, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment", ["", "غدًا", "2026-13-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00", "\x00"]
)
def test_schedule_at_no_moment_is_refused_with_a_message(desk, draft, moment):
    answer = schedule(desk, draft, moment)
    assert answer.context["form"].errors["moment"]

"""What browsers and readers of feeds ask for at the root without being told."""

import json
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

ICONS = {
    "/favicon.ico": ("image/x-icon", (48, 48)),
    "/apple-touch-icon.png": ("image/png", (180, 180)),
    "/apple-touch-icon-precomposed.png": ("image/png", (180, 180)),
}


@pytest.mark.parametrize("path", ICONS)
def test_icon_is_at_the_root_and_costs_no_query(client, db, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, ICONS[path][0])
    assert Image.open(BytesIO(response.content)).size == ICONS[path][1]
    assert response["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", ["feed", "feed/", "rss", "rss/", "rss.xml"])
def test_usual_names_of_a_feed_lead_to_it_in_one_step(client, db, prefix, name):
    response = client.get(f"{prefix}/{name}?utm_source=x")
    assert (response.status_code, response["Location"]) == (301, f"{prefix}/feed.xml?utm_source=x")
    assert client.get(f"{prefix}/feed.xml").status_code == 200


def manifest(client, prefix=""):
    response = client.get(f"{prefix}/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    return json.loads(response.content)


@pytest.mark.parametrize(
    ("prefix", "said"),
    [("", ("ضفاف", "ar", "rtl", "/")), ("/en", ("Difaf", "en", "ltr", "/en/"))],
)
def test_manifest_speaks_the_language_of_its_address(client, db, prefix, said):
    found = manifest(client, prefix)
    assert tuple(found[name] for name in ("name", "lang", "dir", "start_url")) == said
    assert found["short_name"] == found["name"]


def test_manifest_has_what_browsers_install(client, db):
    found = manifest(client)
    assert (found["display"], found["scope"]) == ("standalone", "/")
    kinds = {(icon["sizes"], icon["purpose"]) for icon in found["icons"]}
    assert kinds >= {(f"{n}x{n}", use) for n in (192, 512) for use in ("any", "maskable")}


def picture(icon):
    """The icon's own size and its corner, from the file that the manifest names."""
    with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as image:
        return f"{image.width}x{image.height}", image.convert("RGBA").getpixel((0, 0))


def test_icons_are_as_large_as_the_manifest_says_and_maskable_ones_are_full(client, db):
    icons = [icon for icon in manifest(client)["icons"] if icon["type"] == "image/png"]
    assert [picture(icon)[0] for icon in icons] == [icon["sizes"] for icon in icons]
    corners = {picture(icon)[1][3] for icon in icons if icon["purpose"] == "maskable"}
    assert corners == {255}


@pytest.mark.parametrize(("path", "manifest"), [("/", "/"), ("/en/", "/en/")])
def test_pages_name_the_manifest_of_their_language(client, db, path, manifest):
    page = client.get(path).content.decode()
    assert f'<link rel="manifest" href="{manifest}site.webmanifest">' in page

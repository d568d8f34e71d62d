"""Pasting from the programs that newsrooms write in, down to the row in the database."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Revision
from newsroom.accounts.models import User
from tests.browser import sources
from tests.browser.pasting import PASTE
from tests.browser.steps import body

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

EXPECTED = {
    "google docs": (
        {"html": sources.GOOGLE_DOCS},
        "<p>فقرة أولى فيها <strong>غامق</strong> و10<sup>6</sup></p>"
        "<ul><li>بند<ul><li><strong>بند غامق</strong></li></ul></li></ul>"
        '<ol start="3"><li>ثالث</li></ol><h2>عنوان فرعي</h2>'
        '<p><a href="https://example.org/a">رابط</a></p>',
        "لم يُلصق مقطع محذوف. عُدّل عند اللصق: رابط نُزع منه التتبّع.",
    ),
    "google docs with notes": (
        {
            "html": sources.GOOGLE_DOCS_NOTED,
            **sources.docs_slice(
                "ارتفعت الأسعار@ كثيرا@.\n", " وزارة المالية\n", " الأسبوع الماضي\n"
            ),
        },
        "<p>ارتفعت الأسعار<sup>1</sup><strong> كثيرا</strong><sup>2</sup>.</p>"
        "<ol><li>وزارة المالية</li><li>الأسبوع الماضي</li></ol>",
        "عُدّل عند اللصق: حاشيتان نُقلتا إلى آخر النص.",
    ),
    "word": (
        {"html": sources.WORD},
        "<h2>عنوان الوثيقة</h2><h2>فصل</h2>"
        "<p>نص <strong>غامق</strong> وله حاشية<sup>1</sup> وعليه تعليق.</p><p>فقرة مضاف</p>"
        '<ol start="3"><li>ثالث<ul><li>فرع</li></ul></li><li>رابع</li></ol>'
        "<ol><li>نص <strong>الحاشية</strong></li></ol>",
        "لم تُلصق صورة وتعليق من وورد ومقطع محذوف ومقطع مخفي. "
        "عُدّل عند اللصق: حاشية نُقلت إلى آخر النص.",
    ),
    "word online": (
        {"html": sources.WORD_ONLINE},
        "<h2>عنوان</h2><ol><li><strong>أول</strong><ul><li>فرع</li></ul></li><li>ثان</li></ol>"
        "<p>H<sub>2</sub>O</p>",
        "لم يُلصق مقطع محذوف.",
    ),
    "libreoffice": (
        {"html": sources.LIBREOFFICE},
        "<h2>العنوان</h2><p>نص <strong>غامق</strong> عادي و<em>مائل</em><sup>1</sup></p>"
        '<ol start="3"><li>ثالث<ul><li>فرع</li></ul></li></ol><ol><li>الحاشية</li></ol>',
        "لم يُلصق مربع نص. عُدّل عند اللصق: حاشية نُقلت إلى آخر النص.",
    ),
    "excel": (
        {"html": sources.EXCEL, "plain": "x"},
        "<table><tbody><tr><td><strong>البلد</strong></td><td><strong>العدد</strong></td></tr>"
        "<tr><td>مصر</td><td>12</td></tr></tbody></table>",
        "لم يُلصق مقطع مخفي.",
    ),
    "sheets": (
        {"html": sources.SHEETS, "plain": "x"},
        "<table><tbody><tr><td><strong>البلد</strong></td><td><strong>العدد</strong></td></tr>"
        "<tr><td>مصر<br>العليا</td><td>12</td></tr></tbody></table>",
        "",
    ),
    "gmail": (
        {"html": sources.GMAIL},
        "<p>مرحبا <strong>بكم</strong> 😀</p>"
        '<p>سطر ثان <a href="https://example.org/">هنا</a></p>'
        "<blockquote><p>اقتباس</p></blockquote>",
        "عُدّل عند اللصق: رابط نُزع منه التتبّع.",
    ),
    "outlook": (
        {"html": sources.OUTLOOK},
        "<p>السادة <strong>الكرام</strong></p><p>فقرة في صندوق</p><ul><li>بند</li></ul>"
        '<p><a href="https://example.org/x?id=7">رابط</a></p>',
        "لم يُلصق مقطع مخفي. عُدّل عند اللصق: رابط نُزع منه التتبّع.",
    ),
    "whatsapp": (
        {"html": sources.WHATSAPP},
        "<p>سطر أول 👍🏽 <strong>غامق</strong></p><p>رقم +20 2 1234</p>",
        "",
    ),
    "web page": (
        {"html": sources.WEB_PAGE},
        "<h2>العنوان</h2><h3>فرعي</h3>"
        "<p>فقرة <strong>مهمة</strong><sup>1</sup> وقال «نعم».</p><p>80 جنيهًا</p>"
        '<div data-embed="https://www.youtube.com/watch?v=abc"></div><ol><li>المصدر</li></ol>',
        "لم تُلصق صورة ومقطع محذوف ومقطع مخفي وحقل استمارة. عُدّل عند اللصق: حاشية نُقلت إلى آخر النص.",
    ),
    "plain text": (
        {"plain": sources.PLAIN},
        "<p>سطر أول<br>سطر ثان</p><p>فقرة &lt;ثانية&gt;<br>"
        '<a href="https://example.org/">https://example.org/</a></p>',
        "عُدّل عند اللصق: رابط نُزع منه التتبّع.",
    ),
}


@pytest.fixture
def desk(desk_of: Callable[[User], Page]) -> Page:
    """The form of a new article in the browser of somebody who may do everything."""
    page = desk_of(User.objects.create_superuser("sara", password="secret-for-tests"))
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline_ar]").fill("عنوان")
    return page


@pytest.fixture
def line(desk: Page) -> Locator:
    """What the editor says under its toolbar."""
    return desk.locator(".field-body_ar .editor-said")


def stored(desk: Page) -> str:
    """Save, and read what the newest revision holds."""
    desk.locator("[data-save]").click()
    desk.wait_for_url("**/change/")
    text: str = Revision.objects.latest("pk").data["body_ar"]
    return text


@pytest.mark.parametrize("source", EXPECTED)
def test_paste_is_stored_as_it_was_seen(desk: Page, line: Locator, source: str) -> None:
    formats, expected, said = EXPECTED[source]
    body(desk).evaluate(PASTE, formats)
    expect(line).to_have_text(said)
    assert stored(desk) == expected

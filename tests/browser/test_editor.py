"""The body's editor in a real browser, under the site's content security policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import content, workflow
from articles.models import Image, Revision
from newsroom.accounts.models import User
from tests.renditions.conftest import media as media
from tests.renditions.conftest import scene
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

WORD = """<html><head><style>p.MsoNormal{margin:0}</style></head><body>
<p class=MsoNormal dir=RTL><span lang=AR-SA>تمهيد&nbsp;&nbsp;قصير<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst dir=RTL style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]><span>الأول</span></p>
<p class=MsoListParagraphCxSpMiddle dir=RTL style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>فرع الأول</p>
<p class=MsoListParagraphCxSpLast dir=RTL style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·</span>الثاني</p>
<p class=MsoNormal dir=RTL>&nbsp;</p><p class=MsoNormal dir=RTL>خاتمة</p></body></html>"""


@pytest.fixture
def writer(db: None) -> User:
    """Somebody who may do everything: the groups are gone after a test with transactions."""
    return User.objects.create_superuser("sara", password="secret-for-tests")


@pytest.fixture
def desk(desk_of: Callable[[User], Page], writer: User) -> Page:
    """The form of a new article in the writer's browser; what its policy blocks is collected."""
    page = desk_of(writer)
    page.add_init_script(
        "window.blocked = [];"
        "addEventListener('securitypolicyviolation', e => blocked.push(e.violatedDirective));"
    )
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline_ar]").fill("عنوان")
    return page


def surface(desk: Page) -> Locator:
    return desk.locator(".field-body_ar .ProseMirror")


def press(desk: Page, what: str) -> None:
    desk.locator(f".field-body_ar [data-command={what}]").click()


def paste(desk: Page, **formats: str) -> None:
    surface(desk).evaluate(
        """(surface, formats) => {
          const data = new DataTransfer();
          for (const [type, text] of Object.entries(formats)) data.setData(`text/${type}`, text);
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          surface.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        formats,
    )


def search(desk: Page, typed: str) -> Locator:
    """Type into the dialog; the one row that is found."""
    dialog = desk.locator("dialog.editor-dialog")
    dialog.get_by_role("combobox").fill(typed)
    option = dialog.get_by_role("option")
    expect(option).to_have_count(1)
    return option


def saved(desk: Page) -> str:
    """Save, and read what the newest revision holds."""
    desk.locator("[data-save]").click()
    desk.wait_for_url("**/change/")
    body: str = Revision.objects.latest("pk").data["body_ar"]
    return body


def test_typed_arabic_is_stored_with_plain_spaces(desk: Page) -> None:
    surface(desk).click()
    desk.keyboard.type("نص  عربي فيه مسافات ")
    desk.keyboard.press("Enter")
    desk.keyboard.type("فقرة ثانية")
    assert saved(desk) == "<p>نص عربي فيه مسافات</p><p>فقرة ثانية</p>"


def test_typed_space_is_a_space_before_anything_is_sanitised(desk: Page) -> None:
    surface(desk).click()
    desk.keyboard.type("نص عربي ")
    assert desk.locator("[name=body_ar]").input_value() == "<p>نص عربي </p>"


def test_nothing_of_the_editor_is_blocked_by_the_policy(desk: Page) -> None:
    surface(desk).click()
    desk.keyboard.type("نص")
    press(desk, "pullquote")
    press(desk, "embed")
    assert desk.evaluate("blocked") == []


def test_surface_has_the_language_and_direction_of_its_text(desk: Page) -> None:
    expect(surface(desk)).to_have_attribute("dir", "rtl")
    expect(surface(desk)).to_have_attribute("lang", "ar")


def test_pasted_page_of_plain_text_becomes_paragraphs(desk: Page) -> None:
    surface(desk).click()
    paste(desk, plain="الأولى\nسطر\n\nالثانية\n \n\nالثالثة & <b>")
    assert saved(desk) == ("<p>الأولى<br>سطر</p><p>الثانية</p><p>الثالثة &amp; &lt;b&gt;</p>")


def test_lists_pasted_from_word_become_lists(desk: Page) -> None:
    surface(desk).click()
    paste(desk, html=WORD, plain="x")
    assert saved(desk) == (
        "<p>تمهيد قصير</p><ul><li>الأول<ol><li>فرع الأول</li></ol></li><li>الثاني</li></ul>"
        "<p>خاتمة</p>"
    )


def test_buttons_make_headings_lists_and_pull_quotes(desk: Page) -> None:
    surface(desk).click()
    for what, text in (("heading2", "عنوان"), ("bulletList", "بند"), ("pullquote", "قول")):
        press(desk, what)
        desk.keyboard.type(text)
        desk.keyboard.press("Enter")
        desk.keyboard.press("Enter")
    assert saved(desk) == (
        '<h2>عنوان</h2><ul><li>بند</li></ul><blockquote class="pullquote"><p>قول</p></blockquote>'
    )


def test_picture_is_chosen_from_the_library_by_keyboard(
    desk: Page, stored: Callable[..., Image]
) -> None:
    stored(scene(600, 400), title="ميناء")
    wanted = stored(title="سوق السمك")
    press(desk, "picture")
    search(desk, "سوق")
    desk.keyboard.press("Enter")
    desk.locator("figcaption").click()
    desk.keyboard.type("في الميناء")
    assert saved(desk) == (
        f'<figure data-image="{wanted.pk}"><figcaption>في الميناء</figcaption></figure>'
    )


def test_related_article_is_chosen_by_its_number(desk: Page, writer: User) -> None:
    article = workflow.create(by=writer, data=content.clean({"headline_ar": "خبر"}))
    press(desk, "related")
    search(desk, str(article.pk)).click()
    assert saved(desk) == f'<aside data-article="{article.pk}"></aside>'


def test_escape_closes_the_dialog_and_returns_to_the_text(desk: Page) -> None:
    surface(desk).click()
    press(desk, "picture")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog.editor-dialog")).to_have_count(0)
    expect(surface(desk)).to_be_focused()


def test_post_on_a_site_that_is_not_allowed_is_refused(desk: Page) -> None:
    press(desk, "embed")
    desk.locator("dialog.editor-dialog input").fill("https://evil.example/x")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog.editor-dialog [role=alert]")).not_to_be_empty()


def test_post_on_an_allowed_site_is_stored_as_its_address(desk: Page) -> None:
    press(desk, "embed")
    desk.locator("dialog.editor-dialog input").fill("https://www.youtube.com/watch?v=abc")
    desk.keyboard.press("Enter")
    assert saved(desk) == '<div data-embed="https://www.youtube.com/watch?v=abc"></div>'


def test_selected_words_become_a_link(desk: Page) -> None:
    surface(desk).click()
    desk.keyboard.type("رابط")
    desk.keyboard.press("Control+a")
    press(desk, "link")
    desk.locator("dialog.editor-dialog input").fill("example.org/x")
    desk.keyboard.press("Enter")
    assert saved(desk) == '<p><a href="https://example.org/x">رابط</a></p>'


def test_left_arrow_means_next_in_the_toolbar_of_a_right_to_left_desk(desk: Page) -> None:
    desk.locator(".field-body_ar [data-command=paragraph]").focus()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator(".field-body_ar [data-command=heading2]")).to_be_focused()


def test_stored_body_comes_back_unchanged_through_the_editor(desk: Page) -> None:
    html = (
        '<p lang="en" dir="ltr">x <bdi dir="ltr">@y</bdi> H<sub>2</sub></p><h3>ع</h3>'
        '<blockquote class="pullquote" data-width="wide"><p>ق</p></blockquote>'
        '<ol start="3"><li>١</li></ol><hr>'
        '<figure data-image="7" data-width="full"><figcaption>ت</figcaption></figure>'
        '<aside data-article="8"></aside><div data-embed="https://x.com/a/status/1"></div>'
        '<p><a href="/articles/1/">ر</a><br><strong>غ</strong><em>م</em></p>'
    )
    desk.locator("[name=body_ar]").evaluate(
        "(area, html) => { area.value = html; area.dispatchEvent(new Event('body:set')) }", html
    )
    surface(desk).focus()
    # The editor puts its own selection back 20 ms after it is focused.
    desk.wait_for_timeout(100)
    surface(desk).press("Control+Home")
    desk.keyboard.type("+")
    assert saved(desk) == html.replace(">x ", ">+x ")


def test_pull_quote_and_picture_are_given_their_width(
    desk: Page, stored: Callable[..., Image]
) -> None:
    image = stored(scene(600, 400), title="ميناء")
    desk.locator("[name=body_ar]").evaluate(
        "(area, html) => { area.value = html; area.dispatchEvent(new Event('body:set')) }",
        '<blockquote class="pullquote"><p>ق</p></blockquote>'
        f'<figure data-image="{image.pk}"></figure>',
    )
    surface(desk).locator("blockquote p").click()
    press(desk, "pullWide")
    surface(desk).locator(".picture-width").select_option("full")
    assert saved(desk) == (
        '<blockquote class="pullquote" data-width="wide"><p>ق</p></blockquote>'
        f'<figure data-image="{image.pk}" data-width="full"></figure>'
    )

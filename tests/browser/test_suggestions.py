"""Suggested edits in a real browser: typed by one person, decided by another, saved or not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import workflow
from articles.models import Article, Revision, Section, Suggestion, SuggestionDecision
from newsroom.accounts.models import User
from tests import factories
from tests.browser.desk_rules import DESK_RULES, broken_at_desk, nameless
from tests.browser.steps import body, open_page, save
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
BODY = "<p>ذهب الوفد إلى القاهرة يوم الأحد.</p><p>وعاد إلى عمان مساء الاثنين.</p>"


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    return ("/keep/",)


@pytest.fixture
def live(editor: User, section: Section) -> Article:
    """An article of the editor's, which readers see."""
    author = factories.AuthorFactory(user=editor)
    data = factories.content(section=section.pk, author=author.pk)
    data |= {"headline_ar": "زيارة الوفد", "standfirst_ar": "", "body_ar": BODY}
    article = workflow.create(by=editor, data=data)
    return workflow.publish(article, by=editor)


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def replace_word(page: Page, old: str, new: str) -> None:
    """Select the word in the body by a double click's means, and type another."""
    page.evaluate(
        """(word) => {
            const { editor } = document.querySelector(".field-body_ar .ProseMirror");
            editor.state.doc.descendants((node, at) => {
                const found = node.isText ? node.text.indexOf(word) : -1;
                if (found < 0) return;
                const [from, to] = [at + found, at + found + word.length];
                editor.view.focus();
                editor.commands.setTextSelection({ from, to });
            });
        }""",
        old,
    )
    page.keyboard.type(new)


def suggest(page: Page, article: Article, *words: tuple[str, str]) -> None:
    """Open the page for suggesting and replace words of the body; what is typed is kept."""
    page.goto(change(article))
    page.get_by_role("link", name="اقتراح تعديل").first.click()
    expect(page.locator("[data-suggest-said]")).to_contain_text("لم تغيّر")
    # What belongs to the article's own form is not offered here.
    expect(page.get_by_role("button", name="تعليق")).to_have_count(0)
    for old, new in words:
        replace_word(page, old, new)
    if words:
        expect(page.locator("[data-save-state=saved]")).to_be_visible()


def three_edits(page: Page, article: Article) -> None:
    """Two words of the body and one of the headline, marked as they are typed, and sent."""
    suggest(page, article, ("مساء", "صباح"), ("القاهرة", "الإسكن"))
    expect(body(page).locator("ins.suggested")).to_have_text(["الإسكن", "صباح"])
    # One types on where the marks were drawn meanwhile.
    page.keyboard.type("درية")
    expect(body(page).locator("del.suggested")).to_have_text(["القاهرة", "مساء"])
    expect(body(page).locator("ins.suggested")).to_have_text(["الإسكندرية", "صباح"])
    page.locator("[name=headline_ar]").fill("زيارة الوفد الوزاري")
    expect(page.locator(".field-headline_ar .suggested-line ins")).to_have_text(" الوزاري")
    with page.expect_navigation(url="**/change/"):
        page.get_by_role("button", name="تم", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()


def hunk(page: Page, words: str) -> Locator:
    return page.locator(".suggestion-hunk").filter(has=page.locator("ins", has_text=words))


def test_journalist_suggests_and_an_editor_accepts_one_and_rejects_one(
    desk_of: Callable[..., Page], live: Article, editor: User, new_page: Callable[..., Page]
) -> None:
    sara = desk_of(person("sara-suggests", "journalist"))
    three_edits(sara, live)
    desk = desk_of(editor)
    desk.goto(change(live))
    expect(desk.locator("#panel-tab-suggestions .tab-count")).to_have_text("3")
    expect(body(desk).locator("del.suggested")).to_have_text(["القاهرة", "مساء"])
    open_page(desk, "suggestions")
    hunk(desk, "الإسكندرية").get_by_role("button", name="قبول").click()
    expect(body(desk)).to_contain_text("ذهب الوفد إلى الإسكندرية يوم الأحد.")
    expect(desk.locator("#panel-tab-suggestions .tab-count")).to_have_text("2")
    hunk(desk, "صباح").get_by_role("button", name="رفض").click()
    expect(body(desk).locator(".suggested")).to_have_count(0)
    reader = new_page()
    reader.goto(f"/articles/{live.pk}/")
    expect(reader.locator("article").first).to_contain_text("القاهرة")
    assert not SuggestionDecision.objects.exists()

    save(desk)
    expect(desk.locator("#panel-tab-suggestions .tab-count")).to_have_text("1")
    expect(desk.locator("[name=verdicts]")).to_have_value("")

    decided = SuggestionDecision.objects.order_by("is_accepted")
    assert [(each.inserted, each.is_accepted) for each in decided] == [
        ("صباح", False),
        ("الإسكندرية", True),
    ]
    assert "sara-suggests" in Revision.objects.latest("pk").note
    sara.reload()
    expect(sara.locator(".suggestion-decisions li")).to_have_count(2)


def test_what_is_suggested_without_a_connection_follows(
    desk_of: Callable[..., Page], live: Article
) -> None:
    sara = desk_of(person("sara-suggests", "journalist"))
    suggest(sara, live)
    sara.route("**/keep/", lambda route: route.abort())
    replace_word(sara, "القاهرة", "الإسكندرية")
    expect(sara.locator("[data-save-state=away]")).to_be_visible()
    sara.unroute("**/keep/")
    expect(sara.locator("[data-save-state=saved]")).to_be_visible()
    assert "الإسكندرية" in Suggestion.objects.get().texts["body"]
    sara.reload()
    expect(body(sara).locator("ins.suggested")).to_have_text("الإسكندرية")


def test_acceptance_that_is_not_saved_leaves_the_suggestion(
    desk_of: Callable[..., Page], live: Article, editor: User
) -> None:
    desk = desk_of(editor)
    desk.goto(change(live))
    open_page(desk, "suggestions")
    suggest(desk_of(person("sara-suggests", "journalist")), live, ("القاهرة", "الإسكندرية"))
    # It arrives in the open page, without anybody coming back to it.
    expect(desk.locator("#panel-tab-suggestions .tab-count")).to_have_text("1", timeout=10_000)
    accept = hunk(desk, "الإسكندرية").get_by_role("button", name="قبول")
    accept.click()
    expect(body(desk)).to_contain_text("الإسكندرية")
    body(desk).focus()
    desk.keyboard.press("Control+z")
    expect(body(desk)).to_contain_text("القاهرة")
    expect(accept).to_be_visible()
    accept.click()
    expect(desk.locator("[data-save-state=saved]")).to_be_visible()

    other = desk_of(editor)
    other.goto(change(live))
    expect(other.locator("#panel-tab-suggestions .tab-count")).to_have_text("1")
    assert Suggestion.objects.waiting().count() == 1


def test_the_list_is_used_by_keys_and_keeps_the_rules_of_the_desk(
    desk_of: Callable[..., Page], live: Article, editor: User
) -> None:
    sara = desk_of(person("sara-suggests", "journalist"))
    suggest(sara, live, ("القاهرة", "الإسكندرية"), ("مساء", "صباح"))
    workflow.save(
        live,
        by=editor,
        data=live.latest_revision.data | {"body_ar": BODY.replace("مساء", "ظهر")},
        base=live.latest_revision_id,
    )
    desk = desk_of(editor)
    desk.goto(change(live))
    open_page(desk, "suggestions")
    expect(hunk(desk, "صباح").locator("[data-conflict]")).to_be_visible()
    desk.get_by_role("button", name="الاقتراح التالي").press("Enter")
    expect(hunk(desk, "الإسكندرية")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(hunk(desk, "صباح")).to_be_focused()
    untranslated = "no Latin word stands on an Arabic page"  # held by the test of every page
    rules = [name for name in DESK_RULES if name != untranslated]
    for page in (desk, sara):
        assert broken_at_desk(page, *rules) == {}
        assert nameless(page) == []
    desk.keyboard.press("ArrowUp")
    expect(hunk(desk, "الإسكندرية")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(body(desk)).to_be_focused()
    assert desk.evaluate("String(getSelection())") == "القاهرة"

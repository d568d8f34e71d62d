"""What the page that merges two versions says, asks and refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from articles import workflow
from articles.admin.merge_page import MergeVersion
from articles.admin.text_diff import diff_paragraphs
from articles.models import Article, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.admin.test_article_history import SignIn, url

FIRST, SECOND, THIRD = (
    f"<p>{text}</p>" for text in ("افتتح الوزير المعرض", "وحضر المحافظ", "وتستمر الأيام")
)

HELD_ALREADY = "The newest version holds all of the other one already."

type Two = Callable[..., Revision]
type Page = Callable[[Revision], Any]


@pytest.fixture
def two(draft: Article, journalist: User, editor: User) -> Two:
    """The editor's newest version and the journalist's beside it; returns the journalist's.

    As a save keeps it that does not merge by itself, whatever the two differ in.
    """

    def make(base: dict[str, Any], newest: dict[str, Any], mine: dict[str, Any]) -> Revision:
        first = draft.revisions.get()
        data = first.data | base
        start = workflow.save(draft, by=journalist, data=data, base=first.pk)
        workflow.save(draft, by=editor, data=data | newest, base=start.pk)
        return factories.save_beside(draft, journalist, data | mine, start.pk)

    return make


@pytest.fixture
def page(signed_in: SignIn, journalist: User, draft: Article) -> Page:
    """The merge page of a version as the journalist opens it."""
    return lambda mine: signed_in(journalist).get(url(draft, f"merge/{mine.pk}/"))


@pytest.fixture
def send(signed_in: SignIn, journalist: User, draft: Article) -> Callable[..., Any]:
    def post(mine: Revision, **sent: Any) -> Any:
        names = {name.replace("__", ":"): value for name, value in sent.items()}
        return signed_in(journalist).post(url(draft, f"merge/{mine.pk}/"), names)

    return post


def bodies(*texts: str) -> list[dict[str, Any]]:
    return [{"body_ar": text} for text in texts]


def put_in(changes: Any) -> list[str]:
    return [
        piece.text
        for change in changes
        for row in change.rows
        for piece in row.pieces
        if piece.kind == "ins"
    ]


def text_of(conflict: Any) -> list[list[str]]:
    return [version.text for version in conflict.versions]


def test_what_comes_from_whom_is_listed_beside_a_conflict_of_the_same_text(
    two: Two, page: Page
) -> None:
    mine = two(
        *bodies(
            FIRST + SECOND,
            f"<p>جديد الأحدث</p>{FIRST}<p>وحضر المحافظ أمس</p>",
            f"{FIRST}<p>وحضر المحافظ مساء</p>{THIRD}",
        )
    )
    context = page(mine).context
    assert [conflict.key for conflict in context["conflicts"]] == ["body_ar:1"]
    assert put_in(context["from_newest"]) == ["جديد الأحدث"]
    assert put_in(context["from_mine"]) == ["وتستمر الأيام"]


def test_paragraphs_that_nobody_changed_are_not_listed(two: Two, page: Page) -> None:
    mine = two(*bodies(FIRST + SECOND, FIRST + SECOND + THIRD, f"<p>مقدمة</p>{FIRST}{SECOND}"))
    [change] = page(mine).context["from_mine"]
    assert [[piece.text for piece in row.pieces] for row in change.rows] == [["مقدمة"]]


def test_section_before_both_is_shown_by_its_name(two: Two, page: Page) -> None:
    before, newest, mine = (factories.SectionFactory(name_ar=name) for name in ("محليات", "ب", "ت"))
    revision = two(*({"section": section.pk} for section in (before, newest, mine)))
    assert page(revision).context["conflicts"][0].base == ["محليات"]


def figure(image: Any, caption: str = "") -> str:
    line = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{image.pk}">{line}</figure>'


def test_answers_that_differ_in_the_picture_alone_name_their_pictures(two: Two, page: Page) -> None:
    old, new, own = (factories.ImageFactory(title=name) for name in ("قديمة", "ميدان", "جسر"))
    revision = two(*bodies(figure(old), figure(new), figure(own, "عند الغروب")))
    newest, mine = text_of(page(revision).context["conflicts"][0])
    assert "ميدان" in newest[0]
    assert ("جسر" in mine[0], "عند الغروب" in mine[0]) == (True, True)


def test_two_pictures_of_one_title_are_told_apart(two: Two, page: Page) -> None:
    old, new, own = (factories.ImageFactory(title="ميدان") for _n in range(3))
    revision = two(*bodies(figure(old), figure(new), figure(own)))
    newest, mine = text_of(page(revision).context["conflicts"][0])
    assert newest != mine


def test_two_lead_pictures_of_one_title_are_told_apart(two: Two, page: Page) -> None:
    images = [factories.ImageFactory(title="ميدان") for _n in range(3)]
    revision = two(*({"lead_image": image.pk} for image in images))
    newest, mine = text_of(page(revision).context["conflicts"][0])
    assert newest != mine


def test_answers_that_differ_in_the_address_of_a_link_show_it(two: Two, page: Page) -> None:
    links = (f'<p><a href="https://{host}/">البيان</a></p>' for host in ("a.eg", "b.eg", "c.eg"))
    newest, mine = text_of(page(two(*bodies(*links))).context["conflicts"][0])
    assert ("https://b.eg/" in newest[0], "https://c.eg/" in mine[0]) == (True, True)


@pytest.mark.parametrize(
    ("newest", "mine"),
    [
        ("<p><strong>عاجل</strong></p>", "<p><em>عاجل</em></p>"),
        ("<h2>عاجل</h2>", "<h3>عاجل</h3>"),
        ("<blockquote><p>عاجل</p></blockquote>", "<ul><li><p>عاجل</p></li></ul>"),
        (
            '<blockquote class="pullquote"><p>عاجل</p></blockquote>',
            "<blockquote><p>عاجل</p></blockquote>",
        ),
        ('<p lang="fr">عاجل</p>', '<p dir="ltr">عاجل</p>'),
    ],
)
def test_answers_that_differ_in_markup_alone_are_told_apart(
    two: Two, page: Page, newest: str, mine: str
) -> None:
    one, other = text_of(page(two(*bodies("<p>عاجل</p>", newest, mine))).context["conflicts"][0])
    assert one != other


def test_change_of_a_picture_that_is_taken_says_which(two: Two, page: Page) -> None:
    image = factories.ImageFactory(title="ميدان")
    revision = two(*bodies(FIRST, FIRST + figure(image), SECOND + FIRST))
    assert any("ميدان" in text for text in put_in(page(revision).context["from_newest"]))


def test_base_paragraphs_are_blocks_in_their_own_order(two: Two, page: Page) -> None:
    html = page(two(*bodies(FIRST + SECOND, "", THIRD))).content.decode()
    assert html.index('<p dir="auto">افتتح') < html.index('<p dir="auto">وحضر')


def test_each_answer_says_which_text_of_the_other_it_drops(two: Two, page: Page) -> None:
    revision = two(*bodies(FIRST, "<p>أ</p>", "<p>ب</p>"))
    [conflict] = page(revision).context["conflicts"]
    assert [version.dropped for version in conflict.versions] == [["ب"], ["أ"]]
    html = page(revision).content.decode()
    assert "<bdi>sara</bdi>:" in html
    assert '<del dir="auto" lang="ar">ب</del>' in html


def test_answer_that_keeps_what_the_other_took_out_says_so(two: Two, page: Page) -> None:
    revision = two(*bodies(FIRST + SECOND, f"{FIRST}<p>أ</p>", FIRST))
    [conflict] = page(revision).context["conflicts"]
    assert [version.is_kept_in for version in conflict.versions] == [True, False]
    assert not conflict.offers_both


def test_people_of_one_name_are_told_apart_by_the_moment(
    two: Two, page: Page, draft: Article, journalist: User
) -> None:
    revision = two(*bodies(FIRST, "<p>أ</p>", "<p>ب</p>"))
    draft.revisions.update(created_by=journalist)
    names = page(revision).context["names"]
    assert names["newest"] != "sara"


def test_version_of_nobody_is_called_by_what_it_is(two: Two, page: Page, draft: Article) -> None:
    revision = two(*bodies(FIRST, "<p>أ</p>", "<p>ب</p>"))
    draft.revisions.update(created_by=None)
    names = page(revision).context["names"]
    assert len({*names.values(), "None", ""}) == 4


def test_refusal_names_what_is_not_answered(two: Two, send: Callable[..., Any]) -> None:
    mine = two({}, {"kicker_ar": "أ", "headline_ar": "ب"}, {"kicker_ar": "ت", "headline_ar": "ث"})
    with translation.override("ar"):
        response = send(mine, base=mine.article.latest_revision_id, kicker_ar__1="mine")
    [message] = response.context["messages"]
    assert ("العنوان" in str(message), "التمهيد" in str(message)) == (True, False)
    assert {each.key: each.is_open for each in response.context["conflicts"]} == {
        "headline_ar:1": True,
        "kicker_ar:1": False,
    }


def test_passages_of_one_text_are_numbered(two: Two, page: Page) -> None:
    mine = two(
        *bodies(FIRST + SECOND + THIRD, f"<p>أ</p>{SECOND}<p>ب</p>", f"<p>ت</p>{SECOND}<p>ث</p>")
    )
    labels = [conflict.label for conflict in page(mine).context["conflicts"]]
    assert (len(set(labels)), "2" in labels[1]) == (2, True)


@pytest.fixture
def foreign(editor: User) -> Revision:
    """The only revision of another article."""
    return workflow.create(by=editor, data={"headline_ar": "آخر"}).revisions.get()


@pytest.mark.parametrize("seen", ["", "x", "999999", "foreign", "mine"])
def test_merge_without_the_version_that_was_seen_is_asked_again(
    two: Two, send: Callable[..., Any], draft: Article, foreign: Revision, seen: str
) -> None:
    mine = two({}, {"kicker_ar": "أ"}, {"kicker_ar": "ب"})
    base = {"foreign": foreign.pk, "mine": mine.pk}.get(seen, seen)
    count = draft.revisions.count()
    response = send(mine, base=base, kicker_ar__1="mine")
    assert (response.status_code, draft.revisions.count()) == (200, count)
    assert len(response.context["messages"]) == 1
    assert not any(version.is_chosen for version in response.context["conflicts"][0].versions)


def test_posts_articles_and_rules_are_named(two: Two, page: Page, live: Article) -> None:
    post = '<div data-embed="https://x.com/a/status/1"></div>'
    revision = two(
        *bodies(FIRST, f"{post}<hr>", f'<aside data-article="{live.pk}"></aside>{SECOND}')
    )
    newest, mine = text_of(page(revision).context["conflicts"][0])
    assert ("https://x.com/a/status/1" in newest[0], newest[1]) == (True, "———")
    assert live.headline_ar in mine[0]


def removed_texts(context: Any) -> list[tuple[str, list[str]]]:
    return [(part.name, each.texts) for part in context["removals"] for each in part.removed]


def test_paragraph_that_one_side_took_out_is_listed_with_its_text_and_who_it_was(
    two: Two, page: Page
) -> None:
    mine = two(*bodies(FIRST + SECOND + THIRD, FIRST + THIRD, f"{FIRST}{SECOND}"))
    response = page(mine)
    names = response.context["names"]
    assert removed_texts(response.context) == [
        (names["newest"], ["وحضر المحافظ"]),
        (names["mine"], ["وتستمر الأيام"]),
    ]
    assert '<del dir="auto">وحضر المحافظ</del>' in response.content.decode()


def test_what_was_taken_out_is_not_listed_a_second_time_among_the_changes(
    two: Two, page: Page
) -> None:
    mine = two(*bodies(FIRST + SECOND, FIRST + SECOND + THIRD, FIRST))
    context = page(mine).context
    assert context["from_mine"] == []
    assert put_in(context["from_newest"]) == ["وتستمر الأيام"]


def test_paragraph_that_was_moved_is_shown_in_its_new_place_and_not_as_taken_out(
    two: Two, page: Page
) -> None:
    mine = two(*bodies(FIRST + SECOND + THIRD, FIRST + SECOND + THIRD, SECOND + THIRD + FIRST))
    context = page(mine).context
    assert context["removals"] == []
    [change] = context["from_mine"]
    assert [(row.move, row.is_origin) for row in change.rows] == [(1, False)]


@pytest.mark.parametrize(
    ("sent", "stands"), [({"body_ar__out__1": "keep"}, FIRST + SECOND), ({}, FIRST)]
)
def test_paragraph_that_was_taken_out_stands_if_it_is_kept(
    two: Two, send: Callable[..., Any], draft: Article, sent: dict[str, str], stands: str
) -> None:
    mine = two(*bodies(FIRST + SECOND, FIRST + SECOND + THIRD, FIRST))
    draft.refresh_from_db()
    assert send(mine, base=draft.latest_revision_id, **sent).status_code == 302
    draft.refresh_from_db()
    assert draft.latest_revision is not None
    assert draft.latest_revision.data["body_ar"] == stands + THIRD


def test_what_was_to_be_kept_is_still_marked_after_a_refusal(
    two: Two, send: Callable[..., Any], draft: Article
) -> None:
    base, newest, mine = bodies(FIRST + SECOND, FIRST + SECOND, FIRST)
    beside = two(base, newest | {"kicker_ar": "أ"}, mine | {"kicker_ar": "ب"})
    draft.refresh_from_db()
    response = send(beside, base=draft.latest_revision_id, body_ar__out__1="keep")
    assert [each.is_kept for part in response.context["removals"] for each in part.removed] == [
        True
    ]


def test_picture_that_was_taken_out_is_named(two: Two, page: Page) -> None:
    image = factories.ImageFactory(title="ميدان")
    mine = two(*bodies(FIRST + figure(image), FIRST + figure(image) + THIRD, FIRST))
    [(_name, [text])] = removed_texts(page(mine).context)
    assert "ميدان" in text


def test_field_that_one_side_emptied_is_listed(two: Two, page: Page) -> None:
    section = factories.SectionFactory(name_ar="محليات")
    mine = two({"section": section.pk}, {"kicker_ar": "أ"}, {"section": None})
    assert [texts for _name, texts in removed_texts(page(mine).context)] == [["محليات"]]


def test_version_that_only_took_something_out_is_not_said_to_be_held_already(
    two: Two, page: Page
) -> None:
    html = page(two(*bodies(FIRST + SECOND, FIRST + SECOND, FIRST))).content.decode()
    for language in ("ar", "en"):
        with translation.override(language):
            assert translation.gettext(HELD_ALREADY) not in html


def test_comparison_says_what_a_merge_took_out_with_one_side(
    two: Two, send: Callable[..., Any], draft: Article, signed_in: SignIn, editor: User
) -> None:
    mine = two(*bodies(FIRST + SECOND + THIRD, FIRST + SECOND + THIRD, FIRST))
    draft.refresh_from_db()
    send(mine, base=draft.latest_revision_id, body_ar__out__2="keep")
    draft.refresh_from_db()
    query = f"compare/?old={mine.pk}&new={draft.latest_revision_id}"
    dropped = signed_in(editor).get(url(draft, query)).context["dropped"]
    assert [each.texts for each in dropped] == [["وحضر المحافظ"]]


def test_what_an_answer_leaves_as_it_was_is_folded_away_but_beside_its_changes() -> None:
    base = ["افتتح الوزير المعرض", *(f"فقرة باقية رقم {number}" for number in range(6))]
    text = ["افتتح السفير المعرض", *base[1:]]
    rows = diff_paragraphs(base, text)
    version = MergeVersion("mine", False, text, rows, [], False, language="ar", place="one-mine")
    folded = [(passage.is_folded, len(passage.rows)) for passage in version.passages]
    assert folded == [(False, 1), (False, 1), (True, 5)]


def test_answer_shows_its_changes_and_its_whole_text_at_a_click(two: Two, page: Page) -> None:
    shown = page(two(*bodies(FIRST, FIRST.replace("افتتح", "دشّن"), FIRST.replace("افتتح", "زار"))))
    assert "<del>افتتح</del>" in shown.text
    assert shown.text.count('<details class="diff-folded"><summary>') == 2

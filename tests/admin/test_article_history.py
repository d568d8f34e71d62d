from collections.abc import Callable

import pytest
from django.test import Client

from articles import content, workflow
from articles.models import Article, Revision
from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]


@pytest.fixture
def edited(draft: Article, editor: User) -> Article:
    """The journalist's draft with an editor's second revision."""
    first = draft.revisions.get()
    data = first.data | {"headline_ar": "افتتاح خط قديم للقطار السريع"}
    workflow.save(draft, by=editor, data=data, base=first.pk, note="راجعت العنوان")
    return draft


@pytest.fixture
def pair(edited: Article) -> list[Revision]:
    return list(edited.revisions.order_by("pk"))


def url(article: Article, rest: str) -> str:
    return f"/admin/articles/article/{article.pk}/{rest}"


def test_history_says_who_did_what_and_why(
    signed_in: SignIn, colleague: User, edited: Article
) -> None:
    html = signed_in(colleague).get(url(edited, "history/")).content.decode()

    assert ("راجعت العنوان" in html, "<bdi>mona</bdi>" in html) == (True, True)


def test_comparison_marks_the_words_that_changed(
    signed_in: SignIn, colleague: User, edited: Article, pair: list[Revision]
) -> None:
    query = f"compare/?old={pair[0].pk}&new={pair[1].pk}"
    html = signed_in(colleague).get(url(edited, query)).content.decode()

    assert ("<del>جديد</del>" in html, "<ins>قديم</ins>" in html) == (True, True)


def test_comparison_can_hide_vowel_marks(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision]
) -> None:
    data = pair[1].data | {"headline_ar": "افتتاح خطّ قديم للقطـار السريع"}
    third = workflow.save(edited, by=editor, data=data, base=pair[1].pk)

    query = f"compare/?old={pair[1].pk}&new={third.pk}&ignore=tashkeel&ignore=tatweel"
    response = signed_in(editor).get(url(edited, query))

    assert [change.name for change in response.context["changes"]] == []


@pytest.mark.parametrize("query", ["", "?old=1&new=x", "?old=999&new=999", "?old=\x00&new=١"])
def test_comparison_of_nothing_is_not_found(
    signed_in: SignIn, editor: User, edited: Article, query: str
) -> None:
    assert signed_in(editor).get(url(edited, f"compare/{query}")).status_code == 404


def test_revision_of_another_article_is_not_found(
    signed_in: SignIn, editor: User, edited: Article, live: Article
) -> None:
    other = workflow.create(by=editor, data={"headline_ar": "آخر"}).revisions.get()

    assert signed_in(editor).get(url(edited, f"revision/{other.pk}/")).status_code == 404


def test_editor_restores_an_older_revision(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision]
) -> None:
    signed_in(editor).post(url(edited, f"restore/{pair[0].pk}/"))

    newest = edited.revisions.order_by("-pk")[0]
    assert (newest.data, edited.revisions.count()) == (pair[0].data, 3)


def test_restoring_from_an_old_tab_does_not_bury_a_newer_save(
    signed_in: SignIn, editor: User, journalist: User, edited: Article, pair: list[Revision]
) -> None:
    client, page = signed_in(editor), url(edited, f"revision/{pair[0].pk}/")
    sent = {"revision": str(client.get(page).context["version"])}
    data = pair[1].data | {"headline_ar": "ما حفظته سارة"}
    workflow.save(edited, by=journalist, data=data, base=pair[1].pk)

    response = client.post(url(edited, f"restore/{pair[0].pk}/"), sent)
    assert (response.status_code, edited.revisions.count()) == (200, 3)
    assert "سارة</ins>" in response.content.decode()

    sent["revision"] = str(response.context["version"])
    client.post(url(edited, f"restore/{pair[0].pk}/"), sent)
    assert edited.revisions.count() == 4


def test_restoring_from_an_old_tab_says_what_was_done_since(
    signed_in: SignIn, editor: User, chief: User, edited: Article, pair: list[Revision]
) -> None:
    client, page = signed_in(editor), url(edited, f"revision/{pair[0].pk}/")
    html = client.get(page).content.decode()
    token = f"{pair[1].pk}-{edited.transitions.get().pk}"
    assert f'name="revision" value="{token}"' in html
    workflow.publish(edited, by=chief, note="عاجل جدا")

    response = client.post(url(edited, f"restore/{pair[0].pk}/"), {"revision": token})

    assert edited.revisions.count() == 2
    assert "عاجل جدا" in response.content.decode()


def test_restoring_a_killed_article_is_refused(
    signed_in: SignIn, editor: User, chief: User, edited: Article, pair: list[Revision]
) -> None:
    workflow.kill(edited, by=chief, reason="قانوني")

    response = signed_in(editor).post(url(edited, f"restore/{pair[0].pk}/"))

    assert (response.status_code, edited.revisions.count()) == (302, 2)


def test_journalist_restores_nothing(
    signed_in: SignIn, journalist: User, edited: Article, pair: list[Revision]
) -> None:
    response = signed_in(journalist).post(url(edited, f"restore/{pair[0].pk}/"))

    assert (response.status_code, edited.revisions.count()) == (403, 2)


def test_restoring_needs_a_post(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision]
) -> None:
    signed_in(editor).get(url(edited, f"restore/{pair[0].pk}/"))

    assert edited.revisions.count() == 2


@pytest.fixture
def beside(edited: Article, pair: list[Revision], journalist: User) -> Revision:
    """What the journalist typed upon the first revision while the editor saved the second."""
    data = pair[0].data | {"kicker_ar": "مواصلات"}
    return factories.save_beside(edited, journalist, data, pair[0].pk)


def test_merge_takes_what_only_one_side_changed_from_that_side(
    signed_in: SignIn, journalist: User, edited: Article, beside: Revision
) -> None:
    context = signed_in(journalist).get(url(edited, f"merge/{beside.pk}/")).context

    assert [change.name for change in context["from_mine"]] == ["kicker_ar"]
    assert "headline_ar" in [change.name for change in context["from_newest"]]
    assert context["conflicts"] == []


def test_merged_text_is_the_newest_revision_made_upon_both(
    signed_in: SignIn, journalist: User, edited: Article, pair: list[Revision], beside: Revision
) -> None:
    signed_in(journalist).post(url(edited, f"merge/{beside.pk}/"), {"base": pair[1].pk})

    edited.refresh_from_db()
    assert (edited.kicker_ar, edited.headline_ar) == ("مواصلات", pair[1].data["headline_ar"])
    newest = edited.revisions.order_by("-pk")[0]
    assert (newest.base, newest.merged) == (pair[1], beside)


@pytest.fixture
def disputed(edited: Article, pair: list[Revision], journalist: User) -> Revision:
    """A headline that the journalist changed while the editor changed it too."""
    data = pair[0].data | {"headline_ar": "عنوان الصحفية"}
    return workflow.save(edited, by=journalist, data=data, base=pair[0].pk)


def test_what_both_changed_must_be_answered(
    signed_in: SignIn, journalist: User, edited: Article, pair: list[Revision], disputed: Revision
) -> None:
    response = signed_in(journalist).post(
        url(edited, f"merge/{disputed.pk}/"), {"base": pair[1].pk}
    )

    assert response.status_code == 200
    assert [conflict.key for conflict in response.context["conflicts"]] == ["headline_ar:1"]
    assert edited.revisions.count() == 3


def test_answer_of_a_conflict_stands(
    signed_in: SignIn, journalist: User, edited: Article, pair: list[Revision], disputed: Revision
) -> None:
    sent = {"base": pair[1].pk, "headline_ar:1": "mine"}
    signed_in(journalist).post(url(edited, f"merge/{disputed.pk}/"), sent)

    edited.refresh_from_db()
    assert edited.headline_ar == "عنوان الصحفية"


def test_verbs_that_carry_the_newest_on_name_what_is_not_merged(
    signed_in: SignIn, editor: User, edited: Article, beside: Revision
) -> None:
    client = signed_in(editor)

    for verb in ("submit", "publish"):
        assert f"/merge/{beside.pk}/" in client.get(url(edited, f"do/{verb}/")).content.decode()


def test_version_beside_the_newest_is_shown_until_it_is_merged(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision], beside: Revision
) -> None:
    client = signed_in(editor)
    data = pair[1].data | {"dateline_ar": "القاهرة"}
    newest = workflow.save(edited, by=editor, data=data, base=pair[1].pk)
    assert f"/merge/{beside.pk}/" in client.get(url(edited, "change/")).content.decode()
    client.post(url(edited, f"merge/{beside.pk}/"), {"base": newest.pk})
    assert f"/merge/{beside.pk}/" not in client.get(url(edited, "change/")).content.decode()


def test_merge_upon_a_revision_that_is_no_longer_the_newest_asks_again(
    signed_in: SignIn,
    journalist: User,
    editor: User,
    edited: Article,
    pair: list[Revision],
    beside: Revision,
) -> None:
    data = pair[1].data | {"dateline_ar": "القاهرة"}
    workflow.save(edited, by=editor, data=data, base=pair[1].pk)

    sent = {"base": pair[1].pk}
    response = signed_in(journalist).post(url(edited, f"merge/{beside.pk}/"), sent)

    kept = edited.revisions.order_by("-pk")[0]
    assert response["Location"].endswith(f"/merge/{kept.pk}/")


def test_waiting_merge_is_shown_on_the_form(
    signed_in: SignIn, journalist: User, edited: Article, beside: Revision
) -> None:
    html = signed_in(journalist).get(url(edited, "change/")).content.decode()

    assert f"/merge/{beside.pk}/" in html


def test_colleague_merges_nothing(
    signed_in: SignIn, colleague: User, edited: Article, beside: Revision
) -> None:
    assert signed_in(colleague).post(url(edited, f"merge/{beside.pk}/")).status_code == 403


@pytest.fixture
def merged(
    signed_in: SignIn, journalist: User, edited: Article, pair: list[Revision], disputed: Revision
) -> Revision:
    """The two merged, with the editor's headline and without the journalist's."""
    sent = {"base": pair[1].pk, "headline_ar:1": "newest"}
    signed_in(journalist).post(url(edited, f"merge/{disputed.pk}/"), sent)
    return edited.revisions.order_by("-pk")[0]


def chosen(signed_in: SignIn, person: User, article: Article) -> tuple[int, int]:
    """The versions that the history offers to compare, the old one first."""
    context = signed_in(person).get(url(article, "history/")).context
    return context["chosen_old"], context["chosen_new"]


def test_merged_version_is_compared_with_the_one_that_was_merged_into_it(
    signed_in: SignIn, editor: User, edited: Article, merged: Revision, disputed: Revision
) -> None:
    assert chosen(signed_in, editor, edited) == (disputed.pk, merged.pk)


def test_version_that_follows_a_merge_is_compared_with_the_merged_one(
    signed_in: SignIn, editor: User, edited: Article, merged: Revision
) -> None:
    last = workflow.save(edited, by=editor, data=merged.data | {"kicker_ar": "ت"}, base=merged.pk)
    assert chosen(signed_in, editor, edited) == (merged.pk, last.pk)


def test_newest_version_is_compared_with_its_base_whatever_was_saved_beside_it(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision], beside: Revision
) -> None:
    assert chosen(signed_in, editor, edited) == (pair[0].pk, pair[1].pk)


def test_only_version_is_compared_with_itself(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    only = draft.revisions.get().pk
    assert chosen(signed_in, editor, draft) == (only, only)


def test_comparison_of_a_merged_version_says_what_the_merge_dropped(
    signed_in: SignIn, editor: User, edited: Article, merged: Revision, disputed: Revision
) -> None:
    query = f"compare/?old={disputed.pk}&new={merged.pk}"
    response = signed_in(editor).get(url(edited, query))
    [dropped] = response.context["dropped"]
    assert (dropped.name, dropped.texts) == ("sara", ["عنوان الصحفية"])
    assert "عنوان الصحفية</del>" in response.content.decode()


def test_comparison_of_a_merged_version_leads_to_both_it_was_made_from(
    signed_in: SignIn,
    editor: User,
    edited: Article,
    pair: list[Revision],
    merged: Revision,
    disputed: Revision,
) -> None:
    query = f"compare/?old={disputed.pk}&new={merged.pk}"
    html = signed_in(editor).get(url(edited, query)).content.decode()
    assert f'href="?old={pair[1].pk}&amp;new={merged.pk}"' in html


def test_paragraph_that_a_merge_kept_is_not_called_dropped(
    signed_in: SignIn, editor: User, journalist: User, edited: Article, pair: list[Revision]
) -> None:
    data = pair[1].data | {"body_ar": "<p>نص المحررة</p>"}
    newest = workflow.save(edited, by=editor, data=data, base=pair[1].pk)
    own = pair[1].data | {"body_ar": "<p>نص الصحفية</p>"}
    mine = workflow.save(edited, by=journalist, data=own, base=pair[1].pk)
    sent = {"base": newest.pk, "body_ar:1": "both"}
    client = signed_in(editor)
    client.post(url(edited, f"merge/{mine.pk}/"), sent)
    both = edited.revisions.order_by("-pk")[0]
    response = client.get(url(edited, f"compare/?old={mine.pk}&new={both.pk}"))
    assert response.context["dropped"] == []


@pytest.mark.parametrize(
    "page",
    ["change/", "compare/?old={0}&new={1}", "merge/{0}/", "revision/{1}/", "do/submit/?seen={0}"],
)
def test_version_of_a_newer_program_is_said_to_be_one(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision], page: str
) -> None:
    Revision.objects.filter(pk=pair[1].pk).update(schema=content.SCHEMA + 1)
    address = url(edited, page.format(pair[0].pk, pair[1].pk))

    response = signed_in(editor).get(address)

    assert response.status_code == 503
    assert "كتبها إصدار أحدث من البرنامج" in response.text
    assert url(edited, "history/") in response.text


def test_history_with_a_version_of_a_newer_program_opens(
    signed_in: SignIn, editor: User, edited: Article, pair: list[Revision]
) -> None:
    Revision.objects.filter(pk=pair[1].pk).update(schema=content.SCHEMA + 1)

    assert signed_in(editor).get(url(edited, "history/")).status_code == 200


def test_history_marks_what_readers_see_and_nothing_else(
    signed_in: SignIn, editor: User, published: Callable[..., Article]
) -> None:
    article = published()
    client, address = signed_in(editor), url(article, "history/")
    assert client.get(address).context["live"] == {article.latest_revision_id}

    workflow.withdraw(article, by=editor)

    assert client.get(address).context["live"] == set()

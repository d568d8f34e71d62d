"""Two versions compared: with what readers see, side by side, and fields taken back from it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article, Revision
from newsroom.accounts.models import User

SignIn = Callable[[User], Client]
TEXT = "".join(f"<p>فقرة رقم {word} من النص</p>" for word in ("أولى", "ثانية", "ثالثة", "رابعة"))
EVIL = "<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href='javascript:x'>نص</a></p>"


@pytest.fixture
def save(live: Article, editor: User) -> Callable[..., Revision]:
    """Save the changes upon the newest version of the live article."""

    def make(**changes: Any) -> Revision:
        live.refresh_from_db()
        assert live.latest_revision is not None
        data = live.latest_revision.data | changes
        return workflow.save(live, by=editor, data=data, base=live.latest_revision_id)

    return make


@pytest.fixture
def page(signed_in: SignIn, editor: User, live: Article) -> Callable[[str], Any]:
    client = signed_in(editor)
    return lambda query: client.get(f"/admin/articles/article/{live.pk}/compare/?{query}")


def test_version_is_compared_with_what_readers_see(save: Any, page: Any) -> None:
    save(kicker_ar="قبل النشر")
    newest = save(headline_ar="عنوان لم ينشر")
    changes = page(f"old=live&new={newest.pk}").context["changes"]
    assert [change.name for change in changes] == ["headline_ar", "kicker_ar"]


def test_language_that_is_not_live_is_no_difference_to_what_readers_see(
    save: Any, page: Any
) -> None:
    newest = save(headline_en="Not yet", slug_en="not-yet")
    assert page(f"old=live&new={newest.pk}").context["changes"] == []


def test_two_times_what_readers_see_is_not_found(page: Any) -> None:
    assert page("old=live&new=live").status_code == 404


def test_moved_paragraph_links_its_two_places(save: Any, page: Any) -> None:
    old = save(body_ar=TEXT)
    first, *others = TEXT.split("</p>")
    new = save(body_ar="</p>".join([*others[:-1], first, ""]))
    html = page(f"old={old.pk}&new={new.pk}").content.decode()
    for one, other in (("from", "to"), ("to", "from")):
        assert f'id="change-body_ar-{one}-1" href="#change-body_ar-{other}-1"' in html


@pytest.mark.parametrize("view", ["", "&view=beside"])
def test_text_like_markup_stays_text(save: Any, page: Any, view: str) -> None:
    old, new = save(body_ar="<p>نص</p>"), save(body_ar=EVIL, kicker_ar='"><img src=x onerror=y>')
    html = page(f"old={old.pk}&new={new.pk}{view}").content.decode()
    assert ("<script>alert" in html, "<img src=x" in html, "javascript:" in html) == (False,) * 3


def test_comparison_costs_the_same_whatever_differs(
    save: Any, page: Any, django_assert_max_num_queries: Any
) -> None:
    old, new = save(body_ar=TEXT), save(headline_ar="آخر", tags=[], body_ar="<p>قصير</p>")
    with django_assert_max_num_queries(12):
        page(f"old={old.pk}&new={new.pk}")


def test_one_field_is_restored_and_the_others_stay(
    signed_in: SignIn, editor: User, live: Article, save: Any, page: Any
) -> None:
    old, new = save(kicker_ar="قديم", body_ar=TEXT), save(kicker_ar="جديد", body_ar="<p>أقصر</p>")
    context = page(f"old={old.pk}&new={new.pk}").context
    sent = {"field": "body_ar", "revision": str(context["version"])}
    signed_in(editor).post(context["restorable"], sent)
    newest = live.revisions.order_by("-pk")[0]
    assert (newest.data["body_ar"], newest.data["kicker_ar"]) == (TEXT, "جديد")
    assert (newest.restored_from, newest.base) == (None, new)
    assert live.transitions.order_by("-pk")[0].details["fields"] == ["body_ar"]


def test_older_version_offers_only_what_differs_from_the_newest(
    signed_in: SignIn, editor: User, live: Article, save: Any
) -> None:
    old, _new = save(kicker_ar="قديم"), save(kicker_ar="جديد")
    address = f"/admin/articles/article/{live.pk}/revision/{old.pk}/"
    html = signed_in(editor).get(address).content.decode()
    assert html.count('name="field"') == 1


def test_those_who_may_not_restore_are_offered_nothing(
    signed_in: SignIn, journalist: User, live: Article, save: Any
) -> None:
    old, new = save(kicker_ar="قديم"), save(kicker_ar="جديد")
    address = f"/admin/articles/article/{live.pk}/compare/?old={old.pk}&new={new.pk}"
    assert signed_in(journalist).get(address).context["restorable"] == ""

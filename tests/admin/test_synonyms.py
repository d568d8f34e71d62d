"""The desk's screen of synonyms, beside the searches without a result."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.search.indexing import index
from articles.search.models import SynonymGroup
from articles.search.synonyms import keep
from articles.search.zero_results import record
from newsroom.accounts.models import User
from tests.conftest import NOW

LIST = "/admin/articles_search/synonymgroup/"
ZERO_RESULTS = "/admin/articles_search/zeroresultquery/"
HIT = "<mark>"
SignIn = Callable[[User], Client]


@pytest.fixture
def oil(db: None) -> SynonymGroup:
    """The only group of the newsroom."""
    SynonymGroup.objects.all().delete()
    group = SynonymGroup(words="نفط\nبترول")
    keep(group)
    return group


def errors(response: Any) -> list[str]:
    return list(response.context["adminform"].form.errors["words"])


def test_list_shows_each_group_and_its_direction(
    signed_in: SignIn, editor: User, oil: SynonymGroup
) -> None:
    page = signed_in(editor).get(LIST).content.decode()

    assert '<bdi dir="rtl">نفط</bdi>، <bdi dir="rtl">بترول</bdi>' in page
    assert f"{LIST}{oil.pk}/change/" in page


def test_group_is_found_by_any_form_of_its_words(
    signed_in: SignIn, editor: User, oil: SynonymGroup
) -> None:
    client = signed_in(editor)
    found = [client.get(LIST, {"q": q}).context["cl"].result_count for q in ("والبترول", "ذهب", "")]

    assert found == [1, 0, 1]


def test_added_group_is_searched_at_once(
    signed_in: SignIn, editor: User, oil: SynonymGroup, published: Callable[..., Article]
) -> None:
    article = published(headline_ar="مرصد يراقب الكوكب")
    index([article.pk], at=NOW)
    client = signed_in(editor)

    before = client.get("/search/", {"q": "تلسكوب"}).content.decode().count(HIT)
    response = client.post(f"{LIST}add/", {"words": "تلسكوب\nمرصد"})
    after = client.get("/search/", {"q": "تلسكوب"}).content.decode().count(HIT)

    assert (response.status_code, before, after) == (302, 0, 1)


def test_deleted_group_is_searched_no_more(
    signed_in: SignIn, editor: User, oil: SynonymGroup, published: Callable[..., Article]
) -> None:
    article = published(headline_ar="أسعار البترول")
    index([article.pk], at=NOW)
    client = signed_in(editor)

    before = client.get("/search/", {"q": "النفط"}).content.decode().count(HIT)
    client.post(f"{LIST}{oil.pk}/delete/", {"post": "yes"})
    after = client.get("/search/", {"q": "النفط"}).content.decode().count(HIT)

    assert (before, after) == (1, 0)


def test_question_before_deletion_names_the_group_alone(
    signed_in: SignIn, editor: User, oil: SynonymGroup
) -> None:
    response = signed_in(editor).get(f"{LIST}{oil.pk}/delete/")

    assert response.context["deleted_objects"] == ["نفط، بترول"]


def test_direction_is_changed(signed_in: SignIn, editor: User, oil: SynonymGroup) -> None:
    signed_in(editor).post(
        f"{LIST}{oil.pk}/change/", {"words": "نفط\nبترول\nخام", "is_one_way": "on"}
    )

    oil.refresh_from_db()
    assert (oil.members, oil.is_one_way) == (["نفط", "بترول", "خام"], True)


@pytest.mark.parametrize("words", ["", "زرافة", "زرافة\nمن", "زرافة\nالنفط", "زرافة\n!"])
def test_group_that_cannot_stand_is_refused(
    signed_in: SignIn, editor: User, oil: SynonymGroup, words: str
) -> None:
    response = signed_in(editor).post(f"{LIST}add/", {"words": words})

    assert (response.status_code, len(errors(response))) == (200, 1)
    assert list(SynonymGroup.objects.all()) == [oil]


def test_same_form_sent_twice_makes_one_group(
    signed_in: SignIn, editor: User, oil: SynonymGroup
) -> None:
    client = signed_in(editor)
    sent = {"words": "تلسكوب\nمرصد", "form_key": "a" * 32}

    statuses = [client.post(f"{LIST}add/", sent).status_code for _n in range(2)]

    assert (statuses, SynonymGroup.objects.count()) == ([302, 302], 2)


def test_screens_are_one_click_apart(signed_in: SignIn, editor: User, oil: SynonymGroup) -> None:
    record("فستق حلبي", language="ar", at=timezone.now())
    client = signed_in(editor)

    zero_results = client.get(ZERO_RESULTS)
    assert f'href="{LIST}"' in zero_results.content.decode()
    assert f'href="{ZERO_RESULTS}"' in client.get(LIST).content.decode()

    form = client.get(zero_results.context["rows"][0].synonyms_url).context["adminform"].form
    assert form["words"].value() == "فستق حلبي"


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("editor", [200, 200, 200]),
        ("chief", [200, 200, 200]),
        ("administrator", [200, 403, 403]),
        ("journalist", [403, 403, 403]),
    ],
)
def test_editors_keep_the_groups(
    signed_in: SignIn,
    request: pytest.FixtureRequest,
    oil: SynonymGroup,
    who: str,
    statuses: list[int],
) -> None:
    client = signed_in(request.getfixturevalue(who))
    pages = (LIST, f"{LIST}add/", f"{LIST}{oil.pk}/delete/")

    assert [client.get(page).status_code for page in pages] == statuses


def test_administrator_is_offered_nothing_to_change(
    signed_in: SignIn, administrator: User, oil: SynonymGroup
) -> None:
    record("فستق حلبي", language="ar", at=timezone.now())
    client = signed_in(administrator)

    assert f"{LIST}add/" not in client.get(ZERO_RESULTS).content.decode()
    assert client.post(f"{LIST}{oil.pk}/change/", {"words": "أ\nب"}).status_code == 403

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Author, Revision, Tag
from articles.related import engine
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted, rows

LIST = "/admin/articles/article/"
ADD = "/admin/articles/article/add/"
SignIn = Callable[[User], Client]


def page(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def newest(article: Article) -> dict[str, Any]:
    return Revision.objects.filter(article=article).order_by("-pk")[0].data


def save(client: Client, article: Article, **changes: Any) -> Any:
    revision = Revision.objects.filter(article=article).order_by("-pk")[0]
    return client.post(page(article), posted(revision.data, **{"base": revision.pk} | changes))


def test_new_article_offers_the_writers_own_byline(
    signed_in: SignIn, journalist: User, sara: Author
) -> None:
    response = signed_in(journalist).get(ADD)

    assert f"سارة محمود #{sara.pk}" in response.content.decode()


def test_new_article_is_a_draft_of_the_writer(
    signed_in: SignIn, journalist: User, content: Callable[..., dict[str, Any]]
) -> None:
    response = signed_in(journalist).post(ADD, posted(content()))

    article = Article.objects.get()
    assert (article.state, article.created_by, article.headline_ar) == (
        "draft",
        journalist,
        content()["headline_ar"],
    )
    assert response["Location"] == page(article)


def test_saving_writes_a_revision_on_the_newest(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    before = draft.revisions.get()

    save(signed_in(journalist), draft, headline_ar="عنوان ثان", note="غيرت العنوان")

    after = draft.revisions.order_by("pk").last()
    assert after is not None
    assert (after.base, after.note, after.data["headline_ar"]) == (
        before,
        "غيرت العنوان",
        "عنوان ثان",
    )


def test_saving_a_live_article_leaves_what_readers_see(
    signed_in: SignIn, journalist: User, live: Article
) -> None:
    save(signed_in(journalist), live, headline_ar="عنوان لم ينشر")

    live.refresh_from_db()
    assert live.headline_ar != "عنوان لم ينشر"
    assert newest(live)["headline_ar"] == "عنوان لم ينشر"


def test_form_shows_the_newest_revision_of_a_live_article(
    signed_in: SignIn, journalist: User, live: Article
) -> None:
    client = signed_in(journalist)
    save(client, live, headline_ar="عنوان لم ينشر")

    assert "عنوان لم ينشر</textarea>" in client.get(page(live)).content.decode()


def test_nothing_is_saved_when_nothing_was_typed(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    save(signed_in(journalist), draft)

    assert draft.revisions.count() == 1


def test_save_button_of_a_verb_leads_to_its_page(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    response = save(signed_in(journalist), draft, headline_ar="عنوان", then="submit")

    saved = draft.revisions.newest_first().first()
    assert saved is not None
    seen = f"{saved.pk}-{draft.transitions.get().pk}"
    assert response["Location"] == f"/admin/articles/article/{draft.pk}/do/submit/?seen={seen}"


def test_every_field_keeps_its_language_under_an_english_screen(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    html = signed_in(journalist).get(f"/en{page(draft)}").content.decode()

    assert '<html lang="en" dir="ltr"' in html
    assert 'lang="ar" dir="rtl"' in html
    assert 'lang="en" dir="ltr"' in html


def test_validation_error_loses_no_text(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    response = save(signed_in(journalist), draft, headline_ar="ط" * 300, body_ar="<p>نص طويل</p>")

    html = response.content.decode()
    assert ("ط" * 300 in html, "نص طويل" in html, draft.revisions.count()) == (True, True, 1)


def test_bylines_are_kept_in_the_order_of_their_numbers(
    signed_in: SignIn, journalist: User, draft: Article, sara: Author, author: Author
) -> None:
    entries = rows(
        "bylines",
        [{"author": sara.pk, "role": "writer"}, {"author": author.pk, "role": "photographer"}],
    )

    save(signed_in(journalist), draft, **entries | {"bylines-0-ORDER": 2, "bylines-1-ORDER": 1})

    assert [row["author"] for row in newest(draft)["bylines"]] == [author.pk, sara.pk]


def test_author_is_found_by_name(
    signed_in: SignIn, journalist: User, draft: Article, author: Author
) -> None:
    entries = rows("bylines", [{"author": "كريم الشاذلي", "role": "writer"}])

    save(signed_in(journalist), draft, **entries)

    assert newest(draft)["bylines"] == [{"author": author.pk, "role": "writer"}]


def test_unclear_name_is_refused(signed_in: SignIn, journalist: User, draft: Article) -> None:
    factories.AuthorFactory.create_batch(2, name_ar="أحمد علي")
    entries = rows("bylines", [{"author": "أحمد علي", "role": "writer"}])

    response = save(signed_in(journalist), draft, **entries)

    assert (response.status_code, draft.revisions.count()) == (200, 1)


def test_pins_keep_their_order(
    signed_in: SignIn, journalist: User, draft: Article, published: Callable[..., Article]
) -> None:
    first, second = published(headline_ar="أول"), published(headline_ar="ثان")
    entries = rows("pins", [{"article": f"ثان #{second.pk}"}, {"article": f"#{first.pk}"}])

    save(signed_in(journalist), draft, **entries)

    assert newest(draft)["pins"] == [second.pk, first.pk]


def test_tags_are_separated_by_commas_of_both_scripts(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    save(signed_in(journalist), draft, tags="السكك الحديدية، القاهرة, Cairo Metro")

    names = Tag.objects.filter(pk__in=newest(draft)["tags"]).values_list("name_ar", flat=True)
    assert set(names) == {"السكك الحديدية", "القاهرة", "Cairo Metro"}


def test_spelling_variant_is_the_tag_that_exists(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    tag = Tag.objects.named(["أحمد زويل"])[0]

    save(signed_in(journalist), draft, tags="احمد زويل")

    assert newest(draft)["tags"] == [tag.pk]


def test_new_tag_is_refused_without_the_permission(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    group = journalist.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_tag"))

    response = save(signed_in(journalist), draft, tags="وسم جديد")

    assert "وسم جديد" in response.content.decode()
    assert (Tag.objects.count(), draft.revisions.count()) == (0, 1)


def test_refused_save_leaves_no_new_tag(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    save(signed_in(journalist), draft, tags="وسم جديد", section="999999")

    assert Tag.objects.count() == 0


def test_embargo_is_local_time_of_the_site(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    save(signed_in(journalist), draft, embargo_until="2026-12-01T09:30", note="طلب الوزارة")

    stored = datetime.fromisoformat(newest(draft)["embargo_until"])
    assert stored == datetime(2026, 12, 1, 7, 30, tzinfo=UTC)


def test_hour_that_comes_twice_asks_which(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    response = save(signed_in(journalist), draft, embargo_until="2026-10-29T23:30")

    html = response.content.decode()
    assert 'value="2026-10-29T23:30"' in html
    assert 'name="embargo_until_hour" value="1"' in html


def test_somebody_elses_article_is_shown_but_not_taken(
    signed_in: SignIn, colleague: User, draft: Article
) -> None:
    client = signed_in(colleague)

    shown, sent = client.get(page(draft)), save(client, draft, headline_ar="سرقة")

    assert (shown.status_code, sent.status_code) == (200, 403)
    assert 'id="article_form"' not in shown.content.decode()


def test_killed_article_is_not_edited(signed_in: SignIn, chief: User, draft: Article) -> None:
    workflow.kill(draft, by=chief, reason="خطأ")

    assert save(signed_in(chief), draft, headline_ar="عودة").status_code == 403


HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "quotes": "\"><img src=x onerror=alert(1)>'",
    "bidi": "\u202e\u2066abc\u2069\u200f",
    "nul": "a\x00b",
    "noncharacter": "\ufffe\uffff",
    "long": "ا" * 5000,
    "number": "9" * 40,
    "negative": "-1",
}
FIELDS = [
    "kicker_ar",
    "headline_ar",
    "standfirst_en",
    "body_ar",
    "slug_ar",
    "seo_title_ar",
    "dateline_ar",
    "lead_image_caption_ar",
    "kind",
    "section",
    "tags",
    "lead_image",
    "embargo_until",
    "embargo_until_hour",
    "note",
    "base",
    "bylines-0-author",
    "bylines-0-role",
    "bylines-0-ORDER",
    "bylines-TOTAL_FORMS",
    "then",
]


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_values_are_refused_or_stored_clean(
    signed_in: SignIn, journalist: User, draft: Article, field: str
) -> None:
    client = signed_in(journalist)

    statuses = {save(client, draft, **{field: value}).status_code for value in HOSTILE.values()}

    stored = [f"{row.data}{row.note}" for row in Revision.objects.all()]
    assert statuses <= {200, 302}
    assert not any(bad in text for text in stored for bad in ("\u202e", "\\u202e", "\\x00"))


def test_markup_in_a_line_is_shown_as_text(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    client = signed_in(journalist)

    save(client, draft, headline_ar="<script>alert(1)</script>")

    pages = (page(draft), f"/admin/articles/article/{draft.pk}/history/", "/admin/", LIST)
    assert not any(b"<script>alert" in client.get(path).content for path in pages)


def test_body_of_two_megabytes_is_refused_with_a_message(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    response = save(signed_in(journalist), draft, body_ar=f"<p>{'ا' * 1_000_000}</p>")

    assert (response.status_code, draft.revisions.count()) == (200, 1)
    assert response.context["has_errors"]


def test_ticked_neighbour_is_pinned_after_the_rows(
    signed_in: SignIn, editor: User, draft: Article, published: Callable[..., Article]
) -> None:
    first, second = published(), published()
    entries = rows("pins", [{"article": f"#{first.pk}"}])

    save(signed_in(editor), draft, **entries, pin_also=[second.pk])

    assert newest(draft)["pins"] == [first.pk, second.pk]


def test_banned_neighbour_is_no_pin(
    signed_in: SignIn, editor: User, draft: Article, published: Callable[..., Article]
) -> None:
    banned = published()
    entries = rows("pins", [{"article": f"#{banned.pk}"}])

    save(signed_in(editor), draft, **entries, bans=[banned.pk])

    assert (newest(draft)["pins"], newest(draft)["bans"]) == ([], [banned.pk])


def test_page_offers_to_lift_a_ban(
    signed_in: SignIn, editor: User, draft: Article, published: Callable[..., Article]
) -> None:
    banned = published(headline_ar="عنوان ممنوع")
    client = signed_in(editor)
    save(client, draft, bans=[banned.pk])

    page_text = client.get(page(draft)).content.decode()

    assert f'name="bans" value="{banned.pk}" checked' in page_text


def test_ban_that_is_no_number_is_refused(signed_in: SignIn, editor: User, draft: Article) -> None:
    response = save(signed_in(editor), draft, bans=["x"])

    assert response.status_code == 200


def test_page_names_possible_duplicates(
    signed_in: SignIn, editor: User, draft: Article, published: Callable[..., Article]
) -> None:
    twin = published(headline_ar=draft.headline_ar, at=timezone.now())
    engine.recompute(twin.pk)

    page_text = signed_in(editor).get(page(draft)).content.decode()

    assert reverse("admin:articles_article_change", args=[twin.pk]) in page_text

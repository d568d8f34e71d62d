from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, Correction
from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]
Fresh = Callable[[Article], Article]


def url(article: Article, verb: str) -> str:
    return f"/admin/articles/article/{article.pk}/do/{verb}/"


def buttons(client: Client, article: Article) -> set[str]:
    context = client.get(f"/admin/articles/article/{article.pk}/change/").context
    return {verb for verb, _label in context["verbs"]}


def local(delta: timedelta) -> str:
    return f"{timezone.localtime(timezone.now() + delta):%Y-%m-%dT%H:%M}"


def test_journalist_may_only_submit_an_own_draft(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    assert buttons(signed_in(journalist), draft) == {"submit"}


def test_colleague_has_no_buttons(signed_in: SignIn, colleague: User, draft: Article) -> None:
    assert buttons(signed_in(colleague), draft) == set()


def test_editor_reviews_and_publishes(signed_in: SignIn, editor: User, submitted: Article) -> None:
    assert buttons(signed_in(editor), submitted) == {"send_back", "approve", "publish", "schedule"}


def test_chief_may_kill_as_well(signed_in: SignIn, chief: User, live: Article) -> None:
    assert buttons(signed_in(chief), live) == {"update", "correct", "withdraw", "kill"}


def test_administrator_reads_articles_only(
    signed_in: SignIn, administrator: User, draft: Article
) -> None:
    assert buttons(signed_in(administrator), draft) == set()


@pytest.mark.parametrize("verb", sorted(workflow.VERBS))
def test_verbs_of_somebody_elses_article_are_forbidden(
    signed_in: SignIn, colleague: User, draft: Article, fresh: Fresh, verb: str
) -> None:
    response = signed_in(colleague).post(url(draft, verb), {"note": "سبب"})

    assert response.status_code == (404 if verb == "restore" else 403)
    assert fresh(draft).state == "draft"


def test_journalist_cannot_publish_by_a_forged_request(
    signed_in: SignIn, journalist: User, draft: Article, fresh: Fresh
) -> None:
    response = signed_in(journalist).post(url(draft, "publish"), {"languages": ["ar"]})

    assert (response.status_code, fresh(draft).state) == (403, "draft")


def test_submit_moves_the_draft(
    signed_in: SignIn, journalist: User, draft: Article, fresh: Fresh
) -> None:
    signed_in(journalist).post(url(draft, "submit"), {"note": "جاهز"})

    assert fresh(draft).state == "submitted"


def test_incomplete_article_is_refused_with_what_is_missing(
    signed_in: SignIn, journalist: User, sara: Any, fresh: Fresh
) -> None:
    article = workflow.create(by=journalist, data={"headline_ar": "عنوان فقط"})

    response = signed_in(journalist).post(url(article, "submit"), {"note": "ملاحظة باقية"})

    assert "ملاحظة باقية" in response.content.decode()
    assert (len(list(response.context["messages"])), fresh(article).state) == (1, "draft")


def test_sending_back_needs_a_note(
    signed_in: SignIn, editor: User, submitted: Article, fresh: Fresh
) -> None:
    response = signed_in(editor).post(url(submitted, "send_back"), {"note": ""})

    assert (response.status_code, fresh(submitted).state) == (200, "submitted")


def test_author_sees_why_it_came_back(
    signed_in: SignIn, editor: User, journalist: User, submitted: Article
) -> None:
    signed_in(editor).post(url(submitted, "send_back"), {"note": "أضيفي مصدرًا"})

    page = signed_in(journalist).get(f"/admin/articles/article/{submitted.pk}/change/")

    assert "أضيفي مصدرًا" in page.content.decode()


def test_approve_moves_what_was_submitted(
    signed_in: SignIn, editor: User, submitted: Article, fresh: Fresh
) -> None:
    signed_in(editor).post(url(submitted, "approve"))

    assert fresh(submitted).state == "approved"


def test_publish_shows_it_to_readers(
    signed_in: SignIn, editor: User, submitted: Article, fresh: Fresh
) -> None:
    signed_in(editor).post(url(submitted, "publish"), {"languages": ["ar"]})

    assert fresh(submitted).is_live(at=timezone.now())


@pytest.fixture
def rewritten(draft: Article, editor: User) -> Article:
    """The draft after a colleague's newer save; `latest_revision` is the one seen before it."""
    seen = draft.revisions.get()
    workflow.save(draft, by=editor, data=seen.data | {"headline_ar": "لم يره أحد"}, base=seen.pk)
    return draft


def test_verb_on_an_older_version_is_not_done_and_shows_what_changed(
    signed_in: SignIn, editor: User, rewritten: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "revision": rewritten.latest_revision_id}
    response = signed_in(editor).post(url(rewritten, "publish"), sent)

    assert fresh(rewritten).state == "draft"
    assert "لم يره أحد" in response.content.decode()


def test_verb_is_done_once_the_newer_version_was_shown(
    signed_in: SignIn, editor: User, rewritten: Article, fresh: Fresh
) -> None:
    client = signed_in(editor)
    sent = {"languages": ["ar"], "revision": rewritten.latest_revision_id}
    shown = client.post(url(rewritten, "publish"), sent).context["form"]
    sent["revision"] = shown["revision"].value()
    client.post(url(rewritten, "publish"), sent)

    assert fresh(rewritten).is_live(at=timezone.now())


def test_dialog_of_an_older_page_shows_what_changed_since(
    signed_in: SignIn, editor: User, rewritten: Article
) -> None:
    address = f"{url(rewritten, 'publish')}?seen={rewritten.latest_revision_id}"

    assert "لم يره أحد" in signed_in(editor).get(address).content.decode()


def test_page_asks_again_with_what_it_shows(
    signed_in: SignIn, editor: User, rewritten: Article, fresh: Fresh
) -> None:
    """A dialog that was opened from an older page is confirmed once, not twice."""
    client = signed_in(editor)
    address = f"{url(rewritten, 'publish')}?seen={rewritten.latest_revision_id}"
    shown = client.get(address).context["form"]
    sent = {"languages": ["ar"], "revision": shown["revision"].value()}
    client.post(url(rewritten, "publish"), sent)

    assert fresh(rewritten).is_live(at=timezone.now())


def test_article_edited_after_its_approval_asks_again(
    signed_in: SignIn, editor: User, journalist: User, submitted: Article, fresh: Fresh
) -> None:
    approved = workflow.approve(submitted, by=editor)
    base = approved.latest_revision
    assert base is not None
    data = base.data | {"headline_ar": "بعد الاعتماد"}
    workflow.save(approved, by=journalist, data=data, base=base.pk)
    client = signed_in(editor)

    page = client.get(url(approved, "publish")).content.decode()
    assert 'name="approves"' in page
    assert "بعد الاعتماد" in page
    client.post(url(approved, "publish"), {"languages": ["ar"]})
    assert fresh(approved).state == "approved"
    client.post(url(approved, "publish"), {"languages": ["ar"], "approves": "on"})
    assert fresh(approved).state == "published"


def test_schedule_takes_local_time(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "moment": "2027-01-05T08:00"}
    signed_in(editor).post(url(draft, "schedule"), sent)

    moment = fresh(draft).published_at_ar
    assert f"{moment:%Y-%m-%d %H:%M %Z}" == "2027-01-05 06:00 UTC"


def test_hour_that_does_not_exist_is_refused_and_kept(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "moment": "2027-04-30T00:30"}
    response = signed_in(editor).post(url(draft, "schedule"), sent)

    assert 'value="2027-04-30T00:30"' in response.content.decode()
    assert fresh(draft).state == "draft"


def test_hour_that_comes_twice_is_scheduled_as_chosen(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "moment": "2027-10-28T23:30", "moment_hour": "1"}
    signed_in(editor).post(url(draft, "schedule"), sent)

    assert f"{fresh(draft).published_at_ar:%H:%M}" == "21:30"


def test_moment_in_the_past_is_refused(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "moment": local(timedelta(hours=-1))}
    response = signed_in(editor).post(url(draft, "schedule"), sent)

    assert (response.status_code, fresh(draft).state) == (200, "draft")


def test_schedule_can_be_cancelled(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    workflow.schedule(draft, by=editor, moment=timezone.now() + timedelta(days=1))

    signed_in(editor).post(url(draft, "unschedule"))

    assert fresh(draft).state == "approved"


def test_changes_are_published(
    signed_in: SignIn, editor: User, live: Article, fresh: Fresh
) -> None:
    revision = live.latest_revision
    assert revision is not None
    workflow.save(live, by=editor, data=revision.data | {"headline_ar": "جديد"}, base=revision.pk)

    signed_in(editor).post(url(live, "update"), {"significant": "on"})

    assert (fresh(live).headline_ar, fresh(live).updated_at is not None) == ("جديد", True)


def test_correction_needs_its_note(signed_in: SignIn, editor: User, live: Article) -> None:
    client = signed_in(editor)

    client.post(url(live, "correct"), {"note_ar": ""})
    client.post(url(live, "correct"), {"note_ar": "صححنا الرقم"})

    assert Correction.objects.get().note_ar == "صححنا الرقم"


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [({"headline_ar": "جديد"}, ["ar"]), ({"kicker_en": "New"}, ["en"]), ({}, ["ar", "en"])],
)
def test_correction_begins_with_the_languages_that_were_changed(
    signed_in: SignIn, editor: User, content: Any, changes: dict[str, str], chosen: list[str]
) -> None:
    data = content(headline_en="A line opens", body_en="<p>On Monday.</p>")
    article = factories.publish(by=editor, data=data, at=timezone.now())
    base = article.latest_revision_id
    workflow.save(article, by=editor, data=data | changes, base=base)
    client = signed_in(editor)
    form = client.get(url(article, "correct")).context["form"]
    assert form.fields["languages"].initial == chosen
    sent = {"languages": ["ar", "en"], "note_ar": "صححنا"}
    refused = client.post(f"/en{url(article, 'correct')}", sent)
    assert refused.context["form"].errors["note_en"] == [
        "Write it in this language as well, or take its tick away above."
    ]


def test_withdrawal_keeps_its_public_note(
    signed_in: SignIn, editor: User, live: Article, fresh: Fresh
) -> None:
    signed_in(editor).post(url(live, "withdraw"), {"note_ar": "سُحب للتدقيق", "note": "داخلي"})

    assert (fresh(live).state, fresh(live).withdrawal_note_ar) == ("withdrawn", "سُحب للتدقيق")


def test_kill_needs_a_reason_and_can_be_undone(
    signed_in: SignIn, chief: User, live: Article, fresh: Fresh
) -> None:
    client = signed_in(chief)

    states = []
    for verb, note in (("kill", ""), ("kill", "قانوني"), ("unkill", "")):
        client.post(url(live, verb), {"note": note})
        states.append(fresh(live).state)

    assert states == ["published", "killed", "withdrawn"]


def test_verb_that_is_no_longer_possible_says_so(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    response = signed_in(editor).get(url(draft, "approve"), follow=True)

    assert len(list(response.context["messages"])) == 1
    assert response.redirect_chain[0][0].endswith(f"/{draft.pk}/change/")


@pytest.mark.parametrize("value", ["\x00", "\u202e", "<b>", "9" * 40, "ا" * 5000])
@pytest.mark.parametrize("field", ["moment", "languages", "note", "revision", "moment_hour"])
def test_hostile_values_never_break_a_verb(
    signed_in: SignIn, editor: User, draft: Article, field: str, value: str
) -> None:
    sent = {"languages": ["ar"], "moment": "2027-01-05T08:00", field: value}

    assert signed_in(editor).post(url(draft, "schedule"), sent).status_code in (200, 302)


@pytest.mark.parametrize("verb", ["update", "correct"])
def test_page_of_an_update_shows_what_changes_for_readers(
    signed_in: SignIn, editor: User, live: Article, verb: str
) -> None:
    assert live.latest_revision is not None
    data = live.latest_revision.data
    data |= {"headline_ar": "عنوان آخر تمامًا", "body_ar": data["body_ar"] + "<p>خاتمة.</p>"}
    workflow.save(live, by=editor, data=data, base=live.latest_revision_id)
    context = signed_in(editor).get(url(live, verb)).context
    headline, body = context["text_change"].changes
    assert (headline.name, headline.new) == ("headline_ar", ["عنوان آخر تمامًا"])
    assert [row.pieces for row in body.rows] == [[("ins", "خاتمة.", "")]]

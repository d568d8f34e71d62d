"""Suggested edits at the desk: who may suggest and decide, and what pages and scripts are told."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import suggestions, workflow
from articles.models import Article, Autosave, Suggestion, SuggestionDecision
from articles.suggestions import Typed
from newsroom.accounts.models import User
from tests.admin.forms import posted
from tests.conftest import NOW, person

type SignIn = Callable[[User], Client]
KEY = "0123456789abcdef" * 2


@pytest.fixture
def omar(db: None) -> User:
    """A journalist who may not edit Sara's articles."""
    return person("omar", "journalist")


@pytest.fixture
def suggested(live: Article, omar: User) -> Suggestion:
    """Omar suggests another headline for Sara's live article."""
    keep(live, omar, headline="عنوان يقترحه عمر")
    return Suggestion.objects.get()


def texts(article: Article, **changes: str) -> dict[str, str]:
    article.refresh_from_db()
    assert article.latest_revision
    return suggestions.texts_of(article.latest_revision.data, "ar") | changes


def keep(article: Article, by: User, **changes: str) -> None:
    base = article.latest_revision_id or 0
    typed = Typed(KEY, 1, base, 0, texts(article, **changes))
    suggestions.keep(article, "ar", by=by, typed=typed, at=NOW)


def page(article: Article, name: str = "suggest/ar") -> str:
    return f"/admin/articles/article/{article.pk}/{name}/"


def fields(article: Article, **changes: str) -> dict[str, Any]:
    """The inputs of the page for suggesting."""
    own = {f"{field}_ar": text for field, text in texts(article).items()}
    return own | {"base": str(article.latest_revision_id), "seen": "0"} | changes


def type_text(client: Client, article: Article, by: User, **changes: Any) -> Any:
    """Send what was typed as the browser does; capitals replace the message's own values."""
    message: dict[str, Any] = {"form_key": KEY, "number": 1, "person": by.pk, "continues": ""}
    message |= {name: changes.pop(name) for name in list(changes) if name in message}
    message["fields"] = {name: [text] for name, text in fields(article, **changes).items()}
    url = page(article, "suggest/ar/keep")
    return client.post(url, json.dumps(message), content_type="application/json")


def ask(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, json.dumps(data), content_type="application/json")


def shown(article: Article, **changes: str) -> dict[str, Any]:
    """The texts as the editor's scripts send them; the body is one block."""
    own: dict[str, Any] = dict(texts(article, **changes))
    return own | {"body": [own["body"]]}


# Suggesting ---------------------------------------------------------------------------------


def test_who_may_not_edit_is_shown_the_way_to_suggest(
    signed_in: SignIn, omar: User, live: Article
) -> None:
    client = signed_in(omar)
    assert page(live, "suggest") in client.get(page(live, "change")).text
    assert client.get(page(live, "suggest")).headers["Location"] == page(live)
    assert (
        "أنت تقترح تعديلات" in client.get(page(live)).text
        or "suggesting" in client.get(page(live)).text
    )


def test_what_is_typed_is_a_suggestion_and_nothing_else(
    signed_in: SignIn, omar: User, live: Article
) -> None:
    revisions = live.revisions.count()
    answer = type_text(signed_in(omar), live, omar, headline_ar="عنوان يقترحه عمر")

    assert (answer.status_code, answer.json()["is_kept"]) == (200, True)
    assert Suggestion.objects.get().author == omar
    assert (live.revisions.count(), Autosave.objects.count()) == (revisions, 0)
    live.refresh_from_db()
    assert live.headline_ar != "عنوان يقترحه عمر"


def test_suggestion_is_kept_without_scripts_too(
    signed_in: SignIn, omar: User, live: Article
) -> None:
    sent = fields(live, headline_ar="عنوان يقترحه عمر") | {"form_key": KEY}
    response = signed_in(omar).post(page(live), sent)
    assert response.headers["Location"] == page(live, "change")
    assert Suggestion.objects.get().texts["headline"] == "عنوان يقترحه عمر"


def test_refused_suggestion_is_shown_again(signed_in: SignIn, omar: User, live: Article) -> None:
    sent = fields(live, headline_ar="عنوان " * 90) | {"form_key": KEY}
    response = signed_in(omar).post(page(live), sent)
    assert response.status_code == 200
    assert response.context["has_errors"]
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"person": 0}, 409),
        ({"form_key": "x"}, 400),
        ({"headline_ar": "عنوان " * 90}, 400),
        ({"base": "999999"}, 400),
    ],
)
def test_text_that_cannot_be_kept_is_refused_in_words(
    signed_in: SignIn, omar: User, live: Article, changes: dict[str, Any], status: int
) -> None:
    answer = type_text(signed_in(omar), live, omar, **changes)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not Suggestion.objects.exists()


def test_who_is_signed_out_is_told_so(client: Client, omar: User, live: Article) -> None:
    answer = type_text(client, live, omar)
    assert (answer.status_code, bool(answer.json()["csrf_token"])) == (401, True)


def test_nobody_suggests_on_a_killed_article(
    signed_in: SignIn, omar: User, chief: User, live: Article
) -> None:
    workflow.kill(live, by=chief, reason="خطأ")
    client = signed_in(omar)
    assert client.get(page(live)).status_code == 403
    assert type_text(client, live, omar, headline_ar="عنوان").status_code == 403


def test_reader_with_an_account_suggests_nothing(
    signed_in: SignIn, live: Article, db: None
) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    client = signed_in(reader)
    assert client.get(page(live)).status_code == 403
    assert type_text(client, live, reader, headline_ar="عنوان").status_code == 403


def test_unknown_language_has_no_page(signed_in: SignIn, omar: User, live: Article) -> None:
    assert signed_in(omar).get(page(live, "suggest/xx")).status_code == 404


def test_author_is_told_what_is_changed_in_the_text_one_types(
    signed_in: SignIn, omar: User, live: Article
) -> None:
    answer = ask(
        signed_in(omar),
        page(live, "suggest/ar/marks"),
        base=live.latest_revision_id,
        texts=shown(live, headline=f"{live.headline_ar} 👍 جدًا"),
    )
    [hunk] = answer.json()["hunks"]
    assert (hunk["field"], hunk["deleted"]) == ("headline", "")
    length = len(live.headline_ar)
    assert (hunk["start"], hunk["stop"]) == (length, length + len(" جدًا") + 3)


def test_author_goes_on_where_it_was_left(
    signed_in: SignIn, omar: User, suggested: Suggestion
) -> None:
    response = signed_in(omar).get(page(suggested.article))
    assert response.context["form"]["headline_ar"].value() == "عنوان يقترحه عمر"


def test_author_withdraws_and_nobody_else(
    signed_in: SignIn, omar: User, editor: User, suggested: Suggestion
) -> None:
    url = page(suggested.article, f"suggestion/{suggested.pk}/withdraw")
    assert signed_in(editor).post(url).status_code == 404
    client = signed_in(omar)
    assert client.get(url).status_code == 200
    client.post(url)
    suggested.refresh_from_db()
    assert suggested.withdrawn_at is not None


# Deciding -----------------------------------------------------------------------------------


def marks(client: Client, article: Article, **changes: Any) -> Any:
    return ask(client, page(article, "suggestions/ar"), texts=shown(article, **changes))


def test_who_may_save_is_told_where_each_hunk_stands(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    live = suggested.article
    [found] = marks(signed_in(editor), live).json()["suggestions"]
    [hunk] = found["hunks"]
    assert (found["author"], hunk["state"]) == (str(suggested.author), "open")
    assert live.headline_ar[hunk["start"] : hunk["stop"]] == hunk["deleted"]


def test_who_may_not_save_is_told_nothing(
    signed_in: SignIn, omar: User, suggested: Suggestion
) -> None:
    assert marks(signed_in(omar), suggested.article).status_code == 403


def test_accepted_hunk_is_told_in_its_own_words(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    answer = marks(signed_in(editor), suggested.article, headline="عنوان يقترحه عمر").json()
    [hunk] = answer["suggestions"][0]["hunks"]
    assert (hunk["state"], hunk["inserted"]) == ("applied", "عنوان يقترحه عمر")
    assert hunk["deleted"] == suggested.article.headline_ar


def test_blocks_are_counted_as_the_editor_has_them(
    signed_in: SignIn, editor: User, omar: User, live: Article
) -> None:
    body = texts(live)["body"]
    keep(live, omar, body=f"{body}<p>خاتمة يقترحها عمر.</p>")
    sent = shown(live) | {"body": ["<p></p>", body, "<p></p>"]}
    answer = ask(signed_in(editor), page(live, "suggestions/ar"), texts=sent)
    [hunk] = answer.json()["suggestions"][0]["hunks"]
    assert (hunk["leaf"], hunk["block"], hunk["end"]) == (-1, 3, 3)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"texts": []},
        {"texts": {"body": "x"}},
        {"texts": {"headline": 1}},
        {"texts": {"body": [1]}},
    ],
)
def test_what_is_no_text_is_refused(
    signed_in: SignIn, editor: User, suggested: Suggestion, sent: dict[str, Any]
) -> None:
    answer = ask(signed_in(editor), page(suggested.article, "suggestions/ar"), **sent)
    assert answer.status_code == 400


def test_base_that_is_no_revision_of_the_article_is_refused(
    signed_in: SignIn, omar: User, live: Article
) -> None:
    url = page(live, "suggest/ar/marks")
    assert ask(signed_in(omar), url, base=0, texts=shown(live)).status_code == 400


def save(client: Client, article: Article, verdict: str = "", **changes: Any) -> Any:
    """Send the form of the article, with a verdict about the one hunk that is open."""
    article.refresh_from_db()
    assert article.latest_revision
    row = suggestions.with_contents(Suggestion.objects.all()).get()
    [hunk] = suggestions.open_hunks(row)
    changes |= {"verdicts": f"{row.pk}:{hunk.key}:{verdict} 1:x:y z"} if verdict else {}
    base = changes.pop("base", article.latest_revision_id)
    sent = posted(article.latest_revision.data, base=base, **changes)
    return client.post(page(article, "change"), sent)


def test_accepted_words_are_recorded_by_the_save_that_holds_them(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    live = suggested.article
    save(signed_in(editor), live, "accepted", headline_ar="عنوان يقترحه عمر")

    decision = SuggestionDecision.objects.get()
    assert (decision.is_accepted, decision.by) == (True, editor)
    revision = live.revisions.latest("pk")
    assert decision.revision == revision
    assert "omar" in revision.note


def test_note_of_a_colleague_stands_as_it_was_written(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    changes = {"headline_ar": "عنوان يقترحه عمر", "note": "عنوان أدق"}
    save(signed_in(editor), suggested.article, "accepted", **changes)
    assert suggested.article.revisions.latest("pk").note == "عنوان أدق"


def test_rejection_is_recorded_without_a_new_version(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    revisions = suggested.article.revisions.count()
    save(signed_in(editor), suggested.article, "rejected")
    assert suggested.article.revisions.count() == revisions
    suggested.refresh_from_db()
    assert (suggested.is_open, suggested.decisions.get().is_accepted) == (False, False)


def test_refused_form_keeps_the_suggestion_open(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    response = save(signed_in(editor), suggested.article, "rejected", kind="لا شيء")
    suggested.refresh_from_db()
    assert (suggested.is_open, suggested.open_hunks) == (True, 1)
    assert "rejected" in response.context["form"]["verdicts"].value()


def test_acceptance_beside_a_newer_version_is_recorded_by_the_merge(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    live, client = suggested.article, signed_in(editor)
    base = live.latest_revision_id
    newer = live.revisions.latest("pk").data | {"headline_ar": "عنوان سبقه إليه غيره"}
    workflow.save(live, by=editor, data=newer, base=base)
    response = save(client, live, "accepted", headline_ar="عنوان يقترحه عمر", base=base)
    assert not SuggestionDecision.objects.exists()

    merge = response.headers["Location"]
    live.refresh_from_db()
    answers = client.get(merge).context["conflicts"]
    sent = {conflict.key: "mine" for conflict in answers}
    client.post(merge, sent | {"base": live.latest_revision_id})

    assert SuggestionDecision.objects.get().is_accepted


def test_who_may_not_edit_decides_nothing(
    signed_in: SignIn, omar: User, suggested: Suggestion
) -> None:
    assert save(signed_in(omar), suggested.article, "accepted").status_code == 403
    assert not SuggestionDecision.objects.exists()


def test_screen_lists_the_suggestion(
    signed_in: SignIn, editor: User, suggested: Suggestion
) -> None:
    response = signed_in(editor).get(page(suggested.article, "change"))
    assert response.context["suggestions"] == [suggested]


def test_author_who_may_not_edit_sees_what_became_of_it(
    signed_in: SignIn, omar: User, editor: User, suggested: Suggestion
) -> None:
    save(signed_in(editor), suggested.article, "rejected")
    response = signed_in(omar).get(page(suggested.article, "change"))
    assert "عنوان يقترحه عمر" in response.text


# Who hears of it ------------------------------------------------------------------------------


def listed(client: Client, name: str, query: str) -> tuple[list[Article], list[Article]]:
    """The articles in the list of the desk's first page, and in the list of articles."""
    boards = {each["name"]: each["rows"] for each in client.get("/admin/").context["lists"]}
    found = client.get(f"/admin/articles/article/?{query}").context["cl"].result_list
    return [row for row, *_ in boards.get(name, ())], list(found)


def test_first_page_lists_what_somebody_suggests_for_those_who_decide(
    signed_in: SignIn, suggested: Suggestion, journalist: User, editor: User, omar: User
) -> None:
    article = suggested.article
    for each in (journalist, editor):
        assert listed(signed_in(each), "suggested", "suggested=1") == ([article], [article])
    assert listed(signed_in(omar), "suggested", "suggested=1") == ([], [])


def test_author_of_a_suggestion_is_told_for_a_while_that_it_was_decided(
    signed_in: SignIn, suggested: Suggestion, editor: User, omar: User
) -> None:
    client = signed_in(omar)
    assert listed(client, "decided", "suggested=0") == ([], [])
    Suggestion.objects.update(open_hunks=0, resolved_at=timezone.now())
    assert listed(client, "decided", "suggested=0") == ([suggested.article], [suggested.article])
    assert listed(signed_in(editor), "decided", "suggested=0") == ([], [])
    long_ago = timezone.now() - timedelta(days=suggestions.DECIDED_DAYS)
    Suggestion.objects.update(resolved_at=long_ago)
    assert listed(client, "decided", "suggested=0") == ([], [])

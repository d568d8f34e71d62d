"""Suggested edits: kept beside the article, put upon what it became, decided with a save."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles import content, suggestions, workflow
from articles.errors import Outdated, Refused
from articles.models import Article, Suggestion, SuggestionDecision
from articles.suggestions import Typed
from newsroom.accounts.models import User
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
BODY = "<p>ذهب الوفد إلى القاهرة يوم الأحد.</p><p>وعاد إلى عمان مساء الاثنين.</p>"
SUGGESTED = "<p>ذهب الوفد إلى الإسكندرية يوم الأحد.</p><p>وعاد إلى عمان صباح الاثنين.</p>"
KEY, OTHER_KEY = "0" * 32, "1" * 32


@pytest.fixture
def article(editor: User) -> Article:
    data = {"headline_ar": "زيارة الوفد", "body_ar": BODY}
    return workflow.create(by=editor, data=data, at=NOW)


@pytest.fixture
def suggest(article: Article, journalist: User) -> Callable[..., bool]:
    """The journalist types a suggested text; `BODY` and the headline are those of the article."""

    def keep(
        *,
        by: User = journalist,
        key: str = KEY,
        number: int = 1,
        base: int = 0,
        seen: int = 0,
        **texts: str,
    ) -> bool:
        texts = {"headline": "زيارة الوفد", "body": SUGGESTED} | texts
        typed = Typed(key, number, base or article.latest_revision_id or 0, seen, texts)
        return suggestions.keep(article, "ar", by=by, typed=typed, at=NOW)

    return keep


def row() -> Suggestion:
    return suggestions.with_contents(Suggestion.objects.all()).get()


def data_of(article: Article, **changes: Any) -> content.Data:
    article.refresh_from_db()
    assert article.latest_revision
    return content.clean(content.read(article.latest_revision) | changes)


def save(article: Article, by: User, **changes: Any) -> Any:
    """Save the article as the form does, with the decisions that it sends."""
    verdicts = changes.pop("verdicts", {})
    data = data_of(article, **changes)
    decided = suggestions.decide(article, data, verdicts)
    base = article.latest_revision_id
    revision = workflow.save(article, by=by, data=data, base=base, at=NOW)
    suggestions.record(decided, by=by, revision=revision, at=NOW)
    return revision


def keys(suggestion: Suggestion) -> dict[str, str]:
    """The keys of the open hunks by the words that they put in."""
    return {hunk.inserted: hunk.key for hunk in suggestions.open_hunks(suggestion)}


# Kept ---------------------------------------------------------------------------------------


def test_a_suggestion_touches_nothing_of_the_article(
    article: Article, suggest: Callable[..., bool]
) -> None:
    before = Article.objects.filter(pk=article.pk).values().get()

    assert suggest() is True

    assert Article.objects.filter(pk=article.pk).values().get() == before
    assert article.revisions.count() == 1
    assert (row().open_hunks, row().is_open) == (2, True)


def test_later_text_of_the_form_replaces_the_earlier_one(suggest: Callable[..., bool]) -> None:
    suggest(number=1)
    suggest(number=2, headline="زيارة وفد الوزارة")
    assert row().texts["headline"] == "زيارة وفد الوزارة"


def test_older_text_that_arrives_late_is_not_kept(suggest: Callable[..., bool]) -> None:
    suggest(number=5)
    assert suggest(number=4, headline="قديم") is False
    assert row().texts["headline"] == "زيارة الوفد"


def test_text_without_a_change_makes_no_suggestion(suggest: Callable[..., bool]) -> None:
    assert suggest(body=BODY) is True
    assert not Suggestion.objects.exists()


def test_text_that_is_too_long_is_refused(suggest: Callable[..., bool]) -> None:
    with pytest.raises(Refused):
        suggest(headline="عنوان " * 90)


def test_base_of_another_article_is_refused(suggest: Callable[..., bool]) -> None:
    with pytest.raises(Refused):
        suggest(base=10**6)


def test_suggestion_gone_on_with_in_another_window_is_not_overwritten(
    suggest: Callable[..., bool],
) -> None:
    suggest(number=7)
    with pytest.raises(Outdated):
        suggest(key=OTHER_KEY, number=8, seen=3, headline="من نافذة أخرى")
    assert row().texts["headline"] == "زيارة الوفد"


def test_another_form_goes_on_with_what_it_has_seen(suggest: Callable[..., bool]) -> None:
    suggest(number=7)
    assert suggest(key=OTHER_KEY, number=8, seen=7, headline="زيارة وفد") is True
    assert row().texts["headline"] == "زيارة وفد"


def test_second_open_suggestion_of_one_person_is_refused(
    suggest: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    suggest()
    monkeypatch.setattr(suggestions, "_open_or_of_form", lambda *_of: Suggestion.objects.none())
    with pytest.raises(Outdated):
        suggest(key=OTHER_KEY, number=2)


def test_what_is_typed_after_withdrawing_is_a_new_suggestion(suggest: Callable[..., bool]) -> None:
    suggest(number=1)
    suggestions.withdraw(row(), at=NOW)
    suggest(number=2)
    assert [each.is_open for each in Suggestion.objects.in_order()] == [False, True]


def test_decided_suggestion_opens_again_with_new_edits_alone(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest(number=1)
    save(
        article,
        editor,
        verdicts=dict.fromkeys(((row().pk, key) for key in keys(row()).values()), False),
    )
    base = row().base_id
    suggest(number=2, base=base, headline="زيارة وفد")

    assert (row().is_open, row().open_hunks) == (True, 1)
    assert [hunk.field for hunk in suggestions.open_hunks(row())] == ["headline"]


# Decided ------------------------------------------------------------------------------------


def test_hunk_whose_words_were_saved_is_accepted(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    revision = save(article, editor, body_ar=BODY.replace("القاهرة", "الإسكندرية"))

    decision = SuggestionDecision.objects.get()
    assert (decision.deleted, decision.inserted) == ("القاهرة", "الإسكندرية")
    assert (decision.is_accepted, decision.by, decision.revision) == (True, editor, revision)
    assert (row().open_hunks, row().is_open) == (1, True)


def test_rejected_hunk_is_gone_and_recorded(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    save(article, editor, verdicts={(row().pk, keys(row())["صباح"]): False})

    assert [hunk.inserted for hunk in suggestions.open_hunks(row())] == ["الإسكندرية"]
    assert SuggestionDecision.objects.get().is_accepted is False


def test_suggestion_is_decided_with_its_last_hunk(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    body = BODY.replace("القاهرة", "الإسكندرية")
    save(article, editor, body_ar=body, verdicts={(row().pk, keys(row())["صباح"]): False})

    assert (row().is_open, row().resolved_at, row().open_hunks) == (False, NOW, 0)


def test_acceptance_that_was_undone_in_the_text_leaves_the_hunk_open(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    save(article, editor, verdicts={(row().pk, keys(row())["صباح"]): True}, kicker_ar="وصلة")
    assert row().open_hunks == 2


def test_hunk_that_was_accepted_and_written_on_is_accepted(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    body = BODY.replace("مساء الاثنين", "صباحا باكرا يوم الاثنين")
    save(article, editor, verdicts={(row().pk, keys(row())["صباح"]): True}, body_ar=body)
    assert SuggestionDecision.objects.get().is_accepted


def test_save_without_a_decision_leaves_all_open(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    save(article, editor, kicker_ar="وصلة")
    assert (row().open_hunks, SuggestionDecision.objects.count()) == (2, 0)


def test_what_was_accepted_beside_a_newer_version_waits_for_the_merge(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    data = data_of(article, body_ar=BODY.replace("القاهرة", "الإسكندرية"))
    base = article.latest_revision_id
    save(article, editor, body_ar=BODY.replace("القاهرة", "بيروت"))
    verdicts = {(row().pk, keys(row())["صباح"]): False}
    decided = suggestions.decide(article, data, verdicts)
    beside = workflow.save(article, by=editor, data=data, base=base, at=NOW)
    suggestions.record(decided, by=editor, revision=beside, at=NOW)

    assert [each.is_accepted for each in SuggestionDecision.objects.all()] == [False]
    assert row().open_hunks == 1


def test_two_suggestions_on_one_passage_stay_until_each_is_decided(
    article: Article, editor: User, chief: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    suggest(by=chief, key=OTHER_KEY, body=BODY.replace("القاهرة", "بيروت"))
    save(article, editor, body_ar=BODY.replace("القاهرة", "الإسكندرية"))

    other = suggestions.with_contents(Suggestion.objects.of(chief)).get()
    texts = suggestions.texts_of(data_of(article), "ar")
    current = {field: suggestions.as_blocks(field, text) for field, text in texts.items()}
    [placed] = suggestions.placed_upon(other, current)
    assert (placed.state, placed.deleted, placed.inserted) == ("conflict", "الإسكندرية", "بيروت")


# Gone on with -------------------------------------------------------------------------------


def begun(article: Article) -> suggestions.Start:
    article.refresh_from_db()
    assert article.latest_revision
    return suggestions.start(row(), article.latest_revision, "ar")


def test_author_goes_on_upon_the_newest_text(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest(headline="زيارة وفد")
    save(article, editor, body_ar=f"<p>مقدمة جديدة.</p>{BODY}")

    start = begun(article)
    assert start.base == article.latest_revision
    assert start.texts["body"] == f"<p>مقدمة جديدة.</p>{SUGGESTED}"
    assert start.texts["headline"] == "زيارة وفد"


def test_author_goes_on_without_what_was_rejected(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    save(article, editor, verdicts={(row().pk, keys(row())["صباح"]): False})
    assert begun(article).texts["body"] == BODY.replace("القاهرة", "الإسكندرية")


def test_author_goes_on_with_the_former_text_where_others_changed_the_passage(
    article: Article, editor: User, suggest: Callable[..., bool]
) -> None:
    suggest(headline="زيارة وفد")
    first = article.latest_revision
    save(article, editor, body_ar=BODY.replace("القاهرة", "بيروت"))

    start = begun(article)
    assert start.base == first
    assert (start.texts["body"], start.texts["headline"]) == (SUGGESTED, "زيارة وفد")


def test_new_suggestion_begins_with_the_newest_text(article: Article) -> None:
    assert article.latest_revision
    start = suggestions.start(None, article.latest_revision, "ar")
    assert start.texts["body"] == BODY


# Listed -------------------------------------------------------------------------------------


def test_waiting_suggestions_are_listed_in_one_query(
    article: Article,
    suggest: Callable[..., bool],
    chief: User,
    django_assert_num_queries: Any,
) -> None:
    suggest()
    suggest(by=chief, key=OTHER_KEY)
    suggestions.withdraw(Suggestion.objects.of(chief).get(), at=NOW + timedelta(hours=1))
    shown = suggestions.with_waiting(Article.objects.all()).get()
    with django_assert_num_queries(1):
        names = [str(each.author) for each in suggestions.listed(shown)]
    assert len(names) == 1


def test_article_without_suggestions_costs_no_query(
    article: Article, django_assert_num_queries: Any
) -> None:
    shown = suggestions.with_waiting(Article.objects.all()).get()
    with django_assert_num_queries(0):
        assert suggestions.listed(shown) == []


def test_own_suggestions_say_what_became_of_them(
    article: Article, editor: User, journalist: User, suggest: Callable[..., bool]
) -> None:
    suggest()
    save(article, editor, body_ar=BODY.replace("القاهرة", "الإسكندرية"))
    [own] = suggestions.own(article, journalist)
    assert [each.by for each in own.decisions.all()] == [editor]

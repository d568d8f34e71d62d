"""An editor of one section: verbs and edits of other people's articles hold in it alone."""

import pytest
from django.db.models import ProtectedError

from articles import workflow
from articles.errors import NotAllowed, OutsideSections
from articles.models import Article
from articles.workflow.rules import VERBS
from newsroom.accounts.models import User
from newsroom.accounts.roles import SECTION_BOUND
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def of_sport(journalist, content, sport):
    return workflow.create(by=journalist, data=content(section=sport.pk), at=NOW)


@pytest.fixture
def of_economy(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


def save(article, by, **changes):
    latest = article.latest_revision
    data = latest.data | changes
    return workflow.save(article, by=by, data=data, base=latest.pk, at=NOW)


def test_section_editor_publishes_in_their_section(of_sport, section_editor):
    assert workflow.publish(of_sport, by=section_editor, at=NOW).state == "published"


@pytest.mark.parametrize("verb", ["submit", "publish"])
def test_section_editor_does_nothing_to_articles_of_other_sections(
    of_economy, section_editor, verb
):
    with pytest.raises(OutsideSections):
        getattr(workflow, verb)(of_economy, by=section_editor, at=NOW)


@pytest.mark.parametrize("state", ["draft", "submitted", "live"])
def test_no_verb_is_offered_outside_the_sections(of_economy, editor, section_editor, state):
    if state != "draft":
        workflow.submit(of_economy, by=editor, at=NOW)
    if state == "live":
        workflow.publish(of_economy, by=editor, at=NOW)
    article = Article.objects.get(pk=of_economy.pk)
    assert workflow.verbs_for(article, section_editor, at=NOW) == []


def test_section_editor_has_an_editors_verbs_inside(of_sport, editor, section_editor):
    workflow.submit(of_sport, by=editor, at=NOW)
    article = Article.objects.get(pk=of_sport.pk)
    offered = workflow.verbs_for(article, section_editor, at=NOW)
    assert offered == workflow.verbs_for(article, editor, at=NOW) != []


def test_permission_of_every_verb_but_submitting_is_bound():
    bound = {verb for verb, rule in VERBS.items() if rule.permission in SECTION_BOUND}
    assert set(VERBS) - bound == {"submit"}


def test_journalist_is_told_of_their_role_and_not_of_sections(of_sport, colleague):
    with pytest.raises(NotAllowed) as refusal:
        save(of_sport, colleague, kicker_ar="x")
    assert not isinstance(refusal.value, OutsideSections)


def test_section_editor_edits_others_articles_inside_alone(of_sport, of_economy, section_editor):
    save(of_sport, section_editor, kicker_ar="x")
    with pytest.raises(OutsideSections):
        save(of_economy, section_editor, kicker_ar="x")


@pytest.mark.parametrize("to", ["economy", None])
def test_section_editor_moves_no_article_out_of_their_section(
    of_sport, section, section_editor, to
):
    with pytest.raises(OutsideSections):
        save(of_sport, section_editor, section=section.pk if to else None)
    assert of_sport.revisions.count() == 1


def test_section_editor_takes_no_article_in_from_another_section(of_economy, sport, section_editor):
    with pytest.raises(OutsideSections):
        save(of_economy, section_editor, section=sport.pk)


def test_own_article_may_stand_anywhere_and_is_published_by_others(
    section_editor, editor, content, section
):
    article = workflow.create(by=section_editor, data=content(section=section.pk), at=NOW)
    save(article, section_editor, section=section.pk, kicker_ar="x")
    article = workflow.submit(Article.objects.get(pk=article.pk), by=section_editor, at=NOW)
    with pytest.raises(OutsideSections):
        workflow.publish(article, by=section_editor, at=NOW)
    assert workflow.publish(article, by=editor, at=NOW).state == "published"


def test_own_article_may_be_moved_into_another_section(section_editor, content, sport, section):
    article = workflow.create(by=section_editor, data=content(section=sport.pk), at=NOW)
    assert save(article, section_editor, section=section.pk).data["section"] == section.pk


def test_what_waits_to_leave_the_section_is_nothing_of_its_editors(
    of_sport, editor, section_editor, section
):
    """Live in sport, moved to economy in the newest text: an update would publish there."""
    workflow.publish(of_sport, by=editor, at=NOW)
    article = Article.objects.get(pk=of_sport.pk)
    save(article, editor, section=section.pk)
    with pytest.raises(OutsideSections):
        workflow.update(Article.objects.get(pk=article.pk), by=section_editor, at=NOW)


def test_version_from_another_section_is_not_restored(of_economy, sport, editor, section_editor):
    before = of_economy.latest_revision
    save(of_economy, editor, section=sport.pk)
    article = Article.objects.get(pk=of_economy.pk)
    with pytest.raises(OutsideSections):
        workflow.restore(article, revision=before, by=section_editor, at=NOW)


def test_article_without_a_section_is_nobodys_section(journalist, content, section_editor):
    article = workflow.create(by=journalist, data=content(section=None), at=NOW)
    assert not workflow.may_edit(section_editor, article)


def test_lists_of_what_one_works_on_hold_the_section_and_ones_own(
    of_sport, of_economy, section_editor, content, section
):
    own = workflow.create(by=section_editor, data=content(section=section.pk), at=NOW)
    found = Article.objects.all().editable_by(section_editor)
    assert set(found) == {of_sport, own}


def test_lists_of_an_unbound_editor_hold_everything(of_sport, of_economy, editor):
    assert set(Article.objects.all().editable_by(editor)) == {of_sport, of_economy}


def test_rights_and_sections_are_read_in_one_query(
    of_sport, of_economy, section_editor, django_assert_num_queries
):
    articles = Article.objects.select_related("latest_revision").order_by("pk")
    sport, economy = list(articles)
    with django_assert_num_queries(1):
        allowed = [
            section_editor.has_perm("articles.review_article", row) for row in (sport, economy)
        ]
    assert allowed == [True, False]


def test_rights_over_other_objects_are_nobodys(section_editor, editor):
    assert not section_editor.has_perm("articles.change_article", editor)


def test_superuser_is_bound_by_nothing(of_economy, sport):
    root = User.objects.create_superuser("root")
    root.sections.add(sport)
    assert "publish" in workflow.verbs_for(of_economy, User.objects.get(pk=root.pk), at=NOW)


def test_change_of_sections_ends_sessions(section_editor, sport):
    before = section_editor.session_number
    sport.bound_people.clear()
    section_editor.refresh_from_db()
    assert section_editor.session_number == before + 1


def test_section_of_its_editors_is_not_deleted(section_editor, sport):
    with pytest.raises(ProtectedError):
        sport.delete()
    assert factories.SectionFactory().delete()

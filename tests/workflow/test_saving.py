from datetime import timedelta

import pytest

from articles import workflow
from articles.errors import NotAllowed, Refused, WrongState
from articles.models import Author, Revision
from tests.conftest import NOW
from tests.factories import AuthorFactory, ImageFactory, SectionFactory, TagFactory


def test_new_article_is_a_draft_with_one_revision(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    assert (article.state, article.revisions.count()) == ("draft", 1)


def test_new_article_is_of_the_moment_of_its_first_revision(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    moments = article.created_at, article.edited_at, article.latest_revision.created_at
    assert moments == (NOW, NOW, NOW)


def test_administrator_may_not_write_articles(administrator, content):
    with pytest.raises(NotAllowed):
        workflow.create(by=administrator, data=content(), at=NOW)


def test_every_save_is_a_revision_based_on_the_one_before(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    first = article.latest_revision
    second = workflow.save(article, by=journalist, data=content(), base=first.pk, at=NOW)
    assert (second.base, second.is_conflict) == (first, False)


def test_saving_a_live_article_does_not_change_what_readers_see(published, editor, content):
    article = published()
    data = content(headline_ar="عنوان آخر")
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    article.refresh_from_db()
    assert article.headline_ar == "افتتاح خط جديد للقطار السريع"
    assert article.has_unpublished_changes


def test_draft_shows_its_newest_revision_on_the_desk(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    data = content(headline_ar="عنوان آخر")
    workflow.save(article, by=journalist, data=data, base=article.latest_revision_id, at=NOW)
    article.refresh_from_db()
    assert article.headline_ar == "عنوان آخر"


def test_draft_shows_its_section_and_picture_on_the_desk(journalist, content):
    section, image = SectionFactory(), ImageFactory()
    data = content(section=section.pk, lead_image=image.pk)
    article = workflow.create(by=journalist, data=data, at=NOW)
    article.refresh_from_db()
    assert (article.section, article.lead_image) == (section, image)


def test_revision_names_the_shape_of_its_content(journalist, content, monkeypatch):
    monkeypatch.setattr("articles.content.SCHEMA", 2)
    article = workflow.create(by=journalist, data=content(), at=NOW)
    assert article.latest_revision.schema == 2


def test_save_on_an_old_base_is_kept_beside_the_newest(journalist, editor, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    base = article.latest_revision_id
    data = content(kicker_ar="له")
    newest = workflow.save(article, by=editor, data=data, base=base, at=NOW)
    late = workflow.save(article, by=journalist, data=content(kicker_ar="لي"), base=base, at=NOW)
    article.refresh_from_db()
    assert (late.is_conflict, article.latest_revision) == (True, newest)


def test_save_on_an_old_base_merges_what_others_changed_elsewhere(journalist, editor, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    base = article.latest_revision_id
    data = content(kicker_ar="له", body_ar="<p>واحد له</p><p>اثنان</p>")
    newest = workflow.save(article, by=editor, data=data, base=base, at=NOW)

    data = content(standfirst_ar="لي")
    merged = workflow.save(article, by=journalist, data=data, base=base, note="سبب", at=NOW)

    article.refresh_from_db()
    assert (article.latest_revision, merged.base) == (merged, newest)
    assert (merged.data["kicker_ar"], merged.data["standfirst_ar"]) == ("له", "لي")
    own = merged.merged
    assert (own.is_conflict, own.created_by, own.note) == (True, journalist, "سبب")
    assert (own.data["standfirst_ar"], own.data["kicker_ar"]) == ("لي", "")
    assert not article.revisions.unmerged().exists()


def test_save_on_an_old_base_merges_changes_of_neighbouring_paragraphs(journalist, editor, content):
    body = "<p>{}</p><p>{}</p><p>ثالثة</p>"
    data = content(body_ar=body.format("أولى", "ثانية"))
    article = workflow.create(by=journalist, data=data, at=NOW)
    base = article.latest_revision_id
    theirs = data | {"body_ar": body.format("أولى له", "ثانية")}
    workflow.save(article, by=editor, data=theirs, base=base, at=NOW)

    mine = data | {"body_ar": body.format("أولى", "ثانية لي")}
    saved = workflow.save(article, by=journalist, data=mine, base=base, at=NOW)

    assert saved.data["body_ar"] == body.format("أولى له", "ثانية لي")


def test_save_beside_a_version_of_a_newer_program_is_kept(journalist, editor, content, monkeypatch):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    base = article.latest_revision_id
    with monkeypatch.context() as newer:
        newer.setattr("articles.content.SCHEMA", 99)
        workflow.save(article, by=editor, data=content(kicker_ar="له"), base=base, at=NOW)

    data = content(standfirst_ar="لي")
    assert workflow.save(article, by=journalist, data=data, base=base, at=NOW).is_conflict


def test_save_with_foreign_parents_is_a_conflict_without_parents(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    pk = workflow.create(by=journalist, data=content(), at=NOW).latest_revision_id
    late = workflow.save(article, by=journalist, data=content(), base=pk, merged=pk, at=NOW)
    assert (late.is_conflict, late.base, late.merged) == (True, None, None)


def test_save_is_the_last_edit_of_its_article(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    base, later = article.latest_revision_id, NOW + timedelta(minutes=1)
    saved = workflow.save(article, by=journalist, data=content(), base=base, at=later)
    article.refresh_from_db()
    assert (article.edited_at, saved.created_at, saved.created_by) == (later, later, journalist)


def test_note_of_a_version_is_one_line_that_fits(journalist, content):
    article = workflow.create(by=journalist, data=content(), note="سطر\nآخر " * 90, at=NOW)
    note = article.latest_revision.note
    assert (len(note), note[:8]) == (500, "سطر آخر ")


def test_journalist_may_not_save_a_colleagues_article(journalist, colleague, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    with pytest.raises(NotAllowed):
        workflow.save(
            article, by=colleague, data=content(), base=article.latest_revision_id, at=NOW
        )
    assert Revision.objects.count() == 1


def test_byline_makes_an_article_ones_own(editor, journalist, content):
    author = Author.objects.get(user=journalist)
    data = content(bylines=[{"author": author.pk, "role": "writer"}])
    article = workflow.create(by=editor, data=data, at=NOW)
    assert workflow.may_edit(journalist, article)


def test_article_with_anothers_byline_is_not_ones_own(editor, journalist, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    assert not workflow.may_edit(journalist, article)


def test_killed_article_takes_no_revision(chief, content):
    article = workflow.create(by=chief, data=content(), at=NOW)
    workflow.kill(article, by=chief, reason="خطأ جسيم", at=NOW)
    with pytest.raises(WrongState):
        workflow.save(article, by=chief, data=content(), base=article.latest_revision_id, at=NOW)


def test_restored_revision_is_the_newest_draft_and_readers_see_no_change(
    published, editor, content
):
    article = published()
    first = article.latest_revision
    data = content(headline_ar="عنوان ثان")
    workflow.save(article, by=editor, data=data, base=first.pk, at=NOW)
    later = NOW + timedelta(minutes=1)
    restored = workflow.restore(article, revision=first, by=editor, at=later)
    article.refresh_from_db()
    assert (article.latest_revision, article.revisions.count()) == (restored, 3)
    assert restored.created_at == later
    assert restored.data == first.data


def test_journalist_may_not_restore(journalist, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    with pytest.raises(NotAllowed):
        workflow.restore(article, revision=article.latest_revision, by=journalist, at=NOW)


def test_tags_and_bylines_keep_their_order(editor, content):
    tags = [TagFactory().pk for _ in range(3)][::-1]
    people = [AuthorFactory() for _ in range(2)][::-1]
    bylines = [{"author": person.pk, "role": "writer"} for person in people]
    article = workflow.create(by=editor, data=content(tags=tags, bylines=bylines), at=NOW)
    assert [item.tag_id for item in article.tagged_items.order_by("pk")] == tags
    lines = article.bylines.order_by("position").values_list("position", "author")
    assert list(lines) == [(place, person.pk) for place, person in enumerate(people)]


def test_restoring_leaves_out_a_section_that_is_gone(editor, content):
    gone = SectionFactory()
    article = workflow.create(by=editor, data=content(section=gone.pk), at=NOW)
    old = article.latest_revision
    workflow.save(article, by=editor, data=content(), base=old.pk, at=NOW)
    gone.delete()
    workflow.restore(article, revision=old, by=editor, at=NOW + timedelta(minutes=1))
    article.refresh_from_db()
    assert article.section is None


def test_a_headline_too_long_is_refused_and_nothing_is_written(journalist, content):
    with pytest.raises(Refused, match="250"):
        workflow.create(by=journalist, data=content(headline_ar="أ" * 251), at=NOW)
    assert Revision.objects.count() == 0

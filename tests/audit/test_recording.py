"""What is recorded, by whom, from where, and in which transaction."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.client_address import client_address
from articles.models import Article, Section, Tag, TextRule
from articles.search.models import SynonymGroup
from articles.workflow import redirects, tag_merges
from newsroom.accounts.models import User
from newsroom.audit import recording
from newsroom.audit.context import Origin, acting
from newsroom.audit.models import Entry
from tests import factories
from tests.audit.conftest import said
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def test_verb_is_one_entry_of_who_did_what_from_which_state_to_which(editor, content, logged):
    article = workflow.create(by=editor, data=content(headline_ar="قطار"))
    logged()
    with CaptureQueriesContext(connection) as captured:
        workflow.publish(article, by=editor, note="عاجل")
    (entry,) = logged()
    assert (entry.actor_id, entry.actor, entry.action) == (editor.pk, "mona", "publish")
    assert (entry.kind, entry.object_id) == ("articles.article", str(article.pk))
    assert entry.object_name == "قطار"
    assert entry.changes["state"] == ["draft", "published"]
    assert entry.changes["note"] == [None, "عاجل"]
    assert entry.changes["languages"] == [None, ["ar"]]
    ours = [query["sql"] for query in captured if "audit_" in query["sql"]]
    assert [sql.partition("INSERT INTO")[2].split()[0] for sql in ours] == ['"audit_entry"']


def test_every_verb_is_recorded_by_its_name(chief, content, logged):
    article = workflow.create(by=chief, data=content(), at=NOW)
    workflow.submit(article, by=chief, at=NOW)
    workflow.send_back(article, by=chief, note="سطر", at=NOW)
    workflow.schedule(article, by=chief, moment=NOW + HOUR, at=NOW)
    workflow.unschedule(article, by=chief, at=NOW)
    workflow.publish(article, by=chief, at=NOW)
    workflow.withdraw(article, by=chief, at=NOW)
    workflow.kill(article, by=chief, reason="خطأ", at=NOW)
    workflow.unkill(article, by=chief, at=NOW)
    verbs = "create submit send_back schedule unschedule publish withdraw kill unkill"
    found = [entry.action for entry in logged() if entry.kind == "articles.article"]
    assert found == verbs.split()


def test_verb_that_is_rolled_back_leaves_no_entry(editor, content, logged):
    article = workflow.create(by=editor, data=content())
    logged()
    with transaction.atomic():
        workflow.publish(article, by=editor)
        assert logged()
        transaction.set_rollback(True)
    assert Entry.objects.filter(action="publish").count() == 0


def test_row_whose_entry_cannot_be_written_is_not_saved_either(transactional_db, monkeypatch):
    def fail(_entry):
        raise DatabaseError

    monkeypatch.setattr(recording, "_insert", fail)
    with pytest.raises(DatabaseError):
        Tag.objects.create(name_ar="نيل", slug_ar="نيل")
    assert not Tag.objects.exists()


def test_deleted_article_is_recorded_with_the_state_that_it_had(editor, content, logged):
    article = workflow.create(by=editor, data=content(headline_ar="قطار"))
    logged()
    article.delete()
    assert [said(entry) for entry in logged()] == [
        ("delete", "articles.article", "قطار", {"state": ["draft", None]})
    ]


# Rows ---------------------------------------------------------------------------------------


def test_changed_row_is_recorded_with_the_changed_fields_alone(section, logged):
    logged()
    stale = Section.objects.get()
    Section.objects.update(colour="teal")
    stale.name_en, stale.slug = "Business", "business"
    redirects.save_with_redirects(stale)
    changed, redirect = logged()
    # What somebody else wrote meanwhile is compared with what is stored, not with what was read.
    assert changed.changes.pop("colour") == ["teal", "blue"]
    assert changed.changes == {
        "name_en": ["Economy", "Business"],
        "slug": ["economy", "business"],
    }
    assert said(redirect)[:3] == ("create", "articles.sectionredirect", "economy")


def test_row_that_is_saved_as_it_is_writes_no_entry(section, logged):
    logged()
    section.save()
    assert logged() == []


def test_new_and_deleted_rows_are_recorded_with_their_values(section, logged):
    logged()
    child = Section.objects.create(name_ar="بورصة", slug="stocks", parent=section)
    child.delete()
    created, deleted = logged()
    assert created.changes["parent"] == [None, f"اقتصاد #{section.pk}"]
    assert created.changes["slug"] == [None, "stocks"]
    assert deleted.changes["slug"] == ["stocks", None]
    assert deleted.object_id == created.object_id


def test_moved_row_is_recorded_with_the_names_of_both_places(section, logged):
    child = factories.SectionFactory(parent=section)
    other = factories.SectionFactory(name_ar="مال")
    logged()
    child.parent = other
    child.save()
    (entry,) = logged()
    assert entry.changes == {"parent": [f"اقتصاد #{section.pk}", f"مال #{other.pk}"]}


def test_merged_tags_are_one_entry_of_the_tag_that_stayed(administrator, logged):
    stays, goes = factories.TagFactory(name_ar="مصر"), factories.TagFactory(name_ar="القطر المصري")
    logged()
    tag_merges.merge([goes], into=stays, by=administrator, at=NOW)
    entries = logged()
    merged = next(entry for entry in entries if entry.action == "merge")
    assert (merged.kind, merged.object_id) == ("articles.tag", str(stays.pk))
    assert merged.changes["merged"] == [f"القطر المصري #{goes.pk}", "مصر"]
    assert ("delete", "articles.tag") in [(entry.action, entry.kind) for entry in entries]


def test_synonyms_are_recorded_as_they_are_kept(db, logged):
    group = SynonymGroup.objects.create(words="حاسوب\nكمبيوتر")
    group.words = "حاسوب\nكمبيوتر\nحاسب"
    group.save()
    assert logged()[-1].changes == {"words": ["حاسوب\nكمبيوتر", "حاسوب\nكمبيوتر\nحاسب"]}


def test_choice_of_text_checks_is_one_entry_of_the_rules_that_changed(signed_in, chief, logged):
    client = signed_in(chief)
    logged()
    client.post("/admin/articles/textrule/", {"active": ["double_space"], "blocking": []})
    entries = [entry for entry in logged() if entry.kind == "articles.textrule"]
    assert [entry.action for entry in entries] == ["change"]
    assert TextRule.objects.count() > len(entries[0].changes) > 0
    assert {pair[1] for pair in entries[0].changes.values()} <= {"marks", "off"}


def test_preview_link_is_recorded_when_it_is_made_and_when_it_is_revoked(
    signed_in, editor, content, logged
):
    article = workflow.create(by=editor, data=content(headline_ar="قطار"))
    client, page = signed_in(editor), f"/admin/articles/article/{article.pk}/previews/"
    logged()
    client.post(page, {"language": "ar", "days": "7", "shows": "newest"})
    client.post(page, {"revoke": article.preview_links.get().pk})
    made, revoked = logged()
    assert said(made)[:3] == ("create", "articles.previewlink", "قطار")
    assert list(revoked.changes) == ["revoked_at"]
    assert revoked.actor_id == editor.pk


# People -------------------------------------------------------------------------------------


def test_role_that_is_given_or_taken_is_named(journalist, logged):
    chief = Group.objects.get_or_create(name="chief")[0]
    logged()
    journalist.groups.set([chief])
    assert [entry.changes for entry in logged()] == [
        {"groups": ["journalist", None]},
        {"groups": [None, "chief"]},
    ]
    journalist.groups.clear()
    assert [entry.changes for entry in logged()] == [{"groups": ["chief", None]}]


def test_role_that_is_given_from_the_side_of_the_role_is_recorded_as_well(journalist, logged):
    chief = Group.objects.get_or_create(name="chief")[0]
    logged()
    chief.user_set.add(journalist)
    chief.user_set.clear()
    given, taken = (said(entry) for entry in logged())
    assert given == ("change", "auth.group", "chief", {"members": [None, "sara"]})
    assert taken == ("change", "auth.group", "chief", {"members": ["sara", None]})


def test_permission_of_a_role_is_recorded_by_its_name(journalist, logged):
    logged()
    role = journalist.groups.get()
    role.permissions.add(Permission.objects.get(codename="kill_article"))
    assert logged()[0].changes == {"permissions": [None, "articles.kill_article"]}


def test_password_is_said_to_have_changed_and_nothing_of_it_is_kept(journalist, logged):
    logged()
    journalist.set_password("another-secret")
    journalist.is_active = False
    journalist.save()
    (entry,) = logged()
    assert entry.changes == {"is_active": [True, False], "password": [None, "changed"]}


def test_password_hashed_anew_at_sign_in_is_not_said_to_have_changed(journalist, settings, logged):
    hashers = "django.contrib.auth.hashers"
    settings.PASSWORD_HASHERS = [f"{hashers}.ScryptPasswordHasher", f"{hashers}.MD5PasswordHasher"]
    logged()
    assert journalist.check_password("secret-for-tests")
    assert [entry.changes for entry in logged()] == [{"password": [None, "hashed anew"]}]


def test_signing_in_and_out_is_recorded_with_the_address(client, settings, editor, logged):
    logged()
    data = {"username": "mona", "login": "mona", "password": "secret-for-tests"}
    client.post(reverse(settings.LOGIN_URL), data, REMOTE_ADDR="203.0.113.7")
    client.post(reverse("admin:logout"), REMOTE_ADDR="203.0.113.7")
    found = [(entry.action, entry.actor, entry.address) for entry in logged()]
    assert found == [("sign_in", "mona", "203.0.113.7"), ("sign_out", "mona", "203.0.113.7")]


def test_failed_sign_in_names_an_account_and_hides_what_is_none(editor, logged):
    User.objects.filter(pk=editor.pk).update(email="mona@example.org")
    logged()
    for name in ("Mona", "Mona@example.org", "my-secret-password", "my-secret-password"):
        authenticate(username=name, password="wrong-secret")
    known, by_address, unknown, again = logged()
    assert by_address.object_id == known.object_id
    assert (known.action, known.object_name, known.object_id) == (
        "sign_in_failed",
        "mona",
        str(editor.pk),
    )
    assert known.actor_id is None
    assert (unknown.object_name, unknown.object_id) == ("", "")
    assert unknown.changes == again.changes
    assert "secret" not in str([said(entry) for entry in (known, unknown)])


# From where ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (False, "198.51.100.9", "203.0.113.7"),
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "192.0.2.1, 198.51.100.9", "198.51.100.9"),
        (True, "nonsense", ""),
        (True, "", "203.0.113.7"),
    ],
)
def test_address_is_what_a_trusted_proxy_wrote_last(rf, settings, trusted, forwarded, address):
    settings.BEHIND_PROXY = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = rf.get("/", REMOTE_ADDR="203.0.113.7", headers=headers)
    assert client_address(request) == address


def test_change_at_the_desk_is_recorded_by_who_is_signed_in(signed_in, administrator, logged):
    tag = factories.TagFactory()
    client = signed_in(administrator)
    logged()
    rows = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    form = {"name_ar": "نيل", "slug_ar": "نيل", "name_en": "Nile", "slug_en": "nile"}
    client.post(f"/admin/articles/tag/{tag.pk}/change/", form | rows)
    entry = next(entry for entry in logged() if entry.kind == "articles.tag")
    assert (entry.actor_id, entry.via, entry.address) == (administrator.pk, "", "127.0.0.1")


def test_command_is_named_as_who_did_it(editor, content, published, logged):
    article = published(at=NOW)
    factories.revise(article, editor, at=NOW, headline_ar="غيره")
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    logged()
    call_command("due")
    entry = next(entry for entry in logged() if entry.action == "update")
    assert (entry.via, entry.actor) == ("command: due", "mona")


def test_work_of_no_request_and_no_command_is_called_background(logged, db):
    Tag.objects.create(name_ar="نيل", slug_ar="نيل")
    assert logged()[0].via == "background"


def test_bulk_command_is_one_entry_with_what_it_counted(transactional_db, logged, tmp_path):
    archive = tmp_path / "archive.jsonl"
    line = '{{"id": "{0}", "title": "خبر {0}", "body": "نص", "published": "2020-01-0{0}"}}'
    archive.write_text("\n".join(line.format(number) for number in (1, 2, 3)), encoding="utf-8")
    call_command("import_articles", str(archive), "--source", "old", verbosity=0)
    assert Article.objects.count() == 3
    (entry,) = logged()
    assert (entry.action, entry.object_name, entry.via) == (
        "command",
        "import_articles",
        "command: import_articles",
    )
    assert entry.changes["articles.article: import"] == [None, 3]
    assert entry.changes["source"] == [None, "old"]


def test_bulk_command_that_fails_is_recorded_as_well(db, logged):
    with pytest.raises(Exception, match="file"):
        call_command("import_articles", "/no/such/file")
    assert [entry.object_name for entry in logged()] == ["import_articles"]


def test_name_that_is_longer_than_its_column_is_cut(db):
    with acting(Origin(via="v" * 100)):
        Tag.objects.create(name_ar="ن", slug_ar="ن", description_ar="و" * 5000)
    entry = Entry.objects.get()
    assert len(entry.via) == 80
    assert entry.digest == entry.computed_digest()


def test_superuser_of_the_command_line_is_recorded(db, logged):
    call_command("createsuperuser", "--no-input", username="root", email="a@example.org")
    entry = logged()[0]
    assert (entry.via, entry.object_id) == (
        "command: createsuperuser",
        str(User.objects.get(username="root").pk),
    )
    assert entry.changes["is_superuser"] == [None, True]


def test_undone_merge_is_an_entry_of_the_tag_that_stayed(administrator, logged):
    stays, goes = factories.TagFactory(name_ar="مصر"), factories.TagFactory(name_ar="القطر المصري")
    (merge,) = tag_merges.merge([goes], into=stays, by=administrator, at=NOW)
    logged()
    tag_merges.undo(merge, by=administrator, at=NOW)
    entry = next(each for each in logged() if each.action == "unmerge")
    assert (entry.object_id, entry.changes["merged"][0]) == (str(stays.pk), "مصر")


def test_sessions_that_are_ended_are_an_entry_of_the_person_by_whoever_ended_them(
    signed_in, administrator, journalist, logged
):
    own, desk = signed_in(journalist), signed_in(administrator)
    logged()
    desk.post(f"/admin/accounts/user/{journalist.pk}/devices/")
    own.get("/admin/")
    (entry,) = [each for each in logged() if each.action == "end_sessions"]
    assert (entry.object_id, entry.actor_id) == (str(journalist.pk), administrator.pk)

"""Takes every migration of every app back and forward again in a database with data.

`test_migrations.py` calls `main` in a process of its own, whose DATABASE_URL
names an empty database. Prints what went wrong, a line each; nothing when all is well.
"""

import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import translation

from articles import outbox, workflow
from articles.models import Article, Tag
from articles.search import zero_results
from articles.workflow import redirects
from articles.workflow import tags as tag_verbs
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLES
from tests import factories

APPS = (
    "audit",
    "invitations",
    "planning",
    "articles_comments",
    "articles_frontpage",
    "articles_lists",
    "articles_newsletter",
    "articles_notifications",
    "articles_search",
    "articles_related",
    "articles_broadcast",
    "articles",
    "accounts",
)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WALKED = (1, 2, 4)
DERIVED = {"articles_search", "articles_related"}
# The bare columns follow a language of the row; what went live for all languages does no more.
BARE = {"live_revision_id", "expires_at", "updated_at", "corrected_at", "published_at"}
FORMER_TABLES = {
    "articles_search_making": "articles_search_indexrebuild",
    "articles_search_miss": "articles_search_zeroresultquery",
    "articles_search_vocable": "articles_search_vocabularyword",
}

type Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def fill() -> None:
    """Articles in every state, with all that hangs on them, written by the verbs."""
    number = User.objects.count()
    chief = User.objects.create_superuser(f"chief-{number}", password="x")
    section = factories.SectionFactory(name_ar="قسم", slug=f"one-{number}")
    author = factories.AuthorFactory(name_ar="كاتب", slug=f"one-{number}", user=chief)
    tags = [tag.pk for tag in Tag.objects.named([f"وسم {number}", "مصر"])]
    both = {"headline_en": "A line", "body_en": "<p>Text.</p>", "tags": tags}
    data = factories.content(section=section.pk, author=author.pk, **both)
    draft = workflow.create(by=chief, data=data, at=NOW)
    workflow.submit(draft, by=chief, at=NOW)
    workflow.approve(draft, by=chief, at=NOW)
    live = factories.publish(by=chief, data=data, at=NOW)
    workflow.correct(live, by=chief, notes={"ar": "خطأ", "en": "Wrong"}, at=NOW + HOUR)
    changed = data | {"kicker_ar": "مساء"}
    base = Article.objects.get(pk=live.pk).latest_revision_id
    workflow.save(live, by=chief, data=changed, base=base, at=NOW)
    workflow.update(live, by=chief, moment=NOW + 900 * HOUR, at=NOW)
    withdrawn = factories.publish(by=chief, data=data, at=NOW)
    workflow.withdraw(withdrawn, by=chief, notes={"ar": "سحب"}, at=NOW + HOUR)
    arabic = workflow.create(by=chief, data=data, at=NOW)
    workflow.publish(arabic, by=chief, languages=["ar"], at=NOW)
    waiting = workflow.create(by=chief, data=data, at=NOW)
    workflow.schedule(waiting, by=chief, moment=NOW + 900 * HOUR, at=NOW)
    workflow.kill(factories.publish(by=chief, data=data, at=NOW), by=chief, reason="x", at=NOW)
    section.slug = f"two-{number}"
    redirects.save_with_redirects(section)
    tag = Tag.objects.named([f"وسم {number}"])[0]
    tag.slug_ar = f"عنوان-{number}"
    tag_verbs.save_tag(tag)
    zero_results.record(f"فستق {number}", language="ar", at=NOW)
    outbox.deliver(limit=500)


def rows() -> Rows:
    """Every row of every table of ours, by column; a table by its name of today."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(("articles_", "accounts_")) or "_search_text" in table:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            found[FORMER_TABLES.get(table, table)] = (columns, sorted(cursor.fetchall(), key=repr))
    return found


def grants() -> set[tuple[str, str]]:
    """(role, permission) of every role; a step back takes none away, and forward keeps each."""
    granted = Group.objects.values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    )
    return {(name, f"{app}.{codename}") for name, app, codename in granted}


def missing_grants() -> Iterator[str]:
    """Roles that the migrations left with other permissions than the code says."""
    for role, wanted in ROLES.items():
        granted = {name for each, name in grants() if each == role}
        if granted != set(wanted):
            yield f"{role} differs in {granted ^ set(wanted)}"


def visible() -> set[tuple[str, int]]:
    """What readers see, by language."""

    return {
        (code, pk)
        for code in ("ar", "en")
        for moment in (NOW + 2 * HOUR, NOW + 999 * HOUR)
        for pk in Article.objects.visible(language=code, at=moment).values_list("pk", flat=True)
    }


def lost(before: Rows, between: Rows, after: Rows) -> Iterator[str]:
    """Values that were there before and while the migration was back, and differ after it."""
    for table in before.keys() & between.keys():
        kept = set(before[table][0]) & set(between[table][0]) - BARE
        if kept and only(before[table], kept) != only(after[table], kept):
            was, now = only(before[table], kept), only(after[table], kept)
            yield f"{table}: {[pair for pair in zip(was, now, strict=False) if pair[0] != pair[1]]}"


def only(table: tuple[list[str], list[tuple[Any, ...]]], kept: set[str]) -> list[dict[str, Any]]:
    columns, values = table
    return [
        {name: value for name, value in zip(columns, row, strict=True) if name in kept}
        for row in values
    ]


def derived(apps: Collection[str], line: str) -> bool:
    """The index and the profiles are made from the articles, again after such a step.

    The vocabulary is counted from the index by a migration that any step below it takes back.
    Searches without a result are counted once and cannot be made again.
    """
    if line.startswith("articles_search_vocabularyword:"):
        return True
    if line.startswith("articles_search_zeroresultquery:"):
        return False
    return not DERIVED.isdisjoint(apps) and line.startswith(
        ("articles_search_", "articles_related_")
    )


def steps() -> Iterator[list[tuple[str, str | None]]]:
    """(app, the migration to go back to) of each step: the newest one, two and four, at last all.

    The apps go together, since every step reads the whole history anew; those whose rows are made
    again from others' go by themselves. Older migrations were walked one by one when they were new.
    """
    disk = sorted(MigrationLoader(None).disk_migrations)
    for group in ([app for app in APPS if app not in DERIVED], sorted(DERIVED)):
        names = {app: [name for label, name in disk if label == app] for app in group}
        for depth in WALKED:
            yield [(app, each[-depth - 1]) for app, each in names.items() if depth < len(each)]
    yield [(app, None) for app in APPS]


def back(targets: list[tuple[str, str | None]]) -> None:
    """What `migrate APP NAME` does, for several apps at a time."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(targets)
    state = executor.migrate(targets, plan)
    emit_post_migrate_signal(0, False, connection.alias, apps=state.apps, plan=plan)


def walk(targets: list[tuple[str, str | None]]) -> Iterator[str]:
    fill()
    before, seen, granted = rows(), visible(), grants()
    back(targets)
    between = rows()
    call_command("migrate", verbosity=0)
    for line in lost(before, between, rows()):
        if not derived([app for app, _name in targets], line):
            yield f"back to {targets}: {line}"
    if all(name for _app, name in targets) and visible() != seen:
        yield f"back to {targets}: readers see {visible() ^ seen}"
    if grants() != granted:
        yield f"back to {targets}: roles have {grants() ^ granted}"


def main() -> None:
    with translation.override("ar"):
        call_command("migrate", verbosity=0)
        faults = [*missing_grants()]
        archivist = Group.objects.create(name="archivist")
        archivist.permissions.add(Permission.objects.get(codename="view_zeroresultquery"))
        faults += [fault for targets in steps() for fault in walk(targets)]
    sys.stdout.write("\n".join(faults))

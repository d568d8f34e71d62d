"""Rows for tests; articles come into being as they do in the newsroom, through the verbs."""

from datetime import datetime
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from articles import content as content_fields
from articles import workflow
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.workflow import rules, saving
from newsroom.accounts.models import User


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    name_ar = factory.Sequence(lambda n: f"قسم {n}")
    slug = factory.Sequence(lambda n: f"section-{n}")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = Tag

    name_ar = factory.Sequence(lambda n: f"وسم {n}")
    slug_ar = factory.LazyAttribute(lambda tag: tag.name_ar)


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = Author

    name_ar = factory.Sequence(lambda n: f"كاتب {n}")
    slug = factory.Sequence(lambda n: f"author-{n}")


class ImageFactory(DjangoModelFactory):
    """A row only; tests that need the file make one."""

    class Meta:
        model = Image

    title = factory.Sequence(lambda n: f"صورة {n}")
    file = factory.Sequence(lambda n: f"originals/{n}.jpg")
    digest = factory.Sequence(lambda n: f"{n:064x}")
    width = 1600
    height = 1067
    alt_ar = "مبان على ضفة النهر"
    credit = "ضفاف"


def content(*, section: int, author: int, **changes: Any) -> dict[str, Any]:
    """Complete Arabic content of an article."""
    return {
        "headline_ar": "افتتاح خط جديد للقطار السريع",
        "standfirst_ar": "يربط الخط العاصمة بالساحل في ساعتين.",
        "body_ar": "<p>افتتحت الوزارة الخط أمس.</p><p>وتبدأ الرحلات الشهر المقبل.</p>",
        "kind": "news",
        "section": section,
        "tags": [],
        "bylines": [{"author": author, "role": "writer"}],
    } | changes


def publish(*, by: User, data: dict[str, Any], at: datetime) -> Article:
    """An article written and published by `by` (an editor) at the moment."""
    article = workflow.create(by=by, data=data, at=at)
    return workflow.publish(article, by=by, at=at)


def save_beside(article: Article, by: User, data: content_fields.Data, base: int) -> Revision:
    """A version that stands beside the newest one and is not merged, whatever they differ in."""
    with transaction.atomic():
        return saving.add_revision(
            rules.lock(article),
            content_fields.clean(data),
            by=by,
            base=base,
            note="",
            at=timezone.now(),
        )


def revise(article: Article, by: User, *, at: datetime | None = None, **changes: Any) -> Revision:
    """A newer version of the article with these changes, saved upon its newest one."""
    article.refresh_from_db()
    latest = article.latest_revision
    assert latest is not None
    return workflow.save(article, by=by, data=latest.data | changes, base=latest.pk, at=at)

"""Keys and addresses lose the drawing of signs: «❤️ حب» is «حب», and 1️⃣ in an address is 1.

Tags that become one are merged as the desk merges them, and nothing is lost: articles, spellings,
addresses, and what only the tag that goes had in a language. What cannot be merged without
asking somebody (two tags alike in English only, two sections, spellings of two tags) stays
apart, as it was or with a number. Only rows with such signs are touched.
"""

import re

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from articles.arabic.normalize import DRAWINGS, fold_key
from articles.arabic.slugs import free, slugify

LANGUAGES = ("ar", "en")
DRAWN = re.compile(f"[{DRAWINGS}]")


def drawn(rows, column):
    """The number and the value of each row whose column holds such a sign, the oldest first."""
    found = rows.order_by("pk").values_list("pk", column).iterator(2000)
    return [(pk, value) for pk, value in found if value and DRAWN.search(value)]


def refill_tags(apps):
    """Each tag gets its key; returns the articles of those that another tag has taken in."""
    Tag = apps.get_model("articles", "Tag")
    moved = set()
    for pk, old in drawn(Tag.objects, "key"):
        key = fold_key(old)
        alike = Tag.objects.filter(key=key).first() or Tag.objects.filter(aliases__key=key).first()
        if alike is not None and alike.pk != pk:
            moved |= merge(apps, Tag.objects.get(pk=pk), alike)
        elif key:
            Tag.objects.filter(pk=pk).update(key=key)
    for pk, old in drawn(Tag.objects, "key_en"):
        key = fold_key(old)
        if key and not Tag.objects.filter(key_en=key).exists():
            Tag.objects.filter(pk=pk).update(key_en=key)
    return moved


def refill_spellings(apps):
    """The same spelling of the same tag stands once."""
    TagAlias = apps.get_model("articles", "TagAlias")
    for pk, old in drawn(TagAlias.objects, "key"):
        key = fold_key(old)
        tag = TagAlias.objects.values_list("tag", flat=True).get(pk=pk)
        alike = TagAlias.objects.filter(key=key).first()
        if alike is None and key:
            TagAlias.objects.filter(pk=pk).update(key=key)
        elif alike is not None and alike.tag_id == tag:
            TagAlias.objects.filter(pk=pk).delete()


def refill_names(apps):
    """Authors of one name stay two people."""
    Author = apps.get_model("articles", "Author")
    for column in ("key", "key_en"):
        for pk, old in drawn(Author.objects, column):
            Author.objects.filter(pk=pk).update(**{column: fold_key(old)})


def refill_addresses(apps):
    """Every address is found again, since what is asked for is read without such signs."""
    for model, columns in (("Tag", ("slug_ar", "slug_en")), ("Section", ("slug",))):
        refill_slugs(apps.get_model("articles", model), columns, model.lower())
    refill_slugs(apps.get_model("articles", "Author"), ("slug",), "author")
    Article = apps.get_model("articles", "Article")
    for column in ("slug_ar", "slug_en"):
        for pk, old in drawn(Article.objects, column):
            write(Article, pk, column, slugify(old))
    for model in ("SectionRedirect", "AuthorRedirect", "TagRedirect"):
        rows = apps.get_model("articles", model).objects
        for pk, old in drawn(rows, "slug"):
            row = rows.get(pk=pk)
            where = {"language": row.language} if model == "TagRedirect" else {}
            if slugify(old) and not rows.filter(slug=slugify(old), **where).exists():
                rows.filter(pk=pk).update(slug=slugify(old))


def refill_slugs(model, columns, fallback):
    """An address that another row has is numbered."""
    for column in columns:
        for pk, old in drawn(model.objects, column):
            others = model.objects.exclude(pk=pk).values_list(column, flat=True)
            write(model, pk, column, free(slugify(old) or fallback, set(others)))


def write(model, pk, column, slug):
    """The bare column follows that of the first language."""
    both = {column: slug} | ({"slug": slug} if column == "slug_ar" else {})
    model.objects.filter(pk=pk).update(**both)


def merge(apps, tag, into):
    """`tag` becomes `into`, as in `workflow.tags.merge`; returns the numbers of its articles."""
    TagMerge, TagAlias, TaggedArticle, TagRedirect = (
        apps.get_model("articles", name)
        for name in ("TagMerge", "TagAlias", "TaggedArticle", "TagRedirect")
    )
    items = TaggedArticle.objects.filter(tag=tag)
    articles = list(items.values_list("content_object", flat=True))
    before = {
        f"{what}s": {code: getattr(tag, f"{what}_{code}") or "" for code in LANGUAGES}
        for what in ("name", "slug", "description")
    }
    spellings = list(TagAlias.objects.filter(tag=tag).order_by("pk").values_list("name", flat=True))
    details = before | {"aliases": spellings, "articles": articles}
    TagMerge.objects.filter(into=tag).update(into=into)
    TagMerge.objects.create(merged=tag.pk, into=into, at=timezone.now(), details=details)
    held = TaggedArticle.objects.filter(tag=into).values_list("content_object", flat=True)
    items.filter(content_object__in=list(held)).delete()
    items.update(tag=into)
    TagAlias.objects.filter(tag=tag).update(tag=into)
    TagRedirect.objects.filter(tag=tag).update(tag=into)
    tag.delete()
    take_over(tag, into)
    keep(apps, before, into)
    return set(articles)


def take_over(tag, into):
    """What only the tag that went had: its English name and address, descriptions, its use."""
    found = {"is_retired": into.is_retired and tag.is_retired}
    key = fold_key(tag.name_en or "")
    if key and not into.name_en and not type(tag).objects.filter(key_en=key).exists():
        found |= {"name_en": tag.name_en, "slug_en": slugify(tag.slug_en or ""), "key_en": key}
    for code in LANGUAGES:
        mine, theirs = (getattr(each, f"description_{code}") for each in (into, tag))
        found[f"description_{code}"] = mine or theirs
    type(tag).objects.filter(pk=into.pk).update(**found)


def keep(apps, before, into):
    """The names that differ are spellings of the tag, and its former addresses lead to it."""
    Tag, TagAlias, TagRedirect = (
        apps.get_model("articles", name) for name in ("Tag", "TagAlias", "TagRedirect")
    )
    for name in before["names"].values():
        key = fold_key(name)
        known = Tag.objects.filter(key=key) or Tag.objects.filter(key_en=key)
        if key and not known and not TagAlias.objects.filter(key=key).exists():
            TagAlias.objects.create(tag=into, name=name)
    for code, slug in before["slugs"].items():
        slug = slugify(slug)
        if slug and not Tag.objects.filter(**{f"slug_{code}": slug}).exists():
            TagRedirect.objects.update_or_create(
                slug=slug, language=code, defaults={"tag": into}
            )


def refill(apps, schema_editor):
    moved = refill_tags(apps)
    refill_spellings(apps)
    refill_names(apps)
    refill_addresses(apps)
    if moved:
        at = timezone.now()
        Announcement = apps.get_model("articles", "Announcement")
        Announcement.objects.bulk_create(
            Announcement(article_id=pk, event="updated", at=at) for pk in sorted(moved)
        )
        apps.get_model("articles", "SiteState").objects.update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_restored_from")]

    operations = [migrations.RunPython(refill, migrations.RunPython.noop)]

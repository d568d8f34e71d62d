"""Each language gets the state, the moments and the revision that the article had for all.

What readers see stays as it is. Data alone: PostgreSQL takes no change of a
table's shape in a transaction that has changed its foreign keys.
"""

from django.db import migrations
from django.db.models import F

LANGUAGES = ("ar", "en")
SHARED = "shared"


def fill(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    Revision = apps.get_model("articles", "Revision")
    Article.objects.update(shared_revision=F("live_revision"))
    for code in LANGUAGES:
        Article.objects.update(**{f"expires_at_{code}": F("expires_at")})
        dated = Article.objects.filter(**{f"published_at_{code}__isnull": False})
        dated.filter(state__in=("published", "withdrawn", "killed")).update(
            **{
                f"publication_{code}": "withdrawn",
                f"first_published_at_{code}": F(f"published_at_{code}"),
                f"live_revision_{code}": F("live_revision"),
                f"updated_at_{code}": F("updated_at"),
                f"corrected_at_{code}": F("corrected_at"),
            }
        )
        dated.filter(state="published").update(**{f"publication_{code}": "published"})
        dated.filter(state__in=("draft", "submitted", "approved")).update(
            **{f"published_at_{code}": None}
        )
    _never_public(apps)
    _approved(apps)
    for revision in Revision.objects.filter(goes_live_at__isnull=False):
        revision.goes_live_parts = [*revision.goes_live_parts, SHARED]
        revision.save(update_fields=["goes_live_parts"])


def _never_public(apps):
    """A language that was withdrawn or killed before its moment was never public."""
    Article = apps.get_model("articles", "Article")
    Transition = apps.get_model("articles", "Transition")
    for article in Article.objects.filter(state__in=("withdrawn", "killed")).iterator():
        last = (
            Transition.objects.filter(article=article, verb__in=("withdraw", "kill"))
            .order_by("-at", "-pk")
            .first()
        )
        for code in LANGUAGES:
            moment = getattr(article, f"published_at_{code}")
            if moment is None or last is None or moment <= last.at:
                continue
            for name in ("published_at", "first_published_at", "live_revision"):
                setattr(article, f"{name}_{code}", None)
            setattr(article, f"publication_{code}", "none")
        if all(getattr(article, f"publication_{code}") == "none" for code in LANGUAGES):
            article.shared_revision = None
        article.save()


def _approved(apps):
    """An approval is that of the revision which was the newest then."""
    Article = apps.get_model("articles", "Article")
    Transition = apps.get_model("articles", "Transition")
    for article in Article.objects.filter(state="approved").iterator():
        last = (
            Transition.objects.filter(article=article, verb="approve")
            .order_by("-at", "-pk")
            .first()
        )
        article.approved_revision_id = last.revision_id if last else article.latest_revision_id
        article.save(update_fields=["approved_revision"])


def empty(apps, schema_editor):
    """One state for all languages again; a language that alone is withdrawn stays hidden."""
    Article = apps.get_model("articles", "Article")
    Revision = apps.get_model("articles", "Revision")
    Article.objects.update(live_revision=F("shared_revision"))
    for code in LANGUAGES:
        Article.objects.filter(state="published", **{f"publication_{code}": "withdrawn"}).update(
            **{f"published_at_{code}": None}
        )
    for code in reversed(LANGUAGES):
        Article.objects.filter(**{f"published_at_{code}__isnull": False}).update(
            expires_at=F(f"expires_at_{code}"),
            updated_at=F(f"updated_at_{code}"),
            corrected_at=F(f"corrected_at_{code}"),
        )
    Revision.objects.filter(goes_live_at__isnull=False, held_at__isnull=False).update(
        goes_live_at=None
    )
    for revision in Revision.objects.filter(goes_live_at__isnull=False):
        revision.goes_live_parts = [part for part in revision.goes_live_parts if part != SHARED]
        revision.save(update_fields=["goes_live_parts"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_publications")]
    operations = [migrations.RunPython(fill, empty)]

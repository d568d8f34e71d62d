"""What must hold of the database whenever the server died."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.db import connection

from articles import content
from articles.models import Article, Autosave, Revision, Submission, Transition
from articles.workflow.lineage import live_revisions
from tests.faults.people import Publisher, Typist


def half_states() -> list[str]:
    """Everything that only half of a transaction could have written."""
    connection.close()
    return [*_of_the_engine(), *_of_articles(), *_of_forms()]


def _of_the_engine() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            row = cursor.fetchone()
            if row != ("ok",):
                yield f"integrity: {row}"
            cursor.execute("PRAGMA foreign_key_check")
            for row in cursor.fetchall():
                yield f"reference: {row}"


def _of_articles() -> Iterator[str]:
    for article in Article.objects.select_related("latest_revision"):
        newest = article.revisions.filter(is_conflict=False).newest_first().first()
        if newest != article.latest_revision:
            yield f"{article.pk}: the newest version is not the newest"
        for number in live_revisions(article, ["ar"]):
            data = content.read(Revision.objects.get(pk=number))
            if (article.headline_ar, article.body_ar) != (data["headline_ar"], data["body_ar"]):
                yield f"{article.pk}: readers see another text than the live version"
        last = Transition.objects.filter(article=article, verb="update").order_by("-pk").first()
        if last is not None and last.revision_id not in live_revisions(article, ["ar"]):
            yield f"{article.pk}: the log names another live version"


def _of_forms() -> Iterator[str]:
    numbers = set(Revision.objects.values_list("pk", flat=True))
    for sent in Submission.objects.exclude(target=""):
        if sent.revision is not None and sent.revision not in numbers:
            yield f"form {sent.key}: done without its version"
    for autosave in Autosave.objects.exclude(pk__in=Autosave.objects.unsaved().values("pk")):
        yield f"form {autosave.form_key}: saved, and its text is still there as unsaved"
    bodies = Counter(
        (row.article_id, row.data["body_ar"], row.data["headline_ar"])
        for row in Revision.objects.all()
    )
    yield from (f"saved twice: {body}" for body, count in bodies.items() if count > 1)


def lost_words(typist: Typist) -> list[str]:
    """Words that the newsroom said it has, and that neither a version nor an unsaved text holds."""
    connection.close()
    rows = Revision.objects.filter(created_by=typist.pk)
    texts = [_words(row.data["body_ar"]) for row in rows]
    unsaved = {
        row.form_key: (row.number, _words(row.fields["body_ar"][0]))
        for row in Autosave.objects.filter(user=typist.pk)
    }
    lost = []
    for key, (number, words) in list(typist.kept.items()):
        at, text = unsaved.get(key, (0, ""))
        is_unsaved = at >= number and text.startswith(words)
        if not is_unsaved and not any(saved.startswith(words) for saved in texts):
            lost.append(f"{key}: {words}")
    lost += [words for words in list(typist.saved.values()) if words not in texts]
    return lost


def _words(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


def unpublished(publisher: Publisher) -> list[str]:
    """Headlines that were confirmed as saved or live, and are not."""
    connection.close()
    rows = Revision.objects.filter(article=publisher.article)
    saved = {row.data["headline_ar"] for row in rows}
    missing = [each for each in list(publisher.saved) if each not in saved]
    live = int(Article.objects.get(pk=publisher.article).headline_ar.split()[-1])
    return missing + [each for each in list(publisher.published) if int(each.split()[-1]) > live]

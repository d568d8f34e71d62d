"""Writing made-up articles straight into the tables, as the application itself leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import override

from articles import content
from articles.arabic.normalize import fold_key
from articles.arabic.slugs import slugify
from articles.models import (
    Article,
    Author,
    Byline,
    Revision,
    Section,
    Tag,
    TaggedArticle,
    Transition,
)
from articles.models.article import Publication, State
from articles.models.bulk_insert import bulk_insert
from tests.bench.generator import AUTHORS, SECTIONS, Generator, Made

SOURCE: Final = "bench"
_BATCH: Final = 1_000
_PUBLICATION: Final = ("published_at", "first_published_at", "publication", "live_revision_id")
_TRANSLATED: Final = ("headline", "standfirst", "body", "slug")

type Row = dict[str, Any]


def fill(generator: Generator, *, at: datetime) -> None:
    """Publish what the generator makes, with its sections, tags and authors.

    Each article has its live columns, one revision, tags, a byline and a line
    in the log; nothing is announced, so neither search nor related lists know
    of it yet. Constant memory.
    """
    taxonomy = _Taxonomy(generator)
    for batch in batched(enumerate(generator.made(), start=1), _BATCH, strict=False):
        with transaction.atomic():
            _write(batch, taxonomy, at)
    _set_sequences()


class _Taxonomy:
    """Sections, authors and tags, and their ids by number."""

    def __init__(self, generator: Generator) -> None:
        words = generator.vocabulary.words[500:]
        with override("ar"):
            self.sections = [
                Section.objects.create(name_ar=words[n], slug=f"bench-{n}").pk
                for n in range(SECTIONS)
            ]
            names = [f"{words[2 * n + 40]} {words[2 * n + 41]}" for n in range(AUTHORS)]
            self.authors = [
                Author.objects.create(name_ar=name, slug=f"bench-{n}").pk
                for n, name in enumerate(names)
            ]
            self.tags = self._tags(generator.tag_names())

    def _tags(self, names: Sequence[str]) -> list[int]:
        """Names that fold to the same letters are one tag."""
        keys = [fold_key(name) for name in names]
        by_key = dict(zip(keys, names, strict=True))
        made = Tag.objects.bulk_create(
            Tag(name_ar=name, slug_ar=slugify(name)) for name in by_key.values()
        )
        ids = dict(zip(by_key, (tag.pk for tag in made), strict=True))
        return [ids[key] for key in keys]


def _write(batch: Sequence[tuple[int, Made]], taxonomy: _Taxonomy, at: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value
    blank = content.clean({})
    empty = {name: value for name, value in blank.items() if value == ""}
    articles, revisions, logs, tagged, bylines = [], [], [], [], []
    for pk, made in batch:
        section, author = taxonomy.sections[made.section], taxonomy.authors[made.author]
        tags = list(dict.fromkeys(taxonomy.tags[tag] for tag in made.tags))
        texts = {
            "headline_ar": made.headline,
            "standfirst_ar": made.standfirst,
            "body_ar": made.body,
            "slug_ar": slugify(made.headline),
        }
        byline = {"author": author, "role": "writer"}
        data = blank | texts | {"section": section, "tags": tags, "bylines": [byline]}
        texts |= {name: texts[f"{name}_ar"] for name in _TRANSLATED}
        texts |= _published(pk, moment(made.at))
        articles.append(
            texts
            | {"id": pk, "section_id": section, "source_id": str(pk)}
            | {"latest_revision_id": pk, "shared_revision_id": pk}
        )
        revisions.append({"id": pk, "article_id": pk, "data": json.dumps(data)})
        logs.append({"id": pk, "article_id": pk, "revision_id": pk})
        bylines.append({"id": pk, "article_id": pk, "author_id": author})
        tagged += [{"content_object_id": pk, "tag_id": tag} for tag in tags]
    always = empty | {"state": State.PUBLISHED.value, "source": SOURCE, "created_at": moment(at)}
    always["edited_at"] = moment(at)
    log = {"verb": "import", "to_state": State.PUBLISHED.value, "details": "{}"}
    _insert(Article, articles, always)
    _insert(
        Revision,
        revisions,
        {"created_at": moment(at), "goes_live_parts": "[]", "held_details": "[]"},
    )
    _insert(Transition, logs, log | {"at": moment(at)})
    _insert(Byline, bylines, {})
    _insert(TaggedArticle, tagged, {})


def _published(pk: int, moment: Any) -> Row:
    """The publication in Arabic, and the bare columns that follow it."""
    values = (moment, moment, Publication.PUBLISHED.value, pk)
    bare = dict(zip(_PUBLICATION, values, strict=True))
    return bare | {_in_arabic(name): value for name, value in bare.items()}


def _in_arabic(column: str) -> str:
    name = column.removesuffix("_id")
    return f"{name}_ar{column.removeprefix(name)}"


def _insert(model: type[models.Model], rows: Iterable[Row], always: Row) -> None:
    """Add rows by column, `always` to each; what neither names gets the field's default."""
    rows = list(rows)
    if not rows:
        return
    defaults = {
        field.column: field.get_default()
        for field in model._meta.concrete_fields
        if not isinstance(field, models.JSONField) and (not field.primary_key or "id" in rows[0])
    }
    common = defaults | always
    columns = list(common | rows[0])
    values = ([row.get(column, common.get(column)) for column in columns] for row in rows)
    bulk_insert(model, columns, values)


def _set_sequences() -> None:
    """Let the next row that is written the usual way have the next number."""
    models_ = [Article, Revision, Transition, Byline, TaggedArticle]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)

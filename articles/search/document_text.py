"""The texts of articles that the index holds, read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from articles import body
from articles.conf import LANGUAGES
from articles.models import Article, Author, Byline, Tag, TaggedArticle
from articles.models.compiled import exact_columns
from articles.search.documents import (
    AUTHOR_FACET,
    DESK,
    KIND_FACET,
    SECTION_FACET,
    TAG_FACET,
    DocumentText,
)

_TEXTS = ("headline", "kicker", "standfirst", "body")

type _Names = Mapping[tuple[int, str], Sequence[str]]


def published_texts(article_ids: Sequence[int]) -> Iterator[DocumentText]:
    """One text for each language in which an article is published, for its shelf; three queries."""
    own_columns = (*_TEXTS, "publication", "published_at")
    columns = [f"{name}_{code}" for name in own_columns for code in LANGUAGES]
    rows = Article.objects.filter(pk__in=article_ids, state="published").values(
        "pk", "section", "kind", *columns
    )
    names, facets = _names_and_facets(article_ids)
    for row in rows:
        pk, at = row["pk"], {code: row[f"published_at_{code}"] for code in LANGUAGES}
        own = (f"{SECTION_FACET}{row['section']}", f"{KIND_FACET}{row['kind']}", *facets[pk])
        for code in LANGUAGES:
            if row[f"publication_{code}"] == "published":
                yield _text(pk, code, at[code], [code], row, names[pk, code], own)


def unpublished_texts(article_ids: Sequence[int]) -> Iterator[DocumentText]:
    """The latest revisions that are not what readers see, for the desk's shelf; three queries."""
    rows = list(
        Article.objects.with_unpublished_text()
        .filter(pk__in=article_ids, latest_revision__isnull=False)
        .values_list("pk", "edited_at", "latest_revision__data")
    )
    names = _names_in([data for _pk, _at, data in rows])
    for pk, at, data in rows:
        numbers = [("tag", tag) for tag in data.get("tags", ())]
        numbers += [("author", byline["author"]) for byline in data.get("bylines", ())]
        found = tuple(name for number in numbers for name in names.get(number, ()))
        yield _text(pk, DESK, at, LANGUAGES, data, found, ())


def _text(
    pk: int,
    shelf: str,
    at: datetime,
    languages: Sequence[str],
    row: Mapping[str, Any],
    names: Sequence[str],
    facets: Sequence[str],
) -> DocumentText:
    def joined(*fields: str) -> str:
        values = (row.get(f"{field}_{code}") for code in languages for field in fields)
        return "\n".join(value for value in values if value)

    bodies = (body.text(row.get(f"body_{code}") or "") for code in languages)
    return DocumentText(
        pk,
        shelf,
        at,
        joined("headline"),
        joined("kicker", "standfirst"),
        tuple(names),
        "\n".join(bodies),
        tuple(facets),
    )


def _names_and_facets(article_ids: Sequence[int]) -> tuple[_Names, Mapping[int, list[str]]]:
    """Names of tags and authors by (article, language), their facets by article; two queries."""
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    facets: dict[int, list[str]] = defaultdict(list)
    columns = [f"name_{code}" for code in LANGUAGES]
    tags = TaggedArticle.objects.filter(content_object__in=article_ids).values_list(
        "content_object", "tag", *(f"tag__{column}" for column in columns)
    )
    people = Byline.objects.filter(article__in=article_ids).values_list(
        "article", "author", *(f"author__{column}" for column in columns)
    )
    for facet, rows in ((TAG_FACET, tags), (AUTHOR_FACET, people)):
        for pk, number, *row in rows:
            facets[pk].append(f"{facet}{number}")
            for code, name in zip(LANGUAGES, row, strict=True):
                if name:
                    names[pk, code].append(name)
    return names, facets


def _names_in(datas: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], tuple[str, ...]]:
    """The names of tags and authors in revisions, by (type, primary key); two queries."""
    datas = list(datas)
    tags = {tag for data in datas for tag in data.get("tags", ())}
    authors = {byline["author"] for data in datas for byline in data.get("bylines", ())}
    columns = [f"name_{code}" for code in LANGUAGES]
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for what, model, numbers in (("tag", Tag, tags), ("author", Author, authors)):
        rows: Any = exact_columns(model._default_manager.filter(pk__in=numbers))
        for number, *row in rows.values_list("pk", *columns):
            found[what, number] = tuple(name for name in row if name)
    return found

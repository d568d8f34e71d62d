"""Writing the index: the same analysis for both engines, article by article or in bulk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import batched

from django.db import transaction

from articles import body
from articles.arabic.tokens import terms
from articles.conf import LANGUAGES
from articles.models import Article, Byline, TaggedArticle
from articles.search.backends import Entry, backend

BATCH = 200


def analysed(text: str) -> str:
    """The text's terms, as the index holds them and as queries are looked up."""
    return " ".join(terms(text))


def index(article_ids: Sequence[int]) -> int:
    """Write the published languages of the articles; returns how many entries.

    Also takes out what is no longer published. Four reads and two or three
    writes for each batch of 200.
    """
    return sum(_index_batch(list(batch)) for batch in batched(article_ids, BATCH, strict=False))


def _index_batch(article_ids: list[int]) -> int:
    entries = list(_entries(article_ids))
    with transaction.atomic():
        backend().remove(article_ids)
        backend().write(entries)
    return len(entries)


def _entries(article_ids: list[int]) -> Iterator[Entry]:
    fields = ("headline", "kicker", "standfirst", "body", "published_at")
    rows = Article.objects.filter(pk__in=article_ids, state="published").values(
        "pk", "section", *(f"{field}_{language}" for field in fields for language in LANGUAGES)
    )
    names = _names(article_ids)
    for row in rows:
        for language in LANGUAGES:
            if row[f"published_at_{language}"] is not None:
                text = {field: row[f"{field}_{language}"] or "" for field in fields[:4]}
                lead = [text["kicker"], text["standfirst"], *names[row["pk"], language]]
                yield Entry(
                    row["pk"],
                    language,
                    analysed(text["headline"]),
                    analysed(" ".join(lead)),
                    analysed(body.text(text["body"])),
                )


def _names(article_ids: list[int]) -> dict[tuple[int, str], list[str]]:
    """Names of tags and authors by article and language."""
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    columns = [f"name_{language}" for language in LANGUAGES]
    tags = TaggedArticle.objects.filter(content_object__in=article_ids).values_list(
        "content_object", *(f"tag__{column}" for column in columns)
    )
    people = Byline.objects.filter(article__in=article_ids).values_list(
        "article", *(f"author__{column}" for column in columns)
    )
    for pk, *row in (*tags, *people):
        for language, name in zip(LANGUAGES, row, strict=True):
            if name:
                names[pk, language].append(name)
    return names

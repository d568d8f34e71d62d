"""Updating of the index, after every change of an article and in bulk."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched, chain
from typing import Final, NamedTuple

from django.db import transaction

from articles.models import Article
from articles.search import vocabulary
from articles.search.backends import backend
from articles.search.backends.protocol import IndexedDocument
from articles.search.document_text import published_texts, unpublished_texts
from articles.search.documents import DESK, IndexEntry, build_entry
from articles.search.models import Document

BATCH: Final = 800
"""Articles written in one transaction; smaller ones cost FTS5 a quarter more."""


class _Row(NamedTuple):
    """A row of `Document`."""

    id: int
    article_id: int
    shelf: str
    packed: bytes
    awaited_at: datetime | None


class _Unpacked(NamedTuple):
    """The content of `Document.packed`."""

    lexemes: tuple[list[str], list[str]]
    """Positioned and unpositioned lexemes."""
    vocabulary_words: dict[str, str]


def index(article_ids: Iterable[int], *, at: datetime) -> int:
    """Bring the documents of the articles up to date; returns the number of their documents.

    Published languages have a document on the shelf of the language, unpublished text
    (drafts, withdrawn articles, pending changes) one on the desk's; all others are
    removed. A batch of 800 articles is one transaction of about twelve statements that
    locks the articles. Idempotent; an unchanged document is not written. Words of a
    document that is visible only after `at` wait for `add_due_words`.
    """
    batches = batched(article_ids, BATCH, strict=False)
    return sum(_index_batch(list(batch), at) for batch in batches)


def add_due_words(*, at: datetime) -> int:
    """Add the words of documents that are visible by now to the vocabulary.

    Returns the number of documents. One transaction that locks them; one query when
    none is due.
    """
    with transaction.atomic():
        due = Document.objects.filter(awaited_at__lte=at).order_by("pk").select_for_update()
        documents = [(each.pk, each.shelf, _unpack(bytes(each.packed))) for each in due]
        if documents:
            _count((1, shelf, content.vocabulary_words) for _pk, shelf, content in documents)
            due_ids = [pk for pk, _shelf, _content in documents]
            Document.objects.filter(pk__in=due_ids).update(awaited_at=None)
    return len(documents)


def _index_batch(article_ids: list[int], at: datetime) -> int:
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk__in=article_ids)
        list(locked.order_by("pk").values_list("pk"))
        entries: dict[_Row, IndexEntry] = {}
        for text in chain(published_texts(article_ids), unpublished_texts(article_ids)):
            entry = build_entry(text)
            awaited = text.at if text.at > at and text.shelf != DESK else None
            row = _Row(entry.id, entry.article_id, entry.shelf, _pack(entry), awaited)
            entries[row] = entry
        count = len(entries)
        _replace(_locked_rows(article_ids), entries)
    return count


def _locked_rows(article_ids: Sequence[int]) -> list[_Row]:
    """The rows, locked in the order in which `add_due_words` locks them; one query."""
    rows = Document.objects.filter(article__in=article_ids).order_by("pk").select_for_update()
    return [
        _Row(
            id=row["pk"],
            article_id=row["article"],
            shelf=row["shelf"],
            packed=bytes(row["packed"]),
            awaited_at=row["awaited_at"],
        )
        for row in rows.values("pk", "article", "shelf", "packed", "awaited_at")
    ]


def _replace(rows: Iterable[_Row], entries: dict[_Row, IndexEntry]) -> None:
    """Replace the stored documents by the entries; what is the same is not written again."""
    stale = [row for row in rows if not entries.pop(row, None)]
    removed = [_unpack(row.packed) for row in stale]
    if stale:
        backend().remove(
            IndexedDocument(row.id, *content.lexemes)
            for row, content in zip(stale, removed, strict=True)
        )
        Document.objects.filter(pk__in=[row.id for row in stale]).delete()
    if entries:
        Document.objects.bulk_create(Document(**row._asdict()) for row in entries)
        backend().add(
            IndexedDocument(entry.id, entry.positioned, entry.unpositioned)
            for entry in entries.values()
        )
    words = [
        (-1, row.shelf, content.vocabulary_words)
        for row, content in zip(stale, removed, strict=True)
        if not row.awaited_at
    ]
    words += [
        (1, row.shelf, entry.vocabulary_words)
        for row, entry in entries.items()
        if not row.awaited_at
    ]
    _count(words)


def _count(words: Iterable[tuple[int, str, Mapping[str, str]]]) -> None:
    """Add (difference, shelf, words) to the vocabulary; the desk's words are left out."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for difference, shelf, vocabulary_words in words:
        if shelf != DESK:
            for word, spelling in vocabulary_words.items():
                counts[shelf, word, spelling] += difference
    vocabulary.add_counts(counts)


def _pack(entry: IndexEntry) -> bytes:
    words = (f"{word} {spelling}" for word, spelling in entry.vocabulary_words.items())
    lines = (" ".join(entry.positioned), " ".join(entry.unpositioned), "\t".join(words))
    return zlib.compress("\n".join(lines).encode(), level=1)


def _unpack(packed: bytes) -> _Unpacked:
    positioned, unpositioned, words = zlib.decompress(packed).decode().split("\n")
    pairs = (pair.split(" ", 1) for pair in words.split("\t") if pair)
    return _Unpacked((positioned.split(" "), unpositioned.split(" ")), dict(pairs))

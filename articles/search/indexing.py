"""Writing the index: on publication and in bulk, the same way."""

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
from articles.search.backends import Stored, backend
from articles.search.entries import DESK, Entry, entry
from articles.search.models import Document
from articles.search.texts import published, unpublished

BATCH: Final = 800
"""Articles written in one transaction; smaller ones cost FTS5 a quarter more."""


class _Held(NamedTuple):
    """A document as the index holds it."""

    id: int
    article_id: int
    shelf: str
    packed: bytes
    awaited_at: datetime | None


class _Content(NamedTuple):
    """What a packed document holds."""

    lexemes: tuple[list[str], list[str]]
    """Those in their places, and those without."""
    vocables: dict[str, str]


def index(article_ids: Iterable[int], *, at: datetime) -> int:
    """Write what can be found of the articles, and take out the rest; returns how many documents.

    Published languages go to the readers' shelves; what only the desk may see
    (drafts, withdrawn articles, changes not yet live) to the desk's. A batch of
    800 is one transaction of about twelve statements that locks the articles.
    Idempotent; a document that has not changed is not written. What readers will
    see only after `at` lends no word to the vocabulary before its moment.
    """
    batches = batched(article_ids, BATCH, strict=False)
    return sum(_index_batch(list(batch), at) for batch in batches)


def admit_due(*, at: datetime) -> int:
    """Let the words of what readers see by now into the vocabulary; returns how many documents.

    One query when nothing is due.
    """
    with transaction.atomic():
        due = Document.objects.filter(awaited_at__lte=at).order_by("pk").select_for_update()
        documents = [(each.pk, each.shelf, _unpack(bytes(each.packed))) for each in due]
        if documents:
            _count((1, shelf, content.vocables) for _pk, shelf, content in documents)
            admitted = [pk for pk, _shelf, _content in documents]
            Document.objects.filter(pk__in=admitted).update(awaited_at=None)
    return len(documents)


def _index_batch(article_ids: list[int], at: datetime) -> int:
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk__in=article_ids)
        list(locked.order_by("pk").values_list("pk"))
        wanted: dict[_Held, Entry] = {}
        for text in chain(published(article_ids), unpublished(article_ids)):
            new = entry(text)
            awaited = text.at if text.at > at and text.shelf != DESK else None
            wanted[_Held(new.id, new.article_id, new.shelf, _pack(new), awaited)] = new
        written = len(wanted)
        _replace(_held(article_ids), wanted)
    return written


def _held(article_ids: Sequence[int]) -> list[_Held]:
    """The documents, locked in order of their numbers as `admit_due` locks them."""
    rows = Document.objects.filter(article__in=article_ids).order_by("pk").select_for_update()
    return [
        _Held(number, article_id, shelf, bytes(packed), awaited_at)
        for number, article_id, shelf, packed, awaited_at in rows.values_list(
            "pk", "article", "shelf", "packed", "awaited_at"
        )
    ]


def _replace(held: Iterable[_Held], wanted: dict[_Held, Entry]) -> None:
    """Bring the index from what it holds to what it should; nothing for what is the same."""
    gone = [each for each in held if not wanted.pop(each, None)]
    removed = [_unpack(each.packed) for each in gone]
    if gone:
        backend().remove(
            Stored(each.id, *content.lexemes) for each, content in zip(gone, removed, strict=True)
        )
        Document.objects.filter(pk__in=[each.id for each in gone]).delete()
    if wanted:
        Document.objects.bulk_create(Document(**new._asdict()) for new in wanted)
        backend().write(Stored(each.id, each.sequence, each.bag) for each in wanted.values())
    words = [
        (-1, each.shelf, content.vocables)
        for each, content in zip(gone, removed, strict=True)
        if not each.awaited_at
    ]
    words += [(1, new.shelf, each.vocables) for new, each in wanted.items() if not new.awaited_at]
    _count(words)


def _count(words: Iterable[tuple[int, str, Mapping[str, str]]]) -> None:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    spellings: dict[tuple[str, str], str] = {}
    for change, shelf, vocables in words:
        if shelf != DESK:
            for word, spelling in vocables.items():
                counts[shelf, word] += change
                spellings[shelf, word] = spelling
    vocabulary.count({place: (spellings[place], change) for place, change in counts.items()})


def _pack(entry: Entry) -> bytes:
    vocables = (f"{word} {spelling}" for word, spelling in entry.vocables.items())
    lines = (" ".join(entry.sequence), " ".join(entry.bag), "\t".join(vocables))
    return zlib.compress("\n".join(lines).encode(), level=1)


def _unpack(packed: bytes) -> _Content:
    sequence, bag, vocables = zlib.decompress(packed).decode().split("\n")
    pairs = (pair.split(" ", 1) for pair in vocables.split("\t") if pair)
    return _Content((sequence.split(" "), bag.split(" ")), dict(pairs))

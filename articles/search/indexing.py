"""Writing the index: on publication and in bulk, the same way."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


class _Content(NamedTuple):
    """What a packed document holds."""

    stored: Stored
    vocables: dict[str, str]


def index(article_ids: Iterable[int]) -> int:
    """Write what can be found of the articles, and take out the rest; returns how many documents.

    Published languages go to the readers' shelves; what only the desk may see
    (drafts, withdrawn articles, changes not yet live) to the desk's. A batch of
    800 is one transaction of about twelve statements that locks the articles.
    Idempotent; a document that has not changed is not written.
    """
    return sum(_index_batch(list(batch)) for batch in batched(article_ids, BATCH, strict=False))


def _index_batch(article_ids: list[int]) -> int:
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk__in=article_ids)
        list(locked.order_by("pk").values_list("pk"))
        texts = chain(published(article_ids), unpublished(article_ids))
        entries = [entry(text) for text in texts]
        _replace(_held(article_ids), entries)
    return len(entries)


def _held(article_ids: Sequence[int]) -> list[_Held]:
    rows = Document.objects.filter(article__in=article_ids)
    return [
        _Held(number, article_id, shelf, bytes(packed))
        for number, article_id, shelf, packed in rows.values_list(
            "pk", "article", "shelf", "packed"
        )
    ]


def _replace(held: Iterable[_Held], entries: Iterable[Entry]) -> None:
    """Bring the index from what it holds to what it should; nothing for what is the same."""
    wanted = {_Held(each.id, each.article_id, each.shelf, _pack(each)): each for each in entries}
    gone = [each for each in held if not wanted.pop(each, None)]
    removed = [_unpack(each) for each in gone]
    if gone:
        backend().remove(each.stored for each in removed)
        Document.objects.filter(pk__in=[each.id for each in gone]).delete()
    if wanted:
        Document.objects.bulk_create(
            Document(id=new.id, article_id=new.article_id, shelf=new.shelf, packed=new.packed)
            for new in wanted
        )
        backend().write(Stored(each.id, each.sequence, each.bag) for each in wanted.values())
    words = [
        (-1, each.shelf, content.vocables) for each, content in zip(gone, removed, strict=True)
    ]
    words += [(1, each.shelf, each.vocables) for each in wanted.values()]
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


def _unpack(held: _Held) -> _Content:
    sequence, bag, vocables = zlib.decompress(held.packed).decode().split("\n")
    pairs = (pair.split(" ", 1) for pair in vocables.split("\t") if pair)
    stored = Stored(held.id, sequence.split(" "), bag.split(" "))
    return _Content(stored, dict(pairs))

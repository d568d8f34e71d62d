"""A home page that editors arrange, at NOW."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from articles.frontpage import curation, documents
from articles.frontpage.filling import Filled, fill
from articles.frontpage.models import FrontPublication, FrontRevision
from articles.models import Article
from newsroom.accounts.models import User
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _the_clock_stands() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def pin(article: Article, **changes: Any) -> dict[str, Any]:
    """The article pinned as it is, but for the changes."""
    usual = {"from": "", "until": "", "headline": "", "kicker": "", "picture": None, "related": []}
    return {"article": article.pk} | usual | changes


def slot(**changes: Any) -> dict[str, Any]:
    return {"rule": None, "label": "", "pin": None} | changes


def page(*slots: dict[str, Any], layout: str = "ordinary", more: Any = ()) -> documents.Document:
    """A document whose top has these slots, filled by the newest."""
    top = documents.zone(documents.TOP, 0, documents.rule("newest")) | {"slots": list(slots)}
    return {"layout": layout, "zones": [top, *more]}


def shown(filled: Filled) -> list[str]:
    """The headlines on the page in its order."""
    return [slot.card.headline for zone in filled.zones for slot in zone.slots]


@pytest.fixture
def stand(db: None) -> Callable[..., list[str]]:
    """The headlines that stand on the page of a document at NOW, or at the keyword `at`."""

    def filled(document: documents.Document, **changes: Any) -> list[str]:
        return shown(fill(document, **{"language": "ar", "at": NOW} | changes))

    return filled


@pytest.fixture
def saved(editor: User) -> Callable[..., FrontRevision]:
    """A revision of the Arabic home page, upon the newest one; keywords are those of `save`."""

    def make(document: documents.Document, **changes: Any) -> FrontRevision:
        front = curation.front_of(changes.get("section"), "ar")
        newest = curation.newest_revision(front) if front else None
        usual = {"section": None, "language": "ar", "base": newest and newest.pk, "by": editor}
        return curation.save(document, **usual | {"at": NOW} | changes)

    return make


@pytest.fixture
def put(saved: Callable[..., FrontRevision], editor: User) -> Callable[..., FrontPublication]:
    """The document published on the Arabic home page at NOW; keywords are those of `save`."""

    def make(document: documents.Document, **changes: Any) -> FrontPublication:
        revision = saved(document, **changes)
        seen = curation.last_decision(revision.front)
        return curation.publish(revision, by=editor, seen=seen, at=NOW)

    return make

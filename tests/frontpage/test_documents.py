"""The shape of an arrangement: what is read from what was sent."""

import pytest

from articles.frontpage import documents
from articles.views.front import grid_classes
from tests.frontpage.conftest import page, slot

TYPED = {"article": 7, "headline": " خبر\u202e  جديد ", "until": "1/12/2026 10:00"}


def test_texts_and_moments_are_made_clean():
    pin = documents.clean(page(slot(pin=TYPED)))["zones"][0]["slots"][0]["pin"]
    assert (pin["headline"], pin["until"]) == ("خبر جديد", "2026-12-01T08:00:00+00:00")


def test_desk_gets_moments_back_as_they_are_typed():
    document = documents.for_desk(documents.clean(page(slot(pin=TYPED))))
    assert document["zones"][0]["slots"][0]["pin"]["until"] == "01/12/2026 10:00"


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"layout": "ordinary", "zones": []},
        page(layout="none"),
        page(slot(pin={"article": "7"})),
        page(slot(pin={"article": True})),
        page(slot(rule={"by": "kind", "of": "poem"})),
        page(*[slot()] * 13),
        page(more=[documents.zone("row", 12, documents.rule("newest"))] * 7),
    ],
)
def test_what_has_not_the_shape_is_refused(sent):
    with pytest.raises(documents.UnreadableError):
        documents.clean(sent)


def test_default_home_has_the_shape():
    document = documents.default_home(range(1, 9))
    assert documents.clean(document) == document
    assert documents.faults(document) == []


@pytest.mark.parametrize("cells", range(1, documents.MAX_IN_ZONE + 1))
def test_rows_of_a_grid_end_without_a_hole(cells):
    words = grid_classes(cells).split()
    columns, first = (int(word.rpartition("-")[2]) for word in words[:2])
    assert (cells - 1 + first) % columns == 0
    assert first <= columns
    assert (cells - 1 + (2 if "odd" in words else 1)) % 2 == 0

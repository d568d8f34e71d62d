"""Which story stands where: pins, rules, what gives way to what, and none twice."""

from datetime import timedelta

import pytest

from articles import signals, workflow
from articles.frontpage import documents
from articles.frontpage.filling import fill
from tests import factories
from tests.conftest import NOW
from tests.frontpage.conftest import page, pin, shown, slot

HOUR = timedelta(hours=1)


@pytest.fixture
def news(published):
    """Articles by number, an hour between them, the first the newest."""
    return [published(headline_ar=f"خبر {n}", at=NOW - n * HOUR) for n in range(6)]


def test_rule_fills_slots_with_the_newest(news, stand):
    assert stand(page(slot(), slot())) == ["خبر 0", "خبر 1"]


def test_pin_stands_where_it_was_put_and_nowhere_else(news, stand):
    assert stand(page(slot(), slot(pin=pin(news[0])))) == ["خبر 1", "خبر 0"]


def test_article_pinned_twice_stands_in_the_first_place(news, stand):
    pins = [slot(pin=pin(news[3])), slot(pin=pin(news[3]))]
    assert stand(page(*pins)) == ["خبر 3", "خبر 0"]


@pytest.mark.parametrize(
    ("moments", "first"),
    [
        ({"from": NOW.isoformat()}, "خبر 3"),
        ({"from": (NOW + timedelta(seconds=1)).isoformat()}, "خبر 0"),
        ({"until": (NOW + timedelta(seconds=1)).isoformat()}, "خبر 3"),
        ({"until": NOW.isoformat()}, "خبر 0"),
    ],
)
def test_pin_holds_from_its_first_second_to_its_last(news, stand, moments, first):
    assert stand(page(slot(pin=pin(news[3], **moments)))) == [first]


def test_withdrawn_article_gives_way_with_all_that_was_written_for_it(news, stand, editor):
    workflow.withdraw(news[3], by=editor, at=NOW)
    own = pin(news[3], headline="عنوان آخر")
    filled = fill(page(slot(label="خاص", pin=own)), language="ar", at=NOW)
    (only,) = filled.zones[0].slots
    assert (only.card.headline, only.label) == ("خبر 0", "")


def test_article_without_the_language_gives_way_in_it(news, stand):
    assert stand(page(slot(pin=pin(news[0]))), language="en") == []


def test_texts_and_picture_of_a_slot_stand_in_for_the_article_s(news, db):
    picture = factories.ImageFactory(alt_ar="ميناء")
    own = pin(news[3], headline="عنوان آخر", kicker="تمهيد", picture=picture.pk)
    card = fill(page(slot(pin=own)), language="ar", at=NOW).zones[0].slots[0].card
    assert (card.headline, card.kicker) == ("عنوان آخر", "تمهيد")
    assert (card.image_digest, card.image_alt) == (picture.digest, "ميناء")


def test_related_lines_stand_below_their_story_alone(news, db):
    filled = fill(page(slot(pin=pin(news[3], related=[news[0].pk])), slot()), language="ar", at=NOW)
    assert [card.headline for card in filled.zones[0].slots[0].lines] == ["خبر 0"]
    assert shown(filled) == ["خبر 3", "خبر 1"]


def test_lead_without_a_picture_gives_way_to_a_near_one_that_has_one(news, published, stand):
    picture = factories.ImageFactory()
    published(headline_ar="مصور", at=NOW - HOUR / 2, lead_image=picture.pk)
    pictured = documents.rule("newest", pictured=True)
    assert stand(page(slot(rule=pictured), slot())) == ["مصور", "خبر 0"]


@pytest.fixture
def tagged(published, sport):
    """An old article of sport, an opinion, with the tag; returns the tag."""
    tag = factories.TagFactory()
    old = {"section": sport.pk, "kind": "opinion", "tags": [tag.pk]}
    published(headline_ar="قديم", at=NOW - 90 * HOUR, **old)
    return tag


@pytest.mark.parametrize("by", ["section", "tag", "kind"])
def test_rule_finds_its_own_among_newer_ones(news, tagged, sport, stand, by):
    of = {"section": sport.pk, "tag": tagged.pk, "kind": "opinion"}[by]
    zone = documents.zone("row", 3, documents.rule(by, of))
    assert stand(page(slot(), more=[zone])) == ["خبر 0", "قديم"]


def test_top_is_filled_by_the_newest_where_its_rule_runs_dry(news, tagged, sport, stand):
    rule = documents.rule("section", sport.pk)
    assert stand(page(slot(rule=rule), slot(rule=rule))) == ["قديم", "خبر 0"]


def test_front_of_a_section_is_filled_from_it(news, tagged, sport, stand):
    assert stand(page(slot(), slot()), scope=sport.pk) == ["قديم"]


@pytest.fixture
def read_most():
    """Whoever counts says that these articles were read most."""
    asked, ids = [], []

    def answer(sender, **more):
        asked.append(more)
        return ids

    signals.most_read.connect(answer)
    yield ids, asked
    signals.most_read.disconnect(answer)


def test_most_read_stand_in_their_order(news, read_most, stand):
    ids, asked = read_most
    ids += [news[4].pk, news[2].pk]
    zone = documents.zone("ranked", 2, documents.rule("most_read", 24))
    assert stand(page(slot(), more=[zone])) == ["خبر 0", "خبر 4", "خبر 2"]
    assert [(each["hours"], each["section"], each["language"]) for each in asked] == [
        (24, None, "ar")
    ]


def test_nobody_s_count_takes_nothing_from_the_zones_below(news, stand, section):
    zones = [
        documents.zone("ranked", 2, documents.rule("most_read", 24)),
        documents.zone("row", 4, documents.rule("section", section.pk)),
    ]
    headlines = ["خبر 0", "خبر 5", "خبر 1", "خبر 2", "خبر 3", "خبر 4"]
    assert stand(page(slot(), more=zones)) == headlines

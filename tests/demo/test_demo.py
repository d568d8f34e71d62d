"""The whole demo is loaded once, with small plain pictures, and looked at by every test."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import get_hashers, get_hashers_by_algorithm
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone, translation
from PIL import Image as Pillow

from articles import workflow
from articles.broadcast import statuses
from articles.broadcast.models import BroadcastStatus
from articles.management.demo import images, sources
from articles.management.demo.accounts import PASSWORD
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.renditions.files import rendition_name
from articles.search.evaluation import false_positives, site_search
from articles.search.indexing import index
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLES
from newsroom.planning.models import Assignment, Event
from tests.conftest import group

ABSENT_WORDS = Path(__file__).parent.parent / "data" / "absent_words.txt"

pytestmark = pytest.mark.django_db


def plain(folder: Path) -> Path:
    """A folder of small pictures in one colour each, since the demo's own take long to encode."""
    for piece in sources.articles():
        seed = sources.seed(piece["key"])
        picture = Pillow.new("RGB", (330, 220), (seed % 256, seed // 256 % 256, 99))
        picture.save(folder / f"{piece['key']}.avif")
    return folder


def run() -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None,
    django_db_blocker: Any,
    media: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    patch = pytest.MonkeyPatch()
    patch.setattr(images, "FOLDER", plain(tmp_path_factory.mktemp("pictures")))
    patch.setattr("django.conf.settings.MEDIA_ROOT", media)
    # The hasher that every test has, see `tests.conftest`.
    md5 = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    patch.setattr("django.conf.settings.PASSWORD_HASHERS", md5)
    get_hashers.cache_clear()
    get_hashers_by_algorithm.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        for role in ROLES:
            group(role)
        yield run()
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(autouse=True)
def demo(loaded: str, db: None) -> str:
    return loaded


def piece(key: str) -> Article:
    return Article.objects.get(source="demo", source_id=key)


def test_pieces_stand_in_every_state_a_desk_knows() -> None:
    states = Counter(Article.objects.values_list("state", flat=True))
    assert states == {"published": 51, "draft": 2, "submitted": 2, "withdrawn": 1}


def test_every_section_has_something_to_read() -> None:
    visible = Article.objects.visible(language="ar")
    assert set(visible.values_list("section__slug", flat=True)) == set(
        Section.objects.values_list("slug", flat=True)
    )


def test_english_edition_has_its_own_articles_and_tags() -> None:
    assert Article.objects.visible(language="en").count() >= 10
    tagged = Tag.objects.with_name_in("en").filter(tagged_items__content_object__isnull=False)
    assert tagged.distinct().count() >= 30


def test_piece_written_in_english_only_does_not_exist_in_arabic() -> None:
    article = piece("lisbon-arabic-class")
    assert not article.is_visible(language="ar", at=timezone.now())
    assert article.is_visible(language="en", at=timezone.now())


def test_spelling_variants_of_a_tag_are_one_tag() -> None:
    assert Tag.objects.filter(key=Tag.objects.get(name_en="Alexandria").key).count() == 1


def test_scheduled_pieces_are_not_visible_yet() -> None:
    article = piece("soc-midwife-interview")
    assert article.is_scheduled(at=timezone.now())
    assert article.is_visible(language="ar", at=timezone.now() + timedelta(hours=6))


def test_one_live_piece_has_changes_that_wait_for_an_editor() -> None:
    article = piece("consultation-law-committee-vote")
    assert article.has_unpublished_changes
    assert not article.revisions.waiting().exists()


def test_one_live_piece_changes_within_the_hour() -> None:
    revision = Revision.objects.waiting().get()
    assert revision.article == piece("spo-rashid-stadium")
    assert revision.goes_live_at is not None
    assert timedelta() < revision.goes_live_at - timezone.now() <= timedelta(hours=1)


def test_correction_puts_right_what_readers_once_saw() -> None:
    article = piece("sci-student-satellite")
    first = article.revisions.order_by("pk")[0].data["body_ar"]
    assert "13 كيلوغراماً" in first
    assert "13 كيلوغراماً" not in article.body_ar
    assert article.corrections.get().note_ar


def test_withdrawn_piece_says_why() -> None:
    assert piece("cul-corniche-festival-guest").text("withdrawal_note", "ar")


def test_related_blocks_point_at_articles_of_the_demo() -> None:
    assert (
        f'<aside data-article="{piece("cedar-line-funding").pk}"></aside>'
        in piece("cedar-line-neighbours").body_ar
    )


def test_pins_are_kept_with_the_text() -> None:
    live = piece("river-data-protocol-adopted").live_revision
    assert live is not None
    assert live.data["pins"] == [
        piece("river-data-analysis").pk,
        piece("opinion-interpreters-booth").pk,
    ]


def test_every_picture_has_the_words_it_needs() -> None:
    assert Image.objects.count() == 56
    assert not Image.objects.filter(credit="").exists()
    assert not Image.objects.filter(alt_ar=None, alt_en=None).exists()


def test_renditions_of_the_front_page_are_there_at_once(media: Path) -> None:
    image = Image.objects.order_by("pk")[0]
    assert (media / rendition_name(image.digest, 320, "avif")).exists()


def test_accounts_open_the_desk_in_their_role_with_the_password_that_is_printed() -> None:
    for role in ("journalist", "editor", "chief", "admin"):
        user = User.objects.get(username=role)
        assert user.check_password(PASSWORD)
        assert user.is_staff
        assert user.groups.get().name == role


def test_journalist_is_the_author_of_her_articles() -> None:
    journalist = User.objects.get(username="journalist")
    assert Author.objects.get(slug="salma-abdelrahman").user == journalist
    assert Article.objects.editable_by(journalist).filter(state="draft").exists()


def test_every_page_says_that_this_is_a_trial() -> None:
    page = statuses.page_notices(statuses.load_statuses(), at=timezone.now(), language="ar")
    assert page.label is not None
    assert page.label.label == "بث تجريبي"
    assert page.label.kind == "trial"


def test_first_run_names_the_accounts(demo: str) -> None:
    assert "Accounts: journalist, editor, chief, admin" in demo
    assert "56 of 56: " in demo


def test_second_run_changes_nothing_and_says_so() -> None:
    before = (Revision.objects.count(), Image.objects.count(), Tag.objects.count())
    assert run() == "Everything is there already; nothing was changed.\n"
    assert (Revision.objects.count(), Image.objects.count(), Tag.objects.count()) == before


def test_second_run_keeps_what_people_did_since() -> None:
    editor = User.objects.get(username="editor")
    workflow.withdraw(piece("siwa-solar-wells"), by=editor)
    Section.objects.filter(slug="sport").update(name_ar="ملاعب")
    BroadcastStatus.objects.update(ends_at=timezone.now())
    run()
    assert piece("siwa-solar-wells").state == "withdrawn"
    assert Section.objects.get(slug="sport").name_ar == "ملاعب"
    assert BroadcastStatus.objects.count() == 1


def test_piece_that_is_missing_is_added_again() -> None:
    Article.objects.filter(source="demo", source_id="siwa-solar-wells").delete()
    assert "1 of 1: " in run()
    assert Image.objects.count() == 56


def test_account_of_that_name_without_the_role_is_refused_and_nothing_is_written() -> None:
    editor = User.objects.get(username="editor")
    editor.groups.clear()
    Article.objects.filter(source_id="siwa-solar-wells").delete()
    with pytest.raises(CommandError):
        run()
    assert not Article.objects.filter(source_id="siwa-solar-wells").exists()


def test_words_that_stand_in_no_piece_find_nothing_but_one_letter_away() -> None:
    words = ABSENT_WORDS.read_text(encoding="utf-8").split()
    index(Article.objects.values_list("pk", flat=True), at=timezone.now())
    assert len(words) == 200
    # «معرفة» and «مليون» are likelier than these; the page says whose results it shows.
    assert set(false_positives(words, site_search(timezone.now()))) == {"مغرفة", "ميون"}


def test_plans_stand_around_today() -> None:
    events, plans = Event.objects.count(), Assignment.objects.count()
    assert min(events, plans) >= 5
    assert Assignment.objects.overdue(at=timezone.now()).exists()
    assert Assignment.objects.filter(article__isnull=False).exists()
    assert Event.objects.upcoming(at=timezone.now()).exists()

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from articles.models import Image
from newsroom.accounts.models import User
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(desk_of: Callable[[User], Page]) -> Page:
    """The desk of somebody who may do everything."""
    return desk_of(User.objects.create_superuser("huda", password="secret-for-tests"))


def numbers(page: Page) -> tuple[str, str]:
    return page.input_value("#id_focal_x"), page.input_value("#id_focal_y")


def click(page: Page, x: float, y: float) -> None:
    picture = page.locator(".focal-picture")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * x, "y": box["height"] * y})


@pytest.fixture
def opened(desk: Page, stored: Callable[..., Image]) -> Page:
    desk.goto(f"/admin/articles/image/{stored().pk}/change/")
    desk.wait_for_selector(".focal-mark")
    return desk


def test_a_click_sets_the_focal_point_from_the_upper_left_in_arabic(opened: Page) -> None:
    click(opened, 0.25, 0.75)
    assert opened.get_attribute("html", "dir") == "rtl"
    assert numbers(opened) == ("25", "75")


def test_arrow_keys_move_the_focal_point_and_stop_at_the_edge(opened: Page) -> None:
    click(opened, 0.5, 0.05)
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("Shift+ArrowUp")
    assert numbers(opened) == ("49", "0")


def test_mark_follows_typed_numbers(opened: Page) -> None:
    opened.fill("#id_focal_x", "10")
    mark = "getComputedStyle(document.querySelector('.focal-mark')).getPropertyValue('--focal-x')"
    assert opened.evaluate(mark) == "10%"


def test_a_chosen_file_can_be_pointed_at_before_it_is_sent(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "harbour.jpg").write_bytes(encoded(scene()))
    desk.goto("/admin/articles/image/add/")
    assert desk.is_hidden(".focal-mark")
    desk.set_input_files("#id_picture", tmp_path / "harbour.jpg")
    desk.wait_for_selector(".focal-mark:visible")
    click(desk, 0.1, 0.2)
    assert numbers(desk) == ("10", "20")

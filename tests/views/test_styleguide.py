"""The style guide: for the newsroom alone, with every part in each direction and scheme."""

import pytest

PATH = "/styleguide/"


@pytest.fixture
def guide(client, chief, published, picture):
    """The page as somebody of the newsroom sees it, with an opinion published."""
    published(kind="opinion", lead_image=picture.pk)
    client.force_login(chief)
    return client.get(PATH)


def test_readers_are_asked_to_sign_in(client, db):
    assert client.get(PATH).status_code == 302


def test_newsroom_sees_both_schemes_in_both_directions(guide):
    text = guide.content.decode()
    for direction in ("rtl", "ltr"):
        for scheme in ("light", "dark"):
            assert f'dir="{direction}" data-theme="{scheme}"' in text


def test_both_designs_of_the_lead_are_shown(guide):
    text = guide.content.decode()
    assert 'class="card lead kind-opinion"' in text
    assert 'class="card lead card-type kind-opinion"' in text


def test_style_guide_is_kept_from_search_engines_and_caches(guide):
    assert '<meta name="robots" content="noindex, nofollow">' in guide.content.decode()
    assert guide["Cache-Control"] == "private, no-store"


def test_style_guide_of_an_empty_newsroom_is_a_page(client, chief):
    client.force_login(chief)
    assert client.get(PATH).status_code == 200


@pytest.mark.usefixtures("hidden")
def test_style_guide_shows_nothing_that_readers_do_not_see(guide):
    # It shows the English edition too, where this one is public.
    text = guide.content.decode().replace("خبر مخفي بالإنجليزية", "")
    assert "خبر مخفي" not in text

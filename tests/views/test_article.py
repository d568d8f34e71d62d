from datetime import timedelta

import pytest

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Image
from articles.related import engine
from articles.templatetags.cards import kind_label
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH, HOUR
from tests.views.parsing import alternates, meta, order, structured, times


def test_article_is_not_found_one_second_early(client, editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(article, moment=NOW + timedelta(seconds=1), by=editor, at=NOW)
    assert client.get(article.url("ar")).status_code == 404


def test_draft_is_not_found(client, editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    assert client.get(article.url("ar")).status_code == 404


def test_article_is_shown_from_its_second(client, published):
    response = client.get(published(at=NOW).url("ar"))
    assert response.status_code == 200
    assert "<h1>افتتاح خط جديد للقطار السريع</h1>" in response.content.decode()


def test_withdrawn_article_is_gone_and_says_why(client, editor, published):
    article = published(at=NOW - HOUR)
    workflow.withdraw(article, by=editor, notes={"ar": "سُحب لعدم دقة مصدره."}, at=NOW)
    response = client.get(article.url("ar"))
    assert response.status_code == 410
    assert "سُحب لعدم دقة مصدره." in response.content.decode()
    assert article.headline_ar not in response.content.decode()


def test_expired_article_is_gone_from_its_second(client, published):
    article = published(at=NOW - HOUR, expires_at=NOW.isoformat())
    assert client.get(article.url("ar")).status_code == 410


def test_killed_article_is_gone(client, chief, published):
    article = published(at=NOW - HOUR)
    workflow.kill(article, by=chief, reason="خطأ جسيم", at=NOW)
    assert client.get(article.url("ar")).status_code == 410


@pytest.mark.parametrize("path", ["/articles/{}/another/", "/articles/{}/", "/a/{}"])
def test_other_address_moves_to_the_canonical_one_with_its_query(client, published, path):
    article = published()
    response = client.get(path.format(article.pk) + "?utm_source=x&y=%D9%A1")
    assert response.status_code == 301
    assert response["Location"] == f"{article.url('ar')}?utm_source=x&y=%D9%A1"


def test_arabic_article_has_no_other_language(client, published):
    article = published()
    assert alternates(client.get(article.url("ar"))) == {}
    assert client.get(article.url("en")).status_code == 404


def test_two_languages_name_each_other(client, published):
    article = published(**ENGLISH)
    arabic, english = (client.get(article.url(language)) for language in ("ar", "en"))
    assert alternates(arabic) == alternates(english)
    assert alternates(arabic) == {
        "ar": f"http://testserver{article.url('ar')}",
        "en": f"http://testserver{article.url('en')}",
        "x-default": f"http://testserver{article.url('ar')}",
    }


def test_structured_dates_are_the_visible_ones(client, editor, published):
    article = published(at=NOW - 3 * HOUR)
    workflow.save(
        article,
        base=article.latest_revision_id,
        by=editor,
        data=article.latest_revision.data,
        at=NOW - 2 * HOUR,
    )
    workflow.update(article, by=editor, significant=True, at=NOW - HOUR)
    response = client.get(article.url("ar"))
    data = structured(response)["NewsArticle"]
    assert times(response)[:2] == [data["datePublished"], data["dateModified"]]
    assert data["datePublished"] == "2026-11-20T11:00:00+02:00"


def test_structured_data_cannot_end_its_script(client, published):
    article = published(headline_ar="</script><script>alert(1)</script>")
    response = client.get(article.url("ar"))
    assert structured(response)["NewsArticle"]["headline"] == article.headline_ar
    assert "<script>alert" not in response.content.decode()


def test_label_stands_above_the_headline(client, published):
    BroadcastStatus.objects.create(kind="trial", scope="site", starts_at=NOW - HOUR)
    response = client.get(published().url("ar"))
    assert order(response, "<h1>", "status-trial") == ["status-trial", "<h1>"]


def test_related_articles_are_the_last_block_before_the_footer(client, published):
    others = [published(headline_ar=f"قطار جديد رقم {n}").pk for n in range(4)]
    article = published(headline_ar="قطار جديد", pins=others)
    engine.recompute(article.pk)
    response = client.get(article.url("ar"))
    parts = ["<h1>", 'class="body"', 'id="related"', "</main>", "<footer"]
    assert order(response, *reversed(parts)) == parts
    assert response.content.decode().split('id="related"')[1].count("<section") == 0


def test_picture_in_the_body_is_shown_with_its_caption(client, published, picture):
    figure = f'<figure data-image="{picture.pk}"><figcaption>جسر النهر</figcaption></figure>'
    response = client.get(published(body_ar=f"<p>نص.</p>{figure}").url("ar"))
    text = response.content.decode()
    assert "/media/renditions/" in text.split('class="body"')[1]
    assert "جسر النهر" in text
    assert "data-image" not in text


def test_correction_is_shown_with_its_date(client, editor, published):
    article = published(at=NOW - 2 * HOUR)
    workflow.save(
        article,
        base=article.latest_revision_id,
        by=editor,
        data=article.latest_revision.data,
        at=NOW - HOUR,
    )
    workflow.correct(article, by=editor, notes={"ar": "ورد اسم المحطة خطأ."}, at=NOW - HOUR)
    response = client.get(article.url("ar"))
    assert "ورد اسم المحطة خطأ." in response.content.decode()
    assert structured(response)["NewsArticle"]["dateModified"] in times(response)


def test_description_is_the_standfirst(client, published):
    response = client.get(published().url("ar"))
    assert meta(response, "description") == "يربط الخط العاصمة بالساحل في ساعتين."
    assert meta(response, "og:description") == meta(response, "description")


def test_description_without_standfirst_is_the_first_paragraph(client, published):
    response = client.get(published(standfirst_ar="").url("ar"))
    assert meta(response, "description") == "افتتحت الوزارة الخط أمس."


def test_tags_and_byline_lead_to_their_pages(client, published, tag):
    text = client.get(published(tags=[tag.pk]).url("ar")).content.decode()
    assert '<a href="/authors/karim/" rel="author"><bdi>كريم الشاذلي</bdi></a>' in text
    assert 'rel="tag"><bdi>قطارات</bdi></a>' in text


@pytest.mark.parametrize(
    ("gender", "verb"), [("امرأة", "كتبت"), ("رجل", "كتب"), ("غير محدد", "بقلم")]
)
def test_byline_addresses_the_author_as_the_desk_has_chosen(
    client, signed_in, chief, published, author, gender, verb
):
    desk, address = signed_in(chief), f"/admin/articles/author/{author.pk}/change/"
    form = desk.get(address).context["adminform"].form
    values = {str(label): value for value, label in form.fields["gender"].choices}
    sent = {name: value for name, value in form.initial.items() if value is not None}
    desk.post(address, sent | {"gender": values[gender]})
    text = client.get(published().url("ar")).text
    assert f'<p class="byline">{verb} <a href="/authors/karim/"' in text


def test_head_names_one_address_and_the_large_picture(client, published, picture):
    article = published(lead_image=picture.pk)
    response = client.get(article.url("ar"))
    assert meta(response, "og:url") == f"http://testserver{article.url('ar')}"
    assert "/media/renditions/" in meta(response, "og:image")
    assert meta(response, "robots") == "max-image-preview:large"


def test_focal_point_in_a_corner_stays_in_the_corner(client, published, picture):
    Image.objects.filter(pk=picture.pk).update(focal_x=0, focal_y=0)
    response = client.get(published(lead_image=picture.pk).url("ar"))
    assert 'class="picture fx0 fy0"' in response.content.decode()
    crops = [meta(response, "og:image"), *structured(response)["NewsArticle"]["image"]]
    assert [crop.endswith("-0-0.jpg") for crop in crops] == [True] * 4


def test_storyline_goes_on_in_connected_coverage(client, published):
    for day in (4, 2, 0):
        title = f"محطة جديدة لتحلية مياه البحر في الميناء {day}"
        text = {"headline_ar": title, "standfirst_ar": "", "body_ar": f"<p>{title}</p>"}
        piece = published(at=NOW - timedelta(days=day), **text)
        engine.recompute(piece.pk)
    page = client.get(piece.url("ar")).content.decode()
    assert page.count('class="storyline-piece"') == 2
    assert page.count('aria-current="true"') == 1


def head_of(page):
    """The HTML of an article's head, with its headline last."""
    return page.content.decode().split('<header class="article-head">')[1].split("</h1>")[0]


def test_opinion_shows_its_author_above_the_headline_and_nowhere_else(client, published, author):
    author.photo = factories.ImageFactory(digest="a" * 64)
    author.save()
    page = client.get(published(kind="opinion").url("ar"))
    above = head_of(page).split("<h1>")[0]
    assert "a" * 8 in above
    assert author.name_ar in above
    assert page.content.decode().count('rel="author"') == 1


def test_kind_of_the_piece_stands_above_its_headline(client, published):
    page = client.get(published(kind="interview").url("ar"))
    assert kind_label("interview") in head_of(page).split("<h1>")[0]


def test_pictures_of_a_photo_story_say_how_many_there_are(client, published):
    pictures = [factories.ImageFactory(digest=letter * 64) for letter in "ab"]
    html = "".join(f'<figure data-image="{image.pk}"></figure>' for image in pictures)
    page = client.get(published(kind="photo_story", body_ar=f"<p>نص</p>{html}").url("ar"))
    assert page.content.decode().count('class="picture-number"') == len(pictures)

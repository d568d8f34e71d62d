"""«بث تجريبي»: what the outlet says about itself stands on every page of readers."""

import pytest

from articles.broadcast.models import BroadcastStatus
from tests.conftest import NOW


@pytest.mark.parametrize(
    "path", ["/", "/sections/economy/", "/search/", "/search/?q=x", "/no-such-page/", "/a/{pk}"]
)
def test_label_stands_on_every_page(client, published, section, path):
    article = published()
    BroadcastStatus.objects.create(kind="trial", label_ar="بث تجريبي", starts_at=NOW)
    html = client.get(path.format(pk=article.pk), follow=True).content.decode()
    assert 'class="status status-trial" data-part="label">بث تجريبي</span>' in html

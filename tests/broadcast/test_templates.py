from typing import Any

import pytest
from django.template.loader import render_to_string

from articles.broadcast import statuses
from tests.broadcast.conftest import HOUR, view
from tests.conftest import NOW


def rendered(part: str, *known: Any) -> str:
    page = statuses.page_notices(known, at=NOW, language="ar")
    return render_to_string(f"articles/broadcast/_{part}.html", {"notice": getattr(page, part)})


@pytest.mark.parametrize("part", ["label", "breaking", "live"])
def test_slot_is_there_and_hidden_when_there_is_nothing_to_say(part: str) -> None:
    assert f'data-status="{part}" hidden' in rendered(part)


@pytest.mark.parametrize(
    ("part", "kind"), [("label", "off_air"), ("breaking", "breaking"), ("live", "live")]
)
def test_slot_shows_what_is_on(part: str, kind: str) -> None:
    html = rendered(part, view(kind, ends_at=NOW + HOUR, texts={"ar": "نص <b>"}, link="/a/5"))
    assert "hidden" not in html
    assert 'href="/a/5"' in html
    assert "نص &lt;b&gt;" in html


def test_live_that_is_to_come_looks_so() -> None:
    assert "live-strip-later" in rendered("live", view("live", starts_at=NOW + HOUR))

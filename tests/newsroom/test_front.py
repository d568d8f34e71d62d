"""What nginx says by itself, without the site, is said in the words of the house."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from newsroom.error_pages import ERROR_TEXTS

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "static" / "refusals"
CASES = ["400", "413", "502"]
CONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


def page(case: str) -> str:
    return (FOLDER / f"{case}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", ["400", "413", "414", "431", "494", "502", "503", "504"])
def test_status_that_nginx_makes_has_a_page(status: str) -> None:
    found = re.search(
        rf"error_page [\d ]*\b{status}\b[\d ]* /static/refusals/(\S+);", CONFIGURATION
    )
    assert found
    assert (FOLDER / found[1]).is_file()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("case", ["400", "413"])
def test_page_says_what_the_site_says(case: str, language: str) -> None:
    with override(language):
        heading, *texts = map(str, ERROR_TEXTS[case])
    found = page(case)
    assert f">{heading}</h" in found
    # The second text goes on in a sentence that says for whom it is.
    assert all(text[1:] in found for text in texts)


@pytest.mark.parametrize("case", CASES)
def test_page_is_arabic_first_and_leads_on_in_both_languages(case: str) -> None:
    found = page(case)
    assert '<html lang="ar" dir="rtl">' in found
    assert found.index("<h1>") < found.index('lang="en" dir="ltr"')
    assert all(f'href="{path}"' in found for path in ("/", "/en/", "/admin/", "/en/admin/"))


def test_page_of_a_site_that_does_not_answer_can_be_opened_again() -> None:
    assert page("502").count('<a class="button" href="">') == 2


@pytest.mark.parametrize("case", CASES)
def test_page_needs_only_files_that_are_there(case: str) -> None:
    files = re.findall(r'href="/static/([^"]+)"', page(case))
    assert len(files) == 5
    assert all((ROOT / "static" / file).is_file() for file in files)

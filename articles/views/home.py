"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.views import front
from articles.views.page import build_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page in the arrangement in force, else the newest and each section's; none twice.

    Three queries, five when cold; one more for pictures that stand in for others.
    """
    page = build_page(request)
    document = front.arranged(page, None) or front.default_home(page)
    return front.respond_home(page, document)

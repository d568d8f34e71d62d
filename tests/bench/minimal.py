"""The measure: a minimal Django view, one row by primary key in a ten-line template.

It runs with the site's own settings and middleware, beside the site's pages.
"""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from articles.models import Section
from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as site_urls

__all__ = ["handler404", "handler500", "urlpatterns"]

TEMPLATE = Engine().from_string(
    """<!doctype html>
<html lang="ar" dir="rtl">
<head>
  <meta charset="utf-8">
  <title>{{ section.name_ar }}</title>
</head>
<body>
  <h1>{{ section.name_ar }}</h1>
  <p>{{ section.description_ar }}</p>
</body></html>"""
)


def minimal(request: HttpRequest, pk: int) -> HttpResponse:
    """One row by primary key, a ten-line template."""
    section = Section.objects.get(pk=pk)
    return HttpResponse(TEMPLATE.render(Context({"section": section})))


urlpatterns = [path("minimal/<int:pk>/", minimal), *site_urls]

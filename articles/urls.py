"""The reader's addresses: `localized` stand behind a language prefix, `plain` exist once."""

from django.urls import include, path

from articles.broadcast.views import now_view
from articles.views.article import article, short
from articles.views.home import home
from articles.views.lists import author, section, tag
from articles.views.search import search_page

localized = [
    path("", home, name="home"),
    path("articles/<int:pk>/<str:slug>/", article, name="article"),
    path("articles/<int:pk>/", article),
    path("a/<int:pk>", short, name="short"),
    path("sections/<str:slug>/", section, name="section"),
    path("tags/<str:slug>/", tag, name="tag"),
    path("authors/<str:slug>/", author, name="author"),
    path("search/", search_page, name="search"),
    path("status.json", now_view, name="broadcast_status"),
]

plain = [
    path("media/", include("articles.views.media")),
]

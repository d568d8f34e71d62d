"""Renditions as files, made on demand; originals are never served."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from articles.renditions.files import FOLDER, FORMATS, parse
from articles.renditions.render import make_one

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file `renditions/<name>`, cached for ever; 404 for every other name.

    A missing file of a known picture is made first (one query). A crop around
    a former focal point redirects to the present one.
    """
    wanted = parse(name)
    if wanted is None:
        raise Http404
    stored = FOLDER + name
    if not default_storage.exists(stored):
        made = make_one(wanted)
        if made is None:
            raise Http404
        if made != stored:
            return HttpResponseRedirect(default_storage.url(made))
    response = FileResponse(default_storage.open(stored), content_type=FORMATS[wanted.extension])
    response["Cache-Control"] = FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    return response


# Mounted below MEDIA_URL, outside the language prefixes.
urlpatterns = [path("renditions/<path:name>", rendition, name="rendition")]

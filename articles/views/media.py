"""The files of pictures' renditions, made on demand; originals are never served."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from articles.renditions.files import FOLDER, FORMATS, parse_name
from articles.renditions.render import create_requested

IMMUTABLE = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file `renditions/<name>`, cacheable for a year; 404 for a name of no picture.

    A missing file of a stored picture is made first (one query). 302 from a crop around a
    former focal point to the current one.
    """
    wanted = parse_name(name)
    if wanted is None:
        raise Http404
    stored = FOLDER + name
    if not default_storage.exists(stored):
        made = create_requested(wanted)
        if made is None:
            raise Http404
        if made != stored:
            return HttpResponseRedirect(default_storage.url(made))
    response = FileResponse(default_storage.open(stored), content_type=FORMATS[wanted.extension])
    response["Cache-Control"] = IMMUTABLE
    response["X-Content-Type-Options"] = "nosniff"
    return response


# Mounted below MEDIA_URL, outside the language prefixes.
urlpatterns = [path("renditions/<path:name>", rendition, name="rendition")]

"""The answer to an address that is written otherwise today."""

from django.http import HttpRequest, HttpResponsePermanentRedirect


def moved(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """Lead to the path for good; the query that was sent goes along, whatever it says."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)

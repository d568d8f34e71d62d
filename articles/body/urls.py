"""The URLs that a body may contain: of links, and of embedded posts on other sites."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from articles.arabic.normalize import clean
from articles.body.schema import PROVIDERS, WRAPPERS, Provider

MAX_LENGTH = 2000
_MAX_WRAPPED_LENGTH = 10_000

_SPACE = re.compile(r"\s")
_BREAKS = re.compile(r"[\t\n\r]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
# No user name and no backslash: both make an address look like another site's.
_AUTHORITY = re.compile(r"(?=[^:]*\w)[\w.-]+(?::[0-9]{1,5})?")
_MAIL = re.compile(r"mailto:[^\s@:/\\]+@[\w.-]+(?:\?[^\s\\]*)?", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[0-9().\-]+", re.IGNORECASE)
_ESCAPED = str.maketrans({'"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "\\": "%5C"})
_WRAPPERS = tuple(
    (re.compile(host, re.IGNORECASE), path, re.compile(rf"(?:^|&)(?:{'|'.join(names)})=([^&]*)"))
    for host, path, names in WRAPPERS
)
# Proofpoint writes the address meant in its own letters; where some of them are coded it stays.
_DEFENDED = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(https?:.+?)__;!", re.IGNORECASE)
_DEFENDED_BEFORE = re.compile(
    r"https?://urldefense\.proofpoint\.com/v2/url\?(?:[^#]*&)?u=([\w.-]+)", re.IGNORECASE
)
_HOST_PREFIX = re.compile(r"^(?:www|m|mobile|web)\.")


def link_url(value: str) -> str | None:
    """The URL of a link as it is stored, None if it is not allowed. Idempotent.

    Allowed are http and https with a plain host, mailto, tel, and paths of this site. A
    redirector's URL (`schema.WRAPPERS`) is replaced by its target.
    """
    value = _unwrap(_BREAKS.sub("", clean(value)).strip())
    if value.lower().startswith("www."):
        value = f"https://{value}"
    value = _SPACE.sub("%20", value).translate(_ESCAPED)
    if len(value) > MAX_LENGTH:
        return None
    if value.startswith("/"):
        return None if value.startswith("//") else value
    if _WEB.match(value):
        return value if _has_plain_host(value) else None
    return value if _MAIL.fullmatch(value) or _PHONE.fullmatch(value) else None


def embed_url(value: str) -> str | None:
    """The https URL of a post on one of `schema.PROVIDERS`, else None. Idempotent.

    The URL of a video player becomes that of the video's page.
    """
    address = link_url(value)
    if address is None or not provider_of(address):
        return None
    parts = urlsplit(address)
    host = _plain_host(parts.netloc)
    if not parts.path.strip("/"):
        return None
    if video := _video_page(host, parts.path):
        return video
    if host == "youtube.com" and parts.path == "/watch" and not parse_qs(parts.query).get("v"):
        return None
    return "https" + address[address.index("://") :]


def provider_of(address: str) -> Provider | None:
    """The provider of a stored URL, None for any other site."""
    return PROVIDERS.get(_plain_host(urlsplit(address).netloc)) if _WEB.match(address) else None


def _has_plain_host(value: str) -> bool:
    try:
        return bool(_AUTHORITY.fullmatch(urlsplit(value).netloc))
    except ValueError:  # brackets that are no IPv6 address, characters that normalise to a slash
        return False


def _unwrap(value: str) -> str:
    """The target of a URL through any number of redirectors."""
    while inner := _wrapped_url(value):
        value = inner
    return value


def _wrapped_url(value: str) -> str | None:
    """The URL inside a redirector's URL, None for any other."""
    if len(value) > _MAX_WRAPPED_LENGTH or not _WEB.match(value) or not _has_plain_host(value):
        return None
    inner = _urldefense_target(value) or _query_target(value)
    return inner if _WEB.match(inner) and _has_plain_host(inner) else None


def _urldefense_target(value: str) -> str:
    if plain := _DEFENDED.match(value):
        return plain[1]
    coded = _DEFENDED_BEFORE.match(value)
    return unquote(coded[1].replace("-", "%").replace("_", "/")) if coded else ""


def _query_target(value: str) -> str:
    parts = urlsplit(value)
    for host, path, parameter in _WRAPPERS:
        if host.fullmatch(parts.netloc) and parts.path.startswith(path):
            found = parameter.search(parts.query)
            return unquote(found[1]).strip() if found else ""
    return ""


def _plain_host(authority: str) -> str:
    return _HOST_PREFIX.sub("", authority.lower())


def _video_page(host: str, path: str) -> str | None:
    """The page of the video whose player has this host and path, else None."""
    embedded = re.fullmatch(r"/(?:embed|shorts|live)/([\w-]+)/?", path)
    if embedded and host in ("youtube.com", "youtube-nocookie.com"):
        return f"https://www.youtube.com/watch?v={embedded[1]}"
    played = re.fullmatch(r"/video/([0-9]+)/?", path)
    if played and host == "player.vimeo.com":
        return f"https://vimeo.com/{played[1]}"
    return None

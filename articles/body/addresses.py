"""The addresses a body may hold: of links, and of posts on other sites."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from articles.arabic.normalize import clean
from articles.body.schema import PROVIDERS, WRAPPERS, Provider

LONGEST = 2000
_LONGEST_WRAPPED = 10_000

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


def link_address(value: str) -> str | None:
    """Return the address of a link as it is stored, None when a body may not link there.

    http and https with a plain host, mailto, tel, and paths of this site; of an address that only
    leads on to another, that other one. Idempotent.
    """
    value = _unwrapped(_BREAKS.sub("", clean(value)).strip())
    if value.lower().startswith("www."):
        value = f"https://{value}"
    value = _SPACE.sub("%20", value).translate(_ESCAPED)
    if len(value) > LONGEST:
        return None
    if value.startswith("/"):
        return None if value.startswith("//") else value
    if _WEB.match(value):
        return value if _has_plain_host(value) else None
    return value if _MAIL.fullmatch(value) or _PHONE.fullmatch(value) else None


def embed_address(value: str) -> str | None:
    """Return the https address of a post on an allowed site, None for any other. Idempotent.

    The address of a player becomes that of the page a reader can open.
    """
    address = link_address(value)
    if address is None or not provider_of(address):
        return None
    parts = urlsplit(address)
    host = _plain_host(parts.netloc)
    if not parts.path.strip("/"):
        return None
    if video := _video(host, parts.path):
        return video
    if host == "youtube.com" and parts.path == "/watch" and not parse_qs(parts.query).get("v"):
        return None
    return "https" + address[address.index("://") :]


def provider_of(address: str) -> Provider | None:
    """Return the site behind a stored address, None when it is none of the allowed."""
    return PROVIDERS.get(_plain_host(urlsplit(address).netloc)) if _WEB.match(address) else None


def _has_plain_host(value: str) -> bool:
    try:
        return bool(_AUTHORITY.fullmatch(urlsplit(value).netloc))
    except ValueError:  # brackets that are no IPv6 address, characters that normalise to a slash
        return False


def _unwrapped(value: str) -> str:
    """Return the address meant by one that leads on to it, through any number of them."""
    while inner := _wrapped(value):
        value = inner
    return value


def _wrapped(value: str) -> str | None:
    """Return the web address within this one, None where it leads nowhere else."""
    if len(value) > _LONGEST_WRAPPED or not _WEB.match(value) or not _has_plain_host(value):
        return None
    inner = _undefended(value) or _parameter(value)
    return inner if _WEB.match(inner) and _has_plain_host(inner) else None


def _undefended(value: str) -> str:
    if plain := _DEFENDED.match(value):
        return plain[1]
    coded = _DEFENDED_BEFORE.match(value)
    return unquote(coded[1].replace("-", "%").replace("_", "/")) if coded else ""


def _parameter(value: str) -> str:
    parts = urlsplit(value)
    for host, path, parameter in _WRAPPERS:
        if host.fullmatch(parts.netloc) and parts.path.startswith(path):
            found = parameter.search(parts.query)
            return unquote(found[1]).strip() if found else ""
    return ""


def _plain_host(authority: str) -> str:
    return _HOST_PREFIX.sub("", authority.lower())


def _video(host: str, path: str) -> str | None:
    """Return the page of a video whose player's address this is."""
    embedded = re.fullmatch(r"/(?:embed|shorts|live)/([\w-]+)/?", path)
    if embedded and host in ("youtube.com", "youtube-nocookie.com"):
        return f"https://www.youtube.com/watch?v={embedded[1]}"
    played = re.fullmatch(r"/video/([0-9]+)/?", path)
    if played and host == "player.vimeo.com":
        return f"https://vimeo.com/{played[1]}"
    return None

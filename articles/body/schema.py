"""The schema of bodies, shared by the sanitiser and the editor.

A body is a sequence of blocks: paragraphs, headings of two levels, lists, quotations, tables,
rules, and three kinds of references: to an image of the library, to another article, to a post on
another site. A gallery holds 2 to 20 images. A table cell contains lines of text.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

import nh3

HEADINGS: Final = (2, 3)
PULLQUOTE: Final = "pullquote"
GALLERY: Final = "gallery"
# How far a picture may leave the measure of the text, a pull quote only to the first of them.
WIDTHS: Final = ("wide", "full")
DIRECTIONS: Final = frozenset({"rtl", "ltr", "auto"})
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Lists in lists; deeper ones are written on the last level.
LIST_DEPTH: Final = 4
# No cell spans more columns.
MAX_COLUMNS: Final = 50
# Pictures of a gallery; fewer stand alone, more begin another gallery.
MIN_PICTURES: Final = 2
MAX_PICTURES: Final = 20

TEXT_BLOCKS: Final = frozenset({"p", *(f"h{level}" for level in HEADINGS)})
LISTS: Final = frozenset({"ul", "ol"})
# The marks in the order in which they are written, outermost first, under every name they come by.
MARKS: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
}
CELLS: Final = frozenset({"td", "th"})
DIRECTED: Final = TEXT_BLOCKS | LISTS | CELLS | {"li", "blockquote", "bdi", "table"}
_SPANS: Final = frozenset({"lang", "colspan", "rowspan"})

_REFERENCES: Final = {
    "figure": frozenset({"data-image", "data-width"}),
    "aside": frozenset({"data-article"}),
    "div": frozenset({"data-embed"}),
}
ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    **{tag: frozenset({"lang"}) for tag in DIRECTED},
    **_REFERENCES,
    "a": frozenset({"href"}),
    "blockquote": frozenset({"lang", "data-width"}),
    "ol": frozenset({"lang", "start"}),
    "td": _SPANS,
    "th": _SPANS | {"scope"},
}
_PARTS: Final = frozenset({"figcaption", "caption", "thead", "tbody", "tr", "section"})
TAGS: Final = frozenset({"br", "hr", *_PARTS, *ATTRIBUTES, *MARKS.values()})


class Provider(NamedTuple):
    """A site whose posts a body may embed; ``verb`` chooses the text of the link."""

    name: str
    verb: Literal["watch", "read", "listen"]


_PROVIDERS: Final = (
    (Provider("YouTube", "watch"), ("youtube.com", "youtu.be", "youtube-nocookie.com")),
    (Provider("Vimeo", "watch"), ("vimeo.com", "player.vimeo.com")),
    (Provider("TikTok", "watch"), ("tiktok.com", "vm.tiktok.com", "vt.tiktok.com")),
    (Provider("X", "read"), ("x.com", "twitter.com")),
    (Provider("Facebook", "read"), ("facebook.com", "fb.watch", "fb.com")),
    (Provider("Instagram", "read"), ("instagram.com",)),
    (Provider("SoundCloud", "listen"), ("soundcloud.com", "on.soundcloud.com")),
)
# By host, without its «www.», «m.» or «mobile.».
PROVIDERS: Final = {host: provider for provider, hosts in _PROVIDERS for host in hosts}

# Addresses that only lead on to another and say who was to follow it: the host, how the path
# begins, and the names under which the address meant is given.
WRAPPERS: Final = (
    (r"(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us)", "/", ("url",)),
    (r"statics\.teams\.cdn\.office\.net", "/evergreen-assets/safelinks/", ("url",)),
    (r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}", "/url", ("q", "url")),
    (r"lm?\.(?:facebook|messenger|instagram|threads|workplace)\.(?:com|net)", "/", ("u",)),
    (r"(?:www\.)?youtube\.com", "/redirect", ("q",)),
    (r"(?:www\.)?linkedin\.com", "/redir/redirect", ("url",)),
    (r"(?:www\.)?linkedin\.com", "/safety/go", ("url",)),
    (r"out\.reddit\.com", "/", ("url",)),
    (r"away\.vk\.com", "/away.php", ("to",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"linkprotect\.cudasvc\.com", "/url", ("a",)),
    (r"deref-(?:gmx|mail|web)\.[a-z]+", "/mail/client/", ("redirectUrl",)),
)

# The editor's extensions, by their names in its own modules and in ours (static/js/editor).
EXTENSIONS: Final[Mapping[str, Any]] = {
    "Document": True,
    "Text": True,
    "Paragraph": True,
    "Heading": {"levels": list(HEADINGS)},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "History": True,
    "Dropcursor": True,
    "Gapcursor": True,
    "Quote": {"pullquote": PULLQUOTE, "wide": WIDTHS[0]},
    "Anchor": {"schemes": sorted(SCHEMES)},
    "Isolate": True,
    "Direction": True,
    "Table": True,
    "TableRow": True,
    "TableCell": True,
    "TableHeader": True,
    "LibraryFigure": {"widths": WIDTHS},
    "Gallery": {"name": GALLERY, "most": MAX_PICTURES},
    "Pictures": True,
    "RelatedArticle": True,
    "Embed": {"hosts": {host: provider.name for host, provider in PROVIDERS.items()}},
    "Toolbar": True,
    "Paste": {
        "hosts": {host: provider.name for host, provider in PROVIDERS.items()},
        "wrappers": WRAPPERS,
    },
}

CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values={tag: {"dir": set(DIRECTIONS)} for tag in DIRECTED},
    allowed_classes={"blockquote": {PULLQUOTE}, "section": {GALLERY}},
    url_schemes=set(SCHEMES),
    link_rel=None,
    generic_attribute_prefixes=set(),
    clean_content_tags={"script", "style"},
)

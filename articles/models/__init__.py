"""The core's tables: an article cannot be shown without them.

Built in one direction: `preview_link` and `suggestion` know `revision`, `autosave` knows
`submission`; these know `article`, which knows `sections`, `taxonomy`, `people`,
`media` and `querysets`; `log` stands beside the article by id.
"""

from articles.models.article import Article
from articles.models.attribution import Byline, TaggedArticle
from articles.models.autosave import Autosave
from articles.models.log import Announcement, Correction, SiteState, Transition
from articles.models.media import Image
from articles.models.people import Author, AuthorRedirect
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.revision import Revision
from articles.models.sections import Section, SectionRedirect
from articles.models.submission import Submission
from articles.models.suggestion import Suggestion, SuggestionDecision
from articles.models.taxonomy import Tag, TagAlias, TagDistinction, TagMerge, TagRedirect
from articles.models.text_checks import IgnoredFinding, TextRule

__all__ = [
    "Announcement",
    "Article",
    "Author",
    "AuthorRedirect",
    "Autosave",
    "Byline",
    "Correction",
    "IgnoredFinding",
    "Image",
    "Presence",
    "PreviewLink",
    "Revision",
    "Section",
    "SectionRedirect",
    "SiteState",
    "Submission",
    "Suggestion",
    "SuggestionDecision",
    "Tag",
    "TagAlias",
    "TagDistinction",
    "TagMerge",
    "TagRedirect",
    "TaggedArticle",
    "TextRule",
    "Transition",
]

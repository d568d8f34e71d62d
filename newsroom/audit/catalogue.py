"""What the audit log records: every model of the database, with its fields or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.conf import LANGUAGES


def _translated(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{code}" for name in names for code in LANGUAGES)


@dataclass(frozen=True)
class Audited:
    """A model whose rows are compared by `fields` whenever one is created, changed or deleted.

    Of a field of `secrets` only is said that it changed. `named_after` is the field by whose row
    the entry calls the object; else it is called as the row calls itself.
    """

    fields: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    named_after: str = ""

    @property
    def compared(self) -> tuple[str, ...]:
        """All fields that are read before a change."""
        return (*self.fields, *self.secrets)


AUDITED: Final[dict[str, Audited]] = {
    "accounts.User": Audited(
        ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser"),
        secrets=("password",),
    ),
    "invitations.Invitation": Audited(
        (
            "email",
            "first_name",
            "last_name",
            "language",
            "sent_at",
            "works_until",
            "revoked_at",
            "accepted_at",
            "account",
            "invited_by",
        ),
        secrets=("digest",),
    ),
    "auth.Group": Audited(("name",)),
    "account.EmailAddress": Audited(("email", "verified", "primary"), named_after="user"),
    "mfa.Authenticator": Audited(("type",), secrets=("data",), named_after="user"),
    "articles.Section": Audited(
        (*_translated("name", "description"), "slug", "colour", "order", "parent")
    ),
    "articles.SectionRedirect": Audited(("slug", "section")),
    "articles.Author": Audited(
        (*_translated("name", "role", "bio"), "slug", "gender", "photo", "user")
    ),
    "articles.AuthorRedirect": Audited(("slug", "author")),
    "articles.Tag": Audited(
        (*_translated("name", "slug", "description"), "is_retired", "broader", "picture")
    ),
    "articles.TagAlias": Audited(("name", "tag")),
    "articles.TagDistinction": Audited(("first", "second")),
    "articles.TagRedirect": Audited(("slug", "language", "tag")),
    "articles.Image": Audited(
        (*_translated("alt", "caption"), "title", "file", "credit", "licence", "focal_x", "focal_y")
    ),
    "articles.PreviewLink": Audited(
        ("language", "revision", "expires_at", "revoked_at"), named_after="article"
    ),
    "articles.TextRule": Audited(("is_active", "is_blocking")),
    "articles_broadcast.BroadcastStatus": Audited(
        (
            "kind",
            *_translated("label", "text"),
            "scope",
            "section",
            "article",
            "starts_at",
            "ends_at",
            *("weekdays", "last_day", "skipped_days", "ended_at"),
            "link",
            "stream_url",
            "priority",
        )
    ),
    "articles_frontpage.FrontPublication": Audited(
        ("revision", "published_at", "cancelled_at"), named_after="front"
    ),
    "articles_search.SynonymGroup": Audited(("words", "is_one_way")),
    "planning.Event": Audited(
        (
            "kind",
            *_translated("title", "place"),
            "is_all_day",
            "starts_at",
            "ends_at",
            "section",
            "status",
            "notes",
        )
    ),
    "planning.Assignment": Audited(
        (
            *("title", "language", "kind", "section", "event", "notes"),
            *("assignee", "due_at", "planned_at", "status", "article"),
        )
    ),
    "planning.CalendarFeed": Audited(secrets=("digest",), named_after="user"),
}
"""By label: models of which every row is recorded by the signals of the model."""

RELATIONS: Final[dict[str, tuple[str, str]]] = {
    "accounts.User_groups": ("accounts.User", "groups"),
    "accounts.User_user_permissions": ("accounts.User", "user_permissions"),
    "accounts.SectionLimit": ("accounts.User", "sections"),
    "invitations.Invitation_groups": ("invitations.Invitation", "groups"),
    "invitations.Invitation_sections": ("invitations.Invitation", "sections"),
    "auth.Group_permissions": ("auth.Group", "permissions"),
}
"""By the label of the table between: (model, many-to-many field) whose rows are recorded."""

BY_MEANING: Final[dict[str, str]] = {
    "articles.Transition": "each is an entry of its own, named by its verb",
    "articles.TagMerge": "each is an entry of the tag that stayed",
    "articles.Article": "verbs are recorded by their transitions; here its deletion alone",
}
"""By label: models that are recorded otherwise than by their fields, and how."""

_OWN_RECORD: Final = "says itself who wrote it when, and is never changed"
_DERIVED: Final = "made from published articles, and made again by a command"
_TYPING: Final = "what is typed and not saved yet, and how a form is done once"
_PRIVATE: Final = "says what somebody reads or does at the moment, which is nobody's matter"
_QUEUE: Final = "work that waits, written and deleted by the program"
_OF_THE_PROGRAM: Final = "written by migrations, from the code"
NOT_AUDITED: Final[dict[str, str]] = {
    "articles.Revision": _OWN_RECORD,
    "articles.Correction": "written by the verb `correct`, which is recorded",
    "articles.Byline": "follows the revision that is live or newest",
    "articles.TaggedArticle": "follows the revision that is live or newest",
    "articles.Article_contributors": "follows the bylines of the revisions",
    "articles.Suggestion": _OWN_RECORD,
    "articles.SuggestionDecision": _OWN_RECORD,
    "articles.IgnoredFinding": _OWN_RECORD,
    "articles.Submission": _TYPING,
    "articles.Autosave": _TYPING,
    "articles.Presence": _PRIVATE,
    "articles.Announcement": _QUEUE,
    "articles.SiteState": "counts changes and holds the next moment",
    "articles_comments.CommentThread": "a conversation about a passage, which keeps who spoke",
    "articles_comments.Comment": "a conversation about a passage, which keeps who spoke",
    "articles_comments.CommentNotice": _PRIVATE,
    "articles_frontpage.Front": "says which page is arranged; its publications are recorded",
    "articles_frontpage.FrontRevision": _OWN_RECORD,
    "articles_lists.SavedFilter": "what somebody looks for in a list; it changes no article",
    "articles_lists.ListLayout": _PRIVATE,
    "planning.AssignmentNote": _OWN_RECORD,
    "articles_notifications.Notification": _PRIVATE,
    "articles_notifications.MailChoice": _PRIVATE,
    "articles_notifications.DeskLanguage": _PRIVATE,
    "articles_notifications.Mail": _QUEUE,
    "articles_newsletter.Subscription": "an address that is deleted when its reader says so",
    "articles_newsletter.Issue": "says which corrections were mailed, which are recorded",
    "articles_newsletter.Letter": _QUEUE,
    "articles_newsletter.SignUpCount": "counts of sign-ups, by keyed hashes",
    **dict.fromkeys(
        (
            "articles_related.Profile",
            "articles_related.IndexedTerm",
            "articles_related.TermCount",
            "articles_related.RelatedLink",
            "articles_search.Document",
            "articles_search.VocabularyWord",
            "articles_search.IndexRebuild",
            "articles_search.SynonymKey",
        ),
        _DERIVED,
    ),
    "articles_search.ZeroResultQuery": "counts what readers searched for, and names nobody",
    "django_tasks_database.DBTaskResult": _QUEUE,
    "taggit.Tag": "a library's table that is not used",
    "taggit.TaggedItem": "a library's table that is not used",
    "admin.LogEntry": "a log itself, of what is recorded here",
    "auth.Permission": _OF_THE_PROGRAM,
    "contenttypes.ContentType": _OF_THE_PROGRAM,
    "sessions.Session": "signing in and out is recorded; the rest is a secret",
    "account.EmailConfirmation": "a key that was mailed, of an address that is recorded",
    "accounts.AttemptCount": "counts of guesses, by keyed hashes; failed sign-ins are recorded",
    "usersessions.UserSession": "signing in and out is recorded; the rest is a secret",
    "audit.Entry": "the log itself",
    "audit.Seal": "the log itself",
    "audit.Pruning": "the log itself; each has an entry",
}
"""By label: models that are not recorded, and why."""

BULK_COMMANDS: Final = frozenset({"demo", "import_articles", "reindex", "relate"})
"""Commands of which a whole run is one entry, and the rows that it writes are counted in it."""

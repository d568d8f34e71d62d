"""Expected refusals: one family, each with a translated message that is safe to show."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.languages import joined


class Refused(Exception):  # noqa: N818 - the word the newsroom uses
    """A rule of the newsroom said no; nothing was written.

    `str(error)` is the message in the active language. `code` is stable and
    for programs.
    """

    code = "refused"

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The person's role does not include this."""

    code = "not_allowed"

    def __init__(self, message: object = "") -> None:
        super().__init__(message or _("Your role does not allow this."))


class OutsideSections(NotAllowed):
    """The person's role includes this in other sections than the article's."""

    code = "outside_sections"

    def __init__(self, message: object = "") -> None:
        super().__init__(
            message
            or _("This article belongs to a section in which you work on your own articles only.")
        )


class WrongState(Refused):
    """The article's state does not allow this verb."""

    code = "wrong_state"


class Incomplete(Refused):
    """Something a reader needs is missing; `missing` names the fields in the active language."""

    code = "incomplete"

    def __init__(self, missing: Iterable[object]) -> None:
        self.missing = [str(name) for name in missing]
        super().__init__(
            ngettext(
                "This is still missing: %(names)s.",
                "These are still missing: %(names)s.",
                len(self.missing),
            )
            % {"names": joined(self.missing)}
        )


class BadMoment(Refused):
    """A moment that cannot be used: in the past, under embargo, or no such hour."""

    code = "bad_moment"


class Conflict(Refused):
    """Somebody else was faster; what was typed has been kept."""

    code = "conflict"


class Outdated(Conflict):
    """Another version is the newest, or went live, than the one acted on; or something was done.

    `number` is that other revision's id, or the newest one's.
    """

    code = "outdated"

    def __init__(self, message: object, *, number: int | None) -> None:
        super().__init__(message)
        self.number = number


class NewerSchema(Refused):
    """A revision that a newer version of the program wrote, in a shape unknown here."""

    code = "newer_schema"


class NotApproved(WrongState):
    """The text was edited after it was approved, so its approval says nothing of it."""

    code = "not_approved"


class SamePerson(Refused):
    """The same person cannot do both: another one must confirm it."""

    code = "same_person"


class BadImage(Refused):
    """A file that is not a picture the newsroom can take."""

    code = "bad_image"


class TextFaults(Refused):
    """The text has what the newsroom lets nobody submit; `rules` are the names of its rules."""

    code = "text_faults"

    def __init__(self, rules: Iterable[object]) -> None:
        self.rules = [str(rule) for rule in rules]
        super().__init__(
            _("The text checks found what must be mended first: %(names)s.")
            % {"names": joined(self.rules)}
        )

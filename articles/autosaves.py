"""Texts that people typed and have not saved: kept while they type, taken away when they save.

A text is known by its form's key (`articles.submissions`) and by the browser's count of it,
which only grows: an older one that arrives late changes nothing. Whoever continues a text in
another form names what it continues, and the two are one from then on. Nothing here touches
an article, its revisions, its schedule or its state.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.models import Article, Autosave, Submission
from articles.models.fields import number_in

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

type Fields = Mapping[str, Sequence[str]]

KEY: Final = re.compile(r"[0-9a-f]{32}")
MAX_NUMBER: Final = 2**53
"""The numbers that a browser counts with."""
_CONTINUED: Final = re.compile(r"([0-9a-f]{32}):(\d{1,16})")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MAX_CONTINUED: Final = 20


class TextVersion(NamedTuple):
    """The text of a form at one moment: the form's key and the browser's count."""

    key: str
    number: int


def continued_versions(text: str) -> list[TextVersion]:
    """The texts that a form continues, written as `key:number key:number`."""
    found = _CONTINUED.findall(text)[:_MAX_CONTINUED]
    return [TextVersion(key, int(number)) for key, number in found]


def client_number(text: Any) -> int:
    """The browser's count as it was sent; 0 for anything else."""
    digits = str(text)
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MAX_NUMBER))
    return min(int(digits), MAX_NUMBER) if is_number else 0


def keep(
    article: Article | None,
    *,
    by: User,
    version: TextVersion,
    fields: Fields,
    continues: Sequence[TextVersion] = (),
    at: datetime | None = None,
) -> bool:
    """Keep what the form holds; False when a newer text of the form is kept or saved already.

    The form of a new article that was created meanwhile belongs to that article. Two queries,
    some more for the first text of a form.
    """
    sent = Submission.objects.filter(user_id=by.pk, key=version.key).first()
    if sent is not None and sent.number >= version.number:
        return False
    cleaned = {_storable(name): [_storable(text) for text in fields[name]] for name in fields}
    base = sent.revision if sent and sent.revision else _first_number(cleaned.get("base", ()))
    values = {
        "article_id": article.pk if article else _created_article(sent),
        "base": base,
        "fields": cleaned,
        "headline": _headline(cleaned),
        "number": version.number,
        "saved_at": at or timezone.now(),
    }
    if not continues:
        return _write(by, version, values)
    with transaction.atomic():
        is_kept = _write(by, version, values)
        if is_kept:
            _delete(by, continues)
    return is_kept


def _write(by: User, version: TextVersion, values: dict[str, Any]) -> bool:
    rows = Autosave.objects.of(by).filter(form_key=version.key)
    older = rows.filter(number__lt=version.number)
    if older.update(**values):
        return True
    try:
        with transaction.atomic():
            Autosave.objects.create(user_id=by.pk, form_key=version.key, **values)
    except IntegrityError:
        return bool(older.update(**values)) or rows.filter(number=version.number).exists()
    return True


def take_away(*, by: User, version: TextVersion, continues: Sequence[TextVersion] = ()) -> int:
    """Delete the unsaved texts that a saved form contains; call it in the save's transaction.

    Newer texts of the same form stay. One query, returns how many went.
    """
    return _delete(by, [version, *continues])


def discard(autosave: Autosave) -> None:
    """Delete the text as it was shown; one that grew since stays. One query."""
    Autosave.objects.filter(pk=autosave.pk, number__lte=autosave.number).delete()


def forget_saved() -> int:
    """Delete texts whose form was saved with them; one query, returns how many."""
    rows = Autosave.objects.unsaved().values("pk")
    deleted, _by_model = Autosave.objects.exclude(pk__in=rows).delete()
    return deleted


def _delete(by: User, versions: Sequence[TextVersion]) -> int:
    rows = Autosave.objects.none()
    for key, number in versions:
        rows = rows | Autosave.objects.of(by).filter(form_key=key, number__lte=number)
    deleted, _by_model = rows.delete()
    return deleted


def _created_article(sent: Submission | None) -> int | None:
    return number_in(sent.target) if sent is not None else None


def _first_number(texts: Sequence[str]) -> int | None:
    return client_number(texts[0]) or None if texts else None


def _headline(fields: Fields) -> str:
    for language in LANGUAGES:
        for text in fields.get(f"headline_{language}", ()):
            if line := clean_line(text)[:300]:
                return line
    return ""


def _storable(text: str) -> str:
    """The text without what no database stores: NUL and halves of characters."""
    return _UNSTORABLE.sub("\ufffd", text)

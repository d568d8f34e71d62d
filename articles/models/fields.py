"""Fields whose value is made from text when the row is written, by any way in."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from articles.arabic.dates import to_digits
from articles.arabic.normalize import clean_line, fold_key
from articles.arabic.slugs import LONGEST, free, slugify
from articles.languages import KEY_COLUMNS, OTHER_LANGUAGES, key_column
from articles.models.compiled import exact_columns

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
    NullableTextColumn = models.CharField[Any, Any]
else:
    TextColumn = NullableTextColumn = models.CharField

MAX_ID: Final = 2**63 - 1
"""The largest primary key: databases refuse to compare with a larger number."""
_TRIES: Final = 5
_MOST_DIGITS: Final = 10
"""What is left at the end of a long slug for its hyphen and number."""
_NUMBER = re.compile(r"(?:^|#)([0-9]{1,18})$")


class LineField(TextColumn):
    """One line of text, stored clean: NFC, no controls, no bidi overrides, single spaces."""

    def to_python(self, value: Any) -> Any:
        # Forms ask for it, and `get_prep_value` for whatever is written past them.
        value = super().to_python(value)
        return clean_line(value) if isinstance(value, str) else value


class FoldedKeyField(NullableTextColumn):
    """The folded letters of another field (`source`), so that spelling variants are one value."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.source, None)
        key = fold_key(value)[: self.max_length] if value else None
        setattr(model_instance, self.attname, key)
        return key


def add_keys(model: type[models.Model]) -> None:
    """Give the model, which has the `key` of its name in the default language, those of the others.

    They are empty where there is no name: see `languages.key_column`.
    """
    key: Any = model._meta.get_field("key")
    for code in OTHER_LANGUAGES:
        field = FoldedKeyField(
            source=f"name_{code}", max_length=key.max_length, unique=key.unique, null=True
        )
        field.contribute_to_class(model, key_column(code))


def any_key(lookup: str, value: object) -> Q:
    """The condition that the folded name in some language is so."""
    return Q(*((f"{column}__{lookup}", value) for column in KEY_COLUMNS), _connector=Q.OR)


class UnicodeSlugField(TextColumn):
    """A readable slug: letters of any script and digits joined by hyphens, lower case."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return slugify(value) if isinstance(value, str) else value


class FormerAddress(models.Model):
    """A `slug` that a row once had; it leads there for good, unless another row has it now."""

    slug: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.slug)


class NamesTheOther(models.Model):
    """A row with a name and an address in each language.

    It is refused, when it has what is another's alone, by the name of that other one.
    """

    name: Any
    slug: Any
    taken: ClassVar[dict[str, Any]] = {}
    """The message for each column that is unique by itself, with a place for the `name`."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name or self.slug)

    def unique_error_message(self, model_class: Any, unique_check: Any) -> Any:
        field = unique_check[0]
        other = self.other_with(field) if field in self.taken else None
        if other is None:
            return super().unique_error_message(model_class, unique_check)
        return ValidationError(self.taken[field], code="unique", params={"name": other})

    def other_with(self, field: str) -> Any:
        """The other row that has the same value in the field, None without one; one query."""
        rows = type(self)._default_manager.exclude(pk=self.pk)
        return rows.filter(**{field: getattr(self, field)}).first()


def free_slug(
    model: type[models.Model], field: str, text: str, fallback: str, row: int | None = None
) -> str:
    """A slug made of `text` that no other row of `model` has, or once had, in `field`.

    `fallback` is used when the text has no letter or digit; `row` is the number
    of the row that it is for. Costs one query.
    """
    slug = slugify(text) or fallback
    shortest = slugify(slug, LONGEST - _MOST_DIGITS)
    return free(slug, taken_slugs(model, [field], "startswith", shortest, row))


def taken_slugs(
    model: type[models.Model],
    fields: Iterable[str],
    lookup: str,
    value: Any,
    row: int | None = None,
) -> set[str]:
    """The addresses in the fields that the lookup finds, former ones too; one query.

    A former address leads to its row for good: only who types it on purpose takes
    it over. One query, so that nothing is missed which becomes former meanwhile.
    Those of the `row` itself are left out.
    """
    found = [_current_slugs(model, field, lookup, value, row) for field in fields]
    found += [rows for field in fields for rows in _former_slugs(model, field, lookup, value, row)]
    first, *others = found
    return {slug for (slug,) in first.union(*others)}


def _current_slugs(
    model: type[models.Model], field: str, lookup: str, value: Any, row: int | None
) -> Any:
    rows = exact_columns(model._default_manager.filter(**{f"{field}__{lookup}": value}))
    return rows.exclude(pk=row).values_list(field)


def _former_slugs(
    model: type[models.Model], field: str, lookup: str, value: Any, row: int | None
) -> Iterable[Any]:
    """The former addresses of one field: of its language, or of all, where they have one."""
    for relation in model._meta.related_objects:
        redirects: Any = relation.related_model
        if issubclass(redirects, FormerAddress):
            rows = redirects.objects.filter(**{f"slug__{lookup}": value})
            if field != "slug":
                rows = rows.filter(language__in=("", field.removeprefix("slug_")))
            yield rows.exclude(**{relation.field.attname: row}).values_list("slug")


def retry_on_conflict[T](attempt: Callable[[], T]) -> T:
    """What `attempt` returns, tried again when somebody else wrote the same unique value first.

    Each try is a savepoint, or a transaction of its own; the attempt must look
    again for what is there. Raises IntegrityError after the fifth.
    """
    for _n in range(_TRIES - 1):
        with suppress(IntegrityError), transaction.atomic():
            return attempt()
    with transaction.atomic():
        return attempt()


def number_in(text: str) -> int | None:
    """The row's number at the end of what was typed: `12`, `#12`, `name #12`; else None."""
    match = _NUMBER.search(to_digits(text.strip(), "latn"))
    return int(match[1]) if match else None

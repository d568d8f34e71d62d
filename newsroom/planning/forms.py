"""The form of an assignment: who may be given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.errors import Refused
from articles.languages import joined
from newsroom.accounts.models import User
from newsroom.planning import assignments
from newsroom.planning.models import Assignment

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
    AssignmentForms = forms.ModelForm[Assignment]
else:
    PersonChoice, AssignmentForms = forms.ModelChoiceField, forms.ModelForm


class PersonSelect(forms.Select):
    """People, each option with the sections (ids) that bind the person, for `assignees.js`."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        person = getattr(value, "instance", None)
        numbers = [str(section.pk) for section in person.sections.all()] if person else []
        if numbers:
            option["attrs"]["data-sections"] = " ".join(numbers)
        return option


class PersonField(PersonChoice):
    """Somebody who writes; whoever is bound to sections with their names."""

    default_error_messages = {
        "invalid_choice": _("This person writes no articles at the moment. Choose another one.")
    }

    def label_from_instance(self, obj: User) -> str:
        names = joined(str(section) for section in obj.sections.all())
        return f"{obj} ({names})" if names else str(obj)


class AssignmentForm(AssignmentForms):
    """Offers who may write in the section, and says why somebody else may not have it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("assignee")
        section = self.instance.section_id
        if field is not None and section is not None and not self.is_bound:
            fits = Q(sections=None) | Q(sections=section) | Q(pk=self.instance.assignee_id)
            field.queryset = field.queryset.filter(fits).distinct()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        person = found.get("assignee")
        if person is not None and {"assignee", "section"} & set(self.changed_data):
            try:
                assignments.refuse_writer(person, found.get("section"))
            except Refused as refusal:
                self.add_error("assignee", str(refusal))
        return found

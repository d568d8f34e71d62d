"""Users and their roles, for administrators."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
    UserCreationForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.languages import joined
from articles.models import Section
from articles.primary_keys import is_primary_key
from articles.submissions import DeskForms
from articles.templatetags.wording import date_time
from newsroom.accounts import addresses, delegation, departure_views, second_factor
from newsroom.accounts.forms import ChangedPasswordForm
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLE_LABELS
from newsroom.accounts.sessions import devices, end_all

if TYPE_CHECKING:
    UserModelAdmin = DjangoUserAdmin[User]
    RoleChoice = forms.ModelMultipleChoiceField[Group]
    SectionChoice = forms.ModelMultipleChoiceField[Section]
    ChangeForm = UserChangeForm[User]
    CreationForm = UserCreationForm[User]
    PasswordForm = AdminPasswordChangeForm[User]
else:
    ChangeForm, CreationForm = UserChangeForm, UserCreationForm
    PasswordForm = AdminPasswordChangeForm
    UserModelAdmin = DjangoUserAdmin
    RoleChoice = SectionChoice = forms.ModelMultipleChoiceField


def _refuse_no_number(field: Any, value: Any) -> None:
    """Raise ValidationError for what is no row's number."""
    for number in value or ():
        if not is_primary_key(number):
            raise forms.ValidationError(
                field.error_messages["invalid_pk_value"],
                code="invalid_pk_value",
                params={"pk": number},
            )


class SectionsField(SectionChoice):
    """Sections as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        _refuse_no_number(self, value)
        return super().clean(value)


class RolesField(RoleChoice):
    """Role groups as checkboxes with translated labels."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        _refuse_no_number(self, value)
        return super().clean(value)

    def label_from_instance(self, obj: Group) -> str:
        return str(ROLE_LABELS.get(obj.name, obj.name))


def sections_field(giver: User) -> SectionChoice:
    """The sections that the person may bind somebody to, as checkboxes."""
    field: Any = User._meta.get_field("sections")
    return SectionsField(
        delegation.sections_to_give(giver),
        required=delegation.must_bind(giver),
        label=_("sections"),
        help_text=field.help_text,
    )


def _clean_username(form: Any) -> str:
    """The cleaned username; ValidationError if another account has it in any spelling."""
    username: str = form.cleaned_data["username"]
    others = User.objects.spelled(username).exclude(pk=form.instance.pk)
    other = others.first() if "username" in form.changed_data else None
    if other is None:
        return username
    text = _("This username is that of “%(name)s”.")
    if other.username != username:
        text = _("This username is read as “%(username)s”, and that is the account of “%(name)s”.")
    names = {"name": other, "username": other.username}
    raise forms.ValidationError(text, code="unique", params=names)


class SetPasswordLink(forms.Widget):
    """A link to the form for a new password, instead of the stored hash."""

    template_name = "admin/widgets/set_password.html"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name)


def _refuse_last_administrator(form: Any, found: dict[str, Any]) -> None:
    """Add an error when the only administrator would be none any more."""
    roles, user = found.get("groups"), form.instance
    keeps = roles is None or any(each.name == delegation.ADMINISTRATOR for each in roles)
    if not (keeps and found.get("is_staff", True)) and delegation.is_last_administrator(user):
        text = _("This is the last administrator. Make somebody else one first.")
        form.add_error("groups", text)


class UserForm(ChangeForm):
    """The form of an account; an active one needs a role."""

    sections = SectionsField(Section.objects.none(), required=False)

    password = ReadOnlyPasswordHashField(
        label=_("Password"),
        widget=SetPasswordLink,
        help_text=_("It is stored so that nobody can read it."),
    )

    def clean_username(self) -> str:
        return _clean_username(self)

    def clean(self) -> dict[str, Any]:
        found = _require_role(self, super().clean())
        _refuse_last_administrator(self, found)
        return found


class NewPasswordForm(PasswordForm):
    """Always sets a password: the choice of an unusable one is removed."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


class NewUserForm(CreationForm):
    """The form of a new account; role and password are required."""

    sections = SectionsField(Section.objects.none(), required=False)

    def clean_username(self) -> str:
        return _clean_username(self)

    def clean(self) -> dict[str, Any]:
        return _require_role(self, super().clean())


def _require_role(form: Any, cleaned: dict[str, Any] | None) -> dict[str, Any]:
    """The cleaned data; adds an error for an active account without a role."""
    found: dict[str, Any] = cleaned or form.cleaned_data
    works = form.instance.is_active and not form.instance.is_superuser
    if works and "groups" in form.fields and not found.get("groups"):
        form.add_error("groups", _("Choose at least one role: without one the desk is empty."))
    return found


_OWN_FIELDSETS: Any = (
    (None, {"fields": ("username", "password")}),
    (_("Person"), {"fields": ("first_name", "last_name")}),
    (
        _("Roles"),
        {
            "fields": ("roles_column", "sections_column"),
            "description": _(
                "Nobody changes their own roles and sections. Ask another administrator."
            ),
        },
    ),
    (_("Dates"), {"fields": ("last_login_column", "date_joined_column")}),
)
"""Of one's own account: without rights, and without the address, which has a page of its own."""


@admin.register(User)
class UserAdmin(DeskForms, UserModelAdmin):
    """Accounts are deactivated, never deleted: the log keeps their names.

    Nobody gives what they do not have, or changes somebody above (`accounts.delegation`).
    """

    goes_on_after_back = False  # the form of a new person has other fields
    form = UserForm
    add_form = NewUserForm
    change_password_form = NewPasswordForm
    list_display = (
        "username",
        "full_name_column",
        "email",
        "roles_column",
        "is_active",
        "last_login_column",
    )
    list_filter = ("is_active",)
    list_per_page = 50
    ordering = ("username",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = ()
    actions = None
    readonly_fields = (
        "roles_column",
        "sections_column",
        "last_login_column",
        "date_joined_column",
    )
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Roles"), {"fields": ("is_staff", "groups")}),
        (_("Dates"), {"fields": ("last_login_column", "date_joined_column")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Roles"), {"fields": ("groups",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups", "sections")

    @admin.display(description=_("name"))
    def full_name_column(self, user: User) -> str:
        """First and last name."""
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles_column(self, user: User) -> str:
        """The translated names of the roles."""
        names = sorted(group.name for group in user.groups.all())
        return joined(ROLE_LABELS.get(name, name) for name in names)

    @admin.display(description=_("sections"))
    def sections_column(self, user: User) -> str:
        """The sections that the person is bound to; all of them for none."""
        return joined(map(str, user.sections.all())) or gettext("all sections")

    @admin.display(description=_("last signed in"))
    def last_login_column(self, user: User) -> str:
        """When the person last signed in, in the site's zone."""
        return date_time(user.last_login) if user.last_login else "—"

    @admin.display(description=_("joined"))
    def date_joined_column(self, user: User) -> str:
        """When the account was made, in the site's zone."""
        return date_time(user.date_joined)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            roles = delegation.roles_to_give(_giver(request))
            return RolesField(roles, required=False, label=_("roles"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if not delegation.may_change_rights(_giver(request), obj):
            return _OWN_FIELDSETS
        # Django refuses to be told of a relation with a table of its own; the form saves it.
        return [
            (title, {**more, "fields": (*more["fields"], "sections")})
            if "groups" in more["fields"]
            else (title, more)
            for title, more in super().get_fieldsets(request, obj)
        ]

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "sections" in form.base_fields:
            # A field of this request's form alone: the declared one is everybody's.
            form.base_fields["sections"] = sections_field(_giver(request))
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        if obj is None:
            return True
        # A page asks several times, and each time it is several queries.
        known = vars(request).setdefault("_may_manage", {})
        if obj.pk not in known:
            known[obj.pk] = delegation.may_manage(_giver(request), obj)
        return bool(known[obj.pk])

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            addresses.tell_of_change(obj, form.initial["email"], at=timezone.now())

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 - its name there
        # Here nobody is asked for the password of today.
        if id == str(request.user.pk):
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    def get_urls(self) -> list[URLPattern]:
        devices = self.admin_site.admin_view(self.devices_view)
        deactivate = self.admin_site.admin_view(partial(departure_views.deactivate_view, self))
        reactivate = self.admin_site.admin_view(
            partial(departure_views.reactivate_view, model_admin=self)
        )
        number = "<path:object_id>"
        return [
            path(f"{number}/devices/", devices, name="accounts_user_devices"),
            path(f"{number}/deactivate/", deactivate, name="accounts_user_deactivate"),
            path(f"{number}/reactivate/", reactivate, name="accounts_user_reactivate"),
            *super().get_urls(),
        ]

    def devices_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Where the person is signed in; POST signs them out everywhere. 403 for those above.

        `factors` in the POST takes their second factors away as well, for a lost telephone.
        """
        user = self.get_object(request, object_id) if is_primary_key(object_id) else None
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            if "factors" in request.POST:
                second_factor.remove_all(user)
                self.log_change(request, user, gettext("Second factors removed"))
            end_all(user, request)
            self.log_change(request, user, gettext("Signed out everywhere"))
            messages.success(
                request, gettext("%(name)s is signed out everywhere.") % {"name": user}
            )
            return redirect("admin:accounts_user_change", user.pk)
        context = self.admin_site.each_context(request) | {
            "title": gettext("Where %(name)s is signed in") % {"name": user},
            "devices": devices(user, request),
            "has_factor": second_factor.has_factor(user),
            "person": user,
            "opts": self.opts,
        }
        return render(request, "admin/accounts/user/devices.html", context)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


def _giver(request: HttpRequest) -> User:
    """The signed-in user, without the wrapper that the request puts around it."""
    return cast("User", request.user)


admin.site.password_change_form = ChangedPasswordForm
admin.site.unregister(Group)
# Allauth's own lists: addresses that are not used here, secrets and sessions of others.
for model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)

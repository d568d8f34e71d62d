"""Invitations at the desk, for whoever may add people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.changelist import BoundedPaginator
from articles.admin.editing import current_user
from articles.conf import origin
from articles.languages import joined
from articles.submissions import DeskForms
from articles.templatetags.wording import date_time
from newsroom.accounts import delegation
from newsroom.accounts.admin import RolesField, sections_field
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLE_LABELS
from newsroom.invitations import mails
from newsroom.invitations.forms import InvitationForm
from newsroom.invitations.models import Invitation, InvitationState

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Invitation]
else:
    ModelAdmin = admin.ModelAdmin


def _giver(request: HttpRequest) -> User:
    return User.objects.get(pk=current_user(request).pk)


@admin.register(Invitation)
class InvitationAdmin(DeskForms, ModelAdmin):
    """An invitation is sent, sent again and revoked; it is never edited or deleted."""

    goes_on_after_back = False  # what was sent is not changed
    form = InvitationForm
    fields = ("email", "first_name", "last_name", "language", "groups", "sections")
    list_display = (
        "name_column",
        "email",
        "roles_column",
        "state_column",
        "until_column",
        "inviter_column",
    )
    list_display_links = None
    list_select_related = ("invited_by",)
    list_per_page = 50
    ordering = ("-sent_at", "-pk")
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("send_again", "revoke")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        return super().get_queryset(request).prefetch_related("groups", "sections")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.add_user")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("accounts.add_user")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.add_user")

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whether the user may send invitations again and revoke them."""
        return request.user.has_perm("accounts.add_user")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("name"))
    def name_column(self, row: Invitation) -> str:
        """First and last name."""
        return str(row)

    @admin.display(description=_("roles"))
    def roles_column(self, row: Invitation) -> str:
        """The translated names of the roles, and the sections if they are bound to some."""
        roles = joined(ROLE_LABELS.get(each.name, each.name) for each in row.groups.all())
        sections = joined(str(each) for each in row.sections.all())
        return f"{roles} ({sections})" if sections else roles

    @admin.display(description=_("state"))
    def state_column(self, row: Invitation) -> str:
        """How it stands at this moment."""
        return str(row.state(at=timezone.now()).label)

    @admin.display(description=_("works until"))
    def until_column(self, row: Invitation) -> str:
        """When its link ends, in the site's zone; nothing once it is used or revoked."""
        is_over = row.accepted_at or row.revoked_at
        return "—" if is_over else date_time(row.works_until)

    @admin.display(description=_("invited by"))
    def inviter_column(self, row: Invitation) -> str:
        """Who sent it first or last."""
        return str(row.invited_by or "—")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        giver = _giver(request)
        if db_field.name == "groups":
            return RolesField(delegation.roles_to_give(giver), label=_("roles"))
        return sections_field(giver)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        obj.invited_by = _giver(request)
        token = obj.renew(at=timezone.now())
        super().save_model(request, obj, form, change)
        transaction.on_commit(partial(_mail, request, obj, token))

    @admin.action(description=_("Send again, with a new link"), permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Mail new links; those that were mailed before work no more.

        The sender answers for the roles from now on, so they must be theirs to give.
        """
        giver, at = _giver(request), timezone.now()
        with transaction.atomic():
            rows = Invitation.objects.select_for_update(of=("self",)).filter(pk__in=queryset)
            for row in rows.filter(accepted_at=None).order_by("pk"):
                if not delegation.may_give(giver, row.groups.all(), row.sections.all()):
                    self.message_user(request, _refusal(row), messages.ERROR)
                    continue
                row.invited_by = giver
                token = row.renew(at=at)
                row.save()
                transaction.on_commit(partial(_mail, request, row, token))
        _say_used(request, queryset)

    @admin.action(description=_("Revoke: the link works no more"), permissions=["send"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """End the links at once."""
        at, count = timezone.now(), 0
        with transaction.atomic():
            rows = Invitation.objects.select_for_update(of=("self",)).filter(pk__in=queryset)
            for row in rows.filter(accepted_at=None, revoked_at=None).order_by("pk"):
                row.revoked_at = at
                row.save(update_fields=["revoked_at"])
                count += 1
        text = ngettext(
            "%(count)s invitation is revoked.", "%(count)s invitations are revoked.", count
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        _say_used(request, queryset)


def _mail(request: HttpRequest, row: Invitation, token: str) -> None:
    """Mail the link once it is stored, and say on the next page whether that worked."""
    names = {"name": row, "email": row.email}
    if mails.send(row, token, origin=origin(request)):
        text = gettext("The invitation of %(name)s is on its way to %(email)s.")
        messages.success(request, text % names)
    else:
        text = gettext(
            "The invitation of %(name)s could not be mailed to %(email)s. Send it again later."
        )
        messages.error(request, text % names)


def _refusal(row: Invitation) -> str:
    return gettext("The roles of %(name)s are not yours to give.") % {"name": row}


def _say_used(request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
    for row in queryset:
        if row.state(at=timezone.now()) == InvitationState.ACCEPTED:
            text = gettext("%(name)s has accepted already, and has an account.")
            messages.info(request, text % {"name": row})

"""The forms of an invitation: who is invited, and the name and password that they choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.forms import NAME_HINTS
from newsroom.accounts.models import User
from newsroom.invitations.models import Invitation

if TYPE_CHECKING:
    PasswordForm = SetPasswordForm[User]
    InvitationModelForm = forms.ModelForm[Invitation]
else:
    PasswordForm = SetPasswordForm
    InvitationModelForm = forms.ModelForm

TAKEN: Final = _("Somebody has this username. Choose another one.")


class InvitationForm(InvitationModelForm):
    """A new invitation; the fields of roles and sections offer what the inviter may give."""

    def clean_email(self) -> str:
        """The address; ValidationError when it is somebody's already, or an invitation is open."""
        email: str = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is not None:
            text = _("This is the address of “%(name)s”, who has an account already.")
            raise forms.ValidationError(text, code="unique", params={"name": user})
        rows = Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None)
        if rows.filter(works_until__gt=timezone.now()).exists():
            text = _("An invitation to this address is open. Send it again from the list.")
            raise forms.ValidationError(text, code="unique")
        return email


class AcceptanceForm(PasswordForm):
    """The username and the password, twice, of somebody who was invited."""

    field_order = ["username", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = User._meta.get_field("username").formfield()
        field.label = _("Username")
        field.help_text = _("With it, or with your e-mail address, you sign in from now on.")
        field.widget = forms.TextInput(NAME_HINTS | {"autocomplete": "username"})
        self.fields["username"] = field
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        self.order_fields(self.field_order)

    def clean_username(self) -> str:
        """The username; ValidationError when it is somebody's in any spelling."""
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.spelled(username).exists():
            raise forms.ValidationError(TAKEN)
        self.user.username = username
        return username

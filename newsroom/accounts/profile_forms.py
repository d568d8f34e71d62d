"""The forms of one's own profile: the name at the desk, and what readers see of an author."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import BadImage
from articles.forms import language_attrs
from articles.models import Author, Image
from articles.renditions.uploads import MEDIA_TYPES, DuplicateImage, process_upload, save_image
from articles.workflow.authors import save_author
from newsroom.accounts.forms import MAX_LENGTH, check_password_of, password_input
from newsroom.accounts.models import User

if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
    AuthorModelForm = forms.ModelForm[Author]
else:
    UserModelForm = AuthorModelForm = forms.ModelForm

_ALTS: Final = tuple(f"alt_{code}" for code in LANGUAGES)


class NameForm(UserModelForm):
    """The name under which colleagues know somebody."""

    class Meta:
        model = User
        fields = ("first_name", "last_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"dir": "auto"}


class AuthorForm(AuthorModelForm):
    """Name and biography in every language, and the picture, which the author's page shows."""

    picture = forms.FileField(
        label=_("New picture"),
        required=False,
        widget=forms.FileInput({"accept": ",".join(MEDIA_TYPES)}),
        help_text=_("Readers see it cut to a square. JPEG, PNG, WebP or AVIF."),
    )

    class Meta:
        model = Author
        fields = tuple(f"{name}_{code}" for name in ("name", "bio") for code in LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"bio_{code}"].widget = forms.Textarea({"rows": 4})
            alt: Any = Image._meta.get_field(f"alt_{code}")
            label = capfirst(alt.verbose_name)
            field = forms.CharField(label=label, max_length=300, required=False)
            self.fields[f"alt_{code}"] = field
            for name in ("name", "bio", "alt"):
                self.fields[f"{name}_{code}"].widget.attrs |= language_attrs(code)
        self.fields[f"name_{LANGUAGES[0]}"].required = True
        self.fields[_ALTS[0]].help_text = _("What the picture shows, for people who do not see it.")

    def clean_picture(self) -> Image | None:
        """The picture that was sent, not stored yet unless the library has it; None for none."""
        file = self.cleaned_data["picture"]
        if not file:
            return None
        name = clean_line(file.name or "")
        self.processed = None
        try:
            self.processed = process_upload(file, name=name)
        except DuplicateImage as known:
            return known.image
        except BadImage as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return Image(title=PurePath(name).stem[:200], uploaded_by=self.instance.user)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("picture") and not found.get(_ALTS[0]):
            self.add_error(_ALTS[0], _("Say what the picture shows."))
        return found

    def save(self, commit: bool = True) -> Author:
        """Store the picture and the author, with the address as it is; one transaction."""
        author, image = self.instance, self.cleaned_data.get("picture")
        with transaction.atomic():
            if image is not None:
                author.photo = self._stored(image)
            save_author(author)
        return author

    def _stored(self, image: Image) -> Image:
        """The picture in the library; what somebody said of it before stays."""
        for name in _ALTS:
            if not getattr(image, name):
                setattr(image, name, self.cleaned_data[name])
        image.credit = image.credit or str(self.instance)
        if self.processed is None:
            image.save()
            return image
        try:
            save_image(image, self.processed)
        except DuplicateImage as known:
            return known.image
        return image


class AddressForm(forms.Form):
    """Another e-mail address, by whoever knows the password."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=MAX_LENGTH,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=password_input("current-password")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The address; ValidationError for the one of today."""
        address: str = self.cleaned_data["email"]
        if address.casefold() == self.user.email.casefold():
            raise ValidationError(_("This is your address already."))
        return address

    def clean_password(self) -> str:
        """The password; ValidationError for a wrong one, TooManyAttemptsError while one waits."""
        password: str = self.cleaned_data["password"]
        check_password_of(self.user, password)
        return password

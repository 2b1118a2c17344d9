"""What people type about people."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.models import choices_of
from people.domain.addresses import mailbox
from people.domain.roles import Kind, Role
from people.models import Organization, User
from people.selectors import memberships_of, organizations, user_of_mailbox

TAKEN = _("This mailbox has an account under another spelling. Sign in with that one.")


class NameForm(forms.Form):
    """What allauth's sign-up asks beyond e-mail and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean(self) -> dict[str, Any]:
        """One mailbox, one account: an alias would let one person be two."""
        given: dict[str, Any] = super().clean() or {}
        address = given.get("email", "")
        known = user_of_mailbox(mailbox(address)) if address else None
        if known is not None and known.email.lower() != address.lower():
            self.add_error("email", TAKEN)
        return given

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 - allauth's name
        """Keep the name, and the language in which the person came."""
        user.name = self.cleaned_data["name"]
        user.language = (get_language() or "ko")[:2]
        user.save(update_fields=["name", "language"])


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A key that opens the door by itself, unless its owner wants it only after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("Name of the key")
        name.help_text = _("By which you recognise it later, for example “Office laptop”.")
        alone.label = _("Sign in with this key alone")
        alone.help_text = _(
            "Without a password: your fingerprint, face or PIN shows that it is you. "
            "Not ticked, the key is asked for after your password."
        )
        alone.initial = True


class InviteForm(Form):
    """Whom to invite, to which organisation, as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link goes there. The person signs in with this mailbox."),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Organisation"),
        help_text=_("Not in the list? Register it first."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=lambda: choices_of(Role))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations()  # type: ignore[attr-defined]


class OrganizationForm(Form):
    """Who takes part."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: choices_of(Kind))


class TokenForm(Form):
    """A name by which a key is recognised later."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), widget=forms.HiddenInput()
    )
    name = forms.CharField(
        label=_("Name of the token"),
        max_length=100,
        help_text=_("Which system uses it, for example “Sensor gateway, plant 2”."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Organization.objects.filter(pk__in=memberships_of(user).values("organization"))
        self.fields["organization"].queryset = mine  # type: ignore[attr-defined]
        self.fields["organization"].initial = mine.first()


class LanguageForm(Form):
    """The language of mails and pages."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class DisplayForm(forms.Form):
    """The switches at the top of every page; what is not chosen stays as it is."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    mode = forms.ChoiceField(
        choices=[("light", "light"), ("high-contrast", "high-contrast")], required=False
    )


class LogForm(Form):
    """What to look for in the log; each box is the beginning of a word."""

    subject = forms.CharField(
        label=_("About"), required=False, help_text=_("For example payouts.Payout:12")
    )
    actor = forms.CharField(label=_("Who (e-mail)"), required=False)
    action = forms.CharField(
        label=_("What"), required=False, help_text=_("For example payout.approve")
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())

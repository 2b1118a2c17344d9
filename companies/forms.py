"""What people type about firms and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.domain.accounts import BANKS
from companies.domain.facts import LATEST_REVISION, BusinessFacts, Contact
from companies.domain.industry import REVISIONS
from companies.selectors import organizations_to_register
from core.forms import Form
from core.translation import localized
from people.models import Organization, User


def _banks() -> list[tuple[str, str]]:
    named = [(code, localized(ko=bank.name_ko, en=bank.name_en)) for code, bank in BANKS.items()]
    return [("", "—"), *named]


class BusinessForm(Form):
    """What a firm is known by."""

    business_number = forms.CharField(
        label=_("Business registration number"),
        max_length=40,
        help_text=_("Ten digits, as on the certificate, for example 124-81-00998."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    representative = forms.CharField(label=_("Representative"), max_length=100)
    address = forms.CharField(label=_("Address"), max_length=300)
    phone = forms.CharField(
        label=_("Telephone"), max_length=30, widget=forms.TextInput(attrs={"type": "tel"})
    )
    industry_revision = forms.TypedChoiceField(
        label=_("Revision of the industry codes"),
        coerce=int,
        choices=[(number, str(number)) for number in sorted(REVISIONS, reverse=True)],
        initial=LATEST_REVISION,
        help_text=_("Leave it as it is unless your papers name another revision."),
    )
    industry_code = forms.CharField(
        label=_("Industry code (KSIC)"),
        max_length=5,
        help_text=_("Two to five digits, for example 25929 for other metal products."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    headcount = forms.IntegerField(
        label=_("Headcount"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("Everybody who works there today."),
    )

    @property
    def facts(self) -> BusinessFacts:
        """What was typed, as one piece."""
        names = BusinessFacts.__dataclass_fields__
        return BusinessFacts(**{name: self.cleaned_data[name] for name in names})


class SupplierForm(BusinessForm):
    """A firm says who it is."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), widget=forms.HiddenInput()
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organizations_to_register(user)
        self.fields["organization"].queryset = mine  # type: ignore[attr-defined]
        self.fields["organization"].initial = mine.first()


class TechnologyForm(Form):
    """What a supplier offers."""

    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("Description"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What it is, which hazard it removes, and where it runs already."),
    )


class WorksiteForm(BusinessForm):
    """A site that shall become safer, and whom to ask there."""

    name = forms.CharField(label=_("Name of the worksite"), max_length=200)
    contact_name = forms.CharField(label=_("Contact person"), max_length=100)
    contact_email = forms.EmailField(
        label=_("Contact e-mail"),
        help_text=_("We send the links there by which the worksite agrees or disputes."),
    )
    contact_phone = forms.CharField(
        label=_("Contact telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    field_order = ["name", "business_number"]

    @property
    def contact(self) -> Contact:
        """Whom to ask."""
        given = self.cleaned_data
        return Contact(given["contact_name"], given["contact_email"], given["contact_phone"])


class ContactForm(Form):
    """Whom to ask at a worksite from now on, and why."""

    name = forms.CharField(label=_("Contact person"), max_length=100)
    email = forms.EmailField(label=_("Contact e-mail"))
    phone = forms.CharField(
        label=_("Contact telephone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    reason = forms.CharField(
        label=_("Why somebody else answers from now on"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def contact(self) -> Contact:
        """Whom to ask."""
        given = self.cleaned_data
        return Contact(given["name"], given["email"], given["phone"])


class ExplanationForm(Form):
    """Why a sign does not stand in the way."""

    text = forms.CharField(
        label=_("Explanation"),
        help_text=_("What you looked at, and why the two are strangers all the same."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AccountForm(Form):
    """Where money shall go. The number is never shown again, here or anywhere."""

    bank_code = forms.ChoiceField(label=_("Bank"), choices=_banks)
    number = forms.CharField(
        label=_("Account number"),
        max_length=40,
        help_text=_("10 to 16 digits; dashes may be left in."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=100,
        help_text=_("Exactly as the bank writes it."),
    )


class ListForm(Form):
    """What a list shows; it lives in the address, so that it can be kept and sent."""

    text = forms.CharField(label=_("Look for"), required=False, max_length=100)

    def asked(self) -> str:
        """The words; what cannot be looked for asks for everything."""
        return str(self.cleaned_data["text"]) if self.is_valid() else ""

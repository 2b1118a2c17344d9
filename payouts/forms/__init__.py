"""What people enter about payouts and bank files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.domain.accounts import BANKS
from core.domain.errors import RuleBroken
from core.forms import LARGEST, Form, KeyField, WonField, add_rule
from core.models import choices_of
from core.translation import localized
from payouts.domain.bank_file import AmountForm, DateForm
from payouts.domain.columns import columns_from
from payouts.domain.credit_transfer import Payer
from payouts.domain.file_form import ANSWER_DAYS, MOST_DAYS, Asked
from payouts.domain.file_form import Form as FileKind
from payouts.domain.lifecycle import PayoutState
from payouts.domain.sights import Sight
from payouts.gateways import unseal_sight, unseal_sights
from programs.domain.lifecycle import Part

APPROVE, HOLD, REJECT = "approve", "hold", "reject"
LOST = _("The page had lost what it showed and shows it again now. Read it, then decide.")


def sentence(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A box for a sentence or two."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=1000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeenField(forms.CharField):
    """Everything that was on the screen, sealed; whoever acts says what they have seen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput(), **kwargs)
        self.error_messages["required"] = LOST

    def clean(self, value: Any) -> Sight:
        """Back to what was shown; a broken seal is as good as none."""
        seen = unseal_sight(super().clean(value))
        if seen is None:
            raise ValidationError(LOST)
        return seen

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page that lost it is drawn again with what it shows now."""
        return data if data and unseal_sight(data) else initial


class SeenRowsField(forms.CharField):
    """The same for every row of a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput(), **kwargs)
        self.error_messages["required"] = LOST

    def clean(self, value: Any) -> tuple[Sight, ...]:
        """Back to what was shown; a broken seal is as good as none."""
        seen = unseal_sights(super().clean(value))
        if not seen:
            raise ValidationError(LOST)
        return seen

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page that lost it is drawn again with what it shows now."""
        return data if data and unseal_sights(data) else initial


class BundleForm(Form):
    """What is signed in one go, under a key that makes a double click one act."""

    comment = sentence(_("Comment"), required=False)
    seen = SeenRowsField()
    key = KeyField()


class PayoutFilterForm(Form):
    """What the list shows; it lives in the address, so that it can be kept and sent."""

    text = forms.CharField(label=_("Number or firm"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *choices_of(PayoutState)]
    )
    part = forms.ChoiceField(
        label=_("Part"), required=False, choices=[("", _("All")), *choices_of(Part)]
    )
    program = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())


class DecisionForm(Form):
    """Three ways, none chosen beforehand; stopping needs a reason."""

    decision = forms.ChoiceField(
        label=_("Choose one"),
        choices=[
            (APPROVE, _("I approve")),
            (HOLD, _("I put it on hold and ask")),
            (REJECT, _("I reject")),
        ],
        widget=forms.RadioSelect(),
    )
    reason = sentence(
        _("Reason or comment"),
        required=False,
        help_text=_("Needed unless you approve."),
    )
    seen = SeenField()

    def clean(self) -> dict[str, Any]:
        """Whoever stops a payment says why."""
        given = super().clean() or {}
        if given.get("decision") in {HOLD, REJECT} and not given.get("reason"):
            self.add_error("reason", gettext("Say why in a sentence; others have to understand."))
        return given


class ApproveForm(Form):
    """What is signed, under a key that makes a double click one act."""

    comment = sentence(_("Comment"), required=False)
    seen = SeenField()
    key = KeyField()


class TypedApproveForm(ApproveForm):
    """The same for the largest amounts: a hand that has to write the figure reads it."""

    typed = WonField(
        label=_("Type the amount, won"),
        help_text=_("Type it from the page above, for example 1,000,000."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class KeyForm(Form):
    """Nothing is asked; the key makes a double click one act."""

    key = KeyField()


class ReasonForm(KeyForm):
    """Why."""

    reason = sentence(_("Reason"))


class AdjustForm(KeyForm):
    """A correction beside a payout."""

    delta = WonField(
        label=_("Change, won"),
        least=-LARGEST,
        help_text=_("With a minus sign in front it takes away, for example -1,000,000."),
        widget=forms.TextInput(),
    )
    reason = sentence(_("Reason"))


def _banks() -> list[tuple[str, str]]:
    named = [(b.code, f"{b.code} {localized(ko=b.name_ko, en=b.name_en)}") for b in BANKS.values()]
    return [("", "—"), *named]


class LayoutForm(Form):
    """How a bank wants its file; what the chosen form does not use is left alone."""

    form = forms.ChoiceField(
        label=_("Form of the file"), choices=choices_of(FileKind), widget=forms.RadioSelect()
    )
    columns = forms.CharField(
        label=_("Columns of the table"),
        required=False,
        max_length=4000,
        help_text=_(
            "One on a line: the header, =, then a field (key, bank_code, account, holder, amount, "
            "memo, log_head, day) or a fixed text in quotation marks."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of the table"),
        choices=[("utf-8-sig", "UTF-8"), ("cp949", "CP949")],
        required=False,
    )
    days = forms.ChoiceField(label=_("Days"), choices=choices_of(DateForm), required=False)
    amounts = forms.ChoiceField(label=_("Amounts"), choices=choices_of(AmountForm), required=False)
    payer_name = forms.CharField(
        label=_("Payer (for a credit transfer)"), required=False, max_length=140
    )
    payer_bank_code = forms.ChoiceField(
        label=_("Bank of the payer"), required=False, choices=_banks
    )
    payer_number = forms.CharField(
        label=_("Account of the payer"),
        required=False,
        max_length=40,
        help_text=_("10 to 16 digits; dashes may be left in."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    answer_days = forms.IntegerField(
        label=_("Working days for the bank's answer"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("After so many the treasurers are told that an answer is missing."),
    )
    recipient = forms.CharField(
        label=_("Public key of the bank"),
        required=False,
        max_length=200,
        help_text=_("It begins with age1. Without one the file is handed out unencrypted."),
    )
    reason = sentence(_("Reason"))

    def clean(self) -> dict[str, Any]:
        """All of it as one value; a line that is no column is named."""
        given = super().clean() or {}
        try:
            given["asked"] = _asked(given)
        except RuleBroken as refusal:
            add_rule(self, refusal)
        return given


def _asked(given: Mapping[str, Any]) -> Asked:
    return Asked(
        form=FileKind(given.get("form") or FileKind.CSV),
        columns=columns_from(given.get("columns", "")),
        encoding=given.get("encoding") or "utf-8-sig",
        days=given.get("days") or DateForm.DASHED,
        amounts=given.get("amounts") or AmountForm.BARE,
        payer=Payer(
            given.get("payer_name", ""),
            given.get("payer_bank_code", ""),
            given.get("payer_number", ""),
        ),
        answer_days=given.get("answer_days") or ANSWER_DAYS,
    )

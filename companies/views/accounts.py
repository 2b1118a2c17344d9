"""Pages about bank accounts: the supplier registers, the bank's treasurer confirms."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.domain.accounts import bank_named
from companies.domain.business_number import written
from companies.forms import AccountForm
from companies.gateways import account_holders
from companies.models import BankAccount
from companies.selectors import (
    accounts_of,
    accounts_to_confirm,
    holder_check_of,
    others_with_this_number,
    supplier_of,
)
from companies.services import ask_account, confirm_account, register_account
from core.forms import Form
from core.templatetags.boram import kst
from core.translation import localized
from people.views import Page, VerbPage


def bank_name(account: BankAccount) -> str:
    """The bank in the reader's language."""
    bank = bank_named(account.bank_code)
    return localized(ko=bank.name_ko, en=bank.name_en)


class AccountRegister(VerbPage):
    """Where our money shall go."""

    action = "account.register"
    form_class = AccountForm
    template_name = "companies/account_register.html"
    done = gettext_lazy("The account is registered. Money goes there once the bank confirms it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what would be replaced."""
        current = accounts_of(supplier_of(self.viewer)).exclude(state="replaced").first()
        return super().get_context_data(current=current, **kwargs)

    def act(self, form: BaseForm) -> str:
        """Register it for our own firm."""
        supplier = supplier_of(self.viewer)
        register_account(supplier=supplier, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return reverse("companies:supplier", args=[supplier.pk])


class AccountsToConfirm(Page):
    """Accounts that wait for the treasurer."""

    action = "account.confirm"
    template_name = "companies/accounts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Oldest first."""
        rows = [(account, bank_name(account)) for account in accounts_to_confirm()]
        return super().get_context_data(rows=rows, **kwargs)


class AccountConfirm(VerbPage):
    """The treasurer has compared the account with the supplier's papers."""

    action = "account.confirm"
    form_class = Form
    template_name = "companies/account_confirm.html"
    done = gettext_lazy("The account is confirmed. Payouts can go there.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What to compare, and who else uses the same number."""
        account = get_object_or_404(BankAccount, pk=self.kwargs["pk"])
        others = list(others_with_this_number(account))
        return super().get_context_data(
            rows=_facts_of(account), others=others, account=account, **kwargs
        )

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it."""
        account = get_object_or_404(BankAccount, pk=self.kwargs["pk"])
        confirm_account(account_id=account.pk, by=self.viewer, at=timezone.now())
        return reverse("companies:accounts")


class AccountAsk(VerbPage):
    """Ask the bank of the account whether it belongs to the name."""

    action = "account.ask"
    form_class = Form
    template_name = "companies/account_ask.html"
    done = gettext_lazy("What the bank said is on record.")

    @cached_property
    def account(self) -> BankAccount:
        """Which one."""
        return get_object_or_404(BankAccount, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The account, and what was said before."""
        return super().get_context_data(rows=_facts_of(self.account), **kwargs)

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked of the person
        """Ask; the supplier's page is next."""
        ask_account(
            account_id=self.account.pk,
            holders=account_holders(),
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("companies:account_ask", args=[self.account.pk])


def _facts_of(account: BankAccount) -> list[dict[str, Any]]:
    supplier, said = account.supplier, holder_check_of(account)
    asked = f"{said.get_result_display()} · {kst(said.asked_at)}" if said else _("not asked")
    return [
        {"label": _("Supplier"), "value": supplier},
        {"label": _("Business number"), "value": written(supplier.business_number)},
        {"label": _("Bank"), "value": bank_name(account)},
        {"label": _("Account holder"), "value": account.holder},
        {"label": _("Account number"), "value": f"****{account.number_tail}"},
        {"label": _("Registered by"), "value": account.registered_by},
        {"label": _("Account holder, as the bank says"), "value": asked},
    ]

"""Asking the bank of an account whether it belongs to a name; nobody is asked until one is set."""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from companies.domain.accounts import Holding


class AccountHolders(Protocol):
    """Whoever can look up the holder of an account."""

    def check(self, bank_code: str, number: str, holder: str) -> Holding:
        """Whether the account belongs to the name; a line that is down has not found it out."""


class NotAsked:
    """No line to any bank: nobody is asked, and that is what the page says."""

    def check(self, bank_code: str, number: str, holder: str) -> Holding:  # noqa: ARG002
        """Nothing is known."""
        return Holding.NOT_ASKED


def account_holders() -> AccountHolders:
    """The line that this place has set."""
    return cast("AccountHolders", import_string(settings.ACCOUNT_HOLDERS)())

"""The lives of bank accounts and of contact persons: replaced by two people, never edited."""

from enum import StrEnum

from core.domain.states import Lifecycle, move


class AccountState(StrEnum):
    """Where a bank account stands."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"


BANK_ACCOUNT = Lifecycle(
    move("confirm", AccountState.CONFIRMED, AccountState.REGISTERED),
    move("replace", AccountState.REPLACED, AccountState.REGISTERED, AccountState.CONFIRMED),
)


class ContactState(StrEnum):
    """Where the change of a worksite's contact person stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


CONTACT_CHANGE = Lifecycle(
    move("confirm", ContactState.CONFIRMED, ContactState.REQUESTED),
    move("withdraw", ContactState.WITHDRAWN, ContactState.REQUESTED),
)

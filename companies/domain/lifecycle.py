"""The life of a bank account: replaced, never edited."""

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

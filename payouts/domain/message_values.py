"""Amounts, accounts, days and reasons as ISO 20022 messages write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.domain.cells import day_in, whole_in
from core.domain.money import Money
from core.domain.tables import CellError
from core.domain.words import say
from payouts.domain.xml_message import Element

CURRENCY = "KRW"
LONGEST_REASON = 200
IDENTIFIERS = ("Id/Othr/Id", "Id/IBAN")
REASONS = ("Rsn/Cd", "Rsn/Prtry")


def amount_of(amount: Element) -> Money | None:
    """Whole won, or nothing where it is left out or no such number; see `amount_errors`."""
    won = whole_in(amount.text)
    return None if won is None or amount.attributes.get("Ccy") != CURRENCY else Money(won)


def amount_errors(row: int, amount: Element) -> Iterator[CellError]:
    """An amount that is written but is not whole won is not guessed at."""
    if amount.name and amount.attributes.get("Ccy") != CURRENCY:
        said = say(
            "The amount is in “%(currency)s”. Only won are paid here.",
            currency=amount.attributes.get("Ccy", "")[:10],
        )
        yield CellError(row, amount.name, said, CURRENCY)
    elif amount.name and whole_in(amount.text) is None:
        yield CellError(row, amount.name, say("This is not a whole number of won."), "5000000")


def account_of(account: Element) -> str:
    """The number as it was sent: digits without the marks that some banks put between them."""
    return account.says(*IDENTIFIERS).replace("-", "").replace(" ", "")


def day_of(*texts: str) -> date | None:
    """The first that is a day; a moment counts by the day that it is written with."""
    return next((day for text in texts if (day := day_in(text[:10])) is not None), None)


def reason_of(reason: Element) -> str:
    """The code and the words that came with it."""
    told = [reason.says(*REASONS), *(more.text for more in reason.all("AddtlInf"))]
    return " · ".join(text for text in told if text)[:LONGEST_REASON]

"""What a bank may say about a payment, in whichever form of file it says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.domain.money import Money
from core.domain.tables import CellError
from payouts.domain.lifecycle import DisbursementState


class AnswerKind(StrEnum):
    """The forms of file that are read; told by the content, not by the name of the file."""

    TABLE = "csv"
    REPORT = "pain.002"
    STATEMENT = "camt.053"
    NOTICE = "camt.054"


# These are about an account and whatever moved on it, not about one file of ours.
OF_AN_ACCOUNT = (AnswerKind.STATEMENT, AnswerKind.NOTICE)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the bank says about one payment; `SENT` says that it is still under way.

    A message may leave the account empty and the amount out; a table may not.
    """

    row: int
    key: str
    account: str
    amount: Money | None
    outcome: DisbursementState
    reason: str
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines that could be read, and a table of what could not.

    `about` is the number of our file where the answer names it; `refused` is why the bank refused
    that file as a whole, where it did. `keys` is what rows that cannot be read say of themselves.
    """

    lines: tuple[AnswerLine, ...]
    errors: tuple[CellError, ...]
    kind: AnswerKind = AnswerKind.TABLE
    about: str = ""
    refused: str | None = None
    has_rows: bool = True
    keys: Mapping[int, str] = field(default_factory=dict)

"""The forms that a bank file can have, and which one a bank asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.domain.errors import RuleBroken
from payouts.domain.bank_file import (
    AmountForm,
    BankFile,
    Column,
    DateForm,
    Heading,
    Instruction,
    Layout,
)
from payouts.domain.credit_transfer import LONGEST_NAME, CreditTransfer, Payer

NOBODY = Payer("", "", "")
ANSWER_DAYS, MOST_DAYS = 3, 60  # working days: of a bank that agreed to none, and at most


class Form(StrEnum):
    """What a bank reads."""

    CSV = "csv"
    CREDIT_TRANSFER = "credit_transfer"


class FileForm(Protocol):
    """Whatever writes the payments, and finds again where each was sent."""

    @property
    def suffix(self) -> str:
        """How the name of the file ends."""

    @property
    def content_type(self) -> str:
        """What it calls itself when it is handed out."""

    def write(self, instructions: Sequence[Instruction], heading: Heading) -> BankFile:
        """The file, or which line cannot be written."""

    def accounts_in(self, content: bytes) -> Mapping[str, str]:
        """Account by key, read back from our own sealed bytes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a bank wants its file; a table needs columns, a credit transfer needs the payer."""

    form: Form
    columns: tuple[Column, ...] = ()
    encoding: str = "utf-8-sig"
    days: str = DateForm.DASHED
    amounts: str = AmountForm.BARE
    payer: Payer = NOBODY
    answer_days: int = ANSWER_DAYS

    def made(self) -> FileForm:
        """What writes it, or what is missing."""
        if self.form == Form.CREDIT_TRANSFER:
            return CreditTransfer(_complete(self.payer))
        return Layout(self.columns, self.encoding, DateForm(self.days), AmountForm(self.amounts))


def _complete(payer: Payer) -> Payer:
    if not payer.name or len(payer.name) > LONGEST_NAME or not payer.bank_code or not payer.account:
        raise RuleBroken(
            "A credit transfer says whose money it is: enter name, bank and account of the payer.",
            field="payer_name",
        )
    return payer

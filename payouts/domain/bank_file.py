"""The file that tells the bank whom to pay; no text in it can become a formula."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.cells import safe_cell
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, total

ENCODINGS = ("utf-8-sig", "cp949")
FIELDS = ("key", "bank_code", "account", "holder", "amount", "memo", "log_head")
NEEDED = frozenset({"key", "bank_code", "account", "amount"})


@dataclass(frozen=True, slots=True)
class Instruction:
    """One payment; the bank recognises a repeat by its key."""

    key: str
    bank_code: str
    account: str
    holder: str
    amount: Money
    memo: str = ""
    log_head: str = ""

    def cell(self, field: str) -> str:
        """One field as text; the amount as bare digits."""
        if field == "amount":
            return str(self.amount.won)
        return safe_cell(str(getattr(self, field)))


@dataclass(frozen=True, slots=True)
class Layout:
    """How one bank wants its file: (header, field) in order, and the encoding."""

    columns: tuple[tuple[str, str], ...]
    encoding: str = "utf-8-sig"

    def __post_init__(self) -> None:
        headers = [header for header, _ in self.columns]
        fields = {field for _, field in self.columns}
        if self.encoding not in ENCODINGS or not fields <= set(FIELDS) or not fields >= NEEDED:
            raise RuleBroken(
                "A bank layout needs an encoding of %(encodings)s and columns for %(needed)s; "
                "it may use %(fields)s.",
                encodings=", ".join(ENCODINGS),
                needed=", ".join(sorted(NEEDED)),
                fields=", ".join(FIELDS),
            )
        if len(set(headers)) != len(headers):
            raise RuleBroken("Two columns of a bank layout have the same header. Rename one.")


NEUTRAL = Layout(tuple((field, field) for field in FIELDS))


@dataclass(frozen=True, slots=True)
class BankFile:
    """The bytes and what they add up to; built again from the same lines it is the same."""

    content: bytes
    lines: int
    total: Money

    @property
    def sha256(self) -> str:
        """The hash that is printed beside it."""
        return hashlib.sha256(self.content).hexdigest()


def bank_file(instructions: Sequence[Instruction], layout: Layout = NEUTRAL) -> BankFile:
    """Write the file, or say which line cannot be written."""
    _check(instructions)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(header for header, _ in layout.columns)
    writer.writerows([one.cell(field) for _, field in layout.columns] for one in instructions)
    try:
        content = lines.getvalue().encode(layout.encoding)
    except UnicodeEncodeError as broken:
        raise RuleBroken(
            "The character “%(character)s” cannot be written in the bank's encoding. "
            "Correct the name of the account holder.",
            character=broken.object[broken.start],
        ) from None
    return BankFile(content, len(instructions), total(one.amount for one in instructions))


def _check(instructions: Sequence[Instruction]) -> None:
    if not instructions:
        raise RuleBroken("There is nothing to pay. Approve a payout first.")
    keys: set[str] = set()
    for one in instructions:
        if one.amount <= NOTHING:
            raise RuleBroken(
                "Line %(key)s pays %(amount)s. Only amounts above zero can be paid.",
                key=one.key,
                amount=one.amount,
            )
        if one.key in keys:
            raise RuleBroken("Line %(key)s appears twice. Pay it once.", key=one.key)
        keys.add(one.key)

"""The file that tells the bank whom to pay; no text in it can become a formula."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import ClassVar

from core.domain.cells import safe_cell
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, total
from core.domain.tables import Column as Wanted
from core.domain.tables import read_table

ENCODINGS = ("utf-8-sig", "cp949")
FIELDS = ("key", "bank_code", "account", "holder", "amount", "memo", "log_head", "day")
SAME = frozenset({"log_head", "day"})
NEEDED = frozenset({"key", "bank_code", "account", "amount"})


class DateForm(StrEnum):
    """How a bank writes a day."""

    DASHED = "dashed"
    PACKED = "packed"
    DOTTED = "dotted"


class AmountForm(StrEnum):
    """How a bank writes an amount."""

    BARE = "bare"
    GROUPED = "grouped"


DAYS: Mapping[DateForm, str] = {
    DateForm.DASHED: "%Y-%m-%d",
    DateForm.PACKED: "%Y%m%d",
    DateForm.DOTTED: "%Y.%m.%d",
}
AMOUNTS: Mapping[AmountForm, Callable[[Money], str]] = {
    AmountForm.BARE: lambda amount: str(amount.won),
    AmountForm.GROUPED: lambda amount: f"{amount.won:,}",
}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One payment; the bank recognises a repeat by its key."""

    key: str
    bank_code: str
    account: str
    holder: str
    amount: Money
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands once in a file: its number, when and for which day, and the head of the log."""

    number: str
    at: datetime
    day: date
    log_head: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, and a field of each payment or a text that is always the same."""

    header: str
    field: str = ""
    text: str = ""


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


@dataclass(frozen=True, slots=True)
class Layout:
    """How one bank wants its table: columns in order, the encoding, days and amounts."""

    columns: tuple[Column, ...]
    encoding: str = "utf-8-sig"
    days: DateForm = DateForm.DASHED
    amounts: AmountForm = AmountForm.BARE

    suffix: ClassVar[str] = "csv"
    content_type: ClassVar[str] = "text/csv"

    def __post_init__(self) -> None:
        fields = {column.field for column in self.columns if column.field}
        if self.encoding not in ENCODINGS or not fields <= set(FIELDS) or not fields >= NEEDED:
            raise RuleBroken(
                "A bank layout needs an encoding of %(encodings)s and columns for %(needed)s; "
                "it may use %(fields)s.",
                field="columns",
                encodings=", ".join(ENCODINGS),
                needed=", ".join(sorted(NEEDED)),
                fields=", ".join(FIELDS),
            )
        _check_headers([column.header for column in self.columns])
        for column in self.columns:
            self._check_writable(column.header + column.text, column.header)

    def write(self, instructions: Sequence[Instruction], heading: Heading) -> BankFile:
        """The table, or which line cannot be written and why; then nothing is built."""
        check_lines(instructions)
        columns = [self._cells(column, instructions, heading) for column in self.columns]
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(safe_cell(column.header) for column in self.columns)
        writer.writerows(zip(*columns, strict=True))
        content = self._encoded(lines.getvalue(), instructions, columns)
        return BankFile(content, len(instructions), total(one.amount for one in instructions))

    def _encoded(
        self, text: str, instructions: Sequence[Instruction], columns: Sequence[Sequence[str]]
    ) -> bytes:
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as broken:
            character = broken.object[broken.start]
            rows = zip(instructions, zip(*columns, strict=True), strict=True)
            where = next(one.key for one, cells in rows if character in "".join(cells))
            raise unwritable(where, character, self.encoding) from None

    def accounts_in(self, content: bytes) -> Mapping[str, str]:
        """Account by key, read back from our own sealed bytes."""
        key, account = self._header("key"), self._header("account")
        rows = read_table(content, (Wanted(key, ""), Wanted(account, ""))).rows
        return {row.cells[key]: row.cells[account] for row in rows}

    def _header(self, field: str) -> str:
        return next(column.header for column in self.columns if column.field == field)

    def _cells(
        self, column: Column, instructions: Sequence[Instruction], heading: Heading
    ) -> list[str]:
        """One column from the first line to the last."""
        if column.field == "amount":
            write = AMOUNTS[self.amounts]
            return [write(one.amount) for one in instructions]
        if column.field in SAME or not column.field:
            return [self._same(column, heading)] * len(instructions)
        found = attrgetter(column.field)
        return [safe_cell(found(one)) for one in instructions]

    def _same(self, column: Column, heading: Heading) -> str:
        """What stands in every line."""
        if column.field == "day":
            return heading.day.strftime(DAYS[self.days])
        return safe_cell(heading.log_head if column.field else column.text)

    def _check_writable(self, text: str, where: str) -> None:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError as broken:
            raise unwritable(where, broken.object[broken.start], self.encoding) from None


def unwritable(where: str, character: str, encoding: str) -> RuleBroken:
    """Which line has a character that the bank's file cannot carry."""
    return RuleBroken(
        "%(key)s: the character “%(character)s” cannot be written in %(encoding)s, which the "
        "bank reads. Nothing was built. Correct the name of the account holder.",
        key=where,
        character=character if character.isprintable() else f"U+{ord(character):04X}",
        encoding=encoding,
    )


def check_lines(instructions: Sequence[Instruction]) -> None:
    """Something above zero for each key, and each key once; whatever the form of the file."""
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


def _check_headers(headers: Sequence[str]) -> None:
    """A header is what the bank, and we ourselves, find a column by."""
    if not all(header.strip() for header in headers):
        raise RuleBroken("A column of a bank layout has no header. Name it.", field="columns")
    if len({header.strip().casefold() for header in headers}) != len(headers):
        raise RuleBroken(
            "Two columns of a bank layout have the same header. Rename one.", field="columns"
        )


NEUTRAL = Layout(tuple(Column(field, field) for field in FIELDS if field != "day"))

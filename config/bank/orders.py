"""What the bank is asked to pay, read from a table or from pain.001."""

from __future__ import annotations

import csv
import hashlib
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

ENCODINGS = ("utf-8-sig", "cp949")
NEEDED = ("key", "account", "amount")
PAIN_001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001."
WON = "KRW"


class Unreadable(ValueError):
    """The file cannot be worked with; the text says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Order:
    """One payment that the bank is asked for; amounts in whole won."""

    key: str
    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class Asked:
    """All orders of one file: its number, and by what the bank knows the file again."""

    number: str
    mark: str
    orders: tuple[Order, ...]


def read_asked(content: bytes, *, name: str, headers: Mapping[str, str]) -> Asked:
    """The orders, or `Unreadable`; `headers` are the bank's own names of the needed columns."""
    digest = hashlib.sha256(content).hexdigest()
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        asked = _message(content, name)
    else:
        asked = Asked(Path(name).stem, digest, _table(_text(content, name), name, headers))
    if not asked.orders:
        raise Unreadable(f"{name} asks for no payment.")
    if twice := sorted(key for key, n in Counter(o.key for o in asked.orders).items() if n > 1):
        raise Unreadable(f"{name} asks more than once for {', '.join(twice)}.")
    return asked


def _text(content: bytes, name: str) -> str:
    """As a bank would read it, in either of the encodings that older and newer ones take."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{name} is no text in {' or '.join(ENCODINGS)}.")


def _table(text: str, name: str, headers: Mapping[str, str]) -> tuple[Order, ...]:
    sheet = csv.DictReader(StringIO(text, newline=""))
    columns = {field: headers.get(field, field) for field in NEEDED}
    if missing := [one for one in columns.values() if one not in (sheet.fieldnames or [])]:
        raise Unreadable(f"{name} has no column {', '.join(missing)}.")
    return tuple(
        _row({field: line[column] or "" for field, column in columns.items()}, f"{name}, row {row}")
        for row, line in enumerate(sheet, start=2)
    )


def _message(content: bytes, name: str) -> Asked:
    try:
        root = ET.fromstring(content)  # noqa: S314 - what we are handed is our own file
    except ET.ParseError as broken:
        raise Unreadable(f"{name} breaks off: {broken}.") from None
    space = root.tag.partition("}")[0].lstrip("{")
    if not space.startswith(PAIN_001):
        raise Unreadable(f"{name} is “{space or root.tag}”, not pain.001.")
    known = {"": space}
    orders = tuple(
        _transfer(one, known, f"{name}, payment {place}")
        for place, one in enumerate(root.iterfind(".//CdtTrfTxInf", known), start=1)
    )
    _check_sums(root, known, orders, name)
    number = root.findtext(".//GrpHdr/MsgId", "", known)
    return Asked(number, number, orders)


def _transfer(one: ET.Element, known: dict[str, str], where: str) -> Order:
    amount = one.find("Amt/InstdAmt", known)
    if amount is not None and amount.get("Ccy") != WON:
        raise Unreadable(f"{where}: the amount is not in {WON}.")
    cells = {
        "key": one.findtext("PmtId/EndToEndId", "", known),
        "account": one.findtext("CdtrAcct/Id/Othr/Id", "", known),
        "amount": "" if amount is None else amount.text or "",
    }
    return _row(cells, where)


def _check_sums(
    root: ET.Element, known: dict[str, str], orders: tuple[Order, ...], name: str
) -> None:
    """A bank refuses a message whose control sums are not those of its payments."""
    said = {
        "NbOfTxs": str(len(orders)),
        "CtrlSum": str(sum(one.amount for one in orders)),
    }
    for tag, right in said.items():
        for found in root.iterfind(f".//{tag}", known):
            if found.text != right:
                raise Unreadable(f"{name}: {tag} says {found.text}, the payments make {right}.")


def _row(cells: Mapping[str, str], where: str) -> Order:
    if empty := [field for field in NEEDED if not cells[field]]:
        raise Unreadable(f"{where}: {', '.join(empty)} is empty.")
    won = cells["amount"].replace(",", "")
    if not (won.isascii() and won.isdigit() and int(won)):
        raise Unreadable(f"{where}: “{cells['amount']}” is no amount above zero in whole won.")
    return Order(cells["key"], cells["account"], int(won))

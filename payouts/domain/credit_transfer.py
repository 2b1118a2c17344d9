"""ISO 20022 pain.001.001.09: the same payments as a customer credit transfer initiation.

Written against the message definition; no Korean bank is known to take it from its customers.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from core.domain.errors import RuleBroken
from core.domain.money import total
from payouts.domain.bank_file import BankFile, Heading, Instruction, check_lines, unwritable

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SEAL = "urn:boram:seal:1"
SEOUL = ZoneInfo("Asia/Seoul")
CLEARING = "KR"  # the code list of the standard has no entry for Korea, so it is our own word
CURRENCY = "KRW"
LONGEST_ID = 35
LONGEST_NAME = 140
LAST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose account at which bank the money leaves."""

    name: str
    bank_code: str
    account: str


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    """The form of the file for a bank that reads ISO 20022."""

    payer: Payer

    suffix: ClassVar[str] = "xml"
    content_type: ClassVar[str] = "application/xml"

    def write(self, instructions: Sequence[Instruction], heading: Heading) -> BankFile:
        """The message, or which line cannot be written and why; then nothing is built."""
        check_lines(instructions)
        for one in instructions:
            _check_fits(one)
        document = ET.Element("Document", xmlns=NAMESPACE)
        message = ET.SubElement(document, "CstmrCdtTrfInitn")
        self._group(message, instructions, heading)
        self._payments(message, instructions, heading)
        seal = _put(message, "SplmtryData/Envlp/LogHead", heading.log_head)
        seal.set("xmlns", SEAL)
        content: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
        return BankFile(content, len(instructions), total(one.amount for one in instructions))

    def accounts_in(self, content: bytes) -> Mapping[str, str]:
        """Account by key, read back from our own sealed bytes."""
        known = {"": NAMESPACE}
        paid = ET.fromstring(content).iterfind(".//CdtTrfTxInf", known)  # noqa: S314 - our own
        return {
            one.findtext("PmtId/EndToEndId", "", known): one.findtext(
                "CdtrAcct/Id/Othr/Id", "", known
            )
            for one in paid
        }

    def _group(
        self, message: ET.Element, instructions: Sequence[Instruction], heading: Heading
    ) -> None:
        group = ET.SubElement(message, "GrpHdr")
        _put(group, "MsgId", heading.number)
        at = heading.at.astimezone(SEOUL)
        _put(group, "CreDtTm", at.isoformat(timespec="seconds"))
        _sums(group, instructions)
        _put(group, "InitgPty/Nm", self.payer.name)

    def _payments(
        self, message: ET.Element, instructions: Sequence[Instruction], heading: Heading
    ) -> None:
        payments = ET.SubElement(message, "PmtInf")
        _put(payments, "PmtInfId", heading.number)
        _put(payments, "PmtMtd", "TRF")
        _sums(payments, instructions)
        _put(payments, "ReqdExctnDt/Dt", heading.day.isoformat())
        _put(payments, "Dbtr/Nm", self.payer.name)
        _put(payments, "DbtrAcct/Id/Othr/Id", self.payer.account)
        _bank(payments, "DbtrAgt", self.payer.bank_code)
        for one in instructions:
            _transfer(payments, one)


def _transfer(payments: ET.Element, one: Instruction) -> None:
    transfer = ET.SubElement(payments, "CdtTrfTxInf")
    _put(transfer, "PmtId/EndToEndId", one.key)
    _put(transfer, "Amt/InstdAmt", str(one.amount.won)).set("Ccy", CURRENCY)
    _bank(transfer, "CdtrAgt", one.bank_code)
    _put(transfer, "Cdtr/Nm", one.holder)
    _put(transfer, "CdtrAcct/Id/Othr/Id", one.account)
    if one.memo:
        _put(transfer, "RmtInf/Ustrd", one.memo)


def _sums(parent: ET.Element, instructions: Sequence[Instruction]) -> None:
    _put(parent, "NbOfTxs", str(len(instructions)))
    _put(parent, "CtrlSum", str(total(one.amount for one in instructions).won))


def _bank(parent: ET.Element, role: str, code: str) -> None:
    member = _put(parent, f"{role}/FinInstnId/ClrSysMmbId", "")
    _put(member, "ClrSysId/Prtry", CLEARING)
    _put(member, "MmbId", code)


def _put(parent: ET.Element, path: str, text: str) -> ET.Element:
    """One branch of the tree and what stands at its end."""
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    parent.text = text or None
    return parent


def _check_fits(one: Instruction) -> None:
    for text in (one.key, one.holder, one.account, one.memo):
        if bad := [c for c in text if not _is_writable(c)]:
            raise unwritable(one.key, bad[0], "XML")
    if len(one.key) > LONGEST_ID or not 0 < len(one.holder) <= LONGEST_NAME:
        raise RuleBroken(
            "%(key)s: the message takes keys up to %(longest)s and names of 1 to %(most)s "
            "characters. Nothing was built.",
            key=one.key,
            longest=LONGEST_ID,
            most=LONGEST_NAME,
        )


def _is_writable(character: str) -> bool:
    """What XML 1.0 can carry and a reader gives back unchanged."""
    return " " <= character <= "\ud7ff" or "\ue000" <= character <= LAST or character > "\uffff"

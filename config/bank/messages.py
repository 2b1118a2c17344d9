"""The answer as an ISO 20022 message: pain.002, camt.053 or camt.054."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from config.bank.fates import HOLDER, MOVES, TWICE, Fate, Told
from config.bank.orders import WON, Asked

SPACE = "urn:iso:std:iso:20022:tech:xsd:"
# ISO 20022 external code sets, status and return reasons: holder does not fit, duplication.
CODES = {HOLDER: "BE01", TWICE: "AM05"}
STATES = {Fate.PAID: "ACSC", Fate.FAILED: "RJCT", Fate.PENDING: "PDNG"}


@dataclass(frozen=True, slots=True)
class Said:
    """All that a message is written from; `opening` and `fee` are won of the payer's account."""

    asked: Asked
    told: Sequence[Told]
    on: date
    opening: int = 0
    fee: int = 0


def report(said: Said, *, refused: str = "") -> bytes:
    """pain.002.001.10: each payment's state, or the file as a whole refused."""
    document, body = _begin("pain.002.001.10", "CstmrPmtStsRpt")
    _group(body, said)
    group = ET.SubElement(body, "OrgnlGrpInfAndSts")
    _put(group, "OrgnlMsgId", said.asked.number)
    _put(group, "OrgnlMsgNmId", "pain.001.001.09")
    if refused:
        _put(group, "GrpSts", "RJCT")
        _put(group, "StsRsnInf/Rsn/Prtry", refused)
        return _bytes(document)
    payments = ET.SubElement(body, "OrgnlPmtInfAndSts")
    _put(payments, "OrgnlPmtInfId", said.asked.number)
    # What was paid and came back was first of all paid: a report has no other word for it.
    for line in said.told:
        _status(payments, line)
    return _bytes(document)


def statement(said: Said) -> bytes:
    """camt.053.001.08: the account on one day, from its opening to its closing balance."""
    document, body = _begin("camt.053.001.08", "BkToCstmrStmt")
    _group(body, said)
    page = ET.SubElement(body, "Stmt")
    _account(page, said)
    moved = sum(_signed(line, fate) for line, fate in _booked(said))
    _balance(page, "OPBD", said.opening, said.on)
    _balance(page, "CLBD", said.opening + moved - said.fee, said.on)
    _entries(page, said)
    return _bytes(document)


def notice(said: Said) -> bytes:
    """camt.054.001.08: what moved, without balances, as soon as it moves."""
    document, body = _begin("camt.054.001.08", "BkToCstmrDbtCdtNtfctn")
    _group(body, said)
    page = ET.SubElement(body, "Ntfctn")
    _account(page, said)
    _entries(page, said)
    return _bytes(document)


MESSAGES: Mapping[str, Callable[[Said], bytes]] = {
    "pain.002": report,
    "camt.053": statement,
    "camt.054": notice,
}


def _status(payments: ET.Element, line: Told) -> None:
    one = ET.SubElement(payments, "TxInfAndSts")
    _put(one, "OrgnlEndToEndId", line.order.key)
    _put(one, "TxSts", STATES.get(line.fate, STATES[Fate.PAID]))
    if line.fate is Fate.FAILED:
        why = ET.SubElement(one, "StsRsnInf")
        _put(why, "Rsn/Cd", CODES[line.reason])
        _put(why, "AddtlInf", line.reason)
    else:
        _put(one, "FctvIntrBkSttlmDt/Dt", line.on.isoformat())
    original = ET.SubElement(one, "OrgnlTxRef")
    _won(ET.SubElement(original, "Amt"), "InstdAmt", line.order.amount)
    _put(original, "CdtrAcct/Id/Othr/Id", line.order.account)


def _booked(said: Said) -> list[tuple[Told, Fate]]:
    """A payment that came back is two movements; one that was refused is none."""
    return [
        (line, fate)
        for line in said.told
        if line.fate is not Fate.FAILED
        for fate in (MOVES if line.fate is Fate.RETURNED else (line.fate,))
    ]


def _signed(line: Told, fate: Fate) -> int:
    return {Fate.PAID: -1, Fate.RETURNED: 1}.get(fate, 0) * line.order.amount


def _entries(page: ET.Element, said: Said) -> None:
    for line, fate in _booked(said):
        entry = _entry(page, line.order.amount, fate, said.on)
        details = ET.SubElement(ET.SubElement(entry, "NtryDtls"), "TxDtls")
        _put(details, "Refs/EndToEndId", line.order.key)
        _won(details, "Amt", line.order.amount)
        party = "DbtrAcct" if fate is Fate.RETURNED else "CdtrAcct"
        _put(details, f"RltdPties/{party}/Id/Othr/Id", line.order.account)
        if fate is Fate.RETURNED:
            _put(details, "RtrInf/Rsn/Cd", CODES[line.reason])
    if said.fee:
        _put(_entry(page, said.fee, Fate.PAID, said.on), "AddtlNtryInf", "이체 수수료")


def _entry(page: ET.Element, won: int, fate: Fate, on: date) -> ET.Element:
    entry = ET.SubElement(page, "Ntry")
    _won(entry, "Amt", won)
    _put(entry, "CdtDbtInd", "CRDT" if fate is Fate.RETURNED else "DBIT")
    _put(entry, "Sts/Cd", "PDNG" if fate is Fate.PENDING else "BOOK")
    _put(entry, "BookgDt/Dt", on.isoformat())
    _put(entry, "BkTxCd/Prtry/Cd", "TRF")
    return entry


def _balance(page: ET.Element, kind: str, won: int, on: date) -> None:
    balance = ET.SubElement(page, "Bal")
    _put(balance, "Tp/CdOrPrtry/Cd", kind)
    _won(balance, "Amt", abs(won))
    _put(balance, "CdtDbtInd", "DBIT" if won < 0 else "CRDT")
    _put(balance, "Dt/Dt", on.isoformat())


def _group(body: ET.Element, said: Said) -> None:
    head = ET.SubElement(body, "GrpHdr")
    _put(head, "MsgId", f"A-{said.asked.number}"[:35])
    _put(head, "CreDtTm", f"{said.on.isoformat()}T09:00:00+09:00")


def _account(page: ET.Element, said: Said) -> None:
    _put(page, "Id", f"S-{said.asked.number}"[:35])
    _put(page, "CreDtTm", f"{said.on.isoformat()}T18:00:00+09:00")
    _put(page, "Acct/Id/Othr/Id", "PAYER")


def _won(parent: ET.Element, name: str, won: int) -> None:
    _put(parent, name, str(won)).set("Ccy", WON)


def _begin(kind: str, body: str) -> tuple[ET.Element, ET.Element]:
    document = ET.Element("Document", xmlns=f"{SPACE}{kind}")
    return document, ET.SubElement(document, body)


def _put(parent: ET.Element, path: str, text: str) -> ET.Element:
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    parent.text = text
    return parent


def _bytes(document: ET.Element) -> bytes:
    content: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return content

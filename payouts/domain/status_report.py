"""pain.002: the bank's report on one file of ours, payment by payment or as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.domain.tables import CellError
from core.domain.words import say
from payouts.domain.answer_line import Answer, AnswerKind, AnswerLine
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.message_values import (
    account_of,
    amount_errors,
    amount_of,
    day_of,
    reason_of,
)
from payouts.domain.xml_message import Element

REFUSED = "RJCT"
# External payment transaction status codes. Only a settlement that is complete is a payment.
OUTCOMES: Mapping[str, DisbursementState] = {
    "ACSC": DisbursementState.PAID,
    "ACCC": DisbursementState.PAID,
    REFUSED: DisbursementState.FAILED,
    "RCVD": DisbursementState.SENT,
    "PDNG": DisbursementState.SENT,
    "ACTC": DisbursementState.SENT,
    "ACCP": DisbursementState.SENT,
    "ACSP": DisbursementState.SENT,
    "ACWC": DisbursementState.SENT,
}
KEY = "OrgnlEndToEndId"


def report_in(root: Element) -> Answer:
    """Each status of a payment is a row, counted from one in the order of the file."""
    lines: list[AnswerLine] = []
    errors: list[CellError] = []
    keys: dict[int, str] = {}
    for row, told in enumerate(root.walk("TxInfAndSts"), start=1):
        if wrong := tuple(_errors(row, told)):
            errors.extend(wrong)
            keys[row] = told.says(KEY)
        else:
            lines.append(_line(row, told))
    about = root.says("CstmrPmtStsRpt/OrgnlGrpInfAndSts/OrgnlMsgId")
    if lines or errors:
        return Answer(tuple(lines), tuple(errors), AnswerKind.REPORT, about, keys=keys)
    return _as_a_whole(root, about)


def _as_a_whole(root: Element, about: str) -> Answer:
    """No payment is named: the bank refused all of them, or has said nothing of any yet."""
    group = root.first("CstmrPmtStsRpt/OrgnlGrpInfAndSts")
    payments = root.first("CstmrPmtStsRpt/OrgnlPmtInfAndSts")
    if REFUSED in {group.says("GrpSts"), payments.says("PmtInfSts")}:
        reason = reason_of(group.first("StsRsnInf")) or reason_of(payments.first("StsRsnInf"))
        return Answer((), (), AnswerKind.REPORT, about, refused=reason or REFUSED)
    said = say(
        "The report says “%(status)s” of the file and nothing of any payment. "
        "Wait for the next report.",
        status=group.says("GrpSts") or payments.says("PmtInfSts"),
    )
    return Answer((), (CellError(1, "GrpSts", said),), AnswerKind.REPORT, about, has_rows=False)


def _errors(row: int, told: Element) -> Iterator[CellError]:
    if not told.says(KEY):
        yield CellError(row, KEY, say("The key of the payment is empty."), "PO-2026-00001-1")
    if told.says("TxSts") not in OUTCOMES:
        said = say("“%(state)s” is not a state that is known here.", state=told.says("TxSts")[:40])
        yield CellError(row, "TxSts", said, ", ".join(OUTCOMES))
    yield from amount_errors(row, _amount(told))


def _line(row: int, told: Element) -> AnswerLine:
    return AnswerLine(
        row,
        told.says(KEY),
        account_of(told.first("OrgnlTxRef/CdtrAcct")),
        amount_of(_amount(told)),
        OUTCOMES[told.says("TxSts")],
        reason_of(told.first("StsRsnInf")),
        day_of(told.says("FctvIntrBkSttlmDt/Dt"), told.says("AccptncDtTm")),
    )


def _amount(told: Element) -> Element:
    return told.first("OrgnlTxRef/Amt/InstdAmt", "OrgnlTxRef/IntrBkSttlmAmt")

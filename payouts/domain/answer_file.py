"""Which form of answer a file is, told by its content alone."""

from __future__ import annotations

import re

from core.domain.errors import RuleBroken
from payouts.domain.answer_line import Answer, AnswerKind
from payouts.domain.bank_answer import NEUTRAL, AnswerLayout, read_answer
from payouts.domain.statement import statement_in
from payouts.domain.status_report import report_in
from payouts.domain.xml_message import is_xml, message_in

MESSAGE = re.compile(
    r"urn:iso:std:iso:20022:tech:xsd:(pain\.002|camt\.053|camt\.054)\.001\.[0-9]{2}"
)


def answer_in(content: bytes, layout: AnswerLayout = NEUTRAL) -> Answer:
    """A table, a status report, a statement or a notice of movements."""
    if not is_xml(content):
        return read_answer(content, layout)
    message = message_in(content)
    known = MESSAGE.fullmatch(message.namespace)
    if known is None:
        raise RuleBroken(
            "This XML is “%(namespace)s”, not a pain.002, camt.053 or camt.054 message. "
            "Choose the bank's answer.",
            field="file",
            namespace=message.namespace[:80],
        )
    kind = AnswerKind(known[1])
    if kind == AnswerKind.REPORT:
        return report_in(message.root)
    return statement_in(message.root, kind)

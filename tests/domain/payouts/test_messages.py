"""pain.002, camt.053 and camt.054: read safely, told by content, each row with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts.domain import xml_message
from payouts.domain.answer_file import answer_in
from payouts.domain.answer_line import AnswerKind, AnswerLine
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.xml_message import is_xml, message_in
from tests.factories.messages import details, document, entry, report, statement, status

SENT, PAID, FAILED, RETURNED = DisbursementState
DAY = date(2026, 6, 2)


def test_a_status_report_says_what_became_of_each_payment() -> None:
    read = answer_in(
        report(status("A-1"), status("A-2", "RJCT", reason="AC04"), status("A-3", "ACSP"))
    )
    assert read.lines == (
        AnswerLine(1, "A-1", "12345678901234", Money(5_000_000), PAID, "", DAY),
        AnswerLine(2, "A-2", "12345678901234", Money(5_000_000), FAILED, "AC04 · told so", DAY),
        AnswerLine(3, "A-3", "12345678901234", Money(5_000_000), SENT, "", DAY),
    )
    assert (read.errors, read.kind, read.about) == ((), AnswerKind.REPORT, "BF-2026-00001")


@pytest.mark.parametrize("version", ["03", "10", "14"])
def test_older_and_newer_versions_are_the_same(version: str) -> None:
    assert answer_in(report(status("A-1"), version=version)).lines


def test_a_refusal_may_leave_out_what_did_not_move() -> None:
    (line,) = answer_in(report(status("A-1", "RJCT", account="", amount=None))).lines
    assert (line.account, line.amount, line.outcome) == ("", None, FAILED)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (status(""), "OrgnlEndToEndId", "key of the payment is empty"),
        (status("A", "WXYZ"), "TxSts", "“WXYZ” is not a state"),
        (status("A", "PART"), "TxSts", "“PART” is not a state"),
        (status("A", amount="5000000.50"), "InstdAmt", "not a whole number"),
        (status("A", currency="USD"), "InstdAmt", "in “USD”"),
    ],
)
def test_a_status_that_is_not_understood_is_a_row(row: str, column: str, reason: str) -> None:
    read = answer_in(report(status("A-1"), row))
    (error,) = read.errors
    assert (error.row, error.column, len(read.lines)) == (2, column, 1)
    assert reason in str(error.reason)


def test_whole_won_may_be_written_with_a_fraction_of_nothing() -> None:
    assert answer_in(report(status("A", amount="5000000.00"))).lines[0].amount == Money(5_000_000)


def test_a_file_may_be_refused_as_a_whole() -> None:
    read = answer_in(report(group="RJCT"))
    assert (read.refused, read.lines, read.errors) == ("FF01", (), ())
    bare = report().replace(b"</OrgnlPmtInfId>", b"</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>")
    assert answer_in(bare).refused == "RJCT"


def test_a_report_that_names_no_payment_settles_none() -> None:
    read = answer_in(report(group="ACSC"))
    assert (read.refused, read.lines, read.has_rows) == (None, (), False)
    assert "says “ACSC” of the file and nothing of any payment" in str(read.errors[0].reason)


@pytest.mark.parametrize("kind", ["camt.053.001.02", "camt.053.001.08", "camt.054.001.08"])
def test_a_statement_says_what_went_out_and_what_came_back(kind: str) -> None:
    read = answer_in(
        statement(
            entry(details("A-1")),
            entry(details("A-2", amount=7, reason="AC04"), direction="CRDT", amount=7),
            entry(details("A-3"), booked="<Sts>PDNG</Sts>"),
            kind=kind,
        )
    )
    assert [(one.row, one.key, one.outcome, one.amount, one.reason) for one in read.lines] == [
        (1, "A-1", PAID, Money(5_000_000), ""),
        (2, "A-2", RETURNED, Money(7), "AC04"),
        (3, "A-3", SENT, Money(5_000_000), ""),
    ]
    assert {one.settled_on for one in read.lines} == {DAY}
    assert read.kind == kind[:8]


def test_one_entry_may_sum_up_many_payments() -> None:
    read = answer_in(
        statement(
            entry(details("A-1", amount=2), details("A-2", amount=3), details("A-3"), amount=5)
        )
    )
    assert [one.amount for one in read.lines] == [Money(2), Money(3), None]


def test_of_money_that_came_back_the_firm_may_be_named_as_the_payer() -> None:
    back = details("A-1", party="DbtrAcct", account="110-123 456")
    assert answer_in(statement(entry(back, direction="CRDT"))).lines[0].account == "110123456"
    assert answer_in(statement(entry(back))).lines[0].account == ""


@pytest.mark.parametrize(
    ("moved", "column", "reason"),
    [
        (entry(), "EndToEndId", "names no payment of ours"),
        (entry(details("NOTPROVIDED")), "EndToEndId", "It may be a fee"),
        (entry(details("A"), booked="<Sts>INFO</Sts>"), "Sts", "“INFO” is not a state"),
        (entry(details("A"), direction="BOTH"), "CdtDbtInd", "neither money out (DBIT)"),
        (entry(details("A"), more="<RvslInd>true</RvslInd>"), "RvslInd", "taken away again"),
        (entry(details("A"), currency="EUR"), "Amt", "in “EUR”"),
    ],
)
def test_a_movement_that_is_not_understood_is_a_row(moved: str, column: str, reason: str) -> None:
    read = answer_in(statement(entry(details("A-1")), moved))
    (error,) = read.errors
    assert (error.row, error.column, len(read.lines)) == (2, column, 1)
    assert reason in str(error.reason)


def test_a_debit_that_was_reversed_came_back() -> None:
    (line,) = answer_in(
        statement(entry(details("A"), direction="CRDT", more="<RvslInd>true</RvslInd>"))
    ).lines
    assert line.outcome == RETURNED


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE Document>"])
def test_a_dtd_is_refused_before_anything_in_it_is_read(head: str) -> None:
    with pytest.raises(RuleBroken, match="has a DTD"):
        answer_in(document("pain.002.001.10", "&b;", head=head))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<Document", "breaks off in line 1, column"),
        (b"<a>\n<b></a>", "breaks off in line 2, column"),
        (b"<a>&undeclared;</a>", "breaks off"),
        (document("pain.001.001.09", ""), "not a pain.002, camt.053 or camt.054"),
        (document("pain.002.001.10.evil", ""), "not a pain.002"),
        (b"<a/>", "This XML is “”"),
        ("<a>가</a>".encode("utf-16"), "neither UTF-8 nor CP949"),
    ],
)
def test_what_is_no_answer_says_why(content: bytes, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        answer_in(content)


def test_it_may_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_message, "MOST_ELEMENTS", 5)
    assert len(message_in(b"<a>" + b"<b/>" * 4 + b"</a>").root.children) == 4
    with pytest.raises(RuleBroken, match="more than 5 elements"):
        message_in(b"<a>" + b"<b/>" * 5 + b"</a>")
    monkeypatch.undo()
    with pytest.raises(RuleBroken, match="more than 40"):
        message_in(b"<a>" * 41 + b"</a>" * 41)
    assert message_in(b"<a>" * 40 + b"</a>" * 40).root.name == "a"
    with pytest.raises(RuleBroken, match="at most"):
        message_in(b"<a>" + b" " * 5_000_000 + b"</a>")


def test_an_older_encoding_is_read_whatever_is_declared() -> None:
    text = '<?xml version="1.0" encoding="EUC-KR"?><a xmlns="n">예금주</a>'
    for encoding in ("cp949", "utf-8-sig"):
        message = message_in(text.encode(encoding))
        assert (message.namespace, message.root.name, message.root.text) == ("n", "a", "예금주")


def test_what_is_in_another_namespace_is_nothing_of_the_message() -> None:
    root = message_in(b'<a xmlns="n" xmlns:o="other"><o:b>1</o:b><b>2</b></a>').root
    assert root.says("b") == "2"
    assert [child.name for child in root.children] == ["other b", "b"]


def test_it_is_told_by_content() -> None:
    assert is_xml(b"\xef\xbb\xbf  \n<a/>")
    assert not is_xml(b"key,account\n")
    assert answer_in(b"key,account,amount,state\n").kind == AnswerKind.TABLE
    assert not answer_in(b"key\n").has_rows

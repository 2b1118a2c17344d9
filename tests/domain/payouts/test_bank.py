"""The bank's file and the bank's answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts.domain.bank_answer import AnswerLayout, read_answer
from payouts.domain.bank_file import (
    NEUTRAL,
    AmountForm,
    Column,
    DateForm,
    Heading,
    Instruction,
    Layout,
)
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Expected, match

SENT, PAID, FAILED, RETURNED = DisbursementState
ONE = Instruction(
    "PO-1-1", "004", "012345678901", "Hanbit Safety", Money(5_000_000), "first tranche"
)
HEADING = Heading(
    "BF-1", datetime.fromisoformat("2026-06-01T12:00+09:00"), date(2026, 6, 1), "ab12"
)
KOREAN = Layout(
    (
        Column("이체번호", "key"),
        Column("은행", "bank_code"),
        Column("계좌번호", "account"),
        Column("예금주", "holder"),
        Column("금액", "amount"),
    ),
    "cp949",
)


def test_the_file_is_what_the_layout_says() -> None:
    file = NEUTRAL.write([ONE], HEADING)
    assert file.content.decode("utf-8-sig").split("\r\n") == [
        "key,bank_code,account,holder,amount,memo,log_head",
        "PO-1-1,004,012345678901,Hanbit Safety,5000000,first tranche,ab12",
        "",
    ]
    assert (file.lines, file.total) == (1, Money(5_000_000))
    assert file.sha256 == NEUTRAL.write([ONE], HEADING).sha256


def test_a_bank_may_want_korean_headers_in_its_own_encoding() -> None:
    one = Instruction("PO-2-1", "088", "110123456789", "한빛안전", Money(1), "")
    two = Instruction("PO-3-1", "088", "110123456780", "=cmd|x", Money(2), "")
    file = KOREAN.write([one, two], HEADING)
    assert file.content.decode("cp949").split("\r\n")[:3] == [
        "이체번호,은행,계좌번호,예금주,금액",
        "PO-2-1,088,110123456789,한빛안전,1",
        "PO-3-1,088,110123456780,'=cmd|x,2",
    ]
    assert (file.lines, file.total) == (2, Money(3))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "nothing to pay"),
        ([ONE, ONE], "PO-1-1 appears twice"),
        ([Instruction("a", "004", "1", "h", Money(0))], "Line a pays ₩0"),
        (
            [Instruction("a", "004", "1", "Ω😀", Money(1))],
            "a: the character “😀” cannot be written in cp949",
        ),
    ],
)
def test_a_file_that_cannot_be_right_is_not_written(
    lines: list[Instruction], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        KOREAN.write(lines, HEADING)


@pytest.mark.parametrize(
    ("columns", "encoding"),
    [
        (KOREAN.columns, "latin-1"),
        (KOREAN.columns[1:], "cp949"),
        ((*KOREAN.columns, Column("x", "password")), "cp949"),
        ((*KOREAN.columns, Column(" 금액", "memo")), "cp949"),
        ((*KOREAN.columns, Column(" ", "memo")), "cp949"),
        ((*KOREAN.columns, Column("😀", "memo")), "cp949"),
        ((*KOREAN.columns, Column("x", text="😀")), "cp949"),
    ],
)
def test_a_layout_is_checked(columns: Any, encoding: str) -> None:
    with pytest.raises(RuleBroken):
        Layout(columns, encoding)


def test_a_layout_has_fixed_texts_and_its_own_way_with_days_and_amounts() -> None:
    layout = Layout(
        (
            *KOREAN.columns,
            Column("통화", text="KRW"),
            Column("적요", text="=1+1"),
            Column("일", "day"),
        ),
        "utf-8-sig",
        DateForm.PACKED,
        AmountForm.GROUPED,
    )
    (_, row, _) = layout.write([ONE], HEADING).content.decode("utf-8-sig").split("\r\n")
    assert row == 'PO-1-1,004,012345678901,Hanbit Safety,"5,000,000",KRW,\'=1+1,20260601'


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (DateForm.DASHED, "2026-06-01"),
        (DateForm.PACKED, "20260601"),
        (DateForm.DOTTED, "2026.06.01"),
    ],
)
def test_a_day_is_written_as_the_bank_reads_it(days: DateForm, written: str) -> None:
    layout = Layout((*KOREAN.columns, Column("일", "day")), "cp949", days)
    assert f",{written}\r\n".encode() in layout.write([ONE], HEADING).content


def test_a_header_cannot_become_a_formula() -> None:
    layout = Layout((*KOREAN.columns, Column("=1+1", "memo")))
    assert b",'=1+1\r\n" in layout.write([ONE], HEADING).content


@pytest.mark.parametrize("layout", [NEUTRAL, KOREAN])
def test_a_sent_file_names_the_accounts_again(layout: Layout) -> None:
    one = Instruction("K-1", "004", "00123456789", "=Holder", Money(5))
    assert layout.accounts_in(layout.write([one], HEADING).content) == {"K-1": "00123456789"}


def answer(*rows: str, header: str = "key,account,amount,state,reason,settled_on") -> bytes:
    return "\r\n".join([header, *rows]).encode()


def test_an_answer_is_read_by_names() -> None:
    read = read_answer(
        answer(
            'x,paid,2026-06-01,"5,000,000",110-123,PO-1-1',
            header="note,State,settled_on,amount,account,key",
        )
    )
    assert read.errors == ()
    (line,) = read.lines
    assert (line.row, line.key, line.account, line.amount) == (
        2,
        "PO-1-1",
        "110123",
        Money(5_000_000),
    )
    assert (line.outcome, line.reason, line.settled_on) == (PAID, "", date(2026, 6, 1))


def test_a_bank_may_answer_in_its_own_words() -> None:
    layout = AnswerLayout(
        {
            "key": "이체번호",
            "account": "계좌번호",
            "amount": "금액",
            "state": "처리결과",
            "reason": "오류내용",
        },
        {"정상": PAID, "오류": FAILED},
    )
    content = (
        "이체번호,계좌번호,금액,처리결과,오류내용\nPO-1-1,110123,5000000,오류,계좌해지\n".encode(
            "cp949"
        )
    )
    (line,) = read_answer(content, layout).lines
    assert (line.outcome, line.reason, line.settled_on) == (FAILED, "계좌해지", None)


def test_every_wrong_cell_is_named() -> None:
    read = read_answer(answer(",1.1E+11,5.5,maybe,,yesterday", "PO-1-1,110123,5,paid,,"))
    assert [(e.row, e.column, e.example) for e in read.errors] == [
        (2, "key", "PO-2026-00001-1"), (2, "account", "110123456789"), (2, "amount", "5000000"),
        (2, "state", "paid, failed, returned"), (2, "settled_on", "2026-06-01"),
    ]  # fmt: skip
    assert [line.key for line in read.lines] == ["PO-1-1"]
    assert "“maybe” is not a state" in str(read.errors[3].reason)
    assert [e.column for e in read_answer(b"key,amount\n").errors] == ["account", "state"]


EXPECTED = {
    "sent": Expected("110123456789", Money(5), SENT),
    "paid": Expected("110123456789", Money(5), PAID),
    "quiet": Expected("110123456789", Money(7), SENT),
}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("other,110123456789,5,paid,,", "key", "No payment with this key"),
        ("sent,110123456788,5,paid,,", "account", "another account"),
        ("sent,110123456789,6,paid,,", "amount", "says ₩6, but ₩5 was sent"),
        (
            "sent,110123456789,5,returned,,",
            "state",
            "says “returned”, but here the payment is “sent”",
        ),
        ("paid,110123456789,5,paid,,", "state", "says “paid”, but here the payment is “paid”"),
    ],
)
def test_what_does_not_match_is_a_row_with_its_reason(row: str, column: str, reason: str) -> None:
    matched = match(read_answer(answer(row)).lines, EXPECTED)
    (error,) = matched.errors
    assert (error.row, error.column, matched.lines) == (2, column, ())
    assert reason in str(error.reason)
    assert "110123456789" not in str(error)


def test_what_matches_in_everything_goes_on() -> None:
    rows = ("sent,110123456789,5,failed,closed,", "paid,110123456789,5,returned,,")
    matched = match(read_answer(answer(*rows)).lines, EXPECTED)
    assert [(line.key, line.outcome) for line in matched.lines] == [
        ("sent", FAILED),
        ("paid", RETURNED),
    ]
    assert (matched.errors, matched.unanswered) == ((), ("quiet",))


def test_a_payment_that_is_answered_twice_is_not_believed() -> None:
    twice = match(read_answer(answer(*["sent,110123456789,5,paid,,"] * 2)).lines, EXPECTED)
    assert [(e.row, str(e.reason)) for e in twice.errors] == [
        (row, "This payment is answered 2 times. Ask the bank.") for row in (2, 3)
    ]


texts = st.text("=+-@'\",;\n 가힣A1％", max_size=6)


@given(
    st.lists(st.tuples(texts, st.integers(1, 10**12)), min_size=1, max_size=4),
    st.sampled_from(["utf-8-sig", "cp949"]),
)
def test_what_is_written_can_be_read_back(rows: list[tuple[str, int]], encoding: str) -> None:
    lines = [
        Instruction(f"K{i}", "004", "110123456789", "paid", Money(won), text.strip())
        for i, (text, won) in enumerate(rows)
    ]
    layout = Layout(
        (
            Column("amount", "amount"),
            Column("reason", "memo"),
            Column("state", "holder"),
            Column("b", "bank_code"),
            Column("account", "account"),
            Column("key", "key"),
        ),
        encoding,
    )
    read = read_answer(layout.write(lines, HEADING).content)
    assert read.errors == ()
    assert [(x.key, x.amount, x.reason) for x in read.lines] == [
        (x.key, x.amount, x.memo) for x in lines
    ]

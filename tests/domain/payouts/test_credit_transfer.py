"""pain.001.001.09, held against the published schema of the message."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts.domain.bank_file import Heading, Instruction
from payouts.domain.credit_transfer import CreditTransfer, Payer
from payouts.domain.file_form import Asked, Form

SCHEMA = xmlschema.XMLSchema(Path(str(files("sepaxml") / "schemas" / "pain.001.001.09.xsd")))
NOON = datetime.fromisoformat("2026-06-01T03:00:00.123+00:00")
HEADING = Heading("BF-2026-00001", NOON, date(2026, 6, 1), "ab" * 32)
FORM = CreditTransfer(Payer("Demo Bank", "004", "00412345678901"))
ONE = Instruction("PO-1-1", "088", "012345678901", "한빛 <&> 안전", Money(5_000_000), "PO-1")
TWO = Instruction("PO-2-1", "004", "110123456789", "=Hanbit", Money(1))


def test_the_message_is_what_the_definition_says() -> None:
    file = FORM.write([ONE, TWO], HEADING)
    read: Any = SCHEMA.to_dict(file.content.decode())
    message = read["CstmrCdtTrfInitn"]
    head, (payments,) = message["GrpHdr"], message["PmtInf"]
    assert (head["MsgId"], head["CreDtTm"]) == ("BF-2026-00001", "2026-06-01T12:00:00+09:00")
    assert (head["NbOfTxs"], int(head["CtrlSum"])) == ("2", 5_000_001)
    assert (payments["NbOfTxs"], int(payments["CtrlSum"])) == ("2", 5_000_001)
    assert payments["PmtMtd"] == "TRF"
    assert payments["ReqdExctnDt"] == {"Dt": "2026-06-01"}
    assert payments["DbtrAcct"] == {"Id": {"Othr": {"Id": "00412345678901"}}}
    first, second = payments["CdtTrfTxInf"]
    assert first["PmtId"]["EndToEndId"] == "PO-1-1"
    assert first["Amt"]["InstdAmt"]["@Ccy"] == "KRW"
    assert int(first["Amt"]["InstdAmt"]["$"]) == 5_000_000
    assert b'<InstdAmt Ccy="KRW">5000000</InstdAmt>' in file.content
    assert first["CdtrAgt"]["FinInstnId"]["ClrSysMmbId"] == {
        "ClrSysId": {"Prtry": "KR"},
        "MmbId": "088",
    }
    assert first["Cdtr"] == {"Nm": "한빛 <&> 안전"}
    assert first["CdtrAcct"] == {"Id": {"Othr": {"Id": "012345678901"}}}
    assert first["RmtInf"] == {"Ustrd": ["PO-1"]}
    assert "RmtInf" not in second
    assert ("ab" * 32).encode() in file.content
    assert (file.lines, file.total) == (2, Money(5_000_001))


def test_built_again_it_is_the_same_to_the_byte() -> None:
    assert FORM.write([ONE, TWO], HEADING).sha256 == FORM.write([ONE, TWO], HEADING).sha256
    later = Heading("BF-2026-00001", NOON.replace(hour=4), date(2026, 6, 1), "ab" * 32)
    assert FORM.write([ONE], later).sha256 != FORM.write([ONE], HEADING).sha256


def test_it_says_again_where_each_payment_goes() -> None:
    content = FORM.write([ONE, TWO], HEADING).content
    assert FORM.accounts_in(content) == {"PO-1-1": "012345678901", "PO-2-1": "110123456789"}


def line(**given: Any) -> Instruction:
    return Instruction(
        **{
            "key": "PO-1-1",
            "bank_code": "004",
            "account": "110123456789",
            "holder": "h",
            "amount": Money(1),
            **given,
        }
    )


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "nothing to pay"),
        ([line(amount=Money(0))], "Line PO-1-1 pays ₩0"),
        ([line(), line()], "appears twice"),
        ([line(holder="bell \x07")], "PO-1-1: the character “U\\+0007” cannot be written in XML"),
        ([line(holder="two\nlines")], "“U\\+000A” cannot be written"),
        ([line(memo="\ud800")], "“U\\+D800” cannot be written"),
        ([line(memo="\ufffe")], "cannot be written"),
        ([line(key="K" * 36)], "keys up to 35"),
        ([line(holder="")], "names of 1 to 140"),
        ([line(holder="n" * 141)], "names of 1 to 140"),
    ],
)
def test_a_message_that_cannot_be_right_is_not_written(
    lines: list[Instruction], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        FORM.write(lines, HEADING)


@pytest.mark.parametrize(
    "payer",
    [
        Payer("", "004", "1234567890"),
        Payer("Bank", "", "1234567890"),
        Payer("Bank", "004", ""),
        Payer("n" * 141, "004", "1234567890"),
    ],
)
def test_a_credit_transfer_names_its_payer(payer: Payer) -> None:
    with pytest.raises(RuleBroken, match="whose money it is"):
        Asked(Form.CREDIT_TRANSFER, payer=payer).made()
    assert Asked(Form.CREDIT_TRANSFER, payer=FORM.payer).made() == FORM


TEXTS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


@given(
    st.lists(
        st.tuples(
            st.text(TEXTS, min_size=1, max_size=140),
            st.integers(1, 10**15),
            st.text(TEXTS, max_size=140),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_written_is_valid_and_read_back(rows: list[tuple[str, int, str]]) -> None:
    lines = [
        line(key=f"K-{n}", holder=holder, amount=Money(won), memo=memo)
        for n, (holder, won, memo) in enumerate(rows)
    ]
    content = FORM.write(lines, HEADING).content
    read: Any = SCHEMA.to_dict(content.decode())
    sent = read["CstmrCdtTrfInitn"]["PmtInf"][0]["CdtTrfTxInf"]
    assert [one["Cdtr"]["Nm"] for one in sent] == [one.holder for one in lines]
    assert [int(one["Amt"]["InstdAmt"]["$"]) for one in sent] == [one.amount.won for one in lines]

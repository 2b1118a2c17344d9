"""`manage.py bank` reads pain.001, remembers, and writes pain.002, camt.053 and camt.054."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.domain.money import Money
from payouts.domain.bank_file import Heading, Instruction
from payouts.domain.credit_transfer import CreditTransfer, Payer

ON = "2026-06-02"
KEYS = ("PO-1-1", "PO-2-1", "PO-3-1")
ORDERS = [
    Instruction(key, "004", f"11{place}", "한빛안전", Money(place * 1_000))
    for place, key in enumerate(KEYS, start=1)
]
HEADING = Heading("BF-2026-00001", datetime(2026, 6, 1, tzinfo=UTC), date(2026, 6, 1))
ASKED = CreditTransfer(Payer("KB", "004", "99")).write(ORDERS, HEADING).content


def said(folder: Path, *options: str, asked: bytes = ASKED) -> str:
    (folder / "asked.xml").write_bytes(asked)
    heard = StringIO()
    where = (str(folder / "asked.xml"), str(folder / "told.xml"))
    call_command("bank", *where, "--on", ON, *options, stdout=heard)
    return heard.getvalue().strip()


def told(folder: Path, *options: str, asked: bytes = ASKED) -> tuple[ET.Element, dict[str, str]]:
    said(folder, *options, asked=asked)
    root = ET.parse(folder / "told.xml").getroot()  # noqa: S314 - written a line above
    return root, {"": root.tag.partition("}")[0].strip("{")}


def texts(folder: Path, path: str, *options: str) -> list[str | None]:
    root, known = told(folder, *options)
    return [one.text for one in root.iterfind(path, known)]


def test_a_report_tells_each_payment_and_names_our_file(tmp_path: Path) -> None:
    root, known = told(tmp_path, "--as", "pain.002", "--refuse", "PO-2-1", "--wait", "PO-3-1")
    assert known[""] == "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
    assert root.findtext(".//OrgnlMsgId", "", known) == "BF-2026-00001"
    rows = root.findall(".//TxInfAndSts", known)
    names = ("OrgnlEndToEndId", "TxSts", "StsRsnInf/Rsn/Cd", "OrgnlTxRef/Amt/InstdAmt")
    assert [[row.findtext(name, "", known) for name in names] for row in rows] == [
        ["PO-1-1", "ACSC", "", "1000"],
        ["PO-2-1", "RJCT", "BE01", "2000"],
        ["PO-3-1", "PDNG", "", "3000"],
    ]


def test_a_refused_file_names_no_payment(tmp_path: Path) -> None:
    root, known = told(tmp_path, "--as", "pain.002", "--refuse-file", "NARR")
    assert root.findtext(".//GrpSts", "", known) == "RJCT"
    assert root.findtext(".//OrgnlGrpInfAndSts/StsRsnInf/Rsn/Prtry", "", known) == "NARR"
    assert root.find(".//TxInfAndSts", known) is None


def test_a_statement_goes_from_its_opening_to_its_closing_balance(tmp_path: Path) -> None:
    options = ("--as", "camt.053", "--refuse", "PO-2-1", "--send-back", "PO-3-1", "--fee", "50")
    root, known = told(tmp_path, *options)
    entries = [
        [one.findtext(name, "", known) for name in ("Amt", "CdtDbtInd", ".//EndToEndId")]
        for one in root.iterfind(".//Ntry", known)
    ]
    assert entries == [
        ["1000", "DBIT", "PO-1-1"],
        ["3000", "DBIT", "PO-3-1"],
        ["3000", "CRDT", "PO-3-1"],
        ["50", "DBIT", ""],
    ]
    ends = [
        (one.findtext("Tp/CdOrPrtry/Cd", "", known), one.findtext("Amt", "", known))
        for one in root.iterfind(".//Bal", known)
    ]
    assert ends == [("OPBD", "0"), ("CLBD", "1050")]


def test_a_notice_tells_what_is_only_announced_and_has_no_balance(tmp_path: Path) -> None:
    root, known = told(tmp_path, "--as", "camt.054", "--wait", "PO-1-1")
    found = [one.text for one in root.iterfind(".//Ntry/Sts/Cd", known)]
    assert found == ["PDNG", "BOOK", "BOOK"]
    assert root.find(".//Bal", known) is None


def test_the_mistakes_that_somebody_wishes_to_see(tmp_path: Path) -> None:
    wished = [*("--amount", "PO-1-1=999", "--account", "PO-2-1=777", "--repeat", "PO-2-1")]
    wished += ["--leave-out", "PO-3-1", "--stranger", "PO-9-1", "--as", "pain.002"]
    assert texts(tmp_path, ".//OrgnlEndToEndId", *wished) == [
        "PO-1-1",
        "PO-2-1",
        "PO-2-1",
        "PO-9-1",
    ]
    assert texts(tmp_path, ".//InstdAmt", *wished)[0] == "999"
    assert texts(tmp_path, ".//CdtrAcct/Id/Othr/Id", *wished)[1:3] == ["777", "777"]


def test_the_same_file_again_moves_nothing_and_is_answered_the_same(tmp_path: Path) -> None:
    memory = ("--memory", str(tmp_path / "bank.sqlite3"), "--as", "pain.002")
    first = said(tmp_path, *memory, "--refuse", "PO-1-1")
    content = (tmp_path / "told.xml").read_bytes()
    assert first == "3 read: 2 paid, 1 failed, 0 returned."
    assert said(tmp_path, *memory).endswith("the same answer, and nothing moved again.")
    assert (tmp_path / "told.xml").read_bytes() == content
    with sqlite3.connect(tmp_path / "bank.sqlite3") as rows:
        assert rows.execute("select count(*), sum(amount) from lines").fetchone() == (3, 6_000)
    rows.close()


def test_a_key_that_was_paid_in_another_file_is_refused(tmp_path: Path) -> None:
    memory = ("--memory", str(tmp_path / "bank.sqlite3"))
    said(tmp_path, *memory, "--refuse", "PO-1-1")
    other = ASKED.replace(b"BF-2026-00001", b"BF-2026-00002")
    assert said(tmp_path, *memory, asked=other) == "3 read: 1 paid, 2 failed, 0 returned."
    root, known = told(tmp_path, *memory, "--as", "pain.002", asked=other)
    reasons = [one.text for one in root.iterfind(".//StsRsnInf/Rsn/Cd", known)]
    assert reasons == ["AM05", "AM05"]
    # The third file opens where the two before it left the account.
    third = ASKED.replace(b"BF-2026-00001", b"BF-2026-00003")
    root, known = told(tmp_path, *memory, "--as", "camt.053", asked=third)
    assert root.findtext(".//Bal/Amt", "", known) == "6000"


def test_a_bank_reads_its_own_headings(tmp_path: Path) -> None:
    asked = '거래번호,입금계좌,금액\r\nPO-1-1,111,"1,000"\r\n'.encode("cp949")
    names = ("--column", "key=거래번호", "--column", "account=입금계좌", "--column", "amount=금액")
    assert said(tmp_path, *names, asked=asked) == "1 read: 1 paid, 0 failed, 0 returned."
    assert b"PO-1-1,111,1000,paid" in (tmp_path / "told.xml").read_bytes()


WRONG: dict[str, tuple[bytes, tuple[str, ...], str]] = {
    "a broken message": (ASKED[:-20], (), "asked.xml breaks off"),
    "another message": (ASKED.replace(b"pain.001", b"pain.008"), (), "pain.008.001.09”, not pain"),
    "no message at all": (b"<html/>", (), "asked.xml is “html”, not pain.001"),
    "dollars": (ASKED.replace(b"KRW", b"USD"), (), "payment 1: the amount is not in KRW"),
    "sums that are not": (
        ASKED.replace(b"<CtrlSum>6000", b"<CtrlSum>6001"),
        (),
        "CtrlSum says 6001, the payments make 6000",
    ),
    "part of a won": (ASKED.replace(b">1000<", b">10.5<"), (), "“10.5” is no amount above zero"),
    "no account": (ASKED.replace(b"<Id>111</Id>", b""), (), "payment 1: account is empty"),
    "a fee in a report": (ASKED, ("--as", "pain.002", "--fee", "5"), "Only a camt message"),
    "a table that waits": (ASKED, ("--wait", "PO-1-1"), "has no word for what is under way"),
    "a table that refuses": (ASKED, ("--refuse-file", "X"), "Only a pain.002 can refuse"),
    "a stranger's column": (ASKED, ("--column", "memo=X"), "not memo"),
    "half a pair": (ASKED, ("--amount", "PO-1-1"), "is not KEY=VALUE"),
    "words for won": (ASKED, ("--amount", "PO-1-1=much"), "takes whole won, not “much”"),
    "a wish for nobody": (ASKED, ("--leave-out", "PO-9"), "has no line PO-9"),
}


@pytest.mark.parametrize("what", WRONG)
def test_it_says_what_is_wrong_and_writes_nothing(tmp_path: Path, what: str) -> None:
    asked, options, words = WRONG[what]
    with pytest.raises(CommandError, match=words):
        said(tmp_path, *options, asked=asked)
    assert not (tmp_path / "told.xml").exists()

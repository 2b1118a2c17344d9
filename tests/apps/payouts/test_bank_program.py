"""`manage.py bank`: the other side of the file, sharing no code with this room."""

from __future__ import annotations

import ast
import csv
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import bank
from core.domain.errors import RuleBroken
from payouts import services
from payouts.domain.answer_file import answer_in
from payouts.models import BankBatch
from payouts.selectors.answers import matched_with
from tests.factories.payouts import NOON, a_sent_batch, answered
from tests.factories.people import the

HEAD = "key,account,amount\r\n"
ASKED = "key,bank_code,account,holder,amount\r\n" + "".join(
    f"PO-2026-0000{n}-1,004,11012345678{n},Firm,{n}000000\r\n" for n in (1, 2, 3)
)


def told(folder: Path, *options: str, asked: str = ASKED) -> dict[str, dict[str, str]]:
    (folder / "asked.csv").write_text(asked, encoding="utf-8-sig")
    call_command(
        "bank", str(folder / "asked.csv"), str(folder / "told.csv"), *options, stdout=StringIO()
    )
    encoding = "cp949" if "cp949" in options else "utf-8-sig"
    with (folder / "told.csv").open(encoding=encoding, newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def test_it_pays_what_it_is_asked(tmp_path: Path) -> None:
    rows = told(tmp_path)
    assert {row["state"] for row in rows.values()} == {"paid"}
    assert rows["PO-2026-00002-1"]["amount"] == "2000000"


def test_it_fails_what_it_is_told_to_fail(tmp_path: Path) -> None:
    chosen = ("--fail", "1", "--refuse", "PO-2026-00001-1", "--encoding", "cp949")
    rows = told(tmp_path, *chosen)
    assert [row["state"] for row in rows.values()] == ["failed", "paid", "failed"]
    rows = told(tmp_path, "--send-back", "PO-2026-00002-1")
    assert [row["state"] for row in rows.values()] == ["paid", "returned", "paid"]


ROW = "A-1,1,1000\r\n"
WRONG: dict[str, tuple[str, tuple[str, ...], str]] = {
    "no column": ("key\r\n1\r\n", (), "has no column account, amount"),
    "no line": (HEAD, (), "asks for no payment"),
    "an empty cell": (HEAD + "A-1,1\r\n", (), "row 2: amount is empty"),
    "one key twice": (HEAD + ROW + ROW, (), "more than once for A-1"),
    "a key that is not there": (HEAD + ROW, ("--refuse", "PO-9"), "has no line PO-9"),
    "too many": (HEAD + ROW, ("--fail", "2"), "has 1 lines; --fail takes 0 to 1"),
    "fewer than none": (HEAD + ROW, ("--fail", "-1"), "--fail takes 0 to 1"),
    "both": (HEAD + ROW, ("--fail", "1", "--send-back", "A-1"), "A-1 cannot have two fates"),
    "an encoding of elsewhere": (HEAD + ROW, ("--encoding", "klingon"), "invalid choice"),
}


def test_it_says_what_it_does_not_understand(tmp_path: Path) -> None:
    for what, (asked, options, words) in WRONG.items():
        with pytest.raises(CommandError, match=words):
            told(tmp_path, *options, asked=asked)
        assert not (tmp_path / "told.csv").exists(), what


def test_it_says_which_file_it_cannot_read_or_write(tmp_path: Path) -> None:
    (tmp_path / "asked.csv").write_bytes(b"\xff\xfe\x00k")
    for asked, answer, words in (
        ("gone.csv", "told.csv", "gone.csv cannot be read: No such file"),
        (".", "told.csv", "cannot be read: Is a directory"),
        ("asked.csv", "told.csv", "no text in utf-8-sig or cp949"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("bank", str(tmp_path / asked), str(tmp_path / answer))
    (tmp_path / "asked.csv").write_text(ASKED, encoding="utf-8-sig")
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("bank", str(tmp_path / "asked.csv"), str(tmp_path / "gone" / "told.csv"))


def test_it_reads_the_encoding_that_older_banks_want(tmp_path: Path) -> None:
    (tmp_path / "asked.csv").write_bytes(
        "key,account,amount,holder\r\nA-1,1,1000,한빛\r\n".encode("cp949")
    )
    heard = StringIO()
    call_command("bank", str(tmp_path / "asked.csv"), str(tmp_path / "told.csv"), stdout=heard)
    assert heard.getvalue() == "1 read: 1 paid, 0 failed, 0 returned.\n"


def test_it_knows_nothing_of_our_code() -> None:
    ours = Path(bank.__file__)
    files = [ours, *(ours.parents[2] / "bank").glob("*.py")]
    assert len(files) > 5
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    strange = {
        name
        for name in imported
        if name.split(".")[0] not in {*sys.stdlib_module_names, "django"}
        and not name.startswith("config.bank.")
    }
    assert strange == set()


FORMS = ("csv", "pain.002", "camt.053", "camt.054")
FATES = [((), "paid"), (("--fail", "1"), "failed"), (("--send-back", "KEY"), "returned")]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("options", "state"), FATES)
def test_file_out_and_answer_in(
    tmp_path: Path, form: str, options: tuple[str, ...], state: str
) -> None:
    """What each form can say of it; a report knows no return, a statement no refusal."""
    batch = a_sent_batch()
    key = batch.disbursements.get().key
    options = tuple(key if option == "KEY" else option for option in options)
    asked = handed_out(batch, tmp_path)
    content = the_answer(asked, "--as", form, *options)
    if (state, form) == ("returned", "csv"):  # a table tells of a return after the payment
        answered(batch, the_answer(asked))
    if state == "failed" and form.startswith("camt"):
        assert key.encode() not in content  # it did not move, so no movement tells of it
        return
    answered(batch, content)
    expected = "paid" if (state, form) == ("returned", "pain.002") else state
    assert batch.disbursements.get().payout.state == expected


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ("--amount=KEY=4999999", "The bank moved only a part"),
        ("--account=KEY=999", "The bank names another account"),
        ("--stranger=PO-9-1", "No payment with this key"),
        ("--repeat=KEY", "is answered 2 times"),
    ],
)
def test_the_mistakes_of_the_bank_are_seen(
    tmp_path: Path, form: str, mistake: str, words: str
) -> None:
    batch = a_sent_batch()
    key = batch.disbursements.get().key
    asked = handed_out(batch, tmp_path)
    content = the_answer(asked, "--as", form, mistake.replace("KEY", key))
    with pytest.raises(RuleBroken):
        answered(batch, content)
    found = matched_with(batch, answer_in(content))
    assert words in " ".join(str(error.reason) for error in found.errors)
    assert batch.disbursements.get().payout.state == "sent"


def handed_out(batch: BankBatch, folder: Path) -> Path:
    """Theo hands the file out, and the bank has it under its own name."""
    file = services.download_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    asked = folder / f"{batch.number}.csv"
    asked.write_bytes(file.content)
    return asked


def the_answer(asked: Path, *options: str) -> bytes:
    call_command("bank", str(asked), str(asked.with_suffix(".told")), *options, stdout=StringIO())
    return asked.with_suffix(".told").read_bytes()

"""`manage.py bank`: the other side of the file, sharing no code with this room."""

from __future__ import annotations

import ast
import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import bank
from payouts import services
from payouts.domain.bank_answer import read_answer
from tests.factories.payouts import NOON, a_sent_batch, answered
from tests.factories.people import the

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


def test_it_says_what_it_does_not_understand(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no column account, amount"):
        told(tmp_path, asked="key\r\n1\r\n")
    with pytest.raises(CommandError, match="has no line PO-9"):
        told(tmp_path, "--refuse", "PO-9")


def test_it_knows_nothing_of_our_code() -> None:
    tree = ast.parse(Path(bank.__file__).read_text())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"__future__", "argparse", "csv", "pathlib", "typing", "django"}


@pytest.mark.django_db
@pytest.mark.parametrize(("options", "state"), [((), "paid"), (("--fail", "1"), "failed")])
def test_file_out_and_answer_in(tmp_path: Path, options: tuple[str, ...], state: str) -> None:
    batch = a_sent_batch()
    file = services.download_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    (tmp_path / "asked.csv").write_bytes(file.content)
    call_command(
        "bank",
        str(tmp_path / "asked.csv"),
        str(tmp_path / "told.csv"),
        *options,
        stdout=StringIO(),
    )
    content = (tmp_path / "told.csv").read_bytes()
    assert not read_answer(content).errors
    answered(batch, content)
    assert batch.disbursements.get().payout.state == state

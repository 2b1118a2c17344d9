"""The other side of the bank file: another program reads our bytes and writes its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from payouts.gateways import unsealed
from payouts.models import BankBatch
from payouts.services import download_batch
from people.models import User


def the_bank_says(
    *,
    batch: BankBatch,
    by: User,
    at: datetime,
    fails: int = 0,
    back: Sequence[str] = (),
    **wishes: object,
) -> bytes:
    """What the bank answers: the last `fails` lines refused, those in `back` returned.

    Whatever else the bank is to do wrong is said in its own words, as `manage.py bank` has them.
    """
    with TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.csv", Path(folder) / "told.csv"
        asked.write_bytes(_with_the_bank(batch, by, at))
        how = {"fail": fails, "send_back": list(back), "stdout": StringIO(), **wishes}
        call_command("bank", str(asked), str(told), **how)
        return told.read_bytes()


def _with_the_bank(batch: BankBatch, by: User, at: datetime) -> bytes:
    """The file is handed out once; what the bank has, it can read again."""
    if batch.handouts.exists():
        return unsealed(batch.content_encrypted)
    return download_batch(batch_id=batch.pk, by=by, at=at).content

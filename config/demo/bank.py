"""The other side of the bank file: another program reads our bytes and writes its own."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from payouts.models import BankBatch
from payouts.services import download_batch
from people.models import User


def the_bank_says(*, batch: BankBatch, by: User, at: datetime, fails: int = 0) -> bytes:
    """What the bank simulator answers to this file, with the last `fails` lines refused."""
    with TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.csv", Path(folder) / "told.csv"
        asked.write_bytes(download_batch(batch_id=batch.pk, by=by, at=at).content)
        call_command("bank", str(asked), str(told), fail=fails, stdout=StringIO())
        return told.read_bytes()

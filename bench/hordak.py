"""django-hordak posts the entries that a pay run posts: two legs each, from owed to sent.

`python -m bench.hordak WAY ENTRIES LINES` makes its tables in the database of DATABASE_OWNER_URL
where they are not there yet, posts, and tells how long the posting took as a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.hordak_settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from djmoney.money import Money  # noqa: E402
from hordak.models import Account, AccountType, Leg, Transaction  # noqa: E402

DAY = date(2026, 6, 2)
AGREEMENTS = 40
AMOUNT = Money(500_000, "KRW")
Pair = tuple[Account, Account]


def transfer_to(entries: Sequence[tuple[int, Pair]]) -> None:
    """Its own verb, once for each entry."""
    for number, (owed, sent) in entries:
        owed.transfer_to(sent, AMOUNT, description=f"payout:{number}:send", date=DAY)


def bulk_create(entries: Sequence[tuple[int, Pair]]) -> None:
    """Its tables filled thousands at a time; its triggers look at each row at the commit."""
    made = Transaction.objects.bulk_create(
        Transaction(description=f"payout:{number}:send", date=DAY) for number, _ in entries
    )
    Leg.objects.bulk_create(
        leg
        for entry, (_, (owed, sent)) in zip(made, entries, strict=True)
        for leg in (
            Leg(transaction=entry, account=owed, credit=AMOUNT),
            Leg(transaction=entry, account=sent, debit=AMOUNT),
        )
    )


WAYS: dict[str, Callable[[Sequence[tuple[int, Pair]]], None]] = {
    "transfer_to": transfer_to,
    "bulk_create": bulk_create,
}


def _account(name: str) -> Account:
    there: Account = Account.objects.filter(name=name).first()
    return there or Account.objects.create(
        name=name, type=AccountType.liability, currencies=["KRW"]
    )


def _told(way: str, entries: int, lines: int) -> dict[str, object]:
    call_command("migrate", verbosity=0, interactive=False)
    pairs = [(_account(f"{n} owed"), _account(f"{n} sent")) for n in range(AGREEMENTS)]
    each = -(-entries // AGREEMENTS)
    wanted = [(number, pairs[number // each]) for number in range(entries)]
    before, start = Leg.objects.count(), time.perf_counter()
    for place in range(0, entries, lines):
        with transaction.atomic():
            WAYS[way](wanted[place : place + lines])
    seconds = time.perf_counter() - start
    if (found := Leg.objects.count() - before) != 2 * entries:
        raise SystemExit(f"{found} legs for {entries} entries; nothing is written.")
    return {"sent": entries, "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(_told(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))

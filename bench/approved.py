"""Any number of approved payouts: a few walked there by the real services, the rest their copies.

Copies are written by the owner of the tables with the triggers of the tables switched off, because
bringing a million payouts to their approvals one by one would take hours. Keys, foreign keys and
checks hold for them as for all others, and whoever sends them meets every trigger.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models

from audit.models import Event, Leaf, Seal
from audit.services import seal_log
from bench.world import AT, World, build, verify
from config.demo.money import approved, prepared
from outcomes.models import Measurement, Target, Verification
from payouts.models import Approval, Payout, Preparation
from payouts.tasks import compute_due_payouts

FIRST = 10_000_000  # keys of copies begin here
SPAN = 1_000_000  # at most so many copies of one

SEEDS = f"""
CREATE TEMPORARY TABLE seed AS
SELECT row_number() OVER (ORDER BY p.id) - 1 AS i, p.id AS payout, v.id AS verification,
    v.target_id AS target
FROM payouts_payout p JOIN outcomes_verification v ON v.id = p.verification_id
WHERE p.id < {FIRST}
"""  # noqa: S608 - the numbers are our own
NEW = f"{FIRST} + seed.i * {SPAN} + g"
NUMBER = f"'PO-B-' || ({NEW})"


def approve_one_each(agreements: int) -> World:
    """A payout for each of so many agreements, walked there and approved by two people."""
    world = build(agreements, per_agreement=1)
    verify(world)
    compute_due_payouts()
    for payout in Payout.objects.filter(verification__isnull=False):
        one = prepared(cast=world.cast, payout=payout, at=AT)
        approved(cast=world.cast, payout=one, by=("anna", "ben"), at=AT)
    seal_log(at=AT)
    return world


def copy_to(payouts: int, *, agreements: int, there: int) -> None:
    """From so many payouts to so many, the same number for each agreement."""
    if payouts % agreements or there % agreements:
        raise SystemExit(f"{payouts} payouts do not go into {agreements} agreements evenly.")
    tables = (Target, Measurement, Verification, Payout, Preparation, Approval, Event, Leaf)
    owner = settings.DATABASE_OWNER or {}
    before = connection.settings_dict
    connection.close()
    connection.settings_dict = {**before, **owner}
    try:
        with connection.cursor() as cursor:
            _switch(tables, "DISABLE")
            cursor.execute(SEEDS)
            for statement in _statements(there // agreements, payouts // agreements - 1):
                cursor.execute(statement)
            _switch(tables, "ENABLE")
            for model in tables:
                cursor.execute(f"ANALYZE {model._meta.db_table}")
    finally:
        connection.close()
        connection.settings_dict = before


def _switch(tables: tuple[type[models.Model], ...], how: str) -> None:
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {how} TRIGGER USER")


def _statements(first: int, last: int) -> list[str]:
    n, new, number = f"{first}, {last}", NEW, NUMBER
    seal = Seal.objects.latest("number").pk
    before = (
        "(SELECT count(*) FROM payouts_approval b WHERE b.payout_id = o.payout_id AND b.id < o.id)"
    )
    approval = f"{FIRST} + (seed.i * 2 + {before}) * {SPAN} + g"
    about = f"'payouts.Payout:' || ({new})"
    told = "o.subject = 'payouts.Payout:' || seed.payout AND o.action = 'payout.approved'"
    key, of = "gen_random_uuid()", "o.payout_id = seed.payout"
    target = {"number": f"'T-B-' || ({new})", "clause_key": "o.clause_key || '-' || g"}
    leaves = (  # the numbers are our own
        f"INSERT INTO audit_leaf (seal_id, event_id, position, digest) "  # noqa: S608
        f"SELECT {seal}, id, id, repeat('0', 64) FROM audit_event e WHERE id >= {FIRST} "
        "AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id)"
    )
    return [
        _clone(Target, "o.id = seed.target", n, id=new, **target),
        _clone(Measurement, "o.target_id = seed.target", n, id=new, target_id=new, key=key),
        _clone(Verification, "o.id = seed.verification", n, id=new, target_id=new),
        _clone(Payout, "o.id = seed.payout", n, id=new, number=number, verification_id=new),
        _clone(Preparation, of, n, id=new, payout_id=new),
        _clone(Approval, of, n, id=approval, payout_id=new, key=key),
        _clone(Event, told, n, id=new, subject=about),
        leaves,
    ]


def _clone(model: type[models.Model], found: str, n: str, **other: str) -> str:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(other.get(column, f"o.{column}") for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} o "  # noqa: S608
        f"JOIN seed ON {found} CROSS JOIN generate_series({n}) AS g"
    )

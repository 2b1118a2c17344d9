"""Suppliers, worksites and accounts as rows, valid under every constraint."""

from __future__ import annotations

from datetime import UTC, datetime

from companies.domain.lifecycle import AccountState
from companies.domain.places import place_key
from companies.models import BankAccount, Supplier, Technology, Worksite
from people.domain.roles import Kind
from tests.factories.people import HANBIT, an_organization, the


def a_business_number(serial: int) -> str:
    """A made-up number with a right check digit (weights 1,3,7,1,3,7,1,3,5)."""
    body = f"{serial % 1000:03d}86{serial % 10000:04d}"
    sum_ = sum(int(d) * w for d, w in zip(body, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    return f"{body}{(10 - (sum_ + int(body[8]) * 5 // 10) % 10) % 10}"


def a_supplier(*, name: str = HANBIT) -> Supplier:
    """A supplier with one technology."""
    organization = an_organization(kind=Kind.SUPPLIER, name=name)
    supplier, is_new = Supplier.objects.get_or_create(
        organization=organization,
        defaults={
            "business_number": a_business_number(500 + Supplier.objects.count()),
            "representative": "Han Bit",
            "address": "Seoul, Demo-ro 1",
            "phone": "02-0000-0000",
            "industry_code": "28119",
            "headcount": 20,
        },
    )
    if is_new:
        Technology.objects.create(
            supplier=supplier, name="Press guard", description="Light curtain"
        )
    return supplier


def a_worksite(
    *, name: str = "Daesung Precision (demo)", supplier: Supplier | None = None
) -> Worksite:
    """A small firm's site."""
    serial = 100 + Worksite.objects.count()
    number, address = a_business_number(serial), f"Ansan, Demo-gil {serial}"
    return Worksite.objects.create(
        business_number=number,
        name=name,
        representative="Kim Demo",
        address=address,
        place=place_key(number, address),
        phone="031-000-0000",
        industry_code="25929",
        headcount=12,
        contact_name="Wendy",
        contact_email="wendy@example.test",
        contact_phone="010-0000-0000",
        registered_by=supplier or a_supplier(),
        is_demo=True,
    )


def a_bank_account(
    *,
    supplier: Supplier | None = None,
    number: str = "12345678901234",
    holder: str = "Hanbit Safety (demo)",
) -> BankAccount:
    """A confirmed account; encryption is done by the room's own service."""
    from companies.gateways import fingerprint, lock  # noqa: PLC0415 - the keys come late

    return BankAccount.objects.create(
        supplier=supplier or a_supplier(),
        bank_code="004",
        holder=holder,
        number_encrypted=lock(number),
        number_tail=number[-4:],
        fingerprint=fingerprint(number),
        state=AccountState.CONFIRMED,
        registered_by=the("carla"),
        confirmed_by=the("theo"),
        confirmed_at=datetime(2026, 5, 1, tzinfo=UTC),
    )

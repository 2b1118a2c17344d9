"""Over which lines firms come in: kept as marks that can be compared and not read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from companies import gateways
from companies.domain.related.network import network_of
from companies.models import Supplier, Trace, Worksite
from people.models import User
from people.permissions import SUPPLIER, organizations_of


@transaction.atomic
def note_arrival(*, user: User, address: str, at: datetime) -> None:
    """Somebody signed in: where they act for a supplier, the line is the supplier's."""
    mine = organizations_of(user, SUPPLIER)
    for supplier in Supplier.objects.filter(organization__in=mine).order_by("pk"):
        note_trace(supplier=supplier, address=address, at=at)


@transaction.atomic
def note_trace(
    *,
    supplier: Supplier | None = None,
    worksite: Worksite | None = None,
    address: str,
    at: datetime,
) -> None:
    """One of the two came in from here; a line that is known, or private, is not noted again."""
    network = network_of(address)
    if not network:
        return
    mark = gateways.line_mark(address.strip())
    known = Trace.objects.filter(supplier=supplier, worksite=worksite, address_mark=mark)
    if known.exists():
        return
    trace = Trace(
        supplier=supplier,
        worksite=worksite,
        address_mark=mark,
        network_mark=gateways.line_mark(network),
        first_seen_at=at,
    )
    Trace.objects.bulk_create([trace], ignore_conflicts=True)  # two at once are one
    record(
        action="trace.note",
        subject=supplier or worksite or trace,
        by=SYSTEM,
        at=at,
        network=trace.network_mark[:8],
    )

"""Questions about suppliers and worksites. A supplier sees only what is its own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from companies.models import Supplier, Technology, Worksite
from core.domain.errors import RuleBroken
from people.models import Organization, User
from people.permissions import STAFF, SUPPLIER, organizations_of, roles_of


def suppliers_seen_by(viewer: User) -> QuerySet[Supplier]:
    """Staff of the programme see every supplier, a supplier sees itself."""
    rows = Supplier.objects.select_related("organization").order_by("organization__name")
    if roles_of(viewer) & STAFF:
        return rows
    return rows.filter(organization__in=organizations_of(viewer, SUPPLIER))


def suppliers_found(viewer: User, text: str) -> QuerySet[Supplier]:
    """Suppliers by name, business number or technology; without words all of them."""
    if not text:
        return suppliers_seen_by(viewer)
    named = Supplier.objects.filter(
        Q(organization__name__icontains=text)
        | Q(technologies__name__icontains=text)
        | Q(business_number__contains=_digits(text))
    )
    return suppliers_seen_by(viewer).filter(pk__in=named.values("pk"))


def supplier_of(user: User) -> Supplier:
    """The supplier that this person acts for; a sentence when there is none yet."""
    mine = organizations_of(user, SUPPLIER)
    supplier = Supplier.objects.select_related("organization").filter(organization__in=mine).first()
    if supplier is None:
        raise RuleBroken("Your firm is not registered as a supplier yet. Register it first.")
    return supplier


def organizations_to_register(user: User) -> QuerySet[Organization]:
    """Supplier organisations of this person that have not said who they are."""
    mine = organizations_of(user, SUPPLIER)
    return Organization.objects.filter(pk__in=mine, supplier=None).order_by("name")


def technologies_of(supplier: Supplier) -> QuerySet[Technology]:
    """What the supplier offers."""
    return Technology.objects.filter(supplier=supplier).order_by("name")


def worksites_of(supplier: Supplier) -> QuerySet[Worksite]:
    """Sites that this supplier registered."""
    return Worksite.objects.filter(registered_by=supplier).order_by("name", "pk")


def worksites_seen_by(viewer: User) -> QuerySet[Worksite]:
    """Staff of the programme see every worksite, a supplier those that it registered."""
    rows = Worksite.objects.select_related("registered_by__organization").order_by("name", "pk")
    return rows.filter(registered_by__in=suppliers_seen_by(viewer))


def worksites_found(viewer: User, text: str) -> QuerySet[Worksite]:
    """Worksites by name, address, number or who registered them; without words all of them."""
    if not text:
        return worksites_seen_by(viewer)
    return worksites_seen_by(viewer).filter(
        Q(name__icontains=text)
        | Q(address__icontains=text)
        | Q(registered_by__organization__name__icontains=text)
        | Q(business_number__contains=_digits(text))
    )


def _digits(text: str) -> str:
    """A business number is found with its dashes; what is none is looked for as it stands."""
    return text.replace("-", "").strip() or text

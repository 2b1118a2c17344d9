"""Doors of the companies room."""

from companies.views.accounts import (
    AccountAsk,
    AccountConfirm,
    AccountRegister,
    AccountsToConfirm,
)
from companies.views.contacts import ContactConfirm, ContactRequest
from companies.views.relations import RelationExplain
from companies.views.suppliers import (
    OwnSupplier,
    SupplierDetail,
    SupplierRegister,
    Suppliers,
    TechnologyAdd,
)
from companies.views.worksites import WorksiteDetail, WorksiteRegister, Worksites

__all__ = [
    "AccountAsk",
    "AccountConfirm",
    "AccountRegister",
    "AccountsToConfirm",
    "ContactConfirm",
    "ContactRequest",
    "OwnSupplier",
    "RelationExplain",
    "SupplierDetail",
    "SupplierRegister",
    "Suppliers",
    "TechnologyAdd",
    "WorksiteDetail",
    "WorksiteRegister",
    "Worksites",
]

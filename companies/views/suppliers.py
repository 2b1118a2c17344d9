"""Pages about suppliers. A supplier sees itself; another one's page does not exist for it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.domain.business_number import written
from companies.forms import SupplierForm, TechnologyForm
from companies.models import Supplier
from companies.selectors import (
    accounts_of,
    organizations_to_register,
    relations_of,
    supplier_of,
    suppliers_found,
    suppliers_seen_by,
    technologies_of,
    worksites_of,
)
from companies.services import add_technology, register_supplier
from companies.views.lists import ListPage
from people.permissions import allowed
from people.views import Page, VerbPage


class Suppliers(ListPage):
    """Every supplier that the viewer may see."""

    action = "supplier.see"
    template_name = "companies/suppliers.html"

    def found(self, text: str) -> QuerySet[Supplier]:
        """By name."""
        return suppliers_found(self.viewer, text)

    def rows(self, page: Any) -> list[tuple[Supplier, str]]:
        """With the business number as on the certificate."""
        return [(supplier, written(supplier.business_number)) for supplier in page]


class OwnSupplier(Page):
    """The way of a supplier's own people to their page, or to registering."""

    action = "supplier.see"

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """Go where the next step is."""
        if allowed(self.viewer, "supplier.register") and organizations_to_register(self.viewer):
            return redirect("companies:supplier_register")
        if not suppliers_seen_by(self.viewer).exists():
            supplier_of(self.viewer)  # says what is missing
        mine = suppliers_seen_by(self.viewer)
        return (
            redirect("companies:supplier", mine[0].pk)
            if len(mine[:2]) == 1
            else redirect("companies:suppliers")
        )


class SupplierDetail(Page):
    """One supplier: facts, technologies, worksites, account."""

    action = "supplier.see"
    template_name = "companies/supplier.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on one page; account numbers are masked."""
        supplier = get_object_or_404(suppliers_seen_by(self.viewer), pk=self.kwargs["pk"])
        return super().get_context_data(
            supplier=supplier,
            number=written(supplier.business_number),
            technologies=technologies_of(supplier),
            accounts=accounts_of(supplier),
            worksites=worksites_of(supplier).count(),
            may_edit=allowed(self.viewer, "supplier.register"),
            **self._relations(supplier),
            **kwargs,
        )

    def _relations(self, supplier: Supplier) -> dict[str, Any]:
        """Signs that it and its worksites are related: for those who have to know."""
        if not allowed(self.viewer, "relation.see"):
            return {"may_see_relations": False}
        return {
            "may_see_relations": True,
            "relations": relations_of(supplier, worksites_of(supplier)),
            "may_explain": allowed(self.viewer, "relation.explain"),
        }


class SupplierRegister(VerbPage):
    """Our firm says who it is."""

    action = "supplier.register"
    form_class = SupplierForm
    template_name = "companies/supplier_register.html"
    done = _("Your firm is registered. Next add a technology and a bank account.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only our own organisation can be registered."""
        return {**super().get_form_kwargs(), "user": self.viewer}

    def act(self, form: BaseForm) -> str:
        """Register it."""
        supplier: Supplier = register_supplier(
            organization=form.cleaned_data["organization"],
            facts=form.facts,  # type: ignore[attr-defined]
            by=self.viewer,
            at=timezone.now(),
        )
        return reverse("companies:supplier", args=[supplier.pk])


class TechnologyAdd(VerbPage):
    """Something we offer."""

    action = "supplier.register"
    form_class = TechnologyForm
    template_name = "companies/technology_add.html"
    done = _("The technology is in your list.")

    def act(self, form: BaseForm) -> str:
        """Add it to our own list."""
        supplier = supplier_of(self.viewer)
        add_technology(supplier=supplier, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return reverse("companies:supplier", args=[supplier.pk])

"""Suppliers and worksites as the agency sees them. Bank accounts are the affair of the bank."""

from __future__ import annotations

from django.contrib import admin

from companies.models import Supplier, Technology, Worksite
from people.admin import ReadOnlyAdmin


@admin.register(Supplier)
class SupplierAdmin(ReadOnlyAdmin):
    """Firms with safety technology."""

    view_action = "supplier.see"
    list_display = ["__str__", "business_number", "industry_code", "headcount"]
    search_fields = ["organization__name", "business_number"]
    list_select_related = ["organization"]


@admin.register(Technology)
class TechnologyAdmin(ReadOnlyAdmin):
    """What suppliers offer."""

    view_action = "supplier.see"
    list_display = ["name", "supplier"]
    search_fields = ["name", "supplier__organization__name"]
    list_select_related = ["supplier__organization"]


@admin.register(Worksite)
class WorksiteAdmin(ReadOnlyAdmin):
    """Sites that become safer."""

    view_action = "worksite.see"
    list_display = ["name", "business_number", "industry_code", "headcount", "registered_by"]
    search_fields = ["name", "business_number", "registered_by__organization__name"]
    list_select_related = ["registered_by__organization"]

"""Reference sites at the agency's desk: supplied by one officer, confirmed by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes.admin.desk import OutcomesDesk
from outcomes.domain.lifecycle import REFERENCE
from outcomes.forms.references import ReferenceForm
from outcomes.models import Reference
from outcomes.services import confirm_reference, supply_reference
from people.admin import ActionAdmin, ListAction, ObjectAction, Work
from people.models import Organization, User
from people.permissions import OFFICER, organizations_of, person


class ReferenceSupplyAction(ListAction):
    """A new set of reference sites, or the next version of one."""

    name, action = "supply", "reference.supply"
    label = gettext_lazy("Supply reference sites")
    consequence = gettext_lazy(
        "Another officer confirms them. Then targets can be held against them, and no row changes."
    )
    form_class = ReferenceForm

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Supply them to one's own agency."""
        agency = Organization.objects.get(pk=organizations_of(by, [OFFICER])[0])
        supply_reference(draft=form.draft(), agency=agency, by=by, at=at)


class ReferenceConfirmAction(ObjectAction):
    """A second officer's yes."""

    name, action = "confirm", "reference.confirm"
    label = gettext_lazy("Confirm these reference sites")
    consequence = gettext_lazy("From here targets can be held against them.")
    lifecycle, move = REFERENCE, "confirm"

    def rows(self) -> list[dict[str, Any]]:
        """What is confirmed."""
        reference = self.subject
        return [
            {"label": _("Reference sites"), "value": reference},
            {"label": _("Where the numbers are from"), "value": reference.source},
            {"label": _("Sites"), "value": reference.sites},
            {"label": _("Rows"), "value": len(reference.spells)},
            {"label": _("Injuries"), "value": sum(row.events for row in reference.rows)},
            {"label": _("Hash of the rows"), "value": reference.digest},
            {"label": _("Supplied by"), "value": reference.supplied_by},
        ]

    def act(self, form: Any, *, by: User, at: datetime) -> None:  # noqa: ARG002 - nothing is asked
        """Confirm."""
        confirm_reference(reference_id=self.subject.pk, by=by, at=at)


@admin.register(Reference)
class ReferenceAdmin(ActionAdmin):
    """What results are compared with."""

    view_action = "reference.supply"
    list_display = ["code", "version", "name_ko", "name_en", "sites", "badge"]
    list_filter = ["state"]
    search_fields = ["code", "name_ko", "name_en"]
    list_actions = (ReferenceSupplyAction,)
    object_actions = (ReferenceConfirmAction,)
    fields = [
        "code",
        "version",
        "name_ko",
        "name_en",
        "source",
        "sites",
        "digest",
        "badge",
        "supplied_by",
        "supplied_at",
        "confirmed_by",
        "confirmed_at",
    ]
    readonly_fields = ["badge"]
    badge = OutcomesDesk.badge

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Another agency's are not there."""
        own = organizations_of(person(request), [OFFICER])
        return super().get_queryset(request).filter(agency__in=own)

    def work(self, request: HttpRequest) -> tuple[Work, ...]:
        """Sets that wait for a second officer."""
        waiting = self.get_queryset(request).filter(state="supplied")
        count = waiting.exclude(supplied_by=person(request)).count()
        url = f"{self.address('changelist')}?state__exact=supplied"
        return (Work(gettext_lazy("Reference sites to confirm"), count, url),)

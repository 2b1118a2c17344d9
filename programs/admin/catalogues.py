"""Hazards and indicators: defined once, a change is a new version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from people.admin import ActionAdmin, ListAction
from people.models import User
from programs.admin.desk import part
from programs.forms.desk import HazardForm
from programs.forms.indicators import IndicatorForm
from programs.models import Hazard, Indicator
from programs.selectors import older_versions
from programs.services import define_hazard, define_indicator


class HazardDefineAction(ListAction):
    """A new hazard."""

    name, action = "define", "hazard.define"
    label = gettext_lazy("Define a hazard")
    form_class = HazardForm

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Define it."""
        define_hazard(**form.cleaned_data, by=by, at=at)


class IndicatorDefineAction(ListAction):
    """A new indicator, or a new version."""

    name, action = "define", "indicator.define"
    label = gettext_lazy("Define an indicator")
    consequence = gettext_lazy("A definition is never changed; running programmes keep theirs.")
    form_class = IndicatorForm

    def act(self, form: Any, *, by: User, at: datetime) -> None:
        """Define it."""
        define_indicator(draft=form.draft(), by=by, at=at)


@admin.register(Hazard)
class HazardAdmin(ActionAdmin):
    """What can hurt people."""

    view_action = "hazard.define"
    list_display = ["code", "name_ko", "name_en"]
    search_fields = ["code", "name_ko", "name_en"]
    list_actions = (HazardDefineAction,)


@admin.register(Indicator)
class IndicatorAdmin(ActionAdmin):
    """What is counted."""

    view_action = "indicator.define"
    list_display = ["code", "version", "name_ko", "name_en", "unit_ko", "is_leading"]
    list_filter = ["is_leading"]
    search_fields = ["code", "name_ko", "name_en"]
    list_actions = (IndicatorDefineAction,)
    fields = [
        "code",
        "version",
        "name_ko",
        "name_en",
        "unit_ko",
        "unit_en",
        "is_leading",
        "definition",
        "exactly",
        "earlier",
    ]
    readonly_fields = ["exactly", "earlier"]

    @admin.display(description=gettext_lazy("Exact definition"))
    def exactly(self, indicator: Indicator) -> SafeString:
        """How its value is worked out."""
        return part("programs/definition.html", rule=indicator.rule)

    @admin.display(description=gettext_lazy("Beside earlier versions"))
    def earlier(self, indicator: Indicator) -> SafeString:
        """Whether its values can be compared with those of earlier versions."""
        return part("programs/older_versions.html", versions=older_versions(indicator))

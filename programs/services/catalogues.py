"""What can hurt people, and what is counted: a changed definition is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from people.models import User
from people.permissions import require
from programs.models import Hazard, Indicator


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """What an indicator counts, in which unit, and where that is written down."""

    code: str
    name_ko: str
    name_en: str
    unit_ko: str
    unit_en: str
    is_leading: bool
    definition: str


@transaction.atomic
def define_hazard(*, code: str, name_ko: str, name_en: str, by: User, at: datetime) -> Hazard:
    """Add a hazard that programmes may address."""
    require(by, "hazard.define")
    if Hazard.objects.filter(code=code).exists():
        raise RuleBroken(
            "“%(code)s” is already a hazard. Choose another code.", field="code", code=code
        )
    hazard = Hazard.objects.create(code=code, name_ko=name_ko, name_en=name_en)
    record(action="hazard.define", subject=hazard, by=by.email, at=at, code=code)
    return hazard


@transaction.atomic
def define_indicator(*, draft: IndicatorDraft, by: User, at: datetime) -> Indicator:
    """Add an indicator, or the next version of it when the code is known."""
    require(by, "indicator.define")
    known = Indicator.objects.select_for_update().filter(code=draft.code).order_by("-version")
    version = known[0].version + 1 if known else 1
    indicator = Indicator.objects.create(
        code=draft.code,
        version=version,
        name_ko=draft.name_ko,
        name_en=draft.name_en,
        unit_ko=draft.unit_ko,
        unit_en=draft.unit_en,
        is_leading=draft.is_leading,
        definition=draft.definition,
    )
    record(
        action="indicator.define",
        subject=indicator,
        by=by.email,
        at=at,
        code=draft.code,
        version=version,
    )
    return indicator

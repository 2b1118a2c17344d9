"""What can hurt people, and what is counted: a changed definition is a new version."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from audit.services import record
from core.domain.errors import RuleBroken
from core.models import said_as
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
    taken = RuleBroken(
        "“%(code)s” is already a hazard. Choose another code.", field="code", code=code
    )
    with said_as(hazard_once=taken):
        hazard = Hazard.objects.create(code=code, name_ko=name_ko, name_en=name_en)
    record(action="hazard.define", subject=hazard, by=by.email, at=at, code=code)
    return hazard


@transaction.atomic
def define_indicator(*, draft: IndicatorDraft, by: User, at: datetime) -> Indicator:
    """Add an indicator, or the next version of it when the code is known."""
    require(by, "indicator.define")
    newest = Indicator.objects.filter(code=draft.code).aggregate(version=Max("version"))
    version = (newest["version"] or 0) + 1
    overtaken = RuleBroken(
        "Somebody else has just defined “%(code)s”. Look at it, then send yours once more.",
        field="code",
        code=draft.code,
    )
    with said_as(indicator_version_once=overtaken):
        indicator = Indicator.objects.create(version=version, **asdict(draft))
    record(
        action="indicator.define",
        subject=indicator,
        by=by.email,
        at=at,
        code=draft.code,
        version=version,
    )
    return indicator

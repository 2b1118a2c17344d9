"""What can hurt people, and what is counted: a changed definition is a new version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from audit.services import record
from core.domain.errors import RuleBroken
from core.models import said_as
from people.models import User
from people.permissions import require
from programs.domain.indicators import Definition, Nature, definition_digest, document_of
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
    rule: Definition | None = None  # what decides its value, where that is written exactly


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
    _check_nature(draft)
    rule = draft.rule and replace(draft.rule, version=version)
    with said_as(indicator_version_once=overtaken):
        indicator = Indicator.objects.create(
            code=draft.code,
            version=version,
            name_ko=draft.name_ko,
            name_en=draft.name_en,
            unit_ko=draft.unit_ko,
            unit_en=draft.unit_en,
            is_leading=draft.is_leading,
            definition=draft.definition,
            definition_document=rule and document_of(rule),
        )
    record(
        action="indicator.define",
        subject=indicator,
        by=by.email,
        at=at,
        code=draft.code,
        version=version,
        digest=rule and definition_digest(rule),
    )
    return indicator


def _check_nature(draft: IndicatorDraft) -> None:
    if draft.rule is not None and draft.is_leading != (draft.rule.nature is Nature.LEADING):
        raise RuleBroken(
            "“%(name)s” is by its definition a “%(nature)s” one. Say the same of the indicator.",
            field="is_leading",
            name=draft.rule.name,
            nature=draft.rule.nature,
        )

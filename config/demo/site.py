"""From a matched worksite to a verified target, by the demo's people, through the real services."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from companies.models import Worksite
from companies.services import BusinessFacts, Contact, register_worksite
from config.demo.cast import Cast
from config.demo.names import business_number, worksite_name
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Source
from outcomes.models import Match, Measurement, Target, Verification
from outcomes.selectors import evaluation_of
from outcomes.services import (
    Accepted,
    TargetDraft,
    agree_target,
    amend_target,
    answer_confirmation,
    ask_worksite,
    certify_measurement,
    measure,
    propose_match,
    record_before_state,
    set_target,
    verify_target,
)
from programs.models import Agreement, Indicator

# Keys are derived, so that walking the same road again finds what the first walk left.
NAMESPACE = uuid.UUID("6b6f7261-6d00-4000-8000-000000000000")
FIRST_WORKSITE = 10_000
STRANGER = "공급기업과 사업장 어느 쪽과도 이해관계가 없습니다."


def key_of(*parts: object) -> uuid.UUID:
    """The same parts give the same key."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def a_site(
    *, firm: Firm, serial: int, name: str = "", headcount: int | None = None, at: datetime
) -> Worksite:
    """The nth invented worksite."""
    facts = BusinessFacts(
        business_number=business_number(FIRST_WORKSITE + serial),
        representative=f"현장대표 {serial + 1}",
        address=f"경기도 데모시 공단로 {serial + 1}",
        phone="031-000-0000",
        industry_code="25929",
        headcount=headcount or 8 + serial % 40,
    )
    contact = Contact(f"담당 {serial + 1}", f"site{serial + 1}@demo.invalid", "010-0000-0000")
    return register_worksite(
        supplier=firm.supplier,
        name=name or worksite_name(serial),
        facts=facts,
        contact=contact,
        by=firm.editor,
        at=at,
    )


def matched(*, firm: Firm, agreement: Agreement, worksite: Worksite, at: datetime) -> Match:
    """The worksite is asked over its link, says yes, and the before-state is written down."""
    hazard = agreement.program.hazards.order_by("pk").first()
    assert hazard is not None  # noqa: S101 - the demo programme has hazards
    match = propose_match(
        agreement_id=agreement.pk,
        worksite_id=worksite.pk,
        hazard_id=hazard.pk,
        by=firm.editor,
        at=at,
    )
    _, token = ask_worksite(match_id=match.pk, by=firm.editor, at=at)
    answer_confirmation(
        token=token, agrees=True, comment="", key=key_of("consent", match.pk), at=at
    )
    return record_before_state(
        match_id=match.pk, text="방호장치가 없는 프레스가 있습니다.", by=firm.editor, at=at
    )


@dataclass(frozen=True, slots=True)
class Aim:
    """What a made-up target asks for."""

    clause: str
    indicator: Indicator
    goal: Decimal
    window: Period
    design: dict[str, Any]


def a_target(*, cast: Cast, firm: Firm, match: Match, aim: Aim, at: datetime) -> Target:
    """The supplier sets it, the agency agrees."""
    target = a_set_target(firm=firm, match=match, aim=aim, at=at)
    return agree_target(target_id=target.pk, by=cast["agnes"], at=at)


def a_set_target(*, firm: Firm, match: Match, aim: Aim, at: datetime) -> Target:
    """Set by the supplier, not agreed yet."""
    draft = _draft(match.pk, aim)
    return set_target(agreement_id=match.agreement_id, draft=draft, by=firm.editor, at=at)


def an_amended_target(*, firm: Firm, target: Target, aim: Aim, at: datetime) -> Target:
    """A new version; the agency has to agree again."""
    draft = _draft(target.match_id, aim)
    return amend_target(target_id=target.pk, draft=draft, by=firm.editor, at=at)


def _draft(match_id: int | None, aim: Aim) -> TargetDraft:
    return TargetDraft(
        match_id=match_id,
        clause_key=aim.clause,
        indicator_id=aim.indicator.pk,
        goal=aim.goal,
        window=aim.window,
        design=aim.design,
        evidence_rule="설치 전과 후의 사진",
    )


def claimed(*, firm: Firm, target: Target, claim: Reading, at: datetime) -> Measurement:
    """Measured by one person, certified by another."""
    measurement = measured(firm=firm, target=target, claim=claim, at=at)
    return certified(firm=firm, measurement=measurement, at=at)


def certified(*, firm: Firm, measurement: Measurement, at: datetime) -> Measurement:
    """A second person of the supplier stands for it."""
    return certify_measurement(measurement_id=measurement.pk, by=firm.certifier, at=at)


def said_again(claim: Reading) -> tuple[str, ...]:
    """A reading that mends another one says why, and is not the same reading."""
    return (claim.note,) if claim.note else ()


def measured(*, firm: Firm, target: Target, claim: Reading, at: datetime) -> Measurement:
    """Sent in by the editor, not certified yet; other values for the same days replace it."""
    return measure(
        target_id=target.pk,
        reading=claim,
        key=key_of("measure", target.number, claim.phase, claim.period.first, *said_again(claim)),
        source=Source.FORM,
        by=firm.editor,
        at=at,
    )


def confirmed(*, firm: Firm, measurement: Measurement, at: datetime) -> None:
    """The worksite says yes over its link."""
    match = measurement.target.match
    assert match is not None  # noqa: S101 - the demo sets targets on matches only
    _, token = ask_worksite(match_id=match.pk, measurement_id=measurement.pk, by=firm.editor, at=at)
    answer_confirmation(
        token=token, agrees=True, comment="", key=key_of("result", measurement.pk), at=at
    )


def verified(*, cast: Cast, target: Target, accepted: Decimal | None, at: datetime) -> Verification:
    """The independent verifier looks and decides."""
    return verify_target(
        target_id=target.pk,
        independence=STRANGER,
        accepted=None if accepted is None else Accepted(accepted, "현장에서 확인한 수량입니다."),
        digest=evaluation_of(target, at, accepted).digest,
        by=cast["victor"],
        at=at,
    )

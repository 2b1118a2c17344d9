"""What results are compared with: supplied by one officer, confirmed by another, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.models import said_as
from outcomes.domain.lifecycle import REFERENCE, ReferenceState
from outcomes.domain.references import (
    ReferenceSpell,
    check_extends,
    check_reference,
    digest_of_spells,
    read_reference,
)
from outcomes.models import Reference
from people.models import Organization, User
from people.permissions import require_for


@dataclass(frozen=True, slots=True)
class ReferenceDraft:
    """A file of sites where nobody did anything, and where its numbers are from."""

    code: str
    name_ko: str
    name_en: str
    source: str
    content: bytes


@transaction.atomic
def supply_reference(
    *, draft: ReferenceDraft, agency: Organization, by: User, at: datetime
) -> Reference:
    """A known code gets its next version, which keeps every row and adds later days."""
    require_for(by, "reference.supply", agency)
    spells = _read(draft.content)
    versions = Reference.objects.filter(agency=agency, code=draft.code)
    before = versions.order_by("version").last()
    if before is not None:
        _check_next(before, spells)
    overtaken = RuleBroken(
        "Somebody else has just supplied “%(code)s”. Look at it, then send yours once more.",
        field="code",
        code=draft.code,
    )
    with said_as(reference_version_once=overtaken):
        reference = Reference.objects.create(
            agency=agency,
            code=draft.code,
            version=1 if before is None else before.version + 1,
            name_ko=draft.name_ko,
            name_en=draft.name_en,
            source=draft.source,
            spells=[spell.as_json() for spell in sorted(spells)],
            sites=len({spell.site for spell in spells}),
            digest=digest_of_spells(spells),
            supplied_by=by,
            supplied_at=at,
        )
    record(
        action="reference.supply",
        subject=reference,
        by=by.email,
        at=at,
        code=reference.code,
        version=reference.version,
        digest=reference.digest,
    )
    return reference


@transaction.atomic
def confirm_reference(*, reference_id: int, by: User, at: datetime) -> Reference:
    """A second officer has looked where the numbers are from; now targets may name them."""
    reference = Reference.objects.select_for_update().get(pk=reference_id)
    require_for(by, "reference.confirm", reference.agency)
    reference.state = REFERENCE.after("confirm", ReferenceState(reference.state))
    if by == reference.supplied_by:
        raise RuleBroken("You supplied these numbers yourself. Another officer confirms them.")
    reference.confirmed_by, reference.confirmed_at = by, at
    reference.save()
    record(
        action="reference.confirm",
        subject=reference,
        by=by.email,
        at=at,
        code=reference.code,
        version=reference.version,
        digest=reference.digest,
    )
    return reference


def _read(content: bytes) -> tuple[ReferenceSpell, ...]:
    found = read_reference(content)
    for error in found.errors:
        raise RuleBroken(
            "Row %(row)s, column %(column)s: %(reason)s For example %(example)s. In all, "
            "%(count)s places have to be mended.",
            field="file",
            row=error.row,
            column=error.column or "–",
            reason=error.reason,
            example=error.example or "–",
            count=len(found.errors),
        )
    check_reference(found.spells)
    return found.spells


def _check_next(before: Reference, spells: tuple[ReferenceSpell, ...]) -> None:
    if before.state != ReferenceState.CONFIRMED:
        raise RuleBroken(
            "Version %(version)s of “%(code)s” is not confirmed yet. A second officer confirms it "
            "before the next one is supplied.",
            field="code",
            version=before.version,
            code=before.code,
        )
    check_extends(before.rows, spells)

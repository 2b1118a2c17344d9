"""Beside the road: who else pays, a mistaken match, new contact persons, a sign explained."""

from __future__ import annotations

from datetime import datetime, timedelta

from companies.models import Worksite
from companies.selectors import unexplained_relations
from companies.services import Contact, confirm_contact, explain_relation, request_contact
from config.demo.cast import Cast
from config.demo.site import a_site
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.services import declare_subsidy, propose_match, withdraw_match, withdraw_subsidy
from programs.models import Agreement

GIVERS = ("클린사업장 조성지원 (데모)", "스마트 안전장비 지원 (데모)")


def stand_beside(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """Three more worksites of a firm, at which something is settled that is not a result."""
    sites = [a_site(firm=firm, serial=agreement.pk * 10 + nth, at=at) for nth in (5, 6, 7)]
    _another_pays(cast, firm, agreement, sites[0], at)
    _a_mistake(firm, agreement, sites[1], at)
    _another_answers(firm, sites, at)
    _neighbours(cast, firm, sites[2], at)


def _another_pays(
    cast: Cast, firm: Firm, agreement: Agreement, site: Worksite, at: datetime
) -> None:
    """One subsidy is declared; the agency found another to be none."""
    first, hazard = agreement.program.starts_on, agreement.program.hazards.order_by("pk")[0]
    _real, mistaken = (
        declare_subsidy(
            worksite_id=site.pk,
            hazard_id=hazard.pk,
            period=Period(first + timedelta(days=60 * nth), first + timedelta(days=60 * nth + 30)),
            giver=giver,
            by=firm.editor,
            at=at,
        )
        for nth, giver in enumerate(GIVERS)
    )
    reason = "다른 사업장에 지급된 지원금입니다."
    withdraw_subsidy(subsidy_id=mistaken.pk, reason=reason, by=cast["agnes"], at=at)


def _a_mistake(firm: Firm, agreement: Agreement, site: Worksite, at: datetime) -> None:
    hazard = agreement.program.hazards.order_by("pk")[0]
    match = propose_match(
        agreement_id=agreement.pk, worksite_id=site.pk, hazard_id=hazard.pk, by=firm.editor, at=at
    )
    reason = "같은 기업의 다른 사업장을 잘못 골랐습니다."
    withdraw_match(match_id=match.pk, reason=reason, by=firm.editor, at=at)


def _another_answers(firm: Firm, sites: list[Worksite], at: datetime) -> None:
    """The first name was mistyped, the second is confirmed; at another site one waits."""
    for nth, site in enumerate((sites[0], sites[0], sites[1])):
        contact = Contact(f"새 담당 {nth + 1}", f"new{site.pk}-{nth}@demo.invalid", "010-0000-0001")
        change = request_contact(
            worksite_id=site.pk, contact=contact, reason="퇴사", by=firm.editor, at=at
        )
        if nth == 1:
            confirm_contact(change_id=change.pk, by=firm.certifier, at=at)


def _neighbours(cast: Cast, firm: Firm, site: Worksite, at: datetime) -> None:
    """Supplier and worksite have the same telephone; an officer has looked."""
    Worksite.objects.filter(pk=site.pk).update(phone=firm.supplier.phone)
    site.refresh_from_db()
    for relation in unexplained_relations(firm.supplier, [site]):
        explain_relation(
            supplier_id=firm.supplier.pk,
            worksite_id=site.pk,
            digest=relation.sign.digest,
            text="같은 건물의 안내 전화입니다. 두 기업의 등기를 확인했습니다.",
            by=cast["agnes"],
            at=at,
        )

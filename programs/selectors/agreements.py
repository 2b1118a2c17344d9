"""Questions about agreements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from core.domain.money import Money
from core.domain.words import Sentence, say
from people.domain.roles import Role
from people.models import User
from people.permissions import BANK, SUPPLIER, WATCHERS, organizations_of, roles_of
from programs.domain.lifecycle import AgreementState, Party
from programs.domain.reserves import Purses, in_two, largest_cost
from programs.models import Agreement, TermSheet


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One of the three lines under an agreement, signed or not."""

    party: Party
    who: str
    at: datetime | None


def current_terms(agreement: Agreement) -> TermSheet:
    """The newest version of the payment terms: the one that is signed and paid by."""
    return agreement.term_sheets.latest("version")


def current_terms_of(agreements: Collection[int]) -> dict[int, TermSheet]:
    """The same of many agreements in one question."""
    newest = TermSheet.objects.filter(agreement__in=agreements)
    newest = newest.order_by("agreement", "-version").distinct("agreement")
    return {terms.agreement_id: terms for terms in newest}


def cost_of(terms: TermSheet) -> Purses:
    """The most these terms can cost; what was signed in the old kinds keeps its own cap."""
    cost = largest_cost(terms.rule)
    if not terms.agreement.incentive_apart:
        cost = in_two(cost)
    if terms.signed_document is None:
        return cost
    cap = Money(terms.signed_document["cap"])
    base = min(cost.base, cap)
    return Purses(base, min(cost.success, cap - base))


def parties_of(agreement: Agreement, viewer: User) -> list[Party]:
    """For whom the viewer may sign."""
    signers = (
        (Party.SUPPLIER, Role.CERTIFIER, agreement.supplier.organization_id),
        (Party.AGENCY, Role.AGENCY_OFFICER, agreement.program.agency_id),
        (Party.FUNDER, Role.APPROVER, agreement.program.funder_id),
    )
    if not viewer.is_active:
        return []
    return [party for party, role, place in signers if place in organizations_of(viewer, [role])]


def signature_lines(agreement: Agreement) -> tuple[SignatureLine, ...]:
    """Who has signed the current terms, and who still has to."""
    digest = current_terms(agreement).digest
    rows = agreement.signatures.filter(digest=digest).select_related("signed_by")
    done = {row.party: row for row in rows}
    return tuple(
        SignatureLine(party, str(done[party].signed_by), done[party].signed_at)
        if party in done
        else SignatureLine(party, "", None)
        for party in Party
    )


def agreements_for(viewer: User) -> QuerySet[Agreement]:
    """What the viewer may see: one's own firm's, one's own programmes', or all."""
    roles = roles_of(viewer)
    found = Agreement.objects.select_related("program", "supplier__organization").order_by("-pk")
    if roles & WATCHERS:
        return found
    agency = organizations_of(viewer, [Role.AGENCY_OFFICER])
    bank = organizations_of(viewer, BANK)
    own = (
        Q(supplier__organization__in=organizations_of(viewer, SUPPLIER))
        | Q(program__agency__in=agency)
        | Q(program__funder__in=bank)
    )
    if Role.VERIFIER in roles:
        own |= Q(state__in=[AgreementState.SIGNED, AgreementState.CLOSED])
    return found.filter(own)


def why_not_sign(agreement: Agreement, viewer: User) -> tuple[Sentence, ...]:
    """What keeps the viewer from signing now; nothing means that the signature is waited for."""
    if agreement.state != AgreementState.PROPOSED:
        return (say("These terms are not waiting for signatures."),)
    parties = parties_of(agreement, viewer)
    if not parties:
        return (say("You do not sign for any of the three parties."),)
    rows = agreement.signatures.filter(digest=current_terms(agreement).digest)
    if rows.filter(signed_by=viewer).exists():
        return (say("You have signed these terms already. Another person signs next."),)
    if not set(parties) - set(rows.values_list("party", flat=True)):
        return (say("Your party has signed these terms already. One signature is enough."),)
    return ()

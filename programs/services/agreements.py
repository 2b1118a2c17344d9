"""The contract: proposed by the agency, signed by three people, and money set aside for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import next_number, record
from core.domain.canonical import digest_of
from core.domain.errors import IllegalMove, RuleBroken, Stale
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import (
    AGREEMENT,
    AgreementState,
    Party,
    ProgramState,
    RecommendationState,
)
from programs.domain.offers import offer_from
from programs.domain.reserves import check_covered, largest_cost
from programs.domain.terms import document_of, sheet_digest
from programs.models import (
    AgreedIndicator,
    Agreement,
    Program,
    Recommendation,
    Signature,
    TermSheet,
)
from programs.selectors.agreements import current_terms, parties_of
from programs.selectors.commitments import confirmed_commitment, free_in
from programs.services.purses import release_funds, reserve_funds


@transaction.atomic
def propose_agreement(
    *, recommendation_id: int, document: Any, by: User, at: datetime
) -> Agreement:
    """Offer payment terms to a selected supplier; its largest cost has to be free."""
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(
        pk=recommendation_id
    )
    application = recommendation.application
    require_for(by, "agreement.propose", application.call.program.agency)
    _check_runs(application.call.program_id)
    if recommendation.state != RecommendationState.SELECTED:
        raise IllegalMove("The bank has not selected this supplier. An agreement follows that.")
    if Agreement.objects.filter(recommendation=recommendation).exists():
        raise RuleBroken("There is an agreement for this recommendation already. Revise that one.")
    agreement = Agreement(
        number=next_number(series="AG", at=at),
        recommendation=recommendation,
        program=application.call.program,
        supplier=application.supplier,
        proposed_by=by,
    )
    return _offer(agreement, document, "agreement.propose", by, at)


def _check_runs(program_id: int) -> None:
    """The programme is locked, so that it does not close while an agreement begins."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    if program.state != ProgramState.OPEN:
        raise RuleBroken(
            "%(program)s is not open. Agreements are proposed under an open programme.",
            program=program.name,
        )


@transaction.atomic
def revise_agreement(*, agreement_id: int, document: Any, by: User, at: datetime) -> Agreement:
    """Offer other terms before all have signed; signatures under the old terms are void."""
    agreement = _locked(agreement_id)
    require_for(by, "agreement.propose", agreement.program.agency)
    if agreement.state != AgreementState.PROPOSED:
        raise IllegalMove("Only an agreement that is not signed yet can get other terms.")
    return _offer(agreement, document, "agreement.revise", by, at)


def _offer(agreement: Agreement, document: Any, action: str, by: User, at: datetime) -> Agreement:
    sheet = offer_from(document)
    check_covered(free_in(confirmed_commitment(agreement.program)), largest_cost(sheet))
    agreement.save()
    sheet = replace(sheet, version=agreement.term_sheets.count() + 1)  # what is signed says so
    terms = TermSheet.objects.create(
        agreement=agreement,
        version=sheet.version,
        document=document_of(sheet),
        digest=sheet_digest(sheet),
        written_by=by,
        written_at=at,
    )
    record(
        action=action,
        subject=agreement,
        by=by.email,
        at=at,
        version=terms.version,
        digest=terms.digest,
        indicators=_keep_definitions(terms),
    )
    return agreement


def _keep_definitions(terms: TermSheet) -> list[str]:
    """What each indicator of the programme means, kept as it is now; answered with the hashes."""
    defined = terms.agreement.program.indicators.exclude(definition_document=None)
    kept = [
        AgreedIndicator(
            terms=terms,
            indicator=indicator,
            document=indicator.definition_document,
            digest=digest_of(indicator.definition_document),
        )
        for indicator in defined.order_by("code", "version")
    ]
    AgreedIndicator.objects.bulk_create(kept)
    return [one.digest for one in kept]


@transaction.atomic
def withdraw_agreement(*, agreement_id: int, by: User, at: datetime) -> Agreement:
    """Take the offer back before everybody has signed; nothing was reserved."""
    agreement = _locked(agreement_id)
    require_for(by, "agreement.propose", agreement.program.agency)
    agreement.state = _after("withdraw", agreement)
    agreement.save(update_fields=["state", "updated_at"])
    record(action="agreement.withdraw", subject=agreement, by=by.email, at=at)
    return agreement


@transaction.atomic
def sign_agreement(*, agreement_id: int, digest: str, by: User, at: datetime) -> Agreement:
    """One party's yes to exactly these terms; the third reserves the most they can ever cost."""
    agreement = _locked(agreement_id)
    terms = current_terms(agreement)
    party = _party(agreement, terms, by)
    signed = _after("sign", agreement)
    if digest != terms.digest:
        raise Stale("The terms have changed since you opened the page. Read them again, then sign.")
    _check_language(terms)
    _check_not_signed(agreement, terms, by)
    Signature.objects.create(
        agreement=agreement, party=party, digest=digest, signed_by=by, signed_at=at
    )
    record(
        action="agreement.sign", subject=agreement, by=by.email, at=at, party=party, digest=digest
    )
    if agreement.signatures.filter(digest=digest).count() == len(Party):
        agreement.state, agreement.signed_at = signed, at
        reserve_funds(agreement=agreement, cost=largest_cost(terms.rule), by=by, at=at)
    return agreement


def _check_language(terms: TermSheet) -> None:
    """What was offered in the old kinds of clauses was carried over, and not agreed to in steps."""
    if terms.signed_document is not None:
        raise RuleBroken(
            "These terms were proposed in an older form. The agency has to propose them anew."
        )


def _party(agreement: Agreement, terms: TermSheet, by: User) -> Party:
    """For whom this person signs: the first party of theirs that has not signed yet."""
    may = parties_of(agreement, by)
    if not may:
        raise PermissionDenied("agreement.sign")
    done = set(agreement.signatures.filter(digest=terms.digest).values_list("party", flat=True))
    waiting = [party for party in may if party not in done]
    if not waiting and not agreement.signatures.filter(digest=terms.digest, signed_by=by).exists():
        raise RuleBroken("Your party has signed these terms already. One signature is enough.")
    return (waiting or may)[0]


def _check_not_signed(agreement: Agreement, terms: TermSheet, by: User) -> None:
    if agreement.signatures.filter(digest=terms.digest, signed_by=by).exists():
        raise RuleBroken("You have signed these terms already. Another person signs next.")


@transaction.atomic
def close_agreement(*, agreement_id: int, by: User, at: datetime) -> Agreement:
    """Everything is paid that will be; what is left of the reserve becomes free again."""
    agreement = _locked(agreement_id)
    require_for(by, "agreement.close", agreement.program.agency)
    agreement.state = _after("close", agreement)
    left = release_funds(agreement=agreement, by=by.email, at=at)
    record(action="agreement.close", subject=agreement, by=by.email, at=at, released=left.whole.won)
    return agreement


def _after(verb: str, agreement: Agreement) -> AgreementState:
    return AGREEMENT.after(verb, AgreementState(agreement.state))


def _locked(agreement_id: int) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)

"""What the worksite itself says, over a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from audit.services import record
from companies.services import note_trace
from core.domain.errors import RuleBroken, Stale
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MATCH,
    MEASUREMENT,
    ConfirmationState,
    MatchState,
    MeasurementState,
    Question,
    Severity,
)
from outcomes.domain.links import NOTHING_ASIDE, Aside, digest_of_token
from outcomes.gateways.mail import Letter, send
from outcomes.models import Confirmation, Finding, Match, Measurement, Subsidy
from outcomes.selectors.confirmations import is_handed_over
from outcomes.selectors.locks import locked_match, locked_measurement, locked_target
from people.models import User
from people.permissions import require_for
from people.selectors import has_acted_for

KOREAN = "ko"


def ask_worksite(
    *,
    match_id: int,
    measurement_id: int | None = None,
    by: User,
    at: datetime,
    language: str = KOREAN,
    alone: bool = False,
) -> tuple[Confirmation, str]:
    """Ask for consent, or whether a certified result is so; a new question replaces the old one.

    `alone` is the supplier's word that nobody else pays for this, as it stands in the log. The mail
    leaves after the question is stored: should it fail, asking again is safe.
    """
    confirmation, token = _ask(match_id, measurement_id, by, at, alone=alone)
    match = confirmation.match
    send(
        Letter(
            to=confirmation.sent_to,
            contact=match.worksite.contact_name,
            worksite=match.worksite.name,
            supplier=match.agreement.supplier.organization.name,
            question=confirmation.question,
            token=token,
            until=confirmation.expires_at,
            language=language,
        )
    )
    return confirmation, token


@transaction.atomic
def answer_confirmation(
    *,
    token: str,
    agrees: bool,
    comment: str,
    key: UUID,
    at: datetime,
    aside: Aside = NOTHING_ASIDE,
) -> Confirmation:
    """The worksite's yes or no; the same key again is the same answer, so a retry is harmless."""
    confirmation = _locked(token)
    if confirmation.answer_key == key:
        return confirmation
    _check_open(confirmation, at)
    verb = "confirm" if agrees else "dispute"
    confirmation.state = CONFIRMATION.after(verb, ConfirmationState(confirmation.state))
    confirmation.comment, confirmation.answer_key = comment.strip(), key
    confirmation.answered_at = at
    confirmation.save()
    if confirmation.measurement is None:
        _apply_consent(confirmation, agrees=agrees, giver=aside.giver.strip(), at=at)
    else:
        _apply_result(confirmation, confirmation.measurement, agrees=agrees, at=at)
    record(
        action="confirmation.answer",
        subject=confirmation,
        by=confirmation.sent_to,
        at=at,
        question=confirmation.question,
        agrees=agrees,
        comment=confirmation.comment,
        **({"giver": aside.giver.strip()} if aside.giver.strip() else {}),
    )
    note_trace(worksite=confirmation.match.worksite, address=aside.seen_from, at=at)
    return confirmation


@transaction.atomic
def _ask(
    match_id: int, measurement_id: int | None, by: User, at: datetime, *, alone: bool
) -> tuple[Confirmation, str]:
    match = locked_match(match_id)
    require_for(by, "confirmation.request", match.agreement.supplier.organization)
    if measurement_id is None:
        question, measurement = Question.CONSENT, None
        MATCH.after("consent", MatchState(match.state))
    else:
        question, measurement = Question.RESULT, _certified(match, measurement_id)
    _check_mailbox(match)
    _withdraw(match.confirmations.filter(measurement=measurement, question=question))
    token = secrets.token_urlsafe(32)
    confirmation = Confirmation.objects.create(
        match=match,
        measurement=measurement,
        question=question,
        token_digest=digest_of_token(token),
        sent_to=match.worksite.contact_email,
        expires_at=at + timedelta(days=match.program.link_days),
        asked_by=by,
    )
    record(
        action="confirmation.request",
        subject=confirmation,
        by=by.email,
        at=at,
        question=question,
        sent_to=confirmation.sent_to,
        **({"says_nobody_else_pays": True} if alone else {}),
    )
    return confirmation, token


def _check_mailbox(match: Match) -> None:
    """A link that leads back to the supplier would let it confirm itself."""
    supplier, address = match.agreement.supplier.organization, match.worksite.contact_email
    if has_acted_for(address, supplier):
        raise RuleBroken(
            "%(to)s belongs to somebody who acts, or has acted, for %(supplier)s, so the worksite "
            "would not answer for itself. Tell the agency who can answer there.",
            to=address,
            supplier=supplier.name,
        )


def _certified(match: Match, measurement_id: int) -> Measurement:
    measurement = locked_measurement(measurement_id)
    if (measurement.match_id or measurement.target.match_id) != match.pk:
        raise RuleBroken(
            "This measurement is not about %(worksite)s. Ask the worksite it belongs to.",
            field="measurement",
            worksite=match.worksite.name,
        )
    MEASUREMENT.after("confirm", MeasurementState(measurement.state))
    return measurement


def _withdraw(questions: QuerySet[Confirmation]) -> None:
    withdrawn = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)
    questions.filter(state=ConfirmationState.ASKED).update(state=withdrawn)


def _locked(token: str) -> Confirmation:
    """Lock in the order that every service keeps: match, target, measurement, confirmation."""
    found = Confirmation.objects.filter(token_digest=digest_of_token(token))
    seen = found.select_related("measurement").first()
    if seen is None:
        raise Stale(
            "This link is not complete or not known. Open the link from the mail once more, or ask "
            "the firm that sent it for a new one."
        )
    locked_match(seen.match_id)
    if seen.measurement is not None:
        locked_target(seen.measurement.target_id)
        locked_measurement(seen.measurement.pk)
    return found.select_for_update().get()


def _check_open(confirmation: Confirmation, at: datetime) -> None:
    if confirmation.answered_at is not None:
        raise Stale(
            "This question was answered already, on %(day)s. The first answer stands. If it is "
            "wrong, tell the firm that sent the link.",
            day=localtime(confirmation.answered_at).date(),
        )
    if confirmation.state == ConfirmationState.WITHDRAWN:
        raise Stale("A newer link was sent in place of this one. Open the link in the latest mail.")
    if is_handed_over(confirmation):
        raise Stale(
            "Somebody else answers for this worksite since this link was sent. If that is not "
            "right, tell the programme office."
        )
    if at >= confirmation.expires_at:
        raise Stale(
            "This link could be used until %(day)s. Ask the firm that sent it for a new one.",
            day=localtime(confirmation.expires_at).date(),
        )


def _apply_consent(confirmation: Confirmation, *, agrees: bool, giver: str, at: datetime) -> None:
    """What somebody else pays for already is not paid for again, even where the site says yes.

    The place is given free and taken by the subsidy at once, for the same days: the worksite knows
    no others, and the agency can look.
    """
    match = confirmation.match
    verb = "consent" if agrees and not giver else "refuse"
    match.state = MATCH.after(verb, MatchState(match.state))
    match.save()
    if giver:
        Subsidy.objects.create(
            worksite=match.worksite,
            hazard=match.hazard,
            days=match.days,
            giver=giver,
            answer=confirmation,
            declared_at=at,
        )


def _apply_result(
    confirmation: Confirmation, measurement: Measurement, *, agrees: bool, at: datetime
) -> None:
    verb = "confirm" if agrees else "dispute"
    measurement.state = MEASUREMENT.after(verb, MeasurementState(measurement.state))
    measurement.save()
    if not agrees:
        Finding.objects.create(
            target=measurement.target,
            severity=Severity.MAJOR,
            text=confirmation.comment,
            recorded_at=at,
        )

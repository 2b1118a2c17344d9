"""propose_freeze, confirm_freeze, withdraw_freeze; while one holds nothing is approved or sent"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.domain.errors import IllegalMove, RuleBroken
from payouts.models import BankBatch, Freeze
from payouts.services import (
    confirm_freeze,
    propose_freeze,
    send_batch,
    withdraw_freeze,
)
from people.domain.roles import Role
from people.models import User
from programs.models import Program
from tests.apps.payouts.forbidden import Attempts, all_refused, an_approval, refused
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    an_approved_payout,
    approve_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import a_program

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def a_freeze(
    program: Program, starts_at: datetime = NOON, ends_at: datetime = NOON + 48 * HOUR
) -> Freeze:
    """Theo asks for it."""
    return propose_freeze(
        program_id=program.pk,
        window=(starts_at, ends_at),
        reason="Year-end audit.",
        by=the("theo"),
        at=NOON - HOUR,
    )


def frozen(program: Program, *window: datetime) -> Freeze:
    """And anna confirms."""
    return confirm_freeze(freeze_id=a_freeze(program, *window).pk, by=the("anna"), at=NOON - HOUR)


def test_nothing_is_approved_while_it_holds(noon: datetime, anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    frozen(payout.agreement.program)
    with pytest.raises(RuleBroken, match=r"frozen until 2026-06-03 12:00 \(Year-end audit.\)"):
        approved(payout)
    refused("nothing_moves_while_frozen", lambda: an_approval(payout, anna, approved_at=noon))
    for by in (anna, ben):  # it ends by itself, to the second
        approve_payout(
            payout_id=payout.pk,
            digest=payout.digest,
            comment="",
            key=uuid4(),
            by=by,
            at=noon + 48 * HOUR,
        )
    payout.refresh_from_db()
    assert payout.state == "approved"


def test_nothing_is_sent_while_it_holds(noon: datetime, theo: User) -> None:
    batch = a_built_batch(an_approved_payout())
    frozen(batch.program)
    with pytest.raises(RuleBroken, match="frozen until"):
        send_batch(batch_id=batch.pk, by=theo, at=noon)
    sent = BankBatch.objects.filter(pk=batch.pk)
    refused(
        "nothing_moves_while_frozen",
        lambda: sent.update(state="sent", sent_by=theo, sent_at=noon + HOUR),
    )
    assert send_batch(batch_id=batch.pk, by=theo, at=noon - timedelta(seconds=1)).state == "sent"


def test_a_proposal_freezes_nothing(noon: datetime) -> None:
    payout = a_prepared_payout()
    a_freeze(payout.agreement.program)
    withdraw_freeze(freeze_id=a_freeze(payout.agreement.program).pk, by=the("theo"), at=noon)
    assert approved(payout).state == "approved"


def test_another_programme_goes_on() -> None:
    payout = a_prepared_payout()
    same = payout.agreement.program
    other = Program.objects.create(
        code="other",
        agency=same.agency,
        funder=same.funder,
        starts_on=same.starts_on,
        ends_on=same.ends_on,
    )
    frozen(other)
    assert approved(payout).state == "approved"


def test_who_proposed_does_not_confirm(noon: datetime) -> None:
    freeze = a_freeze(a_program())
    theo = a_member(name="theo", role=Role.APPROVER, organization=the_bank())
    with pytest.raises(RuleBroken, match="You proposed this freeze yourself"):
        confirm_freeze(freeze_id=freeze.pk, by=theo, at=noon)


def test_it_is_decided_once(noon: datetime) -> None:
    freeze = frozen(a_program())
    for verb in (confirm_freeze, withdraw_freeze):
        with pytest.raises(IllegalMove), transaction.atomic():
            verb(freeze_id=freeze.pk, by=the("ben"), at=noon)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"window": (NOON, NOON)}, "end before it starts"),
        ({"window": (NOON - 9 * HOUR, NOON - HOUR)}, "over already"),
        ({"reason": " "}, "Say why"),
    ],
)
def test_a_freeze_has_a_reason_and_an_end_ahead(changed: dict[str, Any], sentence: str) -> None:
    said: dict[str, Any] = {"window": (NOON, NOON + HOUR), "reason": "An audit.", **changed}
    program = a_program()
    with pytest.raises(RuleBroken, match=sentence):
        propose_freeze(program_id=program.pk, by=the("theo"), at=NOON, **said)


def test_everybody_else_is_turned_away(noon: datetime) -> None:
    program = a_program()
    for name in ("agnes", "carla", "audrey"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            propose_freeze(
                program_id=program.pk,
                window=(noon, noon + HOUR),
                reason="Mine.",
                by=the(name),
                at=noon,
            )
    freeze = a_freeze(program)
    for name in ("theo", "olivia", "agnes"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            confirm_freeze(freeze_id=freeze.pk, by=the(name), at=noon)
    with pytest.raises(PermissionDenied):
        withdraw_freeze(freeze_id=freeze.pk, by=the("agnes"), at=noon)


def changed(freeze: Freeze, **values: Any) -> None:
    Freeze.objects.filter(pk=freeze.pk).update(**values)


def confirmed(freeze: Freeze, **said: Any) -> None:
    decided = {"decided_by": the("anna"), "decided_at": NOON}
    changed(freeze, **{"state": "confirmed", **decided, **said})


PROPOSED: Attempts[Freeze] = {
    "confirmed by who proposed it": (
        "freeze_two_people",
        lambda f: confirmed(f, decided_by=the("theo")),
    ),
    "confirmed by nobody": ("freeze_decided_completely", lambda f: confirmed(f, decided_by=None)),
    "longer than what was proposed": (
        "freeze_never_edited",
        lambda f: confirmed(f, ends_at=NOON + 99 * HOUR),
    ),
    "begins confirmed": (
        "freeze_begins_proposed",
        lambda f: Freeze.objects.create(
            program=f.program,
            starts_at=NOON,
            ends_at=NOON + HOUR,
            state="confirmed",
            reason="x",
            proposed_by=the("theo"),
            proposed_at=NOON,
            decided_by=the("anna"),
            decided_at=NOON,
        ),
    ),
    "without an end": (
        "freeze_ends_after_it_starts",
        lambda f: Freeze.objects.create(
            program=f.program,
            starts_at=NOON,
            ends_at=NOON,
            reason="x",
            proposed_by=the("theo"),
            proposed_at=NOON,
        ),
    ),
    "without a reason": (
        "freeze_has_a_reason",
        lambda f: Freeze.objects.create(
            program=f.program,
            starts_at=NOON,
            ends_at=NOON + HOUR,
            proposed_by=the("theo"),
            proposed_at=NOON,
        ),
    ),
    "thrown away": ("rows_stay", lambda f: f.delete()),
}


def test_the_database_keeps_a_freeze_as_two_people_made_it() -> None:
    freeze = a_freeze(a_program())
    all_refused(freeze, PROPOSED)
    confirmed(freeze)
    refused("freeze_never_edited", lambda: changed(freeze, state="withdrawn"))
    refused("freeze_never_edited", lambda: changed(freeze, ends_at=NOON))

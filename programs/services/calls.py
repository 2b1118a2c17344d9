"""A call invites suppliers; it opens once and closes once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from people.models import User
from people.permissions import require_for
from programs.domain.applications import minute
from programs.domain.lifecycle import CALL, CallState, ProgramState
from programs.models import Call, Program


@transaction.atomic
def draft_call(
    *,
    program_id: int,
    title: str,
    window: tuple[datetime, datetime],
    places: int,
    by: User,
    at: datetime,
) -> Call:
    """Write down a call: its window and how many suppliers are sought."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    require_for(by, "call.draft", program.agency)
    if program.state == ProgramState.CLOSED:
        raise RuleBroken("This programme is closed. A closed programme gets no new call.")
    opens, closes = window
    if closes <= opens:
        raise RuleBroken(
            "The call closes on %(closes)s, not after it opens. Choose a later moment.",
            field="closes_at",
            closes=minute(closes),
        )
    call = Call.objects.create(
        program=program, title=title, opens_at=opens, closes_at=closes, places=places
    )
    record(action="call.draft", subject=call, by=by.email, at=at, closes=closes.isoformat())
    return call


@transaction.atomic
def open_call(*, call_id: int, by: User, at: datetime) -> Call:
    """Suppliers may apply from the opening moment until the deadline."""
    call = _allowed(call_id, "call.open", by)
    state = CALL.after("open", CallState(call.state))
    program = Program.objects.select_for_update(of=("self",)).get(pk=call.program_id)
    if program.state != ProgramState.OPEN:  # locked: it may be closing in this very moment
        raise RuleBroken("The programme of this call is not open. Open the programme first.")
    if at >= call.closes_at:
        raise RuleBroken(
            "The deadline %(closes)s has passed. Draft a call with a later deadline.",
            closes=minute(call.closes_at),
        )
    return _moved(call, state, "call.open", by, at)


@transaction.atomic
def close_call(*, call_id: int, by: User, at: datetime) -> Call:
    """Nobody can hand in any more; what was handed in is decided as before."""
    call = _allowed(call_id, "call.close", by)
    return _moved(call, CALL.after("close", CallState(call.state)), "call.close", by, at)


def _allowed(call_id: int, action: str, by: User) -> Call:
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    require_for(by, action, call.program.agency)
    return call


def _moved(call: Call, state: CallState, action: str, by: User, at: datetime) -> Call:
    call.state = state
    call.save(update_fields=["state", "updated_at"])
    record(action=action, subject=call, by=by.email, at=at)
    return call

"""A programme begins as a draft, opens, and closes when every agreement under it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.models import said_as
from people.models import Organization, User
from people.permissions import require_for
from programs.domain.lifecycle import (
    PROGRAM,
    AgreementState,
    CallState,
    CommitmentState,
    ProgramState,
)
from programs.models import Commitment, Hazard, Indicator, Program
from programs.services.commitments import release_commitment


@dataclass(frozen=True, slots=True)
class ProgramDraft:
    """What a programme is before it opens."""

    code: str
    name_ko: str
    name_en: str
    agency: Organization
    funder: Organization
    starts_on: date
    ends_on: date
    reviewers_needed: int
    hazards: tuple[Hazard, ...]
    indicators: tuple[Indicator, ...]


@transaction.atomic
def draft_program(*, draft: ProgramDraft, by: User, at: datetime) -> Program:
    """Write down a programme; nobody outside sees it before it opens."""
    require_for(by, "program.draft", draft.agency)
    _check_draft(draft)
    with said_as(program_once=_taken(draft)):
        program = Program.objects.create(
            code=draft.code,
            name_ko=draft.name_ko,
            name_en=draft.name_en,
            agency=draft.agency,
            funder=draft.funder,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            reviewers_needed=draft.reviewers_needed,
        )
    program.hazards.set(draft.hazards)
    program.indicators.set(draft.indicators)
    record(action="program.draft", subject=program, by=by.email, at=at, code=draft.code)
    return program


def _check_draft(draft: ProgramDraft) -> None:
    if draft.ends_on <= draft.starts_on:
        raise RuleBroken(
            "The programme ends on %(ends)s, not after it starts. Choose a later day.",
            field="ends_on",
            ends=draft.ends_on,
        )


def _taken(draft: ProgramDraft) -> RuleBroken:
    return RuleBroken(
        "“%(code)s” is already a programme. Choose another code.", field="code", code=draft.code
    )


@transaction.atomic
def open_program(*, program_id: int, by: User, at: datetime) -> Program:
    """From here on the programme is seen, calls can open and money can be reserved."""
    program = _allowed(program_id, "program.open", by)
    state = PROGRAM.after("open", ProgramState(program.state))
    if not (program.hazards.exists() and program.indicators.exists()):
        raise RuleBroken("Choose at least one hazard and one indicator before opening.")
    return _moved(program, state, "program.open", by, at)


@transaction.atomic
def close_program(*, program_id: int, by: User, at: datetime) -> Program:
    """The end: no call is open, no agreement runs, and what nobody used goes back to the bank."""
    program = _allowed(program_id, "program.close", by)
    state = PROGRAM.after("close", ProgramState(program.state))
    if program.calls.filter(state=CallState.OPEN).exists():
        raise RuleBroken("A call of this programme is still open. Close it first.")
    running = (AgreementState.PROPOSED, AgreementState.SIGNED)
    if left := program.agreements.filter(state__in=running).count():
        raise RuleBroken(
            "%(left)s agreements are not finished. Close or withdraw them first.", left=left
        )
    for commitment in Commitment.objects.filter(program=program, state=CommitmentState.CONFIRMED):
        release_commitment(commitment_id=commitment.pk, by=by.email, at=at)
    return _moved(program, state, "program.close", by, at)


def _allowed(program_id: int, action: str, by: User) -> Program:
    # rows that only point at the programme are still written meanwhile: nobody waits in a circle
    program = Program.objects.select_for_update(of=("self",), no_key=True).get(pk=program_id)
    require_for(by, action, program.agency)
    return program


def _moved(program: Program, state: ProgramState, action: str, by: User, at: datetime) -> Program:
    program.state = state
    program.save(update_fields=["state", "updated_at"])
    record(action=action, subject=program, by=by.email, at=at)
    return program

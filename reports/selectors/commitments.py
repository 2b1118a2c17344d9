"""The statement of a commitment: where every won of it was at any moment, out of the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.selectors import events_about
from core.domain.money import NOTHING, Money, total
from core.translation import LABELS
from ledger.selectors import AccountBalance, trial_balance
from programs.domain.lifecycle import AmendmentState, Part
from programs.domain.reserves import Purses
from programs.models import Agreement, Commitment, CommitmentAmendment

# The rows of the statement are the accounts of the books; all of a promise is in one of these.
PLEDGED = "pledged"
SPENT = ("paid", "due_back", "written_off")  # the bank has paid it, and it has not come back
PLACES = ("free", "leaving", "reserved", "owed", "sent", *SPENT)
LOOKS = 3

Books = tuple[AccountBalance, ...]


@dataclass(frozen=True, slots=True)
class PurseStatement:
    """One purse at a moment; every won that was committed is in exactly one place."""

    name: str
    committed: Money
    free: Money
    leaving: Money
    reserved: Money
    owed: Money
    sent: Money
    paid: Money
    due_back: Money
    written_off: Money

    @property
    def ties(self) -> bool:
        """Whether what was committed is all there, and nothing else."""
        return self.committed == total(getattr(self, place) for place in PLACES)


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """A change of the promise as it stood at a moment."""

    deltas: Purses
    effective_on: date
    reason: str
    asked_at: datetime
    asked_by: str
    confirmed_by: str
    state: AmendmentState


@dataclass(frozen=True, slots=True)
class CommitmentStatement:
    """A promise at a moment: purse by purse, together, and how it came to be so."""

    commitment: Commitment
    at: datetime
    purses: tuple[PurseStatement, ...]
    whole: PurseStatement
    amendments: tuple[AmendmentLine, ...]

    @property
    def ties(self) -> bool:
        """Whether every purse adds up to the last won."""
        return all(purse.ties for purse in self.purses)

    @property
    def agrees(self) -> bool:
        """Whether the books say what the commitment says of itself now."""
        return tuple(map(_kept, self.purses)) == _kept_by(self.commitment)


def commitment_statement(commitment: Commitment, at: datetime) -> CommitmentStatement:
    """What the books held of it at a moment, from the postings up to then."""
    return _statement(commitment, at, trial_balance(at=at))


def present_statement(
    commitment: Commitment, now: datetime, *, looks: int = LOOKS
) -> CommitmentStatement:
    """How it stands; what moves between a look at the row and one at the books is no alarm."""
    commitment.refresh_from_db()
    statement = _statement(commitment, now, trial_balance())
    if statement.agrees or looks == 1:
        return statement
    return present_statement(commitment, now, looks=looks - 1)


def _statement(commitment: Commitment, at: datetime, books: Books) -> CommitmentStatement:
    held = _held(commitment, books)
    purses = tuple(_purse(str(LABELS[part]), [held.get(part, {})]) for part in Part)
    return CommitmentStatement(
        commitment, at, purses, _purse("", list(held.values())), _amendments(commitment, at)
    )


def _held(commitment: Commitment, books: Books) -> dict[str, dict[str, Money]]:
    """By purse and place: the programme's own accounts and those of all its agreements."""
    program = commitment.program_id
    keys = Agreement.objects.filter(program=program).values_list("pk", flat=True)
    own = {f"program:{program}", *(f"agreement:{key}" for key in keys)}
    held: dict[str, dict[str, Money]] = {}
    for row in books:
        *owner, part, place = ["", "", *row.code.split(":")]
        if ":".join(filter(None, owner)) in own:
            purse = held.setdefault(part, {})
            purse[place] = purse.get(place, NOTHING) + row.balance
    return held


def _purse(name: str, held: list[Mapping[str, Money]]) -> PurseStatement:
    def of(place: str) -> Money:
        return total(purse.get(place, NOTHING) for purse in held)

    return PurseStatement(name, -of(PLEDGED), *(of(place) for place in PLACES))


def _kept(purse: PurseStatement) -> tuple[Money, Money, Money, Money]:
    """What is owed or on its way is reserved, what has to come back is paid, as it counts them."""
    reserved = purse.reserved + purse.owed + purse.sent
    paid = purse.paid + purse.due_back + purse.written_off
    return purse.committed, reserved, paid, purse.leaving


def _kept_by(commitment: Commitment) -> tuple[tuple[Money, ...], ...]:
    kinds = [Purses.held(commitment, what) for what in ("amount", "reserved", "paid", "leaving")]
    return tuple(tuple(amounts.of(part) for amounts in kinds) for part in Part)


def _amendments(commitment: Commitment, at: datetime) -> tuple[AmendmentLine, ...]:
    rows = commitment.amendments.select_related("proposed_by", "confirmed_by").order_by("pk")
    lines = (_line(row, at) for row in rows)
    return tuple(line for line in lines if line.asked_at <= at)


def _line(row: CommitmentAmendment, at: datetime) -> AmendmentLine:
    """As it stood at that moment; when it was asked for, or lapsed, is what the log tells."""
    told = {event.action: event.happened_at for event in events_about(row)}
    moments = {
        AmendmentState.CONFIRMED: row.confirmed_at,
        AmendmentState.APPLIED: row.applied_at,
        AmendmentState.LAPSED: told.get("commitment.lapse_amendment"),
    }
    past = [state for state, moment in moments.items() if moment and moment <= at]
    return AmendmentLine(
        deltas=row.deltas,
        effective_on=row.effective_on,
        reason=row.reason,
        asked_at=told.get("commitment.amend", row.created_at),
        asked_by=str(row.proposed_by),
        confirmed_by=str(row.confirmed_by) if AmendmentState.CONFIRMED in past else "",
        state=past[-1] if past else AmendmentState.PROPOSED,
    )

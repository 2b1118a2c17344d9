"""The chart of accounts of a programme, and what each verb moves between them."""

from __future__ import annotations

from core.domain.money import NOTHING, Money
from ledger.domain.arrows import Arrow
from ledger.domain.entries import Posting
from programs.domain.lifecycle import Part

PLEDGED = "program:{program}:{part}:pledged"
FREE = "program:{program}:{part}:free"
LEAVING = "program:{program}:{part}:leaving"
RESERVED = "agreement:{agreement}:{part}:reserved"

COMMIT = Arrow(
    "commit",
    out_of=PLEDGED,
    into=FREE,
    when="a second person of the bank confirms the commitment",
    reference="commitment:{commitment}:confirm",
)
GROW = Arrow(
    "grow",
    out_of=PLEDGED,
    into=FREE,
    when="a second person confirms an amendment that adds",
    reference="amendment:{amendment}:confirm",
)
SHRINK = Arrow(
    "shrink",
    out_of=FREE,
    into=PLEDGED,
    when="a second person confirms an amendment that takes away what is free",
    reference="amendment:{amendment}:confirm",
)
LEAVE = Arrow(
    "leave",
    out_of=FREE,
    into=LEAVING,
    when="a second person confirms an amendment that takes away on a later day",
    reference="amendment:{amendment}:confirm",
)
DEPART = Arrow(
    "depart",
    out_of=LEAVING,
    into=PLEDGED,
    when="that day has come",
    reference="amendment:{amendment}:apply",
)
ARRIVE = Arrow(
    "arrive",
    out_of=PLEDGED,
    into=FREE,
    when="the day of an amendment that adds has come",
    reference="amendment:{amendment}:apply",
)
STAY = Arrow(
    "stay",
    out_of=LEAVING,
    into=FREE,
    when="the programme is closed before that day",
    reference="amendment:{amendment}:lapse",
)
HAND_BACK = Arrow(
    "hand_back",
    out_of=FREE,
    into=PLEDGED,
    when="a programme is closed: what nobody used",
    reference="commitment:{commitment}:release",
)
RESERVE = Arrow(
    "reserve",
    out_of=FREE,
    into=RESERVED,
    when="the last party signs an agreement: the most it can ever pay",
    reference="agreement:{agreement}:reserve",
)
RELEASE = Arrow(
    "release",
    out_of=RESERVED,
    into=FREE,
    when="an agreement is closed: what it did not use",
    reference="agreement:{agreement}:release[:{turn}]",
)
GIVE_BACK_LATE = Arrow(
    "give_back_late",
    out_of=RESERVED,
    into=PLEDGED,
    when="money came back after its programme was closed, and nobody is paid from it",
    reference="agreement:{agreement}:release[:{turn}]",
)

# Every arrow of this room. A new one is a line here, and then in docs/books.md.
ARROWS = (
    COMMIT,
    GROW,
    SHRINK,
    LEAVE,
    DEPART,
    ARRIVE,
    STAY,
    HAND_BACK,
    RESERVE,
    RELEASE,
    GIVE_BACK_LATE,
)


def pledged(program: object, part: Part) -> str:
    """The bank's promise, seen from outside: it goes below zero by what was committed."""
    return PLEDGED.format(program=program, part=part.value)


def free(program: object, part: Part) -> str:
    """Committed, and not promised to anybody yet."""
    return FREE.format(program=program, part=part.value)


def leaving(program: object, part: Part) -> str:
    """Confirmed to be taken away on a later day: nobody can reserve it any more."""
    return LEAVING.format(program=program, part=part.value)


def reserved(agreement: object, part: Part) -> str:
    """Set aside for one agreement, and not owed yet."""
    return RESERVED.format(agreement=agreement, part=part.value)


def commit(amount: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """The bank commits money to one purse."""
    return COMMIT.legs(amount, program=program, part=part.value)


def amend(delta: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """The commitment grows, or shrinks by money that is still free."""
    if delta > NOTHING:
        return GROW.legs(delta, program=program, part=part.value)
    return SHRINK.legs(-delta, program=program, part=part.value)


def leave(amount: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """A confirmed decrease waits for its day."""
    return LEAVE.legs(amount, program=program, part=part.value)


def come_into_effect(delta: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """The day of an amendment: what was added arrives, what was leaving departs."""
    if delta > NOTHING:
        return ARRIVE.legs(delta, program=program, part=part.value)
    return DEPART.legs(-delta, program=program, part=part.value)


def stay(amount: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """A decrease lapses before its day."""
    return STAY.legs(amount, program=program, part=part.value)


def hand_back(amount: Money, *, program: object, part: Part) -> tuple[Posting, ...]:
    """A programme is closed: the bank has its money back."""
    return HAND_BACK.legs(amount, program=program, part=part.value)


def reserve(
    amount: Money, *, program: object, agreement: object, part: Part
) -> tuple[Posting, ...]:
    """An agreement is signed: the most it can pay leaves what is free."""
    return RESERVE.legs(amount, program=program, agreement=agreement, part=part.value)


def release(
    amount: Money, *, program: object, agreement: object, part: Part
) -> tuple[Posting, ...]:
    """An agreement is closed: what it did not use is free again."""
    return RELEASE.legs(amount, program=program, agreement=agreement, part=part.value)


def give_back_late(
    amount: Money, *, program: object, agreement: object, part: Part
) -> tuple[Posting, ...]:
    """The programme is closed already: what is left of a reserve goes back to the bank at once."""
    return GIVE_BACK_LATE.legs(amount, program=program, agreement=agreement, part=part.value)

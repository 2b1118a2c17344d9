"""Every verb from every state: where the table has an arrow it works, elsewhere it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from core.domain.errors import IllegalMove
from core.domain.states import Lifecycle
from programs import services as verbs
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import (
    AGREEMENT,
    AMENDMENT,
    APPLICATION,
    CALL,
    COMMITMENT,
    PROGRAM,
    RECOMMENDATION,
    REVIEW,
    AgreementState,
    AmendmentState,
    ApplicationState,
    CallState,
    CommitmentState,
    ProgramState,
    RecommendationState,
    ReviewState,
)
from programs.models import ApplicationTarget, Commitment, Program
from programs.services.amendments import lapse_amendment
from tests.factories.people import the
from tests.factories.programs import (
    a_call,
    a_program,
    a_recommendation,
    a_review,
    an_agreement,
    an_application,
    an_indicator,
    closed,
    four_reviews,
)

pytestmark = pytest.mark.django_db

Act = Callable[[Any, datetime], Any]


@dataclass(frozen=True)
class Life:
    """A lifecycle, how to have an object in one of its states, and its verbs as services."""

    table: Lifecycle[Any]
    states: type[StrEnum]
    make: Callable[[Any], Any]
    verbs: dict[str, Act]


def a_program_in(state: ProgramState) -> Program:
    program = a_program()
    if state == ProgramState.CLOSED:
        return closed(program)
    Program.objects.filter(pk=program.pk).update(state=state)
    return program


def a_commitment_in(state: CommitmentState) -> Commitment:
    commitment = a_program().commitment
    if state == CommitmentState.RELEASED:
        return closed(commitment.program).commitment
    if state == CommitmentState.PROPOSED:
        commitment.state, commitment.confirmed_by = state, None
        commitment.save()
    return commitment


def an_amendment_in(state: AmendmentState) -> Any:
    """It takes effect thirty days after noon."""
    confirmed = state in {AmendmentState.CONFIRMED, AmendmentState.APPLIED}
    applied = state == AmendmentState.APPLIED
    withdrawn = state == AmendmentState.WITHDRAWN
    return a_program().commitment.amendments.create(
        base_delta=1,
        success_delta=1,
        effective_on="2026-07-01",
        applied_at="2026-07-01T09:00+09:00" if applied else None,
        reason="More suppliers.",
        state=state,
        proposed_by=the("olivia"),
        confirmed_by=the("anna") if confirmed else None,
        withdrawn_by=the("olivia") if withdrawn else None,
        withdrawn_reason="A slip of the pen." if withdrawn else "",
    )


def an_application_in(state: ApplicationState) -> Any:
    application = an_application(state=state)
    ApplicationTarget.objects.create(
        application=application, indicator=an_indicator(), goal=50, how="Counted."
    )
    return application


def a_recommendation_in(state: RecommendationState) -> Any:
    application = an_application()
    four_reviews(application)
    return a_recommendation(state=state, application=application)


def _checked(answer: bool) -> Act:
    def decide(application: Any, at: datetime) -> Any:
        for check in CHECKS:
            verbs.check_eligibility(
                application_id=application.pk,
                key=check.key,
                passed=answer,
                note="Looked up.",
                by=the("agnes"),
                at=at,
            )
        return verbs.decide_eligibility(application_id=application.pk, by=the("agnes"), at=at)

    return decide


def _sign_thrice(agreement: Any, at: datetime) -> None:
    digest = agreement.term_sheets.get().digest
    for who in ("cato", "arthur", "ben"):
        verbs.sign_agreement(agreement_id=agreement.pk, digest=digest, by=the(who), at=at)


LIVES = {
    "program": Life(
        PROGRAM,
        ProgramState,
        a_program_in,
        {
            "open": lambda p, at: verbs.open_program(program_id=p.pk, by=the("agnes"), at=at),
            "close": lambda p, at: verbs.close_program(program_id=p.pk, by=the("agnes"), at=at),
        },
    ),
    "call": Life(
        CALL,
        CallState,
        lambda state: a_call(state=state),
        {
            "open": lambda c, at: verbs.open_call(call_id=c.pk, by=the("agnes"), at=at),
            "close": lambda c, at: verbs.close_call(call_id=c.pk, by=the("agnes"), at=at),
        },
    ),
    "commitment": Life(
        COMMITMENT,
        CommitmentState,
        a_commitment_in,
        {
            "confirm": lambda c, at: verbs.confirm_commitment(
                commitment_id=c.pk, by=the("anna"), at=at
            ),
            "release": lambda c, at: verbs.release_commitment(
                commitment_id=c.pk, by="agnes", at=at
            ),
        },
    ),
    "amendment": Life(
        AMENDMENT,
        AmendmentState,
        an_amendment_in,
        {
            "confirm": lambda a, at: verbs.confirm_amendment(
                amendment_id=a.pk, by=the("anna"), at=at
            ),
            "apply": lambda a, at: verbs.apply_amendment(
                amendment_id=a.pk, at=at + timedelta(days=30)
            ),
            "withdraw": lambda a, at: verbs.withdraw_amendment(
                amendment_id=a.pk, reason="A slip.", by=the("olivia"), at=at
            ),
            "lapse": lambda a, at: lapse_amendment(
                commitment=a.commitment, amendment=a, by="agnes", at=at
            ),
        },
    ),
    "application": Life(
        APPLICATION,
        ApplicationState,
        an_application_in,
        {
            "submit": lambda a, at: verbs.submit_application(
                application_id=a.pk, by=the("carla"), at=at
            ),
            "return": lambda a, at: verbs.return_application(
                application_id=a.pk, reason="No photographs.", by=the("agnes"), at=at
            ),
            "pass": _checked(answer=True),
            "fail": _checked(answer=False),
        },
    ),
    "review": Life(
        REVIEW,
        ReviewState,
        lambda state: a_review(state=state),
        {
            "declare": lambda r, at: verbs.declare_no_conflict(
                review_id=r.pk, statement="No tie.", by=the("rita"), at=at
            ),
            "recuse": lambda r, at: verbs.recuse_reviewer(
                review_id=r.pk, statement="My brother works there.", by=the("rita"), at=at
            ),
            "score": lambda r, at: verbs.score_application(
                review_id=r.pk, score=Decimal("87.5"), comment="Clear.", by=the("rita"), at=at
            ),
        },
    ),
    "recommendation": Life(
        RECOMMENDATION,
        RecommendationState,
        a_recommendation_in,
        {
            "confirm": lambda r, at: verbs.confirm_recommendation(
                recommendation_id=r.pk, by=the("arthur"), at=at
            ),
            "return": lambda r, at: verbs.return_recommendation(
                recommendation_id=r.pk, reason="Look again.", by=the("arthur"), at=at
            ),
            "select": lambda r, at: verbs.select_recommendation(
                recommendation_id=r.pk, by=the("anna"), at=at
            ),
            "decline": lambda r, at: verbs.decline_recommendation(
                recommendation_id=r.pk, reason="Too dear.", by=the("anna"), at=at
            ),
        },
    ),
    "agreement": Life(
        AGREEMENT,
        AgreementState,
        lambda state: an_agreement(state=state),
        {
            "sign": _sign_thrice,
            "withdraw": lambda a, at: verbs.withdraw_agreement(
                agreement_id=a.pk, by=the("agnes"), at=at
            ),
            "close": lambda a, at: verbs.close_agreement(agreement_id=a.pk, by=the("agnes"), at=at),
        },
    ),
}


def every_step() -> Iterator[Any]:
    for name, life in LIVES.items():
        for verb in life.table.moves:
            for state in life.states:
                yield pytest.param(life, verb, state, id=f"{name}-{verb}-from-{state}")


@pytest.mark.parametrize(("life", "verb", "state"), list(every_step()))
def test_a_verb_works_where_the_table_has_an_arrow(
    life: Life, verb: str, state: Any, noon: datetime
) -> None:
    thing = life.make(state)
    if life.table.allows(verb, state):
        life.verbs[verb](thing, noon)
        thing.refresh_from_db()
        assert thing.state == life.table.after(verb, state)
    else:
        with pytest.raises(IllegalMove):
            life.verbs[verb](thing, noon)
        thing.refresh_from_db()
        assert thing.state == state


@pytest.mark.parametrize("name", LIVES)
def test_every_arrow_has_its_verb(name: str) -> None:
    assert LIVES[name].table.moves.keys() == LIVES[name].verbs.keys()

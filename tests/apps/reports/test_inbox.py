"""Every person finds on the first page what waits for them, and nobody else's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import MeasurementFile, Target
from outcomes.services import check_measurement_file
from people.domain.roles import Role
from people.models import User
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CommitmentState,
    RecommendationState,
    ReviewState,
)
from programs.models import Agreement, Commitment, CommitmentAmendment, Program, Review
from reports.domain.inbox import Inbox
from reports.selectors import inbox_of, waiting_for
from reports.selectors.inbox.gather import NEXT, SHOWN
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.files import uploaded
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_failed_payout,
    a_payout_in,
    a_prepared_payout,
    a_sent_batch,
    an_approved_payout,
    approved,
)
from tests.factories.people import a_member, the
from tests.factories.programs import (
    a_call,
    a_program,
    a_recommendation,
    an_agreement,
    an_application,
)

NOON = datetime.fromisoformat("2026-06-01T12:00:00+09:00")


def todos(name: str, at: datetime = NOON) -> list[str]:
    return [item.todo.text for item in inbox_of(the(name), at).items]


def an_eligible_application(*, reviewers: int = 0, state: str = "scored") -> None:
    application = an_application(state=ApplicationState.ELIGIBLE)
    for name in ("rita", "ravi", "rosa", "rob")[:reviewers]:
        scored = state == "scored"
        Review.objects.create(
            application=application,
            reviewer=the(name),
            assigned_by=the("agnes"),
            declared_at=NOON if state != "assigned" else None,
            score=80 if scored else None,
            scored_at=NOON if scored else None,
            state=ReviewState(state),
        )


def a_commitment_to_confirm() -> None:
    a_program()
    Commitment.objects.update(state=CommitmentState.PROPOSED, confirmed_by=None, confirmed_at=None)


def an_amendment() -> None:
    a_program()
    CommitmentAmendment.objects.create(
        commitment=Commitment.objects.get(),
        base_delta=1,
        success_delta=0,
        reason="More firms.",
        effective_on=date(2027, 1, 1),
        proposed_by=the("olivia"),
    )


def a_program_without_money() -> None:
    a_program()
    Commitment.objects.all().delete()


def a_held_payout() -> None:
    a_payout_in("held")


def a_checked_file() -> MeasurementFile:
    target = a_target()
    row = f"{target.number},follow_up,2026-01-01,2026-02-28,10"
    return check_measurement_file(file_id=uploaded(target, row, at=NOON).pk, at=NOON)


STORIES: list[tuple[str, Callable[[], object], str]] = [
    ("carla", lambda: (a_supplier(), a_call()), "Apply to the open call"),
    (
        "carla",
        lambda: an_application(state=ApplicationState.DRAFT),
        "Finish the application and hand it in",
    ),
    ("carla", an_agreement, "Match the first worksite"),
    ("carla", an_agreement, "Register the account that money goes to"),
    ("carla", a_target, "Send the first measurement"),
    (
        "agnes",
        lambda: an_application(state=ApplicationState.SUBMITTED),
        "Check whether the firm is eligible",
    ),
    ("agnes", an_eligible_application, "Ask reviewers for their scores"),
    (
        "agnes",
        lambda: an_eligible_application(reviewers=4),
        "All scores are in: recommend, or leave it",
    ),
    (
        "arthur",
        lambda: a_recommendation(state=RecommendationState.RECOMMENDED),
        "Confirm or return what a colleague recommends",
    ),
    ("agnes", a_recommendation, "Propose the agreement and its payment terms"),
    (
        "agnes",
        lambda: an_agreement(state=AgreementState.PROPOSED),
        "Read the terms and sign",
    ),
    (
        "rita",
        lambda: an_eligible_application(reviewers=1, state="assigned"),
        "Say whether you have a conflict of interest",
    ),
    (
        "rita",
        lambda: an_eligible_application(reviewers=1, state="declared"),
        "Score the application",
    ),
    ("cato", lambda: an_agreement(state=AgreementState.PROPOSED), "Read the terms and sign"),
    (
        "carla",
        lambda: a_measurement(state=MeasurementState.REOPENED),
        "Opened again by a certifier: send it again, corrected",
    ),
    ("carla", a_checked_file, "Look at a checked file and have it stored"),
    (
        "cato",
        lambda: a_measurement(state=MeasurementState.MEASURED),
        "Certify what a colleague measured",
    ),
    ("victor", a_measurement, "Draw the sample, visit and verify"),
    ("olivia", a_program_without_money, "Commit the money of the programme"),
    ("olivia", a_computed_payout, "Check the working and prepare the payment"),
    ("olivia", a_failed_payout, "The bank could not pay: find out why and try again"),
    ("anna", a_commitment_to_confirm, "Confirm what a colleague committed"),
    ("anna", an_amendment, "Confirm a change of the commitment"),
    (
        "anna",
        lambda: a_recommendation(state=RecommendationState.CONFIRMED),
        "Select or decline the recommended firm",
    ),
    ("anna", lambda: an_agreement(state=AgreementState.PROPOSED), "Read the terms and sign"),
    ("anna", a_prepared_payout, "Look at the working, then approve or send back"),
    ("anna", a_held_payout, "On hold: release it, or leave it held"),
    ("theo", an_approved_payout, "Approved: put it into a bank file"),
    ("theo", a_built_batch, "Send the file to the bank"),
    ("theo", a_sent_batch, "Read the bank's answer"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "happens", "todo"), STORIES, ids=lambda v: getattr(v, "__name__", str(v))[:40]
)
def test_what_waits_is_found_by_the_person_it_waits_for(
    name: str, happens: Callable[[], object], todo: str
) -> None:
    assert todo not in todos(name)
    happens()
    assert todo in todos(name)


@pytest.mark.django_db
def test_a_new_firm_says_who_it_is_first() -> None:
    assert todos("carla") == ["Say who your firm is"]
    a_supplier()
    assert todos("carla") == []


@pytest.mark.django_db
def test_who_recommended_does_not_confirm(agnes: User) -> None:
    a_recommendation(state=RecommendationState.RECOMMENDED)
    assert "Confirm or return what a colleague recommends" not in todos("agnes")


@pytest.mark.django_db
def test_who_approved_is_not_asked_again() -> None:
    approved(a_prepared_payout(), "anna")
    assert "Look at the working, then approve or send back" not in todos("anna")
    assert "Look at the working, then approve or send back" in todos("ben")


@pytest.mark.django_db
def test_another_firm_sees_none_of_it() -> None:
    other = a_supplier(name="Other firm (demo)")
    a_target()
    stranger = a_member(name="sam", role=Role.EDITOR, organization=other.organization)
    waits = {item.todo.text for item in inbox_of(stranger, NOON).items}
    assert waits <= {"Apply to the open call"}


@pytest.mark.django_db
def test_what_is_overdue_stands_first() -> None:
    """A target whose window is over and that nobody has measured."""
    a_target()
    a_match(agreement=Agreement.objects.get())
    late = NOON + timedelta(days=365)
    inbox = inbox_of(the("carla"), late)
    assert inbox.items[0].todo.text == "Send the first measurement"
    assert inbox.items[0].is_overdue
    assert inbox.overdue == 1
    assert [i.is_overdue for i in inbox.items] == sorted(
        (i.is_overdue for i in inbox.items), reverse=True
    )


@pytest.mark.django_db
def test_the_number_in_the_menu_is_the_number_on_the_page() -> None:
    an_approved_payout()
    a_recommendation_for_another()
    for name in ("agnes", "anna", "carla", "cato", "olivia", "rita", "theo", "victor", "otto"):
        assert waiting_for(the(name), NOON) == inbox_of(the(name), NOON).waiting


def a_recommendation_for_another() -> None:
    a_recommendation(
        application=an_application(supplier=a_supplier(name="Other firm (demo)")),
        state=RecommendationState.CONFIRMED,
    )


@pytest.mark.django_db
def test_a_long_pile_is_cut_and_counted() -> None:
    for number in range(SHOWN + 3):
        an_application(
            state=ApplicationState.SUBMITTED, supplier=a_supplier(name=f"Firm {number} (demo)")
        )
    inbox = inbox_of(the("agnes"), NOON)
    assert inbox.waiting == SHOWN + 3
    assert len(inbox.items) == SHOWN
    assert inbox.is_cut


@pytest.mark.django_db
def test_a_pile_that_is_cut_shows_what_is_due_soonest() -> None:
    """Not what came in last: the page promises the most urgent."""
    agreement = an_agreement()
    for number in range(SHOWN + 1):
        site = a_worksite(name=f"Site {number} (demo)")
        a_target(match=a_match(agreement=agreement, worksite=site))
    urgent = Target.objects.earliest("pk")
    Target.objects.filter(pk=urgent.pk).update(window_last=NOON.date() + timedelta(days=1))
    assert inbox_of(the("carla"), NOON).items[0].about == urgent.number


@pytest.mark.django_db
def test_a_programme_is_named_in_the_language_of_the_reader() -> None:
    a_program_without_money()
    program = Program.objects.get()
    for language, name in (("ko", program.name_ko), ("en", program.name_en)):
        with translation.override(language):
            assert [i.about for i in inbox_of(the("olivia"), NOON).items] == [name]


@pytest.mark.django_db
def test_a_payment_says_whose_it_is() -> None:
    payout = a_prepared_payout()
    firm = payout.agreement.supplier.organization.name
    assert inbox_of(the("anna"), NOON).items[0].about == f"{payout.number} · {firm}"


@pytest.mark.django_db
def test_every_role_is_told_what_comes_next() -> None:
    assert set(NEXT) == set(Role)
    assert inbox_of(the("rita"), NOON).next_words == (NEXT[Role.REVIEWER],)


@pytest.mark.django_db
def test_somebody_without_a_role_has_no_work() -> None:
    nobody = User.objects.create_user("nobody@example.test", name="Nobody")
    assert inbox_of(nobody, NOON) == Inbox((), (), ())
    assert waiting_for(nobody, NOON) == 0

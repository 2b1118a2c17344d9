"""The portal pages of the road, walked by the people who use them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CallState,
    CommitmentState,
    ProgramState,
    RecommendationState,
    ReviewState,
)
from programs.models import (
    Agreement,
    Application,
    Call,
    Commitment,
    CommitmentAmendment,
    Program,
    Review,
)
from programs.selectors import current_terms, why_not_sign
from programs.services import confirm_recommendation, recommend_application, sign_agreement
from programs.views import words as words_of_pages
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import (
    a_call,
    a_hazard,
    a_program,
    a_recommendation,
    a_review,
    an_agreement,
    an_application,
    an_indicator,
    four_reviews,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    """Open today, whenever the tests run."""
    call = a_call()
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    call.refresh_from_db()
    return call


@pytest.fixture
def eve() -> User:
    """Editor of another firm."""
    other = a_supplier(name="Other firm")
    return a_member(name="eve", role=Role.EDITOR, organization=other.organization)


def see(who: User, name: str, *args: Any, status: int = 200) -> str:
    answer = signed_in(who).get(reverse(f"programs:{name}", args=args))
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def do(who: User, name: str, *args: Any, **data: Any) -> HttpResponse:
    return signed_in(who).post(reverse(f"programs:{name}", args=args), data)


def done(answer: HttpResponse, name: str, *args: Any) -> None:
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url.split("#")[0] == reverse(f"programs:{name}", args=args)  # type: ignore[attr-defined]


# --- Programmes and calls -------------------------------------------------------------------


def test_everybody_reads_a_programme(call: Call, rita: User, carla: User, victor: User) -> None:
    a_supplier()
    for who in (rita, carla, victor):
        assert "Safe sites 2026" in see(who, "programs")
        page = see(who, "program", call.program_id)
        assert "Caught in machinery" in page
        assert "First call" in page


def test_nobody_sees_a_draft_but_its_makers(agnes: User, olivia: User, carla: User) -> None:
    program = a_program()
    Program.objects.update(state=ProgramState.DRAFT)
    assert "No programme is open yet." in see(carla, "programs")
    see(carla, "program", program.pk, status=404)
    for who in (agnes, olivia):
        see(who, "program", program.pk)


def test_a_programme_without_calls_says_what_comes(carla: User) -> None:
    assert "There is no call yet." in see(carla, "program", a_program().pk)


def test_the_commitment_shows_for_those_who_may_see_it(
    call: Call, olivia: User, otto: User, carla: User
) -> None:
    for who in (olivia, otto):
        page = see(who, "program", call.program_id)
        assert "₩2,800,000,000" in page
        assert "₩0 of ₩2,800,000,000 is reserved or paid" in page
    assert "₩2,800,000,000" not in see(carla, "program", call.program_id)


def test_the_offer_to_apply_or_why_not(call: Call, carla: User, cato: User) -> None:
    a_supplier()
    assert "Begin an application" in see(carla, "program", call.program_id)
    assert "Begin an application" not in see(cato, "program", call.program_id)
    Call.objects.update(state=CallState.CLOSED)
    page = see(carla, "program", call.program_id)
    assert "Why can&#x27;t I apply now?" in page or "Why can't I apply now?" in page
    assert "it is not open" in page


# --- The commitment -------------------------------------------------------------------------


def test_olivia_commits_and_anna_confirms(olivia: User, anna: User) -> None:
    program = a_program()
    Commitment.objects.all().delete()
    assert "Commit funds" in see(olivia, "program", program.pk)
    assert "two parts" in see(olivia, "commitment_commit", program.pk)
    answer = do(olivia, "commitment_commit", program.pk, base="2,800,000,000", success="4200000000")
    commitment = Commitment.objects.get()
    done(answer, "commitment", commitment.pk)
    assert "approver of the bank who did not write it down" in see(
        olivia, "commitment", commitment.pk
    )
    assert "Confirm the commitment" in see(anna, "commitment", commitment.pk)
    assert "₩7,000,000,000" in see(anna, "commitment_confirm", commitment.pk)
    done(do(anna, "commitment_confirm", commitment.pk), "commitment", commitment.pk)
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.CONFIRMED


def test_a_wrong_amount_comes_back_with_what_was_typed(olivia: User) -> None:
    program = a_program()
    Commitment.objects.all().delete()
    answer = do(olivia, "commitment_commit", program.pk, base="1.5", success="4,200,000,000")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“1.5” has a fraction" in page
    assert 'value="4,200,000,000"' in page
    answer = do(olivia, "commitment_commit", program.pk, base="0", success="0")
    assert "Both parts are zero" in answer.content.decode()


def test_a_change_of_the_commitment_takes_two_people(olivia: User, anna: User) -> None:
    commitment = a_program().commitment
    assert "₩4,200,000,000" in see(olivia, "commitment_amend", commitment.pk)
    change = {"base_delta": "-800,000,000", "success_delta": "0", "reason": "Moved to next year."}
    done(do(olivia, "commitment_amend", commitment.pk, **change), "commitment", commitment.pk)
    amendment = CommitmentAmendment.objects.get()
    assert "Moved to next year." in see(anna, "commitment", commitment.pk)
    page = see(anna, "amendment_confirm", amendment.pk)
    assert "₩2,800,000,000 → ₩2,000,000,000" in page
    done(do(anna, "amendment_confirm", amendment.pk), "commitment", commitment.pk)
    assert Commitment.objects.get().base_amount == 2_000_000_000


def test_an_amendment_below_what_is_used_stays_on_its_page(olivia: User) -> None:
    a_program(committed=(50_000_000, 75_000_000))
    an_agreement()
    pk = Commitment.objects.get().pk
    answer = do(
        olivia, "commitment_amend", pk, base_delta="-20000000", success_delta="0", reason="Less."
    )
    assert answer.status_code == 422
    assert "only ₩10,000,000 of it is free" in answer.content.decode()


def test_another_banks_commitment_is_not_there(carla: User) -> None:
    commitment = a_program().commitment
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    alan = a_member(name="alan", role=Role.APPROVER, organization=other)
    for name in ("commitment", "commitment_confirm"):
        see(alan, name, commitment.pk, status=404)
    see(carla, "commitment", commitment.pk, status=403)


def test_suppliers_look_into_no_commitment(carla: User) -> None:
    from programs.selectors import commitments_for  # noqa: PLC0415 - only asked here

    a_program()
    assert not commitments_for(carla).exists()


# --- The application ------------------------------------------------------------------------


def test_carla_walks_from_the_call_to_the_receipt(call: Call, carla: User) -> None:
    supplier = a_supplier()
    assert "You will be asked for" in see(carla, "application_start", call.pk)
    answer = do(carla, "application_start", call.pk)
    pk = Application.objects.get().pk
    done(answer, "application", pk)
    page = see(carla, "application", pk)
    assert page.count("To do") == 6
    page = see(carla, "application_submit", pk)
    assert "“Plan” is empty" in page
    assert "Hand in the application" not in page

    form = {
        "technology": supplier.technologies.get().pk,
        "hazards": [a_hazard().pk],
        "plan": "Light curtains.",
        "worksites": "50",
        "amount": "₩100,000,000",
    }
    assert "Save as often as you like" in see(carla, "application_save", pk)
    done(do(carla, "application_save", pk, **form), "application", pk)
    target = {"indicator": an_indicator().pk, "goal": "50", "how": "Photographs."}
    assert "Add the target" in see(carla, "own_target_add", pk)
    done(do(carla, "own_target_add", pk, **target), "application", pk)
    page = see(carla, "application", pk)
    assert "To do" not in page
    assert "not measured" in page

    assert "Hand in the application" in see(carla, "application_submit", pk)
    done(do(carla, "application_submit", pk), "application_receipt", pk)
    assert "Your application has arrived." in see(carla, "application_receipt", pk)
    assert "checks next whether the firm is eligible" in see(carla, "application", pk)
    assert "Your application" in see(carla, "program", call.program_id)


def test_what_was_saved_is_there_again(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    page = see(carla, "application_save", application.pk)
    assert 'value="100,000,000"' in page
    assert "Light curtains at fifty presses." in page
    assert "checked" in page


def test_a_slip_loses_nothing_that_was_typed(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    answer = do(
        carla, "application_save", application.pk, plan="A long new plan", amount="one hundred"
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A long new plan" in page
    assert "one hundred" in page
    application.refresh_from_db()
    assert application.plan == "Light curtains at fifty presses."


def test_a_draft_may_be_half_empty(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    done(do(carla, "application_save", application.pk, plan=""), "application", application.pk)
    application.refresh_from_db()
    assert (application.plan, application.amount_requested) == ("", None)


def test_handing_in_late_or_half_done_says_why(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    answer = do(carla, "application_submit", application.pk)
    assert answer.status_code == 422
    assert "There is no own target yet" in answer.content.decode()
    Call.objects.update(closes_at=timezone.now())
    assert "The deadline was" in see(carla, "application_submit", application.pk)


def test_a_target_is_removed_after_asking(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    target = application.own_targets.create(indicator=an_indicator(), goal=50, how="Counted.")
    assert "Counted." in see(carla, "own_target_remove", target.pk)
    done(do(carla, "own_target_remove", target.pk), "application", application.pk)
    assert not application.own_targets.exists()


def test_whoever_has_begun_goes_on(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    answer = signed_in(carla).get(reverse("programs:application_start", args=[call.pk]))
    done(answer, "application", application.pk)
    again = do(carla, "application_start", call.pk)
    assert again.status_code == 422
    assert "already begun" in again.content.decode()


def test_whoever_has_no_firm_yet_reads_why(call: Call, carla: User) -> None:
    page = see(carla, "application_start", call.pk)
    assert "not registered as a supplier yet" in page


def test_what_is_handed_in_has_no_form(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    for name in ("application_save", "application_submit", "own_target_add"):
        answer = signed_in(carla).get(reverse(f"programs:{name}", args=[application.pk]))
        done(answer, "application", application.pk)
    assert do(carla, "application_submit", application.pk).status_code == 409


def test_there_is_no_receipt_for_a_draft(call: Call, carla: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    see(carla, "application_receipt", application.pk, status=403)


def test_another_firm_finds_nothing(call: Call, eve: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    target = application.own_targets.create(indicator=an_indicator(), goal=50, how="Counted.")
    for name in (
        "application",
        "application_save",
        "application_submit",
        "application_receipt",
        "own_target_add",
    ):
        see(eve, name, application.pk, status=404)
    see(eve, "own_target_remove", target.pk, status=404)
    assert do(eve, "application_save", application.pk, plan="Mine").status_code == 404
    assert "There is no application here." in see(eve, "applications")


def test_how_an_application_stands(call: Call, carla: User, cato: User, agnes: User) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    assert "An editor of your firm writes it" in see(cato, "application", application.pk)
    Application.objects.update(returned_reason="Which sites?")
    assert "Which sites?" in see(carla, "application", application.pk)
    for key, passed in (("taxes-paid", False), ("small-firm", True)):
        application.checks.create(key=key, passed=passed, note="Looked up.", checked_by=agnes)
    application.checks.create(key="not-excluded")
    said = {"submitted_by": carla, "submitted_at": application.created_at}
    Application.objects.update(state=ApplicationState.SUBMITTED, **said)
    assert "Are taxes" not in see(carla, "application", application.pk)
    assert "Are taxes" in see(agnes, "application", application.pk)
    for state, words in (("eligible", "Reviewers score it"), ("ineligible", "goes no further")):
        Application.objects.update(state=state)
        page = see(carla, "application", application.pk)
        assert words in page
        assert "Looked up." in page
    assert "Hanbit" in see(agnes, "applications")


# --- Reviews --------------------------------------------------------------------------------


def test_rita_declares_reads_and_scores(rita: User) -> None:
    review = a_review()
    assert "Hanbit" in see(rita, "reviews")
    page = see(rita, "review", review.pk)
    assert "I have no conflict of interest" in page
    assert "Light curtains at fifty presses." not in page
    see(rita, "review_declare", review.pk)
    done(do(rita, "review_declare", review.pk, statement="No tie."), "review", review.pk)
    assert "Light curtains at fifty presses." in see(rita, "review", review.pk)
    assert "Light curtains at fifty presses." in see(rita, "review_score", review.pk)
    answer = do(rita, "review_score", review.pk, score="101", comment="Clear.")
    assert answer.status_code == 422
    done(do(rita, "review_score", review.pk, score="87.5", comment="Clear."), "review", review.pk)
    assert "cannot be changed" in see(rita, "review", review.pk)


def test_rita_steps_aside(rita: User) -> None:
    review = a_review()
    see(rita, "review_recuse", review.pk)
    answer = do(rita, "review_recuse", review.pk, statement="A friend owns it.")
    done(answer, "reviews")
    assert "You have stepped aside" in see(rita, "review", review.pk)
    assert "Light curtains" not in see(rita, "review_score", review.pk)
    assert do(rita, "review_score", review.pk, score="50", comment="x").status_code == 409


def test_nobody_sees_another_reviewers_work(rita: User, carla: User) -> None:
    review = a_review(reviewer="ravi", state=ReviewState.SCORED)
    assert "You have not been asked" in see(rita, "reviews")
    for name in ("review", "review_declare", "review_score"):
        see(rita, name, review.pk, status=404)
    see(carla, "review", review.pk, status=403)


# --- Recommendations ------------------------------------------------------------------------


def test_anna_reads_and_selects(anna: User, olivia: User, noon: datetime) -> None:
    application = an_application()
    four_reviews(application)
    given = recommend_application(
        application_id=application.pk, reason="Strong plan.", by=the("agnes"), at=noon
    )
    confirm_recommendation(recommendation_id=given.pk, by=the("arthur"), at=noon)
    assert "Hanbit" in see(anna, "recommendations")
    page = see(anna, "recommendation", given.pk)
    assert "4 marks: 80, 87, 88, 95." in page
    assert "Clear plan." in page
    assert "Select the supplier" in page
    assert "Select the supplier" not in see(olivia, "recommendation", given.pk)
    assert "₩100,000,000" in see(anna, "recommendation_select", given.pk)
    done(do(anna, "recommendation_select", given.pk), "recommendation", given.pk)
    assert "An agreement follows" in see(anna, "recommendation", given.pk)


def test_anna_declines_with_a_reason(anna: User) -> None:
    given = a_recommendation(state=RecommendationState.CONFIRMED)
    see(anna, "recommendation_decline", given.pk)
    answer = do(anna, "recommendation_decline", given.pk, reason="")
    assert answer.status_code == 422
    assert "“Reason” is empty" in answer.content.decode()
    done(
        do(anna, "recommendation_decline", given.pk, reason="Too dear."), "recommendation", given.pk
    )
    assert "Too dear." in see(anna, "recommendation", given.pk)


def test_the_bank_waits_for_the_second_officer(anna: User, carla: User, otto: User) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    assert "Nothing is recommended yet." in see(anna, "recommendations")
    see(anna, "recommendation", given.pk, status=404)
    see(carla, "recommendation", given.pk, status=403)
    assert "Nobody yet" in see(otto, "recommendation", given.pk)


# --- Agreements -----------------------------------------------------------------------------


def test_three_people_read_and_sign(cato: User, arthur: User, ben: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    for who in (cato, arthur, ben):
        page = see(who, "agreement", agreement.pk)
        assert "₩40,000,000 is paid once, on the approved plan." in page
        assert "Read and sign" in page
        assert digest in see(who, "agreement_sign", agreement.pk)
        answer = do(who, "agreement_sign", agreement.pk, digest=digest, read="on")
        done(answer, "agreement", agreement.pk)
        assert "Read and sign" not in see(who, "agreement", agreement.pk)
    assert Agreement.objects.get().state == AgreementState.SIGNED
    assert "The most it can ever pay is reserved" in see(ben, "agreement", agreement.pk)


def test_free_money_stands_beside_the_cost_for_the_bank_only(anna: User, carla: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    assert "₩2,800,000,000" in see(anna, "agreement", agreement.pk)
    assert "₩2,800,000,000" not in see(carla, "agreement", agreement.pk)


def test_signing_needs_a_tick_and_the_current_terms(cato: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    answer = do(cato, "agreement_sign", agreement.pk, digest=digest)
    assert answer.status_code == 422
    assert "is not ticked yet" in answer.content.decode()
    answer = do(cato, "agreement_sign", agreement.pk, digest="f" * 64, read="on")
    assert answer.status_code == 409
    assert "terms have changed since you opened the page" in answer.content.decode()


def test_why_somebody_cannot_sign(anna: User, otto: User, noon: datetime) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    sign_agreement(agreement_id=agreement.pk, digest=digest, by=the("ben"), at=noon)
    for who, words in (
        (the("ben"), "You have signed these terms already"),
        (anna, "Your party has signed these terms already"),
    ):
        assert words in see(who, "agreement", agreement.pk)
        assert words in see(who, "agreement_sign", agreement.pk)
    (refusal,) = why_not_sign(agreement, otto)
    assert str(refusal) == "You do not sign for any of the three parties."
    Agreement.objects.update(state=AgreementState.WITHDRAWN)
    assert "not waiting for signatures" in see(anna, "agreement_sign", agreement.pk)
    page = see(anna, "agreement", agreement.pk)
    assert "Nothing was reserved." in page
    assert "Stopped here" in page


def test_closed_agreements_say_so(anna: User) -> None:
    agreement = an_agreement(state=AgreementState.CLOSED)
    assert "What was not paid is free again." in see(anna, "agreement", agreement.pk)


def test_another_firm_finds_no_agreement(eve: User, victor: User, rita: User) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    assert "There is no agreement yet." in see(eve, "agreements")
    for name in ("agreement",):
        see(eve, name, agreement.pk, status=404)
        see(victor, name, agreement.pk, status=404)
    see(rita, "agreements", status=403)
    see(eve, "agreement_sign", agreement.pk, status=403)  # an editor never signs
    Agreement.objects.update(state=AgreementState.WITHDRAWN)
    assert Review.objects.count() == 0


def test_long_lists_come_in_pages(agnes: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_of_pages, "PAGE", 2)
    for n in range(3):
        an_agreement(supplier=a_supplier(name=f"Firm {n}"))
    first = see(agnes, "agreements")
    assert "Firm 2" in first
    assert "Firm 0" not in first
    assert "Page 1 of 2" in first
    desk = signed_in(agnes)
    for number in ("2", "99"):
        page = desk.get(reverse("programs:agreements"), {"page": number}).content.decode()
        assert "Firm 0" in page
        assert "Firm 2" not in page


def test_lists_ask_the_database_a_few_times_only(
    otto: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        an_agreement(supplier=a_supplier(name=f"Firm {n}"))
    watcher = signed_in(otto)
    for name in ("programs", "applications", "recommendations", "agreements"):
        with django_assert_max_num_queries(15):
            assert watcher.get(reverse(f"programs:{name}")).status_code == 200

"""From an open call to the receipt, page by page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import User
from programs.domain.lifecycle import ApplicationState
from programs.models import Application, Call
from tests.apps.programs.pages import do, done, see
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.programs import a_hazard, an_application, an_indicator

pytestmark = pytest.mark.django_db


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

"""An auditor reaches the whole trace of any payment, and its paper, in three clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.services import record
from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import Evidence, Measurement
from payouts.models import Payout
from people.models import User
from reports.models import Report
from reports.selectors import case_of
from tests.apps.reports.conftest import evidence_for
from tests.factories.companies import a_supplier
from tests.factories.outcomes import a_measurement
from tests.factories.payouts import a_computed_payout

SignIn = Callable[[str], Client]


def test_three_clicks_from_the_first_page_to_the_paper(
    paid: Payout, report: Report, signed_in: SignIn
) -> None:
    browser = signed_in("audrey")
    first = browser.get("/", follow=True).content.decode()
    case = reverse("reports:case", args=[paid.number])
    assert case in first  # click 1: the payment
    papers = reverse("reports:statement", args=[paid.number])
    assert papers in browser.get(case).content.decode()  # click 2: its reports
    printed = browser.post(papers, {"language": "ko"}, follow=True)  # click 3: print
    fresh = Report.objects.latest("pk")
    assert fresh.number in printed.content.decode()
    assert fresh.number != report.number


def test_the_whole_trace_is_on_the_page(paid: Payout, signed_in: SignIn) -> None:
    shown = signed_in("audrey").get(reverse("reports:case", args=[paid.number])).content.decode()
    assert paid.verification is not None
    attempt = paid.disbursements.get()
    for fact in (
        paid.agreement.number,
        paid.term_sheet.digest,
        paid.verification.target.number,
        paid.verification.data_digest,
        *Evidence.objects.values_list("sha256", flat=True),
        "Victor",
        "Olivia",
        "Anna",
        "Ben",
        attempt.key,
        attempt.batch.number,
        f"payout:{paid.number}:settle",
        "한 사람이 승인했습니다",
    ):
        assert fact in shown
    assert "payout.approve" not in shown


def test_every_entry_and_event_about_it_is_gathered(paid: Payout, audrey: User) -> None:
    case = case_of(audrey, paid.number)
    assert [entry.reference.rsplit(":", 1)[1] for entry in case.entries] == [
        "owe",
        "send",
        "settle",
    ]
    said = [line.words.text for line in case.log]
    for words in (
        "Amount computed from the terms",
        "Payment prepared for approval",
        "Approved by one person",
        "Payment settled by the bank",
    ):
        assert words in said
    assert all(case.intact.values())


def test_a_longer_story_costs_no_more_questions(paid: Payout, audrey: User, noon: datetime) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            case_of(audrey, paid.number)
        return len(asked)

    measurement = a_measurement(
        target=Measurement.objects.get().target,
        state=MeasurementState.MEASURED,
        first_day=date(2026, 4, 1),
        last_day=date(2026, 4, 30),
    )
    evidence_for(measurement, name="first.jpg", content=b"first", at=noon)
    before = questions()
    for number in range(10):
        photo = evidence_for(measurement, name=f"{number}.jpg", content=b"%d" % number, at=noon)
        record(action="evidence.attach", subject=photo, by="carla@x.test", at=noon)
    assert questions() == before


def test_a_bought_paper_is_handed_out_as_it_was_issued(report: Report, signed_in: SignIn) -> None:
    answer = signed_in("audrey").get(reverse("reports:report_download", args=[report.number]))
    assert answer.content == bytes(report.content)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert report.number in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["carla", "cato", "olivia", "otto", "agnes"])
def test_who_has_a_part_in_it_may_read_it(paid: Payout, signed_in: SignIn, name: str) -> None:
    assert signed_in(name).get(reverse("reports:case", args=[paid.number])).status_code == 200
    assert paid.number in signed_in(name).get(reverse("reports:cases")).content.decode()


def test_another_firm_does_not_learn_that_it_exists(
    report: Report, paid: Payout, signed_in: SignIn, carla: User
) -> None:
    other = a_supplier(name="Other firm (demo)")
    carla.memberships.update(organization=other.organization)
    browser = signed_in_as(signed_in, carla)
    for address in (
        reverse("reports:case", args=[paid.number]),
        reverse("reports:statement", args=[paid.number]),
        reverse("reports:report_download", args=[report.number]),
    ):
        assert browser.get(address).status_code == 404
    assert paid.number not in browser.get(reverse("reports:cases")).content.decode()


def signed_in_as(signed_in: SignIn, user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_reviewers_have_no_part_in_it(paid: Payout, signed_in: SignIn) -> None:
    assert signed_in("rita").get(reverse("reports:cases")).status_code == 403


@pytest.mark.parametrize(
    ("text", "found"), [("PO-2026", True), ("hanbit", True), ("nobody", False)]
)
def test_looking_for_a_payment(signed_in: SignIn, audrey: User, text: str, found: bool) -> None:
    payout = a_computed_payout()
    page = signed_in("audrey").get(reverse("reports:cases"), {"text": text})
    assert (payout.number in page.content.decode()) is found


def test_a_language_that_is_not_there_is_refused(paid: Payout, signed_in: SignIn) -> None:
    papers = reverse("reports:statement", args=[paid.number])
    answer = signed_in("audrey").post(papers, {"language": "fr"})
    assert answer.status_code == 422
    assert not Report.objects.exists()

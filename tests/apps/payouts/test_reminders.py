"""A payout that waits too long: its approvers hear of it once, later those beside them, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts import services
from payouts.domain.bands import Band, Bands, Needed
from payouts.domain.deadlines import Circle, DaysToApprove, deadline_of
from payouts.models import BandTable, Payout, Reminder, ReminderLetter, ReminderSent
from payouts.selectors.deadlines import letters_to_send, payouts_overdue
from payouts.tasks import remind_about_due_payouts
from people.models import User
from reports.selectors.inbox import inbox_of
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    an_approved_payout,
    approved,
    prepared,
    replaced,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Noon is a Monday; the 3rd of June is an election day and no working day, the 6th a Saturday.
DUE, LATER = NOON + 4 * DAY, NOON + 8 * DAY


@pytest.fixture(autouse=True)
def the_whole_bank(db: None) -> None:
    """Everybody who could be told."""
    for name in ("olivia", "anna", "ben", "theo"):
        the(name)


def rung_at(at: datetime) -> list[tuple[str, list[str]]]:
    """The clock rings: whoever is told, circle by circle."""
    for circle in Circle:
        for payout in payouts_overdue(circle, at):
            services.remind_circle(payout_id=payout.pk, circle=circle, at=at)
    told = Reminder.objects.filter(at=at).order_by("pk")
    return [(one.circle, sorted(str(x.to) for x in one.letters.all())) for one in told]


APPROVERS = ("approvers", ["Anna", "Ben"])
OTHERS = ("others", ["Olivia", "Theo"])


def test_each_circle_is_told_once_at_its_moment() -> None:
    a_prepared_payout()
    second = timedelta(seconds=1)
    assert rung_at(DUE - second) == []
    assert rung_at(DUE) == [APPROVERS]
    assert not payouts_overdue(Circle.APPROVERS, DUE)
    assert rung_at(DUE + second) == []
    assert rung_at(LATER - second) == []
    assert rung_at(LATER) == [OTHERS]
    assert rung_at(LATER + 10 * DAY) == []


@pytest.mark.parametrize("missed", [4, 7, 8, 9, 400])
def test_a_clock_that_stood_still_catches_up_exactly_once(missed: int) -> None:
    """It rang last before the payout was due, and then not for days."""
    a_prepared_payout()
    rung_at(NOON + 2 * DAY)
    first = rung_at(NOON + missed * DAY)
    assert first == ([APPROVERS, OTHERS] if missed >= 8 else [APPROVERS])
    assert rung_at(NOON + missed * DAY + timedelta(minutes=1)) == []
    assert Reminder.objects.count() == len(first)


def test_what_was_prepared_again_is_due_again(olivia: User) -> None:
    payout = a_prepared_payout()
    rung_at(LATER)
    replaced(payout)
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=LATER)
    assert rung_at(LATER + 2 * DAY) == []
    assert rung_at(LATER + 3 * DAY) == [APPROVERS]  # Tuesday to Friday
    assert sorted(Reminder.objects.values_list("preparation", "circle")) == [
        (1, "approvers"),
        (1, "others"),
        (2, "approvers"),
    ]


def test_who_has_approved_or_acted_is_not_reminded(victor: User) -> None:
    approved(a_prepared_payout(), "anna")
    assert rung_at(DUE) == [("approvers", ["Ben"])]


def test_what_does_not_wait_is_not_reminded_of() -> None:
    payout = an_approved_payout()
    a_computed_payout_beside(payout)
    assert rung_at(LATER + DAY) == []
    for circle in Circle:
        given: dict[str, Any] = {"payout_id": payout.pk, "circle": circle, "at": LATER}
        assert services.remind_circle(**given) is None


def a_computed_payout_beside(payout: Payout) -> None:
    """The first tranche of the same agreement, which nobody has prepared."""
    services.compute_advance(agreement_id=payout.agreement_id, clause_key="advance", at=NOON)


def test_nobody_is_told_too_soon_and_two_clocks_tell_once() -> None:
    payout = a_prepared_payout()
    tell: dict[str, Any] = {"payout_id": payout.pk, "circle": Circle.APPROVERS}
    assert services.remind_circle(**tell, at=DUE - DAY) is None
    first = services.remind_circle(**tell, at=DUE)
    assert services.remind_circle(**tell, at=DUE + DAY) == first
    assert ReminderLetter.objects.count() == 2


def test_the_days_are_those_of_the_version_in_force_when_it_was_prepared() -> None:
    early = a_prepared_payout()
    days = DaysToApprove(approvers=1, others=4)
    _another_version(early, days)
    assert rung_at(NOON + DAY) == []
    again = services.hold_payout(payout_id=early.pk, reason="A tip.", by=the("anna"), at=NOON)
    services.release_payout(payout_id=again.pk, reason="Unfounded.", by=the("sena"), at=NOON)
    early.refresh_from_db()
    prepared(early)
    assert rung_at(NOON + DAY) == [("approvers", ["Anna", "Ben", "Sena"])]
    assert rung_at(NOON + 7 * DAY) == []
    deadline = deadline_of(NOON, days)
    assert deadline.of(Circle.APPROVERS) == NOON + DAY
    assert deadline.of(Circle.OTHERS) == NOON + 8 * DAY


def _another_version(payout: Payout, days: DaysToApprove) -> None:
    """Olivia proposes it, anna confirms it; the bands themselves stay."""
    program = payout.agreement.program
    assert payout.band is not None
    made = services.propose_bands(
        program_id=program.pk,
        bands=Bands((Band(Money(0), None, Needed(2)),), days),
        starts_at=None,
        reason="Faster.",
        by=the("olivia"),
        at=NOON,
    )
    services.confirm_bands(table_id=made.pk, by=the("anna"), at=NOON)


@pytest.mark.parametrize("days", [(0, 2), (3, 0), (61, 2), (3, 61)])
def test_nobody_has_no_day_or_months(days: tuple[int, int]) -> None:
    with pytest.raises(RuleBroken, match="1 to 60 working days each"):
        DaysToApprove(*days)
    approval, escalation = days
    table = BandTable.objects.all()
    a_prepared_payout()
    as_is = {"approval_days": approval, "escalation_days": escalation}
    with pytest.raises(IntegrityError, match="bands_"), transaction.atomic():
        table.update(**as_is)
    with pytest.raises(IntegrityError, match="bands_never_edited"), transaction.atomic():
        table.update(approval_days=5)


def test_the_database_keeps_both_moments_of_a_preparation() -> None:
    payout = a_prepared_payout()
    rows = Payout.objects.filter(pk=payout.pk)
    for wrong in ({"approve_by": None}, {"escalate_at": DUE}, {"approve_by": NOON}):
        with pytest.raises(IntegrityError, match="approved_by_a_day"), transaction.atomic():
            rows.update(**wrong)


def test_the_task_tells_and_mails_each_once_in_their_language(anna: User) -> None:
    payout = a_prepared_payout()
    User.objects.filter(pk=anna.pk).update(language="en")
    assert remind_about_due_payouts() == 4
    assert remind_about_due_payouts() == 0
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        the(name).email for name in ("anna", "ben", "olivia", "theo")
    )
    (mine,) = [one for one in mail.outbox if one.to == [anna.email]]
    assert mine.subject == f"[Boram] Payout {payout.number} waits for approval"
    assert f"/payouts/{payout.pk}/" in mine.body
    assert "2026-06-05 12:00 KST" in mine.body
    assert "You can approve it" in mine.body
    assert "₩" not in mine.body
    korean = [one.subject for one in mail.outbox if one.to != [anna.email]]
    assert len({*korean}) == 1
    assert "승인" in korean[0]
    numbers = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len({*numbers}) == 4


def test_a_mail_server_that_is_away_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_prepared_payout()
    with monkeypatch.context() as patch:
        patch.setattr("payouts.gateways.remind", _away)
        assert remind_about_due_payouts() == 0
    assert (ReminderLetter.objects.count(), ReminderSent.objects.count()) == (4, 0)
    assert len(letters_to_send()) == 4
    assert remind_about_due_payouts() == 4
    assert len(mail.outbox) == 4
    assert not letters_to_send()


def _away(_overdue: object) -> None:
    raise OSError


def test_a_letter_is_handed_over_once() -> None:
    a_prepared_payout()
    rung_at(DUE)
    letter = ReminderLetter.objects.order_by("pk")[0]
    assert services.send_reminder(letter_id=letter.pk, at=DUE)
    assert not services.send_reminder(letter_id=letter.pk, at=DUE)
    assert len(mail.outbox) == 1


def test_the_inbox_says_when_it_is_due_and_who_else_hears_of_it(
    anna: User, olivia: User, theo: User
) -> None:
    payout = a_prepared_payout()
    (mine,) = inbox_of(anna, NOON).items
    assert (mine.due, mine.is_overdue) == (DUE, False)
    assert inbox_of(anna, DUE + DAY).overdue == 1
    assert not inbox_of(theo, LATER).items
    rung_at(LATER)
    for other in (olivia, theo):
        (item,) = inbox_of(other, LATER).items
        assert "Overdue: ask the approvers" in item.todo.text
        assert item.is_overdue
    assert len(inbox_of(anna, LATER).items) == 1
    approved(payout)
    assert not [x for x in inbox_of(theo, LATER).items if "Overdue" in x.todo.text]


def test_the_approval_line_says_until_when(anna: User) -> None:
    payout = a_prepared_payout()
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "until" in page
    assert "2026-06-05 12:00 KST" in page
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=anna, at=NOON)
    assert "2026-06-05 12:00 KST" not in text(signed_in(anna).get(url("payout", payout.pk)))


def test_the_database_tells_once_and_never_too_soon() -> None:
    payout = a_prepared_payout()
    rung_at(DUE)
    given: dict[str, Any] = {"payout": payout, "preparation": 1, "due_at": DUE, "at": DUE}
    wrongs: tuple[tuple[str, dict[str, Any]], ...] = (
        ("reminder_once", {"circle": "approvers"}),
        ("reminder_not_too_soon", {"circle": "others", "at": DUE - DAY}),
    )
    for name, wrong in wrongs:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Reminder.objects.create(**given | wrong)
    letter = ReminderLetter.objects.order_by("pk")[0]
    with pytest.raises(IntegrityError, match="reminder_letter_once"), transaction.atomic():
        ReminderLetter.objects.create(reminder=letter.reminder, to=letter.to)
    services.send_reminder(letter_id=letter.pk, at=DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderSent.objects.create(letter=letter, at=DUE)
    for table in ("reminder", "reminderletter", "remindersent"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM payouts_{table}")  # noqa: S608
    assert [str(x) for x in (letter.reminder, letter, letter.sent)] == [
        f"{payout.pk} · 1 · approvers",
        f"{letter.reminder_id} · {letter.to_id}",
        f"{letter.pk}",
    ]


def test_a_payout_without_a_preparer_has_no_deadline() -> None:
    assert prepared(a_computed_payout()).prepared_at == NOON

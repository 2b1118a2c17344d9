"""A bank that does not answer: one alarm for each file, however late the clock rings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.selectors import events_about
from payouts import services
from payouts.domain.asides import Choice
from payouts.models import AnswerAlarm, BankBatch
from payouts.selectors.overdue import answer_due_on, batches_alarmed, batches_overdue
from payouts.tasks import alarm_overdue_answers
from people.models import User
from reports.selectors.inbox import inbox_of
from tests.apps.payouts.pages import text, url
from tests.apps.payouts.walked import a_payout_of
from tests.doors import signed_in
from tests.factories.messages import details, entry, report, statement, status
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_confirmed_layout,
    a_proposed_layout,
    a_sent_batch,
    answered,
    approved,
    korean,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = NOON + 4 * DAY  # sent on a Monday; Wednesday is an election day, so due on Friday
KEY = "PO-2026-00001-1"


def rung_at(at: datetime) -> list[str]:
    """The clock rings: which files it rings for."""
    due = [batch.pk for batch in batches_overdue(at)]
    for batch in due:
        services.alarm_batch(batch_id=batch, at=at)
    rang = AnswerAlarm.objects.filter(at=at).order_by("pk")
    return list(rang.values_list("batch__number", flat=True))


def test_it_rings_once_on_its_day() -> None:
    batch = a_sent_batch()
    assert answer_due_on(batch) == date(2026, 6, 5)
    assert rung_at(DUE - DAY) == []
    assert rung_at(DUE.replace(hour=0)) == [batch.number]
    assert rung_at(DUE) == []
    assert rung_at(DUE + 30 * DAY) == []
    alarm = AnswerAlarm.objects.get()
    assert (alarm.due_on, alarm.unanswered) == (date(2026, 6, 5), 1)
    assert events_about(batch).latest("pk").action == "batch.alarm"
    assert str(alarm) == f"{batch.number} · 2026-06-05"


@pytest.mark.parametrize("missed", [4, 5, 7, 400])
def test_a_clock_that_stood_still_catches_up_exactly_once(missed: int) -> None:
    """It rang last before the answer was due, and then not for days."""
    numbers = [a_sent_batch(approved(prepared(a_payout_of(name)))).number for name in ("a", "b")]
    assert rung_at(NOON + 2 * DAY) == []
    assert rung_at(NOON + missed * DAY) == numbers
    assert rung_at(NOON + missed * DAY + timedelta(minutes=1)) == []
    assert AnswerAlarm.objects.count() == 2


def test_the_days_are_those_that_the_bank_agreed_to(theo: User) -> None:
    a_confirmed_layout(korean(answer_days=5))
    batch = a_sent_batch()
    assert rung_at(NOON + 7 * DAY) == []
    assert rung_at(NOON + 8 * DAY) == [batch.number]  # a holiday and a week-end lie between
    for wrong in (0, 61):
        with pytest.raises(IntegrityError, match="layout_days_to_answer"), transaction.atomic():
            a_proposed_layout(korean(answer_days=wrong))


def test_what_is_answered_or_not_sent_does_not_ring() -> None:
    batch = a_built_batch()
    assert answer_due_on(batch) is None
    assert rung_at(DUE) == []
    assert services.alarm_batch(batch_id=batch.pk, at=DUE) is None
    services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    assert services.alarm_batch(batch_id=batch.pk, at=DUE - DAY) is None
    answered(batch)
    assert rung_at(DUE) == []
    assert services.alarm_batch(batch_id=batch.pk, at=DUE) is None


def test_under_way_or_in_part_is_no_answer() -> None:
    batch = a_sent_batch()
    answered(batch, report(status(KEY, "PDNG")))
    services.apply_answer(
        batch_id=batch.pk,
        content=statement(entry(details(KEY, amount=4))),
        name="part.xml",
        by=the("theo"),
        at=NOON,
        rows=Choice(frozenset(), ""),
    )
    assert rung_at(DUE) == [batch.number]


def test_two_clocks_ring_once() -> None:
    batch = a_sent_batch()
    first = services.alarm_batch(batch_id=batch.pk, at=DUE)
    assert services.alarm_batch(batch_id=batch.pk, at=DUE + DAY) == first
    assert AnswerAlarm.objects.count() == 1


def test_the_task_rings_and_one_broken_file_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_sent_batch()
    with monkeypatch.context() as patch:
        patch.setattr("payouts.services.alarms.record", _broken)
        assert alarm_overdue_answers() == 0
    assert not AnswerAlarm.objects.exists()
    assert alarm_overdue_answers() == 1
    assert alarm_overdue_answers() == 0


def _broken(**_: Any) -> None:
    raise OSError


def test_one_line_in_the_inbox_of_the_treasurer_until_it_is_answered(
    theo: User, anna: User
) -> None:
    batch = a_sent_batch()
    (before,) = inbox_of(theo, NOON).items
    assert before.todo.text == "Read the bank's answer"
    rung_at(DUE)
    (item,) = inbox_of(theo, DUE + DAY).items
    assert "has not answered in time" in item.todo.text
    assert item.is_overdue
    assert not inbox_of(anna, DUE + DAY).items
    page = text(signed_in(theo).get(url("batch", batch.pk)))
    assert "Its answer had to be there on" in page
    assert "Answer overdue" in text(signed_in(theo).get(url("batches")))
    answered(batch)
    assert not inbox_of(theo, DUE + DAY).items
    assert not batches_alarmed(theo)
    page = text(signed_in(theo).get(url("batch", batch.pk)))
    assert "had to be there" not in page


def test_the_database_rings_once_never_too_soon_and_for_something() -> None:
    batch = a_sent_batch()
    given: dict[str, Any] = {"batch": batch, "due_on": date(2026, 6, 5), "unanswered": 1, "at": DUE}
    for name, wrong in (
        ("answer_alarm_not_too_soon", {"at": DUE - DAY}),
        ("answer_alarm_of_something", {"unanswered": 0}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            AnswerAlarm.objects.create(**given | wrong)
    AnswerAlarm.objects.create(**given)
    with pytest.raises(IntegrityError, match="batch_id"), transaction.atomic():
        AnswerAlarm.objects.create(**given)
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM payouts_answeralarm")
    assert BankBatch.objects.count() == 1

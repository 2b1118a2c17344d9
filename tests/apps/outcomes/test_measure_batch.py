"""Batches of another system: never twice, every place to mend at once, worksites by their names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from audit.selectors import events_found
from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import Match, Measurement, Target
from people.models import User
from tests.apps.outcomes.test_api import MEASUREMENTS, a_row, machine_of, send
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, closed

RATE = {"kind": "rate_reduction", "alpha": "0.05"}


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


@pytest.fixture
def machine(carla: User, noon: datetime) -> APIClient:
    return machine_of(carla, noon)


@pytest.fixture
def portfolio(target: Target) -> Target:
    """Injuries at all worksites of the agreement."""
    Target.objects.filter(pk=target.pk).update(match=None, design=RATE)
    target.refresh_from_db()
    return target


def rows_of(target: Target, count: int) -> list[dict[str, Any]]:
    """A day each, from the first of January."""
    days = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(count)]
    return [a_row(target, first_day=day, last_day=day) for day in days]


def test_every_place_is_told_in_the_same_shape(machine: APIClient, target: Target) -> None:
    rows = [
        a_row(target, quantity=None),
        a_row(target, first_day="2026-04-01", last_day="2026-04-30", target="T-0"),
        a_row(target, first_day="2026-05-01", last_day="2026-05-31", quantity="1.5"),
        a_row(target, first_day="2026-05-20", last_day="2026-05-31"),
    ]
    answer = send(machine, rows[0], *rows[2:])
    assert answer.status_code == 422
    told = [(one["row"], one["column"], one["example"]) for one in answer.data["errors"]]
    assert told == [(1, "quantity", "12"), (3, "first_day", "2026-01-01")]
    assert "2 places have to be mended" in answer.data["error"]
    assert answer.data["field"] == "measurements[0].quantity"
    unknown = send(machine, *rows).data["errors"]
    assert [(one["row"], one["column"]) for one in unknown] == [(2, "target")]
    shape = send(machine, a_row(target, events=-1, first_day="soon"), a_row(target, key="x"))
    assert [(one["row"], one["column"]) for one in shape.data["errors"]] == [
        (1, "first_day"),
        (1, "events"),
        (2, "key"),
    ]
    assert not Measurement.objects.exists()


def test_the_same_keys_again_answer_the_same_and_other_content_is_refused(
    machine: APIClient, target: Target
) -> None:
    rows = rows_of(target, 3)
    first, again = send(machine, *rows), send(machine, *rows)
    assert (first.status_code, again.status_code, first.data) == (201, 201, again.data)
    other = send(machine, rows[0], {**rows[1], "quantity": "11"}, rows[2])
    assert other.status_code == 422
    assert [(one["row"], one["column"]) for one in other.data["errors"]] == [(2, "key")]
    longer = send(machine, *rows, *rows_of(target, 4)[3:])
    assert (longer.status_code, len(longer.data)) == (201, 4)
    assert Measurement.objects.count() == 4
    assert events_found(action="measurement.measure").count() == 4


def test_a_key_twice_in_one_batch(machine: APIClient, target: Target) -> None:
    (row,) = rows_of(target, 1)
    answer = send(machine, row, row)
    assert answer.status_code == 201
    assert answer.data[0]["id"] == answer.data[1]["id"]
    other = send(machine, row, {**row, "quantity": "3"})
    assert [(one["row"], one["column"]) for one in other.data["errors"]] == [(2, "key")]


def test_the_same_days_twice_in_one_batch(machine: APIClient, target: Target) -> None:
    answer = send(machine, a_row(target), a_row(target))
    assert "already in row 1" in answer.data["errors"][0]["reason"]


def test_the_limit_is_stated(machine: APIClient, target: Target) -> None:
    answer = send(machine, *[a_row(target)] * 1001)
    assert (answer.status_code, answer.data["field"]) == (422, "measurements")
    assert "1000" in answer.data["error"]
    described = machine.get("/api/v1/schema/", headers={"accept": "application/json"}).content
    assert b"at most a thousand" in described


def test_more_rows_ask_no_more_questions(machine: APIClient, target: Target) -> None:
    def asked(rows: list[dict[str, Any]]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert send(machine, *rows).status_code == 201
        return len(queries)

    few = asked(rows_of(target, 2))
    Measurement.objects.all().delete()
    assert asked(rows_of(target, 100)) <= few


def test_what_it_replaces_gives_way(machine: APIClient, target: Target) -> None:
    (first,) = send(machine, a_row(target)).data
    (second,) = send(machine, a_row(target, quantity="11")).data
    old, new = (Measurement.objects.get(pk=one["id"]) for one in (first, second))
    assert (old.state, new.supersedes) == (MeasurementState.SUPERSEDED, old)
    closed(new, MeasurementState.CERTIFIED)
    assert send(machine, a_row(target, quantity="12")).status_code == 422


def test_worksites_by_number_business_and_name(machine: APIClient, portfolio: Target) -> None:
    here = Match.objects.get()
    there = a_match(
        agreement=portfolio.agreement,
        worksite=a_worksite(name="Second", supplier=portfolio.agreement.supplier),
    )
    beside = {"quantity": None, "events": 2, "people": 2, "deaths": 0, "lost_days": 9}
    names = [f"M-{here.pk}", "second"]
    answer = send(machine, *[a_row(portfolio, worksite=name, **beside) for name in names])
    assert [(one["worksite"], one["people"], one["near_misses"]) for one in answer.data] == [
        (here.pk, 2, None),
        (there.pk, 2, None),
    ]
    wrong = send(machine, a_row(portfolio, worksite="Nowhere", **beside))
    assert (wrong.status_code, wrong.data["field"]) == (422, "measurements[0].worksite")
    large = send(machine, a_row(portfolio, worksite="Second", **{**beside, "deaths": 2**40}))
    assert (large.status_code, large.data["field"]) == (422, "measurements[0].deaths")


def test_a_person_of_the_firm_may_not_send_for_another(
    carla: User, cato: User, target: Target
) -> None:
    browser = APIClient()
    browser.force_authenticate(cato)
    assert browser.post(MEASUREMENTS, {"measurements": [a_row(target)]}).status_code == 403

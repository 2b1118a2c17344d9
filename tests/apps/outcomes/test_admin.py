"""Agnes at her desk: she reads everything of her agency, and agrees to targets."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db.models import Model

from outcomes.domain.lifecycle import TargetState
from outcomes.models import Finding, Target
from people.domain.roles import Kind, Role
from people.models import User
from tests.doors import signed_in
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import a_member, an_organization

TABLES = ["match", "target", "measurement", "finding", "verification"]


@pytest.fixture
def everything(carla: User, victor: User, noon: datetime) -> Target:
    target = a_measurement().target
    Finding.objects.create(target=target, severity="note", text="Dust.", recorded_at=noon)
    verified(target, "10", by=victor, at=noon)
    return target


def test_every_table_is_read(everything: Target, agnes: User) -> None:
    desk = signed_in(agnes)
    rows: dict[str, Model] = {
        "match": everything.agreement.matches.get(),
        "target": everything,
        "measurement": everything.measurements.get(),
        "finding": everything.findings.get(),
        "verification": everything.verification,
    }
    assert set(rows) == set(TABLES)
    for table, row in rows.items():
        assert desk.get(f"/admin/outcomes/{table}/").status_code == 200
        assert desk.get(f"/admin/outcomes/{table}/{row.pk}/change/").status_code == 200


def test_another_agency_sees_none_of_it(everything: Target, agnes: User) -> None:
    other = an_organization(kind=Kind.AGENCY, name="Another Agency (demo)")
    oscar = a_member(name="oscar", role=Role.AGENCY_OFFICER, organization=other)
    here, there = signed_in(agnes), signed_in(oscar)
    for table in TABLES:
        address = f"/admin/outcomes/{table}/"
        row = 'id="result_list"'
        assert row in here.get(address).content.decode(), table
        listed = there.get(address)
        assert listed.status_code == 200
        assert row not in listed.content.decode(), table


def test_agnes_agrees_on_a_page_that_says_what_follows(agnes: User, carla: User) -> None:
    target = a_target(state=TargetState.SET)
    desk = signed_in(agnes)
    assert "Targets to agree to" in desk.get("/admin/").content.decode()
    address = f"/admin/outcomes/target/{target.pk}/do/agree/"
    asked = desk.get(address).content.decode()
    assert "the way of judging is frozen" in asked
    assert "counted against the goal of 50 cases" in asked
    assert desk.post(address).status_code == 302
    target.refresh_from_db()
    assert (target.state, target.agreed_by) == (TargetState.AGREED, agnes)
    assert desk.get(address).status_code == 409

"""Agnes at her desk: she reads everything of her agency, and agrees to targets."""

from __future__ import annotations

import pytest

from outcomes.domain.lifecycle import TargetState
from outcomes.models import Finding
from people.domain.roles import Kind, Role
from tests.doors import signed_in
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import a_member, an_organization

TABLES = ["match", "target", "measurement", "finding", "verification"]


@pytest.fixture
def everything(carla, victor, noon):
    target = a_measurement().target
    Finding.objects.create(target=target, severity="note", text="Dust.", recorded_at=noon)
    verified(target, "10", by=victor, at=noon)
    return target


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_read(everything, agnes, table):
    desk = signed_in(agnes)
    listed = desk.get(f"/admin/outcomes/{table}/")
    assert listed.status_code == 200
    row = everything.agreement.matches.get() if table == "match" else None
    row = (
        row
        or {
            "target": everything,
            "measurement": everything.measurements.get(),
            "finding": everything.findings.get(),
            "verification": everything.verification,
        }[table]
    )
    assert desk.get(f"/admin/outcomes/{table}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("table", TABLES)
def test_another_agency_sees_none_of_it(everything, table):
    other = an_organization(kind=Kind.AGENCY, name="Another Agency (demo)")
    officer = a_member(name="oscar", role=Role.AGENCY_OFFICER, organization=other)
    listed = signed_in(officer).get(f"/admin/outcomes/{table}/").content.decode()
    assert everything.number not in listed


def test_agnes_agrees_on_a_page_that_says_what_follows(agnes, carla):
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
